"""Packets: which instruments are asked together, in what order, and who answers them.  Data only.

Source: clinical spec 1.0, column "Interval": what is asked at intake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PacketItem:
    """One instrument in a packet; `self_report` when the person answers it, else staff ask or observe."""

    code: str
    title: str
    detail: str
    self_report: bool = False


@dataclass(frozen=True, slots=True)
class PacketGroup:
    heading: str
    items: tuple[PacketItem, ...]


@dataclass(frozen=True, slots=True)
class Packet:
    """A versioned set of instruments; all of them are needed before it can be submitted."""

    code: str
    version: int
    title: str
    groups: tuple[PacketGroup, ...]

    @property
    def items(self) -> tuple[PacketItem, ...]:
        return tuple(item for group in self.groups for item in group.items)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items)

    def item(self, code: str) -> PacketItem:
        """The item of that instrument; KeyError when the packet does not ask it."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)


OPIOID_INTAKE = Packet(
    code="OPIOID_INTAKE",
    version=1,
    title="Intake packet",
    groups=(
        PacketGroup(
            "First, to be safe",
            (
                PacketItem("CSSRS", "Suicide risk screen (C-SSRS)", "Up to 7 questions, about 3 minutes"),
                PacketItem("COWS", "Withdrawal signs (COWS)", "11 signs, about 5 minutes, by observing"),
            ),
        ),
        PacketGroup(
            "Substance use and mood",
            (
                PacketItem("DSM5_OUD", "Opioid use disorder criteria", "11 criteria, about 10 minutes"),
                PacketItem("PHQ9", "Mood (PHQ-9)", "9 questions, about 3 minutes", self_report=True),
            ),
        ),
    ),
)

PACKETS: Mapping[tuple[str, int], Packet] = {(packet.code, packet.version): packet for packet in (OPIOID_INTAKE,)}


def get(code: str, version: int) -> Packet:
    """The packet of that code and version; KeyError when it is not installed."""
    return PACKETS[code, version]
