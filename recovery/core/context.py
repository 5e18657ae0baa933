"""What every page is given, whoever reads it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from recovery.core.center import hours
from recovery.core.crisis import crisis_for

THEMES = ("auto", "light", "dark")


def interface(request: HttpRequest) -> dict[str, Any]:
    """theme (auto, light, dark), shortcuts (on, off), the crisis numbers in the page's language, the center's own."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "shortcuts": "off" if request.COOKIES.get("shortcuts") == "off" else "on",
        "crisis": crisis_for(get_language()),
        "center_name": settings.CENTER_NAME,
        "center_phone": settings.CENTER_PHONE,
        "center_hours": hours(),
        "leave_url": settings.LEAVE_PAGE_URL,
        "demo": settings.DEMO,
    }
