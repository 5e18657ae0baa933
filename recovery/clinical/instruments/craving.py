"""CRAVING: craving right now on one 0 to 10 scale.  Source: generic rating scale; clinical spec 1.13."""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item
from recovery.clinical.instruments.result import Result, Status, incomplete, invalid

SOURCE = "numeric rating scale, project bands; clinical spec 1.13"
TOP = 10  # clinical spec 1.13
VAS_TOP = 100  # mm, length of the visual analog scale; clinical spec 1.13
VAS_PER_POINT = VAS_TOP // TOP  # mm
HIGH = 7  # flag CRAVING_GE_7; clinical spec 1.13
RISE = 3  # flag CRAVING_RISE_GE_3, points above the previous rating; clinical spec 1.13


def from_vas(vas_mm: int) -> int:
    """A mark at 0 to 100 mm as 0 to 10, rounded half up: 45 mm is 5."""
    return (vas_mm + VAS_PER_POINT // 2) // VAS_PER_POINT


def score(answers: Answers, context: Answers) -> Result:
    """The rating, or the converted mark; two that disagree are invalid and both are named."""
    ratings = {name: from_vas(v) if name == "vas_mm" else v for name, v in answers.items()}
    if not ratings:
        return incomplete(("nrs",))
    if len(set(ratings.values())) > 1:
        return invalid(*ratings)
    rating: int = next(iter(ratings.values()))
    previous = context.get("previous_nrs")
    raised = (
        ("CRAVING_GE_7", rating >= HIGH),
        ("CRAVING_RISE_GE_3", previous is not None and rating - previous >= RISE),
    )
    flags = tuple(flag for flag, is_raised in raised if is_raised)
    return Result(Status.COMPLETE, score=rating, band=CRAVING.band_for(rating), flags=flags)


CRAVING = Instrument(
    code="CRAVING",
    version="1",
    title="Craving",
    title_es="Deseo de consumir",
    purpose="How strong craving is right now.",
    completed_by="The patient.",
    interval="At every check-in.",
    licence="Generic scale; no permission needed.",
    credit="",
    source=SOURCE,
    items=(
        Item(
            "nrs",
            "How strong is your craving for heroin/opioids right now?",
            "0 is no craving. 10 is the worst you can imagine.",
            kind="integer",
            text_es="¿Qué tan fuerte es su deseo de consumir heroína u opioides en este momento?",
            hint_es="0 es ningún deseo. 10 es el peor que pueda imaginar.",
            low=0,
            high=TOP,
        ),
        Item(
            "vas_mm",
            "Mark on the 100 mm line",
            kind="integer",
            text_es="Marca en la línea de 100 mm",
            low=0,
            high=VAS_TOP,
            required=False,
            stands_for="nrs",
            unit="mm",
        ),
    ),
    bands=(
        Band(0, 0, "none", "None", "Ninguno", "Praise, and the next check-in.", SOURCE),
        Band(1, 3, "mild", "Mild", "Leve", "Self-care tips.", SOURCE),
        Band(4, 6, "moderate", "Moderate", "Moderado", "Coping module, and staff review within 72 hours.", SOURCE),
        Band(
            7,
            10,
            "severe",
            "Severe",
            "Fuerte",
            "Call the same day: coping plan and dose review, under-dosing first.",
            SOURCE,
        ),
    ),
    flags={
        "CRAVING_GE_7": "Craving is 7 or more.",
        "CRAVING_RISE_GE_3": "Craving has risen by 3 or more since the last rating.",
    },
    scorer=score,
    local_code="craving-nrs",
    context=(Item("previous_nrs", "The rating before this one", kind="integer", low=0, high=TOP, required=False),),
)
