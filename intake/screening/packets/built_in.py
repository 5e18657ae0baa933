"""The packets that come with the program.  Data only; every `migrate` adds the versions that are not there yet.

A version that was installed somewhere never changes here: a change is a new version, as it is for an administrator.
Source: clinical spec 1.0, column "Interval": what is asked at intake.
"""

from __future__ import annotations

from dataclasses import dataclass

from intake.screening.packets.definition import Packet, PacketGroup, PacketItem

INTAKE = "OPIOID_INTAKE"  # the code of the packet that comes with the program


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """One version of a packet, and what changed in it."""

    code: str
    version: int
    reason: str
    packet: Packet


_C_SSRS = PacketItem("CSSRS", "Suicide risk screen (C-SSRS)", minutes=3)
_COWS = PacketItem("COWS", "Withdrawal signs (COWS)", minutes=5)
_DSM5_OUD = PacketItem("DSM5_OUD", "Opioid use disorder criteria", minutes=10)
_CRAVING = PacketItem("CRAVING", "Craving", minutes=1, self_report=True)
_PHQ9 = PacketItem("PHQ9", "Mood (PHQ-9)", minutes=3, self_report=True)
_SAFETY = PacketGroup("First, to be safe", (_C_SSRS, _COWS))

FIRST = BuiltIn(
    INTAKE,
    1,
    "The first version: what an opioid intake cannot do without.",
    Packet(
        "Intake packet", (_SAFETY, PacketGroup("Substance use and mood", (_DSM5_OUD, _PHQ9))), "Preguntas de ingreso"
    ),
)
FULL = BuiltIn(
    INTAKE,
    2,
    "All that clinical spec 1.0 asks at intake.",
    Packet(
        "Intake packet",
        (_SAFETY, PacketGroup("Substance use", (_DSM5_OUD, _CRAVING)), PacketGroup("Mood", (_PHQ9,))),
        "Preguntas de ingreso",
    ),
)
BUILT_IN = (FIRST, FULL)
