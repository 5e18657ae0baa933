"""The form of the aftercare plan: one page, with rows for what there are several of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property

from aftercare.plans.content import Gathering, Person, PlanContent, Step
from recovery.core.forms import (
    DateInput,
    DraftForm,
    Form,
    FormSet,
    PhoneField,
    SubmissionForm,
    formset_factory,
)
from recovery.core.models import StaleEdit

REGION = "US"  # numbers without a country code are read as this country's
MOST_ROWS = 6  # rows a list: the whole is one sheet of paper


class MainForm(SubmissionForm, DraftForm, Form):
    """Medicine and safe storage; `version` is the plan this was written over, 0 for none."""

    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    medicine = forms.CharField(label="Medicine and dose", max_length=160, required=False)
    medicine_how = forms.CharField(
        label="How and when",
        max_length=200,
        required=False,
        help_text="In plain words: under the tongue, every morning.",
    )
    supply_until = forms.DateField(label="Supply until", widget=DateInput, required=False)
    safe_storage = forms.CharField(
        label="Safe storage", max_length=240, required=False, help_text="Where it is locked away, and from whom."
    )

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if not answers.get("medicine") and (answers.get("medicine_how") or answers.get("supply_until")):
            self.add_error("medicine", "Enter the medicine, or clear how it is taken and the supply")
        return answers


class ReasonForm(Form):
    words = forms.CharField(label="Their own words", max_length=240)


class TriggerForm(Form):
    happens = forms.CharField(label="When this happens", max_length=160)
    response = forms.CharField(label="What I do", max_length=240)


class PersonForm(Form):
    name = forms.CharField(label="Name", max_length=80)
    relation = forms.CharField(label="Relation", max_length=80, required=False)
    phone = PhoneField(label="Phone")

    def clean_phone(self) -> str:
        """The number as E.164."""
        wrong = "Enter a phone number with its area code, like 212 555 0177"
        try:
            number = phonenumbers.parse(self.cleaned_data["phone"], REGION)
        except phonenumbers.NumberParseException:
            raise ValidationError(wrong) from None
        if not phonenumbers.is_possible_number(number):
            raise ValidationError(wrong)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class MeetingForm(Form):
    name = forms.CharField(label="Meeting", max_length=80)
    when = forms.CharField(label="When", max_length=80)
    place = forms.CharField(label="Place", max_length=160, required=False)


def _rows(form: type[Form]) -> type[FormSet]:
    class Rows(formset_factory(form, extra=0, max_num=MOST_ROWS, validate_max=True)):  # type: ignore[misc]  # made at run time
        """Rows of which any may be left empty: an empty one is no row."""

        def initial_form_count(self) -> int:
            return 0 if self.is_bound else int(super().initial_form_count())

    return Rows


ROWS = {
    "reason": _rows(ReasonForm),
    "trigger": _rows(TriggerForm),
    "person": _rows(PersonForm),
    "meeting": _rows(MeetingForm),
}


class PlanForm:
    """The page's form and its rows as one thing: `PlanForm(data)` posted, `PlanForm.showing(...)` to begin with."""

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        initial = initial or {}
        self.main = MainForm(data, initial=initial.get("main"))
        self.rows = {name: made(data, prefix=name, initial=initial.get(name)) for name, made in ROWS.items()}

    @classmethod
    def showing(cls, content: PlanContent, version: int, seq: int = 0) -> PlanForm:
        """The plan as it stands, with one empty row where a list is empty."""
        main = {"version": version, "seq": seq, "medicine": content.medicine, "medicine_how": content.medicine_how}
        main |= {"supply_until": content.supply_until, "safe_storage": content.safe_storage}
        return cls(
            initial={
                "main": main,
                "reason": [{"words": words} for words in content.reasons] or [{}],
                "trigger": [{"happens": row.happens, "response": row.response} for row in content.triggers] or [{}],
                "person": [{"name": row.name, "relation": row.relation, "phone": row.phone} for row in content.people]
                or [{}],
                "meeting": [{"name": row.name, "when": row.when, "place": row.place} for row in content.meetings],
            }
        )

    @classmethod
    def resumed(cls, kept: dict[str, list[str]], seq: int) -> PlanForm:
        """What was autosaved, shown again and not judged."""
        data = QueryDict(mutable=True)
        for name, values in kept.items():
            data.setlist(name, values)
        data["seq"] = str(seq)
        form = cls(data)
        form.hush()
        return form

    def hush(self) -> None:
        self.main.hush()
        for rows in self.rows.values():
            rows.rearranged = True

    @property
    def all(self) -> list[Any]:
        """Every form, for the error summary."""
        return [self.main, *self.rows.values()]

    @property
    def rearranged(self) -> bool:
        """Whether Add or Remove was pressed: then nothing is judged."""
        return any(rows.rearranged for rows in self.rows.values())

    def is_valid(self) -> bool:
        return all([each.is_valid() for each in self.all])  # noqa: C419  every form is judged, not only up to the first bad one

    def over(self, stale: StaleEdit) -> None:
        """Show what was typed as written over what somebody else saved."""
        data = QueryDict(mutable=True)
        data.update(self.main.data)
        data["version"] = str(getattr(stale.current, "version"))  # noqa: B009  a Model to the type checker
        self.main.data = data

    @cached_property
    def content(self) -> PlanContent:
        """What was typed; only when valid.  Rows left empty are left out."""
        main = self.main.cleaned_data
        return PlanContent(
            reasons=tuple(row["words"] for row in self._typed("reason")),
            triggers=tuple(Step(**row) for row in self._typed("trigger")),
            people=tuple(Person(**row) for row in self._typed("person")),
            meetings=tuple(Gathering(**row) for row in self._typed("meeting")),
            medicine=main["medicine"],
            medicine_how=main["medicine_how"],
            supply_until=main["supply_until"],
            safe_storage=main["safe_storage"],
        )

    def _typed(self, name: str) -> Iterator[dict[str, Any]]:
        return (row for row in self.rows[name].cleaned_data if row)


class SeqForm(forms.Form):
    """The number of an autosave."""

    seq = forms.IntegerField(min_value=0, max_value=2**31)
