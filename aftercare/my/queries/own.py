"""What a person sees of their own care, ready to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from aftercare.checkins import queries as checkins
from aftercare.my.queries import words
from aftercare.plans import queries as plans
from aftercare.plans.content import PlanContent
from recovery.accounts.permissions import Permission, require
from recovery.appointments import queries as appointments
from recovery.appointments.codes import AppointmentStatus, Mode
from recovery.appointments.models import Appointment
from recovery.appointments.queries.calendar import Event
from recovery.audit import actions as audit
from recovery.core.center import hours
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.queries import care_team, caseload, current_episode

if TYPE_CHECKING:
    from recovery.accounts.models import User

WINDOW = 30  # days the first page looks back on, as check-ins are counted
SOON = 2  # visits on the first page


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: when, and with whom and how."""

    when: str
    detail: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call: `number` as people write it, `dial` as a link dials it."""

    name: str
    detail: str
    number: str
    dial: str


@dataclass(frozen=True, slots=True)
class Day:
    """The first page.  `check_in` is "due", "done" or "" when today asks nothing."""

    greeting: str
    check_in: str
    visits: tuple[Visit, ...]
    days_in_care: int
    check_ins_done: int
    reason: str


@dataclass(frozen=True, slots=True)
class MyPlan:
    """The plan the person was given, with whom to call and when to come."""

    content: PlanContent
    made_by: str
    made_on: str
    supply_until: str
    calls: tuple[Call, ...]
    visits: tuple[Visit, ...]


def myself(actor: User, *, page: str, at: datetime) -> Patient:
    """The person who signed in, the read recorded; 403 for staff, 404 for an account without a record."""
    require(actor, Permission.READ_OWN_PLAN)
    own = caseload(actor).first()  # a patient reaches themselves and nobody else
    if own is None:
        raise Http404
    audit.read(page, by=actor, at=at, patient_id=own.pk, resource_id=own.pk)
    return own


def my_day(patient: Patient, at: datetime) -> Day:
    """What today holds, by the person's own clock."""
    local = at.astimezone(ZoneInfo(patient.time_zone))
    episode = current_episode(patient)
    if episode is None:
        return Day(words.greeting(local, patient.called), "", (), 0, 0, "")
    visits = appointments.upcoming(episode, at)[:SOON]
    return Day(
        greeting=words.greeting(local, patient.called),
        check_in=_check_in(patient, at),
        visits=tuple(_visit(visit, words.soon(_local(visit, patient), local.date())) for visit in visits),
        days_in_care=_days_in_care(episode, local),
        check_ins_done=checkins.counts_last_30_days(episode, at)["answered"],
        reason=_reason(episode),
    )


def my_plan(patient: Patient, at: datetime) -> MyPlan | None:
    """The newest plan the person was given; None before the first."""
    episode = current_episode(patient)
    revision = plans.current_revision(episode) if episode else None
    if episode is None or revision is None:
        return None
    content = PlanContent.from_json(revision.content)
    given = revision.given_at.astimezone(ZoneInfo(patient.time_zone))
    visits = appointments.upcoming(episode, at)
    return MyPlan(
        content=content,
        made_by=_("%(name)s and %(clinician)s") % {"name": patient.called, "clinician": revision.given_by.name},
        made_on=words.day(given.date()),
        supply_until=words.day(content.supply_until) if content.supply_until else "",
        calls=tuple(_calls(content, episode)),
        visits=tuple(_visit(visit, words.on(_local(visit, patient))) for visit in visits),
    )


def my_events(patient: Patient, at: datetime) -> list[Event]:
    """Visits to come as calendar events, cancelled ones told as cancelled."""
    episode = current_episode(patient)
    visits: Iterable[Appointment] = appointments.for_calendar(episode, at) if episode else ()
    return [
        Event(
            uid=visit.pk,
            sequence=visit.version,
            starts_at=visit.starts_at,
            ends_at=visit.ends_at,
            cancelled=visit.status == AppointmentStatus.CANCELLED,
        )
        for visit in visits
    ]


def _check_in(patient: Patient, at: datetime) -> str:
    """Whether a check-in waits, was done today, or neither."""
    if checkins.open_check_in(patient, at):
        return "due"
    return "done" if checkins.answered_today(patient, at) else ""


def _days_in_care(episode: EpisodeOfCare, local: datetime) -> int:
    """Days of the last 30 on which the person was in care, the first one counted."""
    end = min(local, episode.closed_at.astimezone(local.tzinfo)) if episode.closed_at else local
    start = max(episode.opened_at.astimezone(local.tzinfo).date(), local.date() - timedelta(days=WINDOW - 1))
    return max((end.date() - start).days + 1, 0)


def _reason(episode: EpisodeOfCare) -> str:
    """The first reason of the given plan, else what the person said when they came."""
    revision = plans.current_revision(episode)
    reasons = PlanContent.from_json(revision.content).reasons if revision else ()
    return reasons[0] if reasons else episode.reason


def _local(visit: Appointment, patient: Patient) -> datetime:
    return visit.starts_at.astimezone(ZoneInfo(patient.time_zone))


def _visit(visit: Appointment, when: str) -> Visit:
    modes = {Mode.IN_PERSON: _("in person"), Mode.VIDEO: _("by video"), Mode.PHONE: _("by phone")}
    return Visit(when, f"{visit.practitioner.name}, {modes[Mode(visit.mode)]}", visit.place)


def _calls(content: PlanContent, episode: EpisodeOfCare) -> Iterable[Call]:
    """The people of the plan, then whoever leads the person's care, at the center's number."""
    for person in content.people:
        yield Call(person.name, person.relation, words.phone(person.phone), words.dialled(person.phone))
    lead = care_team(episode).first()
    if lead and lead.leads and settings.CENTER_PHONE:
        number = settings.CENTER_PHONE
        yield Call(lead.member.name, hours(), number, words.dialled(number))
