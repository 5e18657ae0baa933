"""Paul finds that Marcus was registered twice, merges the records, reads both histories, and takes it back."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from recovery.patients.codes import Stage
from recovery.patients.models import Patient
from tests.cast import open_episode, person
from tests.journeys.conftest import apart
from tests.journeys.people import IntakeWorker
from treatment.naloxone import actions as medication


@pytest.fixture(scope="module")
def double(cast):
    """The second record, with an episode of care in which a naloxone kit was given."""
    return apart(_double, cast)


def _double(cast):
    at = timezone.now()
    record = person("Markus", "Whitfeld", date(1992, 12, 3), by=cast.intake, at=at, phone="+12125550177")
    episode = open_episode(record, lead=cast.nurse, by=cast.intake, at=at)
    medication.record_naloxone(
        episode=episode, status="dispensed", expires_on=date(at.year + 2, 1, 1), submission_id=uuid4(), by=cast.nurse, at=at
    )  # fmt: skip
    return record


def test_two_records_become_one_and_are_taken_apart_again(cast, double, services, browser, visits):
    paul = IntakeWorker(browser, visits, services.web_url)
    paul.sign_in(cast.intake.email)
    visits.clicks = 0
    finds_both(paul, cast, double)
    decides(paul, cast, double)
    visits.costs.append(f"Merging two records: {visits.clicks} clicks")
    reads_both_histories(paul)
    takes_it_back(paul, cast, double)
    assert (visits.violations, visits.complaints) == ([], [])


def finds_both(paul, cast, double):
    paul.page.get_by_role("searchbox", name="Find a patient").fill("Whitfield")
    paul.page.keyboard.press("Enter")
    paul.sees("Whitfeld, Markus")
    paul.sees(double.record_number)
    paul.follow("Whitfield, Marcus")
    paul.follow("Merge with another record")
    paul.look("find the other record")
    paul.fill("Number of the other record", "R-99999")
    paul.press("Put them side by side")
    paul.sees("There is no other record with this number")
    paul.fill("Number of the other record", double.record_number)
    paul.press("Put them side by side")
    paul.is_on("Two records side by side")
    paul.look("two records side by side")


def decides(paul, cast, double):
    mine, theirs = cast.patient.record_number, double.record_number
    paul.choose("Which record stays?", chosen(paul, "Which record stays?", mine))
    paul.choose("Given name", "Marcus")
    paul.choose("Family name", "Whitfield")
    paul.choose("Preferred name", "Marc")
    paul.choose("Date of birth", "12 Mar 1992")
    paul.choose("Which episode of care continues?", chosen(paul, "Which episode of care continues?", mine))
    paul.press("Merge the two records")
    paul.sees("Write how you know that both records are of one person")
    paul.look("merge with errors")
    paul.fill("Why are these two records of one person?", "Same phone. He says he gave the wrong birthday once.")
    paul.press("Merge the two records")
    paul.sees(f"{theirs} is now part of {mine}.")
    paul.look("merged")


def reads_both_histories(paul):
    paul.find("Whitfield, Marcus")
    paul.look("chart after a merge")
    paul.tab("Timeline")
    paul.sees("Episode of care opened")
    paul.sees("Same phone. He says he gave the wrong birthday once.")
    paul.look("timeline after a merge")
    other = paul.page.get_by_role("navigation", name="Episodes of care").get_by_role("link").filter(has_text=" to ")
    other.click()
    paul.sees(re.compile("[Nn]aloxone"))
    paul.look("timeline of the record that was merged")


def takes_it_back(paul, cast, double):
    paul.tab("Overview")
    paul.follow("Merge with another record")
    paul.follow(f"Look at it {double.record_number}")
    paul.press("Undo the merge")
    paul.fill("Why was this merge wrong?", "They are brothers who share a phone.")
    paul.press("Undo the merge")
    paul.sees("This merge was undone")
    paul.look("merge undone")
    paul.find("Whitfeld, Markus")
    paul.tab("Timeline")
    paul.sees(f"Merge undone: {cast.patient.record_number} stands apart again")
    paul.look("timeline after undoing")
    again = apart(lambda: Patient.objects.get(pk=double.pk).episodes.get().stage)
    assert again == Stage.IN_INTAKE


def chosen(paul, question, number):
    """The whole label of the answer that begins with a record's number."""
    group = paul.page.get_by_role("group", name=question)
    return group.locator("label").filter(has_text=re.compile(f"^\\s*{number}")).inner_text().strip()
