"""A packet that waits to be handed over: June answers her part on the office tablet today."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from intake.screening import queries as screening
from intake.screening.assignments import actions as assignments
from recovery.front.demo.people import Staff


def tell(staff: Staff, at: datetime) -> None:
    """Everybody whose packet is in progress gets the tablet next; only June's is."""
    for packet in screening.packets_in_progress(staff.intake):
        assignments.assign(packet=packet, place="tablet", submission_id=uuid4(), by=staff.intake, at=at)
