"""Forms of visits: validation, nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from django import forms

from recovery.accounts.models import User
from recovery.appointments.codes import AppointmentStatus, Mode
from recovery.appointments.rules.local_time import instant
from recovery.core.forms import ChoiceField, DateInput, Form, SubmissionForm, TimeInput

LENGTHS = (15, 20, 30, 45, 60, 90, 120)  # minutes that visits take here
USUAL = 30


class PractitionerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # django-stubs makes it generic, Django does not
    """A clinician, by name and role."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}, {obj.get_role_display().lower()}"


class BookForm(SubmissionForm, Form):
    """With whom, what for, how, where and when; the time is the person's own."""

    practitioner = PractitionerField(
        queryset=User.objects.none(),
        label="With",
        empty_label="Choose a clinician",
        error_messages={"required": "Choose a clinician"},
    )
    purpose = forms.CharField(
        label="Purpose", max_length=120, help_text="Staff see this; messages and calendars do not."
    )
    mode = ChoiceField(label="How", choices=Mode)
    place = forms.CharField(
        label="Place", max_length=160, required=False, help_text="The person sees this on their own pages."
    )
    day = forms.DateField(label="Day", widget=DateInput)
    clock = forms.TimeField(label="Time", widget=TimeInput, help_text="The time where the person is.")
    minutes = forms.TypedChoiceField(
        label="Length", choices=[(n, f"{n} minutes") for n in LENGTHS], coerce=int, initial=USUAL
    )
    field_order = ["practitioner", "purpose", "mode", "place", "day", "clock", "minutes"]

    def __init__(self, *args: object, zone: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        practitioner = cast(PractitionerField, self.fields["practitioner"])
        practitioner.queryset = User.objects.who_lead_care().order_by("name")

    @property
    def starts_at(self) -> datetime:
        """The instant of the visit; only when valid."""
        return instant(self.cleaned_data["day"], self.cleaned_data["clock"], self.zone)

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])


class VersionForm(Form):
    """Which version of the visit the page showed."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class OutcomeForm(VersionForm):
    """Whether the visit took place."""

    outcome = ChoiceField(
        label="Did the visit take place?",
        choices=[
            (AppointmentStatus.FULFILLED.value, "It took place"),
            (AppointmentStatus.NO_SHOW.value, "They did not come"),
        ],
    )
