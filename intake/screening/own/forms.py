"""One question of the person's own, large enough for a thumb.  Validation, nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from intake.screening.rules import answers as texts
from recovery.clinical.instruments import Item
from recovery.clinical.instruments.crisis import crisis_values
from recovery.core.forms import Checks, Choices, Form, Keypad, MultipleChoiceField, NumberField, YesNo

KEYS = 11  # an integer question with more answers than a keypad has is typed, not tapped
ENDS = {"CRAVING": (gettext_lazy("No craving"), gettext_lazy("The strongest ever"))}


class QuestionForm(Form):
    """One question; `cleaned_data["answer"]` is the text that is kept, or a list of them."""

    def __init__(self, code: str, item: Item, *args: Any, spanish: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.dangerous = tuple(str(value) for value in crisis_values(code, item.id))
        field = _field(code, item, spanish=spanish)
        if self.dangerous:
            field.widget.attrs["data-flag-when"] = " ".join(self.dangerous)  # static/js/crisis-now.js
        field.error_messages["required"] = gettext("Choose an answer, or “I’d rather not say”")
        self.fields["answer"] = field

    def clean_answer(self) -> str | list[str]:
        """As a draft keeps it."""
        given = self.cleaned_data["answer"]
        if isinstance(given, list):
            return given
        return str(int(given)) if isinstance(given, Decimal) else str(given)

    @property
    def tells_of_danger(self) -> bool:
        """Whether the answer chosen shows the crisis numbers; for a form that is valid."""
        return self.cleaned_data["answer"] in self.dangerous


def _field(code: str, item: Item, *, spanish: bool) -> forms.Field:
    told: dict[str, Any] = {
        "label": (spanish and item.text_es) or item.text,
        "help_text": (spanish and item.hint_es) or item.hint,
    }
    choices = [(str(each.value), (spanish and each.text_es) or each.text) for each in item.options]
    if item.kind == "boolean":
        both = [(texts.YES, gettext("Yes")), (texts.NO, gettext("No"))]
        return forms.ChoiceField(choices=both, widget=YesNo, **told)
    if item.kind == "many":
        return MultipleChoiceField(choices=choices, widget=Checks, **told)
    if item.kind == "integer":
        return _number(code, item, told)
    two = [each.value for each in item.options] == [texts.YES, texts.NO]
    return forms.ChoiceField(choices=choices, widget=YesNo if two else Choices, **told)


def _number(code: str, item: Item, told: dict[str, Any]) -> forms.Field:
    low, high = item.low or 0, item.high
    if high is not None and high - low < KEYS:
        choices = [(str(number), str(number)) for number in range(low, high + 1)]
        first, last = ENDS.get(code, ("", ""))
        return forms.ChoiceField(choices=choices, widget=Keypad(choices=choices, low=first, high=last), **told)
    limits = {"min_value": Decimal(low), "max_value": None if high is None else Decimal(high)}
    return NumberField(decimal_places=0, unit=item.unit, **limits, **told)


class BirthYearForm(Form):
    """The year of birth: what somebody who found or was forwarded the link does not know."""

    year = forms.IntegerField(
        label=gettext_lazy("Your year of birth"),
        help_text=gettext_lazy("Four digits, for example 1985. It shows that the questions reach you and nobody else."),
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short", "autocomplete": "bday-year"}),
        error_messages={
            "required": gettext_lazy("Enter your year of birth"),
            "invalid": gettext_lazy("Enter the year in four digits"),
            "min_value": gettext_lazy("Enter the year in four digits"),
            "max_value": gettext_lazy("Enter the year in four digits"),
        },
    )
