"""Ways to reach a person, and whether, when and how each may be used.  HL7 FHIR's ContactPoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.db import models
from django.db.models import F, Q

from recovery.core.models import VersionedRecord
from recovery.patients.codes import Channel, MessageHow
from recovery.patients.rules.phones import readable

# Narrower than the 08:00-21:00 US rule for texts (clinical spec 7.3), for states that are stricter.
ALLOWED_FROM, ALLOWED_UNTIL = time(9), time(20)


@dataclass(frozen=True, slots=True)
class NewContact:
    """A way to reach a person as given at registration; `consent` is to reminders by machine."""

    channel: Channel
    address: str
    consent: bool
    may_leave_message: bool = False
    message_how: str = ""  # a MessageHow
    note: str = ""
    allowed_from: time = ALLOWED_FROM  # local time at the person's place
    allowed_until: time = ALLOWED_UNTIL


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    def for_reminders(self) -> ContactPointQuerySet:
        """Points a machine may write to: text or e-mail, with consent that still stands."""
        return self.filter(
            channel__in=[Channel.SMS, Channel.EMAIL],
            consent_at__isnull=False,
            consent_withdrawn_at__isnull=True,
            active=True,
        )


class ContactPoint(VersionedRecord):
    """One way to reach a person, and whether, when and how it may be used."""

    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="contact_points")
    channel = models.CharField(max_length=5, choices=Channel)
    address = models.CharField(max_length=254)  # E.164 number or lower-case e-mail address
    may_leave_message = models.BooleanField(default=False)
    message_how = models.CharField(max_length=10, choices=MessageHow, blank=True, default="")
    note = models.CharField(max_length=120, blank=True, default="")  # what to heed: a shared phone
    time_zone = models.CharField(max_length=40)
    allowed_from = models.TimeField()  # local time at the person's place
    allowed_until = models.TimeField()
    consent_at = models.DateTimeField(null=True)
    consent_withdrawn_at = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)

    phi = frozenset(
        {
            "patient", "address", "may_leave_message", "message_how", "note", "time_zone", "allowed_from",
            "allowed_until",
        }
    )  # fmt: skip

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["address"], name="contact_address")]
        constraints = [
            models.UniqueConstraint(fields=["patient", "channel", "address"], name="contact_point_once"),
            models.CheckConstraint(condition=Q(allowed_from__lt=F("allowed_until")), name="contact_hours_ordered"),
            models.CheckConstraint(
                condition=Q(consent_withdrawn_at__isnull=True) | Q(consent_at__lte=F("consent_withdrawn_at")),
                name="consent_before_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(may_leave_message=True) | Q(message_how=""), name="message_how_when_allowed"
            ),
        ]

    @property
    def has_consent(self) -> bool:
        return self.active and self.consent_at is not None and self.consent_withdrawn_at is None

    @property
    def takes_reminders(self) -> bool:
        """Whether a machine can write to it at all."""
        return self.channel in (Channel.SMS, Channel.EMAIL)

    @property
    def messages(self) -> str:
        """Whether a message may be left, and how, in words."""
        if not self.may_leave_message:
            return "leave no message"
        how: dict[str, str] = {MessageHow.FIRST_NAME: ", only a first name", MessageHow.SAY_WHO: ", saying who calls"}
        return "a message may be left" + how.get(self.message_how, "")

    @property
    def readable(self) -> str:
        """The number as people write it, or the e-mail address."""
        return self.address if self.channel == Channel.EMAIL else readable(self.address)
