"""Who answers a packet, and where: staff in an interview, the person on the office tablet, the person at home."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.screening.assignments.codes import AssignmentStatus, Place
from recovery.core.models import VersionedRecord
from recovery.patients.codes import Language

LIVE = [AssignmentStatus.OPEN, AssignmentStatus.HANDED_OVER, AssignmentStatus.SENT]
WITH_PERSON = [AssignmentStatus.HANDED_OVER, AssignmentStatus.SENT]
TRIES = 5  # wrong years of birth before a link closes


class PacketAssignmentQuerySet(models.QuerySet["PacketAssignment"]):
    def live(self) -> PacketAssignmentQuerySet:
        return self.filter(status__in=LIVE)

    def overdue(self, at: datetime) -> PacketAssignmentQuerySet:
        """With the person for longer than they may be, or after their care has ended."""
        over = Q(expires_at__lte=at) | Q(packet__episode__closed_at__isnull=False)
        return self.filter(over, status__in=WITH_PERSON)


class PacketAssignment(VersionedRecord):
    """One packet given to somebody to answer.  No `assignee`: the person whom the packet is about."""

    packet = models.ForeignKey("intake.ScreeningPacket", on_delete=models.PROTECT, related_name="assignments")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=9, choices=Place)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=11, choices=AssignmentStatus, default=AssignmentStatus.OPEN)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)  # when a tablet or a link stops taking answers
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)  # years of birth that were not the person's

    phi = frozenset({"packet", "place", "language", "due_on", "status"})

    objects = PacketAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(place=Place.INTERVIEW, assignee__isnull=False)
                | Q(place__in=[Place.TABLET, Place.HOME], assignee__isnull=True),
                name="assignment_names_who_asks",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=WITH_PERSON) | Q(expires_at__isnull=False), name="assignment_with_person_ends"
            ),
            models.CheckConstraint(
                condition=Q(status__in=LIVE) ^ Q(ended_at__isnull=False), name="assignment_ended_once"
            ),
            models.UniqueConstraint(
                fields=["packet"],
                condition=Q(assignee__isnull=True, status__in=LIVE),
                name="one_assignment_to_the_person",
            ),
        ]

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def is_home(self) -> bool:
        return self.place == Place.HOME

    @property
    def is_tablet(self) -> bool:
        return self.place == Place.TABLET

    def takes_answers_at(self, at: datetime) -> bool:
        """Whether the person may answer now: it is with them, in time, and was not closed by wrong tries.

        Nobody reads the answers of somebody whose care here has ended.  `packet__episode` must have been fetched.
        """
        in_time = self.expires_at is not None and at < self.expires_at
        return self.status in WITH_PERSON and in_time and self.wrong_tries < TRIES and self.packet.episode.is_open
