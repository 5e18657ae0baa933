"""What keeps a packet from being published, and what the composer's buttons do: plain values."""

from dataclasses import replace

import pytest

from intake.screening.packets.built_in import BUILT_IN
from intake.screening.packets.codes import Kind
from intake.screening.packets.definition import Condition, Packet, PacketGroup, PacketItem
from intake.screening.packets.rules.arranging import arranged
from intake.screening.packets.rules.checks import problems

PHQ2 = PacketItem("PHQ2", "First look", 1, self_report=True)
PHQ9 = PacketItem("PHQ9", "Mood", 3, condition=Condition("PHQ2", Kind.SCORE_AT_LEAST, score=3))
COWS = PacketItem("COWS", "Withdrawal", 5)


def packet(*groups):
    return Packet("Packet", tuple(PacketGroup(f"Group {n}", tuple(items)) for n, items in enumerate(groups)))


def found(made):
    return [(each.group, each.item, each.field, each.sentence) for each in problems(made)]


@pytest.mark.parametrize("built_in", BUILT_IN, ids=lambda each: f"{each.code}-{each.version}")
def test_what_comes_with_the_program_could_be_published(built_in):
    assert problems(built_in.packet) == ()


def test_a_sound_packet_has_no_problems():
    assert found(packet([PHQ2, PHQ9], [COWS])) == []


@pytest.mark.parametrize(
    ("rows", "place", "sentence"),
    [
        ([PHQ9, PHQ2], (0, 0), "PHQ-2 comes later in the packet. Move it up, or choose another condition."),
        ([COWS, PHQ9], (0, 1), "PHQ-2 is not in this packet. Add it before this one, or choose another condition."),
        ([COWS, COWS], (0, 1), "Clinical Opiate Withdrawal Scale is in the packet twice. Remove one of them."),
        (
            [COWS, PacketItem("XYZ", "?", 1)],
            (0, 1),
            "XYZ is not offered here. Choose another instrument, or remove the row.",
        ),
        (
            [replace(COWS, self_report=True)],
            (0, 0),
            "Clinical Opiate Withdrawal Scale is for staff alone: choose that staff ask or observe.",
        ),
        ([COWS, PacketItem("", "", 1)], (0, 1), "Choose an instrument, or remove the row."),
        ([replace(COWS, minutes=0)], (0, 0), "Say how long it takes: 1 to 60 minutes."),
        (
            [COWS, replace(PHQ2, condition=Condition("PHQ2", Kind.ANSWERED))],
            (0, 1),
            "PHQ-2 cannot wait for itself. Choose an instrument asked before it.",
        ),
        (
            [PHQ2, replace(PHQ9, condition=Condition("PHQ2", Kind.SCORE_AT_LEAST, score=7))],
            (0, 1),
            "Say from which score on: 1 to 6 for the PHQ-2.",
        ),
        (
            [PHQ2, replace(PHQ9, condition=Condition("PHQ2", Kind.FLAG_RAISED, names=("NOPE",)))],
            (0, 1),
            "PHQ-2 has no flag NOPE.",
        ),
    ],
)
def test_each_fault_is_named_beside_its_row(rows, place, sentence):
    assert [(group, item, said) for group, item, _, said in found(packet(rows))] == [(*place, sentence)]


def test_a_circle_of_conditions_is_named():
    first = replace(PHQ2, condition=Condition("PHQ9", Kind.ANSWERED))
    assert "PHQ-9 comes later in the packet. Move it up, or choose another condition." in {
        each.sentence for each in problems(packet([COWS, first, PHQ9]))
    }


def test_an_empty_packet_is_not_published():
    said = [each.sentence for each in problems(Packet("", ()))]
    assert said == ["Give the packet a title.", "Add an instrument: a packet without any asks nothing."]


def codes(made):
    return [[item.code for item in group.items] for group in made.groups]


@pytest.mark.parametrize(
    ("act", "after"),
    [
        ("up:0:1", [["PHQ9", "PHQ2"], ["COWS"]]),
        ("down:0:1", [["PHQ2"], ["PHQ9", "COWS"]]),
        ("up:1:0", [["PHQ2", "PHQ9", "COWS"], []]),
        ("up:0:0", [["PHQ2", "PHQ9"], ["COWS"]]),
        ("remove:0:0", [["PHQ9"], ["COWS"]]),
        ("add:1", [["PHQ2", "PHQ9"], ["COWS", ""]]),
        ("group-up:1", [["COWS"], ["PHQ2", "PHQ9"]]),
        ("group-down:0", [["COWS"], ["PHQ2", "PHQ9"]]),
        ("group-remove:0", [["COWS"]]),
        ("group-add", [["PHQ2", "PHQ9"], ["COWS"], [""]]),
        ("nonsense:9:9", [["PHQ2", "PHQ9"], ["COWS"]]),
        ("remove:0:7", [["PHQ2", "PHQ9"], ["COWS"]]),
    ],
)
def test_every_button_of_the_composer(act, after):
    assert codes(arranged(packet([PHQ2, PHQ9], [COWS]), act)) == after
