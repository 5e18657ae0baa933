"""One person's way: from the first call to a check-in that a clinician has seen.

Everything is real: the browser, the web server, worker, beat, PostgreSQL, and a provider that writes down what it
was given.
"""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.cast import person
from tests.journeys.conftest import apart
from tests.journeys.people import (
    COWS_REST,
    COWS_SEVEN,
    MOOD,
    OPIOID_CRITERIA,
    SIGNS,
    Counselor,
    IntakeWorker,
    Nurse,
    PatientOnPhone,
)
from tests.journeys.told import PATIENT_PAGES, STAFF_PAGES, STORY, look_again
from tests.services import until

BORN = date(1990, 5, 14)
EMAIL, PHONE, PASSWORD = "jordan@example.org", "+12125550188", "a quiet river at dawn"
ZONES = ("Pacific/Honolulu", "America/New_York", "Europe/London", "Asia/Karachi", "Asia/Tokyo", "Pacific/Auckland")
SOON = timedelta(seconds=60)  # until the check-in opens: schedules know whole minutes
NEUTRAL = "Front Desk: You have a reminder. Open: {link} Reply STOP to stop."
TELLING = re.compile(r"recover|opioid|check-in|jordan|ellis|drug|riverside|treatment|clinic", re.I)


def midday_zone() -> str:
    """A time zone in which it is day now: check-ins are asked between nine in the morning and eight in the evening."""
    return min(ZONES, key=lambda zone: abs(timezone.now().astimezone(ZoneInfo(zone)).hour - 13))


@pytest.fixture(scope="module")
def here():
    """Where the person lives; their clock is what counts."""
    return ZoneInfo(midday_zone())


@pytest.fixture(scope="module")
def likely_duplicate(cast):
    """Somebody registered before, under a misspelt name."""
    return apart(lambda: person("Jordon", "Elis", BORN, by=cast.intake, at=timezone.now()))


@pytest.fixture(scope="module")
def running(services):
    services.start_worker()
    services.start_beat()
    return services


def test_from_the_first_call_to_an_answered_check_in(cast, likely_duplicate, running, browser, visits, here):
    def arrives(who, **options):
        return who(browser, visits, running.web_url, **options)

    paul = arrives(IntakeWorker)
    registers(paul, cast, here)
    screens_until_the_browser_is_closed(paul)
    comes_back_and_finishes(paul, cast)

    keisha = arrives(Counselor)
    plans_and_signs(keisha, cast)
    watches_withdrawal(arrives(Nurse), cast)
    invitation, opens_at = prepares_aftercare(keisha, running, here)

    jordan = arrives(PatientOnPhone, phone=True)
    jordan.choose_password(invitation, PASSWORD)
    link = the_reminder_arrives(running, opens_at)
    answers_on_the_phone(jordan, link)
    reads_the_plan(jordan)

    sees_who_is_at_risk(keisha)
    the_timeline_tells_it_all(keisha)

    for others in ({"color_scheme": "dark"}, {"phone": True}):
        look_again(arrives(Counselor, **others), keisha.seen, STAFF_PAGES, cast.counselor.email)
    look_again(arrives(PatientOnPhone, phone=True, color_scheme="dark"), jordan.seen, PATIENT_PAGES, EMAIL, PASSWORD)
    assert (visits.violations, visits.complaints) == ([], [])


def registers(paul, cast, here):
    paul.open("/")
    paul.look("sign in")
    paul.sign_in(cast.intake.email)
    paul.look("home of intake")
    paul.register("Jordan", "Ellis", BORN, email=EMAIL, phone="(212) 555-0188", zone=here.key)
    # Then likely duplicates are shown before anything is registered.
    paul.is_on("Is this the same person?")
    paul.sees("Elis, Jordon")
    paul.look("likely duplicate")
    paul.press("Register a new person anyway")
    paul.open_episode(lead="Keisha Monroe, counselor", reason="I want to be there for my son.")
    paul.is_on("Overview")
    paul.look("chart at referral")
    paul.tab("Contact")
    paul.allow_all_day("(212) 555-0188")
    paul.allow_all_day(EMAIL)
    paul.look("contacts")
    paul.tab("Overview")


def screens_until_the_browser_is_closed(paul):
    paul.press("Start intake packet")
    paul.is_on("Choose a packet")
    paul.look("choose a packet")
    paul.press("Start Short intake packet")
    paul.is_on("Short intake packet")
    paul.look("packet")
    paul.begin("Withdrawal signs (COWS)")
    paul.score(COWS_SEVEN)
    paul.sees("7 of 11 answered")
    expect(paul.page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    paul.look("cows half way")
    paul.leave()


def comes_back_and_finishes(paul, cast):
    paul.arrive()
    paul.sign_in(cast.intake.email)
    paul.follow("Resume packet of Ellis, Jordan")
    paul.follow("Resume Withdrawal signs (COWS)", paul.page.get_by_role("region", name="Progress"))
    paul.sees("7 of 11 answered")
    paul.score(COWS_REST)
    paul.press("Finish and submit")
    paul.sees("Offer medication for opioid use disorder now.")
    paul.look("cows result")
    paul.follow("Go on with the packet")
    paul.complete("Opioid use disorder criteria", OPIOID_CRITERIA)
    paul.follow("Go on with the packet")
    paul.begin("Craving")
    paul.choose("How strong is your craving for heroin/opioids right now?", "6")
    paul.press("Finish and submit")
    paul.follow("Go on with the packet")
    paul.complete("Mood (PHQ-9)", MOOD)
    paul.follow("Go on with the packet")
    paul.begin("Suicide risk screen (C-SSRS)")
    paul.screen_for_suicide()
    paul.follow("Go on with the packet")
    paul.look("packet ready")
    paul.press("Submit packet")
    paul.is_on("Intake results")
    for row in ("Moderate 16 of 48", "Severe 7 of 11", "Moderate 12 of 27", "Low –"):
        expect(paul.page.get_by_role("row", name=row)).to_be_visible()
    paul.sees("Make a plan for depression")
    paul.sees(re.compile("Rule PHQ9:POSITIVE. .*spec.* 1.7"))
    paul.look("packet results")
    paul.leave()


def plans_and_signs(keisha, cast):
    keisha.sign_in(cast.counselor.email)
    keisha.look("home of counselor")
    keisha.follow("Ellis, Jordan", exact=True)
    keisha.look("chart in intake")
    keisha.press("Draft plan from findings")
    keisha.sees("because COWS 16, moderate")
    keisha.sees("COWS, Wesson and Ling 2003")
    keisha.look("plan drafted")
    keisha.write_goal("Stable on the treatment", "I want to be awake for my son in the morning.")
    keisha.set_target("PHQ-9 total", "Below 8")
    blockers = keisha.page.get_by_role("region", name="Before signing")
    expect(blockers.get_by_role("heading", name="Naloxone is not addressed")).to_be_visible()
    keisha.record_naloxone(expires=date.today() + timedelta(days=500))
    keisha.write_details(signed_on=timezone.localdate())
    expect(blockers).to_be_visible()
    expect(blockers.get_by_role("heading", name="Naloxone is not addressed")).to_have_count(0)
    keisha.look("plan before signing")
    keisha.sign()
    keisha.is_on("Treatment plan, version 1")
    keisha.sees("I want to be awake for my son in the morning.")
    keisha.look("revision")
    keisha.page.emulate_media(media="print")
    assert keisha.page.pdf().startswith(b"%PDF")
    keisha.page.emulate_media(media="screen")
    keisha.follow("Back to the plan")


def watches_withdrawal(nora, cast):
    nora.sign_in(cast.nurse.email)
    nora.look("home of nurse")
    nora.find("Ellis, Jordan")
    nora.follow("Withdrawal readings")
    nora.look("withdrawal before")
    nora.press("Start monitoring")
    # When the first reading is sent with eight signs open, it comes back with all that was said.
    nora.record_from_board({"Sweating": 3, "Restlessness": 3}, heart_rate="96")
    summary = nora.page.get_by_role("alert", name="8 signs have no score yet")
    expect(summary).to_be_focused()
    expect(nora.page).to_have_title(re.compile("^Error:"))
    expect(nora.page.get_by_label("Heart rate")).to_have_value("96")
    nora.look("reading incomplete")
    nora.score(dict.fromkeys(SIGNS[3:-1], 1) | {SIGNS[-1]: 0})
    nora.press("Finish and sign")
    nora.sees("COWS 14, one reading")
    nora.record_from_board(dict.fromkeys(SIGNS[1:-1], 1) | {SIGNS[-1]: 0}, heart_rate="78")
    nora.sees("COWS fell from 14 to 9 in 2 readings")
    nora.look("readings")
    nora.tab("Overview")
    trend = nora.page.get_by_role("img", name="COWS fell from 14 to 9 in 2 readings")
    expect(trend).to_contain_text("Moderately severe")
    nora.look("chart in treatment")
    nora.leave()


def prepares_aftercare(keisha, running, here):
    """Returns the link of the invitation, and when the check-in opens."""
    keisha.find("Ellis, Jordan")
    keisha.write_aftercare()
    keisha.book(purpose="Follow-up visit", day=timezone.now().astimezone(here).date() + timedelta(days=3))
    keisha.tab("Contact")
    keisha.press("Give access to My plan")
    keisha.sees("A link to choose a password is on its way.")
    until(lambda: running.caught(EMAIL), "the invitation is sent", running.log("web"))
    invitation = re.search(r"http\S+", running.caught(EMAIL)[0].text)
    today = timezone.now().astimezone(here)
    keisha.discharge(today.date())
    opens_at = (timezone.now().astimezone(here) + SOON).replace(second=0, microsecond=0)
    if opens_at - timezone.now() < SOON / 3:
        opens_at += timedelta(minutes=1)
    keisha.schedule(opens_at)
    return invitation.group(), opens_at


def the_reminder_arrives(running, opens_at: datetime) -> str:
    """By e-mail and by text, not before its time, in neutral words; returns the link in it."""

    def reminders():
        return [caught for caught in running.caught() if "You have a reminder" in caught.text]

    until(lambda: len(reminders()) == 2, "both reminders are sent", running.log("worker"), patience=100)
    assert {caught.to for caught in reminders()} == {EMAIL, PHONE}
    assert all(datetime.fromisoformat(caught.at) >= opens_at for caught in reminders())
    text = next(caught.text for caught in reminders() if caught.to == PHONE)
    link = re.search(r"http\S+", text).group()
    assert text == NEUTRAL.format(link=link)
    told = " ".join(f"{caught.subject} {re.sub(r'http[^ ]+', '', caught.text)}" for caught in reminders())
    assert TELLING.findall(told) == []
    return link


def answers_on_the_phone(jordan, link):
    jordan.context.clear_cookies()
    jordan.open(link)
    jordan.look("link opened")
    jordan.answer_check_in()
    jordan.is_on("Thank you for telling us")
    jordan.sees("I call Dana before I leave work.")
    jordan.sees("Call 988, day or night")
    jordan.look("after the check-in")
    jordan.open(link)
    jordan.is_on("This link does not open any more")
    jordan.sees("Nothing is wrong on your side.")
    jordan.look("used link")


def reads_the_plan(jordan):
    jordan.sign_in(EMAIL, PASSWORD)
    jordan.sees("Your check-in is done")
    jordan.look("my day")
    jordan.go("My plan")
    jordan.sees("Payday with money in my pocket")
    jordan.sees("Dana Ruiz")
    jordan.look("my plan")
    jordan.press("Español")
    jordan.is_on("Mi plan")
    jordan.sees("Cuando pasa esto, hago esto")
    jordan.look("my plan in Spanish")
    jordan.leave()


def sees_who_is_at_risk(keisha):
    keisha.go("Today")
    row = keisha.page.get_by_role("region", name="People at risk, table").get_by_role("row").nth(1)
    expect(row).to_contain_text("High")
    expect(row).to_contain_text("Craving 8")
    keisha.look("home with somebody at risk")
    keisha.follow("Acknowledge check-in of Ellis, Jordan")
    keisha.look("check-in")
    keisha.fill("What did you do?", "Called at 14:20. His sister is with him.")
    keisha.press("Acknowledge")
    keisha.sees("Called at 14:20. His sister is with him.")
    keisha.look("check-in acknowledged")


def the_timeline_tells_it_all(keisha):
    keisha.follow("Ellis, Jordan")
    keisha.look("chart in aftercare")
    keisha.tab("Timeline")
    keisha.look("timeline")
    told = keisha.page.get_by_role("main").locator(".timeline b").all_inner_texts()
    told = [title for title in told if not title.startswith("Visit")]  # it lies ahead, at an hour of its own
    told[2:4] = sorted(told[2:4])  # both go out in the same second
    assert told == STORY
