"""Findings and scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from recovery.core.findings import Finding, Severity
from recovery.core.ui.marks import Text
from recovery.core.ui.registry import register
from recovery.core.ui.sentences import split_lead
from recovery.core.ui.slots import slotted


@dataclass(frozen=True, slots=True)
class Look:
    """How one severity is shown."""

    css: str
    icon: str
    tone: str
    word: Text


LOOKS = {
    Severity.HARD_STOP: Look("stop", "stop", "hard", _("Hard stop")),
    Severity.OVERRIDE: Look("reason", "warn", "warn", _("Needs a reason")),
    Severity.ADVISORY: Look("advice", "info", "info", _("Advisory")),
    Severity.NONE: Look("met", "ok", "ok", _("Met")),
}


def _shown(item: Finding | Mapping[str, Any], heading: int) -> dict[str, Any]:
    values: Mapping[str, Any] = item.as_json() if isinstance(item, Finding) else item
    lead, rest = split_lead(values["message"])
    look = LOOKS[Severity(values["severity"])]
    facts = [(name.replace("_", " "), fact) for name, fact in values.get("facts", {}).items()]
    return {"finding": values, "look": look, "lead": lead, "rest": rest, "heading": heading, "facts": facts}


@register.inclusion_tag("components/finding.html")
def finding(item: Finding | Mapping[str, Any], *, heading: int = 3, facts: bool = False) -> dict[str, Any]:
    """One finding or its stored JSON: how far it stands in the way, the problem, the act, the rule and its source."""
    return _shown(item, heading) | {"show_facts": facts}


@slotted(register, "actions")
def finding_with(item: Finding | Mapping[str, Any], *, heading: int = 3, facts: bool = False) -> dict[str, Any]:
    """A finding with content of the page under it: a reason field, "seen by", and actions."""
    return _shown(item, heading) | {"show_facts": facts}


@register.inclusion_tag("components/tally.html")
def tally(score: int | None, *, answered: int, total: int, band: Text = "", detail: Text = "") -> dict[str, Any]:
    """A running score.  The band is shown only when all are answered, so that a part score is never read as mild."""
    return {
        "score": score, "answered": answered, "total": total, "complete": answered >= total, "band": band, "detail": detail,
    }  # fmt: skip
