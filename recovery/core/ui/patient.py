"""Who this is, what can hurt them, and where a person finds help."""

from collections.abc import Mapping
from typing import Any

from django.template import Context
from django.utils.translation import get_language

from recovery.core.crisis import crisis_for, words_for
from recovery.core.ui.marks import Text, _one_of
from recovery.core.ui.registry import register


@register.inclusion_tag("components/fact.html")
def fact(
    label: Text, value: Text = "", *, icon: str = "", detail: Text = "", tone: str = "", level: str = ""
) -> dict[str, Any]:
    """One fact of a banner, inside `<dl class="facts">`; tone "", bad or good; `level` shows a risk level as the value."""
    tone = _one_of(tone, ("", "bad", "good"), "tone")
    return {"label": label, "value": value, "icon": icon, "detail": detail, "tone": tone, "level": level}


@register.inclusion_tag("components/banner.html")
def banner(patient: Any, *, slim: bool = False, heading: bool = False) -> dict[str, Any]:
    """The patient banner, from an object or dict {name, preferred, line, facts}; `heading` makes the name the page's h1.

    With `url` in it the name is a link.
    """
    name = patient["name"] if isinstance(patient, Mapping) else patient.name
    return {"patient": patient, "initials": initials(name), "slim": slim, "heading": heading}


@register.inclusion_tag("components/crisis_strip.html", takes_context=True)
def crisis_strip(context: Context) -> dict[str, Any]:
    """Help now, first on every patient page; `crisis` in the page's context replaces the standing numbers."""
    return {"crisis": context.get("crisis") or crisis_for(get_language())}


@register.inclusion_tag("components/crisis_tile.html", takes_context=True)
def crisis_tile(context: Context, *, title: Text = "", heading: int = 2) -> dict[str, Any]:
    """All the numbers with what each is for, as a red tile."""
    return {"crisis": context.get("crisis") or crisis_for(get_language()), "title": title, "heading": heading}


@register.inclusion_tag("components/crisis_now.html")
def crisis_now(*, shown: bool = False, language: str = "", staff: bool = False) -> dict[str, Any]:
    """Help, put away until an answer with `data-flag-when` brings it out; inside the form, once a page.

    `shown` brings it out from the server, for those without JavaScript; `language` is that of the questions, else
    the page's; `staff` adds what whoever sits beside the person does.
    """
    spoken = language or get_language() or "en"
    return {
        "crisis": crisis_for(spoken),
        "words": words_for(spoken),
        "language": spoken,
        "shown": shown,
        "staff": staff,
    }


@register.filter
def initials(name: str) -> str:
    """ "Whitfield, Marcus" gives MW."""
    last, _, first = name.partition(", ")
    words = [first, last] if first else name.split()
    return "".join(word[:1] for word in words[:1] + words[1:][-1:]).upper()
