"""Who is on call, and when nobody is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.utils.timezone import localtime

from recovery.accounts.on_call import rules
from recovery.accounts.on_call.codes import Line
from recovery.accounts.on_call.models import OnCallDuty, OnCallDutyQuerySet
from recovery.accounts.permissions import Permission, roles_with

if TYPE_CHECKING:
    from recovery.accounts.models import User, UserQuerySet

KEPT = timedelta(minutes=1)  # how old the roster at the top of a page may be
# What a person must be able to do to be put on a line.
NEEDED = {Line.CLINICAL: Permission.HANDLE_RED_FLAG, Line.PRESCRIBER: Permission.OVERRIDE_SAFETY_RULE}


@dataclass(frozen=True, slots=True)
class Watch:
    """The clinical line from now on: who has it now, and the first gap within 48 hours, None where there is none."""

    duty: OnCallDuty | None
    gap: rules.Span | None

    @property
    def name(self) -> str:
        return self.duty.user.name if self.duty else ""

    @property
    def gap_words(self) -> str:
        """ "Nobody on call now", "Nobody on call from Sat 21 Nov 20:00", "" where the line is covered."""
        if self.gap is None:
            return ""
        return "Nobody on call now" if self.duty is None else f"Nobody on call from {short(self.gap[0])}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row of the roster: a duty, or a gap where `duty` is None."""

    begins_at: datetime
    ends_at: datetime
    duty: OnCallDuty | None
    at: datetime

    @property
    def is_now(self) -> bool:
        return self.begins_at <= self.at < self.ends_at

    @property
    def length(self) -> str:
        """ "12 h", "7 h 30 min", "3 days 4 h": time that passes, also over the night on which clocks change."""
        minutes = int((self.ends_at - self.begins_at).total_seconds()) // 60
        days, hours, rest = minutes // 1440, minutes // 60, minutes % 60
        if days >= 2:  # what is shorter reads better in hours
            return f"{days} days" + (f" {hours % 24} h" if hours % 24 else "")
        return f"{hours} h" + (f" {rest} min" if rest else "")


def on_call(at: datetime, line: Line = Line.CLINICAL) -> User | None:
    """Who is on call for `line` at `at`; somebody who left the staff or the role since does not count."""
    duty = _able(OnCallDuty.objects.on_duty(at), line).first()
    return duty.user if duty else None


def watch(at: datetime) -> Watch:
    """Who has the clinical line now and when nobody will, for the top of every page.

    The duties are read once in `KEPT` by each process, and anew when the roster is changed there; who is told of a red
    flag is asked of the roster itself, by `on_call`.
    """
    end = at + rules.LOOK_AHEAD
    since = datetime.fromtimestamp(at.timestamp() // KEPT.total_seconds() * KEPT.total_seconds(), UTC)
    duties = [duty for duty in _coming(since) if duty.ends_at > at and duty.begins_at < end]
    now = next((duty for duty in duties if duty.has_begun(at)), None)
    uncovered = rules.gaps([(duty.begins_at, duty.ends_at) for duty in duties], at, end)
    return Watch(now, uncovered[0] if uncovered else None)


@lru_cache(maxsize=1)
def _coming(since: datetime) -> tuple[OnCallDuty, ...]:
    """All that may be shown within `KEPT` from `since` on."""
    return tuple(_able(OnCallDuty.objects.overlapping(since, since + KEPT + rules.LOOK_AHEAD), Line.CLINICAL))


def look_again() -> None:
    """The roster was changed: the next page looks it up."""
    _coming.cache_clear()


def roster(line: Line, at: datetime) -> list[Stretch]:
    """The coming two weeks of `line` in order, gaps among the duties."""
    end = at + timedelta(days=rules.SHOWN_DAYS)
    duties = list(_able(OnCallDuty.objects.overlapping(at, end), line))
    open_parts = rules.gaps([(duty.begins_at, duty.ends_at) for duty in duties], at, end)
    rows = [Stretch(duty.begins_at, duty.ends_at, duty, at) for duty in duties]
    rows += [Stretch(begins, ends, None, at) for begins, ends in open_parts]
    return sorted(rows, key=lambda row: row.begins_at)


def past(at: datetime, *, most: int = 50) -> Sequence[OnCallDuty]:
    """The newest duties that are over, of all lines, and those taken off."""
    over = OnCallDuty.objects.filter(ends_at__lte=at) | OnCallDuty.objects.filter(cancelled_at__isnull=False)
    return list(over.select_related("user", "set_by").order_by("-begins_at", "-id")[:most])


def duty(duty_id: UUID, at: datetime) -> OnCallDuty:
    """A duty that stands and is not over; 404 for any other."""
    found = OnCallDuty.objects.standing().filter(pk=duty_id, ends_at__gt=at).select_related("user").first()
    if found is None:
        raise Http404
    return found


def who_may_be(line: Line | str) -> UserQuerySet:
    """The staff who may be put on `line`, by name."""
    from recovery.accounts.models import User

    return User.objects.filter(is_active=True, role__in=roles_with(NEEDED[Line(line)])).order_by("name", "pk")


def short(at: datetime) -> str:
    """ "Sat 21 Nov 20:00" on the center's clock."""
    there = localtime(at)
    return f"{there:%a} {there.day} {there:%b} {there:%H:%M}"


def local_day(at: datetime) -> date:
    """The day at the center."""
    return localtime(at).date()


def _able(duties: OnCallDutyQuerySet, line: Line) -> OnCallDutyQuerySet:
    able = roles_with(NEEDED[line])
    return duties.with_line(line).filter(user__is_active=True, user__role__in=able).select_related("user")
