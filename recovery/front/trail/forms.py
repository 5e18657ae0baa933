"""What the privacy officer asks the trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dateparse import parse_datetime

from recovery.accounts import queries as accounts
from recovery.audit.codes import Action
from recovery.core.forms import Form

Place = tuple[datetime, UUID]


class PlaceField(forms.CharField):
    """Where the page before ended: the (at, id) of its last event, written "at|id"."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        at, _, key = str(value).partition("|")
        try:
            return (_aware(at), UUID(key))
        except ValueError:
            raise forms.ValidationError("This page is out of date. Show the newest events again.") from None


CHOOSE = {"invalid_choice": "Choose one of the list."}


class StaffField(forms.ModelChoiceField):  # type: ignore[type-arg]  # django-stubs makes it generic, Django does not
    """One of the staff; what is no key at all is answered like a key of nobody."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(CHOOSE["invalid_choice"], code="invalid_choice") from None


class TrailForm(Form):
    """All are optional; it is posted, so that a record number stands in no address."""

    record = forms.CharField(label="Record number", required=False, max_length=20, help_text="Such as R-1042.")
    actor = StaffField(queryset=None, label="Who", required=False, empty_label="Anybody", error_messages=CHOOSE)
    action = forms.ChoiceField(
        label="What", required=False, choices=[("", "Anything"), *Action.choices], error_messages=CHOOSE
    )
    before = PlaceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = accounts.staff()  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_record(self) -> int | None:
        digits = self.cleaned_data["record"].strip().upper().removeprefix("R-")
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) < 10):
            raise forms.ValidationError("Enter a record number such as R-1042.")
        return int(digits) if digits else None


def _aware(text: str) -> datetime:
    at = parse_datetime(text)
    if at is None or at.tzinfo is None:
        raise ValueError(text)
    return at
