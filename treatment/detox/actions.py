"""Watching a person's withdrawal: every write here is checked, atomic and audited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from intake.registration import queries as registration
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.clinical.instruments import Result, Status, get
from recovery.clinical.redflags import actions as redflags
from recovery.clinical.redflags.codes import Origin
from recovery.core.findings import Finding
from recovery.core.submissions import once
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare
from treatment.detox import queries
from treatment.detox.models import WithdrawalMonitoring, WithdrawalReading
from treatment.detox.rules import bedside, emergency, schedule
from treatment.detox.rules.bedside import SEDATED, Scored
from treatment.detox.rules.vitals import Vitals

if TYPE_CHECKING:
    from recovery.accounts.models import User

WATCHED_STAGES = (Stage.IN_INTAKE, Stage.IN_TREATMENT)
DAY_1 = timedelta(hours=24)  # from the first buprenorphine dose known; clinical spec 1.0, "each day-1 dose"


class CannotMonitor(Exception):
    """Withdrawal is watched while a person is in intake or in treatment."""


class MonitoringEnded(Exception):
    """The monitoring was ended; start it again to record a reading."""


class IncompleteReading(Exception):
    """Signs without a score; `missing` are their ids."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__("Signs have no score yet.")
        self.missing = missing


class ImpossibleReading(Exception):
    """Answers or vital signs that cannot be; `errors` are their ids."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("Some answers cannot be right.")
        self.errors = errors


class AlreadyCorrected(Exception):
    """Somebody else corrected this reading first; `by_reading` is theirs."""

    def __init__(self, by_reading: WithdrawalReading) -> None:
        super().__init__("Somebody else corrected this reading first.")
        self.by_reading = by_reading


@dataclass(frozen=True, slots=True)
class Observation:
    """What one look at a person found: scores by sign, vital signs, danger signs, the last buprenorphine dose."""

    answers: dict[str, int]
    vitals: Vitals
    danger_signs: Collection[str] = ()
    buprenorphine_at: datetime | None = None
    note: str = ""


@transaction.atomic
def start_monitoring(*, episode: EpisodeOfCare, by: User, at: datetime) -> WithdrawalMonitoring:
    """Put the person on the board, the first reading due now; returns the running monitoring where there is one."""
    require(by, Permission.RECORD_WITHDRAWAL, episode)
    episode.refresh_from_db(from_queryset=EpisodeOfCare.objects.select_for_update())  # two starts queue here
    if running := WithdrawalMonitoring.objects.active().filter(episode=episode).first():
        return running
    if episode.stage not in WATCHED_STAGES:
        raise CannotMonitor
    due = schedule.next_reading(started_at=at, last_at=None, last_score=None)
    monitoring = WithdrawalMonitoring.objects.create(
        episode=episode, started_by=by, started_at=at, next_due_at=due.latest, next_due_reason=due.reason
    )
    audit.changed(monitoring, by=by, at=at, patient_id=episode.patient_id)
    return monitoring


@transaction.atomic
def end_monitoring(*, monitoring: WithdrawalMonitoring, reason: str, by: User, at: datetime) -> WithdrawalMonitoring:
    """Take the person off the board; raises MonitoringEnded when somebody did."""
    require(by, Permission.RECORD_WITHDRAWAL, monitoring.episode)
    monitoring = _locked(monitoring)
    if not monitoring.is_active:
        raise MonitoringEnded
    monitoring.ended_by, monitoring.ended_at, monitoring.end_reason = by, at, reason
    monitoring.save_over(monitoring.version)
    audit.changed(
        monitoring,
        by=by,
        at=at,
        patient_id=monitoring.episode.patient_id,
        action=Action.CHANGED,
        detail={"fields": ["ended_at", "end_reason"]},
    )
    return monitoring


@transaction.atomic
def record_reading(
    *,
    monitoring: WithdrawalMonitoring,
    answers: dict[str, int],
    vitals: Vitals,
    submission_id: UUID,
    by: User,
    at: datetime,
    note: str = "",
    danger_signs: Collection[str] = (),
    buprenorphine_at: datetime | None = None,
) -> WithdrawalReading:
    """Score and keep one reading with what the emergency rules found, and set when the next is due.

    `answers` are COWS scores by sign; the pulse score may be left to `vitals.heart_rate`.  The same
    `submission_id` again returns the reading already kept.  Raises IncompleteReading, ImpossibleReading,
    MonitoringEnded.
    """
    require(by, Permission.RECORD_WITHDRAWAL, monitoring.episode)
    once(submission_id)
    if existing := WithdrawalReading.objects.filter(submission_id=submission_id).first():
        return existing
    monitoring = _locked(monitoring)
    if not monitoring.is_active:
        raise MonitoringEnded
    observed = Observation(answers, vitals, danger_signs, buprenorphine_at, note)
    return _keep(monitoring, observed, {"observed_by": by, "observed_at": at}, submission_id, by=by, at=at)


@transaction.atomic
def correct_reading(
    *,
    reading: WithdrawalReading,
    observation: Observation,
    reason: str,
    submission_id: UUID,
    by: User,
    at: datetime,
) -> WithdrawalReading:
    """A new reading in place of `reading`, seen by the same person at the same time; both are kept.

    Raises AlreadyCorrected, IncompleteReading, ImpossibleReading.
    """
    require(by, Permission.RECORD_WITHDRAWAL, reading.monitoring.episode)
    once(submission_id)
    if existing := WithdrawalReading.objects.filter(submission_id=submission_id).first():
        return existing
    monitoring = _locked(reading.monitoring)
    if newer := WithdrawalReading.objects.filter(supersedes=reading).first():
        raise AlreadyCorrected(newer)
    seen = {
        "observed_by": reading.observed_by,
        "observed_at": reading.observed_at,
        "supersedes": reading,
        "correction_reason": reason,
        "corrected_by": by,
    }
    return _keep(monitoring, observation, seen, submission_id, by=by, at=at)


def _keep(
    monitoring: WithdrawalMonitoring,
    observed: Observation,
    seen: dict[str, Any],
    submission_id: UUID,
    *,
    by: User,
    at: datetime,
) -> WithdrawalReading:
    answers, result = _scored(observed)
    observed_at = seen["observed_at"]
    findings = _emergencies(observed, result, observed_at, queries.readings_before(monitoring, observed_at))
    reading = WithdrawalReading.objects.create(
        monitoring=monitoring,
        instrument_version=get("COWS").version,
        answers=answers,
        result=result.as_json(),
        total=int(result.score or 0),
        band=result.band or "",
        danger_signs=sorted(observed.danger_signs),
        buprenorphine_at=observed.buprenorphine_at,
        note=observed.note,
        findings=[finding.as_json() for finding in findings],
        submission_id=submission_id,
        **observed.vitals.as_fields(),
        **seen,
    )
    audit.changed(
        reading,
        by=by,
        at=at,
        patient_id=monitoring.episode.patient_id,
        detail={"rules": [finding["rule_id"] for finding in reading.findings], "corrects": bool(reading.supersedes_id)},
    )
    grave = [*findings, *registration.pregnant_in_withdrawal(monitoring.episode, at, {"COWS": reading.total})]
    redflags.raise_flags(episode=monitoring.episode, findings=grave, subject_id=reading.pk, origin=Origin.READING,
                         corrects=reading.supersedes_id, by=by, at=at)  # fmt: skip
    if monitoring.is_active:
        _set_next_due(monitoring)
    return reading


def _scored(observed: Observation) -> tuple[dict[str, int], Result]:
    """The answers as kept (the heart rate among them) and their result."""
    wrong = observed.vitals.impossible() + tuple(s for s in observed.danger_signs if s not in bedside.DANGER_SIGNS)
    answers = dict(observed.answers)
    if observed.vitals.heart_rate is not None and "heart_rate" not in wrong:
        answers["heart_rate"] = observed.vitals.heart_rate
    result = get("COWS").score(answers)
    if wrong or result.status is Status.INVALID:
        raise ImpossibleReading(wrong + result.errors)
    if result.status is not Status.COMPLETE or result.band is None:
        raise IncompleteReading(result.missing)
    return answers, result


def _emergencies(
    observed: Observation, result: Result, at: datetime, earlier: list[WithdrawalReading]
) -> list[Finding]:
    """A dose named in an earlier reading still counts when this one names none."""
    if observed.buprenorphine_at is not None and observed.buprenorphine_at > at:
        raise ImpossibleReading(("buprenorphine_at",))
    doses = [dose for dose in (observed.buprenorphine_at, *(r.buprenorphine_at for r in earlier)) if dose]
    dose_at = max(doses, default=None)
    totals = [Scored(reading.observed_at, reading.total) for reading in earlier]
    facts = bedside.facts(
        vitals=observed.vitals,
        danger_signs=observed.danger_signs,
        now=Scored(at, int(result.score or 0)),
        before=bedside.compared_with(totals, dose_at) if dose_at else None,
        dose_at=dose_at,
    )
    return emergency.evaluate(facts)


def _set_next_due(monitoring: WithdrawalMonitoring) -> None:
    """From the newest reading that stands: the schedule's next, or sooner when breathing is slow."""
    readings = list(WithdrawalReading.objects.current().filter(monitoring=monitoring).order_by("observed_at"))
    doses = sorted({reading.buprenorphine_at for reading in readings if reading.buprenorphine_at})
    last = readings[-1]
    day_1 = [dose for dose in doses if dose - doses[0] < DAY_1]
    dues = [
        schedule.next_reading(
            started_at=monitoring.started_at,
            last_at=last.observed_at,
            last_score=last.total,
            day_1_dose_at=day_1[-1] if day_1 else None,
        ),
        schedule.observation(
            seen_at=last.observed_at, breaths_per_minute=last.respiratory_rate, sedated=SEDATED in last.danger_signs
        ),
    ]
    due = min((each for each in dues if each), key=lambda each: each.latest)
    monitoring.next_due_at, monitoring.next_due_reason = due.latest, due.reason
    monitoring.save_over(monitoring.version)


def _locked(monitoring: WithdrawalMonitoring) -> WithdrawalMonitoring:
    """The row as it stands, held until the transaction ends: readings of one person queue here."""
    return WithdrawalMonitoring.objects.select_for_update(of=("self",)).select_related("episode").get(pk=monitoring.pk)
