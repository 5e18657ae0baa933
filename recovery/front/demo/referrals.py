"""People who asked for care and are no patients yet, one in each state; all fictitious."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from intake.referrals import actions
from intake.referrals.codes import State, Why
from intake.referrals.models import Referral
from recovery.front.demo.people import Staff, register
from recovery.front.demo.steps import DAY, HOUR


def tell(staff: Staff, at: datetime) -> None:
    """Everybody who asked, the newest last."""
    declined(staff, at)
    referred_on(staff, at)
    not_reached(staff, at)
    became_a_patient(staff, at)
    waiting(staff, at)
    called_once(staff, at)
    pregnant(staff, at)
    actions.ask_for_call(
        caller=_caller("Dana", "+12125550171", source="family", may_leave_message=True),
        signs=["overdose", "injecting"],
        submission_id=uuid4(),
        at=at - HOUR,
    )
    actions.ask_for_call(
        caller=_caller("Luis", "+12125550172", language="es", best_time="evening"),
        signs=[],
        submission_id=uuid4(),
        at=at - HOUR / 4,
    )


def pregnant(staff: Staff, at: datetime) -> None:
    """A hospital calls about a pregnant woman in withdrawal; the call back is late."""
    _taken(
        staff,
        at - 2 * HOUR,
        ["pregnant", "withdrawal"],
        _caller(
            "Grace Lin",
            "+12125550173",
            source="emergency",
            about="Nadia Rahal",
            organisation="St. Brendan’s emergency department",
            role="Social worker",
            may_say_why=True,
            may_leave_message=True,
        ),
    )


def called_once(staff: Staff, at: datetime) -> None:
    """A mother left a number; nobody picked up so far."""
    referral = _taken(
        staff, at - 20 * HOUR, ["injecting"], _caller("Irene", "+12125550174", source="family", about="Paul")
    )
    _called(staff, referral, at - 18 * HOUR, "no_answer", "Rang out. Try after work.")


def waiting(staff: Staff, at: datetime) -> None:
    """Three people for whom there is no place yet."""
    for name, phone, reasons, days in (
        ("Victor Hale", "+12125550175", [], 12),
        ("Renee Sutter", "+12125550176", ["injecting"], 5),
        ("Omar Fields", "+12125550179", ["overdose"], 2),
    ):
        referral = _taken(staff, at - days * DAY, reasons, _caller(name, phone, may_leave_message=True))
        _called(staff, referral, at - days * DAY + HOUR, "reached", "Wants to begin as soon as there is a place.")
        actions.put_on_waiting_list(referral=referral, reasons=reasons, by=staff.intake, at=at - days * DAY + 2 * HOUR)


def declined(staff: Staff, at: datetime) -> None:
    """Changed his mind for now."""
    referral = _taken(staff, at - 9 * DAY, [], _caller("Bill Tran", "+12125550180"))
    _called(staff, referral, at - 8 * DAY, "reached", "Will call again when he is ready.")
    actions.close(referral=referral, to=State.DECLINED, why=Why.NOT_WANTED, by=staff.intake, at=at - 8 * DAY)


def referred_on(staff: Staff, at: datetime) -> None:
    """Lives three hours away."""
    referral = _taken(staff, at - 7 * DAY, ["withdrawal"], _caller("Joan Price", "+12125550181"))
    _called(staff, referral, at - 7 * DAY + HOUR, "reached", "")
    actions.close(
        referral=referral,
        to=State.REFERRED_ON,
        why=Why.TOO_FAR,
        where_to="Lakeside Treatment Center, Albany",
        by=staff.intake,
        at=at - 7 * DAY + 2 * HOUR,
    )


def not_reached(staff: Staff, at: datetime) -> None:
    """Three calls, no answer."""
    referral = _taken(staff, at - 14 * DAY, [], _caller("Sky", "+12125550182"))
    for days in (13, 11, 9):
        _called(staff, referral, at - days * DAY, "no_answer", "")
    actions.close(referral=referral, to=State.UNREACHABLE, why="", by=staff.intake, at=at - 9 * DAY)


def became_a_patient(staff: Staff, at: datetime) -> None:
    """Asked on the page two days ago; registered this morning."""
    referral = actions.ask_for_call(
        caller=_caller("Theo Marsh", "+12125550183"), signs=["withdrawal"], submission_id=uuid4(), at=at - 2 * DAY
    )
    actions.triage(referral=referral, reasons=["withdrawal"], by=staff.nurse, at=at - 2 * DAY + HOUR)
    _called(staff, referral, at - 2 * DAY + 2 * HOUR, "reached", "Comes in tomorrow morning.")
    theo = register(staff, "Theo", "Marsh", date(1988, 2, 27), "+12125550183", days_ago=1, allergies=None)
    actions.identify(referral=referral, patient=theo, by=staff.intake, at=at - DAY)
    actions.convert(
        referral=referral,
        referral_source="self",
        reason="I am sick of being sick.",
        lead=staff.counselor,
        submission_id=uuid4(),
        by=staff.intake,
        at=at - DAY,
    )


def _caller(name: str, phone: str, source: str = "self", **said: str | bool) -> actions.Caller:
    return actions.Caller(source=source, name=name, phone=phone, **said)  # type: ignore[arg-type]  # named fields


def _taken(staff: Staff, at: datetime, reasons: list[str], caller: actions.Caller) -> Referral:
    return actions.take_in(
        caller=caller, way="phone", reasons=reasons, call_back=True, submission_id=uuid4(), by=staff.intake, at=at
    )


def _called(staff: Staff, referral: Referral, at: datetime, outcome: str, note: str) -> None:
    actions.record_attempt(
        referral=referral, how="phone", outcome=outcome, note=note, submission_id=uuid4(), by=staff.intake, at=at
    )
