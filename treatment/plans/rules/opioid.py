"""Proposals for opioid use disorder and withdrawal.

Medication is offered at every level of care and never made to wait for another treatment to fail (clinical spec
1.14); which of the three, the person and the prescriber decide.  Source: clinical spec 1.1, 1.3, 1.13, 1.14, 2.15, 6.
"""

from __future__ import annotations

from collections.abc import Mapping

from treatment.plans.codes import InterventionKind, Part
from treatment.plans.rules.parts import DraftRule, Screening, Text, always

OUD = ("DSM5_OUD",)
COWS = ("COWS",)
OFFER_DAYS = 7  # to a recorded decision on medication; POL
SETTLED_DAYS = 7  # to a COWS of 4 or less; POL
TESTS_DAYS = 56  # 8 weekly tests; golden case CAREPLAN-01 and POL
MENU = "Therapies menu, never a condition for medication (clinical spec 6, Joint Commission CTS.03.01.03)"
OFFER = "Offered at every level of care, never fail first (clinical spec 1.14)"
NOT_ALONE = "Withdrawal management alone is not treatment of opioid use disorder (clinical spec 2.15)"


def has_oud(screening: Screening) -> bool:
    """At least a mild opioid use disorder by DSM-5."""
    return screening.reached("DSM5_OUD", "mild")


def has_withdrawal(screening: Screening) -> bool:
    """At least mild withdrawal by COWS."""
    return screening.reached("COWS", "mild")


def _offer_by(screening: Screening) -> object:
    """In moderate withdrawal the offer is made now."""
    return screening.after(0 if screening.reached("COWS", "moderate") else OFFER_DAYS)


def _therapy(rule_id: str, description: str, frequency: str = "", duration: str = "") -> DraftRule:
    with_others = any(word in description.lower() for word in ("peer", "family"))
    fields: Mapping[str, Text] = {
        "kind": InterventionKind.FAMILY if with_others else InterventionKind.THERAPY,
        "description": description, "frequency": frequency, "duration": duration, "provider": "Counselor",
    }  # fmt: skip
    return DraftRule(
        rule_id, Part.INTERVENTION, OUD, MENU, "opioid use disorder, mild or more", fields, "DRAFT-OUD-06", always
    )


_OUD = (
    DraftRule(
        "DRAFT-OUD-01",
        Part.PROBLEM,
        OUD,
        "DSM-5-TR criteria, own wording (clinical spec 1.3)",
        "2 or more DSM-5 criteria: mild, moderate or severe",
        {"title": lambda s: f"Opioid use disorder, {s.words('DSM5_OUD')}"},
        when=has_oud,
    ),
    DraftRule(
        "DRAFT-OUD-02",
        Part.GOAL,
        OUD,
        "Joint Commission CTS.03.01.03 (clinical spec 6)",
        "with DRAFT-OUD-01",
        {"statement": "Stable on the treatment the person chooses, without heroin or other non-prescribed opioids"},
        "DRAFT-OUD-01",
    ),
    DraftRule(
        "DRAFT-OUD-03",
        Part.OBJECTIVE,
        OUD,
        OFFER,
        "with DRAFT-OUD-01",
        {
            "measure": "Medication for opioid use disorder offered, and the person’s decision recorded",
            "baseline": "Not recorded",
            "target_value": "Offered and decided",
            "target_date": _offer_by,
            "responsible": "Prescriber",
        },
        "DRAFT-OUD-02",
    ),
    DraftRule(
        "DRAFT-OUD-04",
        Part.INTERVENTION,
        OUD,
        OFFER,
        "with DRAFT-OUD-01",
        {
            "kind": InterventionKind.MEDICATION,
            "description": "Offer buprenorphine, methadone or naltrexone; the person and the prescriber choose. "
            "No other treatment has to be tried first. Naltrexone only once opioid-free",
            "frequency": "At every visit until decided",
            "provider": "Prescriber",
        },
        "DRAFT-OUD-03",
    ),
    DraftRule(
        "DRAFT-OUD-06",
        Part.OBJECTIVE,
        OUD,
        "Joint Commission CTS.03.01.03; the target is a project default (clinical spec 6)",
        "with DRAFT-OUD-01",
        {
            "measure": "Weekly drug tests negative for non-prescribed opioids",
            "baseline": "Not yet tested",
            "target_value": "8 of 8 tests",
            "target_date": lambda s: s.after(TESTS_DAYS),
            "responsible": "Counselor",
        },
        "DRAFT-OUD-02",
    ),
    _therapy("DRAFT-OUD-07", "Cognitive behavioral therapy: triggers, cravings and coping", "Weekly", "12 weeks"),
    _therapy("DRAFT-OUD-08", "Motivational interviewing", "In the first sessions and when ambivalent"),
    _therapy("DRAFT-OUD-09", "Contingency management: incentives for opioid-negative tests", "Weekly", "12 weeks"),
    _therapy("DRAFT-OUD-10", "Peer support, and a meeting of the person’s choice", "Weekly"),
    DraftRule(
        "DRAFT-OUD-11",
        Part.INTERVENTION,
        ("CRAVING",),
        "Under-dosing is the first suspect on medication (clinical spec 1.13)",
        "craving 7 or more, with DRAFT-OUD-01",
        {
            "kind": InterventionKind.THERAPY,
            "description": "Go through the coping plan for cravings and review the dose of medication",
            "frequency": "The same day",
            "provider": "Counselor and prescriber",
        },
        "DRAFT-OUD-06",
        lambda s: s.flagged("CRAVING", "CRAVING_GE_7"),
    ),
)

_WITHDRAWAL = (
    DraftRule(
        "DRAFT-WD-01",
        Part.PROBLEM,
        COWS,
        "COWS, Wesson and Ling 2003 (clinical spec 1.1)",
        "COWS 5 or more",
        {"title": lambda s: f"Opioid withdrawal, {s.words('COWS')}"},
        when=has_withdrawal,
    ),
    DraftRule(
        "DRAFT-WD-02",
        Part.GOAL,
        COWS,
        NOT_ALONE,
        "with DRAFT-WD-01",
        {"statement": "Withdrawal is safe and bearable, and leads into treatment"},
        "DRAFT-WD-01",
    ),
    DraftRule(
        "DRAFT-WD-03",
        Part.OBJECTIVE,
        COWS,
        "COWS, Wesson and Ling 2003; the target date is a project default (clinical spec 1.1)",
        "with DRAFT-WD-01",
        {
            "measure": "COWS total",
            "baseline": lambda s: s.value("COWS"),
            "target_value": "4 or less",
            "target_date": lambda s: s.after(SETTLED_DAYS),
            "responsible": "Nurse",
        },
        "DRAFT-WD-02",
    ),
    DraftRule(
        "DRAFT-WD-04",
        Part.INTERVENTION,
        COWS,
        "COWS, Wesson and Ling 2003; intervals are project policy (clinical spec 1.0, 1.1)",
        "with DRAFT-WD-01",
        {
            "kind": InterventionKind.WITHDRAWAL_MANAGEMENT,
            "description": "Withdrawal management: COWS and vital signs, fluids, comfort medicines as ordered",
            "frequency": lambda s: "Every 2 hours" if s.flagged("COWS", "URGENT_WITHDRAWAL") else "Every 4 hours",
            "provider": "Nurse",
        },
        "DRAFT-WD-03",
    ),
    DraftRule(
        "DRAFT-WD-05",
        Part.INTERVENTION,
        COWS,
        "COWS, Wesson and Ling 2003: moderate withdrawal, offer medication now (clinical spec 1.1)",
        "COWS 13 or more",
        {
            "kind": InterventionKind.MEDICATION,
            "description": "Offer buprenorphine or methadone now; do not wait for withdrawal to end. "
            "The prescriber times the first dose",
            "frequency": "Now",
            "provider": "Prescriber",
        },
        "DRAFT-WD-03",
        lambda s: s.reached("COWS", "moderate"),
    ),
    DraftRule(
        "DRAFT-WD-06",
        Part.INTERVENTION,
        COWS,
        "COWS, Wesson and Ling 2003 (clinical spec 1.1)",
        "COWS 25 or more",
        {
            "kind": InterventionKind.SAFETY,
            "description": "Prescriber at the bedside, fluids, and a decision on a higher level of care",
            "frequency": "Now",
            "provider": "Prescriber",
        },
        "DRAFT-WD-03",
        lambda s: s.reached("COWS", "moderately_severe"),
    ),
    DraftRule(
        "DRAFT-WD-07",
        Part.INTERVENTION,
        COWS,
        NOT_ALONE,
        "with DRAFT-WD-01",
        {
            "kind": InterventionKind.AFTERCARE,
            "description": "Withdrawal management alone is not treatment of opioid use disorder: arrange ongoing "
            "medication and therapy before it ends, with no gap",
            "frequency": "Before withdrawal management ends",
            "provider": "Counselor and prescriber",
        },
        "DRAFT-WD-03",
    ),
    DraftRule(
        "DRAFT-WD-08",
        Part.INTERVENTION,
        COWS,
        "DSM-5-TR criteria, own wording (clinical spec 1.3)",
        "COWS 5 or more, DSM-5 criteria not asked or not complete",
        {
            "kind": InterventionKind.OTHER,
            "description": "Ask the DSM-5 criteria of opioid use disorder; medication may be offered before",
            "frequency": "Once",
            "provider": "Prescriber or licensed clinician",
        },
        "DRAFT-WD-03",
        lambda s: not s.reached("DSM5_OUD", "none"),
    ),
)

RULES: tuple[DraftRule, ...] = (*_WITHDRAWAL, *_OUD)
