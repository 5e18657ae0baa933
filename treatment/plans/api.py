"""Signed treatment plans over HTTP."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from recovery.accounts.models import User
from recovery.accounts.permissions import Permission
from recovery.audit.api import RecordViewSet, WithoutStaffsOwn
from recovery.core.api import EPISODE_PARAMETER
from treatment.plans import queries
from treatment.plans.models import PlanRevision


class PlanSerializer(WithoutStaffsOwn):
    """A plan as it was signed; what the rules said of it is the staff's."""

    staff_only = frozenset({"findings", "overrides"})

    class Meta:
        model = PlanRevision
        fields = (
            "id", "plan", "number", "content", "content_hash", "findings", "overrides", "signed_by", "signed_at",
            "review_due_on", "created_at",
        )  # fmt: skip


@extend_schema_view(list=extend_schema(parameters=[EPISODE_PARAMETER]))
class PlanViewSet(RecordViewSet[PlanRevision]):
    """Signed revisions of plans within reach; a patient finds their own."""

    resource = "plan revision"
    readers = (Permission.READ_CHART, Permission.READ_OWN_PLAN)
    way_to_episode = "plan__episode_id"
    queryset = PlanRevision.objects.none()
    serializer_class = PlanSerializer

    def reach(self, actor: User) -> QuerySet[PlanRevision]:
        return queries.revisions_within_reach(actor)

    def patient_of(self, record: PlanRevision) -> UUID:
        return record.plan.episode.patient_id
