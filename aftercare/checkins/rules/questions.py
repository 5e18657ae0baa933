"""What a check-in asks, in English and Spanish, one question to a page.

Plain and kind, at a reading level of grade 6 to 8; "used again", never "relapse".  Every question may be passed
over.  PHQ-2 wording is the instrument's own.  Source: clinical spec 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from recovery.clinical.instruments import Item, Option, get

PHQ2_CERTAIN = 3  # one answered item at 3 is already a positive PHQ-2, whatever the other; clinical spec 1.7

STEM = "We ask so that we can help early. No answer is wrong."
STEM_ES = "Preguntamos para poder ayudar a tiempo. Ninguna respuesta es mala."
NOT_WATCHED = "Nobody reads this right away at every hour. If you are in danger, call 911, or call or text 988."
NOT_WATCHED_ES = (
    "No siempre hay alguien leyendo esto en el momento. Si está en peligro, llame al 911, o llame o mande un texto al "
    "988."
)

CRAVING = Item(
    "craving",
    "How strong is your craving for heroin or other opioids right now?",
    "0 is no craving. 10 is the strongest ever.",
    kind="integer",
    text_es="¿Qué tan fuerte es su deseo de usar heroína u otros opioides en este momento?",
    hint_es="0 es ningún deseo. 10 es el más fuerte que ha tenido.",
    low=0,
    high=10,
)
USED = Item(
    "used",
    "Since your last check-in, have you used any of these?",
    "Choose all that fit. You will not lose your care for telling us.",
    (
        Option("none", "None of these", "Ninguna de estas"),
        Option("opioid", "Heroin, fentanyl or other opioids", "Heroína, fentanilo u otros opioides"),
        Option("alcohol", "Alcohol", "Alcohol"),
        Option("stimulant", "Meth, cocaine or other stimulants", "Metanfetamina, cocaína u otros estimulantes"),
        Option(
            "sedative", "Benzos, sleeping pills or other sedatives", "Benzos, pastillas para dormir u otros sedantes"
        ),
        Option("cannabis", "Cannabis", "Marihuana"),
        Option("other", "Something else", "Otra cosa"),
    ),
    "many",
    "Desde su último registro, ¿ha usado alguna de estas sustancias?",
    "Marque todas las que correspondan. No perderá su atención por contarnos.",
)
RISKY_EXPOSURE = Item(
    "risky_exposure",
    "Since your last check-in, were you around people, places or things that made you want to use?",
    kind="boolean",
    text_es="Desde su último registro, ¿estuvo cerca de personas, lugares o cosas que le dieron ganas de usar?",
)
CONFIDENCE = Item(
    "confidence",
    "How sure are you that you can stay away from drugs until your next check-in?",
    "0 is not sure at all. 10 is completely sure.",
    kind="integer",
    text_es="¿Qué tan seguro(a) está de que puede mantenerse sin drogas hasta su próximo registro?",
    hint_es="0 es nada seguro(a). 10 es completamente seguro(a).",
    low=0,
    high=10,
)
_PHQ2 = get("PHQ2")
MOOD = tuple(
    replace(item, id=f"mood_{item.id}", hint=_PHQ2.stem, hint_es=_PHQ2.stem_es, required=True) for item in _PHQ2.items
)
BAD_SLEEP_NIGHTS = Item(
    "bad_sleep_nights",
    "In the past 7 nights, on how many did you sleep badly?",
    kind="integer",
    text_es="De las últimas 7 noches, ¿en cuántas durmió mal?",
    low=0,
    high=7,
)
MISSED_MOUD_DAYS = Item(
    "missed_moud_days",
    "Since your last check-in, how many days did you miss your medicine?",
    "Your medicine is buprenorphine, methadone or naltrexone. Missed days happen. Put 0 if you missed none.",
    kind="integer",
    text_es="Desde su último registro, ¿cuántos días no tomó su medicina?",
    hint_es="Su medicina es buprenorfina, metadona o naltrexona. A cualquiera le pasa. Ponga 0 si no le faltó ninguno.",
    low=0,
)
OVERDOSE = Item(
    "overdose_since_last",
    "Since your last check-in, have you had an overdose?",
    "It counts if someone gave you naloxone (Narcan) or could not wake you.",
    kind="boolean",
    text_es="Desde su último registro, ¿ha tenido una sobredosis?",
    hint_es="Cuenta si alguien le dio naloxona (Narcan) o no podía despertarle.",
)
SUICIDAL_THOUGHTS = Item(
    "suicidal_thoughts",
    "Since your last check-in, have you wished you were dead or thought about killing yourself?",
    "You can tell us. If you say yes, a person will contact you. You can call or text 988 right now, day or night.",
    kind="boolean",
    text_es="Desde su último registro, ¿ha deseado estar muerto(a) o ha pensado en quitarse la vida?",
    hint_es="Puede decirnos. Si contesta que sí, una persona se comunicará con usted. Puede llamar o mandar un texto "
    "al 988 ahora mismo, de día o de noche.",
)
NALOXONE = Item(
    "naloxone_at_home",
    "Do you have naloxone (Narcan) where you live?",
    "If not, we will get you some.",
    kind="boolean",
    text_es="¿Tiene naloxona (Narcan) donde vive?",
    hint_es="Si no tiene, le daremos.",
)

QUESTIONS: tuple[Item, ...] = (
    CRAVING,
    USED,
    RISKY_EXPOSURE,
    CONFIDENCE,
    *MOOD,
    BAD_SLEEP_NIGHTS,
    MISSED_MOUD_DAYS,
    OVERDOSE,
    SUICIDAL_THOUGHTS,
    NALOXONE,
)


def asked(*, moud_active: bool) -> tuple[Item, ...]:
    """The questions of one check-in, in order; missed doses only of someone on medication."""
    return tuple(item for item in QUESTIONS if moud_active or item is not MISSED_MOUD_DAYS)


def as_answers(replies: Mapping[str, Any]) -> dict[str, Any]:
    """Replies to `QUESTIONS` as the answers that `rules.evaluate` reads: the two mood items become `phq2`.

    A half-answered PHQ-2 counts only when the answered half already makes it positive.
    """
    answers = {key: value for key, value in replies.items() if key not in _MOOD_IDS}
    moods = [(item, replies[item.id]) for item in MOOD if replies.get(item.id) is not None]
    if not all(item.accepts(mood) for item, mood in moods):
        return answers | {"phq2": [mood for _, mood in moods]}  # illegal on purpose: the rules then name phq2
    total = sum(mood for _, mood in moods)
    if len(moods) == len(MOOD) or total >= PHQ2_CERTAIN:
        answers["phq2"] = total
    return answers


_MOOD_IDS = tuple(item.id for item in MOOD)
