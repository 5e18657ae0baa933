"""What the flags and bands of the questionnaires ask for, beyond suicide and withdrawal seen at the bedside.

Each row: instrument, flag or band, severity, when it fires, what to do, source.  Bands are named as they are in the
instrument ("high_risk").  Source: clinical spec 1.2 to 1.12.
"""

from __future__ import annotations

from recovery.core.findings import Severity

_SOWS = "SOWS, Handelsman and others 1987 (clinical spec 1.2)"
_DAST = "DAST-10, Skinner 1982 (clinical spec 1.4)"
_TAPS = "TAPS, McNeely and others 2016, NIDA (clinical spec 1.5)"
_AUDIT = "AUDIT-C, Bush and others 1998 (clinical spec 1.6)"
_GAD = "GAD-7, Spitzer and others 2006 (clinical spec 1.8)"
_PTSD = "PC-PTSD-5, Prins and others 2015 (clinical spec 1.9)"
_BIPOLAR = "MDQ and RMS (clinical spec 1.10)"
_BAM = "BAM, Cacciola and others 2013, VA (clinical spec 1.12)"

Row = tuple[str, str, Severity, str, str, str]

WITHDRAWAL: tuple[Row, ...] = (
    (
        "SOWS",
        "SOWS_GE_17",
        Severity.ADVISORY,
        "total 17 or more",
        "Ready for a start at home if the plan says so. A nurse calls. On site, do a COWS before the first dose.",
        _SOWS,
    ),
    ("SOWS", "severe", Severity.OVERRIDE, "total 21 or more", "Severe withdrawal. A visit the same day.", _SOWS),
    (
        "SOWS",
        "VOMITING_HIGH",
        Severity.ADVISORY,
        "item 13 is 3 or 4",
        "Close to vomiting. Ask what stays down, and check for dehydration.",
        _SOWS,
    ),
    (
        "SOWS",
        "CRAVING_HIGH",
        Severity.ADVISORY,
        "item 16 is 3 or 4",
        "Feels like using now. Go through the coping plan today and make sure that naloxone is at hand.",
        _SOWS,
    ),
)

SUBSTANCES: tuple[Row, ...] = (
    (
        "DAST10",
        "POSITIVE",
        Severity.ADVISORY,
        "total 3 or more",
        "Full assessment: ask the criteria of the disorder.",
        _DAST,
    ),
    *(
        (
            "DAST10",
            band,
            Severity.ADVISORY,
            "total 6 or more",
            "Intensive assessment, with a level of care to suggest.",
            _DAST,
        )
        for band in ("substantial", "severe")
    ),
    (
        "DAST10",
        "WITHDRAWAL_HISTORY",
        Severity.ADVISORY,
        "item 9 yes",
        "Has had withdrawal after stopping. Plan for withdrawal before use stops.",
        _DAST,
    ),
    (
        "DAST10",
        "MEDICAL_CONSEQUENCES",
        Severity.ADVISORY,
        "item 10 yes",
        "Medical problems from drugs. Take a medical history today.",
        _DAST,
    ),
    (
        "TAPS2",
        "OPIOID_HIGH_RISK",
        Severity.ADVISORY,
        "2 or more for heroin or a prescription opioid",
        "High risk with an opioid. Ask the criteria of opioid use disorder today.",
        _TAPS,
    ),
    (
        "AUDITC",
        "high_risk",
        Severity.OVERRIDE,
        "total 8 or more",
        "Full alcohol assessment, and ask about seizures and alcohol withdrawal before opioid withdrawal is treated. "
        "Prescriber the same day.",
        _AUDIT,
    ),
    (
        "AUDITC",
        "positive",
        Severity.ADVISORY,
        "at or above the cut-off, below 8",
        "Brief advice on alcohol. Any drinking adds to sedating medicines: plan for it, and repeat in 90 days.",
        _AUDIT,
    ),
)

MIND: tuple[Row, ...] = (
    (
        "GAD7",
        "POSITIVE",
        Severity.ADVISORY,
        "total 10 or more",
        "Evaluate anxiety further; from 15 start active treatment. No benzodiazepine as the first answer.",
        _GAD,
    ),
    (
        "PCPTSD5",
        "POSITIVE",
        Severity.ADVISORY,
        "3 or more yes",
        "Evaluate for PTSD and plan with the trauma in mind. Do not press for details at intake.",
        _PTSD,
    ),
    *(
        (
            code,
            "BIPOLAR_SCREEN_POSITIVE",
            Severity.ADVISORY,
            "bipolar screen positive",
            "No antidepressant alone without a prescriber's review. Confirm outside intoxication and withdrawal.",
            _BIPOLAR,
        )
        for code in ("MDQ", "RMS")
    ),
)

_RECOVERY = (
    (
        "USE_GE_1",
        "use 1 or more",
        "Some use. Review the dose of medication and therapy at this visit.",
    ),
    (
        "OPIOID_USE",
        "7e above 0",
        "Days with opioids. Review the dose of medication at this visit and make sure that naloxone is at hand.",
    ),
    ("RISK_HIGH", "risk 12 or more", "Risk is high. Set a goal for each question answered 3 or 4."),
    ("PROTECTIVE_LOW", "protective 12 or less", "Little protects. Add goals with peers, contacts and work."),
    ("RISK_GT_PROTECTIVE", "risk above protective", "More risk than protection. Review whether care should step up."),
    (
        "CRAVING_HIGH",
        "item 8 is 3 or 4",
        "Strong craving. Go through the coping plan and review the dose: too low a dose is the first suspect.",
    ),
    ("LOW_CONFIDENCE", "item 9 is 0 or 1", "Little confidence not to use. Ask what would help in the next days."),
    ("DO_PHQ9", "item 3 is 3 or 4", "Low mood on many days. Ask the PHQ-9 now."),
)

RECOVERY: tuple[Row, ...] = (
    *(
        (code, flag, Severity.ADVISORY, condition, message, _BAM)
        for code in ("BAM", "BAMIOP")
        for flag, condition, message in _RECOVERY
    ),
    *(("BAMR", flag, Severity.ADVISORY, condition, message, _BAM) for flag, condition, message in _RECOVERY[:1]),
)

_AGAIN = "Two answers contradict each other. Ask again."

CONTRADICTIONS: tuple[Row, ...] = (
    ("DAST10", "INCONSISTENT", Severity.ADVISORY, "no drugs, yet trouble from them", _AGAIN, _DAST),
    ("TAPS2", "INCONSISTENT", Severity.ADVISORY, "not used, yet trouble from it", _AGAIN, _TAPS),
    *(
        (
            code,
            "INCONSISTENT",
            Severity.ADVISORY,
            "more heavy drinking than drinking, or a drug and no drugs",
            _AGAIN,
            _BAM,
        )
        for code in ("BAM", "BAMIOP")
    ),
)

ROWS: tuple[Row, ...] = (*WITHDRAWAL, *SUBSTANCES, *MIND, *RECOVERY, *CONTRADICTIONS)
