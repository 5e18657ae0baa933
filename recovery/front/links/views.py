"""Every `/r/<token>/`: which page a link opens, by what it was given out for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt

from aftercare.checkins.views import link as check_in
from intake.screening.own.views import link as own_answers
from recovery.outbox import link_pages
from recovery.outbox.codes import Purpose
from recovery.outbox.queries import links

Page = Callable[[HttpRequest, str], HttpResponse]  # takes the token; answers for used and expired links itself

PAGES: Mapping[str, Page] = {
    Purpose.CHECK_IN: check_in.start,
    Purpose.SCREENING: own_answers.start,
}


# The token in the address is the right to do one thing, and to nothing else; so it needs no sign-in.  For the same
# reason it needs no CSRF token: who could forge the request has the secret already, and browsers send no Origin from a
# page that sends no referrer.
@login_not_required
@csrf_exempt
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of what the link is for; the same refusal for every token that nobody was given."""
    link = links.look_up(token, at=now()).link
    page = PAGES.get(link.occurrence_purpose) if link else None
    if page:
        return page(request, token)
    language = link_pages.language_of(request, None)
    with translation.override(language):
        return link_pages.sealed(link_pages.refuse_unknown(request), language)
