"""Eight people, from referral to aftercare: told through the actions, day by day, so that pages have something to show."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from aftercare.plans.content import Gathering, Person, PlanContent, Step
from intake.screening import actions as screening
from recovery.front.demo.people import Staff, admit, let_in, register
from recovery.front.demo.screening import followed
from recovery.front.demo.steps import (
    DAY,
    HOUR,
    NO_RISK,
    answer_daily,
    cows_answers,
    leave,
    screened,
    signed,
    visit,
    watched,
)

MARCS_PLAN = PlanContent(
    reasons=("I want to be awake for my daughter’s mornings.", "I like the roof. I like being good at it."),
    triggers=(
        Step("Payday, cash in my pocket", "Dee holds it. I keep 20 dollars."),
        Step("Old friends call", "“Not tonight.” Then I call Andre."),
        Step("Cannot sleep", "Shower, radio, no phone. Tell Keisha."),
    ),
    people=(Person("Dee", "My sister", "+12125550178"), Person("Andre", "Peer coach", "+12125550134")),
    meetings=(Gathering("Evening group", "Tuesday 7 pm", "Riverside hall, room 2"),),
    medicine="Buprenorphine/naloxone 16/4 mg",
    medicine_how="Under the tongue, every morning",
    safe_storage="In the lockbox on the top shelf",
)
SHORT_PLAN = PlanContent(
    reasons=("I want my own place.",),
    triggers=(Step("Arguments at home", "Walk to the river, phone in my pocket."),),
    people=(Person("Mom", "My mother", "+12125550135"),),
)
MARIAS_PLAN = PlanContent(
    reasons=("Quiero estar presente para mis hijos.",),
    triggers=(Step("Me siento sola por la noche", "Llamo a mi hermana y preparo un té."),),
    people=(Person("Lucía", "Mi hermana", "+12125550120"),),
    medicine="Buprenorphine/naloxone 8/2 mg",
    medicine_how="Debajo de la lengua, cada mañana",
)


def tell(staff: Staff, at: datetime) -> None:
    """Their stories up to `at`."""
    marc(staff, at)
    tyrell(staff, at)
    maria(staff, at)
    daniel(staff, at)
    sam(staff, at)
    ruth(staff, at)
    elena(staff, at)
    june(staff, at)


def marc(staff: Staff, at: datetime) -> None:
    """In aftercare for ten days; cravings rise, and yesterday he was near people who use."""
    patient = register(
        staff,
        "Marcus",
        "Whitfield",
        date(1992, 3, 12),
        "+12125550177",
        days_ago=60,
        preferred="Marc",
        pronouns="he/him",
        allergies="Penicillin, rash",
    )
    account = let_in(patient, "marc@example.org", staff)
    episode = admit(staff, patient, reason="I want to be awake for my daughter’s mornings.", days_ago=60)
    screened(staff, episode, at - 59 * DAY, cows=18, criteria=8, mood=(2, 2, 2, 2, 2, 2, 1, 1, 0))
    followed(staff, episode, at)
    signed(staff, episode, at - 58 * DAY, words="I want to be awake for my daughter’s mornings.")
    leave(staff, episode, at - 10 * DAY, MARCS_PLAN)
    cravings = [3, 4, 3, 2, 3, 4, 4, 6, 8]
    answer_daily(
        episode, account, at, [{"craving": each} for each in cravings[:-1]] + [{"craving": 8, "risky_exposure": True}]
    )
    visit(staff.counselor, episode, at, days=2, hour=16, purpose="Counseling")
    visit(staff.prescriber, episode, at, days=4, hour=10, purpose="Medicine review")


def tyrell(staff: Staff, at: datetime) -> None:
    """In aftercare for six days; told of an overdose this morning."""
    patient = register(staff, "Tyrell", "Banks", date(1997, 1, 30), "+12125550133", days_ago=40, pronouns="he/him")
    account = let_in(patient, "tyrell@example.org", staff)
    episode = admit(staff, patient, reason="My mother asked me to.", days_ago=40)
    screened(staff, episode, at - 39 * DAY, cows=14, criteria=7, mood=(1, 1, 1, 1, 1, 1, 1, 1, 0))
    signed(staff, episode, at - 38 * DAY, words="I want my own place.")
    leave(staff, episode, at - 6 * DAY, SHORT_PLAN)
    told: list[dict[str, Any]] = [{"craving": 3}, {"craving": 5}, {"craving": 6}, {"craving": 7, "confidence": 4}]
    answer_daily(episode, account, at, [*told, {"craving": 9, "overdose_since_last": True, "naloxone_at_home": False}])


def maria(staff: Staff, at: datetime) -> None:
    """In aftercare, reads Spanish; steady."""
    patient = register(
        staff, "Maria", "Santos-Reyes", date(1985, 6, 2), "+12125550119", days_ago=90, pronouns="ella", language="es"
    )
    account = let_in(patient, "maria@example.org", staff)
    episode = admit(staff, patient, reason="Por mis hijos.", days_ago=90)
    screened(staff, episode, at - 89 * DAY, cows=9, criteria=6, mood=(1, 1, 1, 1, 0, 0, 0, 0, 0))
    signed(staff, episode, at - 88 * DAY, words="Quiero estar presente para mis hijos.")
    leave(staff, episode, at - 12 * DAY, MARIAS_PLAN)
    answer_daily(episode, account, at, [{"craving": each} for each in (3, 2, 2, 1, 2, 1, 1, 1, 2, 1)])
    visit(staff.counselor, episode, at, days=1, hour=11, purpose="Counseling")


def daniel(staff: Staff, at: datetime) -> None:
    """In treatment; withdrawal falls, and the next reading is late."""
    patient = register(
        staff, "Daniel", "Okafor", date(1980, 7, 2), "+12125550148", days_ago=2, preferred="Dan", pronouns="he/him"
    )
    episode = admit(staff, patient, reason="I am tired of running.", days_ago=2)
    screened(staff, episode, at - 40 * HOUR, cows=26, criteria=9, mood=(2, 3, 2, 2, 1, 2, 1, 1, 1))
    signed(staff, episode, at - 38 * HOUR, words="I want to sleep a whole night.")
    watched(staff, episode, at, hours=4 + 35 / 60, every=4, totals=(26, 24, 21, 18))


def sam(staff: Staff, at: datetime) -> None:
    """In treatment; the next reading is due within the hour."""
    patient = register(staff, "Sam", "Castellano", date(1990, 11, 9), "+12125550162", days_ago=3, allergies=None)
    episode = admit(staff, patient, reason="I lost my job over this.", days_ago=3)
    screened(staff, episode, at - 60 * HOUR, cows=19, criteria=6, mood=(1, 2, 1, 1, 1, 1, 0, 0, 0))
    signed(staff, episode, at - 58 * HOUR, words="I want to work again.")
    watched(staff, episode, at, hours=3.2, every=4, totals=(19, 17, 14, 11))


def ruth(staff: Staff, at: datetime) -> None:
    """In intake: the packet is submitted, a plan waits to be drafted."""
    patient = register(staff, "Ruth", "Adeyemi", date(1974, 4, 21), "+12125550104", days_ago=1, pronouns="she/her")
    episode = admit(staff, patient, reason="I nearly did not wake up last week.", days_ago=1, source="emergency")
    screened(staff, episode, at - 20 * HOUR, cows=15, criteria=8, mood=(2, 2, 2, 2, 1, 2, 1, 1, 1))


def elena(staff: Staff, at: datetime) -> None:
    """Referred this morning by her brother; nothing screened yet."""
    patient = register(staff, "Elena", "Petrov", date(1999, 9, 17), "+12125550190", days_ago=0, allergies=None)
    admit(staff, patient, reason="", days_ago=0, source="family")


def june(staff: Staff, at: datetime) -> None:
    """In intake: half of the packet is answered."""
    patient = register(staff, "June", "Albrecht", date(1968, 12, 5), "+12125550155", days_ago=1, pronouns="she/her")
    episode = admit(staff, patient, reason="I cannot do this alone any more.", days_ago=1)
    packet = screening.start_packet(episode=episode, by=staff.intake, at=at - 3 * HOUR)
    for code, answers in (("CSSRS", NO_RISK), ("COWS", cows_answers(8))):
        screening.record_response(
            code=code, answers=answers, mode="interview", submission_id=uuid4(), by=staff.intake, at=at - 2 * HOUR, packet=packet
        )  # fmt: skip
