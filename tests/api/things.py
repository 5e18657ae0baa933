"""One record of each kind, for tests that need something to find."""

from datetime import timedelta
from uuid import uuid4

from aftercare.checkins.models import CheckIn, CheckInResponse, CheckInSchedule
from intake.screening import actions as screening_room
from recovery.patients import actions as patients
from recovery.patients.codes import ReferralSource
from tests.cast import NOW, person
from treatment.plans.models import CarePlan, PlanRevision

COWS = {
    "pulse": 2, "sweating": 3, "restlessness": 3, "pupil": 2, "aches": 2, "runny_nose": 2, "gi": 3, "tremor": 2,
    "yawning": 2, "anxiety": 2, "gooseflesh": 3,
}  # fmt: skip


def screening(cast):
    """What is posted to have a COWS of 26 kept for Marcus."""
    return {"episode": str(cast.episode.pk), "instrument": "COWS", "mode": "interview", "answers": COWS}


def a_response(cast, at=NOW):
    return screening_room.record_response(
        code="COWS", answers=COWS, mode="interview", submission_id=uuid4(), by=cast.nurse, at=at, episode=cast.episode
    )


def a_revision(cast, number=1):
    plan, _ = CarePlan.objects.get_or_create(
        episode=cast.episode, defaults={"plan_date": NOW.date(), "drafted_by": cast.counselor}
    )
    return PlanRevision.objects.create(
        plan=plan, number=number, content={"goals": []}, content_hash="0" * 64, signed_by=cast.prescriber,
        signed_at=NOW, submission_id=uuid4(),
    )  # fmt: skip


def an_answer(cast, day=0):
    schedule, _ = CheckInSchedule.objects.get_or_create(
        episode=cast.episode,
        defaults={
            "starts_on": NOW.date(),
            "local_time": "10:00",
            "time_zone": "America/New_York",
            "set_by": cast.nurse,
        },
    )
    opens = NOW + timedelta(days=day)
    check_in = CheckIn.objects.create(
        schedule=schedule,
        episode=cast.episode,
        local_date=opens.date(),
        opens_at=opens,
        closes_at=opens + timedelta(days=1),
    )
    return CheckInResponse.objects.create(
        check_in=check_in, answers={"craving": 8}, context={}, level="orange", flags=["CRAVING_GE_7"], findings=[],
        craving=8, language="en", by_link=False, answered_at=opens, submission_id=uuid4(),
    )  # fmt: skip


def thirty(cast, name):
    """Thirty more of one kind, within the nurse's reach."""
    for number in range(1, 31):
        if name == "screening":
            a_response(cast)
        elif name == "plan":
            a_revision(cast, number + 1)
        elif name == "check-in":
            an_answer(cast, number)
        else:
            someone(cast, number)


def someone(cast, number):
    """A person with an episode of care whom the nurse cares for."""
    somebody = person(f"Given{number}", f"Family{number}", NOW.date().replace(year=1980), by=cast.intake)
    return patients.open_episode(
        patient=somebody, referral_source=ReferralSource.SELF, reason="", lead=cast.nurse, submission_id=uuid4(),
        by=cast.intake, at=NOW,
    )  # fmt: skip
