"""What is seen at the bedside, as facts for the emergency rules, and the score of a reading still being filled.

Source: clinical spec 1.1, 2.16 and 2.18 row EMERGENCY.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from recovery.clinical.instruments import get
from recovery.clinical.instruments.cows import pulse_score
from treatment.detox.rules.vitals import Vitals

SEDATED = "sedated"  # not an emergency by itself: asks for another look (clinical spec 2.16)
DANGER_SIGNS: Mapping[str, str] = {
    "unresponsive": "Does not respond",
    "seizure": "Seizure",
    "hallucinations_or_delirium": "Sees or hears what is not there, or is confused",
    "chest_pain_or_syncope": "Chest pain, or fainted",
    "persistent_vomiting": "Vomits again and again, or keeps no fluids down",
    SEDATED: "Drowsy or sedated",
}
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Scored:
    """A total at a time."""

    at: datetime
    total: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The running score; `band` only when all signs are scored; `contradiction` names answers that cannot both be."""

    score: int | None
    answered: int
    total: int
    band: str = ""
    contradiction: str = ""


def facts(
    *, vitals: Vitals, danger_signs: Collection[str], now: Scored, before: Scored | None, dose_at: datetime | None
) -> dict[str, Any]:
    """Facts for `emergency.evaluate`; `before` is the total to compare with, `dose_at` the last buprenorphine."""
    seen: dict[str, Any] = {sign: True for sign in DANGER_SIGNS if sign in danger_signs and sign != SEDATED}
    if vitals.respiratory_rate is not None:
        seen["rr"] = vitals.respiratory_rate
    if vitals.spo2 is not None:
        seen["spo2"] = vitals.spo2
    if before is not None and dose_at is not None and dose_at <= now.at:
        hours = round((now.at - dose_at) / HOUR, 2)
        seen |= {"cows_before": before.total, "cows_after": now.total, "hours_after_bup": hours}
    return seen


def compared_with(readings: list[Scored], dose_at: datetime) -> Scored | None:
    """The last total at or before the dose, else the first after it; `readings` oldest first."""
    earlier = [reading for reading in readings if reading.at <= dose_at]
    if earlier:
        return earlier[-1]
    return readings[0] if readings else None


def tally(answers: Mapping[str, Any]) -> Tally:
    """The score so far of answers that may be missing or contradict each other."""
    cows = get("COWS")
    given = {key: value for key, value in answers.items() if value is not None}
    result = cows.score(given)
    answered, total = cows.answered(given)
    rate, pulse = given.pop("heart_rate", None), given.get("pulse")
    if rate is not None and pulse is None:
        given["pulse"] = pulse_score(rate)
    band = cows.band(result.band)
    return Tally(
        score=sum(given.values()) if given else None,
        answered=answered,
        total=total,
        band=band.label if band else "",
        contradiction=contradiction(rate, pulse),
    )


def contradiction(heart_rate: int | None, pulse: int | None) -> str:
    """A sentence when the pulse score is not that of the heart rate; empty otherwise."""
    if heart_rate is None or pulse is None or pulse_score(heart_rate) == pulse:
        return ""
    return f"Heart rate {heart_rate} scores {pulse_score(heart_rate)}, but {pulse} is chosen. Correct one of them"
