"""What can hurt a person, read for every page about them in one query."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from intake.registration.codes import Answer, PregnancyStatus
from intake.registration.content import Overdoses, PartialDate, Pregnancy
from recovery.front.chart.queries import banner
from tests.aftercare.checkins.scene import answered, first_check_in
from tests.cast import NOW
from tests.intake.registration.given import OVERDOSE, pregnant, save
from tests.treatment.plans import ground
from treatment.naloxone.codes import KitStatus

pytestmark = pytest.mark.usefixtures("cast")


def facts(cast):
    return {each["label"]: each for each in banner.of_episode(cast.episode, NOW)["facts"]}


def words(cast):
    return {
        label: (each.get("value") or each.get("level"), each.get("tone", "")) for label, each in facts(cast).items()
    }


def test_what_nobody_has_asked_is_said_so(cast):
    assert words(cast) == {
        "Allergies": ("Not asked yet", "bad"),
        "MOUD": ("Not discussed yet", ""),
        "Naloxone": ("Not on hand", "bad"),
        "Level of care": ("Not set", ""),
        "Risk": ("Not rated", ""),
    }


def test_every_room_tells_the_banner_what_stands_now(cast):
    save(cast, "pregnancy", Pregnancy(PregnancyStatus.NOT_APPLICABLE))
    save(cast, "pregnancy", pregnant(date(2027, 3, 1)))
    ground.ready(cast)
    ground.kit(cast, status="none", expires_on=None)
    ground.kit(cast)
    answered(first_check_in(cast), cast.patient_user, craving=8)
    told = facts(cast)
    assert (told["Pregnancy"]["value"], told["Pregnancy"]["detail"]) == ("Pregnant", "Due 1 Mar 2027")
    assert told["MOUD"]["value"] == "Buprenorphine/naloxone 16/4 mg"
    assert (told["Naloxone"]["value"], told["Naloxone"]["detail"]) == ("On hand", "To Aug 2027")
    assert told["Risk"]["level"] == "orange"


def test_a_person_who_may_be_pregnant_and_is_not_tested_is_named_in_the_banner(cast):
    save(cast, "pregnancy", Pregnancy(PregnancyStatus.UNTESTED))
    assert (facts(cast)["Pregnancy"]["value"], facts(cast)["Pregnancy"]["detail"]) == ("Could be", "Not tested")


@pytest.mark.parametrize(
    ("when", "fact"), [(PartialDate(2026, 5), ("Last May 2026", "1 told of")), (None, ("1 told of", None))]
)
def test_an_earlier_overdose_is_named_in_the_banner(cast, when, fact):
    save(cast, "overdoses", Overdoses(Answer.YES, (replace(OVERDOSE, when=when),)))
    told = facts(cast)["Overdose"]
    assert (told["value"], told.get("detail")) == fact


def test_a_person_who_never_overdosed_has_no_such_fact(cast):
    save(cast, "overdoses", Overdoses(Answer.NO))
    assert "Overdose" not in facts(cast)


def test_a_kit_out_of_date_is_no_kit(cast):
    ground.kit(cast, expires_on=NOW.date())
    assert words(cast)["Naloxone"] == ("Out of date", "bad")


def test_the_banner_is_read_in_one_query(cast, django_assert_num_queries):
    ground.ready(cast)
    save(cast, "pregnancy", pregnant())
    with django_assert_num_queries(1):
        banner.of_episode(cast.episode, NOW)


def test_a_kit_is_on_hand_until_its_day_begins_at_the_center():
    expires = date(2026, 11, 21)
    evening, midnight = datetime(2026, 11, 21, 4, 59, tzinfo=UTC), datetime(2026, 11, 21, 5, tzinfo=UTC)  # New York
    kit = KitStatus.DISPENSED
    assert [banner.naloxone(kit, expires, at)["value"] for at in (evening, midnight)] == ["On hand", "Out of date"]
