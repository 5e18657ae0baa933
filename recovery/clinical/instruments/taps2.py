"""TAPS-2: two or three more questions for each substance that TAPS-1 points to, on one page.

Each substance has its own small score; the instrument's band is the worst of them.  Source: McNeely and others 2016,
National Institute on Drug Abuse, scoring as in clinical spec 1.5; the Spanish is our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recovery.clinical.instruments.definition import (
    Answers,
    Band,
    Instrument,
    Item,
    Option,
    Subscale,
    faults,
    given,
)
from recovery.clinical.instruments.intervals import Follows, Repeat
from recovery.clinical.instruments.result import INCONSISTENT, Result, Status, incomplete, invalid
from recovery.clinical.instruments.substances import SUBSTANCES, Substance
from recovery.clinical.instruments.sums import NO, YES, YES_COUNTS

SOURCE = "TAPS-2, McNeely and others 2016, NIDA; clinical spec 1.5"
HIGH_RISK = 2  # points; clinical spec 1.5
OPIOIDS = ("heroin", "rx_opioid")  # flag OPIOID_HIGH_RISK; clinical spec 1.5
BANDS = ("no_use_3mo", "problem_use", "high_risk")  # from the least to the worst; clinical spec 1.5

# What each positive class of TAPS-1 asks TAPS-2 for; clinical spec 1.5.
ASKED_BY: Mapping[str, tuple[str, ...]] = {
    "tobacco": ("tobacco",),
    "alcohol_binge": ("alcohol",),
    "illicit": ("heroin", "cannabis", "stimulant"),
    "rx_misuse": ("rx_opioid", "sedative", "rx_stimulant"),
}


def asked_after(taps1: Answers) -> list[str]:
    """The substances to ask about after these TAPS-1 answers, in the order of the page; empty when all are "never"."""
    wanted = {each for key, answer in given(taps1).items() if answer != "never" for each in ASKED_BY.get(key, ())}
    return [each.code for each in SUBSTANCES if each.code in wanted]


def score_substance(answers: object) -> Result:
    """One substance on its own: `{"substance": "heroin", "q1": "yes", "q2": "no", "q3": "no"}`; never raises.

    Not used in three months is 0, and nothing more is asked; a yes beside that is INCONSISTENT.
    """
    if not isinstance(answers, Mapping):
        return invalid("answers")
    code = answers.get("substance")
    substance = next((each for each in SUBSTANCES if type(code) is str and each.code == code), None)
    if substance is None:
        return incomplete(("substance",)) if code is None else invalid("substance")
    items = tuple(Item(question, "", options=YES_COUNTS) for question in substance.questions)
    rest = {key: value for key, value in answers.items() if key != "substance"}
    errors = faults(items, rest, "answers")
    return invalid(*errors) if errors else _judged(substance, given(rest))


def _judged(substance: Substance, answers: Answers) -> Result:
    later = [question for question in substance.questions if question != "q1"]
    if answers.get("q1") == NO:
        flags = (INCONSISTENT,) if any(answers.get(each) == YES for each in later) else ()
        return Result(Status.COMPLETE, score=0, band=BANDS[0], flags=flags)
    if "q1" not in answers:
        return incomplete(("q1",))
    if missing := tuple(each for each in later if each not in answers):
        return incomplete(missing)
    points = sum(value == YES for value in answers.values())
    risky = points >= HIGH_RISK and substance.code in OPIOIDS
    flags = ("OPIOID_HIGH_RISK",) if risky else ()
    return Result(Status.COMPLETE, score=points, band=BANDS[min(points, HIGH_RISK)], flags=flags)


def score(answers: Answers, _context: Answers) -> Result:
    """Every substance that is asked about, scored on its own; together they have a band and no total."""
    asked = [each for each in SUBSTANCES if each.code in answers.get("asked", ()) or _touched(each, answers)]
    if not asked:
        return incomplete(("asked",), subscores={})
    results = {each.code: _judged(each, _own(each, answers)) for each in asked}
    flags = tuple(dict.fromkeys(flag for result in results.values() for flag in result.flags if flag != "INCOMPLETE"))
    missing = tuple(f"{code}_{question}" for code, result in results.items() for question in result.missing)
    subscores: dict[str, Any] = {code: result.score for code, result in results.items()}
    if missing:
        return incomplete(missing, flags, subscores=subscores)
    band = max((result.band or "" for result in results.values()), key=BANDS.index)
    return Result(Status.COMPLETE, band=band, flags=flags, extra={"subscores": subscores})


def _own(substance: Substance, answers: Answers) -> dict[str, Any]:
    keys = {question: f"{substance.code}_{question}" for question in substance.questions}
    return {question: answers[key] for question, key in keys.items() if key in answers}


def _touched(substance: Substance, answers: Answers) -> bool:
    return bool(_own(substance, answers))


def _items(substance: Substance) -> tuple[Item, ...]:
    return tuple(
        Item(
            f"{substance.code}_{question}",
            text,
            options=YES_COUNTS,
            text_es=text_es,
            asked_when=(("asked", substance.code),) if question == "q1" else ((f"{substance.code}_q1", YES),),
            section=substance.name,
            section_es=substance.name_es,
        )
        for question, (text, text_es) in substance.questions.items()
    )


ASKED = Item(
    "asked",
    "Which substances to ask about",
    "Those that TAPS-1 points to are ticked; add others the person names.",
    tuple(Option(each.code, each.name, each.name_es) for each in SUBSTANCES),
    "many",
    "Sobre qué sustancias preguntar",
    "Ya están marcadas las que indica TAPS-1; agregue otras que la persona mencione.",
)

TAPS2 = Instrument(
    code="TAPS2",
    version="2016; Spanish by this project 1",
    title="Tobacco, Alcohol, Prescription medication and other Substance use, part 2 (TAPS-2)",
    title_es="Uso de tabaco, alcohol, medicinas recetadas y otras sustancias, parte 2 (TAPS-2)",
    purpose="How risky the use of each substance is.",
    completed_by="The patient, or staff asking.",
    interval="After a positive TAPS-1, for the substances it points to.",
    licence="National Institute on Drug Abuse; freely available, no permission needed.",
    credit="The TAPS Tool, National Institute on Drug Abuse (NIDA); McNeely J, Wu LT, Subramaniam G, and others, 2016.",
    source=SOURCE,
    stem="In the PAST 3 MONTHS:",
    stem_es="En los ÚLTIMOS 3 MESES:",
    items=(ASKED, *(item for substance in SUBSTANCES for item in _items(substance))),
    bands=(
        Band(
            None, None, "no_use_3mo", "No use in 3 months", "Sin uso en 3 meses", "Say that it protects them.", SOURCE
        ),
        Band(None, None, "problem_use", "Problem use", "Uso problemático", "Brief advice, and ask again.", SOURCE),
        Band(
            None,
            None,
            "high_risk",
            "High risk",
            "Riesgo alto",
            "Full assessment; for an opioid, ask the criteria of the disorder today.",
            SOURCE,
        ),
    ),
    flags={"OPIOID_HIGH_RISK": "High risk with heroin or a prescription opioid."},
    scorer=score,
    local_code="taps2",
    subscales=tuple(
        Subscale(each.code, each.name, tuple(f"{each.code}_{q}" for q in each.questions), len(each.questions))
        for each in SUBSTANCES
    ),
    repeats=(Repeat(365, "Yearly.", "clinical spec 1.0, project policy"),),
    follows=(
        Follows(
            "TAPS1",
            ("POS_TOBACCO", "POS_ALCOHOL_BINGE", "POS_ILLICIT", "POS_RX_MISUSE"),
            "TAPS-1 is positive.",
            SOURCE,
        ),
    ),
)
