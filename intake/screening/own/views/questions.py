"""The person's own pages: one question a page, without signing in, by right of a locked session (session.py)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from intake.screening.actions.errors import AlreadyRecorded
from intake.screening.assignments import actions as assignments
from intake.screening.assignments.actions.errors import NotOpen
from intake.screening.assignments.models import PacketAssignment
from intake.screening.own import actions, session
from intake.screening.own.forms import QuestionForm
from intake.screening.own.session import Lock
from intake.screening.queries import own_parts
from intake.screening.queries.own_parts import Part
from intake.screening.rules import answers as texts
from recovery.patients.codes import Language

OwnView = Callable[..., HttpResponse]


def own_page(view: OwnView) -> OwnView:
    """Give the view the lock of this browser, in the person's language; without one there is nothing here."""

    @wraps(view)
    def reached(request: HttpRequest, **kwargs: int) -> HttpResponse:
        lock = session.look(request, at=now())
        if lock is None:
            return render(request, "intake/screening/own/nothing_here.html", status=404)
        with translation.override(lock.language):
            try:
                response = _over(request, lock) if lock.over else view(request, lock, **kwargs)
            except NotOpen:
                session.close(request, session.why_closed(session.assignment_of(request)))
                response = redirect("own:start")
        response["Content-Language"] = lock.language
        response["Cache-Control"] = "no-store"
        if lock.tablet and not lock.over:
            # A tablet left on a chair closes by itself; every answer before is kept.
            response["Refresh"] = f"{session.TABLET_IDLE + 1}; url={reverse('own:start')}"
        return response

    return reached


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def start(request: HttpRequest, lock: Lock) -> HttpResponse:
    """What this is, how long it takes and who sees it; POST is the choice of a language."""
    if request.POST.get("language") in Language.values:
        session.speak(request, request.POST["language"])
        return redirect("own:start")
    assignment = _assignment(lock)
    own = own_parts.parts(assignment.packet)
    if not own:
        return _finish(request, assignment)
    context = {
        **_shared(lock, assignment),
        "begun": any(part.is_begun for part in own),
        "title": assignment.packet.definition.asks.title_in(lock.language),
        "title_in_english": lock.language == Language.SPANISH and not assignment.packet.definition.asks.title_es,
        "minutes": sum(part.item.minutes for part in own),
        "first_url": _next_url(own),
    }
    return render(request, "intake/screening/own/start.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def question(request: HttpRequest, lock: Lock, part: int, number: int) -> HttpResponse:
    """One question; a good answer is kept and leads on."""
    assignment = _assignment(lock)
    own = own_parts.parts(assignment.packet)
    asked = next((each for each in own if each.number == part), None)
    if asked is None or number not in asked.asked:
        return redirect(_next_url(own) if own else reverse("own:start"))
    if request.POST.get("language") in Language.values:
        session.speak(request, request.POST["language"])
        lock.language = request.POST["language"]
        with translation.override(lock.language):
            return _ask(request, lock, own, asked, number, _form(request, lock, asked, number, judged=False))
    form = _form(request, lock, asked, number, judged=request.method == "POST")
    if "skip" in request.POST:
        return _keep(request, lock, asked, number, texts.UNKNOWN)
    if not form.is_bound:
        return _ask(request, lock, own, asked, number, form)
    if not form.is_valid():
        return _ask(request, lock, own, asked, number, form, status=422)
    if form.tells_of_danger and "crisis_seen" not in request.POST:
        return _ask(request, lock, own, asked, number, form, danger=True)
    return _keep(request, lock, asked, number, form.cleaned_data["answer"])


@login_not_required
@require_safe
@own_page
def thanks(request: HttpRequest, lock: Lock) -> HttpResponse:
    """Before the end there is nothing to thank for; after it every own page is the page after."""
    return redirect("own:start")


def _form(request: HttpRequest, lock: Lock, part: Part, number: int, *, judged: bool) -> QuestionForm:
    item = part.question(number)
    given = part.data.get(item.id)
    if request.method == "POST" and not judged:
        given = request.POST.getlist("answer") if item.kind == "many" else request.POST.get("answer", given)
    initial = {} if given in (None, texts.UNKNOWN) else {"answer": given}
    spanish = lock.language == Language.SPANISH
    return QuestionForm(part.code, item, request.POST if judged else None, spanish=spanish, initial=initial)


def _ask(
    request: HttpRequest,
    lock: Lock,
    own: list[Part],
    part: Part,
    number: int,
    form: QuestionForm,
    *,
    danger: bool = False,
    status: int = 200,
) -> HttpResponse:
    spanish = lock.language == Language.SPANISH
    back = part.before(number)
    assignment = _assignment(lock)
    way = own_parts.way(assignment.packet, own, part, number)
    context = {
        **_shared(lock, assignment),
        "form": form,
        "danger": danger,
        "stem": (spanish and part.instrument.stem_es) or part.instrument.stem,
        "in_english": spanish and not form.item.text_es,
        "way": way,
        "position": way.done + 1,
        "back_url": reverse("own:question", args=[part.number, back]) if back else reverse("own:start"),
    }
    return render(request, "intake/screening/own/question.html", context, status=status)


def _keep(request: HttpRequest, lock: Lock, part: Part, number: int, value: str | list[str]) -> HttpResponse:
    assignment, at = _assignment(lock), now()
    try:
        part = actions.answer(
            assignment=assignment, part=part, number=number, value=value, language=lock.language, at=at
        )
    except AlreadyRecorded:
        return _onward(request, assignment)
    if following := part.after(number):
        return redirect("own:question", part.number, following)
    if unanswered := part.unanswered:
        return redirect("own:question", part.number, unanswered)
    actions.finish_part(assignment=assignment, part=part, language=lock.language, at=at)
    return _onward(request, assignment)


def _onward(request: HttpRequest, assignment: PacketAssignment) -> HttpResponse:
    """To the next part that is the person's, or to the end."""
    own = own_parts.parts(assignment.packet)
    return redirect(_next_url(own)) if own else _finish(request, assignment)


def _next_url(own: list[Part]) -> str:
    """The first question of the person's that has no answer yet."""
    part = own[0]
    return reverse("own:question", args=[part.number, part.unanswered or part.asked[-1]])


def _finish(request: HttpRequest, assignment: PacketAssignment) -> HttpResponse:
    assignments.finish(assignment=assignment, at=now())
    session.close(request, session.DONE)
    return redirect("own:thanks")


def _over(request: HttpRequest, lock: Lock) -> HttpResponse:
    """The page after: thanks, or why it closed; on a tablet the way for staff to sign in."""
    context = {"lock": lock, "staff_url": _staff_url(lock), "finished": lock.over == session.DONE}
    return render(request, "intake/screening/own/over.html", context)


def _shared(lock: Lock, assignment: PacketAssignment) -> dict[str, object]:
    return {"lock": lock, "called": assignment.packet.episode.patient.called, "staff_url": _staff_url(lock)}


def _staff_url(lock: Lock) -> str:
    """Where a staff member signs back in; it lands on the packet."""
    if not lock.tablet:
        return ""
    return f"{reverse('account_login')}?next={reverse('intake:packet', args=[lock.packet_id])}"


def _assignment(lock: Lock) -> PacketAssignment:
    if lock.assignment is None:
        raise NotOpen
    return lock.assignment
