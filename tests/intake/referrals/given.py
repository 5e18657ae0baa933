"""Referrals that tests begin with."""

from uuid import uuid4

from intake.referrals import actions
from tests.cast import NOW

PHONE = "+12125550101"


def caller(**changes):
    return actions.Caller(**{"source": "self", "name": "Rosa Delgado", "phone": PHONE, "language": "es"} | changes)


def asked(*signs, at=NOW, **changes):
    """Somebody asked on the public page."""
    return actions.ask_for_call(caller=caller(**changes), signs=signs, submission_id=uuid4(), at=at)


def triaged(cast, *reasons, at=NOW, **changes):
    """One that came by phone and was triaged."""
    return actions.take_in(
        caller=caller(**changes), way="phone", reasons=reasons, call_back=True, submission_id=uuid4(), by=cast.intake,
        at=at,
    )  # fmt: skip


def waiting(cast, *reasons, at=NOW, **changes):
    """(one on the waiting list, its place)."""
    referral = triaged(cast, *reasons, at=at, **changes)
    return referral, actions.put_on_waiting_list(referral=referral, reasons=reasons, by=cast.intake, at=at)


def tried(referral, cast, outcome, at=NOW, **said):
    return actions.record_attempt(
        referral=referral, how="phone", outcome=outcome, submission_id=uuid4(), by=cast.intake, at=at, **said
    )
