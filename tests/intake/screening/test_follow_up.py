"""Results in the light of those before them, trends, and the list of what is due."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from intake.screening import actions
from intake.screening.queries import follow_up
from recovery.audit.models import AuditEvent
from recovery.patients import actions as patients
from tests.cast import NOW, open_episode, person
from tests.intake.screening.given import CALM_COWS, LOW_MOOD, NO_SUICIDE, SEVERE_OUD, record, start

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
    assert glance(cast, packet) == {"CSSRS": ("better", "Was Low on 19 Nov 2026")}


def since(cast, code, first, then):
    keep(cast, code, first, days_ago=30)
    told = follow_up.result_review(keep(cast, code, then), at=NOW).change
    return told.direction, told.words


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ({}, ("same", "Unchanged since 21 Oct 2026")),
        ({"1": 2, "9": 1}, ("worse", "Risk 0 to 2, Protective 24 to 21 since 21 Oct 2026")),
        ({"1": 2, "4": 0}, ("worse", "Risk 0 to 2 since 21 Oct 2026")),
    ],
)
def test_subscales_are_told_each_with_its_own_worse(cast, then, told):
    assert since(cast, "BAM", GOOD, {**GOOD, **then}) == told


def test_parts_that_went_both_ways_are_told_apart(cast):
    told = since(cast, "BAM", {**GOOD, "9": 2}, {**GOOD, "1": 2})
    assert told == ("", "Worse: Risk 0 to 2. Better: Protective 22 to 24. Since 21 Oct 2026")


def test_more_months_of_remission_are_better_and_no_points(cast):
    months = {"past_severity": "severe", "months_without_criteria": 6, "criteria_met_excluding_craving": 0}
    assert since(cast, "OUD_REMISSION", months, {**months, "months_without_criteria": 12}) == (
        "better", "Was Early remission on 21 Oct 2026",
    )  # fmt: skip
    kept = keep(cast, "OUD_REMISSION", {**months, "months_without_criteria": 24})
    assert (kept.score, kept.result["score"]) == (None, 24)


def test_a_count_that_rose_while_the_screen_turned_negative_is_not_called_worse(cast):
    positive = {"symptom_yes_count": 8, "same_period": "yes", "problem_level": "serious"}
    told = since(cast, "MDQ", positive, {**positive, "symptom_yes_count": 9, "problem_level": "minor"})
    assert told == ("", "Was Positive, score 8 on 21 Oct 2026")


def test_a_substance_newly_asked_about_is_told_by_the_worst_of_all(cast):
    tobacco = {"asked": ["tobacco"], "tobacco_q1": "yes", "tobacco_q2": "no", "tobacco_q3": "no"}
    heroin = {"heroin_q1": "yes", "heroin_q2": "yes", "heroin_q3": "yes"}
    told = since(cast, "TAPS2", tobacco, {"asked": ["tobacco", "heroin"], "tobacco_q1": "no", **heroin})
    assert told == ("worse", "Was Problem use on 21 Oct 2026")


def test_an_estimate_and_a_count_with_gaps_say_so_wherever_they_are_told(cast):
    keep(cast, "PHQ9", {**dict.fromkeys(LOW_MOOD, 1), "3": None}, days_ago=30)
    review = follow_up.result_review(keep(cast, "PHQ9", dict.fromkeys(LOW_MOOD, 2)), at=NOW)
    assert review.change.words == "Up 9 from 9 (estimated) on 21 Oct 2026"
    criteria = keep(cast, "DSM5_OUD", {**dict.fromkeys(SEVERE_OUD, True), "c8": None, "c9": None})
    sheet = follow_up.result_review(criteria, at=NOW).sheet
    assert (sheet.outcome, sheet.trust) == (
        "Severe, score at least 9", "2 of 11 not known: whatever they are, the band stays.",
    )  # fmt: skip


def test_an_older_result_names_the_newer_one_and_only_the_newest_says_when_it_is_asked_again(cast):
    old, new = keep(cast, "PHQ9", LOW_MOOD, days_ago=30), keep(cast, "PHQ9", LOW_MOOD)
    before, after = follow_up.result_review(old, at=NOW), follow_up.result_review(new, at=NOW)
    assert (before.newer, before.newer_words, before.again) == (new, "Minimal, score 0, on 20 Nov 2026.", None)
    assert (after.newer, after.again.when) == (None, "Due 20 Dec 2026")


def test_what_was_done_since_is_no_longer_asked_for_and_an_older_result_says_then(cast, client):
    first = keep(cast, "PHQ9", {**LOW_MOOD, "9": 1}, days_ago=3)
    assert [each.rule_id for each in follow_up.result_review(first, at=NOW).findings] == ["PHQ9:SUICIDE_ITEM_POSITIVE"]
    keep(cast, "CSSRS", NO_SUICIDE, days_ago=3)
    assert follow_up.result_review(first, at=NOW).findings == ()
    keep(cast, "PHQ9", LOW_MOOD)
    client.force_login(cast.nurse)
    shown = client.get(reverse("intake:result", args=[first.pk])).content.decode()
    assert ("What it asked for then" in shown, "What to do now" in shown, "There is a newer answer" in shown) == (
        True, False, True,
    )  # fmt: skip


def test_the_result_page_says_what_changed_and_offers_to_correct_only_to_those_who_may(cast, client):
    keep(cast, "PHQ9", dict.fromkeys(LOW_MOOD, 1), days_ago=30)
    page = reverse("intake:result", args=[keep(cast, "PHQ9", dict.fromkeys(LOW_MOOD, 2)).pk])
    client.force_login(cast.nurse)
    shown = client.get(page).content.decode()
    assert "Up 9 from 9 on 21 Oct 2026" in shown
    assert reverse("intake:correct", args=page.split("/")[-2:-1]) in shown


@pytest.mark.parametrize("before", [1, 30])
def test_a_result_asks_the_database_the_same_number_of_times(cast, before, django_assert_num_queries):
    for number in range(before):
        keep(cast, "PHQ9", LOW_MOOD, days_ago=number + 1)
    kept = keep(cast, "PHQ9", LOW_MOOD)
    with django_assert_num_queries(3):
        follow_up.result_review(kept, at=NOW)


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
    keep(cast, "CSSRS", {**NO_SUICIDE, "1": "yes"}, days_ago=1)
    keep(cast, "CSSRS", NO_SUICIDE)
    (trend,) = follow_up.episode_trends(cast.episode, at=NOW).trends
    assert (trend.lines[0].chart, trend.lines[0].rows) == (
        None, [("19 Nov 2026", "Low"), ("20 Nov 2026", "None reported")],
    )  # fmt: skip


def test_one_result_is_no_trend_and_stands_in_the_table(cast):
    keep(cast, "COWS", CALM_COWS)
    shown = follow_up.episode_trends(cast.episode, at=NOW)
    assert ([each.instrument.code for each in shown.single], shown.drawn) == (["COWS"], ())
    assert [(row.trend.outcome, row.trend.change) for row in shown.glance] == [("No withdrawal, score 0", None)]


def test_what_got_worse_stands_first_and_what_is_asked_for_stands_in_the_table_unanswered(cast):
    for days_ago, level in ((20, 0), (10, 1)):
        keep(cast, "COWS", CALM_COWS, days_ago=days_ago)
        keep(cast, "PHQ9", dict.fromkeys(LOW_MOOD, level), days_ago=days_ago)
    rows = follow_up.episode_trends(cast.episode, at=NOW).glance
    assert [(row.instrument.code, row.is_worse) for row in rows] == [("PHQ9", True), ("COWS", False), ("CSSRS", False)]
    assert (rows[2].trend, rows[2].due.when) == (None, "Late since 11 Nov")


def test_a_correction_stands_in_the_trend_for_what_it_corrects(cast):
    first = keep(cast, "COWS", CALM_COWS)
    actions.correct_response(
        response=first, answers={**CALM_COWS, "gi": 3}, reason="Misheard.", submission_id=uuid4(), by=cast.nurse, at=NOW
    )
    (trend,) = follow_up.episode_trends(cast.episode, at=NOW).trends
    assert trend.scores == (3,)


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
    assert "Minimal, score 0" in shown
    assert "Answered once" in shown
    assert "Whitfield" not in shown.split("</title>")[0]
    assert AuditEvent.objects.filter(resource="screening trends", actor=cast.counselor).count() == 1


# --- what each answer counts for -------------------------------------------------------------------------------------


def counted(cast, code, answers):
    return [row.points for row in follow_up.result_review(keep(cast, code, answers), at=NOW).sheet.answers]


def test_an_answer_that_is_not_scored_shows_no_points(cast):
    mood = {**dict.fromkeys(LOW_MOOD, 1), "difficulty": 2}
    assert counted(cast, "PHQ9", mood) == ["1"] * 9 + [""]
    assert counted(cast, "BAM", {**GOOD, "17": 3})[-1] == ""


def test_an_answer_in_words_shows_the_days_it_counts_for(cast):
    answers = {**GOOD, "1": 3, "2": 5, "10": 30, "13": 30, "16": 30, "14": "yes"}
    assert counted(cast, "BAMR", answers) == [
        "22", "5", "0", "0", "0", "0", "0", "30", "30", "0", "30", "30", "30", "0", "30",
    ]  # fmt: skip
