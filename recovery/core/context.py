"""What every page needs to be shown: put `recovery.core.context.interface` among the template context processors."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from .crisis import crisis_for

THEMES = ("auto", "light", "dark")


def interface(request: HttpRequest) -> dict[str, Any]:
    """theme (auto, light, dark), shortcuts (on, off) and the crisis numbers in the page's language."""
    theme = request.COOKIES.get("theme", "auto")
    shortcuts = "off" if request.COOKIES.get("shortcuts") == "off" else "on"
    return {"theme": theme if theme in THEMES else "auto", "shortcuts": shortcuts, "crisis": crisis_for(get_language())}
