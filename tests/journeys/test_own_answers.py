"""A packet in the person's hands, and forms that survive a crash and the end of a session: in a real browser."""

import re
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from intake.screening import actions as screening
from intake.screening.assignments import actions as assignments
from recovery.core.models import Draft
from recovery.outbox.models import SecureLink
from recovery.outbox.queries import links
from tests.cast import PASSWORD
from tests.journeys.conftest import apart
from tests.journeys.people import IntakeWorker
from tests.journeys.visitor import Visitor

MOOD_ES = ("Varios días",) * 8 + ("Ningún día",)


@pytest.fixture(scope="module")
def packet(cast):
    return apart(lambda: screening.start_packet(episode=cast.episode, by=cast.intake, at=timezone.now()))


@pytest.fixture
def paul(cast, services, browser, visits, packet):
    visitor = IntakeWorker(browser, visits, services.web_url)
    visitor.sign_in(cast.intake.email)
    yield visitor
    visitor.leave()


@pytest.fixture(scope="module", autouse=True)
def all_pages_are_sound(visits):
    yield
    refused = re.compile(
        "htmx:|403|ERR_CONNECTION|ERR_ABORTED|ERR_EMPTY|sw.js|404"
    )  # what these journeys do on purpose
    visits.complaints[:] = [each for each in visits.complaints if not refused.search(each)]
    assert (visits.violations, visits.complaints) == ([], [])


def fill_address(packet, code):
    return reverse("intake:fill", args=[packet.pk, code])


def tap(visitor, answer, button="Seguir"):
    visitor.tick(visitor.page.get_by_role("radio", name=answer, exact=True))
    visitor.press(button)


def test_a_tablet_is_handed_over_answered_in_spanish_and_taken_back(paul, cast, packet):
    packet_page = reverse("intake:packet", args=[packet.pk])
    paul.open(packet_page)
    paul.look("packet with nobody assigned")
    paul.follow("Assign")
    paul.choose("Who answers, and where", "The person, on the office tablet")
    paul.choose("Language of the questions", "Español")
    paul.look("assign packet")
    paul.press("Assign")
    paul.is_on("Hand over the tablet")
    paul.look("hand over the tablet")
    left_open = paul.context.new_page()  # a tab that staff forgot
    left_open.goto(f"{paul.base_url}/people/")
    paul.press("Hand over the tablet")

    paul.is_on("Preguntas para usted, Marc")
    expect(left_open.get_by_role("heading", name="Preguntas para usted, Marc")).to_be_visible()
    left_open.close()
    paul.look("own questions begin")
    paul.page.go_back()
    expect(paul.page.get_by_text("Whitfield")).to_have_count(0)
    paul.open("/people/")
    paul.is_on("Devuelva la tableta al personal")
    paul.look("tablet is locked")
    paul.follow("Volver a las preguntas")
    paul.follow("Empezar")
    paul.look("own question on a keypad")
    tap(paul, "4")
    for number, answer in enumerate(MOOD_ES, start=1):
        expect(paul.page.get_by_text(f"Pregunta {number + 1} de ")).to_be_visible()
        if number == 9:
            help_now = paul.page.locator("[data-crisis] section")
            expect(help_now).to_be_hidden()
            paul.context.set_offline(True)
            paul.tick(paul.page.get_by_role("radio", name="Varios días", exact=True))
            expect(help_now.get_by_role("link", name="988").first).to_be_visible()
            expect(help_now.get_by_role("link", name="911")).to_be_visible()
            paul.context.set_offline(False)
            paul.look("988 before anything is sent")
        tap(paul, answer)
    tap(paul, "No ha sido difícil")
    paul.is_on("Gracias")
    paul.look("own questions answered")

    paul.follow("Personal: entrar")
    paul.page.get_by_label(re.compile("Email|Correo", re.I)).fill(cast.intake.email)
    paul.page.get_by_label(re.compile("Password|Contraseña", re.I)).fill(PASSWORD)
    paul.page.get_by_role("button", name=re.compile("Sign in|Iniciar|Entrar", re.I)).click()
    expect(paul.page).to_have_url(re.compile(packet_page))
    paul.sees("The person themselves")
    paul.sees("Mild, score 8")
    paul.look("packet after the tablet")


def test_a_link_is_answered_on_a_phone(cast, services, browser, visits):
    def send():
        at = timezone.now()
        packet = screening.start_packet(episode=cast.other_episode, by=cast.intake, at=at)
        assignments.assign(packet=packet, place="home", submission_id=uuid4(), by=cast.intake, at=at)
        link = SecureLink.objects.get(occurrence_purpose="screening")
        return f"/r/{links.token_of(link)}/"

    tyrell = Visitor(browser, visits, services.web_url, phone=True)
    tyrell.open(apart(send))
    tyrell.is_on("You have some questions to answer")
    tyrell.look("link to questions")
    tyrell.fill("Your year of birth", "1990")
    tyrell.press("Start")
    tyrell.sees("That is not the year of birth we have")
    tyrell.fill("Your year of birth", "1997")
    tyrell.press("Start")
    tyrell.is_on("Questions for you, Tyrell")
    tyrell.look("own questions on a phone")
    tyrell.follow("Start")
    tap(tyrell, "2", "Continue")
    tyrell.press("I’d rather not say")
    expect(tyrell.page.get_by_text("Question 3 of ")).to_be_visible()
    tyrell.press("Español")
    expect(tyrell.page.get_by_text("Pregunta 3 de ")).to_be_visible()
    tyrell.look("own question in the middle")
    tyrell.leave()


def mood(visitor, number, answer="Not at all"):
    """Choose an answer of the PHQ-9 by the place of its question."""
    group = visitor.page.get_by_role("main").get_by_role("group").nth(number - 1)
    visitor.tick(group.get_by_role("radio", name=answer, exact=True))


@pytest.fixture
def other_packet(cast):
    return apart(lambda: screening.start_packet(episode=cast.other_episode, by=cast.intake, at=timezone.now()))


def kept(packet, writer, code="PHQ9"):
    def look():
        draft = Draft.objects.filter(subject_id=packet.pk, form_code=f"screening:{code}", actor=writer).first()
        return {key: value for key, value in draft.data.items() if key.isdigit()} if draft else {}

    return apart(look)


def test_a_server_that_dies_loses_nothing_that_is_on_the_page(paul, cast, services, other_packet):
    paul.open(fill_address(other_packet, "PHQ9"))
    mood(paul, 1)
    expect(paul.page.locator("[data-saved-text]")).to_have_text(re.compile("^Saved "))
    assert kept(other_packet, cast.intake) == {"1": "0"}
    services.kill("web")
    mood(paul, 2)
    expect(paul.page.get_by_text("Not saved.")).to_be_visible()
    expect(paul.page.get_by_text(re.compile(r"Nothing is kept since \d\d:\d\d"))).to_be_visible()
    services.start_web()
    expect(paul.page.get_by_text("Not saved.")).to_be_hidden(timeout=20_000)
    assert kept(other_packet, cast.intake) == {"1": "0", "2": "0"}
    paul.page.reload()
    for number in (1, 2):
        group = paul.page.get_by_role("main").get_by_role("group").nth(number - 1)
        expect(group.get_by_role("radio", name="Not at all", exact=True)).to_be_checked()


def test_a_session_that_ends_in_the_middle_loses_nothing(paul, cast, other_packet):
    paul.open(fill_address(other_packet, "DSM5_OUD"))
    paul.tick(paul.page.get_by_role("main").get_by_role("group").nth(0).get_by_role("radio", name="Yes", exact=True))
    expect(paul.page.locator("[data-saved-text]")).to_have_text(re.compile("^Saved "))
    apart(lambda: Session.objects.all().delete())
    paul.tick(paul.page.get_by_role("main").get_by_role("group").nth(1).get_by_role("radio", name="No", exact=True))
    paul.press("Finish and submit")  # held back: it would be lost on the way to the sign-in page
    expect(paul.page.get_by_text("You were signed out.")).to_be_visible()
    paul.look("signed out in the middle")
    with paul.context.expect_page() as opened:
        paul.follow("Sign in again")
    tab = opened.value
    tab.get_by_label("Email").fill(cast.intake.email)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("navigation", name="Main")).to_be_visible()
    tab.close()
    expect(paul.page.get_by_text("Not saved.")).to_be_hidden(timeout=25_000)
    c_answers = apart(lambda: Draft.objects.get(form_code="screening:DSM5_OUD", actor=cast.intake).data)
    assert (c_answers["c1"], c_answers["c2"]) == ("yes", "no")


def test_an_administrator_composes_a_packet(cast, services, browser, visits):
    alex = Visitor(browser, visits, services.web_url)
    alex.sign_in(cast.administrator.email)
    alex.go("Packets")
    alex.look("packets")
    alex.press("New packet")
    alex.fill("Title", "Night packet")
    alex.press("Add a group")
    alex.fill("Heading", "Mood")
    alex.select("Instrument", "PHQ9")
    alex.select("Who answers", "The person")
    alex.press("Add an instrument to group 1")
    second = alex.page.get_by_role("group", name="Instrument 1.2")
    second.get_by_label("Instrument").select_option("PHQ2")
    alex.press("Save and update the preview")
    alex.page.get_by_label("Asked").first.select_option("PHQ2|score_at_least|")
    alex.page.get_by_label("Score at least").first.fill("3")
    alex.fill("What changed, and why", "For people who come at night.")
    alex.press("Publish version 1")
    alex.sees("PHQ-2 comes later in the packet. Move it up, or choose another condition.")
    alex.look("packet with a fault beside its row")
    alex.press("Up instrument 1.2")
    expect(alex.page.get_by_label("Asked").nth(1)).to_have_value("PHQ2|score_at_least|")
    alex.look("compose packet")
    alex.press("Publish version 1")
    alex.sees("Asked only if the PHQ-2 score is 3 or more.")
    alex.look("packet version")
    alex.leave()
