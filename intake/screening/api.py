"""Answered instruments over HTTP: read, and scored and kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from intake.screening import actions, queries
from intake.screening.actions import errors
from intake.screening.codes import Mode
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.offer import is_offered
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, require
from recovery.audit.api import RecordViewSet
from recovery.clinical.instruments import INSTRUMENTS
from recovery.core.api import (
    EPISODE_PARAMETER,
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_PARAMETER,
    Conflict,
    StrictSerializer,
    submission_id,
)
from recovery.patients.codes import Language
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import episodes_within_reach


class ScreeningSerializer(serializers.ModelSerializer[InstrumentResponse]):
    """One answered instrument and what it means."""

    class Meta:
        model = InstrumentResponse
        fields = (
            "id", "episode", "packet", "instrument", "instrument_version", "language", "mode", "answers", "context",
            "result", "status", "score", "band", "flags", "recorded_by", "recorded_at", "supersedes", "correction_reason",
            "created_at",
        )  # fmt: skip


class NewScreening(StrictSerializer):
    """What is sent to have an instrument scored and kept; `answers` maps item ids to values."""

    episode = serializers.PrimaryKeyRelatedField(queryset=EpisodeOfCare.objects.none())
    packet = serializers.PrimaryKeyRelatedField(queryset=ScreeningPacket.objects.none(), required=False)
    instrument = serializers.ChoiceField(choices=sorted(INSTRUMENTS))
    mode = serializers.ChoiceField(choices=Mode.choices)
    language = serializers.ChoiceField(choices=Language.choices, default=Language.ENGLISH)
    answers = serializers.DictField()

    def get_fields(self) -> dict[str, Any]:
        """What may be named is what lies within reach; all else does not exist."""
        fields = super().get_fields()
        if request := self.context.get("request"):
            episodes, packets = episodes_within_reach(request.user), queries.packets_within_reach(request.user)
            fields |= {
                "episode": serializers.PrimaryKeyRelatedField(queryset=episodes),
                "packet": serializers.PrimaryKeyRelatedField(queryset=packets, required=False),
            }
        return fields

    def validate_instrument(self, code: str) -> str:
        if not is_offered(code):
            raise serializers.ValidationError(str(errors.NotOffered(code)))
        return code

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        packet = attrs.get("packet")
        if packet and packet.episode_id != attrs["episode"].pk:
            raise serializers.ValidationError({"packet": ["This packet belongs to another episode of care."]})
        return attrs


@extend_schema_view(list=extend_schema(parameters=[EPISODE_PARAMETER]))
class ScreeningViewSet(RecordViewSet[InstrumentResponse]):
    """Answered instruments of the people within reach."""

    resource = "screening"
    readers = (Permission.READ_CHART,)
    queryset = InstrumentResponse.objects.none()
    serializer_class = ScreeningSerializer

    def reach(self, actor: User) -> QuerySet[InstrumentResponse]:
        return queries.responses_within_reach(actor)

    def patient_of(self, record: InstrumentResponse) -> UUID:
        return record.episode.patient_id

    @extend_schema(
        request=NewScreening,
        responses={200: ScreeningSerializer, 201: ScreeningSerializer},
        parameters=[IDEMPOTENCY_PARAMETER],
    )
    def create(self, request: Request) -> Response:
        """Score the answers and keep them: 201, or 200 with the record already made under this key."""
        require(self.actor, Permission.SCREEN)
        form = NewScreening(data=request.data, context=self.get_serializer_context())
        key = submission_id(request)
        form.is_valid(raise_exception=True)
        sent, at = form.validated_data, now()
        code = sent.pop("instrument")
        try:
            with transaction.atomic():
                kept = actions.record_response(code=code, **sent, submission_id=key, by=self.actor, at=at)
        except IntegrityError:
            raise Conflict(f"This {IDEMPOTENCY_KEY} was used for another record.") from None
        except errors.ScreeningError as error:
            raise _as_api_error(error) from None
        if (kept.instrument, kept.answers) != (code, sent["answers"]):
            raise Conflict(f"This {IDEMPOTENCY_KEY} was used for other answers.")
        created = kept.recorded_at == at
        return Response(self.get_serializer(kept).data, status.HTTP_201_CREATED if created else status.HTTP_200_OK)


def _as_api_error(error: errors.ScreeningError) -> Exception:
    """What stood in the way, naming the items at fault."""
    if isinstance(error, errors.IllegalAnswers):
        return serializers.ValidationError({"answers": {item: ["This answer is not allowed."] for item in error.items}})
    if isinstance(error, errors.IncompleteAnswers):
        return serializers.ValidationError({"answers": {item: ["This has no answer yet."] for item in error.missing}})
    return Conflict(str(error))
