"""Answering by the link of a reminder, without signing in.  See docs/decisions/0004-check-in-links.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from aftercare.checkins import queries
from aftercare.checkins.actions.errors import AlreadyAnswered, CheckInClosed
from aftercare.checkins.models import CheckIn, CheckInResponse
from aftercare.checkins.queries import words
from aftercare.checkins.views import flow
from aftercare.checkins.views.flow import Sitting
from recovery.outbox import link_pages
from recovery.outbox.models import SecureLink
from recovery.outbox.queries import links
from recovery.outbox.queries.links import LinkState

AFTER_SHOWN = timedelta(
    minutes=15
)  # how long the browser that answered may see the page after; as long as an idle session
ANSWERED_HERE = "answered_by_link"  # session key: the response this browser sent

LinkView = Callable[..., HttpResponse]


def by_link(*, used: bool = False) -> Callable[[LinkView], LinkView]:
    """Give the view what the token in the address stands for, in the person's language; refuse kindly otherwise.

    With `used` the view is reached with a link that was used, too.
    """

    def decorate(view: LinkView) -> LinkView:
        @wraps(view)
        def reached(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
            at = now()
            found = links.look_up(token, at=at)
            check_in = queries.check_in_of_link(found.link.subject_id) if found.link else None
            language = link_pages.language_of(request, check_in.episode.patient.language if check_in else None)
            with translation.override(language):
                if check_in is None:
                    response = link_pages.refuse_unknown(request)
                elif found.link and (used or (found.state is LinkState.OPEN and check_in.is_open_at(at))):
                    response = _reach(view, request, _sitting(token, check_in, found.link, at), **kwargs)
                else:
                    response = link_pages.refuse(request, status=410)
            return link_pages.sealed(response, language)

        return reached

    return decorate


# The views below need no sign-in: the token in the address is the right to answer this one check-in, and to
# nothing else.  For the same reason they need no CSRF token: who could forge the request has the secret already, and
# browsers send no Origin from a page that sends no referrer.


@require_safe
@by_link()
def start(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The first page says nothing about anybody.  Opening it changes nothing: mail scanners open links."""
    return flow.start(request, sitting, "aftercare/checkins/start_link.html")


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link(used=True)
def question(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """One question.  A resend of the last one, after the link was used, leads to the page after."""

    def thanks(response: CheckInResponse) -> HttpResponse:
        request.session[ANSWERED_HERE] = str(response.pk)
        return redirect(f"{sitting.start_url}thanks/")

    if request.method != "POST" and not sitting.is_open:
        return link_pages.refuse(request, status=410)
    return flow.question(request, sitting, number, thanks)


@login_not_required
@csrf_exempt
@require_safe
@by_link()
def help_now(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """The crisis numbers, then on."""
    return flow.help_now(request, sitting, number)


@login_not_required
@csrf_exempt
@require_safe
@by_link(used=True)
def thanks(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The page after, for the browser that answered and for a short while; the link alone does not open it."""
    response = getattr(sitting.check_in, "response", None)
    here = response is not None and request.session.get(ANSWERED_HERE) == str(response.pk)
    if response is None or not here or sitting.at > response.answered_at + AFTER_SHOWN:
        return link_pages.refuse(request, status=410)
    episode = sitting.check_in.episode
    context = {
        "after": words.after(response, queries.next_check_in(episode.patient, sitting.at)),
        "steps": queries.coping_steps(episode),
        "by_link": True,
    }
    return render(request, "aftercare/checkins/after.html", context)


def _reach(view: LinkView, request: HttpRequest, sitting: Sitting, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, sitting, **kwargs)
    except (AlreadyAnswered, CheckInClosed):
        return link_pages.refuse(request, status=410)


def _sitting(token: str, check_in: CheckIn, link: SecureLink | None, at: datetime) -> Sitting:
    return Sitting(
        check_in=check_in,
        at=at,
        start_url=links.path_of(token),
        question_url=lambda number: reverse("checkins:answer-question", args=[token, number]),
        help_url=lambda number: reverse("checkins:answer-help", args=[token, number]),
        link=link,
    )
