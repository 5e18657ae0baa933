"""OUD_REMISSION: whether an opioid use disorder that was there is in remission, and since when.

Craving is left out of the criteria, as DSM-5 does.  A remission code is a suggestion that a clinician assigns, never
filed by the program.  Source: clinical spec 1.3.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.result import Result, Status, incomplete

SOURCE = "DSM-5-TR structure, own wording; clinical spec 1.3"
EARLY = 3  # months; clinical spec 1.3
SUSTAINED = 12  # months; clinical spec 1.3
OTHER_CRITERIA = 10  # criteria other than craving; clinical spec 1.3
LONGEST = 1200  # months that are believed: a hundred years
ICD10_ACTIVE = {"mild": "F11.10", "moderate": "F11.20", "severe": "F11.20"}  # clinical spec 1.3
ICD10_REMISSION = {"mild": "F11.11", "moderate": "F11.21", "severe": "F11.21"}  # clinical spec 1.3


def score(answers: Answers, _context: Answers) -> Result:
    """The months as they were given, with the band they reach; any criterion but craving ends remission."""
    if missing := OUD_REMISSION.missing(answers):
        return incomplete(missing)
    months, criteria = answers["months_without_criteria"], answers["criteria_met_excluding_craving"]
    band = _band(months, criteria)
    codes = ICD10_ACTIVE if band == "not_in_remission" else ICD10_REMISSION
    raised = (
        ("ON_MAINTENANCE_THERAPY", answers.get("on_maintenance_therapy") and criteria == 0),
        ("IN_CONTROLLED_ENVIRONMENT", answers.get("controlled_environment")),
    )
    return Result(
        Status.COMPLETE,
        score=months,
        band=band,
        flags=tuple(flag for flag, is_raised in raised if is_raised),
        extra={"icd10": codes[answers["past_severity"]]},
    )


def _band(months: float, criteria: int) -> str:
    if criteria or months < EARLY:
        return "not_in_remission"
    return "early_remission" if months < SUSTAINED else "sustained_remission"


_ASSIGN = "A clinician assigns the code; it is never filed by itself."

OUD_REMISSION = Instrument(
    code="OUD_REMISSION",
    version="5-TR own words 1",
    title="Opioid use disorder: remission",
    title_es="Trastorno por consumo de opioides: remisión",
    purpose="Whether an opioid use disorder is in remission, with its specifiers.",
    completed_by="A prescriber or licensed clinician.",
    interval="At a review of the diagnosis.",
    licence="Own wording; the text of DSM-5-TR is copyright of the American Psychiatric Association.",
    credit="Remission after DSM-5-TR, American Psychiatric Association; wording by this project.",
    source=SOURCE,
    stem="After the full criteria of an opioid use disorder were once met:",
    items=(
        Item(
            "past_severity",
            "How severe it was",
            options=(Option("mild", "Mild"), Option("moderate", "Moderate"), Option("severe", "Severe")),
        ),
        Item(
            "months_without_criteria",
            "Months since any criterion other than craving was last met",
            "Decimals are allowed: 2.5",
            kind="decimal",
            low=0,
            high=LONGEST,
            unit="months",
        ),
        Item(
            "criteria_met_excluding_craving",
            "Criteria met now, craving left out",
            "With medication as prescribed, tolerance and withdrawal to it do not count.",
            kind="integer",
            low=0,
            high=OTHER_CRITERIA,
            unit="of 10",
        ),
        Item(
            "on_maintenance_therapy",
            "Takes prescribed methadone, buprenorphine or naltrexone.",
            kind="boolean",
            required=False,
        ),
        Item(
            "controlled_environment",
            "Is where opioids cannot be had freely: jail, a locked unit, residential care.",
            kind="boolean",
            required=False,
        ),
    ),
    bands=(
        Band(None, None, "sustained_remission", "Sustained remission", "Remisión continuada", _ASSIGN, SOURCE),
        Band(None, None, "early_remission", "Early remission", "Remisión inicial", _ASSIGN, SOURCE),
        Band(None, None, "not_in_remission", "Not in remission", "Sin remisión", "Go on with care as planned.", SOURCE),
    ),
    flags={
        "ON_MAINTENANCE_THERAPY": "On maintenance therapy: remission holds with prescribed medication.",
        "IN_CONTROLLED_ENVIRONMENT": "In a controlled environment: access to opioids is restricted.",
    },
    scorer=score,
)
