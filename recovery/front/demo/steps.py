"""Steps that the stories of the demo share: each a few calls of the rooms' actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils.timezone import localtime

from aftercare.checkins import actions as checkins
from aftercare.checkins.codes import CheckInStatus
from aftercare.checkins.models import CheckIn
from aftercare.discharge import actions as discharge
from aftercare.plans import actions as aftercare
from aftercare.plans.content import PlanContent
from intake.screening import actions as screening
from recovery.accounts.models import User
from recovery.appointments import actions as appointments
from recovery.clinical.instruments import get
from recovery.front.demo.people import ZONE, Staff
from recovery.patients.codes import LevelOfCare
from recovery.patients.models import EpisodeOfCare
from treatment.detox import actions as detox
from treatment.detox.rules.vitals import Vitals
from treatment.naloxone import actions as medication
from treatment.plans import actions as plans
from treatment.plans import queries as plan_queries
from treatment.plans.actions import signing
from treatment.plans.codes import MoudStatus, Part
from treatment.plans.models import CarePlan, Goal

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


NO_RISK = {"1": "no", "2": "no", "6": "no"}
GOOD_DAY: dict[str, Any] = {
    "craving": 2,
    "used": ["none"],
    "risky_exposure": False,
    "confidence": 8,
    "mood_1": 0,
    "mood_2": 1,
    "bad_sleep_nights": 1,
    "missed_moud_days": 0,
    "overdose_since_last": False,
    "suicidal_thoughts": False,
    "naloxone_at_home": True,
}


def screened(
    staff: Staff, episode: EpisodeOfCare, at: datetime, *, cows: int, criteria: int, mood: Sequence[int]
) -> None:
    """The whole intake packet, answered and submitted."""
    packet = screening.start_packet(episode=episode, by=staff.intake, at=at)
    thoughts = mood[8] > 0
    answered: dict[str, Mapping[str, Any]] = {
        "CSSRS": NO_RISK | ({"1": "yes"} if thoughts else {}),
        "COWS": cows_answers(cows),
        "DSM5_OUD": {f"c{n}": n <= criteria for n in range(1, 12)} | {"medically_supervised_only": False},
        "CRAVING": {"nrs": min(10, cows // 2)},
        "PHQ9": {str(n): value for n, value in enumerate(mood, start=1)} | {"difficulty": 1},
    }
    for code, answers in answered.items():
        screening.record_response(
            code=code, answers=answers, mode="interview", submission_id=uuid4(), by=staff.intake, at=at, packet=packet
        )
    screening.submit_packet(packet=packet, by=staff.intake, at=at + timedelta(minutes=20))


def signed(staff: Staff, episode: EpisodeOfCare, at: datetime, *, words: str) -> None:
    """A plan drafted from the findings, with the person's words, discussed, and signed by the counselor."""
    medication.record_naloxone(
        episode=episode,
        status="dispensed",
        expires_on=localtime(at).date() + timedelta(days=500),
        submission_id=uuid4(),
        by=staff.nurse,
        at=at,
    )
    plans.draft_plan(episode=episode, by=staff.counselor, at=at)
    for goal in Goal.objects.filter(problem__plan__episode=episode):
        fields = {"patient_words": words}
        version = plan_of(episode).version
        plans.edit_part(
            episode=episode, part=Part.GOAL, part_id=goal.pk, version=version, fields=fields, by=staff.counselor, at=at
        )  # fmt: skip
    details = {
        "setting": LevelOfCare.INTENSIVE_OUTPATIENT,
        "strengths": "Works with his or her hands. Has somebody to call.",
        "discharge_criteria": "Four weeks stable on medicine, a safe place to live, aftercare plan given.",
        "moud_status": MoudStatus.PRESCRIBED,
        "moud_medicine": "Buprenorphine/naloxone 16/4 mg daily",
        "next_review_in_days": 60,
        "patient_signed_on": localtime(at).date(),
    }
    plan = plans.edit_plan(episode=episode, version=plan_of(episode).version, fields=details, by=staff.counselor, at=at)
    reasons = {finding.rule_id: "Discussed with the team." for finding in plan_queries.findings(plan_of(episode), at)}
    signing.sign_plan(
        plan=plan_of(episode), version=plan.version, reasons=reasons, submission_id=uuid4(), by=staff.counselor, at=at
    )
    episode.refresh_from_db()


def watched(
    staff: Staff, episode: EpisodeOfCare, at: datetime, *, hours: float, every: int, totals: Sequence[int]
) -> None:
    """Withdrawal readings `every` so many hours, the last one `hours` ago."""
    last = at - timedelta(hours=hours)
    first = last - every * HOUR * (len(totals) - 1)
    monitoring = detox.start_monitoring(episode=episode, by=staff.nurse, at=first - HOUR)
    for n, total in enumerate(totals):
        monitoring.refresh_from_db()
        detox.record_reading(
            monitoring=monitoring,
            answers=cows_answers(total),
            vitals=Vitals(systolic=128, diastolic=82, respiratory_rate=16, spo2=98),
            submission_id=uuid4(),
            by=staff.nurse,
            at=first + n * every * HOUR,
        )


def leave(staff: Staff, episode: EpisodeOfCare, at: datetime, content: PlanContent) -> None:
    """The aftercare plan is given, check-ins begin, and the episode moves to aftercare."""
    aftercare.write_and_give(
        episode=episode, content=content, version=0, submission_id=uuid4(), by=staff.counselor, at=at
    )
    episode.refresh_from_db()
    checkins.set_schedule(
        episode=episode,
        starts_on=localtime(at).date(),
        local_time=time(9, 30),
        time_zone=ZONE,
        every_days=1,
        version=0,
        by=staff.counselor,
        at=at,
    )
    discharge.move_to_aftercare(episode=episode, discharged_on=localtime(at).date(), by=staff.counselor, at=at)
    episode.refresh_from_db()


def answer_daily(episode: EpisodeOfCare, account: User, at: datetime, told: Sequence[Mapping[str, Any]]) -> None:
    """Every past check-in answered an hour after it opened, the newest with the last of `told`, others on good days."""
    past = CheckIn.objects.filter(episode=episode, status=CheckInStatus.SCHEDULED, opens_at__lt=at - HOUR)
    newest_first = list(past.order_by("-opens_at"))
    days = [*reversed(told), *({} for _ in newest_first)]
    for check_in, answers in zip(newest_first, days, strict=False):
        when = check_in.opens_at + HOUR
        checkins.answer(
            check_in=check_in, answers={**GOOD_DAY, **answers}, submission_id=uuid4(), by=account, at=min(when, at)
        )


def visit(practitioner: User, episode: EpisodeOfCare, at: datetime, *, days: int, hour: int, purpose: str) -> None:
    """A visit booked some days ahead."""
    starts = localtime(at).replace(hour=hour, minute=0, second=0, microsecond=0) + days * DAY
    appointments.book_appointment(
        episode=episode,
        practitioner=practitioner,
        purpose=purpose,
        mode="in_person",
        place="Riverside house, room 4",
        starts_at=starts,
        length=timedelta(minutes=50),
        submission_id=uuid4(),
        by=practitioner,
        at=at,
    )


def plan_of(episode: EpisodeOfCare) -> CarePlan:
    """The plan as it stands now."""
    plan = plan_queries.plan_of(episode)
    if plan is None:
        raise LookupError("This person has no plan yet.")
    return plan


def cows_answers(total: int) -> dict[str, int]:
    """Legal COWS answers that add up to `total`: the highest legal value that still fits, item by item."""
    answers: dict[str, int] = {}
    for item in get("COWS").items:
        values = sorted((int(option.value) for option in item.options), reverse=True)
        if values:
            answers[item.id] = next(
                value for value in values if value <= max(0, total - sum(answers.values())) and value < 5
            )
    return answers
