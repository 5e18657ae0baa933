"""Opening a link to the person's own questions: it becomes a locked session, after their year of birth.

See docs/decisions/0012-own-answers.md.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aftercare.checkins.forms import BirthYearForm
from aftercare.reminders.links import LinkLookup, LinkState
from intake.screening.assignments import actions
from intake.screening.assignments import queries as assignments
from intake.screening.assignments.errors import NotOpen, WrongYear
from intake.screening.assignments.models import PacketAssignment
from intake.screening.own import session


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, found: LinkLookup) -> HttpResponse:
    """A neutral page that asks for the year of birth.  Opening it changes nothing: mail scanners open links."""
    assignment = assignments.answering(found.link.subject_id) if found.link else None
    language = _language(request, assignment)
    with translation.override(language):
        response = _opened(request, assignment if found.state is LinkState.OPEN else None, language)
    response["Content-Language"] = language
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def _opened(request: HttpRequest, assignment: PacketAssignment | None, language: str) -> HttpResponse:
    if assignment is None or not assignment.takes_answers_at(now()):
        return render(request, "aftercare/checkins/no_link.html", status=410)
    form = BirthYearForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form)
    try:
        actions.check_year(assignment=assignment, year=form.cleaned_data["year"], at=now())
    except WrongYear as error:
        form.add_error("year", _("That is not the year of birth we have. Check it and try again."))
        return _page(request, form) if error.left else _opened(request, None, language)
    except NotOpen:
        return _opened(request, None, language)
    session.begin(request, assignment, language=language)
    return redirect("own:start")


def _page(request: HttpRequest, form: BirthYearForm) -> HttpResponse:
    return render(request, "aftercare/checkins/start_packet.html", {"form": form}, status=422 if form.is_bound else 200)


def _language(request: HttpRequest, assignment: PacketAssignment | None) -> str:
    """What was chosen on this device, else the language of the assignment, else the browser's."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        return str(chosen)
    return assignment.language if assignment else translation.get_language_from_request(request)
