"""What staff write about a referral."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import now

from intake.referrals.actions import Caller
from intake.referrals.codes import BestTime, How, Mistake, Outcome, Reason, Service, State, Way, Why
from intake.referrals.models import Referral
from recovery.core.forms import (
    CenterTimeField,
    Checks,
    ChoiceField,
    Form,
    MultipleChoiceField,
    Plain,
    SubmissionForm,
    YesNoField,
)
from recovery.patients.codes import Language, ReferralSource
from recovery.patients.forms import NumberOrNone

DETAILS = (
    "source", "name", "about", "phone", "may_say_why", "may_leave_message", "best_time", "language", "organisation",
    "role",
)  # fmt: skip
INTERIM_LEAST = (Service.EDUCATION, Service.HIV_TB, Service.FETUS, Service.PRENATAL)
NO_STORY = "What the next caller must know. Clinical findings belong in the chart."


class NoteField(forms.CharField):
    """Free words for colleagues, deleted with the name when the referral is no longer kept."""

    def __init__(self, label: str = "Note") -> None:
        super().__init__(label=label, help_text=NO_STORY, widget=Plain({"rows": 2}), required=False, max_length=1000)


class ReasonsField(MultipleChoiceField):
    """Which urgent reasons are true; none is an answer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Reason, required=False, **kwargs)


class DetailsForm(Form):
    """Whom to call and how."""

    source = ChoiceField(label="Who asks for care?", choices=ReferralSource.choices)
    name = forms.CharField(label="Name to ask for", max_length=80)
    about = forms.CharField(label="Who needs care, if it is somebody else", max_length=80, required=False)
    phone = NumberOrNone(label="Phone number", max_length=30)
    may_say_why = YesNoField(label="May we say where we call from if somebody else picks up?")
    may_leave_message = YesNoField(label="May we leave a message?")
    best_time = ChoiceField(label="Best time of day", choices=BestTime.choices, initial=BestTime.ANY)
    language = ChoiceField(label="Language", choices=Language.choices, initial=Language.ENGLISH)
    organisation = forms.CharField(label="Organization, of a professional", max_length=80, required=False)
    role = forms.CharField(label="Role there", max_length=80, required=False)

    def caller(self) -> Caller:
        return Caller(**{name: self.cleaned_data[name] for name in DETAILS})


class ChangeForm(DetailsForm):
    """Correct the details; `version` is what they were read from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, referral: Referral, data: Any = None) -> ChangeForm:
        kept = {name: getattr(referral, name) for name in (*DETAILS, "version")}
        return cls(data, initial=kept | {"phone": referral.readable_phone})


class TakeInForm(SubmissionForm, DetailsForm):
    """A request that reached us by phone, letter or at the door, triaged as it is written down."""

    way = ChoiceField(label="How did it reach us?", choices=Way.choices[1:], initial=Way.PHONE)
    reasons = ReasonsField(label="What is true now?", help_text="Leave open what is not. These decide who comes first.")
    call_back = YesNoField(label="Shall we call back?")
    note = NoteField()


class TriageForm(Form):
    """How urgent it is."""

    reasons = ReasonsField(label="What is true now?", help_text="Ask, then tick all that are. None is an answer.")
    note = NoteField()


class AttemptForm(SubmissionForm, Form):
    """One try to reach who asked."""

    how = ChoiceField(label="How", choices=How.choices, initial=How.PHONE)
    outcome = ChoiceField(label="What came of it", choices=Outcome.choices)
    next_due_at = CenterTimeField(
        label="Next try not later than",
        help_text="Left open, it follows from how urgent the referral is.",
        required=False,
    )
    note = NoteField()

    def clean_next_due_at(self) -> datetime | None:
        due: datetime | None = self.cleaned_data["next_due_at"]
        if due and due <= now():
            raise forms.ValidationError("The next try must be later than now")
        return due


class WaitForm(Form):
    """A place on the waiting list, with what is true now."""

    reasons = ReasonsField(label="What is true now?", help_text="These decide the place on the list.")
    note = NoteField()


ENDS = [
    (State.DECLINED, "We do not go on with it"),
    (State.REFERRED_ON, "Referred on to another place"),
    (State.UNREACHABLE, "Nobody could be reached"),
]
OFFERED = [(value, label) for value, label in Why.choices if value not in (Why.NO_ANSWER, Why.ADMITTED)]


class CloseForm(Form):
    """The end of a referral that does not lead to a patient."""

    to = ChoiceField(label="How does it end?", choices=ENDS)
    why = forms.ChoiceField(label="Reason", choices=[("", "Choose"), *OFFERED], required=False)
    where_to = forms.CharField(
        label="Where to", help_text="The place, never the name of a person.", max_length=120, required=False
    )
    note = NoteField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        to = cleaned.get("to")
        if to in (State.DECLINED, State.REFERRED_ON) and not cleaned.get("why"):
            self.add_error("why", "Choose a reason")
        if to == State.REFERRED_ON and not cleaned.get("where_to"):
            self.add_error("where_to", "Write where the person was referred to")
        if to and to != State.REFERRED_ON and cleaned.get("where_to"):
            self.add_error("to", "A place is written below: choose Referred on, or clear it")
        return cleaned


class InterimForm(SubmissionForm, Form):
    """What was given to somebody who waits."""

    services = MultipleChoiceField(label="What was given or arranged", choices=Service.choices, widget=Checks)
    where_to = forms.CharField(
        label="Referred to", help_text="The place, never the name of a person.", max_length=120, required=False
    )
    given_at = CenterTimeField(
        label="When",
    )

    def clean_given_at(self) -> datetime:
        given: datetime = self.cleaned_data["given_at"]
        if given > now():
            raise forms.ValidationError("Record what was given after it was given")
        return given

    def clean_services(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["services"]
        if Service.DECLINED in chosen and set(chosen) & {*INTERIM_LEAST}:
            raise forms.ValidationError("Choose what was given, or that all was declined: not both")
        return chosen


class TakeBackForm(SubmissionForm, Form):
    """Why a row of interim services does not stand."""

    mistake = ChoiceField(label="What is wrong with it?", choices=Mistake.choices)


class TakeOffForm(Form):
    """Why a place on the waiting list is given up; the words are kept beside a referral."""

    why = forms.ChoiceField(
        label="Reason", choices=[("", "Choose"), *((v, t) for v, t in Why.choices if v != Why.NO_ANSWER)]
    )
    note = NoteField()

    def __init__(self, *args: Any, of_referral: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_referral:
            del self.fields[
                "note"
            ]  # of an episode nothing is kept beside the place: what is to be said goes in the chart


class NoteForm(Form):
    """A referral is taken up again."""

    note = NoteField("Why it is taken up again")


class SamePersonForm(Form):
    """Somebody known, chosen on the page of likely matches."""

    patient_id = forms.UUIDField(widget=forms.HiddenInput)
