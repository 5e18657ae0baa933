"""Where a referral stands, where it may go from there, and why it ended."""

from __future__ import annotations

from intake.referrals.codes import State
from recovery.core.states import StateMachine

_ENDS: dict[str, str] = {
    State.DECLINED: "decline",
    State.REFERRED_ON: "refer on",
    State.UNREACHABLE: "stop calling",
}
REFERRAL_STATES = StateMachine(
    name="Referral",
    initial=State.RECEIVED,
    moves={
        State.RECEIVED: {State.TRIAGED: "triage", **_ENDS},
        State.TRIAGED: {
            State.TRIAGED: "triage again",
            State.WAITING: "put on the waiting list",
            State.CONVERTED: "make a patient",
            **_ENDS,
        },
        State.WAITING: {
            State.WAITING: "triage again",
            State.TRIAGED: "take off the waiting list",
            State.CONVERTED: "make a patient",
            **_ENDS,
        },
        State.CONVERTED: {},
        State.DECLINED: {State.RECEIVED: "reopen"},
        State.REFERRED_ON: {State.RECEIVED: "reopen"},
        State.UNREACHABLE: {State.RECEIVED: "reopen"},
    },
)
OPEN_STATES = [State.RECEIVED, State.TRIAGED, State.WAITING]
CLOSED_STATES = [state for state in State if state not in OPEN_STATES]
