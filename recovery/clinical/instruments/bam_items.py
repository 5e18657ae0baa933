"""The questions of the Brief Addiction Monitor, in its three editions.

BAM (past 30 days) and BAM-IOP (past 7 days) offer ranges of days; BAM-R asks for the number of days.  Item 9 is in the
VA's newer wording ("will NOT use").  Which questions may stay open, where the paper form and the specification leave it
to us (docs/clinical-sources.md):

- The paper form goes from item 4 to 6 when nothing was drunk.  Item 5 is asked all the same, because a subscale with a
  missing item has no score (spec 1.12), and more heavy drinking than drinking is a contradiction that must be seen.
- Items 7a to 7g say which drug.  In BAM and BAM-IOP they come up after a day in item 6, and then each is needed: the
  flag on opioids rests on 7e, and a gap would read as none.  BAM-R is complete without them (golden case BAMR-03).
- Item 17 is not scored, so it is never needed.

Source: Cacciola and others 2013, US Department of Veterans Affairs; the Spanish is our own; clinical spec 1.12.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recovery.clinical.instruments.definition import Item, Option
from recovery.clinical.instruments.sums import NO, YES

DAYS = ("2", "3", "4", "5", "6", "7a", "7b", "7c", "7d", "7e", "7f", "7g", "10", "11", "13", "16")

HEALTH = (
    Option(0, "Excellent", "Excelente"),
    Option(1, "Very good", "Muy buena"),
    Option(2, "Good", "Buena"),
    Option(3, "Fair", "Regular"),
    Option(4, "Poor", "Mala"),
)
EXTENT = (
    Option(0, "Not at all", "Nada"),
    Option(1, "Slightly", "Un poco"),
    Option(2, "Moderately", "Moderadamente"),
    Option(3, "Considerably", "Bastante"),
    Option(4, "Extremely", "Muchísimo"),
)
DAYS_OF_30 = tuple(
    Option(value, words, words.replace("to", "a"))
    for value, words in enumerate(("0", "1 to 3", "4 to 8", "9 to 15", "16 to 30"))
)
DAYS_OF_7 = tuple(
    Option(value, words, words_es)
    for value, (words, words_es) in enumerate(
        (("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("4 or more", "4 o más")),
    )
)
INCOME = (Option(0, "No", "No"), Option(4, "Yes", "Sí"))
INCOME_R = (Option(YES, "Yes", "Sí", points=30), Option(NO, "No", "No", points=0))

IN_DAYS = (0, 8, 15, 22, 30)  # what the answers in words count for in BAM-R; clinical spec 1.12

_EXTENTS = {"1": HEALTH, "8": EXTENT, "9": EXTENT, "12": EXTENT, "15": EXTENT, "17": EXTENT}
_WHICH = "In the past {n} days, how many days did you use:"
_WHICH_ES = "En los últimos {n} días, cuántos días usó:"
# A standard drink, as the form prints it beside item 5.
_DRINK = "One drink is one shot of hard liquor (1.5 ounces), one 12-ounce can or bottle of beer, or one 5-ounce glass of wine."
_DRINK_ES = "Una bebida es un trago de licor (1.5 onzas), una lata o botella de cerveza de 12 onzas o una copa de vino de 5 onzas."

_TEXTS: Mapping[str, tuple[str, str]] = {
    "1": (
        "In the past {n} days, how would you say your physical health has been?",
        "En los últimos {n} días, ¿cómo diría que ha sido su salud física?",
    ),
    "2": (
        "In the past {n} days, how many nights did you have trouble falling asleep or staying asleep?",
        "En los últimos {n} días, ¿cuántas noches le costó dormirse o seguir durmiendo?",
    ),
    "3": (
        "In the past {n} days, how many days have you felt depressed, anxious, angry or very upset throughout most of "
        "the day?",
        "En los últimos {n} días, ¿cuántos días sintió depresión, ansiedad, enojo o mucho malestar la mayor parte del "
        "día?",
    ),
    "4": (
        "In the past {n} days, how many days did you drink ANY alcohol?",
        "En los últimos {n} días, ¿cuántos días tomó ALGO de alcohol?",
    ),
    "5": (
        "In the past {n} days, how many days did you have at least 5 drinks (if you are a man) or at least 4 drinks "
        "(if you are a woman)?",
        "En los últimos {n} días, ¿cuántos días tomó al menos 5 bebidas (si es hombre) o al menos 4 (si es mujer)?",
    ),
    "6": (
        "In the past {n} days, how many days did you use any illegal or street drugs or abuse any prescription "
        "medications?",
        "En los últimos {n} días, ¿cuántos días usó drogas ilegales o de la calle o abusó de medicinas recetadas?",
    ),
    "7a": ("Marijuana (cannabis, pot, weed)?", "¿Marihuana (cannabis, hierba)?"),
    "7b": (
        "Sedatives and/or Tranquilizers (benzos, Valium, Xanax, Ativan, Ambien, barbs, Phenobarbital, downers, etc.)?",
        "¿Sedantes o tranquilizantes (benzos, Valium, Xanax, Ativan, Ambien, barbitúricos, fenobarbital, etc.)?",
    ),
    "7c": ("Cocaine and/or Crack?", "¿Cocaína o crack?"),
    "7d": (
        "Other Stimulants (amphetamine, methamphetamine, Dexedrine, Ritalin, Adderall, speed, crystal meth, ice, etc.)?",
        "¿Otros estimulantes (anfetamina, metanfetamina, Dexedrine, Ritalin, Adderall, speed, cristal, etc.)?",
    ),
    "7e": (
        "Opiates (Heroin, Morphine, Dilaudid, Demerol, Oxycontin, oxy, codeine (Tylenol 2,3,4), Percocet, Vicodin, "
        "Fentanyl, etc.)?",
        "¿Opiáceos (heroína, morfina, Dilaudid, Demerol, Oxycontin, codeína (Tylenol 2,3,4), Percocet, Vicodin, "
        "fentanilo, etc.)?",
    ),
    "7f": (
        "Inhalants (glues, adhesives, nail polish remover, paint thinner, etc.)?",
        "¿Inhalantes (pegamento, adhesivos, quitaesmalte, disolvente, etc.)?",
    ),
    "7g": (
        "Other drugs (steroids, non-prescription sleep and diet pills, Benadryl, Ephedra, other over-the-counter or "
        "unknown medications)?",
        "¿Otras drogas (esteroides, pastillas sin receta para dormir o adelgazar, Benadryl, efedra, otras medicinas "
        "sin receta o desconocidas)?",
    ),
    "8": (
        "In the past {n} days, how much were you bothered by cravings or urges to drink alcohol or use drugs?",
        "En los últimos {n} días, ¿cuánto le molestaron los deseos o ganas de tomar alcohol o usar drogas?",
    ),
    "9": (
        "How confident are you that you will NOT use alcohol and drugs in the next {n} days?",
        "¿Qué tan seguro(a) está de que NO usará alcohol ni drogas en los próximos {n} días?",
    ),
    "10": (
        "In the past {n} days, how many days did you attend self-help meetings like AA or NA to support your recovery?",
        "En los últimos {n} días, ¿cuántos días fue a reuniones de ayuda mutua como AA o NA para apoyar su "
        "recuperación?",
    ),
    "11": (
        "In the past {n} days, how many days were you in any situations or with any people that might put you at an "
        "increased risk for using alcohol or drugs (i.e., around risky “people, places or things”)?",
        "En los últimos {n} días, ¿cuántos días estuvo en situaciones o con personas que podrían aumentar su riesgo de "
        "usar alcohol o drogas (“personas, lugares o cosas” de riesgo)?",
    ),
    "12": (
        "Does your religion or spirituality help support your recovery?",
        "¿Su religión o espiritualidad ayuda a apoyar su recuperación?",
    ),
    "13": (
        "In the past {n} days, how many days did you spend much of the time at work, school, or doing volunteer work?",
        "En los últimos {n} días, ¿cuántos días pasó buena parte del tiempo en el trabajo, en la escuela o como "
        "voluntario(a)?",
    ),
    "14": (
        "Do you have enough income (from legal sources) to pay for necessities such as housing, transportation, food "
        "and clothing for yourself and your dependents?",
        "¿Tiene ingresos suficientes (de fuentes legales) para pagar lo necesario, como vivienda, transporte, comida y "
        "ropa, para usted y quienes dependen de usted?",
    ),
    "15": (
        "In the past {n} days, how much have you been bothered by arguments or problems getting along with any family "
        "members or friends?",
        "En los últimos {n} días, ¿cuánto le molestaron las discusiones o problemas para llevarse bien con familiares "
        "o amigos?",
    ),
    "16": (
        "In the past {n} days, how many days were you in contact or spent time with any family members or friends who "
        "are supportive of your recovery?",
        "En los últimos {n} días, ¿cuántos días tuvo contacto o pasó tiempo con familiares o amigos que apoyan su "
        "recuperación?",
    ),
    "17": (
        "How satisfied are you with your progress toward achieving your recovery goals?",
        "¿Qué tan satisfecho(a) está con su avance hacia sus metas de recuperación?",
    ),
}


def ranged(days: int) -> tuple[Item, ...]:
    """The questions about the past `days` (30 or 7), days of it in ranges."""
    ranges = DAYS_OF_30 if days == 30 else DAYS_OF_7
    after_use = tuple(("6", value) for value in (1, 2, 3, 4))
    return tuple(
        _item(item_id, days, after_use, options=INCOME if item_id == "14" else _EXTENTS.get(item_id, ranges))
        for item_id in _TEXTS
    )


def counted() -> tuple[Item, ...]:
    """The questions of BAM-R: days as a number from 0 to 30; which drugs, and satisfaction, may be left out."""
    after_use = tuple(("6", value) for value in range(1, 31))
    plain = (
        _item(item_id, 30, after_use, options=INCOME_R if item_id == "14" else _in_days(_EXTENTS.get(item_id, ())))
        for item_id in _TEXTS
    )
    return tuple(_as_days(item) if item.id in DAYS else item for item in plain)


def _in_days(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(replace(option, points=days) for option, days in zip(options, IN_DAYS, strict=False))


def _as_days(item: Item) -> Item:
    return replace(item, kind="integer", low=0, high=30, unit="days", required=not item.id.startswith("7"))


def _item(item_id: str, days: int, after_use: tuple[tuple[str, int], ...], *, options: tuple[Option, ...]) -> Item:
    text, text_es = (each.format(n=days) for each in _TEXTS[item_id])
    item = Item(item_id, text, options=options, text_es=text_es, required=item_id != "17")
    if item_id == "5":
        return replace(item, hint=_DRINK, hint_es=_DRINK_ES)
    if item_id.startswith("7"):
        heading, heading_es = _WHICH.format(n=days), _WHICH_ES.format(n=days)
        return replace(item, asked_when=after_use, section=heading, section_es=heading_es)
    return item
