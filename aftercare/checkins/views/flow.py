"""Answering one question a page: the same steps by link and signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from aftercare.checkins import actions, queries
from aftercare.checkins.forms import QuestionForm
from aftercare.checkins.models import CheckIn, CheckInResponse
from aftercare.checkins.rules import questions
from recovery.outbox.models import SecureLink

if TYPE_CHECKING:
    from recovery.accounts.models import User


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person answering one check-in, and the addresses of their way through it."""

    check_in: CheckIn
    at: datetime
    start_url: str
    question_url: Callable[[int], str]
    help_url: Callable[[int], str]
    link: SecureLink | None = None
    by: User | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer would be taken now."""
        link_open = self.link is None or (
            not self.link.used_at and not self.link.revoked_at and self.at < self.link.expires_at
        )
        return link_open and self.check_in.is_open_at(self.at)


def start(request: HttpRequest, sitting: Sitting, template: str, **context: Any) -> HttpResponse:
    """The neutral first page; its button leads to the next question without an answer."""
    number = queries.next_number(sitting.check_in) or 1
    shown = {
        "begin_url": sitting.question_url(number),
        "not_watched": _in_language(questions.NOT_WATCHED, questions.NOT_WATCHED_ES),
    }
    return render(request, template, {**shown, **context})


def question(
    request: HttpRequest, sitting: Sitting, number: int, thanks: Callable[[CheckInResponse], HttpResponse]
) -> HttpResponse:
    """Ask question `number`, empty whatever was answered before; a good answer leads on."""
    items = queries.asked(sitting.check_in.episode)
    if not 1 <= number <= len(items):
        raise Http404
    item, language = items[number - 1], get_language() or "en"
    form = QuestionForm(item, request.POST if request.method == "POST" else None, language=language)
    if not form.is_valid():
        context = {
            "form": form,
            "number": number,
            "total": len(items),
            "done": number - 1,
            "last": number == len(items),
            "back_url": sitting.question_url(number - 1) if number > 1 else sitting.start_url,
            "by_link": sitting.link is not None,
            "stem": _in_language(questions.STEM, questions.STEM_ES),
        }
        return render(request, "aftercare/checkins/question.html", context, status=422 if form.is_bound else 200)
    told = form.cleaned_data
    reply = actions.reply(
        check_in=sitting.check_in,
        question=item.id,
        value=told["answer"],
        submission_id=told["submission_id"],
        link=sitting.link,
        by=sitting.by,
        language=language[:2],
        at=sitting.at,
    )
    if reply.response:
        return thanks(reply.response)
    if queries.tells_of_danger({item.id: told["answer"]}):
        return redirect(sitting.help_url(reply.following or 1))
    return redirect(sitting.question_url(reply.following or 1))


def help_now(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """The crisis page: the same for everybody, so that it tells nothing of what was answered."""
    return render(
        request,
        "aftercare/checkins/help.html",
        {"next_url": sitting.question_url(number), "by_link": sitting.link is not None},
    )


def _in_language(english: str, spanish: str) -> str:
    return spanish if (get_language() or "").startswith("es") else english
