"""Forms of the plan: one for each kind of part, one for the plan's details, one to sign it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from recovery.core.findings import Severity
from recovery.core.forms import (
    DateInput,
    DraftForm,
    Form,
    OverrideReasonField,
    OverrideWordsField,
    Plain,
    ReauthenticationField,
    SubmissionForm,
)
from recovery.patients.codes import LevelOfCare
from treatment.plans.codes import InterventionKind, MoudStatus, Part

if TYPE_CHECKING:
    from recovery.accounts.models import User
    from treatment.plans.queries.builder import Blocker

LONGEST_REVIEW = 365  # days; above 90 a rule asks for a reason, above a year it is a slip of the pen


class VersionForm(Form):
    """Carries the version of the plan that the page was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def values(self) -> dict[str, Any]:
        """The answers that belong to the record itself."""
        own = ("version", "submission_id", "seq")
        return {name: value for name, value in self.cleaned_data.items() if name not in own}


class PartForm(SubmissionForm, VersionForm):
    """What the four forms of parts share."""


def _because() -> forms.CharField:
    return forms.CharField(
        label="What this rests on",
        help_text="The finding and its date, such as “PHQ-9 17, 18 Nov 2026”.",
        max_length=240,
        required=False,
    )


class ProblemForm(PartForm):
    title = forms.CharField(label="Problem", max_length=160)
    because = _because()


class GoalForm(PartForm):
    patient_words = forms.CharField(
        label="In the person’s own words",
        help_text="Ask: “What would be different if this got better?” Write it as they say it.",
        widget=Plain,
        max_length=2000,
        required=False,
    )
    statement = forms.CharField(label="Clinical wording", max_length=240, required=False)

    def clean(self) -> dict[str, Any]:
        """A goal says something, in one wording or the other."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("patient_words") and not cleaned.get("statement"):
            self.add_error("patient_words", "Write the goal in the person’s own words, or in clinical wording for now.")
        return cleaned


class ObjectiveForm(PartForm):
    measure = forms.CharField(label="What is measured", max_length=240)
    baseline = forms.CharField(label="Now", max_length=120, required=False)
    target_value = forms.CharField(label="Target", max_length=120, required=False)
    target_date = forms.DateField(label="Target date", widget=DateInput, required=False)
    responsible = forms.CharField(label="Who is responsible", max_length=120, required=False)
    because = _because()

    def __init__(self, *args: Any, plan_date: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan_date = plan_date

    def clean_target_date(self) -> date | None:
        """Not before the plan itself (rule CP-10)."""
        target: date | None = self.cleaned_data["target_date"]
        if target and target < self.plan_date:
            raise forms.ValidationError("Choose a target date on or after the date of the plan.")
        return target


class InterventionForm(PartForm):
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), *InterventionKind.choices])
    description = forms.CharField(label="What is done", max_length=240)
    frequency = forms.CharField(label="How often", max_length=80, required=False)
    duration = forms.CharField(label="How long", max_length=80, required=False)
    provider = forms.CharField(label="By whom", max_length=120, required=False)
    because = _because()


PART_FORMS: dict[Part, type[PartForm]] = {
    Part.PROBLEM: ProblemForm,
    Part.GOAL: GoalForm,
    Part.OBJECTIVE: ObjectiveForm,
    Part.INTERVENTION: InterventionForm,
}


def part_form(part: Part, *args: Any, plan_date: date, **kwargs: Any) -> PartForm:
    """The form for this kind of part."""
    if part is Part.OBJECTIVE:
        kwargs["plan_date"] = plan_date
    return PART_FORMS[part](*args, **kwargs)


class DetailsForm(VersionForm, DraftForm):
    """Everything in a plan that is not a problem; `today` is the day at the center, as of all dates of a plan."""

    plan_date = forms.DateField(label="Date of the plan", widget=DateInput)
    setting = forms.ChoiceField(label="Level of care", choices=[("", "Choose"), *LevelOfCare.choices], required=False)
    strengths = forms.CharField(
        label="Strengths, in the person’s words", help_text="One a line.", widget=Plain, max_length=4000, required=False
    )
    barriers = forms.CharField(label="Barriers", widget=Plain, max_length=4000, required=False)
    discharge_criteria = forms.CharField(
        label="When care here will end or move on",
        help_text="Discharge or transfer criteria, agreed with the person.",
        widget=Plain,
        max_length=4000,
        required=False,
    )
    moud_status = forms.ChoiceField(
        label="Medication for opioid use disorder",
        help_text="Offered at every level of care. No other treatment has to be tried first.",
        choices=MoudStatus.choices,
    )
    moud_medicine = forms.CharField(label="Medicine", max_length=120, required=False)
    moud_reason = forms.CharField(
        label="Why it was declined", help_text="In the person’s words.", widget=Plain, max_length=2000, required=False
    )
    next_review_in_days = forms.IntegerField(
        label="Review after (days)",
        help_text="Within 90 days, or 30 in residential care.",
        min_value=1,
        max_value=LONGEST_REVIEW,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    patient_signed_on = forms.DateField(label="Signed by the person on", widget=DateInput, required=False)
    signature_refusal_reason = forms.CharField(
        label="Why the person has not signed", widget=Plain, max_length=2000, required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Dates that can be, and a decision on medication that agrees with itself."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("plan_date", "patient_signed_on"):
            if cleaned.get(name) and cleaned[name] > self.today:
                self.add_error(name, "Choose today or a day before it.")
        status = cleaned.get("moud_status")
        if status == MoudStatus.PRESCRIBED and not cleaned.get("moud_medicine"):
            self.add_error("moud_medicine", "Enter the medicine that is prescribed.")
        if status == MoudStatus.DECLINED and not cleaned.get("moud_reason"):
            self.add_error("moud_reason", "Write why it was declined, in the person’s words.")
        if status in (MoudStatus.DECLINED, MoudStatus.NOT_DISCUSSED) and cleaned.get("moud_medicine"):
            self.add_error("moud_medicine", "Leave the medicine empty, or choose “Offered” or “Prescribed”.")
        if cleaned.get("patient_signed_on") and cleaned.get("signature_refusal_reason"):
            self.add_error(
                "signature_refusal_reason", "The person signed, or did not: keep the date or the reason, not both."
            )
        return cleaned


class SignForm(SubmissionForm, VersionForm):
    """A reason for each rule gone past, a tick for each advisory, and the password where a rule is gone past."""

    def __init__(self, *args: Any, user: User, blockers: Sequence[Blocker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.blockers = blockers
        self.overridden = _rules(blockers, Severity.OVERRIDE)
        self.advised = _rules(blockers, Severity.ADVISORY)
        for rule in self.overridden:
            self.fields[f"code_{rule}"] = OverrideReasonField(rule)
            self.fields[f"why_{rule}"] = OverrideWordsField(rule)
        for rule in self.advised:
            self.fields[f"seen_{rule}"] = forms.BooleanField(
                label="I have read this", error_messages={"required": f"Tick that you have read rule {rule}"}
            )
        if self.overridden:
            self.fields["password"] = ReauthenticationField(user, "Your password, to sign past these findings")

    @property
    def past(self) -> list[dict[str, Any]]:
        """Each rule gone past with its two fields, for the page."""
        return [
            {**row, "code": self[f"code_{row['rule']}"], "why": self[f"why_{row['rule']}"]}
            for row in self._rows(self.overridden)
        ]

    @property
    def advised_rows(self) -> list[dict[str, Any]]:
        """Each advisory with its tick, for the page."""
        return [{**row, "seen": self[f"seen_{row['rule']}"]} for row in self._rows(self.advised)]

    def _rows(self, rules: list[str]) -> list[dict[str, Any]]:
        return [
            {"rule": each.finding.rule_id, "finding": each.finding, "places": each.places}
            for each in self.blockers
            if each.finding.rule_id in rules
        ]

    @property
    def reasons(self) -> dict[str, str]:
        """The reason for each rule, its code before the words."""
        cleaned = self.cleaned_data
        return {rule: f"{cleaned[f'code_{rule}']}: {cleaned[f'why_{rule}']}" for rule in self.overridden}


def _rules(blockers: Sequence[Blocker], severity: Severity) -> list[str]:
    return list(dict.fromkeys(each.finding.rule_id for each in blockers if each.finding.severity is severity))
