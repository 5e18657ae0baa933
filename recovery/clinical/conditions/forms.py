"""A diagnosis as a form.  Whether code and status agree is judged by the action."""

from __future__ import annotations

from typing import Any

from django import forms

from recovery.clinical.conditions.actions import Diagnosis
from recovery.clinical.conditions.codes import ClinicalStatus, Rank, Verification
from recovery.clinical.conditions.icd10 import by_family
from recovery.clinical.conditions.models import Condition
from recovery.core.forms import ChoiceField, Form, KnownDateField, Plain, SubmissionForm

ASSIGNED = [(value, label) for value, label in Verification.choices if value != Verification.ENTERED_IN_ERROR]


class DiagnosisForm(SubmissionForm, Form):
    """What a clinician assigns; the hidden fields are of the suggestion it came from."""

    icd10 = forms.ChoiceField(label="Diagnosis", choices=[("", "Choose"), *by_family()])
    rank = ChoiceField(label="Principal or co-occurring", choices=Rank.choices, initial=Rank.CO_OCCURRING)
    clinical_status = ChoiceField(label="Status", choices=ClinicalStatus.choices, initial=ClinicalStatus.ACTIVE)
    verification = ChoiceField(label="How sure", choices=ASSIGNED, initial=Verification.PROVISIONAL)
    onset_on = KnownDateField(label="Began on", help_text="Leave empty when it is not known.", required=False)
    note = forms.CharField(label="Note", widget=Plain, max_length=2000, required=False)
    rule_id = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    @property
    def diagnosis(self) -> Diagnosis:
        """For a form that is valid; without the words of a suggestion, which the server knows."""
        names = ("icd10", "rank", "clinical_status", "verification", "onset_on", "note", "rule_id")
        return Diagnosis(**{name: self.cleaned_data[name] for name in names})


class ChangeForm(DiagnosisForm):
    """The same for a diagnosis that stands, with why it is changed."""

    verification = ChoiceField(label="How sure", choices=Verification.choices)
    reason = forms.CharField(label="Why do you change it?", widget=Plain, max_length=2000)


def initial_of(condition: Condition) -> dict[str, Any]:
    """What the form shows for a diagnosis that stands."""
    names = ("icd10", "rank", "clinical_status", "verification", "onset_on", "note", "rule_id")
    return {name: getattr(condition, name) for name in names}
