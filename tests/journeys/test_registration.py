"""Registration in the browser: what a closed browser keeps, who is at it, and what comes back."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.interview import Interview
from tests.journeys.people import IntakeWorker, Nurse
from tests.journeys.visitor import label_of


@pytest.fixture(scope="module", autouse=True)
def all_pages_are_sound(visits):
    yield
    assert (visits.violations, visits.complaints) == ([], [])


def test_a_closed_browser_loses_nothing_and_somebody_else_sees_who_is_at_it(cast, services, browser, visits):
    nora = Nurse(browser, visits, services.web_url)
    nora.sign_in(cast.nurse.email)
    nora.find("Whitfield, Marcus")
    nora.follow("Registration")
    nora.follow("Start Strengths", exact=True)
    nora.fill("Good at, proud of", "I can fix any roof.")
    expect(nora.page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    address = nora.page.url
    nora.leave()

    paul = IntakeWorker(browser, visits, services.web_url, phone=True)
    paul.sign_in(cast.intake.email)
    paul.open(address)
    paul.sees(re.compile("Nora Lindqvist is answering this"))
    paul.look("registration section beside somebody, phone")
    width, room = paul.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room
    paul.leave()

    nora.arrive()
    nora.sign_in(cast.nurse.email)
    nora.open(address)
    nora.sees("You were answering this before")
    expect(nora.page.get_by_label(label_of("Good at, proud of"))).to_have_value("I can fix any roof.")
    nora.leave()


def test_an_answer_that_cannot_be_comes_back_with_every_row(cast, services, browser, visits):
    nora = Nurse(browser, visits, services.web_url, color_scheme="dark")
    nora.sign_in(cast.nurse.email)
    nora.find("Whitfield, Marcus")
    nora.follow("Registration")
    nora.follow("Start Earlier overdoses", exact=True)
    nora.choose("Has the person ever had an overdose?", "Yes")
    ask = Interview(nora)
    answers = {"Was it on purpose?": "No", "Was naloxone given?": "Yes", "Was it treated in hospital?": "Does not know"}
    ask.write("Overdose 1", With_what="Heroin", When="1980", **answers)
    nora.press("Save and next")
    summary = nora.page.get_by_role("alert").filter(has=nora.page.get_by_role("heading"))
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link", name="The overdose lies before the date of birth")).to_be_visible()
    expect(ask.row("Overdose 1").get_by_label(label_of("With what"))).to_have_value("Heroin")
    nora.look("registration section comes back")
    nora.leave()
