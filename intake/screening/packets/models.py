"""Published packets: each version is a row that never changes; one that is retired is no longer offered."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from intake.screening.packets.definition import Packet
from recovery.core.models import ImmutableRecord


class PacketDefinitionQuerySet(models.QuerySet["PacketDefinition"]):
    def newest(self) -> PacketDefinitionQuerySet:
        """The last version of every code."""
        later = PacketDefinition.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))

    def offered(self) -> PacketDefinitionQuerySet:
        """What a packet may be started from: the last version of every code, unless that is retired."""
        return self.newest().filter(retirement__isnull=True).order_by("title", "code")


class PacketDefinition(ImmutableRecord):
    """One version of a packet: packets begun with it stay with it.  No publisher: it came with the program."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    content = models.JSONField()  # a Packet, as `Packet.as_json` writes it
    reason = models.TextField()  # what changed, and why
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    phi: frozenset[str] = frozenset()

    objects = PacketDefinitionQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="packet_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="packet_version_counts_from_1"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(title=""), name="packet_version_says_why"),
        ]

    @cached_property
    def asks(self) -> Packet:
        """What the packet asks."""
        return Packet.from_json(self.content)

    @property
    def publisher(self) -> str:
        """Who published it, in words."""
        return self.published_by.name if self.published_by else "Came with the program"


class PacketRetirement(ImmutableRecord):
    """A version is no longer offered.  Offered again by publishing the next one."""

    definition = models.OneToOneField(PacketDefinition, on_delete=models.PROTECT, related_name="retirement")
    reason = models.TextField()
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField()

    phi: frozenset[str] = frozenset()

    class Meta(ImmutableRecord.Meta):
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="packet_retired_for_a_reason")]
