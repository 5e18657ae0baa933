"""The story of one referral: its moves and the calls made, with the words written beside them, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Prefetch, prefetch_related_objects

from intake.referrals import rules
from intake.referrals.codes import Outcome, State
from intake.referrals.models import ContactAttempt, Referral, ReferralMove

ICONS: dict[str, str] = {
    State.RECEIVED: "chat",
    State.TRIAGED: "flag",
    State.WAITING: "clock",
    State.CONVERTED: "person",
    State.DECLINED: "x",
    State.REFERRED_ON: "right",
    State.UNREACHABLE: "phone",
}
CALLED = {
    Outcome.REACHED: "reached",
    Outcome.LEFT_MESSAGE: "left a message",
    Outcome.NO_ANSWER: "no answer",
    Outcome.WRONG_NUMBER: "wrong number",
}


WITH_STORY = (
    "notes",
    Prefetch("moves", ReferralMove.objects.select_related("by").order_by("pk")),
    Prefetch("attempts", ContactAttempt.objects.select_related("by").order_by("pk")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; `note` is what somebody wrote beside it."""

    at: datetime
    title: str
    text: str = ""
    note: str = ""
    actor: str = ""
    icon: str = "file"
    tone: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Everything on record: steps the newest first, and how many tries reached nobody since it was last taken up."""

    steps: list[Step]
    unanswered: int


def history(referral: Referral) -> History:
    """Everything on record; three queries, none where it was fetched `WITH_STORY`."""
    prefetch_related_objects([referral], *WITH_STORY)
    notes = {note.subject_id: note.text for note in referral.notes.all()}
    moves, calls = list(referral.moves.all()), list(referral.attempts.all())
    told = [_moved(move, notes.get(move.pk, "")) for move in moves]
    told += [_called(each, notes.get(each.pk, "")) for each in calls]
    begun = max(move.at for move in moves if move.to_state == State.RECEIVED)
    unanswered = sum(each.outcome != Outcome.REACHED and each.at >= begun for each in calls)
    return History(sorted(told, key=attrgetter("at"))[::-1], unanswered)


def _moved(move: ReferralMove, note: str) -> Step:
    return Step(
        at=move.at,
        title=_title(move),
        text=_detail(move),
        note=note,
        actor=move.by.name if move.by else "Public page",
        icon=ICONS[move.to_state],
        tone="on" if move.to_state == State.CONVERTED else "",
    )


def _title(move: ReferralMove) -> str:
    if not move.from_state:
        return "Received"
    if move.to_state == State.RECEIVED:
        return "Reopened"
    if move.to_state == State.TRIAGED and move.from_state == State.WAITING:
        return "Taken off the waiting list"
    if move.from_state == move.to_state:
        return "Triaged again"
    return {State.WAITING: "Put on the waiting list"}.get(State(move.to_state), move.get_to_state_display())


def _detail(move: ReferralMove) -> str:
    """Class and reasons where they were judged, else why it ended and where the person was sent."""
    if move.why:
        return ". ".join(filter(None, [move.get_why_display(), move.where_to and f"To: {move.where_to}"]))
    if move.to_state in (State.TRIAGED, State.WAITING) or not move.from_state:
        return ": ".join(filter(None, [move.get_priority_display(), ", ".join(rules.labels(move.reasons))]))
    return ""


def _called(attempt: ContactAttempt, note: str) -> Step:
    return Step(
        at=attempt.at,
        title=f"{attempt.get_how_display()}: {CALLED[Outcome(attempt.outcome)]}",
        note=note,
        actor=attempt.by.name,
        icon="phone",
        tone="on" if attempt.outcome == Outcome.REACHED else "warn",
    )
