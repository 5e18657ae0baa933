"""From a request for a call on the public page to an open episode of care: a sister asks, Paul triages, calls, registers."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from tests.journeys.people import IntakeWorker
from tests.journeys.visitor import Visitor
from tests.services import until

SISTER = "Lucía"
BORN = date(1994, 2, 3)


def asks_for_a_call(lucia: Visitor) -> None:
    """In Spanish, on a phone; the first try comes back with what is missing."""
    lucia.open("/help/")
    lucia.is_on("¿Es hora de pedir ayuda?")
    lucia.look("help in Spanish on a phone")
    lucia.follow("Para alguien que me importa")
    lucia.look("request for a call in Spanish on a phone")
    lucia.press("Pedir una llamada")
    expect(lucia.page).to_have_title(re.compile("^Error:"))
    lucia.look("request for a call with errors")
    lucia.fill("¿Cómo se llama usted?", SISTER)
    lucia.fill("Número de teléfono", "(212) 555-0120")
    lucia.choose("¿En qué idioma hablamos?", "Español")
    lucia.choose("¿Podemos dejar un mensaje?", "Sí")
    lucia.choose("Si contesta otra persona, ¿podemos decir de dónde llamamos?", "No")
    lucia.tick(lucia.page.get_by_label("Se inyecta drogas"))
    until(lambda: lucia.page.evaluate("performance.now()") > 3500, "a person has had time to write")
    lucia.press("Pedir una llamada")
    lucia.is_on("Gracias. Le vamos a llamar.")
    assert lucia.page.url.endswith("/help/thanks/")
    lucia.sees("Pensamientos de suicidio")
    lucia.look("thanks in Spanish on a phone")


def triages(paul: IntakeWorker) -> None:
    paul.sees("Call back")
    paul.look("home with calls")
    paul.go("Referrals")
    paul.look("referrals to call")
    paul.follow(f"Triage {SISTER}")
    paul.look("triage")
    paul.tick(paul.page.get_by_label("In withdrawal now"))
    paul.fill("Note", "Her sister; she lives with her.")
    paul.press("Save triage")
    paul.sees("Withdrawal can be treated today")
    paul.look("referral triaged")


def calls(paul: IntakeWorker) -> None:
    paul.follow("Record a call")
    paul.look("record a call")
    paul.choose("What came of it", "Reached")
    paul.press("Save call")
    paul.sees("Phone call: reached")
    paul.follow("Correct these")
    paul.fill("Who needs care, if it is somebody else", "Rosa Delgado")
    paul.look("correct the details")
    paul.press("Save")
    paul.is_on("Rosa Delgado")


def registers(paul: IntakeWorker) -> None:
    """What the referral knows stands in the form already."""
    paul.follow("Register as a patient")
    expect(paul.page.get_by_label("Given name")).to_have_value("Rosa")
    expect(paul.page.get_by_label("Family name")).to_have_value("Delgado")
    paul.look("register from a referral")
    for part, value in (("Month", BORN.month), ("Day", BORN.day), ("Year", BORN.year)):
        paul.fill(part, str(value))
    paul.choose("Language for messages", "English")  # the sister asked in Spanish
    paul.press("Register")
    paul.is_on("Open an episode of care")
    paul.look("episode from a referral")
    paul.select("Who leads care?", "Keisha Monroe, counselor")
    paul.press("Open the episode")
    paul.tab("Timeline")
    paul.sees("Referral: became a patient")
    paul.look("timeline with the referral")
