"""Answering by the link of a reminder, without signing in.  See docs/decisions/0004-check-in-links.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from aftercare.checkins import guesses, queries, words
from aftercare.checkins.errors import AlreadyAnswered, CheckInClosed
from aftercare.checkins.models import CheckIn, CheckInResponse
from aftercare.checkins.views import flow, packet_link
from aftercare.checkins.views.flow import Sitting
from aftercare.reminders import links
from aftercare.reminders.links import LinkState
from aftercare.reminders.models import Purpose, SecureLink

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
            language = _language(request, check_in)
            with translation.override(language):
                if check_in is None:
                    response = _refuse(request, status=429 if guesses.too_many(request) else 404)
                elif found.link and (used or (found.state is LinkState.OPEN and check_in.is_open_at(at))):
                    response = _reach(view, request, _sitting(token, check_in, found.link, at), **kwargs)
                else:
                    response = _refuse(request, status=410)
            response["Content-Language"] = language
            response["Referrer-Policy"] = "no-referrer"
            response["Cache-Control"] = "no-store"
            return response

        return reached

    return decorate


# The views below need no sign-in: the token in the address is the right to answer this one check-in, and to
# nothing else.  For the same reason they need no CSRF token: who could forge the request has the secret already, and
# browsers send no Origin from a page that sends no referrer.


@login_not_required
@csrf_exempt
def start(request: HttpRequest, token: str) -> HttpResponse:
    """The first page says nothing about anybody.  Opening it changes nothing: mail scanners open links."""
    found = links.look_up(token, at=now())
    if found.link and found.link.occurrence_purpose == Purpose.SCREENING:
        return packet_link.start(request, found)
    return _start(request, token)


@require_safe
@by_link()
def _start(request: HttpRequest, sitting: Sitting) -> HttpResponse:
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
        return _refuse(request, status=410)
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
        return _refuse(request, status=410)
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
        return _refuse(request, status=410)


def _sitting(token: str, check_in: CheckIn, link: SecureLink | None, at: datetime) -> Sitting:
    return Sitting(
        check_in=check_in,
        at=at,
        start_url=reverse("checkins:answer", args=[token]),
        question_url=lambda number: reverse("checkins:answer-question", args=[token, number]),
        help_url=lambda number: reverse("checkins:answer-help", args=[token, number]),
        link=link,
    )


def _refuse(request: HttpRequest, *, status: int) -> HttpResponse:
    """One page for every link that does not open, so that it tells nothing apart."""
    return render(request, "aftercare/checkins/no_link.html", status=status)


def _language(request: HttpRequest, check_in: CheckIn | None) -> str:
    """What the person chose on this device, else the language of their record, else their browser's."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        return str(chosen)
    return check_in.episode.patient.language if check_in else translation.get_language_from_request(request)
