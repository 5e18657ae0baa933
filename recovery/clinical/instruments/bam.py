"""BAM, BAM-IOP and BAM-R: how recovery goes, as three subscales that are followed over time.

There is no total, and norms were not developed: chart the trend, do not label the person.  Source: Cacciola and others
2013, US Department of Veterans Affairs; subscales and flags as in clinical spec 1.12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from recovery.clinical.instruments.bam_items import counted, ranged
from recovery.clinical.instruments.definition import Answers, Instrument, Item, Scorer, Subscale
from recovery.clinical.instruments.intervals import Repeat
from recovery.clinical.instruments.result import INCONSISTENT, Result, Status, incomplete

SOURCE = "BAM, Cacciola and others 2013, US Department of Veterans Affairs; clinical spec 1.12"
USE, RISK = ("4", "5", "6"), ("1", "2", "3", "8", "11", "15")  # items; clinical spec 1.12
PROTECTIVE = ("9", "10", "12", "13", "14", "16")  # items; clinical spec 1.12
DRUGS = ("7a", "7b", "7c", "7d", "7e", "7f", "7g")
OPIOIDS = "7e"  # clinical spec 1.12
HIGHEST, HIGHEST_R = 4, 30  # points of one answer in BAM and in BAM-R, which counts in days; clinical spec 1.12
RISK_HIGH = 12  # at least; circulated VA cut-off, clinical spec 1.12
PROTECTIVE_LOW = 12  # at most; circulated VA cut-off, clinical spec 1.12
CRAVING_HIGH = 3  # item 8 at least; clinical spec 1.12
LOW_CONFIDENCE = 1  # item 9 at most; clinical spec 1.12
LOW_MOOD = 3  # item 3 at least, flag DO_PHQ9; clinical spec 1.12


def score(answers: Answers, _context: Answers) -> Result:
    """Three subscales; one with a missing item is withheld, the others stand."""
    return _result(BAM, answers, _flags)


def score_r(answers: Answers, _context: Answers) -> Result:
    """The same three in days; the only flag is use."""
    return _result(BAMR, answers, lambda given, _scores: _used(given))


def _result(
    instrument: Instrument,
    answers: Answers,
    flags: Callable[[Answers, Mapping[str, int | None]], tuple[str, ...]],
) -> Result:
    subscores = {scale.code: _sum(instrument, scale, answers) for scale in instrument.subscales}
    raised = flags(answers, subscores)
    if missing := instrument.missing(answers):
        return incomplete(missing, raised, subscores=subscores)
    return Result(Status.COMPLETE, flags=raised, extra={"subscores": subscores})


def _sum(instrument: Instrument, scale: Subscale, answers: Answers) -> int | None:
    """What the answers of a subscale count for together; None while one is missing."""
    if any(item not in answers for item in scale.items):
        return None
    return sum(instrument.item(item).points(answers[item]) or 0 for item in scale.items)


def _used(answers: Answers) -> tuple[str, ...]:
    """Any use is use, though the subscale may still be missing a day."""
    return ("USE_GE_1",) if any(answers.get(item) for item in USE) else ()


def _flags(answers: Answers, scores: Mapping[str, int | None]) -> tuple[str, ...]:
    risk, protective = scores["risk"], scores["protective"]
    raised = (
        ("RISK_HIGH", risk is not None and risk >= RISK_HIGH),
        ("PROTECTIVE_LOW", protective is not None and protective <= PROTECTIVE_LOW),
        ("RISK_GT_PROTECTIVE", risk is not None and protective is not None and risk > protective),
        ("OPIOID_USE", answers.get(OPIOIDS, 0) > 0),
        ("CRAVING_HIGH", answers.get("8", 0) >= CRAVING_HIGH),
        ("LOW_CONFIDENCE", "9" in answers and answers["9"] <= LOW_CONFIDENCE),
        ("DO_PHQ9", answers.get("3", 0) >= LOW_MOOD),
        (INCONSISTENT, _contradicts(answers)),
    )
    return _used(answers) + tuple(flag for flag, is_raised in raised if is_raised)


def _contradicts(answers: Answers) -> bool:
    """More days of heavy drinking than of drinking, or days with a drug and none with drugs."""
    heavy = "4" in answers and answers.get("5", 0) > answers["4"]
    drugs = answers.get("6") == 0 and any(answers.get(drug, 0) > 0 for drug in DRUGS)
    return heavy or drugs


_FLAGS = {
    "USE_GE_1": "Some use of alcohol or drugs.",
    "RISK_HIGH": "Risk is 12 or more.",
    "PROTECTIVE_LOW": "Protective factors are 12 or less.",
    "RISK_GT_PROTECTIVE": "Risk is higher than protective factors.",
    "OPIOID_USE": "Days with opioids.",
    "CRAVING_HIGH": "Bothered considerably or extremely by craving.",
    "LOW_CONFIDENCE": "Little or no confidence not to use.",
    "DO_PHQ9": "Low mood on many days: ask the PHQ-9.",
}
_POLICY = "clinical spec 1.0, project policy"


def _edition(
    code: str, title: str, title_es: str, days: int, *, items: tuple[Item, ...], scorer: Scorer, most: int,
    flags: Mapping[str, str] = _FLAGS,
) -> Instrument:  # fmt: skip
    return Instrument(
        code=code,
        version="2013, item 9 as revised; Spanish by this project 1",
        title=title,
        title_es=title_es,
        purpose="How recovery goes: use, risk and what protects.",
        completed_by="The patient, or staff asking.",
        interval=f"Every {days} days.",
        licence="US Department of Veterans Affairs; public domain.",
        credit="Cacciola JS, Alterman AI, DePhilippis D, and others, 2013. Brief Addiction Monitor, US Department of "
        "Veterans Affairs.",
        source=SOURCE,
        stem=f"About the past {days} days:",
        stem_es=f"Sobre los últimos {days} días:",
        items=items,
        bands=(),
        flags=flags,
        scorer=scorer,
        local_code=code.lower(),
        # clinical spec 1.12
        caution="Norms were not developed: follow each person's own trend and answers, and do not label by the numbers.",
        subscales=(
            Subscale("use", "Use", USE, most * len(USE)),
            Subscale("risk", "Risk", RISK, most * len(RISK)),
            Subscale("protective", "Protective", PROTECTIVE, most * len(PROTECTIVE), "lower"),
        ),
        repeats=(Repeat(days, f"Every {days} days.", _POLICY),),
    )


BAM = _edition(
    "BAM",
    "Brief Addiction Monitor (BAM)",
    "Monitor breve de adicción (BAM)",
    30,
    items=ranged(30),
    scorer=score,
    most=HIGHEST,
)
BAMIOP = _edition(
    "BAMIOP",
    "Brief Addiction Monitor, intensive outpatient (BAM-IOP)",
    "Monitor breve de adicción, ambulatorio intensivo (BAM-IOP)",
    7,
    items=ranged(7),
    scorer=score,
    most=HIGHEST,
)
BAMR = _edition(
    "BAMR",
    "Brief Addiction Monitor, revised (BAM-R)",
    "Monitor breve de adicción, revisado (BAM-R)",
    30,
    items=counted(),
    scorer=score_r,
    most=HIGHEST_R,
    flags={"USE_GE_1": "Some use of alcohol or drugs."},
)
