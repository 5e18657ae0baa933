"""A whole intake: a sister asks for a call on the public page, and the person she worries about is admitted to care.

Each part has files of its own for what can go wrong in it; here everything goes on, and what it costs is counted.
"""

import pytest
from django.utils import timezone

from intake.registration.models import HistoryRevision
from tests.intake.assessment.given import a_program
from tests.journeys import admitting, asking, packet
from tests.journeys.conftest import apart
from tests.journeys.interview import Interview, told_everything
from tests.journeys.people import Counselor, IntakeWorker
from tests.journeys.told import look_again
from tests.journeys.visitor import Visitor

NAME = "Delgado, Rosa"
PUBLIC = {"help": "/help/", "request": "/help/call/professional/", "thanks": "/help/thanks/"}
ASSESSED = (
    "assessment form", "assessment with a suggestion", "assessment", "diagnoses", "assign a diagnosis", "decision form",
    "decision", "clocks", "due by regulation", "assessments",
)  # fmt: skip
OTHERS = ({"color_scheme": "dark"}, {"phone": True}, {"phone": True, "color_scheme": "dark"})


@pytest.fixture(scope="module")
def program(cast):
    return apart(lambda: a_program(cast, at=timezone.now()))


def test_from_a_request_for_a_call_to_admission(cast, program, services, browser, visits):
    lucia = Visitor(browser, visits, services.web_url, phone=True, locale="es-US")
    with visits.cost("Asking for a call", at_most=7):
        asking.asks_for_a_call(lucia)
    lucia.leave()

    paul = IntakeWorker(browser, visits, services.web_url)
    paul.sign_in(cast.intake.email)
    keisha = Counselor(browser, visits, services.web_url)
    keisha.sign_in(cast.counselor.email)
    with visits.cost("A whole intake, from the request to the first clock", at_most=209):
        with visits.cost("A request triaged, called, registered", at_most=14):
            asking.triages(paul)
            asking.calls(paul)
            asking.registers(paul)
        with visits.cost("A whole registration", at_most=57):
            registers_everything(paul)
        with visits.cost("A full intake packet", at_most=116):
            packet.answers_the_full_packet(paul)
        with visits.cost("Assessed, diagnosed, admitted", at_most=22):
            admitting.assesses(keisha, NAME)
            admitting.assigns_a_diagnosis(keisha)
            admitting.admits(keisha, program)
            admitting.answers_a_clock(keisha, NAME)

    sees_the_other_lists(paul)
    looks_at_all_again(cast, services, browser, visits, keisha.seen)
    assert (visits.violations, visits.complaints) == ([], [])


def registers_everything(paul):
    paul.tab("Overview")
    paul.follow("Registration")
    paul.is_on("Registration")
    paul.look("registration begins")
    told_everything(Interview(paul))
    paul.is_on("Registration")
    paul.sees("13 of 13 answered.")
    paul.sees("Call the prescriber now")
    paul.look("registration answered")
    paul.follow("The whole history on one page")
    paul.sees("3 bags")
    paul.look("history")
    assert apart(HistoryRevision.objects.count) == 13
    paul.tab("Overview")


def sees_the_other_lists(paul):
    paul.go("Referrals")
    for name in ("Waiting list", "All open", "Closed"):
        paul.page.get_by_role("navigation", name="Lists of referrals").get_by_role("link", name=name).click()
        paul.look(f"referrals, {name.lower()}")
    paul.follow("Rosa Delgado", exact=True)
    paul.look("referral of a patient")
    paul.go("Referrals")
    paul.follow("Take in a referral")
    paul.look("take in a referral")


def looks_at_all_again(cast, services, browser, visits, seen):
    for options in OTHERS:
        look_again(Counselor(browser, visits, services.web_url, **options), seen, ASSESSED, cast.counselor.email)
    for variant, options in (("wide", {}), ("dark", {"color_scheme": "dark"})):
        reader = Visitor(browser, visits, services.web_url, **options)
        for name, address in PUBLIC.items():
            reader.open(address)
            reader.look(f"{name}, {variant}")
        reader.leave()
