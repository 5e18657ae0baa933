"""What TAPS-2 asks about each substance.  Wording: TAPS Tool, National Institute on Drug Abuse; the Spanish is our own.

The second question differs by substance as it does in the tool: a failed attempt to stop (opioids, alcohol), an urge
every week (marijuana, medicines for anxiety or sleep), use every week (stimulants, medicines for ADHD).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Substance:
    """`questions`: q1 to q3 or q4, each in English and Spanish; q1 asks whether it was used at all."""

    code: str
    name: str
    name_es: str
    questions: Mapping[str, tuple[str, str]]


def _substance(code: str, name: str, name_es: str, *questions: tuple[str, str]) -> Substance:
    return Substance(code, name, name_es, {f"q{number}": each for number, each in enumerate(questions, start=1)})


def _failed(name: str, name_es: str) -> tuple[str, str]:
    return (
        f"Have you tried and failed to control, cut down or stop {name}?",
        f"¿Ha intentado controlar, reducir o dejar {name_es} sin lograrlo?",
    )


def _concern(name: str, name_es: str) -> tuple[str, str]:
    return f"Has anyone expressed concern about your {name}?", f"¿Alguien ha expresado preocupación por {name_es}?"


def _urge(name: str, name_es: str) -> tuple[str, str]:
    return (
        f"Have you had a strong desire or urge to use {name} at least once a week or more often?",
        f"¿Ha tenido un fuerte deseo o ganas de usar {name_es} al menos una vez por semana o más?",
    )


def _weekly(name: str, name_es: str) -> tuple[str, str]:
    return (
        f"Did you use {name} at least once a week or more often?",
        f"¿Usó {name_es} al menos una vez por semana o más?",
    )


_PAIN = "a prescription opiate pain reliever"
_PAIN_ES = "un calmante opioide recetado"
_SLEEP = "medications for anxiety or sleep"
_SLEEP_ES = "medicinas para la ansiedad o para dormir"
_ADHD = "a medication for ADHD"
_ADHD_ES = "una medicina para el TDAH"
_MISUSED = "not as prescribed or that was not prescribed for you"
_MISUSED_ES = "de forma distinta a la recetada o sin que fuera para usted"

SUBSTANCES: tuple[Substance, ...] = (
    _substance(
        "heroin",
        "Heroin",
        "Heroína",
        ("Did you use heroin?", "¿Usó heroína?"),
        _failed("using heroin", "el uso de heroína"),
        _concern("use of heroin", "su uso de heroína"),
    ),
    _substance(
        "rx_opioid",
        "Prescription opioids",
        "Opioides recetados",
        (
            f"Did you use {_PAIN} (for example, Percocet, Vicodin) {_MISUSED}?",
            f"¿Usó {_PAIN_ES} (por ejemplo, Percocet, Vicodin) {_MISUSED_ES}?",
        ),
        _failed("using an opiate pain reliever", f"el uso de {_PAIN_ES}"),
        _concern("use of an opiate pain reliever", f"su uso de {_PAIN_ES}"),
    ),
    _substance(
        "alcohol",
        "Alcohol",
        "Alcohol",
        ("Did you have a drink containing alcohol?", "¿Tomó alguna bebida con alcohol?"),
        (
            "Did you have 5 or more (men) / 4 or more (women) drinks containing alcohol in a day?",
            "¿Tomó 5 o más (hombres) o 4 o más (mujeres) bebidas con alcohol en un día?",
        ),
        _failed("drinking", "la bebida"),
        _concern("drinking", "su manera de beber"),
    ),
    _substance(
        "cannabis",
        "Cannabis",
        "Marihuana",
        ("Did you use marijuana (hash, weed)?", "¿Usó marihuana (hachís, hierba)?"),
        _urge("marijuana", "marihuana"),
        _concern("use of marijuana", "su uso de marihuana"),
    ),
    _substance(
        "stimulant",
        "Cocaine, crack or methamphetamine",
        "Cocaína, crack o metanfetamina",
        (
            "Did you use cocaine, crack, or methamphetamine (crystal meth)?",
            "¿Usó cocaína, crack o metanfetamina (cristal)?",
        ),
        _weekly("cocaine, crack, or methamphetamine (crystal meth)", "cocaína, crack o metanfetamina (cristal)"),
        _concern(
            "use of cocaine, crack, or methamphetamine (crystal meth)",
            "su uso de cocaína, crack o metanfetamina (cristal)",
        ),
    ),
    _substance(
        "sedative",
        "Medicines for anxiety or sleep",
        "Medicinas para la ansiedad o para dormir",
        (
            f"Did you use a medication for anxiety or sleep (for example, Xanax, Ativan, or Klonopin) {_MISUSED}?",
            f"¿Usó una medicina para la ansiedad o para dormir (por ejemplo, Xanax, Ativan o Klonopin) {_MISUSED_ES}?",
        ),
        _urge(_SLEEP, _SLEEP_ES),
        _concern("use of medication for anxiety or sleep", f"su uso de {_SLEEP_ES}"),
    ),
    _substance(
        "rx_stimulant",
        "Medicines for ADHD",
        "Medicinas para el TDAH",
        (
            f"Did you use {_ADHD} (for example, Adderall, Ritalin) {_MISUSED}?",
            f"¿Usó {_ADHD_ES} (por ejemplo, Adderall, Ritalin) {_MISUSED_ES}?",
        ),
        _weekly(f"{_ADHD} (for example, Adderall, Ritalin)", f"{_ADHD_ES} (por ejemplo, Adderall, Ritalin)"),
        _concern(
            "use of a medication for ADHD (for example, Adderall or Ritalin)",
            f"su uso de {_ADHD_ES} (por ejemplo, Adderall o Ritalin)",
        ),
    ),
    _substance(
        "tobacco",
        "Tobacco",
        "Tabaco",
        ("Did you smoke a cigarette containing tobacco?", "¿Fumó algún cigarrillo con tabaco?"),
        (
            "Did you usually smoke more than 10 cigarettes each day?",
            "¿Solía fumar más de 10 cigarrillos al día?",
        ),
        (
            "Did you usually smoke within 30 minutes after waking?",
            "¿Solía fumar en los primeros 30 minutos después de despertar?",
        ),
    ),
)
