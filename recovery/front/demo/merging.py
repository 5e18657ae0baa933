"""Somebody who was registered twice, for intake to find and to merge; both records are fictitious."""

from __future__ import annotations

from datetime import date, datetime

from recovery.front.demo.people import Staff, admit, register
from recovery.front.demo.steps import HOUR, screened
from recovery.patients import actions as patients
from recovery.patients.codes import MessageHow


def tell(staff: Staff, at: datetime) -> None:
    """Colleen has been in intake for two days; tonight an emergency department called about "Coleen"."""
    colleen = register(
        staff,
        "Colleen",
        "Driscoll",
        date(1986, 10, 4),
        "+12125550186",
        days_ago=2,
        pronouns="she/her",
        allergies="Latex, hives",
    )
    episode = admit(staff, colleen, reason="My sons should not find me.", days_ago=2)
    screened(staff, episode, at - 44 * HOUR, cows=11, criteria=7, mood=(1, 2, 1, 1, 1, 1, 0, 0, 0))
    coleen = register(
        staff, "Coleen", "Driscol", date(1986, 4, 10), "+12125550186", days_ago=0, allergies="Penicillin, rash"
    )
    admit(staff, coleen, reason="", days_ago=0, source="emergency")
    shared = coleen.contact_points.get(channel="sms")
    patients.change_contact(
        contact=shared,
        time_zone=shared.time_zone,
        allowed_from=shared.allowed_from,
        allowed_until=shared.allowed_until,
        may_leave_message=True,
        message_how=MessageHow.FIRST_NAME,
        note="Her husband answers in the evening",
        version=shared.version,
        by=staff.intake,
        at=at,
    )
