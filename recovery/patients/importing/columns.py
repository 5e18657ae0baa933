"""The columns of the file of another center's records, in the order of docs/importing-patients.md."""

from __future__ import annotations

from difflib import get_close_matches

REQUIRED = ("external_id", "given_name", "family_name", "birth_date")
OPTIONAL = (
    "preferred_name", "pronouns", "sex", "language", "time_zone", "allergy_status", "allergies",
    "text_number", "text_consent", "text_may_leave_message", "phone_number", "phone_may_leave_message",
    "email", "email_consent",
    "episode_source", "episode_reason", "episode_lead",
    "despite_match",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)


def problems(header: list[str]) -> list[str]:
    """What is wrong with the first line, each with what to do; nothing when it can be read."""
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        return [
            "The columns are not separated by commas. Save the file as “CSV UTF-8 (comma delimited)” and try again."
        ]
    missing = [f"The column {name} is missing. Add it to the first line." for name in REQUIRED if name not in header]
    double = [f"The column {name} is there twice. Remove one." for name in COLUMNS if header.count(name) > 1]
    unknown = [_unknown(number, name) for number, name in enumerate(header, start=1) if name not in COLUMNS]
    return [*missing, *double, *unknown]


def _unknown(number: int, name: str) -> str:
    """What stands there is not repeated: a file without a first line has a person's data in it."""
    near = get_close_matches(name.lower().replace(" ", "_"), COLUMNS, n=1, cutoff=0.75)
    meant = f" Did you mean {near[0]}?" if near else " See docs/importing-patients.md for the columns."
    return f"Column {number} of the first line is not known.{meant}"
