"""Flags and bands that demand action, as findings that say which.  Source: clinical spec 1.1 to 1.13, 2.16.

The two suicide rules of group EMERGENCY are worded here, in the lower room, so that the instrument and the
emergency rules say the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from recovery.clinical.instruments.flag_rules import ROWS
from recovery.clinical.instruments.result import Result
from recovery.core.findings import Finding, Rule, Severity

EMG_04 = Rule(
    "EMG-04",
    "EMERGENCY",
    Severity.HARD_STOP,
    "C-SSRS high",
    "Suicide risk is high. Stay with the person without a break, call the prescriber now, keep means out of reach, "
    "and call 988 or 911. Review methadone and take-home supply.",
    "C-SSRS screener, Columbia Lighthouse Project (clinical spec 1.11 and 2.16)",
    escalation="constant_observation_988_or_911",
)
EMG_08 = Rule(
    "EMG-08",
    "EMERGENCY",
    Severity.OVERRIDE,
    "C-SSRS moderate",
    "Suicide risk is moderate. A clinician sees the person the same day; make a safety plan and keep means out of "
    "reach. Review methadone and take-home supply.",
    "C-SSRS screener, Columbia Lighthouse Project (clinical spec 1.11 and 2.16)",
    escalation="clinician_same_day",
)


_SAME_DAY = dict.fromkeys((("SOWS", "severe"), ("AUDITC", "high_risk")), EMG_08.escalation)  # clinical spec 1.2 and 1.6
_BY_INSTRUMENT = {
    ("CSSRS", "SUICIDE_HIGH"): EMG_04,
    ("CSSRS", "SUICIDE_MODERATE"): EMG_08,
} | {
    (code, flag): Rule(
        f"{code}:{flag}", code, severity, condition, message, source, escalation=_SAME_DAY.get((code, flag), "")
    )
    for code, flag, severity, condition, message, source in (
        (
            "CSSRS",
            "RECENCY_UNKNOWN",
            Severity.ADVISORY,
            "item 6 yes, 6a unknown",
            "Ask when the suicidal act happened. Until you know, treat it as within the past 3 months.",
            "C-SSRS screener, Columbia Lighthouse Project (clinical spec 1.11)",
        ),
        (
            "CSSRS",
            "INCONSISTENT",
            Severity.ADVISORY,
            "a later answer contradicts 2 or 6",
            "Two answers contradict each other. Ask again in person; until then the safer band stands.",
            "C-SSRS screener, Columbia Lighthouse Project (clinical spec 1.11)",
        ),
        (
            "PHQ9",
            "SUICIDE_ITEM_POSITIVE",
            Severity.OVERRIDE,
            "item 9 is 1 or more, any total",
            "Thoughts of death or self-harm. Do the C-SSRS before the visit ends. If the person answered alone, show "
            "988 at once and page staff.",
            "PHQ-9, Kroenke and others 2001 (clinical spec 1.7)",
        ),
        (
            "PHQ9",
            "ITEM9_MISSING",
            Severity.OVERRIDE,
            "item 9 not answered",
            "The question about being better off dead was not answered. Ask it before the visit ends.",
            "PHQ-9, Kroenke and others 2001 (clinical spec 1.7)",
        ),
        (
            "PHQ9",
            "POSITIVE",
            Severity.ADVISORY,
            "total 10 or more",
            "Make a plan for depression. Withdrawal and early abstinence look alike: repeat in 2 to 4 weeks, and "
            "screen for bipolar disorder before an antidepressant.",
            "PHQ-9, Kroenke and others 2001 (clinical spec 1.7)",
        ),
        (
            "PHQ2",
            "DO_PHQ9",
            Severity.ADVISORY,
            "total 3 or more",
            "Ask the PHQ-9 now.",
            "PHQ-9, Kroenke and others 2001 (clinical spec 1.7)",
        ),
        (
            "COWS",
            "URGENT_WITHDRAWAL",
            Severity.OVERRIDE,
            "total 25 or more",
            "Urgent withdrawal. Bring the prescriber to the bedside, give fluids, consider a higher level of care, and "
            "read again in 2 hours.",
            "COWS, Wesson and Ling 2003 (clinical spec 1.1)",
        ),
        (
            "COWS",
            "HR_GT_120",
            Severity.ADVISORY,
            "resting heart rate over 120",
            "Resting heart rate is over 120. Take it again, look for other causes (alcohol or sedative withdrawal, "
            "stimulants, infection), and tell the prescriber.",
            "COWS, Wesson and Ling 2003 (clinical spec 1.1)",
        ),
        (
            "COWS",
            "GI_SEVERE",
            Severity.ADVISORY,
            "gi is 5",
            "Repeated vomiting or diarrhea. Check for dehydration now.",
            "COWS, Wesson and Ling 2003 (clinical spec 1.1)",
        ),
        (
            "CRAVING",
            "CRAVING_GE_7",
            Severity.ADVISORY,
            "rating 7 or more",
            "Strong craving. Call the same day, go through the coping plan, and review the dose: too low a dose is the "
            "first suspect on medication.",
            "project policy (clinical spec 1.13)",
        ),
        (
            "CRAVING",
            "CRAVING_RISE_GE_3",
            Severity.ADVISORY,
            "3 or more above the previous rating",
            "Craving has risen by 3 or more. Ask what changed.",
            "project policy (clinical spec 1.13)",
        ),
        *ROWS,
    )
}

RULES: tuple[Rule, ...] = tuple(rule for rule in _BY_INSTRUMENT.values() if rule.group != "EMERGENCY")


def findings(code: str, result: Result) -> list[Finding]:
    """What the flags and the band of a result ask for, the gravest first; `facts["flag"]` names which raised it."""
    raised = (*result.flags, result.band) if result.band else result.flags
    found = [rule.finding(facts={"instrument": code, "flag": flag}) for flag, rule in _fired(code, raised)]
    return sorted(found, key=lambda finding: -finding.severity.rank)


def _fired(code: str, raised: Iterable[str]) -> list[tuple[str, Rule]]:
    return [(flag, _BY_INSTRUMENT[code, flag]) for flag in raised if (code, flag) in _BY_INSTRUMENT]
