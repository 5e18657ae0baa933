"""The calendar file as RFC 5545 wants it."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from recovery.appointments.queries.calendar import Event, calendar, escape, fold

EVENT = Event(
    uid=UUID(int=7),
    sequence=2,
    starts_at=datetime(2026, 11, 24, 15, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
)
STAMP = datetime(2026, 11, 20, 19, 5, tzinfo=UTC)


def test_one_visit():
    assert calendar([EVENT], summary="Appointment", stamp=STAMP).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:00000000-0000-0000-0000-000000000007",
        "SEQUENCE:2",
        "DTSTAMP:20261120T190500Z",
        "DTSTART:20261124T150000Z",
        "DTEND:20261124T153000Z",
        "SUMMARY:Appointment",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_text_is_escaped():
    assert escape("a\\b; c, d\r\ne\nf") == "a\\\\b\\; c\\, d\\ne\\nf"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_folded_lines_are_short_and_unfold_to_what_they_were(text):
    folded = fold(text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text
