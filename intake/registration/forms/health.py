"""Medicines, pregnancy, infections."""

from __future__ import annotations

from typing import Any

from django import forms

from intake.registration.codes import InfectionStatus, Moud, PregnancyStatus
from intake.registration.content import Infection, Infections, Medicine, Medicines, Pregnancy
from intake.registration.content.health import INFECTIONS
from intake.registration.forms.base import QuestionsForm, RowKind, SectionForm
from intake.registration.forms.fields import OneOf, WhenField
from intake.registration.forms.people import yes_no
from recovery.core.forms import DateInput, Form


class MedicineRow(Form):
    name = forms.CharField(label="Medicine", max_length=120)
    dose = forms.CharField(label="Dose", max_length=60, required=False, help_text="Left empty: not known")
    how_often = forms.CharField(label="How often", max_length=60, required=False)
    reason = forms.CharField(label="What for", max_length=80, required=False)
    since = WhenField(label="Since", help_text="Day, month or year")


class MedicinesQuestions(QuestionsForm):
    moud = OneOf(Moud, label="Which medication for opioid use disorder is taken now, on prescription?")
    moud_detail = forms.CharField(label="Its dose, and where it comes from", max_length=160, required=False)
    answer = yes_no("Are other medicines taken?", no="None", help_text="Also those without a prescription")


class MedicinesForm(SectionForm):
    questions, kind = MedicinesQuestions, Medicines
    rows_of = RowKind("medicines", MedicineRow, Medicine, "Other medicines", "Medicine", "Add another medicine")


class PregnancyQuestions(QuestionsForm):
    status = OneOf(PregnancyStatus, label="Is the person pregnant?")
    due_on = forms.DateField(label="Due date", widget=DateInput, required=False)
    tested_on = forms.DateField(label="Last test on", widget=DateInput, required=False)
    prenatal_care = forms.CharField(label="Prenatal care", max_length=160, required=False)


class PregnancyForm(SectionForm):
    questions, kind = PregnancyQuestions, Pregnancy


class InfectionsQuestions(QuestionsForm):
    """An answer and a date for each infection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in INFECTIONS.items():
            self.fields[name] = OneOf(InfectionStatus, listed=True, label=label)
            self.fields[name].error_messages["required"] = f"Choose an answer for {label}"
            self.fields[f"{name}_tested"] = WhenField(label=f"{label}: when", help_text="Day, month or year")


class InfectionsForm(SectionForm):
    questions, kind = InfectionsQuestions, Infections
    layout = "pairs"

    @classmethod
    def initial_of(cls, content: Infections) -> dict[str, Any]:
        filled: dict[str, Any] = {}
        for name in INFECTIONS:
            infection = getattr(content, name)
            filled |= {name: infection.status, f"{name}_tested": infection.tested}
        return filled

    def made(self, answers: dict[str, Any], rows: tuple[Any, ...]) -> Infections:
        return Infections(**{name: Infection(answers[name], answers[f"{name}_tested"]) for name in INFECTIONS})
