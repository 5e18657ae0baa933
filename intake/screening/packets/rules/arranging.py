"""Moving the parts of a packet being composed: each button of the composer is one of these.  Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from intake.screening.packets.definition import Packet, PacketGroup, PacketItem

T = TypeVar("T")
NEW_ITEM = PacketItem(code="", title="", minutes=3)


def arranged(packet: Packet, act: str) -> Packet:
    """The packet after `act`: "up:GROUP:ITEM", "down:…", "remove:…", "add:GROUP", or "group-up:GROUP" and its like.

    Places count from 0; an act that leads nowhere (the first one up) leaves the packet as it is.
    """
    verb, *places = act.split(":")
    numbers = [int(place) for place in places if place.isdigit()]
    if verb == "group-add":
        return replace(packet, groups=(*packet.groups, PacketGroup("", (NEW_ITEM,))))
    if not numbers or numbers[0] >= len(packet.groups):
        return packet
    if verb.startswith("group-"):
        return replace(packet, groups=_moved(packet.groups, verb.removeprefix("group-"), numbers[0]))
    return replace(packet, groups=_items_moved(packet.groups, verb, *numbers))


def _moved(groups: tuple[PacketGroup, ...], verb: str, place: int) -> tuple[PacketGroup, ...]:
    if verb == "remove":
        return groups[:place] + groups[place + 1 :]
    return _swapped(groups, place, place - 1 if verb == "up" else place + 1)


def _items_moved(groups: tuple[PacketGroup, ...], verb: str, place: int, number: int = -1) -> tuple[PacketGroup, ...]:
    items = groups[place].items
    if verb == "add":
        return _with(groups, place, (*items, NEW_ITEM))
    if not 0 <= number < len(items):
        return groups
    if verb == "remove":
        return _with(groups, place, items[:number] + items[number + 1 :])
    target = number - 1 if verb == "up" else number + 1
    if 0 <= target < len(items):
        return _with(groups, place, _swapped(items, number, target))
    return _across(groups, place, number, step=-1 if verb == "up" else 1)


def _across(groups: tuple[PacketGroup, ...], place: int, number: int, *, step: int) -> tuple[PacketGroup, ...]:
    """Past the edge of its group an item goes on into the next one."""
    other = place + step
    if not 0 <= other < len(groups):
        return groups
    items = groups[place].items
    neighbours = groups[other].items
    moved = (*neighbours, items[number]) if step < 0 else (items[number], *neighbours)
    return _with(_with(groups, place, items[:number] + items[number + 1 :]), other, moved)


def _with(groups: tuple[PacketGroup, ...], place: int, items: tuple[PacketItem, ...]) -> tuple[PacketGroup, ...]:
    return (*groups[:place], replace(groups[place], items=items), *groups[place + 1 :])


def _swapped(row: tuple[T, ...], here: int, there: int) -> tuple[T, ...]:
    if not 0 <= there < len(row):
        return row
    changed = list(row)
    changed[here], changed[there] = changed[there], changed[here]
    return tuple(changed)
