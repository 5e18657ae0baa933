"""Screening over weeks: the same questions asked again, so that trends, changes and what is due have something to show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from intake.screening import actions as screening
from recovery.front.demo.people import Staff
from recovery.front.demo.steps import DAY, HOUR
from recovery.patients.models import EpisodeOfCare

BAM_ITEMS = ("1", "2", "3", "4", "5", "6", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17")
OPIOIDS_ONLY = dict.fromkeys(("7a", "7b", "7c", "7d", "7f", "7g"), 0)


def followed(staff: Staff, episode: EpisodeOfCare, at: datetime) -> None:
    """Mood and recovery asked again and again; alcohol, worry and withdrawal once."""
    began = at - 59 * DAY - HOUR  # before the packet: what TAPS-2 asks for is then answered in it
    asked = (
        (began, "TAPS1", {"tobacco": "daily", "alcohol_binge": "never", "illicit": "daily", "rx_misuse": "never"}),
        (began, "TAPS2", _taps2()),
        (began, "SOWS", _likert((2, 1, 2, 1, 2, 1, 1, 2, 2, 3, 3, 1, 0, 1, 1, 3))),
        (began, "AUDITC", {"1": 1, "2": 0, "3": 0}),
        (began, "PCPTSD5", {"exposure": "no"}),
        (began, "GAD7", _likert((2, 2, 2, 2, 1, 2, 1))),
        (began + 16 * DAY, "PHQ9", _likert((2, 2, 1, 2, 1, 1, 1, 1, 0))),
        (began + 32 * DAY, "PHQ9", _likert((1, 1, 1, 1, 1, 1, 0, 0, 0))),
        (began + 30 * DAY, "GAD7", _likert((1, 1, 1, 1, 0, 1, 0))),
        (began, "BAM", _bam((2, 3, 3, 0, 0, 3, 3, 2, 1, 3, 2, 0, 0, 2, 2, 1)) | OPIOIDS_ONLY | {"7e": 3}),
        (began + 30 * DAY, "BAM", _bam((2, 2, 2, 0, 0, 0, 2, 3, 2, 2, 2, 2, 4, 1, 3, 3))),
    )
    for when, code, answers in asked:
        screening.record_response(
            code=code, answers=answers, mode="self", submission_id=uuid4(), by=staff.counselor, at=when, episode=episode
        )


def _likert(values: tuple[int, ...]) -> dict[str, int]:
    return {str(number): value for number, value in enumerate(values, start=1)}


def _bam(values: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(BAM_ITEMS, values, strict=True))


def _taps2() -> Mapping[str, Any]:
    return {
        "asked": ["heroin", "cannabis", "stimulant", "tobacco"],
        "heroin_q1": "yes", "heroin_q2": "yes", "heroin_q3": "yes",
        "cannabis_q1": "no", "stimulant_q1": "no",
        "tobacco_q1": "yes", "tobacco_q2": "no", "tobacco_q3": "yes",
    }  # fmt: skip
