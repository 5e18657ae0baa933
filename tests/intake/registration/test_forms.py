"""The form of every section: what is shown and sent back is what was told; what is typed is never lost."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict

from intake.registration.codes import Answer, HowOften, LastKnown, Route, Substance
from intake.registration.content import Substances, Use
from intake.registration.content.sections import SECTIONS
from intake.registration.forms import FORMS
from intake.registration.forms.base import ABOUT_THE_FORM
from tests.cast import NOW
from tests.intake.registration.given import ALL, HEROIN, posted

ABOUT = {"base": uuid4(), "version": 3, "seq": 1, "asked_at": NOW}


def of(data):
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [str(value)])
    return query


def test_every_section_has_its_form_and_every_form_its_section():
    assert {code: form.kind for code, form in FORMS.items()} == {code: each.content for code, each in SECTIONS.items()}


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_shown_and_sent_back_is_what_was_told(section):
    shown = FORMS[section].showing(ALL[section], **ABOUT)
    sent = FORMS[section](of(posted(shown)))
    assert sent.is_valid(), [each.errors for each in sent.all]
    if section != "substances":
        assert sent.content == ALL[section]
    assert sent.about == {
        "base": ABOUT["base"], "patient_version": 3, "confirmed": False,
        "submission_id": UUID(shown.main["submission_id"].value()),
    }  # fmt: skip


def test_a_last_use_told_in_hours_is_shown_as_the_time_it_was():
    shown = FORMS["substances"].showing(ALL["substances"], **ABOUT)
    sent = FORMS["substances"](of(posted(shown)))
    assert sent.is_valid()
    [use] = sent.content.uses
    assert (use.last_known, use.last_until) == (LastKnown.TIME, HEROIN.last_until)


@pytest.mark.parametrize("section", SECTIONS)
def test_an_empty_form_asks_for_every_answer_and_judges_nothing_as_no(section):
    form = FORMS[section](of({"seq": "1"}))
    assert not form.is_valid()
    asked = {name for name in form.main.errors if name not in ABOUT_THE_FORM}
    assert asked


@pytest.mark.parametrize("section", SECTIONS)
def test_a_draft_is_shown_as_it_was_typed_and_not_judged(section):
    kept = dict(of(posted(FORMS[section].showing(ALL[section], **ABOUT))).lists())
    form = FORMS[section].resumed(kept, 7)
    assert [dict(each.errors) if hasattr(each, "fields") else each.errors for each in form.all] == [
        {} if hasattr(each, "fields") else [] for each in form.all
    ]
    assert form.main["seq"].value() == "7"
    if form.rows is not None:
        assert len(form.rows.forms) == len(getattr(ALL[section], form.rows_of.field))


# --- the last use -------------------------------------------------------------------------------------------------


def using(asked_at=NOW, **row):
    hidden = FORMS["substances"].showing(ALL["substances"], **ABOUT | {"asked_at": asked_at}).main["asked_at"].value()
    data = {
        "submission_id": uuid4(), "seq": "1", "asked_at": hidden, "answer": "yes",
        "withdrawal_now": "no", "row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "0", "row-0-substance": "heroin",
        "row-0-route": "injected", "row-0-how_often": "daily",
    } | {f"row-0-{name}": value for name, value in row.items()}  # fmt: skip
    return FORMS["substances"](of(data))


def use_of(**row):
    form = using(**row)
    assert form.is_valid(), form.rows.errors
    return form.content.uses[0]


def test_hours_ago_are_counted_from_when_the_page_was_opened():
    use = use_of(hours_ago="6.5")
    assert (use.last_known, use.last_from, use.last_until) == (
        LastKnown.ABOUT, NOW - timedelta(hours=6, minutes=30), NOW - timedelta(hours=6, minutes=30),
    )  # fmt: skip


@pytest.mark.parametrize(
    "asked_at",
    [
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),  # 01:30 in New York, the first time
        datetime(2026, 11, 1, 6, 30, tzinfo=UTC),  # 01:30, the second time
        datetime(2026, 3, 8, 7, 30, tzinfo=UTC),  # 03:30; half an hour before it was 01:59
    ],
)
def test_hours_ago_are_hours_also_in_the_nights_when_clocks_change(asked_at):
    use = use_of(asked_at=asked_at, hours_ago="4")
    assert use.last_until.astimezone(UTC) == asked_at - timedelta(hours=4)


def test_a_day_with_its_time_is_that_moment_at_the_centers_place():
    use = use_of(last_on="2026-11-20", last_time="08:00")
    assert (use.last_known, use.last_until) == (LastKnown.TIME, datetime(2026, 11, 20, 13, 0, tzinfo=UTC))


def test_a_day_without_a_time_is_the_whole_day_as_far_as_it_has_gone():
    today, before = use_of(last_on="2026-11-20"), use_of(last_on="2026-11-18")
    assert (today.last_from, today.last_until) == (datetime(2026, 11, 20, 5, tzinfo=UTC), NOW)
    assert (before.last_known, before.last_until) == (LastKnown.DAY, datetime(2026, 11, 19, 4, 59, tzinfo=UTC))


def test_not_known_is_an_answer():
    assert use_of(last_known="unknown") == Use(Substance.HEROIN, LastKnown.UNKNOWN, Route.INJECTED, HowOften.DAILY)


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({}, "hours_ago", "Enter hours ago or a day, or choose that it is not known"),
        ({"hours_ago": "3", "last_on": "2026-11-20"}, "last_on", "The last use is given in two ways. Keep one"),
        ({"hours_ago": "3", "last_known": "unknown"}, "last_known", "The last use is given in two ways. Keep one"),
        ({"hours_ago": "3", "last_time": "08:00"}, "last_on", "Enter the day to this time"),
        ({"hours_ago": "-2"}, "hours_ago", "Ensure this value is greater than or equal to 0."),
        ({"hours_ago": "3", "since": "soon"}, "since", "Write a day, a month or a year, such as 17 May 2024"),
    ],
)
def test_a_last_use_that_cannot_be_read_says_what_to_do(row, field, words):
    form = using(**row)
    assert not form.is_valid()
    assert dict(form.rows.errors[0]) == {field: [words]}


def test_rows_left_empty_are_no_rows():
    data = {
        "submission_id": uuid4(), "asked_at": "2026-11-20 14:05:00", "answer": "no", "withdrawal_now": "no",
        "row-TOTAL_FORMS": "3", "row-INITIAL_FORMS": "0",
    }  # fmt: skip
    form = FORMS["substances"](of(data))
    assert form.is_valid()
    assert form.content == Substances(Answer.NO, Answer.NO)
