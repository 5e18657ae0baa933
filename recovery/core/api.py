"""What every API view shares: errors as sentences, our own exceptions as the right status, strict input, pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions, serializers, status
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from recovery.core.models import StaleEdit
from recovery.core.states import UnlawfulMove

IDEMPOTENCY_KEY = "Idempotency-Key"
IDEMPOTENCY_PARAMETER = OpenApiParameter(
    IDEMPOTENCY_KEY,
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    required=True,
    description="A UUID of the caller's own. The same key again returns the record that was made the first time.",
)

EPISODE_PARAMETER = OpenApiParameter("episode", OpenApiTypes.UUID, description="Only those of this episode of care.")


class Conflict(exceptions.APIException):
    """What is asked contradicts what is there: 409 with a sentence."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "This contradicts what is recorded already."
    default_code = "conflict"


class NewestFirst(CursorPagination):
    """Pages by key, newest first: the same number of queries on every page, and nothing shown twice."""

    ordering = ("-created_at", "-id")
    page_size = 50


class WholeText(JSONParser):
    """JSON without half a character: "\\ud800" can be spelled in it, and neither kept nor sent back."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The data; ParseError (400) where a name or a text in it is no Unicode."""
        data = super().parse(stream, media_type, parser_context)
        try:
            json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise exceptions.ParseError("The text holds half of a character (a lone surrogate).") from None
        return data


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields it does not know: a misspelt one must not be lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = sorted(str(name) for name in data if name not in self.fields or self.fields[name].read_only)
            if unknown:
                raise serializers.ValidationError({name: ["There is no such field."] for name in unknown})
        return super().to_internal_value(data)


def submission_id(request: Request) -> UUID:
    """The caller's key for this submit; ValidationError when it is missing or no UUID."""
    try:
        return UUID(request.headers.get(IDEMPOTENCY_KEY, ""))
    except ValueError:
        raise serializers.ValidationError({IDEMPOTENCY_KEY: ["Send this header with a UUID of your own."]}) from None


def explain(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's answer to an exception, with the project's own ones given their HTTP meaning."""
    if isinstance(error, StaleEdit | UnlawfulMove):
        set_rollback()
        return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(detail=error.messages)
    return exception_handler(error, context)
