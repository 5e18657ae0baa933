"""People on their way in: one assessed, one who waits, one referred elsewhere, one admitted with clocks running."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils.timezone import localtime

from intake.assessment import actions
from recovery.accounts.codes import Role
from recovery.accounts.models import User
from recovery.clinical.conditions import actions as conditions
from recovery.front.demo.people import Staff, admit, register
from recovery.front.demo.steps import DAY, HOUR, screened
from recovery.patients.models import EpisodeOfCare
from recovery.programs.actions import ProgramFields, add_program
from recovery.programs.models import Program

OUTPATIENT_LEVELS = (
    "remission_monitoring",
    "outpatient",
    "medically_managed_outpatient",
    "intensive_outpatient",
    "medically_managed_iop",
)
ALONE = {"d1": 2, "d2": 1, "d3": 1, "d4": 3, "d5": 3, "d6": ["housing", "transport"]}
STEADY = {"d1": 2, "d2": 0, "d3": 1, "d4": 2, "d5": 1, "d6": ["work"]}
ILL = {"d1": 2, "d2": 3, "d3": 1, "d4": 2, "d5": 2, "d6": ["prefers_medicine"]}


def tell(staff: Staff, at: datetime) -> None:
    """The programs of the center, and four people's stories up to `at`."""
    otp = programs(staff, at)
    ruth(staff, at)
    andre(staff, at)
    bianca(staff, at)
    carlos(staff, at, otp)


def programs(staff: Staff, at: datetime) -> Program:
    """Three programs; the opioid treatment program is returned."""
    administrator = User.objects.filter(role=Role.ADMINISTRATOR).order_by("date_joined").get()
    made = [
        add_program(
            fields=ProgramFields(
                name=name, levels=levels, is_otp=is_otp, capacity=capacity, people=[staff.nurse, staff.prescriber]
            ),
            by=administrator,
            at=at - 200 * DAY,
        )
        for name, levels, is_otp, capacity in (
            ("Riverside opioid treatment program", OUTPATIENT_LEVELS, True, 120),
            ("Day program", ("intensive_outpatient", "high_intensity_outpatient"), False, 24),
            ("Riverside house", ("residential_clinically_managed_high", "recovery_residence_plus_iop"), False, 16),
        )
    ]
    return made[0]


def ruth(staff: Staff, at: datetime) -> None:
    """Screened yesterday, assessed this morning: the decision is open."""
    episode = EpisodeOfCare.objects.get(patient__family_name="Adeyemi")
    _diagnosed(staff, episode, at - 3 * HOUR, "F11.23", "principal", "DSM-5 criteria 8, severe; COWS 15")
    _diagnosed(staff, episode, at - 3 * HOUR, "F32.A", "co_occurring", "PHQ-9 14, moderate")
    whys = {
        "d1": "COWS 15, wants buprenorphine today.",
        "d4": "Overdose last week, uses alone.",
        "d5": "Sleeps on a sofa where others use.",
    }
    _assessed(staff, episode, at - 2 * HOUR, ALONE, "residential_clinically_managed_high", whys)


def andre(staff: Staff, at: datetime) -> None:
    """Assessed two days ago; waits for a place in the house."""
    patient = register(staff, "Andre", "Lewis", date(1988, 2, 14), "+12125550143", days_ago=4, pronouns="he/him")
    episode = admit(staff, patient, reason="I want out of this life.", days_ago=4, source="professional")
    screened(staff, episode, at - 3 * DAY, cows=9, criteria=7, mood=(1, 1, 2, 1, 1, 1, 1, 0, 0))
    whys = {
        "d1": "On buprenorphine from the bridge clinic.",
        "d4": "Craving every day.",
        "d5": "No safe place since October.",
    }
    _assessed(staff, episode, at - 2 * DAY, ALONE, "residential_clinically_managed_high", whys)
    _decided(staff, episode, at - 2 * DAY + HOUR, outcome="wait", level_of_care="residential_clinically_managed_high",
             wait_reasons=["no_place"], note="Buprenorphine goes on meanwhile. Call on Monday.")  # fmt: skip


def bianca(staff: Staff, at: datetime) -> None:
    """Needed a hospital first: referred with a call made together."""
    patient = register(staff, "Bianca", "Moretti", date(1979, 8, 30), "+12125550128", days_ago=9, pronouns="she/her")
    episode = admit(staff, patient, reason="My leg is bad and I cannot stop.", days_ago=9, source="family")
    screened(staff, episode, at - 9 * DAY, cows=11, criteria=9, mood=(1, 2, 1, 1, 1, 1, 1, 0, 0))
    whys = {
        "d1": "COWS 11.",
        "d2": "Infected wound with fever.",
        "d4": "Injects several times a day.",
        "d5": "Lives with people who use.",
    }
    _assessed(staff, episode, at - 8 * DAY, ILL, "residential_medically_managed", whys)
    _decided(staff, episode, at - 8 * DAY + HOUR, outcome="refer", level_of_care="residential_medically_managed",
             refer_to="County Hospital, addiction medicine ward", refer_contact="Charge nurse, 555-0180", refer_reason="medical",
             hand_off="together", note="Asked for methadone to be started there.")  # fmt: skip


def carlos(staff: Staff, at: datetime, otp: Program) -> None:
    """Admitted to the opioid treatment program 16 days ago; the full exam is late."""
    patient = register(staff, "Carlos", "Vega", date(1983, 5, 19), "+12125550151", days_ago=18, pronouns="he/him")
    episode = admit(staff, patient, reason="Methadone worked for my brother.", days_ago=18)
    screened(staff, episode, at - 17 * DAY, cows=14, criteria=8, mood=(1, 1, 1, 1, 1, 0, 0, 0, 0))
    _diagnosed(staff, episode, at - 16 * DAY, "F11.20", "principal", "DSM-5 criteria 8, severe")
    _assessed(staff, episode, at - 16 * DAY, STEADY, "medically_managed_iop", {"d1": "COWS 14.", "d4": "Uses daily."})
    day = localtime(at - 16 * DAY).date()
    _decided(
        staff,
        episode,
        at - 16 * DAY + HOUR,
        outcome="admit",
        level_of_care="medically_managed_iop",
        program=otp,
        starts_on=day,
    )
    for kind, days, external in (("screening_exam", -3, True), ("serology", 0, False), ("psychosocial", 6, False)):
        actions.record_milestone(
            episode=episode,
            done=actions.Done(kind, day + timedelta(days=days), external),
            submission_id=uuid4(),
            by=staff.nurse,
            at=at,
        )


def _assessed(
    staff: Staff, episode: EpisodeOfCare, at: datetime, ratings: dict[str, Any], level: str, whys: dict[str, str]
) -> None:
    given = actions.Given(ratings=ratings, chosen=level, rationales=whys)
    actions.assess(episode=episode, given=given, submission_id=uuid4(), by=staff.counselor, at=at)


def _decided(staff: Staff, episode: EpisodeOfCare, at: datetime, **decision: Any) -> None:
    actions.decide(
        episode=episode, decision=actions.Decision(**decision), submission_id=uuid4(), by=staff.counselor, at=at
    )
    episode.refresh_from_db()


def _diagnosed(staff: Staff, episode: EpisodeOfCare, at: datetime, code: str, rank: str, because: str) -> None:
    diagnosis = conditions.Diagnosis(code, rank, verification="confirmed", because=because)
    conditions.assign(episode=episode, diagnosis=diagnosis, submission_id=uuid4(), by=staff.counselor, at=at)
