"""Short ways to a person in aftercare with check-ins, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from aftercare.checkins import actions
from aftercare.checkins.models import CheckIn
from aftercare.checkins.rules import questions
from recovery.outbox.actions import issue_link
from recovery.outbox.codes import Purpose
from tests.cast import NOW

AT = NOW
NINE = time(9)
MORNING = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)  # Saturday 09:00 in New York, when the first one opens
CALM = {
    "craving": 1, "used": ["none"], "risky_exposure": False, "confidence": 9, "mood_1": 0, "mood_2": 0,
    "bad_sleep_nights": 1, "overdose_since_last": False, "suicidal_thoughts": False, "naloxone_at_home": True,
}  # fmt: skip
TYPED = {True: "yes", False: "no"}


def schedule(cast, *, episode=None, by=None, at=AT, version=0, **changes):
    told = {"starts_on": date(2026, 11, 20), "local_time": NINE, "time_zone": "America/New_York", "every_days": None}
    return actions.set_schedule(
        episode=episode or cast.episode, by=by or cast.counselor, at=at, version=version, **(told | changes)
    )


def first_check_in(cast, **kwargs):
    schedule(cast, **kwargs)
    return CheckIn.objects.filter(episode=kwargs.get("episode") or cast.episode).order_by("opens_at").first()


def link_to(check_in, *, expires_at=None):
    return issue_link(
        purpose=Purpose.CHECK_IN,
        subject_id=check_in.pk,
        patient=check_in.episode.patient,
        expires_at=expires_at or check_in.closes_at,
    )


def answered(check_in, user, *, at=MORNING, submission_id=None, **changes):
    return actions.answer(
        check_in=check_in, answers=CALM | changes, submission_id=submission_id or uuid4(), by=user, at=at
    )


def ids(moud_active=False):
    return [item.id for item in questions.asked(moud_active=moud_active)]


def post_all(client, url_of, *, submission_id=None, **changes):
    """Answer every question by its page; the last response."""
    submission_id = submission_id or uuid4()
    response = None
    for number, name in enumerate(ids(), 1):
        value = (CALM | changes)[name]
        data = {"submission_id": submission_id, "answer": TYPED.get(value, value) if isinstance(value, bool) else value}
        response = client.post(
            url_of(number), data if value is not None else {"submission_id": submission_id, "skip": "1"}
        )
    return response


def days(n):
    return timedelta(days=n)
