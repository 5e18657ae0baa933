"""Check-ins nobody answered, and those begun and left.  Any number of copies may run at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from aftercare.checkins import queries, rules
from aftercare.checkins.actions.answering import keep
from aftercare.checkins.actions.judging import follow_up
from aftercare.checkins.actions.planning import cancel
from aftercare.checkins.codes import CheckInStatus, Level
from aftercare.checkins.models import CheckIn, MissedCheckIn
from recovery.audit import actions as audit
from recovery.core.ids import uuid7

# Red asks for human contact within the hour (clinical spec 5): a danger told and then left unsent must not wait for
# the check-in to close.  Project default.
DANGER_LEFT = timedelta(minutes=10)


def close(*, at: datetime) -> int:
    """Settle what is past its time: sent as far as it was answered, or missed.  Returns how many."""
    ended = CheckIn.objects.past_closing(at).order_by("closes_at").values_list("pk", flat=True)
    left = CheckIn.objects.left_unfinished(at - DANGER_LEFT)
    danger = [check_in.pk for check_in in left if queries.tells_of_danger(check_in.answers_so_far)]
    settled = [_settle(CheckIn.objects.filter(pk=pk), at=at) for pk in danger]
    settled += [_settle(CheckIn.objects.past_closing(at).filter(pk=pk), at=at) for pk in list(ended)]
    return sum(settled)


@transaction.atomic
def _settle(one: QuerySet[CheckIn], *, at: datetime) -> bool:
    """Settle one check-in, unless another copy or its person is at it; False when it is no longer there to settle."""
    free = one.filter(status=CheckInStatus.SCHEDULED).select_for_update(skip_locked=True, of=("self",))
    check_in = free.select_related("episode__patient").first()
    if check_in is None:
        return False
    if any(value is not None for value in check_in.answers_so_far.values()):
        # What somebody told us counts, also when they did not press Send.
        keep(
            check_in=check_in,
            answers=check_in.answers_so_far,
            submission_id=uuid7(),
            by=None,
            by_link=False,
            language="",
            at=at,
            unfinished=True,
        )
    elif check_in.schedule_id is None:
        cancel(check_in, at=at)  # begun by the person themselves: nobody had asked, so nothing was missed
    else:
        _miss(check_in, at=at)
    return True


def _miss(check_in: CheckIn, *, at: datetime) -> UUID:
    in_a_row = queries.missed_in_a_row(check_in) + 1
    judged = rules.evaluate({"missed_checkins": in_a_row}, queries.context(check_in.episode, at))
    level = judged.level or Level.YELLOW  # the rules judge every count from 1
    missed = MissedCheckIn.objects.create(
        check_in=check_in,
        in_a_row=in_a_row,
        level=level,
        flags=list(judged.flags),
        findings=[finding.as_json() for finding in judged.findings],
        at=at,
        respond_by=queries.respond_by(level, at),
    )
    check_in.status, check_in.answers_so_far = CheckInStatus.MISSED, {}
    check_in.save(update_fields=["status", "answers_so_far"])
    audit.changed(missed, by=None, at=at, patient_id=check_in.episode.patient_id)
    # A silence makes check-ins daily once, not again with each further day of it: that would never end.
    first_time = in_a_row == rules.CHECKINS_MISSED_ORANGE
    follow_up(check_in, level, subject_id=missed.pk, ask_daily=first_time and level in rules.DAILY_AFTER, at=at)
    return missed.pk
