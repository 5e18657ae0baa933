"""Small marks that stand in a line of text: icon, level, tag, chips, count, saved."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from recovery.core.ui.icons import ICONS
from recovery.core.ui.registry import register
from recovery.core.ui.sentences import waiting

Text = str | Promise

LEVELS: dict[str, tuple[Text, str]] = {
    "red": (_("Urgent"), "stop"),
    "orange": (_("High"), "warn"),
    "yellow": (_("Watch"), "watch"),
    "green": (_("Steady"), "ok"),
}
TONES = ("", "bad", "warn", "ok", "info", "hard", "open")


@register.simple_tag
def icon(name: str, *, size: str = "", label: Text = "") -> SafeString:
    """One symbol of `static/icons.svg`; `size` is "" or "lg".  It is hidden from screen readers unless it has a label."""
    if name not in ICONS:
        raise ValueError(f"No icon {name!r}; there are: {', '.join(sorted(ICONS))}")
    css = "i lg" if _one_of(size, ("", "lg"), "size") else "i"
    use = format_html('<use href="{}#{}"></use>', static("icons.svg"), name)
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}">{}</svg>', css, label, use)
    return format_html('<svg class="{}" aria-hidden="true">{}</svg>', css, use)


@register.simple_tag
def stylesheet(path: str, *, media: str = "") -> SafeString:
    """A stylesheet for the pages that stand alone; left out when the static manifest is what failed."""
    try:
        href = static(path)
    except ValueError:
        return SafeString("")
    return format_html('<link rel="stylesheet" href="{}" media="{}">', href, media or "all")


@register.simple_tag
def level(value: str | None) -> SafeString:
    """Risk as shape, word and colour; no value is said in words, never shown as Steady."""
    if not value:
        return tag(_("Not rated"), tone="open")
    word, shape = LEVELS[value]
    return format_html('<span class="level {}">{}{}</span>', str(value), icon(shape), word)


@register.simple_tag
def tag(text: Text, *, tone: str = "", icon: str = "") -> SafeString:
    """State of a thing: `tone` is one of TONES."""
    picture = _icon(icon) if icon else ""
    return format_html('<span class="tag {}">{}{}</span>', _one_of(tone, TONES, "tone"), picture, text)


@register.simple_tag
def chips(items: Iterable[Any]) -> SafeString:
    """Short reasons, never coloured."""
    listed = format_html_join("", '<li class="chip">{}</li>', ((item,) for item in items))
    return format_html('<ul role="list" class="chips">{}</ul>', listed)


@register.simple_tag
def count(number: int, *, hot: bool = False, word: Text = "") -> SafeString:
    """How many; `hot` only when somebody must act, then with a word: "3 open"."""
    text = format_html("{} {}", number, word) if word else str(number)
    return format_html('<span class="count{}">{}</span>', " hot" if hot else "", text)


@register.inclusion_tag("components/saved.html")
def saved(time: Text = "", *, by: Text = "") -> dict[str, Any]:
    """Where a form says that it is kept; autosave writes here.  `time` is what is shown before the first save."""
    return {"time": time, "by": by}


def _one_of(value: str, allowed: tuple[str, ...], what: str) -> str:
    if value not in allowed:
        raise ValueError(f"{what} is {value!r}; it can be one of {allowed}")
    return value


_icon = icon  # `tag` has an attribute of the same name


@register.filter
def waited(since: datetime, now: datetime) -> str:
    """`{{ row.since|waited:now }}`: "7 h 57 min"."""
    return waiting(since, now)
