"""What keeps a packet from being published, each a sentence beside the row it is about.  Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from intake.screening.packets.codes import Kind
from intake.screening.packets.definition import Condition, Packet, PacketItem
from intake.screening.packets.rules.conditions import short_name
from recovery.clinical import instruments
from recovery.clinical.instruments import Instrument

LONGEST = 60  # minutes one instrument may be said to take
MOST = 30  # instruments of a packet: more than that nobody answers in one visit


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `group` and `item` are places counted from 0, None where it is about the whole."""

    sentence: str
    group: int | None = None
    item: int | None = None
    field: str = "code"


def problems(packet: Packet, offered: Container[str] = instruments.INSTRUMENTS) -> tuple[Problem, ...]:
    """All that stands in the way of publishing, in the order of the page; empty when nothing does.

    `offered`: the codes of the instruments that this center may ask.
    """
    return tuple(_whole(packet)) + tuple(_rows(packet, offered))


def _whole(packet: Packet) -> Iterator[Problem]:
    if not packet.title.strip():
        yield Problem("Give the packet a title.", field="title")
    if not packet.items:
        yield Problem("Add an instrument: a packet without any asks nothing.", field="")
    if len(packet.items) > MOST:
        yield Problem(f"Take some out: a packet has at most {MOST} instruments.", field="")
    if packet.items and all(item.condition for item in packet.items):
        yield Problem("Ask at least one instrument always, or nothing is ever asked.", field="")


def _rows(packet: Packet, offered: Container[str]) -> Iterator[Problem]:
    earlier: list[str] = []
    for place, group in enumerate(packet.groups):
        if not group.heading.strip():
            yield Problem("Give the group a heading.", place, field="heading")
        if not group.items:
            yield Problem("Add an instrument to this group, or remove it.", place, field="heading")
        for number, item in enumerate(group.items):
            for field, sentence in _of_item(item, earlier, packet.codes, offered):
                yield Problem(sentence, place, number, field)
            earlier.append(item.code)


def _of_item(
    item: PacketItem, earlier: Sequence[str], all_codes: Sequence[str], offered: Container[str]
) -> Iterator[tuple[str, str]]:
    if not item.code:
        yield "code", "Choose an instrument, or remove the row."
        return
    if item.code not in instruments.INSTRUMENTS or item.code not in offered:
        yield "code", f"{item.code} is not offered here. Choose another instrument, or remove the row."
        return
    if item.code in earlier:
        yield "code", f"{short_name(item.code)} is in the packet twice. Remove one of them."
    if item.self_report and not _is_for_the_person(instruments.get(item.code)):
        yield "who", f"{short_name(item.code)} is for staff alone: choose that staff ask or observe."
    if not 1 <= item.minutes <= LONGEST:
        yield "minutes", f"Say how long it takes: 1 to {LONGEST} minutes."
    if item.condition:
        yield from (("when", sentence) for sentence in _of_condition(item, item.condition, earlier, all_codes))


def _is_for_the_person(instrument: Instrument) -> bool:
    """Whether patients may answer it: those instruments have every question in English and Spanish."""
    return all(item.text_es for item in instrument.items)


def _of_condition(
    item: PacketItem, condition: Condition, earlier: Sequence[str], all_codes: Sequence[str]
) -> Iterator[str]:
    name = short_name(condition.code)
    if condition.code == item.code:
        yield f"{name} cannot wait for itself. Choose an instrument asked before it."
    elif condition.code not in all_codes:
        yield f"{name} is not in this packet. Add it before this one, or choose another condition."
    elif condition.code not in earlier:
        yield f"{name} comes later in the packet. Move it up, or choose another condition."
    elif condition.code in instruments.INSTRUMENTS:
        yield from _of_kind(condition, instruments.get(condition.code))


def _of_kind(condition: Condition, instrument: Instrument) -> Iterator[str]:
    name = short_name(instrument.code)
    if condition.kind is Kind.SCORE_AT_LEAST:
        top = max((band.high or 0 for band in instrument.bands), default=0)
        if not top:
            yield f"{name} has no score. Choose one of its results instead."
        elif condition.score is None or not 1 <= condition.score <= top:
            yield f"Say from which score on: 1 to {top} for the {name}."
    elif condition.kind is Kind.FLAG_RAISED:
        yield from (f"{name} has no flag {flag}." for flag in condition.names if flag not in instrument.flags)
    elif condition.kind is Kind.BAND_IN:
        yield from (f"{name} has no result {band}." for band in condition.names if instrument.band(band) is None)
