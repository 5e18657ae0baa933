"""What scoring an instrument gives: the same shape for every instrument.  Source: clinical spec 0.1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Score = int | float | None

INVALID_INPUT = "INVALID_INPUT"  # clinical spec 1.15
INCOMPLETE = "INCOMPLETE"  # clinical spec 1.15
PRORATED = "PRORATED"  # clinical spec 1.15
INCONSISTENT = "INCONSISTENT"  # clinical spec 1.15


class Status(StrEnum):
    """How far a result may be trusted.

    `determinate`: items are missing, yet the band cannot change.  `prorated`: a total estimated from
    enough answers.  `incomplete` and `invalid` have neither score nor band.
    """

    COMPLETE = "complete"
    PRORATED = "prorated"
    DETERMINATE = "determinate"
    INCOMPLETE = "incomplete"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Result:
    """A scored instrument; `extra` holds JSON values of one instrument only (objective_signs, icd10, possible)."""

    status: Status
    score: Score = None
    band: str | None = None
    flags: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_subscores(self) -> bool:
        """True when it has scores of its parts, all of them known."""
        scores = self.extra.get("subscores") or {}
        return bool(scores) and all(score is not None for score in scores.values())

    def as_json(self) -> dict[str, Any]:
        """The result as it is stored; scoring the same answers again gives an equal value."""
        return {
            "status": self.status.value,
            "score": self.score,
            "band": self.band,
            "flags": list(self.flags),
            "missing": list(self.missing),
            "errors": list(self.errors),
            "extra": dict(self.extra),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Result:
        """The result that `as_json` stored; KeyError or ValueError when `stored` is not one."""
        return cls(
            status=Status(stored["status"]),
            score=stored["score"],
            band=stored["band"],
            flags=tuple(stored["flags"]),
            missing=tuple(stored["missing"]),
            errors=tuple(stored["errors"]),
            extra=dict(stored["extra"]),
        )


def invalid(*errors: str, flags: Iterable[str] = ()) -> Result:
    """No score, because these answers cannot be right; red flags are not read from them, `flags` may say why."""
    return Result(Status.INVALID, flags=(INVALID_INPUT, *flags), errors=tuple(sorted(set(errors))))


def incomplete(missing: Iterable[str], flags: Iterable[str] = (), **extra: Any) -> Result:
    """No score yet; `flags` are the red flags that the answers so far already raise."""
    return Result(Status.INCOMPLETE, flags=(INCOMPLETE, *flags), missing=tuple(missing), extra=extra)
