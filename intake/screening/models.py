"""Answered instruments and the packets they are asked in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.instruments import INSTRUMENTS
from recovery.core.models import ImmutableRecord, VersionedRecord
from recovery.core.states import StateMachine
from recovery.patients.models import Language


class PacketStatus(models.TextChoices):
    IN_PROGRESS = "in_progress", "In progress"
    SUBMITTED = "submitted", "Submitted"


PACKET_STATES = StateMachine(
    name="Screening packet",
    initial=PacketStatus.IN_PROGRESS,
    moves={PacketStatus.IN_PROGRESS: {PacketStatus.SUBMITTED: "submit"}, PacketStatus.SUBMITTED: {}},
)


class ScreeningPacket(VersionedRecord):
    """One run through a packet of instruments for one episode of care."""

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="packets")
    code = models.CharField(max_length=40)
    code_version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=11, choices=PacketStatus, default=PacketStatus.IN_PROGRESS)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)

    phi = frozenset({"episode", "code", "status"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "code"], condition=Q(status="in_progress"), name="one_packet_in_progress"
            ),
            models.CheckConstraint(
                condition=Q(status="in_progress", submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(status="submitted", submitted_at__isnull=False, submitted_by__isnull=False),
                name="packet_submitted_by_somebody",
            ),
        ]


class Mode(models.TextChoices):
    INTERVIEW = "interview", "Interview by staff"
    SELF = "self", "Answered by the person"
    PROXY = "proxy", "Answered for the person"


def legal_answers(field: str) -> Q:
    """Every coded answer in the JSON `field` is one its instrument allows: the database refuses others.

    Built from the instruments themselves, so that form, rule and database cannot disagree.
    """
    legal = Q()
    for code, instrument in INSTRUMENTS.items():
        allowed = Q()
        for item in instrument.items:
            if item.options:
                key = f"{field}__{item.id}"
                values = [option.value for option in item.options]
                allowed &= Q(**{f"{key}__in": values}) | Q(**{f"{key}__isnull": True}) | Q(**{key: None})
        if allowed:
            legal &= ~Q(instrument=code) | allowed
    return legal


class InstrumentResponse(ImmutableRecord):
    """One answered instrument: raw answers, what they mean, who gave them, who wrote them down.

    Re-scoring `answers` with `instrument` at `instrument_version` gives `result` again.
    """

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="instrument_responses")
    packet = models.ForeignKey(ScreeningPacket, null=True, on_delete=models.PROTECT, related_name="responses")
    instrument = models.CharField(max_length=20)
    instrument_version = models.CharField(max_length=20)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    mode = models.CharField(max_length=10, choices=Mode)
    answers = models.JSONField()
    result = models.JSONField()
    status = models.CharField(max_length=12)
    score = models.SmallIntegerField(null=True)
    band = models.CharField(max_length=24, blank=True)
    flags = models.JSONField(default=list)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    correction_reason = models.TextField(blank=True)

    phi = frozenset(
        {"episode", "answers", "result", "status", "score", "band", "flags", "instrument", "correction_reason"}
    )

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "instrument", "-recorded_at"], name="response_newest")]
        constraints = [
            models.CheckConstraint(condition=legal_answers("answers"), name="answers_are_legal"),
            models.CheckConstraint(
                condition=Q(instrument__in=sorted(INSTRUMENTS)), name="response_of_known_instrument"
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) ^ ~Q(correction_reason=""), name="correction_has_reason"
            ),
        ]
