"""DSM5_OUD: whether the criteria of an opioid use disorder are met, and how many.

The structure is that of DSM-5-TR; the wording is our own, because the APA's text is copyright.
Source: clinical spec 1.3.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item
from recovery.clinical.instruments.intervals import Follows, Repeat
from recovery.clinical.instruments.result import Result, Status, incomplete

SOURCE = "DSM-5-TR structure, own wording; clinical spec 1.3"
SUPERVISED = "medically_supervised_only"
PHYSIOLOGICAL = ("c10", "c11")  # not counted when every opioid is taken as prescribed; clinical spec 1.3
ICD10 = {"none": None, "mild": "F11.10", "moderate": "F11.20", "severe": "F11.20"}  # clinical spec 1.3


def score(answers: Answers, context: Answers) -> Result:
    """Count the criteria; unknown ones are tolerated when they could not change the severity.

    `medically_supervised_only` may stand in the answers or in the context; unknown means no.  When it is yes,
    c10 and c11 are neither counted nor missed.
    """
    supervised = answers.get(SUPERVISED, context.get(SUPERVISED, False))
    counted = [c.id for c in CRITERIA if not (supervised and c.id in PHYSIOLOGICAL)]
    flags = ("TOLERANCE_WITHDRAWAL_EXCLUDED",) if supervised else ()
    missing = tuple(c for c in counted if c not in answers)
    least = sum(answers.get(c, False) for c in counted)
    most = least + len(missing)
    band = DSM5_OUD.band_for(least)
    if band != DSM5_OUD.band_for(most):
        return incomplete(missing, flags, possible=[least, most], icd10=None)
    status = Status.DETERMINATE if missing else Status.COMPLETE
    return Result(status, score=least, band=band, flags=flags, missing=missing, extra={"icd10": ICD10[band]})


CRITERIA = tuple(
    Item(item_id, text, kind="boolean")
    for item_id, text in (
        ("c1", "Takes more opioids, or keeps taking them for longer, than planned."),
        ("c2", "Wants to cut down or has tried to, without managing it."),
        ("c3", "Spends much of the time getting opioids, using them or getting over them."),
        ("c4", "Has strong cravings or urges to use opioids."),
        ("c5", "Use gets in the way of duties at work, at school or at home."),
        ("c6", "Keeps using although it causes or worsens trouble with other people."),
        ("c7", "Has given up or cut back important activities because of use."),
        ("c8", "Uses again and again in situations where that is physically dangerous."),
        ("c9", "Keeps using although knowing that it causes or worsens a health or mental health problem."),
        ("c10", "Tolerance: needs clearly more for the same effect, or the same amount does less."),
        ("c11", "Withdrawal: has withdrawal when stopping, or uses to relieve or avoid it."),
    )
)

DSM5_OUD = Instrument(
    code="DSM5_OUD",
    version="5-TR own words 1",
    title="Opioid use disorder criteria",
    title_es="Criterios del trastorno por consumo de opioides",
    purpose="Diagnosis and severity of opioid use disorder.",
    completed_by="A prescriber or licensed clinician.",
    interval="At intake, at 90 days and at discharge.",
    licence="Own wording; the text of DSM-5-TR is copyright of the American Psychiatric Association.",
    credit="Criteria structure after DSM-5-TR, American Psychiatric Association; wording by this project.",
    source=SOURCE,
    stem="In the past 12 months, as part of a pattern of opioid use that impairs or distresses the person:",
    items=(
        *CRITERIA,
        Item(
            SUPERVISED,
            "All opioids are taken as prescribed, including medication for opioid use disorder.",
            "If so, tolerance and withdrawal are expected and do not count.",
            kind="boolean",
            required=False,
        ),
    ),
    bands=(
        Band(0, 1, "none", "No disorder", "Sin trastorno", "The criteria are not met.", SOURCE),
        Band(2, 3, "mild", "Mild", "Leve", "Mild opioid use disorder, F11.10: plan care.", SOURCE),
        Band(4, 5, "moderate", "Moderate", "Moderado", "Moderate opioid use disorder, F11.20: plan care.", SOURCE),
        Band(6, 11, "severe", "Severe", "Grave", "Severe opioid use disorder, F11.20: plan care.", SOURCE),
    ),
    flags={
        "TOLERANCE_WITHDRAWAL_EXCLUDED": "All opioids are taken as prescribed, so tolerance and withdrawal were "
        "not counted."
    },
    scorer=score,
    context=(Item(SUPERVISED, "All opioids are taken as prescribed", kind="boolean", required=False),),
    repeats=(Repeat(90, "At 90 days, and at discharge.", "clinical spec 1.0, project policy"),),
    follows=(
        Follows("TAPS2", ("OPIOID_HIGH_RISK",), "TAPS-2 is high risk for an opioid.", "TAPS-2; clinical spec 1.5"),
        Follows("DAST10", ("POSITIVE",), "DAST-10 is 3 or more.", "DAST-10; clinical spec 1.4"),
    ),
)
