"""Registering people, opening their care, and how they may be reached."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.timezone import localdate

from recovery.accounts.models import User
from recovery.core.forms import (
    ChoiceField,
    DateBoxes,
    Form,
    KnownDateField,
    PhoneField,
    Plain,
    SubmissionForm,
    TimeInput,
)
from recovery.patients.codes import AllergyStatus, Channel, Language, MessageHow, ReferralSource
from recovery.patients.models.contact_points import ALLOWED_FROM, ALLOWED_UNTIL, ContactPoint, NewContact
from recovery.patients.rules import OLDEST
from recovery.patients.rules.phones import e164, readable

US_ZONES = {
    "America/New_York": "Eastern (New York)",
    "America/Chicago": "Central (Chicago)",
    "America/Denver": "Mountain (Denver)",
    "America/Phoenix": "Mountain, no daylight saving (Phoenix)",
    "America/Los_Angeles": "Pacific (Los Angeles)",
    "America/Anchorage": "Alaska (Anchorage)",
    "Pacific/Honolulu": "Hawaii (Honolulu)",
    "America/Puerto_Rico": "Atlantic (Puerto Rico)",
}
BAD_PHONE = "Enter a telephone number with area code, such as (212) 555-0177"


def time_zones() -> list[Any]:
    """The zones of the USA first, then all others."""
    others = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    return [
        ("United States", list(US_ZONES.items())),
        ("Elsewhere", [(zone, zone.replace("_", " ")) for zone in others if zone not in US_ZONES]),
    ]


class NumberOrNone(PhoneField):
    """A telephone number as E.164."""

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        if not written:
            return ""
        number = e164(written)
        if number is None:
            raise forms.ValidationError(BAD_PHONE)
        return number


class SearchForm(Form):
    """The search box of every staff page."""

    q = forms.CharField(label="Name, date of birth or record number", max_length=120, required=False, strip=True)


class IdentityFields(Form):
    """Who a person is: asked of somebody new, and confirmed at registration."""

    given_name = forms.CharField(label="Given name", max_length=80)
    family_name = forms.CharField(label="Family name", max_length=80)
    preferred_name = forms.CharField(
        label="Preferred name", max_length=80, required=False, help_text="What the person wants to be called"
    )
    pronouns = forms.CharField(label="Pronouns", max_length=40, required=False)
    birth_date = KnownDateField(label="Date of birth", must_be="past", widget=DateBoxes)
    language = ChoiceField(label="Language for messages and the person’s own pages", choices=Language.choices)
    time_zone = forms.ChoiceField(label="Time zone", choices=time_zones)

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        today = localdate()
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        if age > OLDEST:
            raise forms.ValidationError(f"Date of birth gives an age of {age}. Check the year")
        return born


class RegistrationForm(SubmissionForm, IdentityFields):
    """A new person.  `confirmed` comes from the page of likely matches."""

    allergy_status = ChoiceField(label="Allergies", choices=AllergyStatus.choices)
    allergies = forms.CharField(label="Which allergies, and what happens", max_length=200, required=False)
    phone = NumberOrNone(label="Phone number", required=False)
    consent_sms = forms.BooleanField(label="May we send reminders by text to this number?", required=False)
    may_leave_message = forms.BooleanField(label="May we leave a message at this number?", required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    consent_email = forms.BooleanField(label="May we send reminders to this e-mail address?", required=False)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        begun = {
            "time_zone": settings.CENTER_TIME_ZONE,
            "language": Language.ENGLISH,
            "allergy_status": AllergyStatus.NOT_ASKED,
        }
        kwargs["initial"] = begun | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        known = cleaned.get("allergy_status") == AllergyStatus.KNOWN
        if known and not cleaned.get("allergies"):
            self.add_error("allergies", "Write which allergies are known")
        if not known and cleaned.get("allergies"):
            self.add_error("allergy_status", "Allergies are written below: choose Known, or clear them")
        for tick, address, words in (
            ("consent_sms", "phone", "a phone number, or clear the tick for texts"),
            ("may_leave_message", "phone", "a phone number, or clear the tick for messages"),
            ("consent_email", "email", "an e-mail address, or clear the tick for e-mail"),
        ):
            if cleaned.get(tick) and not cleaned.get(address) and address not in self.errors:
                self.add_error(address, f"Enter {words}")
        return cleaned

    @property
    def names(self) -> str:
        kept = self.cleaned_data
        return f"{kept['given_name']} {kept['family_name']} {kept['preferred_name']}"

    @property
    def phones(self) -> frozenset[str]:
        return frozenset(filter(None, [self.cleaned_data["phone"]]))

    @property
    def readable_phone(self) -> str:
        """The number as people write it, or nothing."""
        return readable(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""

    @property
    def typed(self) -> list[tuple[str, str]]:
        """All that was typed, to be carried by a page between."""
        left_out = {"csrfmiddlewaretoken", "confirmed", "edit"}
        names = [name for name in self.data if name not in left_out]
        return [(name, str(self.data[name])) for name in names]

    def person(self) -> dict[str, Any]:
        """The arguments of `register_patient` that were typed."""
        kept = self.cleaned_data
        plain = (
            "given_name family_name preferred_name pronouns birth_date language time_zone allergy_status allergies "
            "submission_id"
        )
        return {name: kept[name] for name in plain.split()} | {"contacts": self._contacts()}

    def _contacts(self) -> list[NewContact]:
        kept = self.cleaned_data
        contacts = []
        if kept["phone"]:
            contacts.append(NewContact(Channel.SMS, kept["phone"], kept["consent_sms"], kept["may_leave_message"]))
        if kept["email"]:
            contacts.append(NewContact(Channel.EMAIL, kept["email"], kept["consent_email"]))
        return contacts


class ClinicianField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Somebody who may care for a person, by name and role."""

    def __init__(self, **kwargs: Any) -> None:
        people = User.objects.who_lead_care().order_by("name")
        super().__init__(queryset=people, empty_label="Choose", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.get_role_display().lower()}"


class EpisodeForm(SubmissionForm, Form):
    """A new episode of care."""

    referral_source = ChoiceField(label="Who asked for care?", choices=ReferralSource.choices)
    reason = forms.CharField(label="Why now, in the person’s own words", widget=Plain, required=False, max_length=4000)
    lead = ClinicianField(label="Who leads care?")


class TeamForm(Form):
    """Somebody to join the care team."""

    member = ClinicianField(label="Clinician")
    leads = forms.BooleanField(label="Leads care from now on", required=False)


class MessageFields(Form):
    """Whether a message may be left, how, and what else to heed, such as a phone that others answer."""

    may_leave_message = forms.BooleanField(label="May we leave a message?", required=False)
    message_how = forms.ChoiceField(
        label="How a message is left", choices=[("", "Not asked yet"), *MessageHow.choices], required=False
    )
    note = forms.CharField(
        label="Safety note", max_length=120, required=False, help_text="A shared phone, a number at work"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("message_how") and not cleaned.get("may_leave_message"):
            self.add_error("message_how", "Tick that a message may be left, or choose Not asked yet")
        return cleaned


class HoursFields(Form):
    """When somebody may be reached, in their local time."""

    allowed_from = forms.TimeField(label="Not before", widget=TimeInput, initial=ALLOWED_FROM)
    allowed_until = forms.TimeField(label="Not after", widget=TimeInput, initial=ALLOWED_UNTIL)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("allowed_from"), cleaned.get("allowed_until")
        if start and end and start >= end:
            self.add_error("allowed_until", "“Not after” must be later than “Not before”")
        return cleaned


class ContactForm(MessageFields, HoursFields):
    """One more way to reach a person: whether and how a message may be left, and when."""

    channel = ChoiceField(label="How", choices=Channel.choices)
    address = forms.CharField(label="Number or e-mail address", max_length=254)
    consent = forms.BooleanField(label="May we send reminders this way?", required=False)
    field_order = (
        "channel", "address", "may_leave_message", "message_how", "allowed_from", "allowed_until", "note", "consent",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        channel, address = cleaned.get("channel"), str(cleaned.get("address", ""))
        if channel == Channel.EMAIL and address:
            cleaned["address"] = self._email(address)
        elif channel and address:
            cleaned["address"] = e164(address)
            if cleaned["address"] is None:
                self.add_error("address", BAD_PHONE)
        if channel == Channel.PHONE and cleaned.get("consent"):
            self.add_error("consent", "Reminders go by text or e-mail only: clear the tick, or choose Text message")
        return cleaned

    def contact(self) -> NewContact:
        kept = self.cleaned_data
        return NewContact(
            Channel(kept["channel"]),
            kept["address"],
            kept["consent"],
            kept["may_leave_message"],
            kept["message_how"],
            kept["note"],
            kept["allowed_from"],
            kept["allowed_until"],
        )

    def _email(self, address: str) -> str:
        try:
            return str(forms.EmailField().clean(address)).lower()
        except forms.ValidationError:
            self.add_error("address", "Enter an e-mail address, such as name@example.org")
            return ""


class HoursForm(MessageFields, HoursFields):
    """When and how a contact point may be used."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    time_zone = forms.ChoiceField(label="Time zone", choices=time_zones)
    field_order = (
        "version", "allowed_from", "allowed_until", "time_zone", "may_leave_message", "message_how", "note",
    )  # fmt: skip

    @classmethod
    def of(cls, contact: ContactPoint, data: Any = None) -> HoursForm:
        return cls(data, initial={name: getattr(contact, name) for name in cls.field_order})


class AccountForm(Form):
    """The address with which the person will sign in."""

    email = forms.EmailField(label="E-mail address to sign in with")
