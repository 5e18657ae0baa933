"""Who needs an answer, in which order, in how many queries."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from aftercare.checkins import actions, queries
from aftercare.checkins.models import CheckIn
from recovery.patients.queries import read_columns
from tests.aftercare.checkins.scene import AT, CALM, MORNING, answered, days, first_check_in, schedule
from tests.cast import open_episode, person

QUERIES = 4  # answered, missed, leads, cravings


LATER = MORNING + days(1)


def needing(actor, at=LATER, **kwargs):
    return [
        (row.patient.family_name, row.level.value, row.reasons) for row in queries.needing_action(actor, at, **kwargs)
    ]


def test_a_calm_person_is_not_listed(cast):
    answered(first_check_in(cast), cast.patient_user)
    assert needing(cast.counselor) == []


def test_a_row_says_level_reasons_cravings_owner_and_where(cast):
    schedule(cast)
    first, second = CheckIn.objects.order_by("opens_at")[:2]
    answered(first, cast.patient_user, craving=2)
    response = answered(second, cast.patient_user, at=second.opens_at, craving=8)
    row = queries.needing_action(cast.nurse, second.opens_at)[0]
    assert row.reasons == ["Craving 8", "Craving up from 2 to 8"]
    assert row.cravings == [2, 8]
    assert (row.owner, row.since, row.last_craving) == ("Keisha Monroe", second.opens_at, 8)
    assert row.url == f"/aftercare/check-ins/{response.pk}/"


def test_a_person_stands_once_with_the_gravest_and_how_many_more_wait(cast):
    schedule(cast)
    told = [{"craving": 5}, {"used": ["opioid"]}, {"craving": 7}, {"used": ["opioid"]}]
    for check_in, answers in zip(CheckIn.objects.order_by("opens_at"), told, strict=False):
        answered(check_in, cast.patient_user, at=check_in.opens_at, **answers)
    (row,) = queries.needing_action(cast.counselor, MORNING + days(5))
    assert (row.level.value, row.others) == ("red", 3)
    assert row.since == CheckIn.objects.order_by("opens_at")[1].opens_at


def test_the_worst_and_oldest_people_come_first(cast):
    for number, answers in enumerate([{"craving": 5}, {"used": ["opioid"]}, {"craving": 7}, {"used": ["opioid"]}]):
        patient = person(f"Pat{number}", "Example", date(1990, 1, 1), by=cast.intake)
        episode = open_episode(patient, lead=cast.counselor, by=cast.intake)
        at = AT + timedelta(minutes=number)
        extra = CheckIn.objects.create(episode=episode, local_date=AT.date(), opens_at=at, closes_at=AT + days(1))
        actions.answering.keep(
            check_in=extra, answers=CALM | answers, submission_id=uuid4(), by=None, by_link=False, language="en", at=at
        )
    levels = [(row.level.value, row.patient.given_name) for row in queries.needing_action(cast.counselor, LATER)]
    assert levels == [("red", "Pat1"), ("red", "Pat3"), ("orange", "Pat2"), ("yellow", "Pat0")]


def test_of_a_run_of_missed_ones_only_the_newest_is_listed(cast):
    schedule(cast)
    actions.close(at=MORNING + days(3))
    assert needing(cast.counselor) == [("Whitfield", "red", ["Missed 3 check-ins in a row"])]


def test_an_acknowledged_one_goes_and_may_be_shown_a_while_longer(cast):
    response = answered(first_check_in(cast), cast.patient_user, craving=8)
    actions.acknowledge(judged=response, note="Called.", submission_id=uuid4(), by=cast.nurse, at=MORNING)
    assert needing(cast.counselor) == []
    rows = queries.needing_action(cast.counselor, MORNING + timedelta(hours=1), acknowledged_within=timedelta(hours=12))
    assert [(row.acknowledged_by, row.acknowledged_at) for row in rows] == [("Nora Lindqvist", MORNING)]


def test_out_of_reach_is_not_listed(cast):
    answered(first_check_in(cast), cast.patient_user, craving=8)
    assert needing(cast.outsider) == []
    assert needing(cast.privacy_officer) == []


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_takes_the_same_few_queries_for_any_number(cast, people, django_assert_num_queries):
    for number in range(people):
        patient = person(f"Pat{number}", "Example", date(1990, 1, 1), by=cast.intake)
        episode = open_episode(patient, lead=cast.counselor, by=cast.intake)
        schedule(cast, episode=episode, every_days=14, starts_on=date(2026, 11, 21))
        extra = CheckIn.objects.create(episode=episode, local_date=AT.date(), opens_at=AT, closes_at=AT + days(1))
        actions.answering.keep(
            check_in=extra,
            answers=CALM | {"craving": 5},
            submission_id=uuid4(),
            by=None,
            by_link=False,
            language="en",
            at=AT,
        )
    actions.close(at=MORNING + days(2))
    with django_assert_num_queries(QUERIES):
        rows = queries.needing_action(cast.counselor, MORNING + days(2))
        assert [row.craving_in_words for row in rows if row.patient.sort_name]
    assert len(rows) == people


def newest_level(cast):
    return read_columns(cast.episode, level=queries.newest_level())["level"]


def test_the_newest_level_and_the_counts(cast):
    schedule(cast)
    assert newest_level(cast) is None
    first, second = CheckIn.objects.order_by("opens_at")[:2]
    answered(first, cast.patient_user)
    assert newest_level(cast) == "green"
    actions.close(at=second.closes_at)
    assert newest_level(cast) == "yellow"
    assert queries.counts_last_30_days(cast.episode, MORNING + days(3)) == {"answered": 1, "missed": 1}
    assert queries.cravings(cast.episode) == [(date(2026, 11, 21), 1), (date(2026, 11, 22), None)]
