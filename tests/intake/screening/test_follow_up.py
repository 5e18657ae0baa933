"""Results in the light of those before them, trends, and the list of what is due."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from intake.screening import actions, follow_up
from recovery.audit.models import AuditEvent
from recovery.patients import actions as patients
from tests.cast import NOW, open_episode, person
from tests.intake.screening.given import CALM_COWS, LOW_MOOD, NO_SUICIDE, record, start

DAY = timedelta(days=1)
GOOD = dict.fromkeys(("1", "2", "3", "4", "5", "6", "8", "11", "15"), 0) | dict.fromkeys(
    ("9", "10", "12", "13", "14", "16"), 4
)


def keep(cast, code, answers, *, days_ago=0, episode=None):
    return record(cast, None, code, answers, episode=episode or cast.episode, at=NOW - days_ago * DAY)


def glance(cast, packet):
    review = follow_up.packet_review(packet, at=NOW)
    return {row.sheet.code: (row.change.direction, row.change.words) for row in review.rows if row.change}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (2, 1, ("better", "Down 9 from 18 on 10 Nov 2026")),
        (1, 2, ("worse", "Up 9 from 9 on 10 Nov 2026")),
        (1, 1, ("same", "Unchanged since 10 Nov 2026")),
    ],
)
def test_a_score_is_told_with_the_one_before_it(cast, before, after, change):
    keep(cast, "PHQ9", dict.fromkeys(LOW_MOOD, before), days_ago=10)
    packet = start(cast)
    record(cast, packet, "PHQ9", dict.fromkeys(LOW_MOOD, after))
    assert glance(cast, packet) == {"PHQ9": change}


def test_the_first_answer_has_nothing_before_it_and_a_later_one_is_not_before_it(cast):
    packet = start(cast)
    record(cast, packet, "PHQ9")
    keep(cast, "PHQ9", LOW_MOOD, days_ago=-1)
    assert glance(cast, packet) == {}


def test_a_band_without_a_number_is_told_in_words(cast):
    keep(cast, "CSSRS", {**NO_SUICIDE, "1": "yes"}, days_ago=1)
    packet = start(cast)
    record(cast, packet, "CSSRS")
    assert glance(cast, packet) == {"CSSRS": ("", "Was Low on 19 Nov 2026")}


def test_contradictions_between_the_instruments_of_a_packet_are_shown_and_kept(cast, client):
    packet = start(cast)
    kept = record(cast, packet, "PHQ9", {**LOW_MOOD, "9": 0})
    record(cast, packet, "CSSRS", {**NO_SUICIDE, "1": "yes"})
    review = follow_up.packet_review(packet, at=NOW)
    assert [finding.rule_id for finding in review.contradictions] == ["XI-01"]
    client.force_login(cast.counselor)
    shown = client.get(reverse("intake:packet-result", args=[packet.pk])).content.decode()
    assert "Answers that contradict each other" in shown
    kept.refresh_from_db()
    assert kept.answers["9"] == 0


def test_what_is_due_again_is_told_with_its_day(cast):
    keep(cast, "PHQ9", dict.fromkeys(LOW_MOOD, 1), days_ago=20)
    keep(cast, "BAM", GOOD, days_ago=40)
    rows = follow_up.due_rows(cast.episode, at=NOW)
    assert [(row.due.code, row.when, row.is_late) for row in rows] == [
        ("CSSRS", "Late since 1 Nov", True),
        ("BAM", "Late since 11 Nov", True),
        ("PHQ9", "Due since 14 Nov", False),
    ]


def test_nothing_is_due_in_a_closed_episode(cast):
    keep(cast, "BAM", GOOD, days_ago=40)
    patients.move_stage(episode=cast.episode, to="closed", by=cast.counselor, at=NOW)
    cast.episode.refresh_from_db()
    assert follow_up.due_rows(cast.episode, at=NOW) == ()
    assert follow_up.screening_due(cast.counselor, at=NOW).rows == ()


def test_the_list_names_people_within_reach_the_longest_due_first(cast):
    keep(cast, "BAM", GOOD, days_ago=31)
    someone = open_episode(person("Ana", "Late", date(1990, 1, 1), by=cast.intake), lead=cast.counselor, by=cast.intake)
    keep(cast, "BAM", GOOD, days_ago=60, episode=someone)
    assert [each.patient.family_name for each in follow_up.screening_due(cast.counselor, at=NOW).rows] == [
        "Late",
        "Whitfield",
    ]
    assert follow_up.screening_due(cast.outsider, at=NOW).rows == ()


def test_an_instrument_answered_again_is_no_longer_due(cast):
    keep(cast, "BAM", GOOD, days_ago=31)
    keep(cast, "BAM", GOOD)
    assert follow_up.screening_due(cast.counselor, at=NOW).rows == ()


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_of_what_is_due_is_one_query(cast, people, django_assert_num_queries):
    for number in range(people):
        someone = person(f"P{number}", "Many", date(1990, 1, 1), by=cast.intake)
        episode = open_episode(someone, lead=cast.counselor, by=cast.intake)
        keep(cast, "BAM", GOOD, days_ago=40, episode=episode)
    with django_assert_num_queries(1):
        assert len(follow_up.screening_due(cast.counselor, at=NOW).rows) == people


def test_the_list_of_what_is_due_is_paged_and_says_how_many_there_are(cast, client, monkeypatch):
    monkeypatch.setattr(follow_up, "PAGE", 2)
    for number in range(5):
        someone = person(f"P{number}", f"Many{number}", date(1990, 1, 1), by=cast.intake)
        episode = open_episode(someone, lead=cast.counselor, by=cast.intake)
        keep(cast, "BAM", GOOD, days_ago=40 + number, episode=episode)
    client.force_login(cast.counselor)
    with time_machine.travel(NOW, tick=False):
        assert "And 3 more" in client.get("/").content.decode()
        where, after, seen = reverse("intake:screening-due"), "", []
        for _ in range(3):
            page = client.get(where + after).context["page"]
            seen += [row.patient.family_name for row in page.rows]
            after = f"?after={page.after}"
    assert (seen, page.total, page.after) == ([f"Many{n}" for n in (4, 3, 2, 1, 0)], 5, None)
    read = AuditEvent.objects.filter(resource="screening due")
    assert sorted(len(each.detail["ids"]) for each in read) == [1, 2, 2]


# --- trends ---------------------------------------------------------------------------------------------------------


def test_a_trend_says_its_finding_and_names_every_reading(cast):
    for days_ago, level in ((60, 2), (40, 1), (20, 0)):
        keep(cast, "PHQ9", dict.fromkeys(LOW_MOOD, level) | {"9": 0}, days_ago=days_ago)
    (trend,) = follow_up.episode_trends(cast.episode, at=NOW).trends
    (line,) = trend.lines
    assert line.finding == "Patient Health Questionnaire (PHQ-9) fell from 16 to 0 in 3 results"
    assert line.rows == [
        ("21 Sep 2026", "16", "Moderately severe"), ("11 Oct 2026", "8", "Mild"), ("31 Oct 2026", "0", "Minimal"),
    ]  # fmt: skip
    assert "Moderately severe" in line.chart
    assert "not done" not in line.chart


def test_what_was_due_and_not_done_is_a_gap(cast):
    keep(cast, "BAM", GOOD, days_ago=90)
    keep(cast, "BAM", GOOD, days_ago=5)
    (trend,) = follow_up.episode_trends(cast.episode, at=NOW).trends
    assert [line.finding for line in trend.lines] == [
        "Use stayed at 0 in 2 results", "Risk stayed at 0 in 2 results", "Protective stayed at 24 in 2 results",
    ]  # fmt: skip
    assert all("not done" in line.chart for line in trend.lines)


def test_an_instrument_without_a_number_is_told_in_rows(cast):
    keep(cast, "CSSRS", NO_SUICIDE)
    (trend,) = follow_up.episode_trends(cast.episode, at=NOW).trends
    assert (trend.lines[0].chart, trend.lines[0].rows) == (None, [("20 Nov 2026", "None reported")])


def test_a_correction_stands_in_the_trend_for_what_it_corrects(cast):
    first = keep(cast, "COWS", CALM_COWS)
    actions.correct_response(
        response=first, answers={**CALM_COWS, "gi": 3}, reason="Misheard.", submission_id=uuid4(), by=cast.nurse, at=NOW
    )
    (trend,) = follow_up.episode_trends(cast.episode, at=NOW).trends
    assert [row[1] for row in trend.lines[0].rows] == ["3"]


@pytest.mark.parametrize("results", [1, 30])
def test_trends_ask_the_database_the_same_number_of_times(cast, results, django_assert_num_queries):
    for number in range(results):
        keep(cast, "PHQ9", LOW_MOOD, days_ago=number)
        keep(cast, "BAM", GOOD, days_ago=number)
    with django_assert_num_queries(2):
        assert len(follow_up.episode_trends(cast.episode, at=NOW).trends) == 2


@pytest.mark.parametrize("before", [1, 30])
def test_a_review_asks_the_database_the_same_number_of_times(cast, before, django_assert_num_queries):
    for number in range(before):
        keep(cast, "PHQ9", LOW_MOOD, days_ago=number + 1)
    packet = start(cast)
    record(cast, packet, "PHQ9")
    packet.refresh_from_db()
    with django_assert_num_queries(4):
        follow_up.packet_review(packet, at=NOW)


def test_the_trends_page_is_read_and_the_read_recorded(cast, client):
    from recovery.audit.models import AuditEvent

    keep(cast, "PHQ9", LOW_MOOD)
    client.force_login(cast.counselor)
    shown = client.get(reverse("intake:trends", args=[cast.episode.pk])).content.decode()
    assert "Patient Health Questionnaire (PHQ-9): 0, one result" in shown
    assert "Whitfield" not in shown.split("</title>")[0]
    assert AuditEvent.objects.filter(resource="screening trends", actor=cast.counselor).count() == 1
