"""Reading check-ins: what to ask, how a person has been, and who needs an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from aftercare.checkins.codes import CheckInStatus, Level
from aftercare.checkins.models import CheckIn, CheckInResponse, CheckInSchedule, MissedCheckIn
from aftercare.checkins.queries.at_risk import RiskRow, needing_action
from aftercare.checkins.rules import questions, response_times
from aftercare.checkins.rules.openings import Opening, openings
from aftercare.plans import queries as plans
from aftercare.plans.content import Person
from recovery.clinical.instruments import Item
from recovery.core.timeline import Entry, Kind
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.queries import caseload, current_episode
from treatment.plans import queries as care_plans
from treatment.plans.codes import MoudStatus

if TYPE_CHECKING:
    from recovery.accounts.models import User

__all__ = ["RiskRow", "needing_action"]

COUNTED_DAYS = 30  # "your last 30 days" on the person's own pages
TONES = {Level.RED: "bad", Level.ORANGE: "warn", Level.YELLOW: "", Level.GREEN: "on"}
DANGERS = ("overdose_since_last", "suicidal_thoughts")  # a yes shows the crisis page at once; ux 4.2


def schedule_of(episode: EpisodeOfCare) -> CheckInSchedule | None:
    """The schedule in force, or None."""
    return CheckInSchedule.objects.active().filter(episode=episode).select_related("set_by").first()


def next_openings(schedule: CheckInSchedule, at: datetime) -> list[Opening]:
    """The check-ins of the next 14 days as the schedule has them."""
    return openings(
        starts_on=schedule.starts_on,
        local_time=schedule.local_time,
        zone=ZoneInfo(schedule.time_zone),
        at=at,
        every_days=schedule.every_days,
        daily_until=schedule.daily_until,
    )


def own_episode(actor: User) -> EpisodeOfCare | None:
    """The episode of the patient who is signed in; None for everybody else."""
    patient = caseload(actor).filter(user=actor).first()
    return current_episode(patient) if patient else None


def check_in_of_link(subject_id: UUID) -> CheckIn | None:
    """The check-in a link was made for."""
    return CheckIn.objects.select_related("episode__patient").filter(pk=subject_id).first()


def open_check_in(patient: Patient, at: datetime) -> CheckIn | None:
    """What the person may answer now: the newest that is open, or today's before its hour."""
    today = at.astimezone(ZoneInfo(patient.time_zone)).date()
    waiting = CheckIn.objects.scheduled().filter(episode__patient=patient, closes_at__gt=at)
    may_be_answered = waiting.filter(Q(opens_at__lte=at) | Q(local_date=today))
    return may_be_answered.select_related("episode__patient").order_by("-opens_at").first()


def next_check_in(patient: Patient, at: datetime) -> CheckIn | None:
    """The next one to open, for "next on Tuesday"."""
    return CheckIn.objects.still_to_open(at).filter(episode__patient=patient).order_by("opens_at").first()


def answered_today(patient: Patient, at: datetime) -> bool:
    """Whether the person has checked in today where they live."""
    zone = ZoneInfo(patient.time_zone)
    newest = CheckInResponse.objects.filter(check_in__episode__patient=patient).order_by("-answered_at").first()
    return newest is not None and newest.answered_at.astimezone(zone).date() == at.astimezone(zone).date()


def asked(episode: EpisodeOfCare) -> tuple[Item, ...]:
    """The questions of this person's check-in, in order."""
    return questions.asked(moud_active=moud_active(episode))


def next_number(check_in: CheckIn, *, after: str = "") -> int | None:
    """The number (from 1) of the next question without an answer, from `after` on and then from the start; None at the end."""
    ids = [item.id for item in asked(check_in.episode)]
    begun = ids.index(after) + 1 if after in ids else 0
    waiting = [name for name in ids[begun:] + ids[:begun] if name not in check_in.answers_so_far]
    return ids.index(waiting[0]) + 1 if waiting else None


def moud_active(episode: EpisodeOfCare) -> bool:
    """Whether the person is on medication for opioid use disorder, by either plan."""
    aftercare_plan = plans.plan_of(episode)
    prescribed = care_plans.moud(episode).status == MoudStatus.PRESCRIBED
    return prescribed or (aftercare_plan is not None and bool(aftercare_plan.medicine))


def context(episode: EpisodeOfCare, at: datetime) -> dict[str, Any]:
    """What else the rules are given; None where unknown, which they read as the riskier (early, no last craving)."""
    today = at.astimezone(ZoneInfo(episode.patient.time_zone)).date()
    left = episode.discharged_on
    return {
        "days_since_discharge": max((today - left).days, 0) if left else None,
        "moud_active": moud_active(episode),
        "previous_craving": _cravings(episode).values_list("craving", flat=True).first(),
    }


def coping_steps(episode: EpisodeOfCare) -> list[tuple[str, str]]:
    """(what happens, what I do), from the plan the person was given; empty until there is one."""
    return plans.coping_steps(episode)


def people_to_call(episode: EpisodeOfCare) -> list[Person]:
    """Whom the person may call, from the same plan."""
    return list(plans.people_to_call(episode))


def respond_by(level: Level, at: datetime) -> datetime | None:
    """By when a person has to have acted, by the center's clock."""
    return response_times.respond_by(level, at, ZoneInfo(settings.CENTER_TIME_ZONE))


def tells_of_danger(answers: Mapping[str, Any]) -> bool:
    """Whether an answer so far says that somebody is in danger."""
    return any(answers.get(name) is True for name in DANGERS)


def missed_in_a_row(check_in: CheckIn) -> int:
    """How many were missed since the person last answered, this one not counted."""
    missed = CheckIn.objects.filter(episode=check_in.episode_id, status=CheckInStatus.MISSED)
    answered = CheckInResponse.objects.filter(check_in__episode=check_in.episode_id).order_by("-answered_at").first()
    return missed.filter(closes_at__gt=answered.answered_at).count() if answered else missed.count()


def newest_level() -> Subquery:
    """A column of a query over episodes: the level of the newest check-in, answered or missed; null before the first."""
    judged = CheckIn.objects.filter(episode=OuterRef("pk"), status__in=[CheckInStatus.ANSWERED, CheckInStatus.MISSED])
    newest = judged.order_by(Coalesce("response__answered_at", "missed__at").desc(nulls_last=True))
    return Subquery(newest.values(level=Coalesce("response__level", "missed__level"))[:1])


def cravings(episode: EpisodeOfCare) -> list[tuple[date, int | None]]:
    """(local date, craving 0 to 10) of every check-in that is over, oldest first; None where missed or passed over."""
    over = CheckIn.objects.filter(episode=episode, status__in=[CheckInStatus.ANSWERED, CheckInStatus.MISSED])
    return list(over.order_by("opens_at").values_list("local_date", "response__craving"))


def counts_last_30_days(episode: EpisodeOfCare, at: datetime) -> dict[str, int]:
    """How many check-ins were answered and missed in the last 30 days."""
    answered, missed = Q(status=CheckInStatus.ANSWERED), Q(status=CheckInStatus.MISSED)
    recent = CheckIn.objects.filter(episode=episode, opens_at__gt=at - timedelta(days=COUNTED_DAYS))
    return recent.aggregate(answered=Count("pk", filter=answered), missed=Count("pk", filter=missed))


def responses_within_reach(actor: User) -> QuerySet[CheckInResponse]:
    """Every answered check-in of the people `actor` may see, with its acknowledgement."""
    answered = CheckInResponse.objects.within_reach_of(actor)
    return answered.select_related("check_in__episode", "acknowledgement")


def response_within_reach(actor: User, response_id: UUID) -> CheckInResponse | None:
    """The response with its check-in and acknowledgement; None when out of reach."""
    reach = CheckInResponse.objects.within_reach_of(actor).filter(pk=response_id)
    return reach.select_related("check_in__episode__patient", "acknowledgement__by").first()


def missed_within_reach(actor: User, missed_id: UUID) -> MissedCheckIn | None:
    """The missed check-in with its acknowledgement; None when out of reach."""
    reach = MissedCheckIn.objects.within_reach_of(actor).filter(pk=missed_id)
    return reach.select_related("check_in__episode__patient", "acknowledgement__by").first()


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Check-ins answered and missed, and who took note, newest first."""
    entries: list[Entry] = []
    over = CheckIn.objects.filter(episode=episode).exclude(response=None, missed=None)
    for check_in in over.select_related("response__acknowledgement__by", "missed__acknowledgement__by"):
        if answer := getattr(check_in, "response", None):
            url = reverse("checkins:response", args=[answer.pk])
            entries += [_entry(answer, "Check-in answered", answer.answered_at, url), *_noted(answer, url)]
        if missed := getattr(check_in, "missed", None):
            url = reverse("checkins:missed", args=[missed.pk])
            entries += [_entry(missed, "Check-in missed", missed.at, url), *_noted(missed, url)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _entry(judged: CheckInResponse | MissedCheckIn, title: str, at: datetime, url: str) -> Entry:
    level = Level(judged.level)
    reasons = ", ".join(finding["message"] for finding in judged.findings) or "Nothing of concern"
    text = f"{judged.get_level_display()}: {reasons}."
    return Entry(at=at, title=title, text=text, icon="pen", tone=TONES[level], kind=Kind.CONTACT, url=url)


def _noted(judged: CheckInResponse | MissedCheckIn, url: str) -> list[Entry]:
    note = getattr(judged, "acknowledgement", None)
    if note is None:
        return []
    return [
        Entry(
            at=note.at,
            title="Check-in acknowledged",
            text=note.note,
            actor=note.by.name,
            icon="check",
            kind=Kind.CONTACT,
            url=url,
        )
    ]


def _cravings(episode: EpisodeOfCare) -> Any:
    known = CheckInResponse.objects.filter(check_in__episode=episode, craving__isnull=False)
    return known.order_by("-answered_at")


def response_of_submission(actor: User, submission_id: str) -> CheckInResponse | None:
    """What one press of the button made, for the second press; None for anything else."""
    try:
        key = UUID(submission_id)
    except ValueError:
        return None
    return CheckInResponse.objects.within_reach_of(actor).filter(submission_id=key).first()
