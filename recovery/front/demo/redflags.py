"""Red flags of the demo: a roster for the coming two weeks, earlier ones answered, one that waits now."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.timezone import localtime

from intake.screening import actions as screening
from intake.screening.models import ScreeningPacket
from recovery.accounts.codes import Role
from recovery.accounts.models import User
from recovery.accounts.on_call import actions as on_call
from recovery.accounts.on_call.codes import Line
from recovery.clinical.redflags import actions as redflags
from recovery.clinical.redflags.codes import Outcome
from recovery.clinical.redflags.models import RedFlag
from recovery.clinical.redflags.rules import PREG_01
from recovery.front.demo.people import Staff
from recovery.front.demo.steps import DAY, HOUR

SHIFT = timedelta(hours=12)  # 08:00 to 20:00 and the night
DAYS_AHEAD = 14
DONE = {
    "PHQ9:SUICIDE_ITEM_POSITIVE": (
        Outcome.SAFETY_PLAN,
        "Asked about the answer and did the C-SSRS: low. Safety plan made, 988 card given.",
    ),
    "COWS:URGENT_WITHDRAWAL": (
        Outcome.TREATED,
        "Prescriber at the bedside, fluids and the first dose given. Read again after 2 hours.",
    ),
}
OTHERWISE = (Outcome.SAFE, "Seen with the prescriber. Settled.")


def tell(staff: Staff, at: datetime) -> None:
    """What the stories raised was answered in time; Elena's of this hour and June's answer of a few minutes ago wait."""
    roster(staff, at)
    for flag in RedFlag.objects.unresolved().exclude(rule_id=PREG_01.id).order_by("raised_at"):
        answered(staff, flag)
    june(staff, at)


def roster(staff: Staff, at: datetime) -> None:
    """The nurse by day and the prescriber by night, entered yesterday by the administrator."""
    by = User.objects.filter(role=Role.ADMINISTRATOR)[0]
    morning = localtime(at).replace(hour=8, minute=0, second=0, microsecond=0) - DAY
    for day in range(DAYS_AHEAD + 2):
        begins = morning + day * DAY
        for user, start in ((staff.nurse, begins), (staff.prescriber, begins + SHIFT)):
            on_call.add_duty(
                user=user, line=Line.CLINICAL, begins_at=start, ends_at=start + SHIFT, submission_id=uuid4(), by=by,
                at=morning,
            )  # fmt: skip
    on_call.add_duty(
        user=staff.prescriber, line=Line.PRESCRIBER, begins_at=morning, ends_at=morning + 7 * DAY,
        submission_id=uuid4(), by=by, at=morning,
    )  # fmt: skip


def answered(staff: Staff, flag: RedFlag) -> None:
    """Taken by the nurse after four minutes, closed after twenty-five."""
    outcome, note = DONE.get(flag.rule_id, OTHERWISE)
    raised = flag.raised_at
    redflags.take(flag=flag, by=staff.nurse, at=raised + timedelta(minutes=4))
    redflags.resolve(
        flag=flag, outcome=outcome, note=note, submission_id=uuid4(), by=staff.nurse, at=raised + timedelta(minutes=25)
    )


def june(staff: Staff, at: datetime) -> None:
    """The PHQ-9 of the packet that is half answered: thoughts of being better off dead, several days."""
    packet = ScreeningPacket.objects.in_progress().get(episode__patient__family_name="Albrecht")
    mood = {str(n): 1 for n in range(1, 10)} | {"difficulty": 1}
    screening.record_response(
        code="PHQ9", answers=mood, mode="self", submission_id=uuid4(), by=staff.intake, at=at - HOUR / 4, packet=packet
    )
