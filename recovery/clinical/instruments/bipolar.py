"""MDQ and RMS: totals of two bipolar screens that are filled in on their publishers' forms.

Only the totals are kept: the text of the MDQ is copyright of the University of Texas Medical Branch (2000), and the
licence of the RMS was not verified.  Source: clinical spec 1.10.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.result import Result, Status, incomplete
from recovery.clinical.instruments.sums import NO, YES

MDQ_SOURCE = "MDQ, Hirschfeld and others 2000; clinical spec 1.10"
RMS_SOURCE = "RMS, McIntyre and others 2021; clinical spec 1.10"
MDQ_ITEMS, MDQ_POSITIVE = 13, 7  # yes answers; clinical spec 1.10
RMS_ITEMS, RMS_POSITIVE = 6, 4  # yes answers; clinical spec 1.10
PROBLEMS = ("moderate", "serious")  # how much of a problem makes it positive; clinical spec 1.10
FLAG = "BIPOLAR_SCREEN_POSITIVE"


def score_mdq(answers: Answers, _context: Answers) -> Result:
    """Positive: 7 or more, in the same period, and a moderate or serious problem.  Below 7 the rest does not matter."""
    if missing := MDQ.missing(answers):
        return incomplete(missing)
    count: int = answers["symptom_yes_count"]
    together = answers.get("same_period") == YES and answers.get("problem_level") in PROBLEMS
    return _judged(count, positive=count >= MDQ_POSITIVE and together)


def score_rms(answers: Answers, _context: Answers) -> Result:
    """Positive from 4 of 6."""
    if missing := RMS.missing(answers):
        return incomplete(missing)
    count: int = answers["yes_count"]
    return _judged(count, positive=count >= RMS_POSITIVE)


def _judged(count: int, *, positive: bool) -> Result:
    band, flags = ("positive", (FLAG,)) if positive else ("negative", ())
    return Result(Status.COMPLETE, score=count, band=band, flags=flags)


_ENOUGH = tuple(("symptom_yes_count", count) for count in range(MDQ_POSITIVE, MDQ_ITEMS + 1))
_ACTION = "No antidepressant alone without a prescriber's review; confirm outside intoxication and withdrawal."
_INTERVAL = "At intake, and before an antidepressant."
_BY = "The patient, on the publisher's form; staff enter the totals."
_CAUTION = "Intoxication and withdrawal look like bipolar disorder."  # clinical spec 1.10
_FLAGS = {FLAG: "The bipolar screen is positive."}

MDQ = Instrument(
    code="MDQ",
    version="2000 totals",
    title="Mood Disorder Questionnaire (MDQ), totals",
    title_es="Cuestionario de trastornos del ánimo (MDQ), totales",
    purpose="Signs of bipolar disorder, before an antidepressant.",
    completed_by=_BY,
    interval=_INTERVAL,
    licence="© 2000 University of Texas Medical Branch. Only totals are recorded here; the form itself is not part of "
    "this program.",
    credit="Hirschfeld RMA and others, 2000. © 2000 The University of Texas Medical Branch.",
    source=MDQ_SOURCE,
    stem="From the completed form:",
    items=(
        Item(
            "symptom_yes_count",
            "Yes answers in part 1",
            "0 to 13",
            kind="integer",
            low=0,
            high=MDQ_ITEMS,
            unit="of 13",
        ),
        Item(
            "same_period",
            "Part 2: several of them in the same period",
            options=(Option(YES, "Yes"), Option(NO, "No")),
            asked_when=_ENOUGH,
        ),
        Item(
            "problem_level",
            "Part 3: how much of a problem",
            options=(
                Option("none", "No problem"),
                Option("minor", "Minor problem"),
                Option("moderate", "Moderate problem"),
                Option("serious", "Serious problem"),
            ),
            asked_when=_ENOUGH,
        ),
    ),
    bands=(
        Band(None, None, "negative", "Negative", "Negativo", "No action for bipolar disorder.", MDQ_SOURCE),
        Band(None, None, "positive", "Positive", "Positivo", _ACTION, MDQ_SOURCE),
    ),
    flags=_FLAGS,
    scorer=score_mdq,
    caution=_CAUTION,
    loinc="85102-2",
    top=MDQ_ITEMS,
)

RMS = Instrument(
    code="RMS",
    version="2021 totals",
    title="Rapid Mood Screener (RMS), total",
    title_es="Evaluación rápida del ánimo (RMS), total",
    purpose="Signs of bipolar disorder, before an antidepressant.",
    completed_by=_BY,
    interval=_INTERVAL,
    licence="Licence not verified. Only the total is recorded here; the form itself is not part of this program.",
    credit="McIntyre RS and others, 2021.",
    source=RMS_SOURCE,
    stem="From the completed form:",
    items=(Item("yes_count", "Yes answers", "0 to 6", kind="integer", low=0, high=RMS_ITEMS, unit="of 6"),),
    bands=(
        Band(0, 3, "negative", "Negative", "Negativo", "No action for bipolar disorder.", RMS_SOURCE),
        Band(4, 6, "positive", "Positive", "Positivo", _ACTION, RMS_SOURCE),
    ),
    flags=_FLAGS,
    scorer=score_rms,
    caution=_CAUTION,
)
