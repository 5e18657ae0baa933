"""Vital signs: what can be measured at all.  Source: clinical spec 1.1; the rest is policy, wide on purpose."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

# Outside these a number was mistyped; what is dangerous is judged by the emergency rules.
HEART_RATE = (20, 300)  # beats a minute; clinical spec 1.1
SYSTOLIC = (40, 300)  # mmHg; policy
DIASTOLIC = (20, 200)  # mmHg; policy
RESPIRATORY_RATE = (0, 80)  # breaths a minute; policy
SPO2 = (30, 100)  # percent; policy
TEMPERATURE = (30, 45)  # degrees Celsius; policy

LIMITS: dict[str, tuple[int, int]] = {
    "heart_rate": HEART_RATE,
    "systolic": SYSTOLIC,
    "diastolic": DIASTOLIC,
    "respiratory_rate": RESPIRATORY_RATE,
    "spo2": SPO2,
    "temperature": TEMPERATURE,
}


@dataclass(frozen=True, slots=True)
class Vitals:
    """What was measured beside a reading, in the units of `LIMITS`; None was not measured."""

    heart_rate: int | None = None
    systolic: int | None = None
    diastolic: int | None = None
    respiratory_rate: int | None = None
    spo2: int | None = None
    temperature: Decimal | None = None

    def as_fields(self) -> dict[str, Any]:
        """The columns of a reading."""
        return asdict(self)

    def impossible(self) -> tuple[str, ...]:
        """Names of those that cannot have been measured, in order; a blood pressure must be whole and fall."""
        wrong = [
            name
            for name, (low, high) in LIMITS.items()
            if (value := getattr(self, name)) is not None and not low <= value <= high
        ]
        if (self.systolic is None) != (self.diastolic is None):
            wrong.append("systolic" if self.systolic is None else "diastolic")
        elif self.systolic is not None and self.diastolic is not None and self.systolic <= self.diastolic:
            wrong.append("systolic")
        return tuple(dict.fromkeys(wrong))
