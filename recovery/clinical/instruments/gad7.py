"""GAD-7: anxiety in the last two weeks.

Source: Spitzer, Kroenke, Williams & Löwe 2006; English and US Spanish as published at phqscreeners.com; bands,
prorating and flags as in clinical spec 1.8.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.intervals import Repeat
from recovery.clinical.instruments.result import PRORATED, Result, Status, incomplete
from recovery.clinical.instruments.sums import prorated

SOURCE = "GAD-7, Spitzer, Kroenke, Williams & Löwe 2006; clinical spec 1.8"
MOST_MISSING = 2  # items that may be missing for a prorated total; clinical spec 1.8
POSITIVE = 10  # flag POSITIVE; clinical spec 1.8


def score(answers: Answers, _context: Answers) -> Result:
    """Sum of seven items; up to two missing are prorated."""
    missing = GAD7.missing(answers)
    if len(missing) > MOST_MISSING:
        return incomplete(missing)
    total = prorated(sum(answers.values()), len(answers), len(GAD7.items))
    flags = ((PRORATED,) if missing else ()) + (("POSITIVE",) if total >= POSITIVE else ())
    status = Status.PRORATED if missing else Status.COMPLETE
    return Result(status, score=total, band=GAD7.band_for(total), flags=flags, missing=missing)


# "Not at all", not "not at all sure", which is a known error of reproduction (clinical spec 1.8).
HOW_OFTEN = (
    Option(0, "Not at all", "Nunca", loinc="LA6568-5"),
    Option(1, "Several days", "Varios días", loinc="LA6569-3"),
    Option(2, "More than half the days", "Más de la mitad de los días", loinc="LA6570-1"),
    Option(3, "Nearly every day", "Casi todos los días", loinc="LA6571-9"),
)

_ITEMS = (
    (
        "69725-0",
        "Feeling nervous, anxious, or on edge",
        "Sentirse nervioso/a, intranquilo/a o con los nervios de punta",
    ),
    (
        "68509-9",
        "Not being able to stop or control worrying",
        "No poder dejar de preocuparse o no poder controlar la preocupación",
    ),
    ("69733-4", "Worrying too much about different things", "Preocuparse demasiado por diferentes cosas"),
    ("69734-2", "Trouble relaxing", "Dificultad para relajarse"),
    (
        "69735-9",
        "Being so restless that it is hard to sit still",
        "Estar tan inquieto/a que es difícil permanecer sentado/a tranquilamente",
    ),
    # LOINC's component of item 6 says "last 4W"; the instrument asks for 2 weeks (clinical spec 1.8).
    ("69689-8", "Becoming easily annoyed or irritable", "Molestarse o ponerse irritable fácilmente"),
    (
        "69736-7",
        "Feeling afraid as if something awful might happen",
        "Sentir miedo como si algo terrible pudiera pasar",
    ),
)

GAD7 = Instrument(
    code="GAD7",
    version="2006",
    title="Generalized Anxiety Disorder scale (GAD-7)",
    title_es="Escala del trastorno de ansiedad generalizada (GAD-7)",
    purpose="Anxiety.",
    completed_by="The patient.",
    interval="At intake and monthly.",
    licence="No permission required to reproduce, translate, display or distribute.",
    credit="Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational "
    "grant from Pfizer Inc.",
    source=SOURCE,
    stem="Over the last 2 weeks, how often have you been bothered by the following problems?",
    stem_es="Durante las últimas 2 semanas, ¿con qué frecuencia ha sentido molestias por los siguientes problemas?",
    items=tuple(
        Item(str(number), text, options=HOW_OFTEN, text_es=text_es, loinc=loinc)
        for number, (loinc, text, text_es) in enumerate(_ITEMS, start=1)
    ),
    bands=(
        Band(0, 4, "minimal", "Minimal", "Mínima", "No action for anxiety; repeat on schedule.", SOURCE),
        Band(5, 9, "mild", "Mild", "Leve", "Watch, and repeat in 4 weeks.", SOURCE),
        Band(
            10,
            14,
            "moderate",
            "Moderate",
            "Moderada",
            "Evaluate further; offer cognitive behavioral therapy. No benzodiazepine as the first answer.",
            SOURCE,
        ),
        Band(
            15,
            21,
            "severe",
            "Severe",
            "Grave",
            "Start active treatment. No benzodiazepine as the first answer.",
            SOURCE,
        ),
    ),
    flags={"POSITIVE": "The total is 10 or more."},
    scorer=score,
    loinc="69737-5",
    loinc_score="70274-6",
    repeats=(
        Repeat(28, "In 4 weeks after a mild result.", SOURCE, bands=("mild",)),
        Repeat(30, "Monthly.", "clinical spec 1.0, project policy"),
    ),
)
