"""SOWS, the Subjective Opiate Withdrawal Scale: how withdrawal feels, in 16 questions the person answers.

Not Gossop's 10-item Short Opiate Withdrawal Scale, which has the same letters.  Source: Handelsman and others 1987,
Am J Drug Alcohol Abuse 13(3):293-308; bands are working bands and were not validated; clinical spec 1.2.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.result import Result, Status, incomplete
from recovery.clinical.instruments.sums import total

SOURCE = "SOWS, Handelsman and others 1987, working bands; clinical spec 1.2"
HOME_START = 17  # flag SOWS_GE_17, the usual floor of a home start; clinical spec 1.2
CRAVING, VOMITING = "16", "13"  # items; clinical spec 1.2
HIGH = 3  # flags CRAVING_HIGH and VOMITING_HIGH; clinical spec 1.2


def score(answers: Answers, _context: Answers) -> Result:
    """Sum of all sixteen; craving and vomiting are flagged before that."""
    felt = _felt(answers)
    if missing := SOWS.missing(answers):
        return incomplete(missing, felt)
    points = total(SOWS, answers)
    reached = ("SOWS_GE_17",) if points >= HOME_START else ()
    return Result(Status.COMPLETE, score=points, band=SOWS.band_for(points), flags=reached + felt)


def _felt(answers: Answers) -> tuple[str, ...]:
    raised = (("CRAVING_HIGH", CRAVING), ("VOMITING_HIGH", VOMITING))
    return tuple(flag for flag, item in raised if answers.get(item, 0) >= HIGH)


HOW_MUCH = (
    Option(0, "Not at all", "Nada"),
    Option(1, "A little", "Un poco"),
    Option(2, "Moderately", "Moderadamente"),
    Option(3, "Quite a bit", "Bastante"),
    Option(4, "Extremely", "Muchísimo"),
)

SOWS = Instrument(
    code="SOWS",
    version="1987; Spanish by this project 1",
    title="Subjective Opiate Withdrawal Scale (SOWS)",
    title_es="Escala subjetiva de abstinencia de opiáceos (SOWS)",
    purpose="How withdrawal feels to the person, and when a start at home is near.",
    completed_by="The patient.",
    interval="Each day of a start at home, and daily in withdrawal management.",
    licence="No licence statement was found; the scale is reproduced freely in treatment guides.",
    credit="Handelsman L, Cochrane KJ, Aronson MJ, Ness R, Rubinstein KJ, Kanof PD. Two new rating scales for opiate "
    "withdrawal. Am J Drug Alcohol Abuse 1987;13:293-308.",
    source=SOURCE,
    stem="How do you feel right now?",
    stem_es="¿Cómo se siente en este momento?",
    items=tuple(
        Item(str(number), text, options=HOW_MUCH, text_es=text_es)
        for number, (text, text_es) in enumerate(
            (
                ("I feel anxious", "Siento ansiedad"),
                ("I feel like yawning", "Tengo ganas de bostezar"),
                ("I am perspiring", "Estoy sudando"),
                ("My eyes are tearing", "Me lloran los ojos"),
                ("My nose is running", "Me gotea la nariz"),
                ("I have goosebumps", "Tengo la piel de gallina"),
                ("I am shaking", "Estoy temblando"),
                ("I have hot flashes", "Tengo oleadas de calor"),
                ("I have cold flashes", "Tengo oleadas de frío"),
                ("My bones and muscles ache", "Me duelen los huesos y los músculos"),
                ("I feel restless", "Siento inquietud"),
                ("I feel nauseous", "Tengo náuseas"),
                ("I feel like vomiting", "Tengo ganas de vomitar"),
                ("My muscles twitch", "Se me contraen los músculos"),
                ("I have stomach cramps", "Tengo cólicos en el estómago"),
                ("I feel like using now", "Tengo ganas de usar ahora"),
            ),
            start=1,
        )
    ),
    bands=(
        Band(0, 0, "none", "None", "Ninguna", "Comfort measures; rate again in 2 to 4 hours.", SOURCE),
        Band(1, 10, "mild", "Mild", "Leve", "Comfort measures; rate again in 2 to 4 hours.", SOURCE),
        Band(
            11,
            20,
            "moderate",
            "Moderate",
            "Moderada",
            "From 17: ready for a start at home if the plan says so; a nurse calls. Below 17: rate again in 2 to 4 hours.",
            SOURCE,
        ),
        Band(21, 64, "severe", "Severe", "Grave", "A visit the same day.", SOURCE),
    ),
    flags={
        "SOWS_GE_17": "The score is 17 or more, the usual floor for a start at home.",
        "CRAVING_HIGH": "Feels quite a bit or extremely like using now.",
        "VOMITING_HIGH": "Feels quite a bit or extremely like vomiting.",
    },
    scorer=score,
    # clinical spec 1.2
    caution="The bands are working bands: none were validated for these 16 questions. On site, do a COWS as well.",
    local_code="sows-total",
)
