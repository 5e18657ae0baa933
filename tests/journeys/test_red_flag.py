"""A suicide answer on the staff page: help with the network off, act now, the mail to who is on call, taken, closed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from intake.screening import actions as screening
from recovery.accounts.models import User
from recovery.accounts.on_call.models import OnCallDuty
from recovery.clinical.redflags.models import RedFlag
from tests.journeys.conftest import apart
from tests.journeys.people import Staff
from tests.services import until

ITEM_9 = "better off dead"


@pytest.fixture(scope="module", autouse=True)
def all_pages_are_sound(visits):
    yield
    assert (visits.violations, visits.complaints) == ([], [])


def prepare(cast):
    """The prescriber is on call for half a day, and Marcus has a packet begun."""
    now = timezone.now()
    OnCallDuty.objects.create(
        user=cast.prescriber, begins_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=12),
        set_by=cast.administrator, submission_id=cast.episode.pk,
    )  # fmt: skip
    return screening.start_packet(episode=cast.episode, by=cast.nurse, at=now)


def unplugged(visitor, work):
    """Do `work` with the network off; what the browser complains of meanwhile is the missing network."""
    before = list(visitor.visits.complaints)
    visitor.page.wait_for_load_state("networkidle")
    visitor.context.set_offline(True)
    work()
    visitor.context.set_offline(False)
    visitor.visits.complaints[:] = before


def test_a_suicide_answer_interrupts_is_told_taken_and_closed(cast, services, browser, visits):
    packet = apart(prepare, cast)
    services.start_beat()
    services.start_worker()
    nora = Staff(browser, visits, services.web_url)
    nora.sign_in(cast.nurse.email)
    nora.open(f"/intake/packets/{packet.pk}/PHQ9/")
    questions = nora.page.get_by_role("main").get_by_role("group")
    help_now = nora.page.get_by_role("region", name="You do not have to go through this alone")
    expect(help_now).to_be_hidden()

    def answers_item_9():
        nora.tick(questions.filter(has_text=ITEM_9).get_by_role("radio", name="Several days", exact=True))
        expect(help_now).to_be_visible()
        expect(help_now.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
        expect(help_now.get_by_role("link", name="Text 988")).to_have_attribute("href", "sms:988")
        expect(help_now.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")

    unplugged(nora, answers_item_9)
    nora.look("help at once")
    for position in range(8):
        nora.tick(questions.nth(position).get_by_role("radio", name="Not at all", exact=True))
    nora.tick(questions.nth(9).get_by_role("radio").first)
    nora.press("Finish and submit")
    nora.is_on("Act now")
    nora.sees("Ask the C-SSRS before the visit ends.")
    nora.sees("Dr. Amir Haddad")
    nora.look("act now")

    until(lambda: services.caught(cast.prescriber.email), "the prescriber on call is told", services.log("worker"))
    [mail] = services.caught(cast.prescriber.email)
    assert ("Something in Recovery needs you" in mail.text, "Whitfield" in mail.text) == (True, False)

    nora.go("Today")
    row = nora.page.get_by_role("region", name="Red flags, table").get_by_role("row").nth(1)
    expect(row).to_contain_text("Thoughts of death or self-harm")
    nora.look("home with a red flag")
    nora.follow("Act on the red flag of Whitfield, Marcus")
    nora.press("I have it")
    nora.sees("Taken")
    nora.choose("What became of it?", "Seen, a safety plan was made")
    nora.fill("What did you do?", "C-SSRS low. Safety plan with his sister.")
    nora.look("red flag taken")
    nora.press("Record and close")
    nora.sees("Recorded. The red flag is closed.")
    nora.follow("Red flags", exact=True)
    nora.sees("Resolved")
    nora.look("red flags of the episode")
    nora.follow("Raise a red flag")
    nora.look("raise a red flag")
    nora.go("Today")
    nora.sees("No red flag is open")
    assert apart(lambda: RedFlag.objects.get().owner_id) == cast.nurse.pk
    nora.leave()


def test_without_javascript_help_stands_before_anything_is_saved(cast, services, browser, visits):
    packet = apart(lambda: screening.start_packet(episode=cast.episode, by=cast.nurse, at=timezone.now()))
    nora = Staff(browser, visits, services.web_url, java_script_enabled=False)
    nora.sign_in(cast.nurse.email)
    nora.open(f"/intake/packets/{packet.pk}/CSSRS/")
    nora.choose("Have you wished you were dead", "Yes")
    nora.choose("Have you actually had any thoughts", "No")
    nora.choose("Have you ever done anything", "No")
    nora.press("Finish and submit")
    expect(nora.page.get_by_role("region", name="You do not have to go through this alone")).to_be_visible()
    nora.press("Finish and submit")
    nora.sees("Low")
    nora.leave()


def test_the_administrator_keeps_the_roster(cast, services, browser, visits):
    alex = Staff(browser, visits, services.web_url)
    alex.sign_in(cast.administrator.email)
    alex.go("On call")
    alex.is_on("On call")
    alex.look("on call")
    now = timezone.localtime()
    alex.select("Who", "Nora Lindqvist")
    alex.fill("From", f"{now + timedelta(days=3):%Y-%m-%d}T08:00")
    alex.fill("Until", f"{now + timedelta(days=3):%Y-%m-%d}T20:00")
    alex.press("Put on call")
    alex.sees("Nora Lindqvist is on call from")
    alex.page.get_by_role("link", name="Replace Nora Lindqvist").click()
    alex.look("replace on call")
    alex.select("Who takes over", apart(lambda: User.objects.get(email=cast.counselor.email).name))
    alex.press("Hand over")
    alex.sees("Handed over.")
    alex.leave()
