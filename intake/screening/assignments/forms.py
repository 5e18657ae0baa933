"""Who answers a packet, and where.  Validation, nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import now

from intake.screening.assignments.codes import Place
from recovery.accounts.models import User, UserQuerySet
from recovery.core.forms import Choices, DateInput, Form, SubmissionForm
from recovery.core.times import local
from recovery.patients.codes import Language


class AssignForm(SubmissionForm, Form):
    """A place, and what belongs to it."""

    place = forms.ChoiceField(label="Who answers, and where", choices=Place.choices, widget=Choices)
    assignee = forms.ModelChoiceField(
        label="Staff member",
        queryset=User.objects.none(),
        required=False,
        empty_label="Choose",
        help_text="Only where a staff member asks. They are told by e-mail that something needs them.",
    )
    language = forms.ChoiceField(label="Language of the questions", choices=Language.choices, widget=Choices)
    due_on = forms.DateField(label="Due on", widget=DateInput, required=False)

    def __init__(self, *args: Any, askers: UserQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignee"]
        assert isinstance(field, forms.ModelChoiceField)  # declared above; said for the types
        field.queryset = askers

    def clean_due_on(self) -> date | None:
        """Nothing can be due before it is asked for."""
        due: date | None = self.cleaned_data["due_on"]
        if due and due < local(now()).date():
            raise forms.ValidationError("Choose today or a later day, or leave it empty")
        return due

    def clean(self) -> dict[str, Any]:
        """A staff member belongs to the interview and to nothing else."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        interview = told.get("place") == Place.INTERVIEW
        if interview and not told.get("assignee") and "assignee" not in self.errors:
            self.add_error("assignee", "Choose the staff member who asks")
        if not interview:
            told["assignee"] = None
        return told
