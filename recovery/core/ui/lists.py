"""Navigation and lists: tabs, crumbs, jump links, task list, track, steps, progress, summary of answers."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from recovery.core.ui.marks import Text
from recovery.core.ui.registry import register

Item = dict[str, Any]

TASKS: dict[str, tuple[str, Text, Text]] = {  # status: icon, word, verb of its button
    "done": ("ok", _("Completed"), _("View")),
    "part": ("half", _("In progress"), _("Resume")),
    "todo": ("todo", _("Not started"), _("Start")),
    "later": ("lock", _("Cannot start yet"), ""),
}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Item], *, label: Text, under: bool = False, within: bool = False) -> Item:
    """Links that look like tabs.  Items {label, url, current, count}; `under` for the line below a patient banner.

    `current` is "true" for the part in which the page lies, else true for the page itself; `within` is a second line, the
    pages of that part.
    """
    return {"items": items, "label": label, "under": under, "within": within}


@register.inclusion_tag("components/crumbs.html")
def crumbs(items: Sequence[Item], *, here: Text = "") -> Item:
    """The way back.  Items {label, url}."""
    return {"items": items, "here": here}


@register.inclusion_tag("components/shift.html")
def shift(items: Sequence[Item], *, label: Text) -> Item:
    """Jump links to the work lists of a page.  Items {count, label, detail, url}; a count of 0 is quiet."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/task.html")
def task(
    title: Text, *, status: str, url: str = "", detail: Text = "", who: Text = "", who_icon: str = "pen", state: Text = "",
    action: Text = "", primary: bool = False, because: Text = "",
) -> Item:  # fmt: skip
    """One line of a task list in `<ul role="list">`; status is done, part, todo or later; `state` replaces its word.

    `because` says what brought it up, where it is not always asked.
    """
    shape, word, verb = TASKS[status]
    return {
        "title": title, "status": status, "url": url, "detail": detail, "who": who, "who_icon": who_icon, "icon": shape,
        "state": state or word, "action": action or verb, "primary": primary, "because": because,
    }  # fmt: skip


@register.inclusion_tag("components/track.html")
def track(items: Sequence[Item], *, label: Text) -> Item:
    """Where the person is in the episode.  Items {label, detail, state}; state is "done", "now" or ""."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/steps.html")
def steps(*, done: int, total: int, label: Text = "", current: bool = False) -> Item:
    """How far one is; `done` of `total` are filled, `current` marks the next as begun.  The label says the same in words."""
    states = ["on" if n < done else "now" if current and n == done else "" for n in range(total)]
    return {"states": states, "label": label}


@register.inclusion_tag("components/progress.html")
def progress(part: float, whole: float, *, label: Text, value: Text = "") -> Item:
    """A line with its bar: "No heroin use, 30 days", "13 of 30"."""
    return {
        "part": part,
        "whole": whole,
        "label": label,
        "value": value or _("%(part)s of %(whole)s") % {"part": part, "whole": whole},
    }


@register.inclusion_tag("components/summary.html")
def summary(rows: Sequence[Item]) -> Item:
    """Answers to check before sending.  Rows {label, value, url}; a url gives a Change link."""
    return {"rows": rows}
