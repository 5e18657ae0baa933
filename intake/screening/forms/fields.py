"""Fields of an instrument's form: what is left open is no error here, for the action knows when gaps are tolerable."""

from __future__ import annotations

from typing import Any

from django import forms

from recovery.core.forms import Checks, NumberField


class Answer(forms.ChoiceField):
    """One item: its legal values as texts.  Left open it is no error here; the label does not call it optional."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class Answers(forms.MultipleChoiceField):
    """One item of which several may be chosen; as with `Answer`, none is no error here."""

    widget = Checks

    def prepare_value(self, value: Any) -> Any:
        return value.split(",") if isinstance(value, str) else value  # a draft joins them

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class Measure(NumberField):
    """A number that may be left open."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)
