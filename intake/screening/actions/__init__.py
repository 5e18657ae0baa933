"""Every write of screening: starting a packet, keeping what is typed, recording, correcting, submitting."""

from intake.screening.actions.answering import (
    correct_response,
    record_response,
    save_draft,
    start_packet,
    submit_packet,
)

__all__ = ["correct_response", "record_response", "save_draft", "start_packet", "submit_packet"]
