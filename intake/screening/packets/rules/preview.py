"""A packet as staff and as the person will see it, before it is published.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

from intake.screening.packets.definition import Packet, PacketItem
from intake.screening.packets.rules.conditions import in_words
from recovery.clinical import instruments


@dataclass(frozen=True, slots=True)
class Line:
    """One instrument in the staff's task list."""

    title: str
    who: str
    when: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the person reads it; `spanish` is empty where it exists in English only."""

    english: str
    spanish: str
    when: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`staff`: (heading, lines) of the task list; `person`: every question they may come upon, in order."""

    staff: tuple[tuple[str, tuple[Line, ...]], ...]
    person: tuple[Question, ...]

    @property
    def has_conditional(self) -> bool:
        """Whether the person may be asked fewer."""
        return any(question.when for question in self.person)


def preview(packet: Packet) -> Preview:
    """What the two will see; an instrument that is not installed has no questions."""
    staff = tuple((group.heading, tuple(_line(item) for item in group.items)) for group in packet.groups)
    return Preview(staff, tuple(each for item in packet.items if item.self_report for each in _questions(item)))


def _line(item: PacketItem) -> Line:
    when = f"Asked only if {in_words(item.condition)}." if item.condition else ""
    return Line(item.title or "No instrument chosen", "The person" if item.self_report else "Staff", when, item.minutes)


def _questions(item: PacketItem) -> tuple[Question, ...]:
    if item.code not in instruments.INSTRUMENTS:
        return ()
    asked = [each for each in instruments.get(item.code).items if not each.stands_for]
    part = f"Only if {in_words(item.condition)}." if item.condition else ""
    return tuple(
        Question(each.text, each.text_es, "Only after some answers." if each.asked_when else part) for each in asked
    )
