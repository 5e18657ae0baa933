"""What happened to the demo's people: told through the actions, day by day, so that pages have something to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any
from uuid import uuid4

from django.utils.timezone import localtime

from aftercare.appointments import actions as appointments
from aftercare.checkins import actions as checkins
from aftercare.checkins.models import CheckIn, CheckInStatus
from aftercare.plans import actions as aftercare
from aftercare.plans.content import Gathering, Person, PlanContent, Step
from intake.instruments import COWS
from intake.screening import actions as screening
from recovery.accounts.models import User
from recovery.demo.people import ZONE, Staff, admit, let_in, register
from recovery.patients.models import EpisodeOfCare, LevelOfCare
from treatment.detox import actions as detox
from treatment.detox.rules.vitals import Vitals
from treatment.medication import actions as medication
from treatment.plans import actions as plans
from treatment.plans import queries as plan_queries
from treatment.plans import signing
from treatment.plans.models import CarePlan, Goal, MoudStatus

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def tell(staff: Staff, at: datetime) -> None:
    """Everybody's story up to `at`."""
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


# --- steps that several stories share --------------------------------------------------------------------------------


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
            episode=episode, part=plans.Part.GOAL, part_id=goal.pk, version=version, fields=fields, by=staff.counselor, at=at
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
    aftercare.move_to_aftercare(episode=episode, discharged_on=localtime(at).date(), by=staff.counselor, at=at)
    episode.refresh_from_db()


def answer_daily(episode: EpisodeOfCare, account: User, at: datetime, told: Sequence[Mapping[str, Any]]) -> None:
    """Every past check-in answered an hour after it opened, the newest with the last of `told`, others on good days."""
    past = CheckIn.objects.filter(episode=episode, status=CheckInStatus.SCHEDULED, opens_at__lt=at - HOUR)
    for check_in, answers in zip_longest(past.order_by("-opens_at"), reversed(told), fillvalue={}):
        if not isinstance(check_in, CheckIn):
            break  # more told than asked
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
    for item in COWS.items:
        values = sorted((int(option.value) for option in item.options), reverse=True)
        if values:
            answers[item.id] = next(
                value for value in values if value <= max(0, total - sum(answers.values())) and value < 5
            )
    return answers


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
