"""One row of the file, validated.  No message repeats what a cell holds: it may be read on a screen or in a log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.conf import settings

from recovery.accounts.models import User
from recovery.patients.codes import AllergyStatus, Channel, Language, ReferralSource, Sex
from recovery.patients.importing.keys import episode_key, person_key
from recovery.patients.models.contact_points import NewContact
from recovery.patients.rules import OLDEST, Person
from recovery.patients.rules.phones import e164

ZONES = frozenset(available_timezones())  # once: each asking walks the whole data base of zones
YES, NO = ("yes", "y", "true", "1"), ("", "no", "n", "false", "0")
OWN = (
    "given_name", "family_name", "preferred_name", "pronouns", "birth_date", "sex", "language", "time_zone",
    "allergy_status", "allergies",
)  # fmt: skip


class YesField(forms.Field):
    """yes or no; empty is no."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> bool:
        word = str(value or "").casefold()
        if word not in YES + NO:
            raise forms.ValidationError("Write yes or no.")
        return word in YES


class OneOf(forms.CharField):
    """One of a few words, in any case; empty is `empty`."""

    def __init__(self, words: list[str], empty: str = "") -> None:
        super().__init__(required=False, empty_value=empty)
        self.words = words

    def clean(self, value: Any) -> str:
        word = str(super().clean(value)).casefold()
        if word and word not in self.words:
            raise forms.ValidationError(f"Write one of: {', '.join(self.words)}.")
        return word


class Number(forms.CharField):
    """A telephone number as E.164; empty is none."""

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        number = e164(written) if written else ""
        if number is None:
            raise forms.ValidationError("Write a telephone number with area code, such as (212) 555-0177.")
        return number


def _text(longest: int, required: bool = False) -> forms.CharField:
    return forms.CharField(
        max_length=longest,
        required=required,
        error_messages={"required": "Fill in this cell.", "max_length": f"Write {longest} characters or fewer."},
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as read.  `despite`: record numbers and external ids of people who were looked at and are others."""

    external_id: str
    key: UUID
    person: Person  # what is compared with others
    despite: frozenset[str]
    own: dict[str, Any]  # what belongs to the record itself, by the names of its fields
    contacts: list[NewContact]
    episode: dict[str, Any] | None  # the arguments of `open_episode`, where one is asked for


class RowForm(forms.Form):
    """One person, with how to reach them and the episode of care that is open for them."""

    external_id = _text(100, required=True)
    given_name = _text(80, required=True)
    family_name = _text(80, required=True)
    birth_date = _text(10, required=True)
    preferred_name = _text(80)
    pronouns = _text(40)
    sex = OneOf(Sex.values, Sex.UNKNOWN)
    language = OneOf(Language.values, Language.ENGLISH)
    time_zone = _text(40)
    allergy_status = OneOf(AllergyStatus.values)
    allergies = _text(200)
    text_number = Number(required=False)
    text_consent = YesField()
    text_may_leave_message = YesField()
    phone_number = Number(required=False)
    phone_may_leave_message = YesField()
    email = forms.EmailField(
        required=False, max_length=254, error_messages={"invalid": "Write an address such as name@example.org."}
    )
    email_consent = YesField()
    episode_source = OneOf(ReferralSource.values)
    episode_reason = _text(4000)
    episode_lead = _text(254)
    despite_match = _text(1000)

    def __init__(self, cells: dict[str, str], *, today: date, leads: dict[str, User]) -> None:
        super().__init__(cells)
        self.today, self.leads = today, leads

    def clean_birth_date(self) -> date:
        try:
            born = datetime.strptime(self.cleaned_data["birth_date"], "%Y-%m-%d").date()
        except ValueError:
            raise forms.ValidationError("Write the date as year-month-day, such as 1992-03-12.") from None
        if not self.today.year - OLDEST <= born.year or born > self.today:
            raise forms.ValidationError("No living person was born on this day. Look at the year.")
        return born

    def clean_time_zone(self) -> str:
        zone = self.cleaned_data["time_zone"] or settings.CENTER_TIME_ZONE
        if zone not in ZONES:
            raise forms.ValidationError("Write a time zone such as America/New_York, or leave the cell empty.")
        return str(zone)

    def clean_episode_lead(self) -> User | None:
        address = self.cleaned_data["episode_lead"].casefold()
        if address and address not in self.leads:
            raise forms.ValidationError(
                "Nobody who may lead care signs in with this e-mail address. See the page Staff."
            )
        return self.leads.get(address)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        known = AllergyStatus.KNOWN if kept.get("allergies") else AllergyStatus.NOT_ASKED
        status = kept.get("allergy_status")
        if status is not None:
            kept["allergy_status"] = status or known
            if (kept["allergy_status"] == AllergyStatus.KNOWN) != bool(kept.get("allergies")):
                self.add_error("allergies", "Write the allergies where allergy_status is known, and only there.")
        for answer, address in (
            ("text_consent", "text_number"), ("text_may_leave_message", "text_number"),
            ("phone_may_leave_message", "phone_number"), ("email_consent", "email"),
        ):  # fmt: skip
            if kept.get(answer) and not kept.get(address) and address not in self.errors:
                self.add_error(answer, f"Fill in {address}, or leave this cell empty.")
        for one, other in (("episode_source", "episode_lead"), ("episode_lead", "episode_source")):
            if kept.get(one) and not kept.get(other) and other not in self.errors:
                self.add_error(other, f"Fill in this cell too: an episode of care needs it beside {one}.")
        if kept.get("episode_reason") and not kept.get("episode_source") and "episode_source" not in self.errors:
            self.add_error("episode_source", "Fill in who asked for care, or leave episode_reason empty.")
        return kept

    def entry(self) -> Entry:
        """What was read, without the form; only when it is valid."""
        kept = self.cleaned_data
        names = f"{kept['given_name']} {kept['family_name']} {kept['preferred_name']}"
        phones = frozenset(filter(None, (kept["text_number"], kept["phone_number"])))
        return Entry(
            external_id=kept["external_id"],
            key=person_key(kept["external_id"]),
            person=Person(names, kept["birth_date"], phones),
            despite=frozenset(filter(None, re.split(r"[;\s]+", kept["despite_match"].upper()))),
            own={name: kept[name] for name in OWN},
            contacts=self._contacts(),
            episode=self._episode(),
        )

    def _contacts(self) -> list[NewContact]:
        kept = self.cleaned_data
        made = [
            NewContact(Channel.SMS, kept["text_number"], kept["text_consent"], kept["text_may_leave_message"]),
            NewContact(Channel.PHONE, kept["phone_number"], False, kept["phone_may_leave_message"]),
            NewContact(Channel.EMAIL, kept["email"].lower(), kept["email_consent"]),
        ]
        return [each for each in made if each.address]

    def _episode(self) -> dict[str, Any] | None:
        """The arguments of `open_episode`, or None where no episode is asked for."""
        kept = self.cleaned_data
        if not kept["episode_source"]:
            return None
        return {
            "referral_source": kept["episode_source"],
            "reason": kept["episode_reason"],
            "lead": kept["episode_lead"],
            "submission_id": episode_key(kept["external_id"]),
        }
