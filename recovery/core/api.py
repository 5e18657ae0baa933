"""What every API view shares: errors as sentences, and our own exceptions as the right status."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from recovery.core.models import StaleEdit
from recovery.core.states import UnlawfulMove


def explain(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's answer to an exception, with the project's own ones given their HTTP meaning."""
    if isinstance(error, StaleEdit | UnlawfulMove):
        return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(detail=error.messages)
    return exception_handler(error, context)
