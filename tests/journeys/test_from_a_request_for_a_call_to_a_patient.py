"""A sister asks for a call on her phone, in Spanish; Paul triages, calls, and registers the person she worries about."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.journeys.people import IntakeWorker
from tests.journeys.visitor import Visitor
from tests.services import until


def test_from_a_request_for_a_call_to_a_patient(cast, services, browser, visits):
    visits.clicks = 0
    lucia = Visitor(browser, visits, services.web_url, phone=True, locale="es-US")
    asks_for_a_call(lucia)
    asking = visits.clicks

    paul = IntakeWorker(browser, visits, services.web_url)
    visits.clicks = 0
    triages(paul, cast)
    calls(paul)
    registers(paul)
    assert (asking, visits.clicks) == (7, 14)

    sees_the_other_lists(paul)
    looks_at_the_public_page_on_a_desk(browser, visits, services)
    assert (visits.violations, visits.complaints) == ([], [])


def asks_for_a_call(lucia):
    lucia.open("/help/")
    lucia.is_on("¿Es hora de pedir ayuda?")
    lucia.look("help in Spanish on a phone")
    no_wider_than_the_screen(lucia)
    lucia.follow("Para alguien que me importa")
    lucia.look("request for a call in Spanish on a phone")
    no_wider_than_the_screen(lucia)
    lucia.press("Pedir una llamada")
    expect(lucia.page).to_have_title(re.compile("^Error:"))
    lucia.look("request for a call with errors")
    lucia.fill("¿Cómo se llama usted?", "Lucía")
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
    lucia.leave()


def triages(paul, cast):
    paul.sign_in(cast.intake.email)
    paul.sees("Call back")
    paul.look("home with calls")
    paul.go("Referrals")
    paul.look("referrals to call")
    paul.follow("Triage Lucía")
    paul.look("triage")
    paul.tick(paul.page.get_by_label("In withdrawal now"))
    paul.fill("Note", "Her brother; he lives with her.")
    paul.press("Save triage")
    paul.sees("Withdrawal can be treated today")
    paul.look("referral triaged")


def calls(paul):
    paul.follow("Record a call")
    paul.look("record a call")
    paul.choose("What came of it", "Reached")
    paul.press("Save call")
    paul.sees("Phone call: reached")
    paul.follow("Correct these")
    paul.fill("Who needs care, if it is somebody else", "Mateo Rivas")
    paul.look("correct the details")
    paul.press("Save")
    paul.is_on("Mateo Rivas")


def registers(paul):
    paul.follow("Register as a patient")
    expect(paul.page.get_by_label("Given name")).to_have_value("Mateo")
    expect(paul.page.get_by_label("Family name")).to_have_value("Rivas")
    paul.look("register from a referral")
    born = date(1992, 3, 12)
    for part, value in (("Month", born.month), ("Day", born.day), ("Year", born.year)):
        paul.fill(part, str(value))
    paul.press("Register")
    paul.is_on("Open an episode of care")
    paul.look("episode from a referral")
    paul.select("Who leads care?", "Keisha Monroe, counselor")
    paul.press("Open the episode")
    paul.tab("Timeline")
    paul.sees("Referral: became a patient")
    paul.look("timeline with the referral")


def sees_the_other_lists(paul):
    paul.go("Referrals")
    for name in ("Waiting list", "All open", "Closed"):
        paul.page.get_by_role("navigation", name="Lists of referrals").get_by_role("link", name=name).click()
        paul.look(f"referrals, {name.lower()}")
    paul.follow("Mateo Rivas", exact=True)
    paul.look("referral of a patient")
    paul.go("Referrals")
    paul.follow("Take in a referral")
    paul.look("take in a referral")


def looks_at_the_public_page_on_a_desk(browser, visits, services):
    for variant, options in (("wide", {}), ("dark", {"color_scheme": "dark"})):
        reader = Visitor(browser, visits, services.web_url, **options)
        for name, address in (("help", "/help/"), ("request", "/help/call/professional/"), ("thanks", "/help/thanks/")):
            reader.open(address)
            reader.look(f"{name}, {variant}")
        reader.leave()


def no_wider_than_the_screen(visitor):
    width, room = visitor.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room
