"""Forms of the check-ins: one question, the schedule, a clinician's note."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from recovery.clinical.instruments import Item
from recovery.core.forms import (
    ChoiceField,
    Choices,
    DateInput,
    Form,
    Keypad,
    MultipleChoiceField,
    NumberField,
    Plain,
    ScaleField,
    SubmissionForm,
    TimeInput,
    YesNoField,
)
from recovery.patients.models.contact_points import ALLOWED_FROM, ALLOWED_UNTIL

MOST_DAYS = Decimal(366)  # of missed medicine: more is a slip of the finger
SEVERAL = 20  # an integer question with more answers than this is typed, not tapped
ENDS: Mapping[str, tuple[Promise, Promise]] = {
    "craving": (gettext_lazy("No craving"), gettext_lazy("The strongest ever")),
    "confidence": (gettext_lazy("Not sure at all"), gettext_lazy("Completely sure")),
}
US_ZONES = (
    ("America/New_York", "Eastern"), ("America/Chicago", "Central"), ("America/Denver", "Mountain"),
    ("America/Phoenix", "Arizona"), ("America/Los_Angeles", "Pacific"), ("America/Anchorage", "Alaska"),
    ("Pacific/Honolulu", "Hawaii"), ("America/Puerto_Rico", "Puerto Rico"),
)  # fmt: skip


class QuestionForm(SubmissionForm, Form):
    """One question of a check-in; `cleaned_data["answer"]` is as the rules read it, None when it was passed over."""

    def __init__(self, item: Item, *args: Any, language: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        field = _field(item, language)
        if "skip" in self.data:
            self.fields["answer"] = forms.Field(required=False)  # passed over, whatever else was tapped
            return
        self.fields["answer"] = field
        field.error_messages["required"] = gettext("Choose an answer, or “I’d rather not say”")

    def clean_answer(self) -> Any:
        """The answer in the item's own type; "none of these" cannot stand beside a substance."""
        if "skip" in self.data:
            return None
        answer = self.cleaned_data["answer"]
        if self.item.kind == "many" and "none" in answer and len(answer) > 1:
            raise forms.ValidationError(
                gettext("You chose “None of these” and something else. Choose one or the other.")
            )
        return int(answer) if self.item.kind == "integer" else answer


def _field(item: Item, language: str) -> forms.Field:
    spanish = language == "es"
    told: dict[str, Any] = {
        "label": (spanish and item.text_es) or item.text,
        "help_text": (spanish and item.hint_es) or item.hint,
    }
    choices = [(option.value, (spanish and option.text_es) or option.text) for option in item.options]
    if item.kind == "boolean":
        return YesNoField(**told)
    if item.kind == "many":
        return MultipleChoiceField(choices=choices, **told)
    if item.kind == "choice":
        return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=Choices, **told)
    return _number(item, told)


def _number(item: Item, told: dict[str, Any]) -> forms.Field:
    if item.id in ENDS:
        low, high = ENDS[item.id]
        return ScaleField(low=low, high=high, **told)
    if item.high is not None and item.high < SEVERAL:
        choices = [(n, n) for n in range(item.low or 0, item.high + 1)]
        return forms.TypedChoiceField(
            choices=choices, coerce=int, empty_value=None, widget=Keypad(choices=choices), **told
        )
    return NumberField(
        min_value=Decimal(item.low or 0), max_value=MOST_DAYS, decimal_places=0, unit=gettext("days"), **told
    )


class ScheduleForm(Form):
    """When a person is asked."""

    starts_on = forms.DateField(
        label="First check-in on", widget=DateInput, help_text="Day 0 of the cadence; as a rule the day of discharge."
    )
    local_time = forms.TimeField(
        label="Local time",
        widget=TimeInput,
        help_text="Where the person lives. Messages go out between 9:00 am and 8:00 pm.",
    )
    time_zone = forms.ChoiceField(
        label="Time zone", help_text="Where the person lives, not where their phone number is from."
    )
    cadence = ChoiceField(
        label="How often",
        choices=[
            ("recommended", "As recommended: daily for a week, then less and less often"),
            ("fixed", "Every so many days"),
        ],
    )
    every_days = forms.IntegerField(
        label="Days between check-ins",
        required=False,
        min_value=1,
        max_value=91,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short"}),
        help_text="Only with “Every so many days”: 1 to 91.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        common = [(name, f"{words} ({name})") for name, words in US_ZONES]
        others = sorted(available_timezones() - {name for name, _ in US_ZONES})
        first = [(zone, zone)] if zone not in dict(US_ZONES) else []
        zones = self.fields["time_zone"]
        assert isinstance(zones, forms.ChoiceField)  # declared above; said for the types
        zones.choices = [*first, *common, ("Elsewhere", [(name, name) for name in others])]

    def clean_local_time(self) -> Any:
        """Within the hours in which a machine may write."""
        local_time = self.cleaned_data["local_time"]
        if not ALLOWED_FROM <= local_time < ALLOWED_UNTIL:
            raise forms.ValidationError(
                "Choose a local time from 9:00 am to before 8:00 pm: messages are sent only then"
            )
        return local_time

    def clean(self) -> dict[str, Any]:
        """The interval belongs to the fixed cadence and to no other."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        fixed, days = told.get("cadence") == "fixed", told.get("every_days")
        if fixed and days is None and "every_days" not in self.errors:
            self.add_error("every_days", "Enter the days between check-ins, 1 to 91")
        if told.get("cadence") == "recommended" and days is not None:
            self.add_error("every_days", "Leave this empty, or choose “Every so many days” above")
        return told

    @property
    def schedule(self) -> dict[str, Any]:
        """The schedule as `actions.set_schedule` takes it."""
        return {
            name: self.cleaned_data[name] for name in ("starts_on", "local_time", "time_zone", "every_days", "version")
        }


class NoteForm(SubmissionForm, Form):
    """What the clinician did about a check-in."""

    note = forms.CharField(
        label="What did you do?",
        widget=Plain,
        max_length=4000,
        help_text="For example: called at 14:20, sister is with him, visit tomorrow at 10.",
    )
