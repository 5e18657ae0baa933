"""What goes wrong in a browser: answers are kept, nothing is made twice, and every refusal says what to do."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Route, expect

from tests.aftercare.checkins.scene import first_check_in, link_to
from tests.journeys.browser import Visits
from tests.journeys.conftest import apart
from tests.journeys.people import SIGNS, Counselor, IntakeWorker, Nurse
from tests.journeys.visitor import Visitor
from tests.services import Services, free_port
from treatment.detox import actions as detox


@pytest.fixture
def keisha(cast, services, browser, visits):
    visitor = Counselor(browser, visits, services.web_url)
    visitor.sign_in(cast.counselor.email)
    visitor.find("Whitfield, Marcus")
    yield visitor
    visitor.leave()


@pytest.fixture(scope="module", autouse=True)
def all_pages_are_sound(visits):
    yield
    assert (visits.violations, visits.complaints) == ([], [])


def comes_back(visitor, problem, kept=()):
    """The page stands again: the summary has the focus and leads to the field, what was typed is there."""
    summary = visitor.page.get_by_role("alert").filter(has=visitor.page.get_by_role("heading"))
    expect(summary).to_be_focused()
    expect(visitor.page).to_have_title(re.compile("^Error: "))
    expect(summary.get_by_role("link", name=problem)).to_be_visible()
    for label, text in dict(kept).items():
        expect(visitor.page.get_by_label(label).first).to_have_value(text)
    visitor.look(f"comes back: {problem}")


def test_a_registration_comes_back(cast, services, browser, visits):
    paul = IntakeWorker(browser, visits, services.web_url)
    paul.sign_in(cast.intake.email)
    paul.follow("Register a person")
    paul.fill("Given name", "Ana")
    paul.fill("Month", "13")
    paul.fill("Phone number", "555")
    paul.choose("Allergies", "Known")
    paul.press("Register")
    comes_back(paul, "Write which allergies are known", {"Given name": "Ana", "Month": "13", "Phone number": "555"})
    expect(paul.page.get_by_role("radio", name="Known", exact=True)).to_be_checked()
    paul.leave()


def test_a_way_to_reach_somebody_comes_back(keisha):
    keisha.tab("Contact")
    keisha.choose("How", "E-mail")
    keisha.fill("Number or e-mail address", "nobody at all")
    keisha.press("Add")
    comes_back(keisha, "Enter an e-mail address", {"Number or e-mail address": "nobody at all"})


def test_a_visit_comes_back(keisha):
    keisha.tab("Contact", "Visits")
    keisha.fill("Purpose", "Follow-up")
    long_ago = (timezone.localdate() - timedelta(days=2500)).isoformat()
    keisha.fill("Day", long_ago)
    keisha.press("Book visit")
    comes_back(keisha, "Choose a clinician", {"Purpose": "Follow-up", "Day": long_ago})


def test_a_check_in_schedule_comes_back(keisha):
    keisha.tab("Aftercare", "Check-ins")
    keisha.fill("Local time", "03:00")
    keisha.press("Save schedule")
    comes_back(keisha, "Choose a local time from 9:00 am", {"Local time": "03:00"})


def test_an_aftercare_plan_comes_back(keisha):
    keisha.tab("Aftercare")
    keisha.fill("Their own words", "My daughter.")
    keisha.fill("Phone", "12")
    keisha.press("Save and give to the person")
    comes_back(keisha, "Enter a phone number with its area code", {"Their own words": "My daughter.", "Phone": "12"})


def test_naloxone_comes_back_and_a_double_click_makes_one_record(keisha):
    keisha.tab("Medicine")
    keisha.choose("Naloxone today", "Kit given")
    keisha.choose("Was a kit used since the last visit?", "No")
    keisha.press("Save record")
    comes_back(keisha, "Enter the expiry date on the kit")
    keisha.fill("Expiry date on the kit", (timezone.localdate() + timedelta(days=300)).isoformat())
    keisha.page.get_by_role("button", name="Save record").dblclick()
    records = keisha.page.get_by_role("region", name="Records").get_by_role("listitem")
    expect(records).to_have_count(1)
    keisha.page.reload()
    expect(records).to_have_count(1)


def test_a_plan_edited_by_two_shows_both_versions(cast, keisha, services, browser, visits):
    keisha.tab("Plan")
    keisha.follow("Add a problem")
    keisha.fill("Problem", "Opioid use disorder")
    keisha.press("Save problem")
    keisha.follow("Edit problem: Opioid use disorder")
    amir = Counselor(browser, visits, services.web_url)
    amir.sign_in(cast.prescriber.email)
    amir.open(urlsplit(keisha.page.url).path)
    amir.fill("Problem", "Opioid use disorder, severe")
    amir.press("Save problem")
    amir.sees("Problem saved")
    amir.leave()
    keisha.fill("Problem", "Opioid use disorder, moderate")
    keisha.press("Save problem")
    keisha.sees("Somebody else changed the plan while you were writing")
    row = keisha.page.get_by_role("region", name="Both versions, table").get_by_role("row", name="Problem").first
    expect(row).to_contain_text("Opioid use disorder, severe")
    expect(row).to_contain_text("Opioid use disorder, moderate")
    expect(keisha.page.get_by_label("Problem", exact=True)).to_have_value("Opioid use disorder, moderate")
    keisha.look("both versions")


def test_links_that_do_not_open_are_refused_kindly(cast, services, browser, visits):
    def expired():
        now = timezone.now()
        check_in = first_check_in(cast, at=now, starts_on=now.date())
        return link_to(check_in, expires_at=now - timedelta(minutes=1))[1]

    visits_of_strangers = Visits()  # the browser reports a page that is not found, as it should
    stranger = Visitor(browser, visits_of_strangers, services.web_url, phone=True)
    token = apart(expired)
    for name, address in {"expired": token, "altered": f"x{token[1:]}"}.items():
        stranger.open(f"/r/{address}/")
        stranger.is_on("This link does not open any more")
        stranger.sees("Nothing is wrong on your side.")
        expect(stranger.page.get_by_role("link", name="Call 988").first).to_be_visible()
        stranger.look(f"link {name}")
    assert visits_of_strangers.violations == []
    stranger.leave()


def test_without_a_database_a_plain_page_says_so(static_root, tmp_path, browser, visits):
    nowhere = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    with Services(tmp_path, STATIC_ROOT=str(static_root), DATABASE_URL=nowhere) as services:
        services.start_web()
        stranger = Visitor(browser, Visits(), services.web_url)
        answer = stranger.page.goto("/accounts/login/")
        assert answer.status == 503
        stranger.is_on("We are working on the system")
        expect(stranger.page.get_by_role("link", name="988")).to_be_visible()
        stranger.look("database away")
        assert stranger.visits.violations == []
        stranger.leave()


def test_a_press_is_not_lost_to_a_part_of_the_page_that_arrives_while_the_button_is_held(
    cast, services, browser, visits
):
    """The score beside the form grows and shrinks: what it moves away under the pointer is pressed all the same."""
    apart(lambda: detox.start_monitoring(episode=cast.episode, by=cast.nurse, at=timezone.now()))
    nora = Nurse(browser, visits, services.web_url)
    nora.sign_in(cast.nurse.email)
    nora.go("Readings")
    nora.follow("Record reading for Whitfield, Marcus")
    nora.score(dict.fromkeys(SIGNS[1:-1], 1) | {SIGNS[-1]: 0})
    nora.sees("10 of 11")
    tallies: list[Route] = []
    nora.page.route("**/tally/", lambda route: tallies.append(route))  # held until the button is
    with nora.page.expect_request("**/tally/"):
        nora.fill("Heart rate", "78")
    button = nora.page.get_by_role("button", name="Finish and sign")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place is not None
    nora.page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    nora.page.mouse.down()
    with nora.page.expect_response("**/tally/"):
        tallies[0].continue_()
    nora.page.evaluate("() => new Promise((done) => setTimeout(done, 300))")  # a swap would be over by now
    nora.page.mouse.up()
    nora.sees("COWS 9, one reading")
    nora.leave()
