"""A whole registration in the browser: every section of one person, what it costs, and what a closed browser keeps."""

import re
import time
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from intake.registration.models import HistoryRevision
from tests.journeys.conftest import apart
from tests.journeys.people import IntakeWorker, Nurse
from tests.journeys.visitor import label_of

BORN = date(1994, 2, 3)
MOST_CLICKS = 90  # for thirteen sections: what is chosen, added, saved


@pytest.fixture(scope="module", autouse=True)
def all_pages_are_sound(visits):
    yield
    assert (visits.violations, visits.complaints) == ([], [])


class Interview:
    """Paul asks, and writes down what is told."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def is_on(self, title):
        self.visitor.is_on(title)

    def row(self, name):
        return self.page.get_by_role("group", name=name, exact=True)

    def write(self, row, **told):
        """Fill in a row by its labels; a text chosen from a list where the label is one of a list."""
        for label, answer in told.items():
            box = self.row(row).get_by_label(label_of(label.replace("_", " ")))
            if box.evaluate("element => element.tagName") == "SELECT":
                self.visitor.visits.clicks += 1
                box.select_option(label=answer)
            else:
                box.fill(answer)

    def tick(self, row, label):
        self.visitor.tick(self.row(row).get_by_label(label))

    def save(self, name):
        self.visitor.look(f"registration: {name}")
        self.visitor.press("Save and next")


def test_a_whole_registration(cast, services, browser, visits):
    paul = IntakeWorker(browser, visits, services.web_url)
    paul.sign_in(cast.intake.email)
    paul.register("Rosa", "Delgado", BORN, email="rosa@example.org", phone="(212) 555-0166", zone="America/New_York")
    paul.open_episode(lead="Keisha Monroe, counselor", reason="I want to stop.")
    paul.follow("Registration")
    paul.is_on("Registration")
    paul.look("registration begins")
    begun, clicks = time.monotonic(), visits.clicks
    told_everything(Interview(paul))
    paul.is_on("Registration")
    cost = visits.clicks - clicks
    visits.costs.append(f"A whole registration: {cost} clicks, {time.monotonic() - begun:.0f} s, axe included")
    assert cost <= MOST_CLICKS
    paul.sees("13 of 13 answered.")
    paul.sees("Call the prescriber now")
    paul.look("registration answered")
    paul.follow("The whole history on one page")
    paul.sees("3 bags")
    paul.look("history")
    paul.leave()
    assert apart(HistoryRevision.objects.count) == 13


def told_everything(ask):
    """Every section in its order; each page leads to the next."""
    visitor = ask.visitor
    visitor.follow("Start identity", exact=True)
    visitor.choose("Sex", "Female")
    ask.save("identity")

    ask.is_on("Ways to reach the person")
    visitor.choose("How", "Phone call")
    visitor.fill("Number or e-mail address", "212 555 0143")
    visitor.tick(visitor.page.get_by_label("May we leave a message?"))
    visitor.fill("Safety note", "Shared phone")
    visitor.press("Add")
    visitor.sees("Shared phone")
    visitor.choose("Are these all the ways to reach the person?", "Yes, these are all")
    ask.save("reach")

    ask.is_on("Emergency contact and support people")
    visitor.choose("Is there somebody we may call", "Yes")
    ask.write("Person 1", Name="Luz Delgado", Relation="Mother", Phone="212 555 0144")
    ask.tick("Person 1", "Call in an emergency")
    ask.tick("Person 1", "Only what an emergency needs")
    ask.save("people")

    ask.is_on("Insurance")
    visitor.choose("Is there insurance?", "Does not know")
    ask.save("coverage")

    ask.is_on("Allergies")
    ask.save("allergies")  # asked at the first call: shown filled, confirmed with one press

    ask.is_on("Current medicines")
    visitor.choose("Which medication for opioid use disorder", "None")
    visitor.choose("Are other medicines taken?", "None")
    ask.save("medicines")

    ask.is_on("Pregnancy")
    visitor.choose("Is the person pregnant?", "Pregnant")
    visitor.fill("Due date", (timezone.localdate() + timedelta(days=120)).isoformat())
    ask.save("pregnancy")

    ask.is_on("Infections")
    for infection in ("HIV", "Hepatitis C", "Hepatitis B", "Syphilis", "Tuberculosis"):
        visitor.visits.clicks += 1
        visitor.select(infection, "Never tested")
    ask.save("infections")

    ask.is_on("Substances and last use")
    visitor.choose("Has the person used any substance", "Yes")
    visitor.choose("Are there signs of withdrawal now?", "Yes")
    ask.write(
        "Substance 1",
        **{"Substance": "Heroin", "Last use, hours ago": "9", "How much": "3 bags", "Which way": "Injected"},
        **{"In the past month": "Several times a day", "Since": "2019"},
    )
    visitor.press("Add another substance")
    ask.write(
        "Substance 2",
        **{"Substance": "Tobacco or nicotine", "Last use, hours ago": "1", "Which way": "Smoked or inhaled"},
        **{"In the past month": "Several times a day"},
    )
    ask.save("substances")

    ask.is_on("Registration")  # pregnant, in withdrawal, no medication: what to do now comes first
    visitor.sees("Pregnant and in withdrawal without medication")
    visitor.look("registration with a finding")
    visitor.follow("Start Earlier overdoses", exact=True)
    visitor.choose("Has the person ever had an overdose?", "Never")
    ask.save("overdoses")

    ask.is_on("Earlier treatments")
    visitor.choose("Has there been treatment", "Yes")
    ask.write("Treatment 1", What="Withdrawal management", How_it_ended="Left early")
    ask.save("treatments")

    ask.is_on("Daily life")
    for question, answer in {
        "Where does the person live?": "With family or friends",
        "Is it safe there?": "Yes",
        "How can the person come here?": "Bus or train",
        "Work or school": "Looking for work",
        "Children at home": "No children at home",
    }.items():
        visitor.choose(question, answer)
    visitor.tick(visitor.page.get_by_role("checkbox", name="Probation or parole"))
    ask.save("daily life")

    ask.is_on("Strengths")
    visitor.choose("Did the person name strengths?", "Yes")
    visitor.fill("Good at, proud of", "I raised my brothers.")
    ask.save("strengths")


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
