"""Two hidden fields: one makes a submission happen once, the other puts autosaves in order."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from recovery.core.forms.base import House

OUT_OF_DATE = _("This page is out of date. Open it again.")


class SubmissionForm(House, forms.Form):
    """Inherit from it, or mix it in before `ModelForm`.

    `cleaned_data["submission_id"]` is a UUID made when the empty form was rendered and kept while it is shown again with errors,
    so that a second press of the button or a resend on a bad line is recognised.
    """

    submission_id = forms.UUIDField(
        initial=uuid4,
        widget=forms.HiddenInput,
        error_messages={"required": OUT_OF_DATE, "invalid": OUT_OF_DATE},
    )


class DraftForm(House, forms.Form):
    """For forms that are autosaved; mixed in as above: `seq` rises with every save, so that a late one cannot undo a newer."""

    seq = forms.IntegerField(initial=0, required=False, widget=forms.HiddenInput)

    def clean_seq(self) -> int:
        return self.cleaned_data["seq"] or 0
