"""PC-PTSD-5: whether a frightening event still weighs on somebody.

Source: Prins and others 2015, National Center for PTSD (US Department of Veterans Affairs); the Spanish is our own;
cut-offs as in clinical spec 1.9.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item
from recovery.clinical.instruments.intervals import Repeat
from recovery.clinical.instruments.result import INCONSISTENT, Result, Status, incomplete, invalid
from recovery.clinical.instruments.sums import NO, YES, YES_COUNTS

SOURCE = "PC-PTSD-5, Prins and others 2015, National Center for PTSD; clinical spec 1.9"
POSITIVE = 3  # yes answers, flag POSITIVE; clinical spec 1.9
GATE = "exposure"


def score(answers: Answers, _context: Answers) -> Result:
    """Count of yes; without such an event it is 0, and a yes beside that contradicts it."""
    yes = sum(answers.get(item.id) == YES for item in SYMPTOMS)
    if answers.get(GATE) == NO:
        if yes:
            return invalid(GATE, flags=(INCONSISTENT,))
        return Result(Status.COMPLETE, score=0, band="negative", flags=("NO_TRAUMA_EXPOSURE",))
    if missing := PCPTSD5.missing(answers):
        return incomplete(missing)
    flags = ("POSITIVE",) if yes >= POSITIVE else ()
    return Result(Status.COMPLETE, score=yes, band=PCPTSD5.band_for(yes), flags=flags)


SYMPTOMS = tuple(
    Item(
        str(number), text, options=YES_COUNTS, text_es=text_es, asked_when=((GATE, YES),), loinc=loinc,
        section="In the past month, have you:", section_es="En el último mes:",
    )
    for number, (loinc, text, text_es) in enumerate(
        (
            (
                "102012-2",
                "Had nightmares about the event(s) or thought about the event(s) when you did not want to?",
                "¿Ha tenido pesadillas sobre lo ocurrido o ha pensado en ello cuando no quería?",
            ),
            (
                "102013-0",
                "Tried hard not to think about the event(s) or went out of your way to avoid situations that reminded "
                "you of the event(s)?",
                "¿Se ha esforzado por no pensar en lo ocurrido o por evitar situaciones que se lo recordaban?",
            ),
            (
                "102014-8",
                "Been constantly on guard, watchful, or easily startled?",
                "¿Ha estado siempre en guardia, alerta, o se ha sobresaltado con facilidad?",
            ),
            (
                "102015-5",
                "Felt numb or detached from people, activities, or your surroundings?",
                "¿Se ha sentido insensible o alejado(a) de las personas, de las actividades o de lo que le rodea?",
            ),
            (
                "102016-3",
                "Felt guilty or unable to stop blaming yourself or others for the event(s) or any problems the "
                "event(s) may have caused?",
                "¿Se ha sentido culpable, o no ha podido dejar de culparse o de culpar a otros por lo ocurrido o por "
                "los problemas que causó?",
            ),
        ),
        start=1,
    )
)  # fmt: skip

_POSITIVE = "Evaluate for PTSD and plan with the trauma in mind; do not press for details at intake."

PCPTSD5 = Instrument(
    code="PCPTSD5",
    version="2015; Spanish by this project 1",
    title="Primary Care PTSD Screen for DSM-5 (PC-PTSD-5)",
    title_es="Prueba breve de estrés postraumático para atención primaria (PC-PTSD-5)",
    purpose="Whether a frightening event still weighs on somebody.",
    completed_by="The patient.",
    interval="At intake, yearly, and after a trauma.",
    licence="Public domain (US Government).",
    credit="Prins A, Bovin MJ, Kimerling R, and others, 2015. The Primary Care PTSD Screen for DSM-5 (PC-PTSD-5). "
    "National Center for PTSD.",
    source=SOURCE,
    items=(
        Item(
            GATE,
            "Sometimes things happen to people that are unusually or especially frightening, horrible, or traumatic. "
            "Have you ever experienced this kind of event?",
            "For example: a serious accident or fire; a physical or sexual assault or abuse; an earthquake or flood; a "
            "war; seeing someone be killed or seriously injured; having a loved one die through homicide or suicide.",
            YES_COUNTS,
            text_es="A veces a las personas les ocurren cosas fuera de lo común o especialmente aterradoras, "
            "horribles o traumáticas. ¿Alguna vez ha vivido algo así?",
            hint_es="Por ejemplo: un accidente grave o un incendio; una agresión o abuso físico o sexual; un terremoto "
            "o una inundación; una guerra; ver que mataban o herían de gravedad a alguien; la muerte de un ser querido "
            "por homicidio o suicidio.",
            loinc="102011-4",
        ),
        *SYMPTOMS,
    ),
    bands=(
        Band(0, 2, "negative", "Negative", "Negativo", "Repeat on schedule.", SOURCE),
        Band(3, 3, "positive_sensitive", "Positive, sensitive cut-off", "Positivo, punto sensible", _POSITIVE, SOURCE),
        Band(4, 5, "positive_efficient", "Positive", "Positivo", _POSITIVE, SOURCE),
    ),
    flags={
        "POSITIVE": "3 or more of 5 are yes.",
        "NO_TRAUMA_EXPOSURE": "No such event, so nothing more was asked.",
    },
    scorer=score,
    loinc="102010-6",
    loinc_score="102017-1",
    repeats=(Repeat(365, "Yearly, and after a trauma.", "clinical spec 1.0, project policy"),),
)
