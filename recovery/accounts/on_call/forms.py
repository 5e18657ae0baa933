"""Forms of the roster.  Times are the center's."""

from __future__ import annotations

from typing import Any

from django import forms

from recovery.accounts.models import User
from recovery.accounts.on_call.codes import Line
from recovery.accounts.on_call.queries import NEEDED, who_may_be
from recovery.core.forms import CenterTimeField, Form, SubmissionForm


class DutyForm(SubmissionForm, Form):
    """Somebody put on call."""

    line = forms.ChoiceField(label="On call for", choices=Line.choices, initial=Line.CLINICAL)
    user = forms.ModelChoiceField(label="Who", queryset=User.objects.none())
    begins_at = CenterTimeField(label="From", help_text="Center time.")
    ends_at = CenterTimeField(label="Until", help_text="Center time. The duty is over at this time.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["user"], Line.CLINICAL)

    def clean(self) -> dict[str, Any]:
        """A duty ends after it begins."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = told.get("begins_at"), told.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", "Until must be later than From")
        return told


class ReplacementForm(SubmissionForm, Form):
    """Who has the rest of a duty; `version` is that of the duty as it was shown."""

    user = forms.ModelChoiceField(label="Who takes over", queryset=User.objects.none())
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, line: str, besides: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["user"], Line(line), besides)


class VersionForm(Form):
    """The duty as it was shown."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def _offer(field: forms.Field, line: Line, besides: User | None = None) -> None:
    assert isinstance(field, forms.ModelChoiceField)  # declared above; said for the types
    offered = who_may_be(line)
    field.queryset = offered.exclude(pk=besides.pk) if besides else offered
    field.empty_label = "Choose"


assert set(NEEDED) == set(Line)  # every line says who may have it
