"""What a result changed since the one before it, in words.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

from intake.screening.models import InstrumentResponse
from intake.screening.progress import outcome
from recovery.core.times import local

WORSE, BETTER, SAME, OTHER = "worse", "better", "same", ""


@dataclass(frozen=True, slots=True)
class Change:
    """`direction`: worse, better or same; empty where the two cannot be compared by number."""

    direction: str
    words: str


def change(now: InstrumentResponse, before: InstrumentResponse | None) -> Change | None:
    """How `now` differs from the answer before it; None when there was none."""
    if before is None:
        return None
    when = f"{local(before.answered_at):%-d %b %Y}"
    if now.instrument_version != before.instrument_version:
        return Change(OTHER, f"Not compared with {when}: it was answered in another version.")
    if now.score is not None and before.score is not None:
        return _of_scores(now, before, when)
    parts = _of_parts(now, before)
    if parts:
        return Change(OTHER, f"{', '.join(parts)} since {when}")
    said = "Unchanged since" if now.band == before.band else f"Was {outcome(before)} on"
    return Change(SAME if now.band == before.band else OTHER, f"{said} {when}")


def _of_scores(now: InstrumentResponse, before: InstrumentResponse, when: str) -> Change:
    """By points; of every instrument with a score, more is worse."""
    by = (now.score or 0) - (before.score or 0)
    if not by:
        return Change(SAME, f"Unchanged since {when}")
    direction, verb = (WORSE, "Up") if by > 0 else (BETTER, "Down")
    return Change(direction, f"{verb} {abs(by)} from {before.score} on {when}")


def _of_parts(now: InstrumentResponse, before: InstrumentResponse) -> list[str]:
    """ "Use 3 to 1" for each subscale that both have."""
    after, first = (each.scored.extra.get("subscores") or {} for each in (now, before))
    return [
        f"{scale.title} {first[scale.code]} to {after[scale.code]}"
        for scale in now.definition.subscales
        if first.get(scale.code) is not None and after.get(scale.code) is not None
    ]
