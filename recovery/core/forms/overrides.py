"""Going past a finding that asks for a reason: the coded reasons, the words, and the password of who goes past it."""

from __future__ import annotations

from typing import Any

from django import forms

from recovery.core.forms.widgets import Plain

OVERRIDE_REASONS = (  # clinical spec 0.2 asks for a code and free text; the codes are project policy
    ("", "Choose"),
    ("The person does not want it now", "The person does not want it now"),
    ("Will be done by a set date", "Will be done by a set date"),
    ("Done elsewhere", "Done elsewhere"),
    ("Not clinically indicated", "Not clinically indicated"),
    ("Other", "Other"),
)


class OverrideReasonField(forms.ChoiceField):
    """The coded reason for going past `rule`."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            label="Reason", choices=OVERRIDE_REASONS, error_messages={"required": f"Choose a reason for rule {rule}"}
        )


class OverrideWordsField(forms.CharField):
    """Why `rule` is gone past, in words."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            label="In your words",
            widget=Plain(attrs={"rows": 2}),
            max_length=2000,
            error_messages={"required": f"Write why you go past rule {rule}"},
        )


class ReauthenticationField(forms.CharField):
    """The password of `user`, asked again; the answer is kept nowhere."""

    def __init__(self, user: Any, label: str) -> None:
        super().__init__(
            label=label,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            strip=False,
            error_messages={"required": "Enter your password"},
        )
        self.user = user

    def clean(self, value: Any) -> str:
        if not self.user.check_password(super().clean(value)):
            raise forms.ValidationError("This is not your password. Type it again.")
        return ""
