"""Answering: one question saved at a time, then all of them judged and kept in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction

from aftercare.checkins import queries, rules
from aftercare.checkins.actions.errors import AlreadyAnswered, CheckInClosed, ImpossibleAnswer
from aftercare.checkins.actions.judging import follow_up
from aftercare.checkins.codes import CheckInStatus
from aftercare.checkins.models import CheckIn, CheckInResponse
from aftercare.checkins.rules import questions
from aftercare.checkins.rules.openings import instant
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core.submissions import once
from recovery.outbox.actions import use_link
from recovery.outbox.models import SecureLink
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


@dataclass(frozen=True, slots=True)
class Reply:
    """Where the person is after one answer: the number of the next question, or the response that was sent."""

    following: int | None
    response: CheckInResponse | None = None


@transaction.atomic
def begin(*, episode: EpisodeOfCare, by: User, at: datetime) -> CheckIn:
    """The check-in the person may answer now: the open one, today's before its hour, or an extra one made for them."""
    require(by, Permission.ANSWER_CHECK_IN, episode)
    EpisodeOfCare.objects.select_for_update().get(pk=episode.pk)  # two presses of the button queue here
    if check_in := queries.open_check_in(episode.patient, at):
        return check_in
    zone = ZoneInfo(episode.patient.time_zone)
    today = at.astimezone(zone).date()
    midnight = instant(today + timedelta(days=1), time(0), zone)
    check_in = CheckIn.objects.create(
        episode=episode, local_date=today, opens_at=at, closes_at=max(midnight, at + timedelta(hours=1))
    )
    audit.changed(check_in, by=by, at=at, patient_id=episode.patient_id)
    return check_in


@transaction.atomic
def save_answer(
    *,
    check_in: CheckIn,
    question: str,
    value: Any,
    at: datetime,
    link: SecureLink | None = None,
    by: User | None = None,
) -> CheckIn:
    """Keep one answer until the rest is there; None is "I'd rather not say".

    Raises ImpossibleAnswer, CheckInClosed or AlreadyAnswered.  Nothing clinical yet, so no audit row: that comes
    with `answer`.
    """
    check_in = _answerable(check_in, link=link, by=by, at=at)
    _check({question: value}, check_in)
    check_in.answers_so_far = {**check_in.answers_so_far, question: value}
    check_in.saved_at = at
    check_in.save(update_fields=["answers_so_far", "saved_at"])
    return check_in


@transaction.atomic
def answer(
    *,
    check_in: CheckIn,
    answers: Mapping[str, Any],
    submission_id: UUID,
    at: datetime,
    link: SecureLink | None = None,
    by: User | None = None,
    language: str = "",
) -> CheckInResponse:
    """Judge and keep the answers (question id to value, None where passed over), and set in motion what follows.

    In one transaction: the link is used up, reminders stop, a red or orange level makes check-ins daily, a red one
    alerts the lead of the care team.  The same `submission_id` again returns the response already made.  Raises
    ImpossibleAnswer, CheckInClosed or AlreadyAnswered.
    """
    once(submission_id)
    if existing := CheckInResponse.objects.filter(submission_id=submission_id, check_in=check_in).first():
        return existing
    check_in = _answerable(check_in, link=link, by=by, at=at)
    _check(answers, check_in)
    if link:
        use_link(link, at=at)
    return keep(
        check_in=check_in,
        answers=answers,
        submission_id=submission_id,
        by=by,
        by_link=link is not None,
        language=language,
        at=at,
    )


@transaction.atomic
def reply(
    *,
    check_in: CheckIn,
    question: str,
    value: Any,
    submission_id: UUID,
    at: datetime,
    link: SecureLink | None = None,
    by: User | None = None,
    language: str = "",
) -> Reply:
    """Save one answer; when it was the last that was open, send them all.  Raises what `answer` raises."""
    once(submission_id)
    try:
        saved = save_answer(check_in=check_in, question=question, value=value, at=at, link=link, by=by)
    except AlreadyAnswered as earlier:
        if earlier.response.submission_id == submission_id:
            return Reply(None, response=earlier.response)
        raise
    following = queries.next_number(saved, after=question)
    if following is not None:
        return Reply(following)
    response = answer(
        check_in=saved,
        answers=saved.answers_so_far,
        submission_id=submission_id,
        at=at,
        link=link,
        by=by,
        language=language,
    )
    return Reply(None, response=response)


def keep(
    *,
    check_in: CheckIn,
    answers: Mapping[str, Any],
    submission_id: UUID,
    by: User | None,
    by_link: bool,
    language: str,
    at: datetime,
    unfinished: bool = False,
) -> CheckInResponse:
    """Write the response to a check-in that the caller has locked, and follow it up."""
    patient = check_in.episode.patient
    context = queries.context(check_in.episode, at)
    judged = rules.evaluate(questions.as_answers(answers), context)
    if judged.level is None:
        raise ImpossibleAnswer(*judged.result.errors)
    response = CheckInResponse.objects.create(
        check_in=check_in,
        answers=dict(answers),
        context=context | ({"unfinished": True} if unfinished else {}),
        level=judged.level,
        flags=list(judged.flags),
        findings=[finding.as_json() for finding in judged.findings],
        craving=answers.get("craving"),
        language=language or patient.language,
        by_link=by_link,
        answered_at=at,
        respond_by=queries.respond_by(judged.level, at),
        submission_id=submission_id,
    )
    check_in.status, check_in.answers_so_far = CheckInStatus.ANSWERED, {}
    check_in.save(update_fields=["status", "answers_so_far"])
    role = audit.BY_LINK if by_link else audit.SYSTEM
    audit.changed(response, by=by, at=at, patient_id=patient.pk, role=role, detail={"by_link": by_link})
    follow_up(check_in, judged.level, subject_id=response.pk, ask_daily=judged.level in rules.DAILY_AFTER, at=at)
    return response


def _answerable(check_in: CheckIn, *, link: SecureLink | None, by: User | None, at: datetime) -> CheckIn:
    """The check-in, locked, after its answerer has proved their right: by the link of this check-in or by signing in."""
    held = CheckIn.objects.select_for_update(of=("self",)).select_related("episode__patient").get(pk=check_in.pk)
    if link is not None:
        if link.subject_id != held.pk or link.revoked_at:
            raise PermissionDenied("This link is not for this check-in.")
    elif by is not None:
        require(by, Permission.ANSWER_CHECK_IN, held.episode)
    else:
        raise PermissionDenied("A check-in is answered by its link or by the person signed in.")
    if held.status == CheckInStatus.ANSWERED:
        raise AlreadyAnswered(held.response)
    if not held.is_open_at(at) or (link is not None and not _is_open(link, at)):
        raise CheckInClosed
    return held


def _is_open(link: SecureLink, at: datetime) -> bool:
    return link.used_at is None and at < link.expires_at


def _check(answers: Mapping[str, Any], check_in: CheckIn) -> None:
    items = {item.id: item for item in queries.asked(check_in.episode)}
    wrong = [
        name
        for name, value in answers.items()
        if name not in items or not (value is None or items[name].accepts(value))
    ]
    if wrong:
        raise ImpossibleAnswer(*wrong)
