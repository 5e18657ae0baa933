"""What a page says of the center itself."""

from django.conf import settings
from django.utils.translation import get_language


def hours() -> str:
    """When the center's own phone is answered, in the page's language where it was set in both."""
    return settings.CENTER_HOURS_ES if get_language() == "es" and settings.CENTER_HOURS_ES else settings.CENTER_HOURS
