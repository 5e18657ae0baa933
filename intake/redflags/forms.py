"""Forms about red flags: what was done, and raising one by hand."""

from __future__ import annotations

from django import forms

from intake.redflags.emergencies import BY_HAND
from intake.redflags.models import Outcome
from recovery.core.forms import ChoiceField, Form, Plain, SubmissionForm
from recovery.core.ui.sentences import lower_first

LONGEST = 4000  # characters


class ResolveForm(SubmissionForm, Form):
    """What was done about a red flag."""

    outcome = ChoiceField(label="What became of it?", choices=Outcome.choices)
    note = forms.CharField(
        label="What did you do?",
        widget=Plain,
        max_length=LONGEST,
        help_text="For example: sat with her until 15:10, safety plan made, sister takes the tablets home.",
    )


class TakeForm(Form):
    """Whether it is taken from somebody who has it."""

    over = forms.BooleanField(required=False, widget=forms.HiddenInput)


class HandForm(SubmissionForm, Form):
    """An emergency that somebody saw."""

    rule_id = ChoiceField(
        label="What do you see?",
        choices=[
            (key, f"{rule.condition[:1].upper()}{lower_first(rule.condition)[1:]}") for key, rule in BY_HAND.items()
        ],
    )
    words = forms.CharField(
        label="In a few words",
        widget=Plain,
        max_length=LONGEST,
        help_text="For whoever comes: what you saw, where the person is now, who is with them.",
    )
