"""What the person who merges two records decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime

from recovery.core.forms import ChoiceField, Form, Plain, SubmissionForm
from recovery.front.merging.queries import Pair, Side
from recovery.patients.codes import AllergyStatus
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.rules.merging import IDENTITY

BOTH = "both"
LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "preferred_name": "Preferred name",
    "pronouns": "Pronouns",
    "birth_date": "Date of birth",
    "sex": "Sex, for clinical limits",
    "language": "Language",
    "time_zone": "Time zone",
    "allergies": "Allergies",
}


class FindForm(Form):
    """The other record, by its number; posted, so that it stands in no address."""

    number = forms.CharField(label="Number of the other record", max_length=20, help_text="Such as R-20042")


class MergeForm(SubmissionForm, Form):
    """Which record survives, which of two values stays, which episode continues, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)  # of the one record, as it was shown
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, pair: Pair, data: Any = None) -> None:
        self.pair = pair
        super().__init__(
            data, initial={"version": pair.one.patient.version, "other_version": pair.other.patient.version}
        )
        self._ask("survivor", "Which record stays?", [_record(side) for side in pair.sides])
        for name in pair.differing:
            self._ask(name, LABELS[name], self._values(name))
        if pair.both_open:
            self._ask("continues", "Which episode of care continues?", [_episode(side) for side in pair.sides])
        self.fields["reason"] = forms.CharField(
            label="Why are these two records of one person?",
            widget=Plain,
            max_length=1000,
            error_messages={"required": "Write how you know that both records are of one person"},
        )

    @property
    def survivor(self) -> Patient:
        return self._side(self.cleaned_data["survivor"]).patient

    @property
    def merged(self) -> Patient:
        one, other = (side.patient for side in self.pair.sides)
        return other if self.survivor is one else one

    def decision(self) -> dict[str, Any]:
        """The arguments of `merge_patients` that were chosen."""
        kept = self.cleaned_data
        survivor, merged = self.survivor, self.merged
        self.pair.one.patient.version, self.pair.other.patient.version = kept["version"], kept["other_version"]
        return {
            "survivor": survivor,
            "merged": merged,
            "take": [name for name in self.pair.differing if kept[name] == str(merged.pk)],
            "join_allergies": kept.get("allergies") == BOTH,
            "continues": self._continues(),
            "reason": kept["reason"],
            "submission_id": kept["submission_id"],
        }

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = ChoiceField(
            label=label, choices=choices, error_messages={"required": f"Choose: {label.rstrip('?').lower()}"}
        )

    def _values(self, name: str) -> list[tuple[str, str]]:
        choices = [(str(side.patient.pk), shown(side.patient, name)) for side in self.pair.sides]
        if name == "allergies" and all(_allergic(side.patient) for side in self.pair.sides):
            choices.insert(0, (BOTH, "Both lists together"))
        return choices

    def _side(self, key: str) -> Side:
        return next(side for side in self.pair.sides if side.patient.pk == UUID(key))

    def _continues(self) -> EpisodeOfCare | None:
        chosen = self.cleaned_data.get("continues")
        return self._side(chosen).open_episode if chosen else None


class UndoForm(SubmissionForm, Form):
    """Why the merge was wrong."""

    reason = forms.CharField(label="Why was this merge wrong?", widget=Plain, max_length=1000)


def shown(patient: Patient, name: str) -> str:
    """One value of a record as people read it."""
    if name == "birth_date":
        return date_format(patient.birth_date, "j M Y")
    if name == "allergies":
        return patient.allergies if _allergic(patient) else patient.get_allergy_status_display()
    [field] = IDENTITY[name]
    words = getattr(patient, f"get_{field}_display", lambda: getattr(patient, field))()
    return str(words) or "Nothing written"


def _record(side: Side) -> tuple[str, str]:
    return str(side.patient.pk), f"{side.patient.record_number}, since {_day(side.patient.created_at)}"


def _episode(side: Side) -> tuple[str, str]:
    episode = side.open_episode
    assert episode is not None
    lead = f", led by {side.lead.name}" if side.lead else ""
    opened = _day(episode.opened_at)
    return str(side.patient.pk), f"{side.patient.record_number}: {episode.get_stage_display()}, opened {opened}{lead}"


def _day(at: datetime) -> str:
    """The day at the center."""
    return date_format(localtime(at), "j M Y")


def _allergic(patient: Patient) -> bool:
    return patient.allergy_status == AllergyStatus.KNOWN
