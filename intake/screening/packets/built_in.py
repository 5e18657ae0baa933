"""The packets that come with the program.  Data only; every `migrate` adds the versions that are not there yet.

A version that was installed somewhere never changes here: a change is a new version, as it is for an administrator.
Source: clinical spec 1.0, column "Interval": what is asked at intake.
"""

from __future__ import annotations

from dataclasses import dataclass

from intake.screening.packets.codes import Kind
from intake.screening.packets.definition import Condition, Packet, PacketGroup, PacketItem

INTAKE = "OPIOID_INTAKE"  # what an intake cannot do without, so that treatment can begin the same day
FULL_INTAKE = "FULL_INTAKE"  # all that is asked at intake


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
_TAPS1 = PacketItem("TAPS1", "Tobacco, alcohol and drugs (TAPS-1)", minutes=1, self_report=True)
_TAPS2 = PacketItem(
    "TAPS2",
    "Each substance of the last 3 months (TAPS-2)",
    minutes=3,
    self_report=True,
    condition=Condition("TAPS1", Kind.BAND_IN, names=("positive",)),
)
_AUDIT_C = PacketItem("AUDITC", "Alcohol (AUDIT-C)", minutes=1, self_report=True)
_GAD7 = PacketItem("GAD7", "Worry (GAD-7)", minutes=2, self_report=True)
_PC_PTSD_5 = PacketItem("PCPTSD5", "Trauma (PC-PTSD-5)", minutes=1, self_report=True)
_MDQ = PacketItem("MDQ", "Bipolar screen, totals of the paper form (MDQ)", minutes=1)
_BAM = PacketItem("BAM", "The last 30 days (BAM)", minutes=5, self_report=True)
_SAFETY = PacketGroup("First, to be safe", (_C_SSRS, _COWS))

FIRST = BuiltIn(
    INTAKE,
    1,
    "The first version: what an opioid intake cannot do without.",
    Packet(
        "Intake packet", (_SAFETY, PacketGroup("Substance use and mood", (_DSM5_OUD, _PHQ9))), "Preguntas de ingreso"
    ),
)
SHORT = BuiltIn(
    INTAKE,
    2,
    "Craving is asked as well, and the name tells it from the full packet.",
    Packet(
        "Short intake packet",
        (_SAFETY, PacketGroup("Substance use", (_DSM5_OUD, _CRAVING)), PacketGroup("Mood", (_PHQ9,))),
        "Preguntas de ingreso",
    ),
)
FULL = BuiltIn(
    FULL_INTAKE,
    1,
    "All that clinical spec 1.0 asks at intake.",
    Packet(
        "Full intake packet",
        (
            _SAFETY,
            PacketGroup("Substance use", (_DSM5_OUD, _CRAVING, _TAPS1, _TAPS2, _AUDIT_C)),
            PacketGroup("Mood and mind", (_PHQ9, _GAD7, _PC_PTSD_5, _MDQ)),
            PacketGroup("How life goes", (_BAM,)),
        ),
        "Todas las preguntas de ingreso",
    ),
)
BUILT_IN = (FIRST, SHORT, FULL)
