"""Earlier overdoses and treatments, daily life, strengths."""

from __future__ import annotations

from django import forms

from intake.registration.codes import Answer, Childcare, Ending, Housing, Legal, Transport, TreatmentKind, Work
from intake.registration.content import Overdose, Overdoses, Social, Strengths, Treatment, Treatments
from intake.registration.forms.base import QuestionsForm, RowKind, SectionForm
from intake.registration.forms.fields import WHEN_HELP, OneOf, SomeOf, WhenField
from intake.registration.forms.people import yes_no
from recovery.core.forms import Form, Plain


class OverdoseRow(Form):
    """An empty `when` is an overdose whose date is not known."""

    substances = forms.CharField(label="With what", max_length=120, help_text="“Not known” is an answer")
    when = WhenField(label="When", help_text=WHEN_HELP)
    on_purpose = OneOf(Answer, listed=True, label="Was it on purpose?")
    naloxone_given = OneOf(Answer, listed=True, label="Was naloxone given?")
    hospital = OneOf(Answer, listed=True, label="Was it treated in hospital?")


class OverdosesQuestions(QuestionsForm):
    answer = yes_no("Has the person ever had an overdose?", no="Never")


class OverdosesForm(SectionForm):
    questions, kind = OverdosesQuestions, Overdoses
    rows_of = RowKind("overdoses", OverdoseRow, Overdose, "Overdoses", "Overdose", "Add another overdose")


class TreatmentRow(Form):
    kind = OneOf(TreatmentKind, listed=True, label="What")
    when = WhenField(label="When it began", help_text="Day, month or year")
    where = forms.CharField(label="Where", max_length=120, required=False)
    ending = OneOf(Ending, listed=True, label="How it ended")
    helped = forms.CharField(label="What helped, what did not", max_length=200, required=False)


class TreatmentsQuestions(QuestionsForm):
    answer = yes_no("Has there been treatment for substance use before?", no="None")


class TreatmentsForm(SectionForm):
    questions, kind = TreatmentsQuestions, Treatments
    rows_of = RowKind("treatments", TreatmentRow, Treatment, "Treatments", "Treatment", "Add another treatment")


class SocialQuestions(QuestionsForm):
    housing = OneOf(Housing, label="Where does the person live?")
    safe_at_home = OneOf(Answer, label="Is it safe there?")
    transport = OneOf(Transport, label="How can the person come here?")
    legal = SomeOf(Legal, label="Legal matters")
    work = OneOf(Work, label="Work or school")
    childcare = OneOf(Childcare, label="Children at home")
    detail = forms.CharField(
        label="More",
        max_length=600,
        required=False,
        widget=Plain({"rows": 3}),
        help_text="Working hours, court dates, ages of children, who uses at home",
    )


class SocialForm(SectionForm):
    questions, kind = SocialQuestions, Social


class StrengthsQuestions(QuestionsForm):
    answer = yes_no("Did the person name strengths?", no="None named")
    good_at = forms.CharField(label="Good at, proud of", max_length=300, required=False, widget=Plain({"rows": 2}))
    helped_before = forms.CharField(
        label="Has helped before", max_length=300, required=False, widget=Plain({"rows": 2})
    )
    wants = forms.CharField(label="Wants to change first", max_length=300, required=False, widget=Plain({"rows": 2}))


class StrengthsForm(SectionForm):
    questions, kind = StrengthsQuestions, Strengths
