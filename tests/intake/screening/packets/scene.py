"""Packets that several tests publish."""

from intake.screening import actions as screening
from intake.screening.packets import actions
from intake.screening.packets.codes import Kind
from intake.screening.packets.definition import Condition, Packet, PacketGroup, PacketItem
from tests.cast import NOW

MOOD = Packet(
    "Mood packet",
    (
        PacketGroup(
            "Mood",
            (
                PacketItem("PHQ2", "Mood, first look", minutes=1, self_report=True),
                PacketItem(
                    "PHQ9", "Mood (PHQ-9)", minutes=3, self_report=True,
                    condition=Condition("PHQ2", Kind.SCORE_AT_LEAST, score=3),
                ),
                PacketItem("COWS", "Withdrawal signs (COWS)", minutes=5),
            ),
        ),
    ),
    "Ánimo",
)  # fmt: skip


def publish(cast, packet=MOOD, *, code="", reason="A first version.", at=NOW):
    draft = actions.compose(code=code, by=cast.administrator, at=at)
    return actions.publish(draft=draft, packet=packet, reason=reason, by=cast.administrator, at=at)


def start_mood(cast):
    made = publish(cast)
    return screening.start_packet(episode=cast.episode, code=made.code, by=cast.intake, at=NOW)
