"""Who may be called, and who pays."""

from __future__ import annotations

from typing import Any

from django import forms

from intake.registration.codes import Answer, MayKnow, Payer
from intake.registration.content import Coverage, Coverages, People, RelatedPerson
from intake.registration.forms.base import QuestionsForm, RowKind, SectionForm
from intake.registration.forms.fields import OneOf, SomeOf
from recovery.core.forms import DateInput, Form
from recovery.patients.forms import NumberOrNone


def yes_no(label: str, *, no: str = "No", **kwargs: Any) -> OneOf:
    """The question that says whether there are rows; `no` says No in its words."""
    field = OneOf(Answer, label=label, **kwargs)
    field.choices = [(value, no if value == Answer.NO.value else words) for value, words in Answer.choices]
    return field


class PersonRow(Form):
    name = forms.CharField(label="Name", max_length=80)
    relation = forms.CharField(label="Relation", max_length=80, help_text="Mother, sponsor, probation officer")
    phone = NumberOrNone(label="Phone", required=False)
    emergency = forms.BooleanField(label="Call in an emergency", required=False)
    may_know = SomeOf(MayKnow, label="May know")


class PeopleQuestions(QuestionsForm):
    answer = yes_no("Is there somebody we may call, or who supports the person?", no="Nobody")


class PeopleForm(SectionForm):
    questions, kind = PeopleQuestions, People
    rows_of = RowKind("people", PersonRow, RelatedPerson, "People", "Person", "Add another person")


class CoverageRow(Form):
    payer = OneOf(Payer, listed=True, label="Kind")
    plan = forms.CharField(label="Name of the plan", max_length=80)
    member_number = forms.CharField(label="Member number", max_length=40, required=False)
    holder = forms.CharField(label="Held by", max_length=80, required=False, help_text="If not by the person")
    valid_until = forms.DateField(label="Valid until", widget=DateInput, required=False)


class CoverageQuestions(QuestionsForm):
    answer = yes_no("Is there insurance?", no="No insurance")


class CoverageForm(SectionForm):
    questions, kind = CoverageQuestions, Coverages
    rows_of = RowKind("coverages", CoverageRow, Coverage, "Insurance", "Insurance", "Add another insurance")
