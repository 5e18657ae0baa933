"""Answers of two instruments that cannot both be right: named, kept and shown, never in the way of anything.

Every contradiction is data: between which instruments, what it says, and the test of their answers.  All are project
policy; the instruments themselves do not speak of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from recovery.clinical.instruments.cows import COWS
from recovery.clinical.instruments.definition import given
from recovery.clinical.instruments.sows import SOWS
from recovery.core.findings import Finding, Severity

Given = dict[str, Any]
POLICY = "project policy: two instruments disagree, ask again"
NEVER, NO, YES = "never", "no", "yes"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`holds` takes the answers of the first and of the second instrument, nulls left out."""

    id: str
    between: tuple[str, str]
    message: str
    holds: Callable[[Given, Given], bool]
    source: str = POLICY


def find(responses: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """The contradictions between these answers (instrument code to item id to value), as advisory findings.

    Give it what was answered together: a packet, or one day.  What is months apart may well differ.
    """
    held = {code: given(answers) for code, answers in responses.items()}
    return [
        Finding(
            rule_id=each.id,
            severity=Severity.ADVISORY,
            message=each.message,
            source=each.source,
            facts={"instruments": list(each.between)},
        )
        for each in CONTRADICTIONS
        if all(code in held for code in each.between) and each.holds(*(held[code] for code in each.between))
    ]


def _any_yes(answers: Given, *items: str) -> bool:
    return any(answers.get(item) in (YES, True) for item in items)


def _above_zero(answers: Given, *items: str) -> bool:
    return any(isinstance(answers.get(item), int) and answers[item] > 0 for item in items)


def _not_never(answers: Given, *items: str) -> bool:
    return any(answers.get(item, NEVER) != NEVER for item in items)


def _differ(left: Given, right: Given) -> bool:
    return any(item in left and item in right and left[item] != right[item] for item in ("1", "2"))


_CRITERIA = tuple(f"c{number}" for number in range(1, 12))
_SUICIDAL_NOW = ("1", "2", "3", "4", "5")  # C-SSRS items on the past month
_DAYS = ("BAM", "BAMIOP", "BAMR")
_USED_LATELY = ("heroin_q1", "rx_opioid_q1", "cannabis_q1", "stimulant_q1", "sedative_q1", "rx_stimulant_q1")

CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        "XI-01",
        ("PHQ9", "CSSRS"),
        "PHQ-9 item 9 says no thoughts of death, and the C-SSRS says yes to such thoughts. The C-SSRS stands; ask again.",
        lambda mood, risk: mood.get("9") == 0 and _any_yes(risk, *_SUICIDAL_NOW),
    ),
    Contradiction(
        "XI-02",
        ("PHQ9", "CSSRS"),
        "PHQ-9 item 9 says thoughts of death, and the C-SSRS says no to wish and thoughts. Ask again in person.",
        lambda mood, risk: mood.get("9", 0) >= 1 and risk.get("1") == NO and risk.get("2") == NO,
    ),
    Contradiction(
        "XI-03",
        ("PHQ2", "PHQ9"),
        "The first two questions on mood were answered differently in the PHQ-2 and the PHQ-9.",
        _differ,
    ),
    Contradiction(
        "XI-04",
        ("DAST10", "DSM5_OUD"),
        "DAST-10 says no drug use, and criteria of opioid use disorder are met.",
        lambda drugs, criteria: drugs.get("1") == NO and _any_yes(criteria, *_CRITERIA),
    ),
    Contradiction(
        "XI-05",
        ("DAST10", "TAPS1"),
        "DAST-10 says no drug use, and TAPS-1 says drugs or misused prescriptions in the past year.",
        lambda drugs, taps: drugs.get("1") == NO and _not_never(taps, "illicit", "rx_misuse"),
    ),
    Contradiction(
        "XI-06",
        ("TAPS1", "DSM5_OUD"),
        "TAPS-1 says no drugs in the past year, and criteria of opioid use disorder are met in that year.",
        lambda taps, criteria: (
            taps.get("illicit") == NEVER and taps.get("rx_misuse") == NEVER and _any_yes(criteria, *_CRITERIA[:9])
        ),
    ),
    Contradiction(
        "XI-07",
        ("TAPS1", "TAPS2"),
        "TAPS-1 says no tobacco in the past year, and TAPS-2 says smoking in the past 3 months.",
        lambda first, second: first.get("tobacco") == NEVER and _any_yes(second, "tobacco_q1"),
    ),
    Contradiction(
        "XI-08",
        ("TAPS1", "TAPS2"),
        "TAPS-1 says no drugs in the past year, and TAPS-2 says a drug in the past 3 months.",
        lambda first, second: (
            first.get("illicit") == NEVER and first.get("rx_misuse") == NEVER and _any_yes(second, *_USED_LATELY)
        ),
    ),
    Contradiction(
        "XI-09",
        ("AUDITC", "TAPS1"),
        "AUDIT-C says no alcohol in the past year, and TAPS-1 says days of heavy drinking.",
        lambda alcohol, taps: alcohol.get("1") == 0 and _not_never(taps, "alcohol_binge"),
    ),
    Contradiction(
        "XI-10",
        ("AUDITC", "TAPS2"),
        "AUDIT-C says no alcohol in the past year, and TAPS-2 says alcohol in the past 3 months.",
        lambda alcohol, taps: alcohol.get("1") == 0 and _any_yes(taps, "alcohol_q1"),
    ),
    *(
        Contradiction(
            f"XI-{number}",
            ("AUDITC", code),
            "AUDIT-C says no alcohol in the past year, and the BAM says days with alcohol.",
            lambda alcohol, bam: alcohol.get("1") == 0 and _above_zero(bam, "4", "5"),
        )
        for number, code in zip((11, 12, 13), _DAYS, strict=True)
    ),
    *(
        Contradiction(
            f"XI-{number}",
            ("DAST10", code),
            "DAST-10 says no drug use in the past year, and the BAM says days with drugs.",
            lambda drugs, bam: drugs.get("1") == NO and _above_zero(bam, "6", "7e"),
        )
        for number, code in zip((14, 15, 16), _DAYS, strict=True)
    ),
    *(
        Contradiction(
            f"XI-{number}",
            ("TAPS1", code),
            "TAPS-1 says no drugs in the past year, and the BAM says days with drugs.",
            lambda taps, bam: (
                taps.get("illicit") == NEVER and taps.get("rx_misuse") == NEVER and _above_zero(bam, "6", "7e")
            ),
        )
        for number, code in zip((17, 18, 19), _DAYS, strict=True)
    ),
    Contradiction(
        "XI-20",
        ("COWS", "SOWS"),
        "No withdrawal is seen (COWS 0), and it is felt as severe (SOWS 21 or more). Look again, and ask what else it "
        "could be.",
        lambda seen, felt: COWS.score(seen).score == 0 and SOWS.score(felt).band == "severe",
    ),
    Contradiction(
        "XI-21",
        ("SOWS", "CRAVING"),
        "SOWS says not at all like using now, and craving is rated 7 or more.",
        lambda felt, craving: felt.get("16") == 0 and craving.get("nrs", 0) >= 7,
    ),
    *(
        Contradiction(
            f"XI-{number}",
            (code, "CRAVING"),
            "The BAM says not bothered by craving at all, and craving is rated 7 or more.",
            lambda bam, craving: bam.get("8") == 0 and craving.get("nrs", 0) >= 7,
        )
        for number, code in zip((23, 24, 25), _DAYS, strict=True)
    ),
    Contradiction(
        "XI-22",
        ("DSM5_OUD", "OUD_REMISSION"),
        "Criteria other than craving are met now, and remission is recorded with none of them met.",
        lambda criteria, remission: (
            remission.get("criteria_met_excluding_craving") == 0
            and remission.get("months_without_criteria", 0) >= 12
            and _any_yes(criteria, *(each for each in _CRITERIA[:9] if each != "c4"))
        ),
    ),
)
