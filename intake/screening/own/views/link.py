"""Opening a link to the person's own questions: it becomes a locked session, after their year of birth.

See docs/decisions/0012-own-answers.md.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intake.screening.assignments import actions
from intake.screening.assignments import queries as assignments
from intake.screening.assignments.actions.errors import NotOpen, WrongYear
from intake.screening.assignments.models import PacketAssignment
from intake.screening.own import session
from intake.screening.own.forms import BirthYearForm
from recovery.outbox import link_pages
from recovery.outbox.queries import links
from recovery.outbox.queries.links import LinkState


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, token: str) -> HttpResponse:
    """A neutral page that asks for the year of birth.  Opening it changes nothing: mail scanners open links."""
    found = links.look_up(token, at=now())
    assignment = assignments.answering(found.link.subject_id) if found.link else None
    language = link_pages.language_of(request, assignment.language if assignment else None)
    with translation.override(language):
        response = _opened(request, assignment if found.state is LinkState.OPEN else None, language)
    return link_pages.sealed(response, language)


def _opened(request: HttpRequest, assignment: PacketAssignment | None, language: str) -> HttpResponse:
    if assignment is None or not assignment.takes_answers_at(now()):
        return link_pages.refuse(request, status=410)
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
    return render(
        request, "intake/screening/own/start_by_link.html", {"form": form}, status=422 if form.is_bound else 200
    )
