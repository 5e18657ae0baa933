"""Which instruments a packet needs, given what is answered so far: plain values, no database."""

from dataclasses import dataclass

import pytest

from intake.screening.packets.codes import Kind
from intake.screening.packets.definition import Condition, Packet, PacketGroup, PacketItem
from intake.screening.packets.rules.conditions import SAFETY, course, holds, in_words
from intake.screening.packets.rules.prefill import prefill
from recovery.clinical.instruments.taps2 import asked_after


@dataclass
class Found:
    """An answered instrument, as far as a condition looks at it."""

    score: int | None = None
    band: str = ""
    flags: tuple = ()


PHQ2_FROM_3 = Condition("PHQ2", Kind.SCORE_AT_LEAST, score=3)
TAPS1_POSITIVE = Condition("TAPS1", Kind.FLAG_RAISED, names=("POS_ILLICIT", "POS_RX_MISUSE"))
MOOD = Packet(
    "Mood",
    (
        PacketGroup(
            "Mood",
            (
                PacketItem("PHQ2", "Mood, first look", minutes=1, self_report=True),
                PacketItem("PHQ9", "Mood (PHQ-9)", minutes=3, self_report=True, condition=PHQ2_FROM_3),
            ),
        ),
    ),
)


def needed(packet, results):
    return [item.code for item in course(packet, results).needed]


@pytest.mark.parametrize(("score", "asked"), [(2, False), (3, True), (6, True), (None, False)])
def test_a_phq2_of_three_asks_the_phq9(score, asked):
    assert holds(PHQ2_FROM_3, {"PHQ2": Found(score=score)}) is asked


def test_nothing_is_asked_by_what_is_not_answered():
    kinds = [Condition("PHQ2", kind, score=0, names=("x",)) for kind in Kind]
    assert [holds(each, {}) for each in kinds] == [False] * 4


def test_any_one_flag_is_enough():
    assert holds(TAPS1_POSITIVE, {"TAPS1": Found(flags=("POS_TOBACCO", "POS_RX_MISUSE"))})
    assert not holds(TAPS1_POSITIVE, {"TAPS1": Found(flags=("POS_TOBACCO",))})


def test_a_band_and_an_answer_ask():
    band = Condition("PHQ2", Kind.BAND_IN, names=("positive",))
    assert (holds(band, {"PHQ2": Found(band="positive")}), holds(band, {"PHQ2": Found(band="negative")})) == (
        True,
        False,
    )
    assert holds(Condition("PHQ2", Kind.ANSWERED), {"PHQ2": Found()})


def test_what_waits_says_what_for_and_what_appears_says_why():
    waiting = course(MOOD, {}).steps[1]
    assert (waiting.needed, waiting.why) == (False, "Asked only if the PHQ-2 score is 3 or more.")
    asked = course(MOOD, {"PHQ2": Found(score=4)}).steps[1]
    assert (asked.needed, asked.why) == (True, "Because the PHQ-2 score is 4 (3 or more).")


def test_a_corrected_answer_takes_the_need_away_and_keeps_the_step():
    after = course(MOOD, {"PHQ2": Found(score=1), "PHQ9": Found(score=12)})
    assert ([item.code for item in after.needed], after.codes) == (["PHQ2"], ("PHQ2", "PHQ9"))


@pytest.mark.parametrize(
    ("flag", "why"),
    [
        ("SUICIDE_ITEM_POSITIVE", "Because PHQ-9 item 9 was answered with thoughts of death."),
        ("ITEM9_MISSING", "Because PHQ-9 item 9 was declined."),
    ],
)
def test_item_nine_asks_the_c_ssrs_in_a_packet_that_does_not_list_it(flag, why):
    now = course(MOOD, {"PHQ2": Found(score=4), "PHQ9": Found(score=9, flags=(flag,))})
    assert (now.stages[0].heading, now.stages[0].steps[0].why) == (SAFETY, why)
    assert [item.code for item in now.needed] == ["CSSRS", "PHQ2", "PHQ9"]


def test_item_nine_asks_the_c_ssrs_whatever_condition_it_was_given():
    never = Condition("PHQ2", Kind.SCORE_AT_LEAST, score=6)
    packet = Packet("x", (PacketGroup("y", (*MOOD.items, PacketItem("CSSRS", "Risk", 3, condition=never))),))
    assert needed(packet, {"PHQ2": Found(score=0)}) == ["PHQ2"]
    results = {"PHQ2": Found(score=0), "PHQ9": Found(flags=("SUICIDE_ITEM_POSITIVE",))}
    assert "CSSRS" in needed(packet, results)


def test_the_added_c_ssrs_stays_in_sight_once_it_is_answered():
    calm = course(MOOD, {"PHQ9": Found(), "CSSRS": Found(band="none")})
    assert ("CSSRS" in calm.codes, [item.code for item in calm.needed]) == (True, ["PHQ2"])


def test_a_packet_is_the_same_after_json():
    packet = Packet(
        "A", (PacketGroup("B", (PacketItem("TAPS2", "C", 5, condition=TAPS1_POSITIVE),)), *MOOD.groups), "Á"
    )
    assert Packet.from_json(packet.as_json()) == packet


def test_a_condition_reads_as_a_sentence():
    assert in_words(Condition("PHQ2", Kind.BAND_IN, names=("positive",))) == "PHQ-2 is positive"
    assert in_words(Condition("CSSRS", Kind.ANSWERED)).endswith("is answered")


def test_taps2_begins_with_the_substances_of_taps1():
    told = {"tobacco": "never", "alcohol_binge": "weekly", "illicit": "monthly", "rx_misuse": None}
    assert set(asked_after(told)) == {"alcohol", "heroin", "cannabis", "stimulant"}
    assert prefill("TAPS2", {"TAPS1": told}) == {"asked": asked_after(told)}
    assert (prefill("TAPS2", {}), prefill("PHQ9", {"TAPS1": told})) == ({}, {})
