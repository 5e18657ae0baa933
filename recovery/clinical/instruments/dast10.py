"""DAST-10: trouble from drugs other than alcohol and tobacco.  An optional content pack.

The instrument is © 1982 Harvey A. Skinner and the Centre for Addiction and Mental Health, for non-commercial use
with credit only, so a center switches it on itself.  Item 3 asks whether one is always ABLE to stop and counts no;
copies that ask whether one is unable must not be scored with this key.  Source: clinical spec 1.4.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item
from recovery.clinical.instruments.intervals import Repeat
from recovery.clinical.instruments.result import INCONSISTENT, Result, Status, incomplete
from recovery.clinical.instruments.sums import NO, NO_COUNTS, YES, YES_COUNTS, total

SOURCE = "DAST-10, Skinner 1982; clinical spec 1.4"
POSITIVE = 3  # flag POSITIVE; clinical spec 1.4
USED, ABLE_TO_STOP = "1", "3"  # items; clinical spec 1.4


def score(answers: Answers, _context: Answers) -> Result:
    """Sum of ten, item 3 reversed; what needs a look is flagged before that."""
    told = _told(answers)
    if missing := DAST10.missing(answers):
        return incomplete(missing, told)
    points = total(DAST10, answers)
    flags = (("POSITIVE",) if points >= POSITIVE else ()) + told
    return Result(Status.COMPLETE, score=points, band=DAST10.band_for(points), flags=flags)


def _told(answers: Answers) -> tuple[str, ...]:
    others = [item.id for item in DAST10.items if item.id not in (USED, ABLE_TO_STOP)]
    raised = (
        ("WITHDRAWAL_HISTORY", answers.get("9") == YES),
        ("MEDICAL_CONSEQUENCES", answers.get("10") == YES),
        (INCONSISTENT, answers.get(USED) == NO and any(answers.get(item) == YES for item in others)),
    )
    return tuple(flag for flag, is_raised in raised if is_raised)


_ITEMS = (
    (
        "68525-5",
        "Have you used drugs other than those required for medical reasons?",
        "¿Ha usado drogas que no necesitaba por razones médicas?",
    ),
    ("68526-3", "Do you abuse more than one drug at a time?", "¿Abusa de más de una droga a la vez?"),
    (
        "68527-1",
        "Are you always able to stop using drugs when you want to?",
        "¿Siempre puede dejar de usar drogas cuando quiere?",
    ),
    (
        "68528-9",
        "Have you had “blackouts” or “flashbacks” as a result of drug use?",
        "¿Ha tenido lagunas mentales o “flashbacks” como resultado del uso de drogas?",
    ),
    (
        "68529-7",
        "Do you ever feel bad or guilty about your drug use?",
        "¿Alguna vez se siente mal o culpable por su uso de drogas?",
    ),
    (
        "68530-5",
        "Does your spouse (or parents) ever complain about your involvement with drugs?",
        "¿Su pareja (o sus padres) se queja alguna vez de su relación con las drogas?",
    ),
    (
        "68531-3",
        "Have you neglected your family because of your use of drugs?",
        "¿Ha descuidado a su familia por usar drogas?",
    ),
    (
        "68532-1",
        "Have you engaged in illegal activities in order to obtain drugs?",
        "¿Ha hecho algo ilegal para conseguir drogas?",
    ),
    (
        "68533-9",
        "Have you ever experienced withdrawal symptoms (felt sick) when you stopped taking drugs?",
        "¿Alguna vez ha tenido síntomas de abstinencia (se ha sentido enfermo(a)) al dejar de usar drogas?",
    ),
    (
        "68534-7",
        "Have you had medical problems as a result of your drug use (e.g., memory loss, hepatitis, convulsions, "
        "bleeding, etc.)?",
        "¿Ha tenido problemas médicos por usar drogas (por ejemplo, pérdida de memoria, hepatitis, convulsiones, "
        "sangrado)?",
    ),
)
_HINTS = {
    ABLE_TO_STOP: ("If you never use drugs, answer yes.", "Si nunca usa drogas, responda sí."),
    "5": ("If you never use drugs, answer no.", "Si nunca usa drogas, responda no."),
}

DAST10 = Instrument(
    code="DAST10",
    version="1982, item 3 “able to stop”; Spanish by this project 1",
    title="Drug Abuse Screening Test (DAST-10)",
    title_es="Prueba de detección del abuso de drogas (DAST-10)",
    purpose="How much trouble drugs cause, alcohol and tobacco left out.",
    completed_by="The patient, or staff asking.",
    interval="At intake and yearly.",
    licence="© 1982 Harvey A. Skinner, PhD, and the Centre for Addiction and Mental Health, Toronto. Non-commercial use "
    "with credit only.",
    credit="DAST-10, © 1982 Harvey A. Skinner, PhD, and the Centre for Addiction and Mental Health, Toronto, Canada.",
    source=SOURCE,
    stem="In the past 12 months, about drugs other than alcohol and tobacco:",
    stem_es="En los últimos 12 meses, sobre drogas que no sean alcohol ni tabaco:",
    items=tuple(
        Item(
            str(number),
            text,
            _HINTS.get(str(number), ("", ""))[0],
            NO_COUNTS if str(number) == ABLE_TO_STOP else YES_COUNTS,
            text_es=text_es,
            hint_es=_HINTS.get(str(number), ("", ""))[1],
            loinc=loinc,
        )
        for number, (loinc, text, text_es) in enumerate(_ITEMS, start=1)
    ),
    bands=(
        Band(0, 0, "none", "No trouble reported", "Ninguno", "No action for drugs; repeat on schedule.", SOURCE),
        Band(1, 2, "low", "Low", "Bajo", "Brief advice.", SOURCE),
        Band(3, 5, "moderate", "Moderate", "Moderado", "Full assessment: ask the criteria of the disorder.", SOURCE),
        Band(
            6,
            8,
            "substantial",
            "Substantial",
            "Considerable",
            "Intensive assessment, and a level of care to suggest.",
            SOURCE,
        ),
        Band(9, 10, "severe", "Severe", "Grave", "Intensive assessment, and a level of care to suggest.", SOURCE),
    ),
    flags={
        "POSITIVE": "The total is 3 or more.",
        "WITHDRAWAL_HISTORY": "Has had withdrawal after stopping.",
        "MEDICAL_CONSEQUENCES": "Has had medical problems from drugs.",
    },
    scorer=score,
    loinc="82666-9",
    loinc_score="82667-7",
    repeats=(Repeat(365, "Yearly.", "clinical spec 1.0, project policy"),),
    pack="dast10",
)
