"""Keeping the roster: adding, ending early, handing over.  What was, stays."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from recovery.accounts.on_call import queries
from recovery.accounts.on_call.codes import Line
from recovery.accounts.on_call.models import OnCallDuty
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.submissions import once

if TYPE_CHECKING:
    from recovery.accounts.models import User

CONSTRAINT = "one_on_call_at_a_time"


class Overlaps(Exception):
    """Somebody has the line then; `other` is that duty."""

    def __init__(self, other: OnCallDuty) -> None:
        when = f"from {queries.short(other.begins_at)} to {queries.short(other.ends_at)}"
        super().__init__(
            f"{other.user.name} is on call {when}. Choose another time, or replace {other.user.name} there."
        )
        self.other = other


class NotAble(Exception):
    """Who is on call must be able to act on what they are called to."""

    def __init__(self, user: User) -> None:
        super().__init__(f"{user.name} cannot be on call for this: the role does not allow it. Choose somebody else.")


class InThePast(Exception):
    """A duty is entered while some of it is still to come."""

    def __init__(self) -> None:
        super().__init__("This time is over. Choose an end that is still to come.")


@transaction.atomic
def add_duty(
    *,
    user: User,
    line: Line | str,
    begins_at: datetime,
    ends_at: datetime,
    submission_id: UUID,
    by: User,
    at: datetime,
) -> OnCallDuty:
    """Put `user` on `line`; the same `submission_id` again is the duty already made.  Raises Overlaps, NotAble, InThePast."""
    require(by, Permission.MANAGE_ON_CALL)
    once(submission_id)
    if existing := OnCallDuty.objects.filter(submission_id=submission_id).first():
        return existing
    if ends_at <= at:
        raise InThePast
    return _add(user, Line(line), begins_at, ends_at, submission_id, by=by, at=at)


@transaction.atomic
def end_duty(*, duty: OnCallDuty, version: int, by: User, at: datetime) -> OnCallDuty:
    """End a duty now, or take it off when it has not begun; raises StaleEdit."""
    require(by, Permission.MANAGE_ON_CALL)
    return _end(duty, version, by=by, at=at)


@transaction.atomic
def replace_duty(
    *, duty: OnCallDuty, user: User, version: int, submission_id: UUID, by: User, at: datetime
) -> OnCallDuty:
    """Let `user` have the rest of `duty`, from now on or from its beginning; raises StaleEdit, NotAble.

    The same `submission_id` again returns the duty already made.
    """
    require(by, Permission.MANAGE_ON_CALL)
    once(submission_id)
    if existing := OnCallDuty.objects.filter(submission_id=submission_id).first():
        return existing
    begins, ends = max(duty.begins_at, at), duty.ends_at
    _end(duty, version, by=by, at=at)
    return _add(user, Line(duty.line), begins, ends, submission_id, by=by, at=at)


def _end(duty: OnCallDuty, version: int, *, by: User, at: datetime) -> OnCallDuty:
    if duty.begins_at < at:
        duty.ends_at = at
    else:
        duty.cancelled_at = at
    duty.save_over(version)
    audit.changed(duty, by=by, at=at, action=Action.CHANGED, detail={"ended": True})
    _show()
    return duty


def _add(
    user: User, line: Line, begins_at: datetime, ends_at: datetime, submission_id: UUID, *, by: User, at: datetime
) -> OnCallDuty:
    if not queries.who_may_be(line).filter(pk=user.pk).exists():
        raise NotAble(user)
    try:
        with transaction.atomic():
            duty = OnCallDuty.objects.create(
                user=user, line=line, begins_at=begins_at, ends_at=ends_at, set_by=by, submission_id=submission_id
            )
    except IntegrityError as error:
        if CONSTRAINT not in str(error):
            raise
        raise Overlaps(_in_the_way(line, begins_at, ends_at)) from error
    audit.changed(duty, by=by, at=at)
    _show()
    return duty


def _show() -> None:
    """Pages look the roster up anew: now, and once more when others can see the change."""
    queries.look_again()
    transaction.on_commit(queries.look_again)


def _in_the_way(line: Line, begins_at: datetime, ends_at: datetime) -> OnCallDuty:
    same = OnCallDuty.objects.overlapping(begins_at, ends_at).with_line(line)
    found: OnCallDuty = same.select_related("user")[0]  # the earliest: one that only touches the end comes after it
    return found
