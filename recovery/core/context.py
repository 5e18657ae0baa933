"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from recovery.core import crisis


def page(request: HttpRequest) -> dict[str, Any]:
    """The center's names and numbers, the crisis lines, and the reader's theme."""
    user = getattr(request, "user", None)
    return {
        "center_name": settings.CENTER_NAME,
        "center_phone": settings.CENTER_PHONE,
        "center_hours": settings.CENTER_HOURS,
        "on_call": settings.ON_CALL,
        "leave_page_url": settings.LEAVE_PAGE_URL,
        "crisis": crisis.LINES,
        "theme": getattr(user, "theme", "auto"),
        "demo": settings.DEMO,
    }
