"""Where a referral stands, where it may go from there, and why it ended."""

from __future__ import annotations

from django.db import models

from recovery.core.states import StateMachine


class State(models.TextChoices):
    RECEIVED = "received", "Received"
    TRIAGED = "triaged", "Triaged"
    WAITING = "waiting", "Waiting"
    CONVERTED = "converted", "Became a patient"
    DECLINED = "declined", "Declined"
    REFERRED_ON = "referred_on", "Referred on"
    UNREACHABLE = "unreachable", "Not reached"


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


class Why(models.TextChoices):
    """Why a referral was closed without becoming a patient, or taken off the waiting list."""

    NOT_WANTED = "not_wanted", "The person does not want care now"
    NOT_OURS = "not_ours", "Needs care that we do not give"
    TOO_FAR = "too_far", "Lives too far away"
    SOONER = "sooner", "Can be seen sooner elsewhere"
    IN_CARE = "in_care", "Is in care elsewhere"
    TWICE = "twice", "The same request came twice"
    NOT_REAL = "not_real", "Not a request for care"
    NO_ANSWER = "no_answer", "Nobody answered our calls"
    ADMITTED = "admitted", "Begins care here"
    OTHER = "other", "Another reason"
