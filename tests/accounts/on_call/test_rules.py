"""Where nobody is on duty."""

from datetime import UTC, datetime

import pytest

from recovery.accounts.on_call.rules import gaps


def hour(n):
    return datetime(2026, 11, 20, n, tzinfo=UTC)


@pytest.mark.parametrize(
    ("duties", "open_parts"),
    [
        ([], [(0, 20)]),
        ([(0, 20)], []),
        ([(0, 8), (8, 20)], []),
        ([(8, 20), (0, 8)], []),
        ([(4, 8)], [(0, 4), (8, 20)]),
        ([(0, 8), (9, 20)], [(8, 9)]),
        ([(0, 12), (4, 8)], [(12, 20)]),
        ([(20, 23)], [(0, 20)]),
    ],
)
def test_gaps_are_what_no_duty_covers(duties, open_parts):
    found = gaps([(hour(begin), hour(end)) for begin, end in duties], hour(0), hour(20))
    assert found == [(hour(begin), hour(end)) for begin, end in open_parts]
