"""Requests for care before anybody is a patient: referrals, their moves, the calls made, and notes."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.referrals import rules
from intake.referrals.codes import BestTime, How, Outcome, Priority, State, Way, Why
from intake.referrals.models.fields import known_reasons, reasons_field
from intake.referrals.states import CLOSED_STATES, OPEN_STATES
from intake.referrals.states import REFERRAL_STATES as REFERRAL_STATES  # the diagrams are drawn from what models hold
from recovery.core.models import ImmutableRecord, Record, VersionedRecord
from recovery.patients.codes import Language, ReferralSource
from recovery.patients.rules.phones import readable


class ReferralQuerySet(models.QuerySet["Referral"]):
    def open(self) -> ReferralQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def closed(self) -> ReferralQuerySet:
        return self.filter(state__in=CLOSED_STATES)

    def to_call(self) -> ReferralQuerySet:
        """Those with a call promised, the most urgent first, then by when it is due."""
        return self.filter(call_due_at__isnull=False).order_by("priority", "call_due_at", "id")

    def to_forget(self, closed_before: datetime) -> ReferralQuerySet:
        """Those that never became a patient, were closed before that moment, and are still known by name."""
        ended = self.filter(closed_at__lt=closed_before, forgotten_at__isnull=True)
        return ended.exclude(state=State.CONVERTED).order_by("closed_at", "id")


class Referral(VersionedRecord):
    """Somebody asked for care, for themselves or for another.  What a call back needs, and no medical story."""

    state = models.CharField(max_length=11, choices=State, default=State.RECEIVED)
    way = models.CharField(max_length=6, choices=Way)
    source = models.CharField(max_length=12, choices=ReferralSource)
    name = models.CharField(max_length=80, blank=True)  # whom to ask for on the phone
    about = models.CharField(max_length=80, blank=True)  # who needs care, where that is somebody else
    phone = models.CharField(max_length=20, blank=True)  # E.164
    may_say_why = models.BooleanField(default=False)
    may_leave_message = models.BooleanField(default=False)
    best_time = models.CharField(max_length=9, choices=BestTime, default=BestTime.ANY)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    organisation = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=80, blank=True)
    reasons = reasons_field()  # as told by who asked, then as found at triage
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.ROUTINE)
    received_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    call_due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    patient = models.ForeignKey("patients.Patient", null=True, on_delete=models.PROTECT, related_name="referrals")
    episode = models.ForeignKey("patients.EpisodeOfCare", null=True, on_delete=models.PROTECT, related_name="referrals")
    submission_id = models.UUIDField(unique=True)

    phi = frozenset(
        {
            "state", "way", "source", "name", "about", "phone", "may_say_why", "may_leave_message", "best_time",
            "language", "organisation", "role", "reasons", "priority", "patient", "episode",
        }
    )  # fmt: skip

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "call_due_at", "id"],
                condition=Q(call_due_at__isnull=False),
                name="referral_to_call",
            ),
            models.Index(fields=["received_at", "id"], condition=Q(closed_at__isnull=True), name="referral_open"),
            models.Index(fields=["closed_at", "id"], condition=Q(closed_at__isnull=False), name="referral_closed"),
            models.Index(fields=["phone"], name="referral_phone"),
        ]
        constraints = [
            models.CheckConstraint(condition=known_reasons(), name="referral_reasons_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, closed_at__isnull=True)
                | Q(state__in=CLOSED_STATES, closed_at__isnull=False, call_due_at__isnull=True),
                name="referral_closed_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=False, name="", about="", phone="", organisation="", role="")
                | (Q(forgotten_at__isnull=True) & ~Q(name="") & ~Q(phone="")),
                name="referral_known_until_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CONVERTED, patient__isnull=False, episode__isnull=False)
                | (~Q(state=State.CONVERTED) & Q(episode__isnull=True)),
                name="referral_converted_to_somebody",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_forgotten(self) -> bool:
        return self.forgotten_at is not None

    @property
    def shown_name(self) -> str:
        """Who needs care where that is known, else whom to ask for."""
        return self.about or self.name or "No longer kept"

    @property
    def is_for_another(self) -> bool:
        return self.source != ReferralSource.SELF

    @property
    def readable_phone(self) -> str:
        return readable(self.phone) if self.phone else ""

    @property
    def reason_labels(self) -> list[str]:
        return rules.labels(self.reasons)

    @property
    def may_convert(self) -> bool:
        """Whether the next thing may be a patient: it is triaged, and not closed."""
        return self.state in (State.TRIAGED, State.WAITING)

    @property
    def known_of_patient(self) -> dict[str, object]:
        """What the registration form need not ask again: of somebody who asks for another, only the other's name."""
        given, _, family = (self.about if self.is_for_another else self.name).strip().rpartition(" ")
        named: dict[str, object] = {
            "given_name": given or family,
            "family_name": family if given else "",
            "language": self.language,
        }
        if self.is_for_another:
            return named
        return named | {"phone": self.readable_phone, "may_leave_message": self.may_leave_message}

    @property
    def triage(self) -> rules.Triage:
        """The class with its reasoning."""
        return rules.triage(self.reasons)

    def is_overdue(self, at: datetime) -> bool:
        return self.call_due_at is not None and self.call_due_at < at


class ReferralMove(ImmutableRecord):
    """One lawful move of a referral: who, when, and why in codes.  No `by`: the public page, or the program."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="moves")
    from_state = models.CharField(max_length=11, choices=State, blank=True)
    to_state = models.CharField(max_length=11, choices=State)
    reasons = reasons_field()
    priority = models.PositiveSmallIntegerField(choices=Priority)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    where_to = models.CharField(max_length=120, blank=True)  # a place, never a person
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    phi = frozenset({"referral", "from_state", "to_state", "reasons", "priority", "why", "where_to"})

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["referral", "at"], name="referral_move")]
        constraints = [
            models.CheckConstraint(condition=known_reasons(), name="move_reasons_known"),
            models.CheckConstraint(
                condition=~Q(to_state__in=[State.DECLINED, State.REFERRED_ON, State.UNREACHABLE]) | ~Q(why=""),
                name="referral_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(to_state=State.REFERRED_ON) | ~Q(where_to=""), name="referred_on_to_somewhere"
            ),
        ]


class ContactAttempt(ImmutableRecord):
    """One try to reach who asked, and when the next one is due."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="attempts")
    how = models.CharField(max_length=9, choices=How)
    outcome = models.CharField(max_length=12, choices=Outcome)
    next_due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"referral", "how", "outcome", "next_due_at"})

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["referral", "at"], name="attempt_referral")]


class ReferralNote(Record):
    """Free words about a move or an attempt (`subject_id`): never changed, and deleted when the referral is forgotten.

    They stand apart from the rows they belong to, so that those rows can stay for ever and hold no name.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="notes")
    subject_id = models.UUIDField(unique=True)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    phi = frozenset({"referral", "subject_id", "text"})

    class Meta:
        triggers = (pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),)
