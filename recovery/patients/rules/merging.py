"""What of two records becomes one: which values are asked for, and the stricter of two consents.  Source: our own policy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from recovery.patients.codes import MessageHow

# What is asked for where the two records differ, with the fields of Patient that go together.
IDENTITY: dict[str, tuple[str, ...]] = {
    "given_name": ("given_name",),
    "family_name": ("family_name",),
    "preferred_name": ("preferred_name",),
    "pronouns": ("pronouns",),
    "birth_date": ("birth_date",),
    "sex": ("sex",),
    "language": ("language",),
    "time_zone": ("time_zone",),
    "allergies": ("allergy_status", "allergies"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """How one address may be used."""

    active: bool
    may_leave_message: bool
    message_how: str
    note: str
    consent_at: datetime | None
    consent_withdrawn_at: datetime | None
    allowed_from: time
    allowed_until: time


def stricter(one: Terms, other: Terms) -> Terms:
    """What both records allow: consent only where neither lacks or withdrew it, and the hours that both have.

    Hours without overlap stay those of `one`.  What is to be heeded in either is heeded in both.
    """
    given, withdrawn = _consent(one, other)
    begin, end = max(one.allowed_from, other.allowed_from), min(one.allowed_until, other.allowed_until)
    if begin >= end:
        begin, end = one.allowed_from, one.allowed_until
    may_leave_message = one.may_leave_message and other.may_leave_message
    return Terms(
        active=one.active and other.active,
        may_leave_message=may_leave_message,
        message_how=_more_careful(one.message_how, other.message_how) if may_leave_message else "",
        note=both_said(one.note, other.note),
        consent_at=given,
        consent_withdrawn_at=withdrawn,
        allowed_from=begin,
        allowed_until=end,
    )


def both_said(one: str, other: str) -> str:
    """Two texts as one, each said once: lists of allergies, what to heed of a telephone.

    Only what stands in both as a part of its own, between commas, is the same: "not latex" does not say "latex".
    """
    said, also = _parts(one), _parts(other)
    return one if also <= said else other if said <= also else f"{one}; {other}"


def _parts(text: str) -> set[str]:
    return {part.strip().casefold() for part in re.split("[,;]", text)} - {""}


def _more_careful(one: str, other: str) -> str:
    """Of two MessageHow: who calls may be said only where both say so; "" where the more careful was not asked."""
    if one == other:
        return one
    return MessageHow.FIRST_NAME if MessageHow.FIRST_NAME in (one, other) else ""


def _consent(one: Terms, other: Terms) -> tuple[datetime | None, datetime | None]:
    """The newest withdrawal with the consent it ended; else the newer of two consents; else none."""
    ended = [each for each in (one, other) if each.consent_withdrawn_at]
    if ended:
        last = max(ended, key=lambda each: each.consent_withdrawn_at or datetime.min)
        return last.consent_at, last.consent_withdrawn_at
    if one.consent_at is None or other.consent_at is None:
        return None, None
    return max(one.consent_at, other.consent_at), None
