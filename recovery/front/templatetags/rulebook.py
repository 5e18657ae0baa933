"""How the rulebook shows a rule's severity: the same marks as a finding of that severity."""

from __future__ import annotations

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from recovery.core.findings import Severity
from recovery.core.ui.clinical import LOOKS
from recovery.core.ui.marks import tag

register = template.Library()


@register.simple_tag
def severity(words: str) -> SafeString:
    """A mark for each severity in `words` ("override or hard_stop"), in the order given."""
    looks = [LOOKS[Severity(word)] for word in words.split(" or ")]
    return format_html_join(" ", "{}", ((tag(look.word, tone=look.tone, icon=look.icon),) for look in looks))
