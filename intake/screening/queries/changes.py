"""What a result changed since the one before it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from intake.screening.models import InstrumentResponse
from intake.screening.queries.progress import outcome
from recovery.clinical.instruments import Status, Subscale
from recovery.core.times import local

WORSE, BETTER, SAME, OTHER = "worse", "better", "same", ""


@dataclass(frozen=True, slots=True)
class Change:
    """`direction`: worse, better or same; empty where the two cannot be compared, or parts went both ways."""

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
    if step := _step(now, before):
        return Change(WORSE if step > 0 else BETTER, f"Was {outcome(before)} on {when}")
    return _of_parts(now, before, when) or Change(SAME, f"Unchanged since {when}")


def _of_scores(now: InstrumentResponse, before: InstrumentResponse, when: str) -> Change:
    """By points, more is worse; only in words where the bands went the other way (MDQ, or a sex recorded since)."""
    by, band = (now.score or 0) - (before.score or 0), _step(now, before)
    if by * band < 0 or (band and not by):
        return Change(OTHER, f"Was {outcome(before)} on {when}")
    if not by:
        return Change(SAME, f"Unchanged since {when}")
    direction, verb = (WORSE, "Up") if by > 0 else (BETTER, "Down")
    estimated = " (estimated)" if before.status == Status.PRORATED else ""
    return Change(direction, f"{verb} {abs(by)} from {before.score}{estimated} on {when}")


def _of_parts(now: InstrumentResponse, before: InstrumentResponse, when: str) -> Change | None:
    """By the subscales that both have and that moved, told apart where some are better and some worse."""
    after, first = (each.scored.extra.get("subscores") or {} for each in (now, before))
    moved: dict[str, list[str]] = {}
    for scale in now.definition.subscales:
        old, new = first.get(scale.code), after.get(scale.code)
        if old is not None and new is not None and old != new:
            moved.setdefault(_went(scale, old, new), []).append(f"{scale.title} {old} to {new}")
    if len(moved) == 1:
        ((direction, said),) = moved.items()
        return Change(direction, f"{', '.join(said)} since {when}")
    if moved:
        return Change(OTHER, f"Worse: {', '.join(moved[WORSE])}. Better: {', '.join(moved[BETTER])}. Since {when}")
    return None


def _step(now: InstrumentResponse, before: InstrumentResponse) -> int:
    """How many bands graver; 0 where either has none."""
    gravity = now.definition.gravity
    after, first = gravity(now.band), gravity(before.band)
    return 0 if after is None or first is None else after - first


def _went(scale: Subscale, first: int, after: int) -> str:
    return WORSE if (after > first) == (scale.worse_when == "higher") else BETTER
