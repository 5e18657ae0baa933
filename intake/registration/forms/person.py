"""Identity, ways to reach the person, allergies: the sections that edit the Patient row, and who can be reached."""

from __future__ import annotations

from typing import Any

from django import forms

from intake.registration.codes import AllergyAnswer, Answer
from intake.registration.content import Allergies, Identity, Reach
from intake.registration.forms.base import QuestionsForm, SectionForm
from intake.registration.forms.fields import OneOf
from recovery.core.forms import Choices, Plain
from recovery.patients.codes import Sex
from recovery.patients.forms import IdentityFields


class IdentityQuestions(QuestionsForm, IdentityFields):
    """The short registration's own fields, and the sex that clinical limits go by."""

    sex = OneOf(
        Sex,
        offered=(Sex.FEMALE, Sex.MALE, Sex.OTHER, Sex.UNKNOWN),
        label="Sex",
        help_text="As limits for alcohol and laboratory values go by it. It is not gender identity.",
    )
    field_order = (
        "given_name", "family_name", "preferred_name", "pronouns", "birth_date", "sex", "language", "time_zone",
    )  # fmt: skip


class IdentityForm(SectionForm):
    questions, kind = IdentityQuestions, Identity


class ReachQuestions(QuestionsForm):
    answer = forms.TypedChoiceField(
        label="Are these all the ways to reach the person?",
        choices=[
            (Answer.YES.value, "Yes, these are all"),
            (Answer.NO.value, "There is no phone and no e-mail"),
            (Answer.UNKNOWN.value, Answer.UNKNOWN.label),
            (Answer.DECLINED.value, Answer.DECLINED.label),
        ],
        coerce=Answer,
        widget=Choices,
    )
    find = forms.CharField(
        label="Where to find the person when nothing answers",
        max_length=300,
        required=False,
        widget=Plain({"rows": 2}),
        help_text="A place or somebody who knows. Nobody is told why we ask.",
    )


class ReachForm(SectionForm):
    questions, kind = ReachQuestions, Reach


class AllergiesQuestions(QuestionsForm):
    status = OneOf(AllergyAnswer, label="Are there allergies?")
    allergies = forms.CharField(label="Which, and what happens", max_length=200, required=False)


class AllergiesForm(SectionForm):
    questions, kind = AllergiesQuestions, Allergies

    def made(self, answers: dict[str, Any], rows: tuple[Any, ...]) -> Allergies:
        return Allergies(answers["status"], answers["allergies"])
