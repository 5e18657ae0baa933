"""C-SSRS screener: how urgent suicide risk is, by the answers themselves and not by a sum.

Source: Posner and colleagues, Columbia Lighthouse Project, screen version (recent); clinical spec 1.11.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.intervals import Follows, Repeat
from recovery.clinical.instruments.result import INCONSISTENT, Result, Status, incomplete

SOURCE = "Columbia Lighthouse Project, C-SSRS screener; clinical spec 1.11"
YES, NO = "yes", "no"
FOLLOW_UPS = ("3", "4", "5")  # asked only after a yes to 2; clinical spec 1.11


def score(answers: Answers, _context: Answers) -> Result:
    """The band is the first that matches; high is final even when items are missing.

    Moderate is not: a 4, a 5 or a recent act may still come.  Its flag is raised all the same.
    """
    missing = tuple(item for item in CSSRS.missing(answers) if item != "6a")
    band = _band(answers)
    flags = _flags(answers, band)
    if missing and band != "high":
        return incomplete(missing, flags)
    status = Status.DETERMINATE if missing else Status.COMPLETE
    return Result(status, band=band, flags=flags, missing=missing)


def _band(answers: Answers) -> str:
    if _any_yes(answers, "4", "5", "6a") or _recency_unknown(answers):
        return "high"
    if _any_yes(answers, "3", "6"):
        return "moderate"
    return "low" if _any_yes(answers, "1", "2") else "none_reported"


def _flags(answers: Answers, band: str) -> tuple[str, ...]:
    raised = (
        ("SUICIDE_HIGH", band == "high"),
        ("SUICIDE_MODERATE", band == "moderate"),
        ("RECENCY_UNKNOWN", _recency_unknown(answers)),
        (INCONSISTENT, _contradicts(answers)),
    )
    return tuple(flag for flag, is_raised in raised if is_raised)


def _recency_unknown(answers: Answers) -> bool:
    """An act at some time, and nobody knows whether in the past 3 months: taken as recent (spec 1.11)."""
    return answers.get("6") == YES and "6a" not in answers


def _contradicts(answers: Answers) -> bool:
    thoughts = answers.get("2") == NO and _any_yes(answers, *FOLLOW_UPS)
    acts = answers.get("6") == NO and answers.get("6a") == YES
    return thoughts or acts


def _any_yes(answers: Answers, *items: str) -> bool:
    return any(answers.get(item) == YES for item in items)


YES_NO = (Option(YES, "Yes", "Sí"), Option(NO, "No", "No"))
_AFTER_2 = (("2", YES),)

CSSRS = Instrument(
    code="CSSRS",
    version="Screen with triage points, recent",
    title="Columbia-Suicide Severity Rating Scale, screener",
    title_es="Escala Columbia para evaluar el riesgo de suicidio, versión exploratoria",
    purpose="How urgent suicide risk is today.",
    completed_by="Trained staff, or the patient with immediate review.",
    interval="At intake; when PHQ-9 item 9 is 1 or more; at any red check-in; at discharge; after every overdose.",
    licence="The scale may be reproduced without permission.",
    credit="Columbia-Suicide Severity Rating Scale (C-SSRS). © 2016 The Columbia Lighthouse Project.",
    source=SOURCE,
    stem="In the past month:",
    stem_es="En el último mes:",
    items=(
        Item(
            "1",
            "Have you wished you were dead or wished you could go to sleep and not wake up?",
            options=YES_NO,
            text_es="¿Ha deseado estar muerto(a) o poder dormirse y no despertar?",
            loinc="93246-7",
        ),
        Item(
            "2",
            "Have you actually had any thoughts about killing yourself?",
            "If no, go on to question 6.",
            YES_NO,
            text_es="¿Ha tenido realmente la idea de suicidarse?",
            hint_es="Si la respuesta es no, continúe a la pregunta 6.",
            loinc="93247-5",
        ),
        Item(
            "3",
            "Have you thought about how you might do this?",
            "For example: “I thought about taking an overdose but I never made a specific plan as to when, where or "
            "how I would actually do it, and I would never go through with it.”",
            YES_NO,
            text_es="¿Ha pensado en cómo llevaría esto a cabo?",
            hint_es="Por ejemplo: “He tenido la idea de tomar una sobredosis, pero nunca hice un plan específico sobre "
            "el momento, el lugar o cómo lo haría realmente, y nunca lo haría”.",
            asked_when=_AFTER_2,
            loinc="93248-3",
        ),
        Item(
            "4",
            "Have you had any intention of acting on these thoughts of killing yourself, as opposed to you have the "
            "thoughts but you definitely would not act on them?",
            options=YES_NO,
            text_es="¿Ha tenido estas ideas y en cierto grado la intención de llevarlas a cabo, a diferencia de tener "
            "los pensamientos pero definitivamente no hacer nada al respecto?",
            asked_when=_AFTER_2,
            loinc="93249-1",
        ),
        Item(
            "5",
            "Have you started to work out or worked out the details of how to kill yourself? Do you intend to carry "
            "out this plan?",
            options=YES_NO,
            text_es="¿Ha comenzado a elaborar o ha elaborado los detalles sobre cómo suicidarse? ¿Tiene intenciones de "
            "llevar a cabo este plan?",
            asked_when=_AFTER_2,
            loinc="93250-9",
        ),
        Item(
            "6",
            "Have you ever done anything, started to do anything, or prepared to do anything to end your life?",
            "In your lifetime. For example: collected pills, obtained a gun, gave away valuables, wrote a will or "
            "suicide note, held a gun but changed your mind, cut yourself, tried to hang yourself, or took an overdose "
            "on purpose.",
            YES_NO,
            text_es="¿Alguna vez ha hecho algo, comenzado a hacer algo o se ha preparado para hacer algo para terminar "
            "con su vida?",
            hint_es="En toda su vida. Por ejemplo: juntó pastillas, consiguió un arma, regaló cosas de valor, escribió "
            "un testamento o una carta de suicidio, tuvo un arma en la mano pero cambió de idea, se cortó, intentó "
            "ahorcarse o tomó una sobredosis a propósito.",
            loinc="93267-3",
        ),
        Item(
            "6a",
            "Was this within the past 3 months?",
            options=YES_NO,
            text_es="¿Fue en los últimos 3 meses?",
            asked_when=(("6", YES),),
            loinc="93269-9",
        ),
    ),
    bands=(
        Band(None, None, "none_reported", "None reported", "Ninguno referido", "Screen again on schedule.", SOURCE),
        Band(None, None, "low", "Low", "Bajo", "Safety plan, give 988, and screen again at the next contact.", SOURCE),
        Band(
            None,
            None,
            "moderate",
            "Moderate",
            "Moderado",
            "Clinician the same day, safety plan, keep means out of reach. Review methadone and take-home supply.",
            SOURCE,
        ),
        Band(
            None,
            None,
            "high",
            "High",
            "Alto",
            "Constant observation, prescriber now, keep means out of reach, 988 or 911. Review methadone and take-home "
            "supply.",
            SOURCE,
        ),
    ),
    flags={
        "SUICIDE_HIGH": "High risk of suicide: act now.",
        "SUICIDE_MODERATE": "Moderate risk of suicide: a clinician sees the person the same day.",
        "RECENCY_UNKNOWN": "When the suicidal act happened is unknown; it is treated as recent.",
    },
    scorer=score,
    loinc="93373-9",
    loinc_score="93374-7",
    repeats=(
        Repeat(
            1,
            "At the next contact after a low result, and daily while risk is moderate or high.",
            "low: clinical spec 1.11; moderate and high: project policy",
            bands=("high", "moderate", "low"),
        ),
    ),
    follows=(
        Follows(
            "PHQ9",
            ("SUICIDE_ITEM_POSITIVE", "ITEM9_MISSING"),
            "PHQ-9 item 9 was answered with thoughts of death, or was not answered.",
            "PHQ-9, Kroenke and others 2001 (clinical spec 1.7)",
        ),
    ),
)
