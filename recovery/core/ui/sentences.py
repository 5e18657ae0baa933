"""Small helps with the wording of messages."""

import re
from datetime import datetime

# A full stop after a word of three letters or more, a digit or a bracket, and a capital after it: "Dr. Haddad" and "2.5 mg" do not end one.
_END = re.compile(r"(?<=[a-z]{3}|..[\d)%\]])[.!?]\s+(?=[A-Z¿¡])")


def split_lead(message: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the rest."""
    parts = _END.split(message.strip(), maxsplit=1)
    lead = parts[0]
    return (lead[:-1] if lead.endswith(".") else lead), (parts[1] if len(parts) > 1 else "")


def lower_first(label: str) -> str:
    """For use inside a sentence: "Date of birth" becomes "date of birth", "COWS" and "Q1" stay."""
    first, second = label[:1], label[1:2]
    stays = second.isupper() or second.isdigit() or (first == "I" and not second.isalpha())
    return label if stays else first.lower() + label[1:]


def waiting(since: datetime, now: datetime) -> str:
    """How long something has waited, as a nurse reads it: "22 min", "7 h 57 min", "1 day 7 h"."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        return f"{days} {'day' if days == 1 else 'days'} {hours % 24} h"
    return f"{hours} h {minutes % 60:02} min" if hours else f"{minutes} min"
