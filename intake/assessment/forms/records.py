"""Something that a clock waits for, as forms: validation only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from intake.assessment.actions import Done
from intake.assessment.codes import MilestoneKind
from intake.assessment.models import Milestone
from recovery.accounts.models import User
from recovery.core.forms import (
    DateInput,
    Form,
    OverrideReasonField,
    OverrideWordsField,
    Plain,
    ReauthenticationField,
    SubmissionForm,
)


class MilestoneForm(SubmissionForm, Form):
    """Something that a clock waits for."""

    kind = forms.ChoiceField(label="What was done", choices=[("", "Choose"), *MilestoneKind.choices])
    done_on = forms.DateField(label="On", widget=DateInput)
    external = forms.BooleanField(label="By somebody outside this program (screening exams)", required=False)
    note = forms.CharField(label="Note", help_text="If it is late, say why.", max_length=200, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_done_on(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["done_on"]
        if day > self.today:
            raise forms.ValidationError("Choose today or a day before it.")
        if day.year < 1900:
            raise forms.ValidationError("Enter a year of four digits.")
        return day

    @property
    def done(self) -> Done:
        """For a form that is valid."""
        cleaned = self.cleaned_data
        return Done(cleaned["kind"], cleaned["done_on"], cleaned["external"], cleaned["note"])


class MilestoneCorrectionForm(MilestoneForm):
    """The same for a row on record, with why."""

    in_error = forms.BooleanField(label="It was never done: this row is an error", required=False)
    reason = forms.CharField(label="Why do you correct it?", widget=Plain(attrs={"rows": 2}), max_length=2000)


class GoPastForm(Form):
    """Why a clock is gone past, signed with the password."""

    def __init__(self, *args: Any, rule: str, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = OverrideReasonField(rule)
        self.fields["why"] = OverrideWordsField(rule)
        self.fields["password"] = ReauthenticationField(user, "Your password, to go past this finding")

    @property
    def reason(self) -> str:
        """For a form that is valid: the code before the words."""
        return f"{self.cleaned_data['code']}: {self.cleaned_data['why']}"


def initial_of_milestone(milestone: Milestone) -> dict[str, Any]:
    """What the form shows for a row on record."""
    return {name: getattr(milestone, name) for name in ("kind", "done_on", "external", "note")}
