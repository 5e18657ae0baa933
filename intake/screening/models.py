"""Answered instruments and the packets they are asked in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.screening.assignments.models import PacketAssignment
from intake.screening.codes import Mode, PacketStatus
from intake.screening.offer import offered
from intake.screening.packets.models import PacketDefinition
from intake.screening.packets.rules.conditions import Course, Results, course
from recovery.clinical import instruments
from recovery.clinical.instruments import Instrument, Result, Status
from recovery.clinical.legality import legal_answers
from recovery.core.models import ImmutableRecord, VersionedRecord
from recovery.patients.codes import Language


class ScreeningPacketQuerySet(models.QuerySet["ScreeningPacket"]):
    def in_progress(self) -> ScreeningPacketQuerySet:
        return self.filter(status=PacketStatus.IN_PROGRESS)


class ScreeningPacket(VersionedRecord):
    """One run through a packet of instruments for one episode of care."""

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="packets")
    code = models.CharField(max_length=40)
    code_version = models.PositiveSmallIntegerField()
    # What the packet asks, in the version it was started with.  No column of its own: the two above are the key.
    definition = models.ForeignObject(
        PacketDefinition,
        on_delete=models.PROTECT,
        from_fields=["code", "code_version"],
        to_fields=["code", "version"],
        related_name="packets",
    )
    status = models.CharField(max_length=11, choices=PacketStatus, default=PacketStatus.IN_PROGRESS)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)

    phi = frozenset({"episode", "code", "status"})

    objects = ScreeningPacketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "code"], condition=Q(status=PacketStatus.IN_PROGRESS), name="one_packet_in_progress"
            ),
            models.CheckConstraint(
                condition=Q(status=PacketStatus.IN_PROGRESS, submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(status=PacketStatus.SUBMITTED, submitted_at__isnull=False, submitted_by__isnull=False),
                name="packet_submitted_by_somebody",
            ),
        ]

    @property
    def is_in_progress(self) -> bool:
        return self.status == PacketStatus.IN_PROGRESS

    def course(self, results: Results) -> Course:
        """How the packet stands after `results`, at a center that offers what this one does."""
        return course(self.definition.asks, results, offered())


# `incomplete` and `invalid` are answers on the way, never a finding about a person: those are not kept.
KEPT_STATUSES = [Status.COMPLETE.value, Status.PRORATED.value, Status.DETERMINATE.value]


class InstrumentResponseQuerySet(models.QuerySet["InstrumentResponse"]):
    def current(self) -> InstrumentResponseQuerySet:
        """Those that no correction has taken the place of."""
        return self.filter(superseded_by__isnull=True)


class InstrumentResponse(ImmutableRecord):
    """One answered instrument: raw answers, what they mean, who gave them, who wrote them down.

    Re-scoring `answers` and `context` with `instrument` at `instrument_version` gives `result` again.
    `context`: what the score depends on beside the answers (sex, the rating before), as it was then.
    """

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="instrument_responses")
    packet = models.ForeignKey(ScreeningPacket, null=True, on_delete=models.PROTECT, related_name="responses")
    instrument = models.CharField(max_length=20)
    instrument_version = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    mode = models.CharField(max_length=10, choices=Mode)
    answers = models.JSONField()
    context = models.JSONField(default=dict)
    result = models.JSONField()
    status = models.CharField(max_length=12)
    score = models.SmallIntegerField(null=True)  # whole points; months of remission stand in `result`
    band = models.CharField(max_length=24, blank=True)
    flags = models.JSONField(default=list)
    # Who wrote it down; nobody where the person themselves answered, by an assignment.
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # No index: nobody looks for the responses of an assignment, and assignments are never deleted.
    assignment = models.ForeignKey(
        PacketAssignment, null=True, db_index=False, on_delete=models.PROTECT, related_name="responses"
    )
    recorded_at = models.DateTimeField()
    answered_at = models.DateTimeField()  # when the person answered; a correction made later keeps it
    submission_id = models.UUIDField(unique=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    correction_reason = models.TextField(blank=True)

    phi = frozenset(
        {
            "episode", "answers", "context", "result", "status", "score", "band", "flags", "instrument",
            "correction_reason",
        }
    )  # fmt: skip

    objects = InstrumentResponseQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "instrument", "-answered_at"], name="response_newest")]
        constraints = [
            models.CheckConstraint(condition=legal_answers("answers"), name="answers_are_legal"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) ^ ~Q(correction_reason=""), name="correction_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=False) | Q(assignment__isnull=False),
                name="response_recorded_by_somebody",
            ),
            models.CheckConstraint(condition=Q(status__in=KEPT_STATUSES), name="response_is_scored"),
            models.UniqueConstraint(
                fields=["packet", "instrument"],
                condition=Q(packet__isnull=False, supersedes__isnull=True),
                name="one_response_in_a_packet",
            ),
        ]

    @property
    def definition(self) -> Instrument:
        """The instrument in the version that was answered."""
        return instruments.get(self.instrument, self.instrument_version)

    @property
    def scored(self) -> Result:
        """The result as it was computed when the answers were given."""
        return Result.from_json(self.result)

    @property
    def score_words(self) -> str:
        """The score with how far it may be trusted: "18", "9 (estimated)", "at least 6"; empty where there is none."""
        if self.score is None:
            return ""
        words = {Status.PRORATED: "{} (estimated)", Status.DETERMINATE: "at least {}"}
        return words.get(Status(self.status), "{}").format(self.score)

    @property
    def recorder(self) -> str:
        """Who wrote it down, in words."""
        return self.recorded_by.name if self.recorded_by else "The person themselves"

    @property
    def is_correction(self) -> bool:
        return self.supersedes_id is not None
