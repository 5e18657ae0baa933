"""Parts that hold other content: card, page head, note, suggestion, the person's words, timeline item, empty state, loading."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from recovery.core.ui.marks import Text, _one_of
from recovery.core.ui.registry import register
from recovery.core.ui.slots import slotted

NOTE_ICONS = {"info": "info", "warn": "warn", "bad": "stop", "ok": "ok"}


@slotted(register, "actions", "foot")
def card(
    title: Text = "", *, id: str = "", icon: str = "", level: int = 2, count: int | None = None, hot: bool = False,
    word: Text = "", aside: Text = "", flush: bool = False, col: str = "", label: Text = "",
) -> dict[str, Any]:  # fmt: skip
    """A surface with a heading.  `flush` lets lists and tables reach the edge; slots: actions (head, right), foot."""
    key = id or (f"card-{slugify(str(title))}" if title else "")
    return {
        "title": title, "id": key, "icon": icon, "level": level, "count": count, "hot": hot, "word": word,
        "aside": aside, "flush": flush, "col": col, "label": label,
    }  # fmt: skip


@slotted(register, "actions")
def page_head(title: Text, *, lede: Text = "", tag: Text = "", tone: str = "info", icon: str = "") -> dict[str, Any]:
    """The one h1 of a staff page; the body stands below it, `tag` is the state of the whole page's thing."""
    return {"title": title, "lede": lede, "tag": tag, "tone": tone, "icon": icon}


@slotted(register, "actions")
def note(title: Text = "", *, tone: str = "info", icon: str = "", alert: bool = False) -> dict[str, Any]:
    """A tinted box: info, warn, bad (says what to do now) or ok.  `alert` reads it out when it appears."""
    shape = icon or NOTE_ICONS[_one_of(tone, tuple(NOTE_ICONS), "tone")]
    return {"title": title, "tone": tone, "icon": shape, "alert": alert}


@slotted(register, "actions")
def suggestion(title: Text, *, because: Text, source: Text = "", heading: int = 3) -> dict[str, Any]:
    """Something that is not in the plan until a person adds it.  Slot actions: Add / Edit first / Dismiss."""
    return {"title": title, "because": because, "source": source, "heading": heading}


@slotted(register)
def said(*, by: Text = "", lang: str = "") -> dict[str, Any]:
    """The person's own words, in serif; the quotation marks are added."""
    return {"by": by, "lang": lang}


@slotted(register, "actions")
def timeline_item(title: Text, *, time: Text, icon: str, tone: str = "", at: str = "") -> dict[str, Any]:
    """One event in `<ol role="list" class="timeline">`; `tone` is "", on, warn or bad; `at` is the machine time."""
    return {
        "title": title,
        "time": time,
        "icon": icon,
        "tone": _one_of(tone, ("", "on", "warn", "bad"), "tone"),
        "at": at,
    }


@slotted(register, "actions")
def empty_state(title: Text, *, icon: str = "todo") -> dict[str, Any]:
    """What will appear here, or why it could not be loaded and what is safe."""
    return {"title": title, "icon": icon}


@register.inclusion_tag("components/bones.html")
def bones(label: Text = "", *, lines: int = 6) -> dict[str, Any]:
    """Stands where something is loading; the label is read out."""
    return {"label": label or _("Loading"), "lines": range(lines)}
