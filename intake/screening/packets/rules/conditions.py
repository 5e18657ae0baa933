"""Which instruments of a packet are needed, given what is answered so far, and why.  Pure.

Nothing here forgets an answer: an instrument that is no longer needed keeps what was answered.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from intake.screening.packets.codes import Kind
from intake.screening.packets.definition import Condition, Packet, PacketItem
from recovery.clinical import instruments

SAFETY = "Added for safety"
# The C-SSRS must follow a positive or missing item 9 of the PHQ-9 before the visit ends.  Source: clinical spec 1.7.
# It holds whatever a packet lists; no administrator can compose it away.
ITEM_NINE: Mapping[str, str] = {
    "SUICIDE_ITEM_POSITIVE": "PHQ-9 item 9 was answered with thoughts of death",
    "ITEM9_MISSING": "PHQ-9 item 9 was declined",
}
C_SSRS = PacketItem("CSSRS", "Suicide risk screen (C-SSRS)", minutes=3)


class Answered(Protocol):
    """What a condition looks at of an answered instrument."""

    @property
    def score(self) -> int | None: ...
    @property
    def band(self) -> str: ...
    @property
    def flags(self) -> Sequence[str]: ...


Results = Mapping[str, Answered]  # by instrument code: what is answered


@dataclass(frozen=True, slots=True)
class Step:
    """One instrument of a packet as it stands now: `why` is the reason it is asked, or what it waits for."""

    item: PacketItem
    needed: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """The steps under one heading."""

    heading: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A packet as it stands for what is answered so far."""

    stages: tuple[Stage, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def needed(self) -> tuple[PacketItem, ...]:
        """What must be answered before the packet can end."""
        return tuple(step.item for step in self.steps if step.needed)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every instrument that may be answered in this packet, what is only asked on a condition too."""
        return tuple(step.item.code for step in self.steps)

    def item(self, code: str) -> PacketItem:
        """The item of that instrument; KeyError when the packet does not ask it."""
        for step in self.steps:
            if step.item.code == code:
                return step.item
        raise KeyError(code)


def course(packet: Packet, results: Results, offered: Container[str] = instruments.INSTRUMENTS) -> Course:
    """How the packet stands after `results`; what is not among the codes `offered` waits for nothing and holds nobody up."""
    because = must_ask(results)
    stages = tuple(
        Stage(group.heading, tuple(_step(item, results, because, offered) for item in group.items))
        for group in packet.groups
    )
    if (because or C_SSRS.code in results) and C_SSRS.code not in packet.codes:
        needed = bool(because)
        added = Step(C_SSRS, needed=needed, why=f"Because {because}." if needed else "")
        stages = (Stage(SAFETY, (added,)), *stages)
    return Course(stages)


def must_ask(results: Results) -> str:
    """Why the C-SSRS must be asked in this packet, or empty."""
    flags = results["PHQ9"].flags if "PHQ9" in results else ()
    return next((words for flag, words in ITEM_NINE.items() if flag in flags), "")


def holds(condition: Condition, results: Results) -> bool:
    """Whether the condition is met; never by an instrument that is not answered."""
    found = results.get(condition.code)
    if found is None:
        return False
    if condition.kind is Kind.SCORE_AT_LEAST:
        return found.score is not None and condition.score is not None and found.score >= condition.score
    if condition.kind is Kind.FLAG_RAISED:
        return any(name in found.flags for name in condition.names)
    if condition.kind is Kind.BAND_IN:
        return found.band in condition.names
    return True


def in_words(condition: Condition) -> str:
    """ "the PHQ-2 score is 3 or more", for "Asked only if …" and for the composer."""
    name = short_name(condition.code)
    if condition.kind is Kind.SCORE_AT_LEAST:
        return f"the {name} score is {condition.score} or more"
    if condition.kind is Kind.FLAG_RAISED:
        return f"{name}: " + " or ".join(_meaning(condition.code, each) for each in condition.names)
    if condition.kind is Kind.BAND_IN:
        return f"{name} is " + " or ".join(_band(condition.code, each) for each in condition.names)
    return f"{name} is answered"


def short_name(code: str) -> str:
    """ "PHQ-9" for "Patient Health Questionnaire (PHQ-9)", else the whole title; the code where none is installed."""
    if code not in instruments.INSTRUMENTS:
        return code
    title = instruments.get(code).title
    inner = title.rpartition("(")[2].rstrip(")") if title.endswith(")") else ""
    return inner or title


def _step(item: PacketItem, results: Results, because: str, offered: Container[str]) -> Step:
    if item.code not in offered:
        return Step(item, needed=False, why="Not offered at this center any more.")
    if item.code == C_SSRS.code and because:
        return Step(item, needed=True, why=f"Because {because}.")
    if item.condition is None:
        return Step(item, needed=True)
    if holds(item.condition, results):
        return Step(item, needed=True, why=f"Because {_found(item.condition, results)}.")
    return Step(item, needed=False, why=f"Asked only if {in_words(item.condition)}.")


def _found(condition: Condition, results: Results) -> str:
    """What was found that meets the condition: "the PHQ-2 score is 4 (3 or more)"."""
    found, name = results[condition.code], short_name(condition.code)
    if condition.kind is Kind.SCORE_AT_LEAST:
        return f"the {name} score is {found.score} ({condition.score} or more)"
    if condition.kind is Kind.BAND_IN:
        return f"{name} is {_band(condition.code, found.band)}"
    if condition.kind is Kind.FLAG_RAISED:
        return f"{name}: " + " and ".join(
            _meaning(condition.code, each) for each in condition.names if each in found.flags
        )
    return in_words(condition)


def _band(code: str, band: str) -> str:
    found = instruments.get(code).band(band) if code in instruments.INSTRUMENTS else None
    return found.label.lower() if found else band


def _meaning(code: str, flag: str) -> str:
    if code not in instruments.INSTRUMENTS:
        return flag
    words = instruments.get(code).meaning(flag).rstrip(".")
    return words[:1].lower() + words[1:]
