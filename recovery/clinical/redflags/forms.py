"""Forms about red flags: what was done, and raising one by hand."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst

from recovery.clinical.redflags.codes import Outcome
from recovery.clinical.redflags.rules.emergencies import BY_HAND
from recovery.core.forms import ChoiceField, Form, Plain, SubmissionForm

LONGEST = 4000  # characters
# What staff call it where the rule's own condition is a band of an instrument.
CALLED = {
    "EMG-04": "Suicide risk is high: plan or intent, or an attempt in the last 3 months",
    "EMG-06": "Withdrawal much worse within 4 hours of buprenorphine (COWS up 5 or more)",
    "EMG-08": "Suicide risk is moderate: thoughts with a method, or an attempt longer ago",
}


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
        choices=[(key, CALLED.get(key) or capfirst(rule.condition)) for key, rule in BY_HAND.items()],
    )
    words = forms.CharField(
        label="In a few words",
        widget=Plain,
        max_length=LONGEST,
        help_text="For whoever comes: what you saw, where the person is now, who is with them.",
    )
