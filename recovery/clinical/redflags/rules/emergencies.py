"""The emergencies that cannot wait, worded once: the bedside rules judge them, and staff raise them by hand.

Source: clinical spec 2.16.
"""

from __future__ import annotations

from collections.abc import Mapping

from recovery.clinical.instruments.urgent import EMG_04, EMG_08
from recovery.clinical.redflags.rules.urgency import PREG_01
from recovery.core.findings import Finding, Rule, Severity

GROUP = "EMERGENCY"
SOURCE = "general clinical knowledge (clinical spec 2.16)"

EMG_01 = Rule(
    "EMG-01",
    GROUP,
    Severity.HARD_STOP,
    "unresponsive, fewer than 10 breaths a minute, or oxygen below 90 %",
    "Call 911 and give naloxone now. Support breathing, and stay.",
    SOURCE,
    escalation="911_and_naloxone",
)
EMG_02 = Rule(
    "EMG-02",
    GROUP,
    Severity.HARD_STOP,
    "seizure",
    "Call 911. Think of alcohol or benzodiazepine withdrawal.",
    SOURCE,
    escalation="911",
)
EMG_03 = Rule(
    "EMG-03",
    GROUP,
    Severity.HARD_STOP,
    "hallucinations or delirium",
    "Call 911. This is not a feature of uncomplicated opioid withdrawal.",
    SOURCE,
    escalation="911",
)
EMG_05 = Rule(
    "EMG-05",
    GROUP,
    Severity.HARD_STOP,
    "chest pain or syncope",
    "Call 911. On methadone, think of the heart's rhythm.",
    SOURCE,
    escalation="911",
)
EMG_06 = Rule(
    "EMG-06",
    GROUP,
    Severity.OVERRIDE,
    "COWS up 5 or more within 4 hours of buprenorphine",
    "Precipitated withdrawal. Call the on-call prescriber now: the most effective treatment remains additional "
    "buprenorphine.",
    f"{SOURCE}; ASAM 2023",
    escalation="on_call_prescriber_now",
)
EMG_07 = Rule(
    "EMG-07",
    GROUP,
    Severity.OVERRIDE,
    "persistent vomiting or cannot keep fluids",
    "Medical review the same day: risk of dehydration.",
    SOURCE,
    escalation="medical_review_same_day",
)
# The order decides the headline among equals; clinical spec 2.16, order of rows.
EMERGENCIES: tuple[Rule, ...] = (EMG_01, EMG_02, EMG_03, EMG_05, EMG_04, EMG_06, EMG_07, EMG_08)

# What staff may raise by hand, by rule id.
BY_HAND: Mapping[str, Rule] = {rule.id: rule for rule in (*EMERGENCIES, PREG_01)}

_CALL_911 = ("Call 911.", "Stay with the person until help is there.")
# What to do, in order, by escalation; the words are those of the rules and of clinical spec 1.11 and 2.16.
_STEPS: Mapping[str, tuple[str, ...]] = {
    "911_and_naloxone": ("Call 911.", "Give naloxone now.", "Support breathing, and stay."),
    "911": _CALL_911,
    "constant_observation_988_or_911": (
        "Stay with the person without a break.",
        "Call the prescriber now.",
        "Keep means of suicide out of reach.",
        "Call 988 together with the person; 911 if they are in danger this minute.",
        "Review methadone and take-home supply.",
    ),
    "on_call_prescriber_now": (
        "Call the prescriber on call now.",
        "The most effective treatment remains additional buprenorphine: have it ordered.",
        "Stay, and read COWS again as ordered.",
    ),
    "medical_review_same_day": (
        "Offer fluids by mouth.",
        "Have a nurse or prescriber see the person today: risk of dehydration.",
    ),
    "clinician_same_day": (
        "A clinician sees the person today, before they leave.",
        "Make a safety plan together, and give 988.",
        "Keep means of suicide out of reach.",
        "Review methadone and take-home supply.",
    ),
}
_OF_RULE: Mapping[str, tuple[str, ...]] = {
    "EMG-02": (*_CALL_911, "Think of alcohol or benzodiazepine withdrawal."),
    "EMG-03": (*_CALL_911, "This is not a feature of uncomplicated opioid withdrawal: say so when you call."),
    "EMG-05": (*_CALL_911, "On methadone, think of the heart’s rhythm."),
    "PHQ9:SUICIDE_ITEM_POSITIVE": (
        "Do not leave the person alone with it: ask about the answer now.",
        "Ask the C-SSRS before the visit ends.",
        "Give 988; call 911 if they are in danger this minute.",
    ),
    "PHQ9:ITEM9_MISSING": ("Ask the question about being better off dead before the visit ends.",),
    "COWS:URGENT_WITHDRAWAL": (
        "Bring the prescriber to the bedside.",
        "Give fluids.",
        "Consider a higher level of care.",
        "Read COWS again in 2 hours.",
    ),
    "SOWS:severe": (
        "See the person today: a visit, not a call alone.",
        "Read COWS before any first dose.",
        "Check for dehydration.",
    ),
    "AUDITC:high_risk": (
        "Ask when the last drink was, and about seizures and alcohol withdrawal.",
        "Have the prescriber see the person today, before opioid withdrawal is treated.",
        "Do the full alcohol assessment.",
    ),
    "SELF-01": (
        "Go to the person, or call them, now.",
        "Ask the C-SSRS yourself.",
        "Give 988; call 911 if they are in danger this minute.",
    ),
    "OVERDOSE-01": ("Ask the C-SSRS before the visit ends.", "Give a naloxone kit today."),
    "OVERDOSE-02": ("Ask the C-SSRS before the visit ends.", "Make a safety plan, and give 988."),
    "PREG-01": (
        "Call the prescriber now, to start buprenorphine or methadone.",
        "Tell obstetrics.",
        "Do not treat with withdrawal management alone.",
    ),
}
ABOUT_SUICIDE = (
    "EMG-04",
    "EMG-08",
    "PHQ9:SUICIDE_ITEM_POSITIVE",
    "PHQ9:ITEM9_MISSING",
    "SELF-01",
    "OVERDOSE-02",
)  # 988 stands beside these


def steps(*, rule_id: str, escalation: str, message: str) -> tuple[str, ...]:
    """What to do, in order; for a rule that is not known here, what it says itself."""
    return _OF_RULE.get(rule_id) or _STEPS.get(escalation) or (message,)


def by_hand(rule_id: str, words: str) -> Finding:
    """The finding of an emergency that somebody saw, with what they saw; KeyError for a rule not offered."""
    return BY_HAND[rule_id].finding(facts={"seen": words})
