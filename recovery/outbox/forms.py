"""What a person says of a message, and what a provider reports."""

from __future__ import annotations

from django import forms as django_forms

from recovery.core.forms import ChoiceField, Form, SubmissionForm
from recovery.outbox.codes import MessageState, Report

REPORTS = {f"message.{report.value}": report for report in Report}
REPLY = "message.received"


class ResolveForm(SubmissionForm, Form):
    outcome = ChoiceField(
        choices=[
            (MessageState.SENT, "It reached the person after all"),
            (MessageState.DEAD, "It did not; the reminder is let go"),
        ],
        label="What became of it?",
    )
    note = django_forms.CharField(
        label="What you did",
        help_text="For example: called, and left a message to call back.",
        max_length=500,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )


class EventForm(django_forms.Form):
    """One event of the provider of text messages; never shown, only read."""

    type = django_forms.CharField(max_length=30)
    attempt = django_forms.UUIDField(required=False)
    provider_message_id = django_forms.CharField(max_length=120, required=False)
    sender = django_forms.CharField(max_length=254, required=False)
    text = django_forms.CharField(max_length=2000, required=False)
