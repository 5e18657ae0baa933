"""Short ways to red flags and to who is on call, for the tests of this room."""

from datetime import timedelta
from uuid import uuid4

from recovery.accounts.on_call import actions as roster
from recovery.clinical.instruments.urgent import EMG_04
from recovery.clinical.redflags import actions
from tests.cast import NOW

FROM = NOW - timedelta(hours=1)


def on_call(cast, user, *, line="clinical", begins_at=FROM, ends_at=NOW + timedelta(hours=11)):
    return roster.add_duty(
        user=user, line=line, begins_at=begins_at, ends_at=ends_at, submission_id=uuid4(), by=cast.administrator,
        at=begins_at,
    )  # fmt: skip


def raised(cast, *findings, subject_id=None, **given):
    told = {"episode": cast.episode, "origin": "screening", "by": cast.intake, "at": NOW}
    return actions.raise_flags(
        findings=findings or [EMG_04.finding()], subject_id=subject_id or uuid4(), **{**told, **given}
    )


def flag(cast, **given):
    [made] = raised(cast, **given)
    return made


def resolve(cast, made, **given):
    values = {"outcome": "safe", "note": "Sat with him until his sister came.", "submission_id": uuid4(),
              "by": cast.nurse, "at": NOW + timedelta(minutes=20)}  # fmt: skip
    return actions.resolve(flag=made, **{**values, **given})
