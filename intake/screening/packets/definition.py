"""What a packet is: which instruments are asked together, in what order, who answers each, and when.  Pure.

The same value stands in a published version, in a draft being composed, and in the packets that come with the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.screening.packets.codes import Kind


@dataclass(frozen=True, slots=True)
class Condition:
    """An instrument is asked only if this holds of `code`, an instrument asked earlier in the packet.

    `score` belongs to SCORE_AT_LEAST, `names` (flag or band codes, any one of which is enough) to the next two.
    """

    code: str
    kind: Kind
    score: int | None = None
    names: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "kind": str(self.kind), "score": self.score, "names": list(self.names)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Condition:
        """The reverse of `as_json`."""
        return cls(str(told["code"]), Kind(told["kind"]), told["score"], tuple(told["names"]))


@dataclass(frozen=True, slots=True)
class PacketItem:
    """One instrument in a packet; `self_report` when the person answers it, else staff ask or observe."""

    code: str
    title: str
    minutes: int
    self_report: bool = False
    condition: Condition | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.title,
            "minutes": self.minutes,
            "self_report": self.self_report,
            "condition": self.condition.as_json() if self.condition else None,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> PacketItem:
        """The reverse of `as_json`."""
        when = told["condition"]
        return cls(
            code=str(told["code"]),
            title=str(told["title"]),
            minutes=int(told["minutes"]),
            self_report=bool(told["self_report"]),
            condition=Condition.from_json(when) if when else None,
        )


@dataclass(frozen=True, slots=True)
class PacketGroup:
    """Instruments under one heading."""

    heading: str
    items: tuple[PacketItem, ...]

    def as_json(self) -> dict[str, Any]:
        return {"heading": self.heading, "items": [item.as_json() for item in self.items]}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> PacketGroup:
        """The reverse of `as_json`."""
        return cls(str(told["heading"]), tuple(PacketItem.from_json(each) for each in told["items"]))


@dataclass(frozen=True, slots=True)
class Packet:
    """A set of instruments; `title_es` is what a person who reads Spanish is shown."""

    title: str
    groups: tuple[PacketGroup, ...]
    title_es: str = ""

    @property
    def items(self) -> tuple[PacketItem, ...]:
        return tuple(item for group in self.groups for item in group.items)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items)

    @property
    def own_items(self) -> tuple[PacketItem, ...]:
        """What the person answers."""
        return tuple(item for item in self.items if item.self_report)

    @property
    def takes(self) -> str:
        """How long all of it takes: "about 19 minutes", "up to 22 minutes" where some is asked on a condition only."""
        return _takes(self.items)

    @property
    def own_takes(self) -> str:
        """How long the person's own part takes."""
        return _takes(self.own_items)

    @property
    def size(self) -> str:
        """How much is asked: "5 instruments", "up to 11 instruments"."""
        return f"{'up to ' if _is_conditional(self.items) else ''}{_count(len(self.items), 'instrument')}"

    def title_in(self, language: str) -> str:
        """The title for a person who reads `language`, an ISO code; English where there is no other."""
        return (language == "es" and self.title_es) or self.title

    def item(self, code: str) -> PacketItem:
        """The item of that instrument; KeyError when the packet does not list it."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "title_es": self.title_es,
            "groups": [group.as_json() for group in self.groups],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Packet:
        """The reverse of `as_json`."""
        groups = tuple(PacketGroup.from_json(each) for each in told["groups"])
        return cls(title=str(told["title"]), title_es=str(told["title_es"]), groups=groups)


def _takes(items: tuple[PacketItem, ...]) -> str:
    minutes = _count(sum(item.minutes for item in items), "minute")
    return f"{'up to' if _is_conditional(items) else 'about'} {minutes}"


def _is_conditional(items: tuple[PacketItem, ...]) -> bool:
    return any(item.condition for item in items)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
