"""Fields whose cleaned value is what the content holds: members of a TextChoices, sets of them, dates as people remember them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db.models import TextChoices

from intake.registration.content.partial_date import PartialDate, typed
from recovery.core.forms import Checks, Choices

WHEN_HELP = "A day, a month or a year: 17 May 2024, May 2024, 2024"


class OneOf(forms.TypedChoiceField):
    """One member of `kind` as tiles, or None; `listed` shows a list to choose from instead.

    `offered` are the members in the order of the page, where that is not the order in which they are declared.
    """

    def __init__(
        self, kind: type[TextChoices], *, listed: bool = False, offered: Iterable[TextChoices] = (), **kwargs: Any
    ) -> None:
        choices = [(each.value, each.label) for each in offered or kind]
        shown = [("", "Choose"), *choices] if listed else choices
        kwargs.setdefault("widget", forms.Select if listed else Choices)
        super().__init__(choices=shown, coerce=kind, empty_value=None, **kwargs)


class SomeOf(forms.TypedMultipleChoiceField):
    """A frozenset of members of `kind`, as ticks."""

    def __init__(self, kind: type[TextChoices], **kwargs: Any) -> None:
        super().__init__(choices=kind.choices, coerce=kind, widget=Checks, **kwargs)

    def clean(self, value: Any) -> frozenset[TextChoices]:
        return frozenset(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return [str(each) for each in value] if isinstance(value, frozenset) else value


class InstantField(forms.DateTimeField):
    """An instant that the page carries, hidden.  In UTC with its offset: a time of the clock comes twice in one night a year."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


class WhenField(forms.CharField):
    """A PartialDate, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, widget=forms.TextInput({"class": "short"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return typed(text)
        except ValueError:
            raise forms.ValidationError("Write a day, a month or a year, such as 17 May 2024") from None

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value
