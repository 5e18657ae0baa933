"""Forms about staff accounts."""

from __future__ import annotations

from django import forms

from recovery.accounts.queries import STAFF_ROLES
from recovery.core.forms import ChoiceField, Form


class StaffForm(Form):
    """Somebody new among the staff."""

    name = forms.CharField(label="Name", max_length=120, help_text="As it is shown beside what they write.")
    email = forms.EmailField(label="E-mail address", max_length=254)
    role = ChoiceField(label="Role", choices=STAFF_ROLES)


class RoleForm(Form):
    """Another role; `version` is that of the account as it was shown."""

    role = ChoiceField(label="Role", choices=STAFF_ROLES)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
