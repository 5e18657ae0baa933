"""Whom a red flag is told to: read from the roster and the care team, decided by the rules, told through the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from recovery.accounts.on_call.codes import Line
from recovery.accounts.permissions import Permission
from recovery.accounts.queries import holders, on_call
from recovery.clinical.redflags import rules
from recovery.clinical.redflags.models import RedFlag
from recovery.outbox.actions import alert_staff
from recovery.patients.actions.calling_in import call_in
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import care_team

if TYPE_CHECKING:
    from recovery.accounts.models import User

FIRST, LATE = "red-flag", "red-flag-late"  # what of it somebody is told of: once each
KEPT = "red-flag-kept-"  # with the number of the step: taken, and what was done is not recorded


@dataclass(frozen=True, slots=True)
class Reachable:
    """Everybody who could be told, as the rules take them."""

    on_call: Sequence[User]
    lead: User | None
    team: Sequence[User]
    prescribers: Sequence[User]


def reachable(episode: EpisodeOfCare, *, escalation: str, at: datetime) -> Reachable:
    """Who is on duty at `at`, who leads, who else is on the team, and who may prescribe."""
    lines = (Line.PRESCRIBER, Line.CLINICAL) if escalation == rules.ON_CALL_PRESCRIBER else (Line.CLINICAL,)
    able = holders(Permission.HANDLE_RED_FLAG)
    team = list(care_team(episode).filter(member__in=able))
    return Reachable(
        on_call=[user for user in (on_call(at, line) for line in lines) if user],
        lead=next((place.member for place in team if place.leads), None),
        team=[place.member for place in team],
        prescribers=list(holders(Permission.OVERRIDE_SAFETY_RULE)),
    )


def first(episode: EpisodeOfCare, *, escalation: str, at: datetime) -> tuple[User, ...]:
    """Whom a red flag is told to when it is raised; the first owns it."""
    who = reachable(episode, escalation=escalation, at=at)
    return rules.first_told(on_call=who.on_call, lead=who.lead, team=who.team, prescribers=who.prescribers)


def following(flag: RedFlag, *, told: Sequence[User], at: datetime) -> tuple[User, ...]:
    """Whom a red flag is told to when nobody came in time."""
    who = reachable(flag.episode, escalation=flag.escalation, at=at)
    return rules.next_told(told=told, on_call=who.on_call, lead=who.lead, team=who.team, prescribers=who.prescribers)


def tell(*, flag: RedFlag, members: Sequence[User], slot: str, by: User | None, at: datetime) -> None:
    """Let them reach the record, and write to each that something needs them, without a word of what."""
    call_in(episode=flag.episode, members=members, subject_id=flag.pk, by=by, at=at)
    for member in members:
        alert_staff(subject_id=flag.pk, slot=slot, to=member, at=at)
