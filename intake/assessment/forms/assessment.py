"""Assessment, decision, program and milestone as forms: validation only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from intake.assessment.actions import Decision, Given
from intake.assessment.codes import HandOff, LowerReason, Outcome, ReferReason, WaitReason
from intake.assessment.models import Assessment
from intake.assessment.rules import loc_suggest
from intake.assessment.rules.dimensions import BARRIERS, DIMENSIONS, RATED
from recovery.core.findings import Finding
from recovery.core.forms import (
    Checks,
    ChoiceField,
    Choices,
    DateInput,
    DraftForm,
    Form,
    MultipleChoiceField,
    Plain,
    SubmissionForm,
)
from recovery.patients.codes import LevelOfCare
from recovery.programs.models import Program
from recovery.programs.queries import ProgramRow

WHY_FROM = loc_suggest.MODERATE  # from this rating up the clinician says why; project policy
LARGEST_SEQ = 2**53  # what a browser counts up to exactly
LOWER = [("", "Choose"), *LowerReason.choices]
LEVEL_CHOICES = [("", "Choose"), *LevelOfCare.choices]


class AssessmentForm(SubmissionForm, DraftForm, Form):
    """Six dimensions, each with the clinician's reason, then the level chosen."""

    chosen = forms.ChoiceField(label="Level of care you choose", choices=LEVEL_CHOICES)
    lower_reason = forms.ChoiceField(label="Why a lower level", choices=LOWER, required=False)
    lower_note = forms.CharField(
        label="In your words", widget=Plain(attrs={"rows": 2}), max_length=2000, required=False
    )
    external_level = forms.CharField(
        label="Level stated by somebody else",
        help_text="For example by a payer, in their words. It is kept as text and changes nothing.",
        max_length=120,
        required=False,
    )

    STALE = "Newer text was saved in another tab or on another device. Press a button again to keep this instead."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        added: dict[str, forms.Field] = {}
        for each in RATED:
            added[each.name] = forms.TypedChoiceField(
                label=f"Rating: {each.title}",
                choices=[(n, f"{n}. {words}") for n, words in enumerate(each.words)],
                coerce=int,
                empty_value=None,
                widget=Choices,
                error_messages={"required": f"Rate {each.title.lower()}"},
            )
            added[f"why_{each.name}"] = _why("Why this rating", f"Needed from {WHY_FROM} up.")
        added["d6"] = MultipleChoiceField(
            label="What stands in the way, or is preferred",
            choices=list(BARRIERS.items()),
            widget=Checks,
            required=False,
        )
        added["why_d6"] = _why("In the person’s words")
        self.fields = {**added, **self.fields}

    def clean(self) -> dict[str, Any]:
        """A rating that costs the person freedom or safety has a reason."""
        cleaned = super().clean() or self.cleaned_data
        for each in RATED:
            if (cleaned.get(each.name) or 0) >= WHY_FROM and not cleaned.get(f"why_{each.name}", "").strip():
                self.add_error(f"why_{each.name}", f"Write why {each.title.lower()} is rated {cleaned[each.name]}")
        return cleaned

    @property
    def ratings(self) -> dict[str, Any]:
        """What is rated so far, whatever else is on the page; what cannot be read is left out."""
        typed = self.data if self.is_bound else self.initial
        read = {each.name: str(typed.get(each.name, "")) for each in RATED}
        known: dict[str, Any] = {name: int(text) for name, text in read.items() if text in {"0", "1", "2", "3", "4"}}
        named = typed.getlist("d6") if hasattr(typed, "getlist") else typed.get("d6") or []
        return known | {"d6": [each for each in named if each in BARRIERS]}

    @property
    def suggestion(self) -> loc_suggest.Suggestion:
        return loc_suggest.suggest(self.ratings)

    @property
    def level_now(self) -> str:
        """The level chosen so far, "" when none or none that there is."""
        typed = self.data if self.is_bound else self.initial
        return code if (code := str(typed.get("chosen", ""))) in LevelOfCare.values else ""

    @property
    def given(self) -> Given:
        """For a form that is valid."""
        cleaned = self.cleaned_data
        return Given(
            ratings={each.name: cleaned[each.name] for each in DIMENSIONS},
            rationales={each.name: cleaned[f"why_{each.name}"] for each in DIMENSIONS},
            **{name: cleaned[name] for name in ("chosen", "lower_reason", "lower_note", "external_level")},
        )

    @property
    def sections(self) -> list[tuple[BoundField, BoundField]]:
        """(rating, why) of each dimension in order."""
        return [(self[each.name], self[f"why_{each.name}"]) for each in DIMENSIONS]

    @property
    def save_number(self) -> int:
        """The number of this save; 0 when it is no number."""
        text = str(self.data.get("seq", ""))
        return min(int(text), LARGEST_SEQ) if text.isascii() and text.isdigit() else 0

    def kept(self) -> dict[str, Any]:
        """What a draft keeps of a form in progress: known fields only, whatever is in them."""
        names = [name for name in self.fields if name not in ("submission_id", "seq", "d6", "reason")]
        typed: dict[str, Any] = {name: str(self.data[name])[:4000] for name in names if self.data.get(name)}
        return typed | {"d6": self.ratings["d6"]}


class CorrectionForm(AssessmentForm):
    """The same form for an assessment on record."""

    reason = forms.CharField(label="Why do you correct it?", widget=Plain, max_length=2000)


def initial_of(assessment: Assessment) -> dict[str, Any]:
    """What the form shows for an assessment on record."""
    whys = {f"why_{each.name}": assessment.rationales.get(each.name, "") for each in DIMENSIONS}
    names = ("chosen", "lower_reason", "lower_note", "external_level", "d6")
    return {**assessment.ratings, **whys, **{name: getattr(assessment, name) for name in names}}


def _why(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, widget=Plain(attrs={"rows": 2}), max_length=2000, required=False
    )


class DecisionForm(SubmissionForm, Form):
    """Admit, wait or refer; what belongs to another outcome is not asked for.  `urgent` findings each want an answer."""

    outcome = ChoiceField(label="Decision", choices=Outcome.choices)
    level_of_care = forms.ChoiceField(label="Level of care", choices=LEVEL_CHOICES)
    lower_reason = forms.ChoiceField(label="Why a lower level than suggested", choices=LOWER, required=False)
    lower_note = forms.CharField(
        label="Why, in your words", widget=Plain(attrs={"rows": 2}), max_length=2000, required=False
    )
    program = forms.ModelChoiceField(
        label="Program", queryset=Program.objects.none(), required=False, empty_label="Choose"
    )
    starts_on = forms.DateField(label="Day of admission", widget=DateInput, required=False)
    wait_reasons = MultipleChoiceField(label="Why the person waits", choices=WaitReason.choices, required=False)
    refer_to = forms.CharField(label="Where to", max_length=200, required=False)
    refer_contact = forms.CharField(label="Whom to reach there, and how", max_length=200, required=False)
    refer_reason = forms.ChoiceField(label="Why there", choices=[("", "Choose"), *ReferReason.choices], required=False)
    hand_off = ChoiceField(label="How the person was handed over", choices=HandOff.choices, required=False)
    note = forms.CharField(label="Note", widget=Plain, max_length=4000, required=False)
    rests_on = forms.UUIDField(widget=forms.HiddenInput, required=False)

    NEEDED = {
        Outcome.ADMIT: ("program", "starts_on"),
        Outcome.WAIT: ("wait_reasons",),
        Outcome.REFER: ("refer_to", "refer_reason", "hand_off"),
    }

    def __init__(
        self, *args: Any, programs: Sequence[ProgramRow], urgent: Sequence[Finding], only_admit: bool = False,
        is_change: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.programs = programs
        rows = {row.program.pk: row for row in programs}
        field: Any = self.fields["program"]
        field.queryset = Program.objects.active().filter(pk__in=rows).order_by("name")
        field.label_from_instance = lambda program: f"{program.name}, {rows[program.pk].places}"
        self._want(str(self.data.get("outcome", "")))
        self.urgent = urgent
        for each in urgent:
            self.fields[f"done_{each.rule_id}"] = forms.CharField(
                label="What was done about it", widget=Plain(attrs={"rows": 2}), max_length=2000, required=False
            )
        if only_admit:
            self.fields["outcome"].choices = [(Outcome.ADMIT.value, Outcome.ADMIT.label)]  # type: ignore[attr-defined]  # a choice
            self.fields["outcome"].initial = Outcome.ADMIT
        if is_change:
            self.fields["change_reason"] = forms.CharField(
                label="Why do you change it?",
                widget=Plain,
                max_length=2000,
                error_messages={"required": "Say why you change the admission"},
            )

    def _want(self, chosen: str) -> None:
        """What an outcome needs is asked for when it is that one; until one is chosen nothing is called optional."""
        for outcome, names in self.NEEDED.items():
            for name in names:
                self.fields[name].required = not self.is_bound or chosen == outcome

    def rest_on(self, assessment_id: UUID) -> None:
        """Before the form is shown again: another assessment stands beside it now."""
        typed = cast(QueryDict, self.data).copy()
        typed["rests_on"] = str(assessment_id)
        self.data = typed

    @property
    def answers(self) -> list[tuple[Finding, BoundField]]:
        """Each finding that cannot wait, with the field for what was done."""
        return [(each, self[f"done_{each.rule_id}"]) for each in self.urgent]

    @property
    def decision(self) -> Decision:
        """For a form that is valid."""
        cleaned = self.cleaned_data
        names = [name for name in DecisionForm.base_fields if name != "submission_id"]
        return Decision(
            **{name: cleaned[name] for name in names},
            done={each.rule_id: cleaned[f"done_{each.rule_id}"] for each in self.urgent},
            change_reason=cleaned.get("change_reason", ""),
        )
