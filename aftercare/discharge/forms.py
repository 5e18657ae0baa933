"""The day a person leaves treatment, as a form."""

from __future__ import annotations

from django import forms

from recovery.core.forms import DateInput, Form


class MoveForm(Form):
    """The day aftercare begins."""

    discharged_on = forms.DateField(label="Discharged on", widget=DateInput, help_text="Day 0 of the check-ins.")
