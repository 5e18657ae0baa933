"""The request for a call on the public page: what a call back needs, and traps for machines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.timezone import now
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from intake.referrals.actions import Caller
from intake.referrals.codes import BestTime, Reason
from recovery.core.forms import ChoiceField, Form, MultipleChoiceField, PhoneField, YesNoField
from recovery.patients.codes import Language, ReferralSource
from recovery.patients.rules.phones import e164

TOO_SOON = timedelta(seconds=3)  # no person reads and fills the form faster
TOO_OLD = timedelta(hours=12)  # after that the form is given anew, with what was typed
LINK = re.compile(r"://|https?:|www\.|</?[a-z]|\[url", re.I)
SIGNER = Signer(salt="intake.referrals.call")
BAD_PHONE = _("Enter a phone number with area code, such as (212) 555-0177")
PAGE_OLD = _("This page was open for a long time. Look at your answers, then send them once more.")

BEST_TIMES = [
    (BestTime.ANY, _("Any time")),
    (BestTime.MORNING, pgettext_lazy("time of day", "Morning")),
    (BestTime.AFTERNOON, pgettext_lazy("time of day", "Afternoon")),
    (BestTime.EVENING, pgettext_lazy("time of day", "Evening")),
]
SIGNS = [
    (Reason.PREGNANT.value, _("Pregnant, or may be")),
    (Reason.OVERDOSE.value, _("An overdose in the last 7 days")),
    (Reason.INJECTING.value, _("Injecting drugs")),
    (Reason.WITHDRAWAL.value, _("In withdrawal now: sweating, aching, shaking, sick")),
]


class Suspect(Exception):
    """As far as one can tell, a machine sent this."""


def ticket() -> str:
    """A fresh submission id and the time at which it was given out, signed."""
    return SIGNER.sign_object({"id": str(uuid4()), "at": now().timestamp()})


@dataclass(frozen=True, slots=True)
class Ticket:
    """What came back: the submission id, and how long ago the form was given out."""

    id: UUID
    age: timedelta


class TicketField(forms.CharField):
    """What `ticket` gave out; the answer is a Ticket.  Raises Suspect when it is not ours."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Ticket:
        if not value:
            raise forms.ValidationError(PAGE_OLD)
        try:
            told = SIGNER.unsign_object(str(value))
        except BadSignature as forged:
            raise Suspect from forged
        age = now() - datetime.fromtimestamp(told["at"], tz=now().tzinfo)
        if age > TOO_OLD:
            raise forms.ValidationError(PAGE_OLD)
        return Ticket(UUID(told["id"]), age)


class Empty(forms.CharField):
    """A box that no person sees: whatever stands in it was written by a machine."""

    def clean(self, value: Any) -> str:
        if value:
            raise Suspect
        return ""


class NameField(forms.CharField):
    """A short name; a link or markup in it is a machine's."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)

    def clean(self, value: Any) -> str:
        written: str = super().clean(value)
        if LINK.search(written):
            raise Suspect
        return written


class CallField(PhoneField):
    """A telephone number as E.164, asked for in the reader's language."""

    def clean(self, value: Any) -> str:
        number = e164(super().clean(value))
        if number is None:
            raise forms.ValidationError(BAD_PHONE)
        return number


class CallForm(Form):
    """Somebody asks for a call about themselves."""

    source: str = ReferralSource.SELF

    ticket = TicketField(initial=ticket)
    website = Empty(required=False, label=_("Leave this box empty"))
    name = NameField(
        label=_("What name should we ask for?"),
        help_text=_("A first name is enough. It does not have to be your legal name."),
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    phone = CallField(label=_("Phone number"), max_length=30)
    may_say_why = YesNoField(
        label=_("If someone else picks up, may we say where we call from?"),
        help_text=_("If not, we give only a first name."),
    )
    may_leave_message = YesNoField(label=_("May we leave a message?"))
    best_time = ChoiceField(label=_("Best time of day to call"), choices=BEST_TIMES, initial=BestTime.ANY)
    language = ChoiceField(label=_("Which language should we speak?"), choices=Language.choices)
    signs = MultipleChoiceField(
        label=_("Is any of this true for you now?"),
        help_text=_("You do not have to say. It helps us call the right people first."),
        choices=SIGNS,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": get_language() or Language.ENGLISH} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A form filled without a fault sooner than anybody reads it was filled by a machine."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["ticket"].age < TOO_SOON:
            raise Suspect
        return cleaned

    def renew(self) -> None:
        """Before the form is shown again: a ticket that is no longer good gives way to a fresh one."""
        if "ticket" in self.errors:
            typed = cast(QueryDict, self.data).copy()
            typed["ticket"] = ticket()
            self.data = typed

    def caller(self) -> Caller:
        """Whom to call back."""
        kept = self.cleaned_data
        plain = ("name", "phone", "may_say_why", "may_leave_message", "best_time", "language")
        extra = {name: kept[name] for name in ("organisation", "role") if name in kept}
        return Caller(source=self.source, **{name: kept[name] for name in plain}, **extra)


class FamilyCallForm(CallForm):
    """Somebody asks for a call about a person they care for."""

    source = ReferralSource.FAMILY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What is your name?")
        self.fields["name"].help_text = _("A first name is enough. We ask for you, not for the other person.")
        self.fields["signs"].label = _("Is any of this true for the person now?")


class ProfessionalCallForm(CallForm):
    """A professional refers somebody."""

    source = ReferralSource.PROFESSIONAL
    organisation = NameField(label=_("Your organization"), widget=forms.TextInput({"autocomplete": "organization"}))
    role = NameField(label=_("Your role there"), widget=forms.TextInput({"autocomplete": "organization-title"}))
    field_order = ("ticket", "website", "name", "organisation", "role", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What is your name?")
        self.fields["name"].help_text = _("Do not write the name of the person you refer. We ask on the phone.")
        self.fields["signs"].label = _("Is any of this true for the person now?")


FORMS: dict[str, type[CallForm]] = {
    "me": CallForm,
    "someone": FamilyCallForm,
    "professional": ProfessionalCallForm,
}
