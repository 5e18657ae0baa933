"""What a message may be, and the lawful moves between: the diagram and the database's own check come from here."""

from __future__ import annotations

from recovery.core.states import StateMachine
from recovery.outbox.codes import MessageState

# A provider's report about one of our tries raises whatever stands lower, and lowers nothing.
_REPORTED: dict[str, str] = {
    MessageState.SENT: "provider says it went",
    MessageState.DELIVERED: "delivery report",
    MessageState.UNDELIVERED: "failure report",
}

MESSAGE_STATES = StateMachine(
    name="Outbound message",
    initial=MessageState.PENDING,
    moves={
        MessageState.PENDING: {
            MessageState.CLAIMED: "claim",
            MessageState.SUPPRESSED: "consent or reason gone",
            MessageState.EXPIRED: "too late",
            **_REPORTED,
        },
        MessageState.CLAIMED: {
            MessageState.SENDING: "intent committed",
            MessageState.PENDING: "provably unsent",
            MessageState.SUPPRESSED: "consent or reason gone",
            MessageState.EXPIRED: "too late",
            **_REPORTED,
        },
        MessageState.SENDING: {
            MessageState.SENT: "provider accepted",
            MessageState.PENDING: "refused for now, or provider dedupes",
            MessageState.UNCERTAIN: "no answer, provider does not dedupe",
            MessageState.DEAD: "refused for good, or too many tries",
            MessageState.EXPIRED: "too late",
            MessageState.SUPPRESSED: "provider says opted out",
            MessageState.DELIVERED: "delivery report came first",
            MessageState.UNDELIVERED: "failure report came first",
        },
        MessageState.UNCERTAIN: {
            **_REPORTED,
            MessageState.PENDING: "policy resends",
            MessageState.NEEDS_REVIEW: "policy never resends",
        },
        MessageState.NEEDS_REVIEW: {
            **_REPORTED,
            MessageState.DEAD: "a person lets it go",
        },
        MessageState.SENT: {MessageState.DELIVERED: "delivery report", MessageState.UNDELIVERED: "failure report"},
        MessageState.DELIVERED: {},
        MessageState.UNDELIVERED: {MessageState.DELIVERED: "later delivery report"},
        MessageState.SUPPRESSED: _REPORTED,
        MessageState.EXPIRED: _REPORTED,
        MessageState.DEAD: _REPORTED,
    },
)


# What a person should look at when no other message of the same occurrence reached anybody or still may.
REACHED_NOBODY = (MessageState.DEAD, MessageState.EXPIRED, MessageState.UNDELIVERED, MessageState.SUPPRESSED)
REACHED_OR_MAY = (
    MessageState.PENDING,
    MessageState.CLAIMED,
    MessageState.SENDING,
    MessageState.SENT,
    MessageState.DELIVERED,
)
NOT_YET_SENDING = (MessageState.PENDING, MessageState.CLAIMED)
