"""Proposals for the risk of overdose and for aftercare.  Source: clinical spec 2.15, 5 and 6."""

from __future__ import annotations

from collections.abc import Mapping

from treatment.naloxone.codes import KitStatus
from treatment.plans.codes import InterventionKind, Part
from treatment.plans.rules.opioid import has_oud, has_withdrawal
from treatment.plans.rules.parts import DraftRule, Screening

OPIOIDS = ("DSM5_OUD", "COWS")
OUD = ("DSM5_OUD",)
KIT_DAYS = 7  # to a kit and a household that can use it; POL
BOOKED_DAYS = 30  # to follow-up visits being booked; POL
KIT_WORDS: Mapping[str, str] = {
    KitStatus.DISPENSED: "Kit given, household not yet taught",
    KitStatus.OFFERED_DECLINED: "Offered and declined",
    KitStatus.NONE: "No kit on record",
}
NALOXONE = "Rule NLX-01 (clinical spec 2.15)"


def _uses_opioids(screening: Screening) -> bool:
    return has_oud(screening) or has_withdrawal(screening)


RULES: tuple[DraftRule, ...] = (
    DraftRule(
        "DRAFT-OVD-01",
        Part.PROBLEM,
        OPIOIDS,
        "General clinical knowledge (clinical spec 2.15)",
        "opioid use disorder, or COWS 5 or more",
        {"title": "Risk of overdose"},
        when=_uses_opioids,
    ),
    DraftRule(
        "DRAFT-OVD-02",
        Part.GOAL,
        OPIOIDS,
        "General clinical knowledge (clinical spec 2.15)",
        "with DRAFT-OVD-01",
        {"statement": "Alive, with help at hand if there is an overdose"},
        "DRAFT-OVD-01",
    ),
    DraftRule(
        "DRAFT-OVD-03",
        Part.OBJECTIVE,
        OPIOIDS,
        NALOXONE,
        "with DRAFT-OVD-01",
        {
            "measure": "Naloxone kit at home, and a person there who can use it",
            "baseline": lambda s: KIT_WORDS.get(s.kit_status, KIT_WORDS[KitStatus.NONE]),
            "target_value": "Kit in hand, household taught",
            "target_date": lambda s: s.after(KIT_DAYS),
            "responsible": "Nurse",
        },
        "DRAFT-OVD-02",
    ),
    DraftRule(
        "DRAFT-OVD-04",
        Part.INTERVENTION,
        OPIOIDS,
        NALOXONE,
        "with DRAFT-OVD-01",
        {
            "kind": InterventionKind.SAFETY,
            "description": "Give naloxone and teach the person and the household; offer again at every visit if declined",
            "frequency": "Today, and when used or within 30 days of expiry",
            "provider": "Nurse",
        },
        "DRAFT-OVD-03",
    ),
    DraftRule(
        "DRAFT-OVD-05",
        Part.INTERVENTION,
        OPIOIDS,
        "Tolerance falls after days without opioids (clinical spec 2.15)",
        "with DRAFT-OVD-01",
        {
            "kind": InterventionKind.SAFETY,
            "description": "Overdose plan: tolerance drops after days without opioids; never use alone, start low, keep "
            "naloxone, restart medicine the same day",
            "frequency": "At intake, after withdrawal management and at discharge",
            "provider": "Counselor and nurse",
        },
        "DRAFT-OVD-03",
    ),
)


def _aftercare(rule_id: str, description: str, frequency: str, source: str) -> DraftRule:
    return DraftRule(
        rule_id,
        Part.INTERVENTION,
        OUD,
        source,
        "with DRAFT-AFT-01",
        {
            "kind": InterventionKind.AFTERCARE,
            "description": description,
            "frequency": frequency,
            "provider": "Counselor",
        },
        "DRAFT-AFT-03",
    )


AFTERCARE: tuple[DraftRule, ...] = (
    DraftRule(
        "DRAFT-AFT-01",
        Part.PROBLEM,
        OUD,
        "Follow-up within 7 and 30 days, as HEDIS measures it (clinical spec 5, 6)",
        "2 or more DSM-5 criteria",
        {"title": "Staying well after discharge"},
        when=has_oud,
    ),
    DraftRule(
        "DRAFT-AFT-02",
        Part.GOAL,
        OUD,
        "Joint Commission CTS.03.01.03 (clinical spec 6)",
        "with DRAFT-AFT-01",
        {"statement": "Care and medicine go on without a gap"},
        "DRAFT-AFT-01",
    ),
    DraftRule(
        "DRAFT-AFT-03",
        Part.OBJECTIVE,
        OUD,
        "Follow-up within 7 and 30 days, as HEDIS measures it; the date is a project default (clinical spec 5, 6)",
        "with DRAFT-AFT-01",
        {
            "measure": "Visits after discharge booked: one within 7 days, one within 30 days",
            "baseline": "None booked",
            "target_value": "Both booked",
            "target_date": lambda s: s.after(BOOKED_DAYS),
            "responsible": "Counselor",
        },
        "DRAFT-AFT-02",
    ),
    _aftercare(
        "DRAFT-AFT-04",
        "Follow-up visit within 7 days of discharge, with medicine supplied until then",
        "Once",
        "appointment within 7 days, bridge supply (clinical spec 6, Joint Commission CTS.03.01.03)",
    ),
    _aftercare(
        "DRAFT-AFT-05",
        "Follow-up visit within 30 days of discharge",
        "Once",
        "Visits by days 7, 14 and 30 (clinical spec 5)",
    ),
    _aftercare(
        "DRAFT-AFT-06",
        "Recovery check-ins by phone or link, answered by staff when something is wrong",
        "Daily to day 7, every other day to day 30, weekly to day 90, then less often",
        "Cadence of check-ins, project policy (clinical spec 5)",
    ),
)
