"""Who changed and who read what: append-only, chained, written in the transaction of the act itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from recovery.audit.codes import Action
from recovery.core.models import ImmutableRecord


class AuditEvent(ImmutableRecord):
    """One act or one read.  `chain`, `position` and the hashes are filled in by the database.

    A chain belongs to one actor, so that a transaction locks one chain head only and readers of different
    actors never wait for each other.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_role = models.CharField(max_length=20)  # as it was then; "system", "link", "public" without a sign-in
    action = models.CharField(max_length=20, choices=Action)
    resource = models.CharField(max_length=60)  # "treatment.planrevision", or the page that was read
    resource_id = models.UUIDField(null=True)
    patient_id = models.UUIDField(null=True)  # no foreign key: the trail outlives what it tells of
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    chain = models.PositiveSmallIntegerField()
    position = models.PositiveBigIntegerField(default=0)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    phi = frozenset({"patient_id", "detail"})

    class Meta(ImmutableRecord.Meta):
        indexes = [
            models.Index(fields=["patient_id", "-at"], name="audit_patient"),
            models.Index(fields=["actor", "-at"], name="audit_actor"),
            models.Index(fields=["-at", "-id"], name="audit_newest"),
        ]
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="audit_chain_position")]


class AuditChain(models.Model):
    """The head of one chain; only the database's own function writes it."""

    chain = models.PositiveSmallIntegerField(primary_key=True)
    position = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    phi: frozenset[str] = frozenset()


class Override(ImmutableRecord):
    """A rule that said stop or think, and the person who went on with a reason: kept so that it can be counted."""

    rule_id = models.CharField(max_length=20)
    severity = models.CharField(max_length=10)
    finding = models.JSONField()
    reason = models.TextField()
    resource = models.CharField(max_length=60)
    resource_id = models.UUIDField()
    patient_id = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    phi = frozenset({"patient_id", "finding", "reason"})

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["rule_id", "-at"], name="override_rule")]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="override_has_reason")]
