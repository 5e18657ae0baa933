"""One person's way: from the first call to a check-in that a clinician has seen."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.cast import person
from tests.journeys.people import COWS_REST, COWS_SEVEN, IntakeWorker

BORN = date(1990, 5, 14)
ZONES = ("Pacific/Honolulu", "America/New_York", "Europe/London", "Asia/Karachi", "Asia/Tokyo", "Pacific/Auckland")


def zone_at_midday(at: datetime) -> str:
    """A time zone in which it is day now: check-ins are asked between nine and eight in the evening."""
    return min(ZONES, key=lambda zone: abs(at.astimezone(ZoneInfo(zone)).hour - 13))


@pytest.fixture(scope="module")
def story(cast, services):
    """A likely duplicate of the person who calls."""
    person("Jordon", "Elis", BORN, by=cast.intake, at=timezone.now())
    services.start_worker()
    services.start_beat()
    return {}


def test_intake(story, cast, services, browser, visits):
    paul = IntakeWorker(browser, visits, services.web_url)
    paul.open("/")
    paul.look("sign in")
    paul.sign_in(cast.intake.email)
    paul.look("home of intake")
    paul.register(
        "Jordan", "Ellis", BORN, email="jordan@example.org", phone="(212) 555-0188", zone=zone_at_midday(timezone.now())
    )
    paul.is_on("Is this the same person?")
    paul.sees("Elis, Jordon")
    paul.look("likely duplicate")
    paul.press("Register a new person anyway")
    paul.open_episode(lead="Keisha Monroe, counselor", reason="I want to be there for my son.")
    paul.look("chart at referral")
    paul.tab("Contact")
    paul.allow_all_day("(212) 555-0188")
    paul.allow_all_day("jordan@example.org")
    paul.look("contacts")
    paul.tab("Overview")
    paul.press("Start intake packet")
    paul.look("packet")
    paul.follow("Start Withdrawal signs (COWS)")
    paul.score(COWS_SEVEN)
    paul.sees("7 of 11 answered")
    paul.look("cows half way")
