"""Answered check-ins over HTTP: read, and acknowledged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aftercare.checkins import actions, queries
from aftercare.checkins.actions import errors
from aftercare.checkins.models import Acknowledgement, CheckInResponse
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, require
from recovery.audit.api import RecordViewSet, WithoutStaffsOwn
from recovery.core.api import (
    EPISODE_PARAMETER,
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_PARAMETER,
    Conflict,
    StrictSerializer,
    submission_id,
)


class AcknowledgementSerializer(serializers.ModelSerializer[Acknowledgement]):
    """Who took note of a check-in, and what they did."""

    class Meta:
        model = Acknowledgement
        fields = ("id", "response", "note", "by", "at")


class NewAcknowledgement(StrictSerializer):
    """What is sent to acknowledge a check-in."""

    note = serializers.CharField(max_length=2000)  # a paragraph or two; what is longer belongs in the chart


class CheckInSerializer(WithoutStaffsOwn):
    """What the person answered; what it means for their risk is the staff's."""

    staff_only = frozenset({"context", "level", "flags", "findings", "respond_by", "acknowledgement"})
    acknowledgement = serializers.SerializerMethodField()

    class Meta:
        model = CheckInResponse
        fields = (
            "id", "check_in", "answers", "context", "level", "flags", "findings", "craving", "language", "by_link",
            "answered_at", "respond_by", "acknowledgement", "created_at",
        )  # fmt: skip

    @extend_schema_field(AcknowledgementSerializer(allow_null=True))
    def get_acknowledgement(self, answered: CheckInResponse) -> dict[str, Any] | None:
        note = getattr(answered, "acknowledgement", None)
        return dict(AcknowledgementSerializer(note).data) if note else None


@extend_schema_view(list=extend_schema(parameters=[EPISODE_PARAMETER]))
class CheckInViewSet(RecordViewSet[CheckInResponse]):
    """Answered check-ins within reach; a patient finds their own."""

    resource = "check-in"
    readers = (Permission.READ_CHART, Permission.ANSWER_CHECK_IN)
    way_to_episode = "check_in__episode_id"
    queryset = CheckInResponse.objects.none()
    serializer_class = CheckInSerializer

    def reach(self, actor: User) -> QuerySet[CheckInResponse]:
        return queries.responses_within_reach(actor)

    def patient_of(self, record: CheckInResponse) -> UUID:
        return record.check_in.episode.patient_id

    @extend_schema(
        request=NewAcknowledgement,
        responses={200: AcknowledgementSerializer, 201: AcknowledgementSerializer},
        parameters=[IDEMPOTENCY_PARAMETER],
    )
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: UUID) -> Response:
        """Say that you took note, and what you did: 201, or 200 with the record already made under this key."""
        require(self.actor, Permission.ACKNOWLEDGE_CHECK_IN)
        answered, at = self.one(pk), now()
        form = NewAcknowledgement(data=request.data)
        key = submission_id(request)
        form.is_valid(raise_exception=True)
        try:
            made = actions.acknowledge(judged=answered, **form.validated_data, submission_id=key, by=self.actor, at=at)
        except errors.AlreadyAcknowledged as first:
            raise Conflict(str(first)) from None
        if made.response_id != answered.pk:
            raise Conflict(f"This {IDEMPOTENCY_KEY} was used for another record.")
        created = made.at == at
        shown = AcknowledgementSerializer(made).data
        return Response(shown, status.HTTP_201_CREATED if created else status.HTTP_200_OK)
