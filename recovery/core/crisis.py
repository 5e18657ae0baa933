"""The numbers a person in danger needs, in English and Spanish.  Source: clinical spec 0.3; 988 lifeline in Spanish since July 2023."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One way to reach help; `href` is tel: or sms:, `short` stands in the strip, `number` must stand as text in print."""

    key: str
    short: str
    label: str
    number: str
    href: str
    detail: str
    in_strip: bool = False
    emergency: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the number is too long to stand on a phone's button."""
        return len(self.number) > 4


@dataclass(frozen=True, slots=True)
class Crisis:
    """All of it in one language; `watched` says who reads this app and when."""

    heading: str
    lines: tuple[Line, ...]
    watched: str

    @property
    def strip(self) -> tuple[Line, ...]:
        """The few that fit on one line of a phone."""
        return tuple(line for line in self.lines if line.in_strip)


ENGLISH = Crisis(
    heading="Help now",
    lines=(
        Line(
            "call_988",
            "Call 988",
            "Call 988, day or night",
            "988",
            "tel:988",
            "Crisis and suicide lifeline",
            in_strip=True,
        ),
        Line(
            "text_988", "Text 988", "Text 988", "988", "sms:988", "Crisis and suicide lifeline, by text", in_strip=True
        ),
        Line(
            "call_911",
            "Call 911",
            "Call 911",
            "911",
            "tel:911",
            "Overdose, seizure, not breathing",
            in_strip=True,
            emergency=True,
        ),
        Line(
            "poison", "Poison Help", "Poison Help", "1-800-222-1222", "tel:18002221222", "Took too much, or a child did"
        ),
        Line("samhsa", "SAMHSA", "SAMHSA helpline", "1-800-662-4357", "tel:18006624357", "Find treatment, any hour"),
    ),
    watched="Nobody reads this app day and night. If you need help now, call.",
)

SPANISH = Crisis(
    heading="Ayuda",
    lines=(
        Line("call_988", "Llamar 988", "Llame al 988, día y noche", "988", "tel:988",
             "Línea de crisis y prevención del suicidio, oprima 2", in_strip=True),
        Line("text_988", "Texto 988", "Envíe AYUDA al 988", "988", "sms:988",
             "Línea de crisis y prevención del suicidio, por texto", in_strip=True),
        Line("call_911", "Llamar 911", "Llame al 911", "911", "tel:911", "Sobredosis, convulsión, no respira",
             in_strip=True, emergency=True),
        Line("poison", "Envenenamiento", "Ayuda por envenenamiento", "1-800-222-1222", "tel:18002221222",
             "Tomó demasiado, o un niño lo hizo"),
        Line("samhsa", "SAMHSA", "Línea de ayuda de SAMHSA", "1-800-662-4357", "tel:18006624357",
             "Encuentre tratamiento, a cualquier hora"),
    ),
    watched="Nadie lee esta aplicación día y noche. Si necesita ayuda ahora, llame.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What stands by the numbers when an answer has just told of danger."""

    title: str
    do: tuple[str, ...]
    then: str


ENGLISH_WORDS = Words(
    title="You do not have to go through this alone",
    do=(
        "If you are in danger this minute, call 911.",
        "Call or text 988. A person answers day and night.",
        "Tell somebody who is near you now.",
    ),
    then="Nothing is sent yet. You can go on below; your team is told when you send your answers.",
)
SPANISH_WORDS = Words(
    title="No tiene que pasar por esto a solas",
    do=(
        "Si está en peligro en este momento, llame al 911.",
        "Llame al 988 y oprima 2, o envíe AYUDA al 988. Una persona contesta día y noche.",
        "Dígaselo ahora a alguien que esté cerca.",
    ),
    then="Todavía no se ha enviado nada. Puede seguir abajo; su equipo se entera cuando usted envía sus respuestas.",
)


def words_for(language: str | None) -> Words:
    """As `crisis_for`, the words beside the numbers."""
    return SPANISH_WORDS if crisis_for(language) is SPANISH else ENGLISH_WORDS


def crisis_for(language: str | None) -> Crisis:
    """Spanish for "es" and "es-…", English for every other language."""
    return SPANISH if (language or "").lower().split("-")[0] == "es" else ENGLISH
