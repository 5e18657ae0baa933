"""A program as a form: validation only."""

from __future__ import annotations

from typing import Any

from django import forms

from recovery.accounts.models import User
from recovery.core.forms import Checks, Form, MultipleChoiceField
from recovery.patients.codes import LevelOfCare
from recovery.programs.actions import ProgramFields
from recovery.programs.models import Program


class ProgramForm(Form):
    """One program; `version` is 0 for a new one."""

    name = forms.CharField(label="Name", max_length=120)
    levels = MultipleChoiceField(label="Levels of care it offers", choices=LevelOfCare.choices)
    is_otp = forms.BooleanField(label="It is an opioid treatment program (42 CFR 8.12)", required=False)
    capacity = forms.IntegerField(
        label="Places", help_text="Shown beside the program. A full program still takes people: a clinician decides.",
        min_value=0, max_value=100_000, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )  # fmt: skip
    people = forms.ModelMultipleChoiceField(
        label="Who is told of an admission", queryset=User.objects.none(), widget=Checks, required=False
    )
    active = forms.BooleanField(label="It takes people now", required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.queryset = staff
        field.label_from_instance = lambda user: f"{user.name}, {user.get_role_display()}"

    @property
    def program_fields(self) -> ProgramFields:
        """For a form that is valid."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return ProgramFields(**{**cleaned, "people": list(cleaned["people"])})


def initial_of(program: Program) -> dict[str, Any]:
    """What the form shows for a program."""
    names = ("name", "levels", "is_otp", "capacity", "active", "version")
    people = [each.pk for each in program.people.all()]
    return {name: getattr(program, name) for name in names} | {"people": people}
