"""The naloxone form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from recovery.core.forms import ChoiceField, DateInput, Form, Plain, SubmissionForm, YesNoField
from treatment.naloxone.codes import KitStatus


class NaloxoneForm(SubmissionForm, Form):
    """What stands with the kit now; `today` is the day in the person's time zone."""

    status = ChoiceField(label="Naloxone today", choices=KitStatus.choices)
    expires_on = forms.DateField(
        label="Expiry date on the kit",
        help_text="When a kit was given. If the box shows only a month, enter its last day.",
        widget=DateInput,
        required=False,
    )
    refusal_reason = forms.CharField(
        label="Why it was declined",
        help_text="When it was declined, in the person’s words.",
        widget=Plain,
        max_length=2000,
        required=False,
    )
    used_since_last = YesNoField(label="Was a kit used since the last visit?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Each answer fits what was said of the kit."""
        cleaned = super().clean() or self.cleaned_data
        status, expires = cleaned.get("status"), cleaned.get("expires_on")
        if status == KitStatus.DISPENSED and "expires_on" not in self.errors:
            self._judge_expiry(expires)
        elif status and expires:
            self.add_error("expires_on", "Leave the expiry date empty: no kit was given.")
        if status == KitStatus.OFFERED_DECLINED and not cleaned.get("refusal_reason"):
            self.add_error("refusal_reason", "Write why it was declined, in the person’s words.")
        if status and status != KitStatus.OFFERED_DECLINED and cleaned.get("refusal_reason"):
            self.add_error("refusal_reason", "Leave the reason empty, or choose “Offered and declined”.")
        return cleaned

    def _judge_expiry(self, expires: date | None) -> None:
        if expires is None:
            self.add_error("expires_on", "Enter the expiry date on the kit.")
        elif expires <= self.today:
            self.add_error("expires_on", "This kit has expired. Give another one, and enter its expiry date.")
