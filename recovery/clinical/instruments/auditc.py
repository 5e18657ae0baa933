"""AUDIT-C: how much a person drinks.

Source: Bush and others 1998, from the AUDIT of the World Health Organization (Babor and others 2001; its Spanish
edition for the Spanish); cut-offs and flags as in clinical spec 1.6.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.intervals import Repeat
from recovery.clinical.instruments.result import INCONSISTENT, Result, Status, incomplete, invalid

SOURCE = "AUDIT-C, Bush and others 1998; clinical spec 1.6"
LEAST_POSITIVE = {"male": 4, "female": 3}  # points; VistA routine, clinical spec 1.6
LEAST_POSITIVE_UNKNOWN = 3  # points, for any other sex; project default, clinical spec 1.6
HIGH_RISK = 8  # points; project default, clinical spec 1.6
TOP = 12  # points; clinical spec 1.6


def score(answers: Answers, context: Answers) -> Result:
    """Sum of three; the cut-off depends on sex.  Who never drinks is not asked the rest, and a contradiction is invalid."""
    drinks = ("ALCOHOL_USE",) if any(answers.values()) else ()
    if answers.get("1") == 0 and drinks:
        return invalid(*(item for item in ("1", "2", "3") if item == "1" or answers.get(item)), flags=(INCONSISTENT,))
    missing = () if answers.get("1") == 0 else tuple(item.id for item in AUDITC.items if item.id not in answers)
    if missing:
        return incomplete(missing, drinks)
    total = sum(answers.values())
    band = _band(total, context.get("sex"))
    from_first = band != "negative" and total == answers["1"]
    flags = drinks + (("ALL_POINTS_FROM_ITEM_1",) if from_first else ())
    if context.get("sex") not in LEAST_POSITIVE:
        flags += ("SEX_UNKNOWN_LOWER_CUTOFF",)
    return Result(Status.COMPLETE, score=total, band=band, flags=flags)


def _band(total: int, sex: str | None) -> str:
    if total >= HIGH_RISK:
        return "high_risk"
    return "positive" if total >= LEAST_POSITIVE.get(sex or "", LEAST_POSITIVE_UNKNOWN) else "negative"


_DRINKS = tuple(("1", points) for points in (1, 2, 3, 4))

AUDITC = Instrument(
    code="AUDITC",
    version="1998",
    title="Alcohol Use Disorders Identification Test, consumption (AUDIT-C)",
    title_es="Prueba de identificación de trastornos por consumo de alcohol, consumo (AUDIT-C)",
    purpose="How much alcohol, which counts before opioid withdrawal is treated and with every sedating medicine.",
    completed_by="The patient.",
    interval="At intake and every 90 days.",
    licence="Public domain.",
    credit="Bush K, Kivlahan DR, McDonell MB, and others, 1998; from the AUDIT, World Health Organization.",
    source=SOURCE,
    stem="In the past year:",
    stem_es="En el último año:",
    items=(
        Item(
            "1",
            "How often did you have a drink containing alcohol in the past year?",
            options=(
                Option(0, "Never", "Nunca"),
                Option(1, "Monthly or less", "Una o menos veces al mes"),
                Option(2, "2 to 4 times a month", "De 2 a 4 veces al mes"),
                Option(3, "2 to 3 times a week", "De 2 a 3 veces a la semana"),
                Option(4, "4 or more times a week", "4 o más veces a la semana"),
            ),
            text_es="¿Con qué frecuencia consume alguna bebida alcohólica?",
            loinc="68518-0",  # not 68517-2, a binge count that a published example carries here (clinical spec 1.6)
        ),
        Item(
            "2",
            "How many drinks containing alcohol did you have on a typical day when you were drinking in the past year?",
            options=(
                Option(0, "1 or 2", "1 o 2"),
                Option(1, "3 or 4", "3 o 4"),
                Option(2, "5 or 6", "5 o 6"),
                Option(3, "7 to 9", "De 7 a 9"),
                Option(4, "10 or more", "10 o más"),
            ),
            text_es="¿Cuántas consumiciones de bebidas alcohólicas suele realizar en un día de consumo normal?",
            asked_when=_DRINKS,
            loinc="68519-8",
        ),
        Item(
            "3",
            "How often did you have six or more drinks on one occasion in the past year?",
            options=(
                Option(0, "Never", "Nunca"),
                Option(1, "Less than monthly", "Menos de una vez al mes"),
                Option(2, "Monthly", "Mensualmente"),
                Option(3, "Weekly", "Semanalmente"),
                Option(4, "Daily or almost daily", "A diario o casi a diario"),
            ),
            text_es="¿Con qué frecuencia toma 6 o más bebidas alcohólicas en un solo día?",
            asked_when=_DRINKS,
            loinc="68520-6",
        ),
    ),
    bands=(
        Band(None, None, "negative", "Negative", "Negativo", "With medication: none or low is safest; say so.", SOURCE),
        Band(
            None,
            None,
            "positive",
            "Positive",
            "Positivo",
            "Brief advice, a plan for sedation risk, and repeat in 90 days.",
            SOURCE,
        ),
        Band(
            None,
            None,
            "high_risk",
            "High risk",
            "Riesgo alto",
            "Full alcohol assessment and risk of alcohol withdrawal (seizures before?) before opioid withdrawal is "
            "treated; prescriber the same day.",
            SOURCE,
        ),
    ),
    flags={
        "ALCOHOL_USE": "Drinks alcohol: it adds to every sedating medicine.",
        "ALL_POINTS_FROM_ITEM_1": "All points come from how often, none from how much: look at the amount before "
        "calling it positive.",
        "SEX_UNKNOWN_LOWER_CUTOFF": "Sex is not recorded as male or female, so the lower cut-off of 3 was used.",
    },
    scorer=score,
    loinc="72109-2",
    loinc_score="75626-2",
    context=(
        Item(
            "sex",
            "Sex, for the cut-off",
            options=tuple(Option(sex, sex.capitalize()) for sex in ("male", "female", "other", "unknown")),
            required=False,
        ),
    ),
    repeats=(Repeat(90, "Every 90 days.", "clinical spec 1.0 and 1.6, project policy"),),
    top=TOP,
)
