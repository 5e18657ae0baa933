"""The form renderer: labels, hints and errors tied to their controls; dates in words; rows without script."""

import re
from datetime import date
from uuid import UUID

import pytest
from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm, DateTimeField
from django.template import engines
from django.urls import get_resolver

from recovery.core.forms import (
    CenterTimeField,
    ChoiceField,
    Form,
    KnownDateField,
    NumberField,
    ScaleField,
    ScoreField,
    SubmissionForm,
    YesNoField,
    formset_factory,
)
from tests.house.source import APPS


class Reading(SubmissionForm, Form):
    name = django_forms.CharField(label="Preferred name", help_text="What should we call you?", required=False)
    born = KnownDateField(label="Date of birth", must_be="past")
    tremor = ScoreField([(0, "none"), (1, "felt"), (4, "gross")], label="Tremor")
    craving = ScaleField(label="How strong is it?", low="None", high="Strongest")
    used = YesNoField(label="Used", required=False)
    mood = ChoiceField(label="Mood", choices=[("a", "Good")], required=False)
    dose = NumberField(label="Dose", unit="mg", required=False)


class Medicine(Form):
    name = django_forms.CharField(label="Name")


Medicines = formset_factory(Medicine, max_num=3)
GOOD = {
    "submission_id": "4b7a7a5e-0000-4000-8000-000000000000", "born_month": "marzo", "born_day": "12", "born_year": "1992", "tremor": "4",
    "craving": "8", "used": "no",
}  # fmt: skip


def summary(*sources: object) -> list[tuple[str, str]]:
    shown = engines["django"].from_string("{% error_summary sources %}").render({"sources": sources})
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', shown)


def test_answers_come_back_typed():
    form = Reading(GOOD)
    assert form.is_valid(), form.errors
    assert {name: form.cleaned_data[name] for name in ("born", "tremor", "craving", "used", "submission_id")} == {
        "born": date(1992, 3, 12), "tremor": 4, "craving": 8, "used": False, "submission_id": UUID(GOOD["submission_id"]),
    }  # fmt: skip


def test_summary_leads_to_the_control_at_fault():
    assert summary(Reading({"submission_id": GOOD["submission_id"], "born_month": "3", "born_year": "1992"})) == [
        ("id_born_day", "Date of birth must include a day"),
        ("id_tremor_0", "Tremor: Choose a score"),
        ("id_craving_0", "Answer the question: How strong is it?"),
    ]


@pytest.mark.parametrize(
    ("month", "day", "year", "message"),
    [
        ("", "", "", "Enter date of birth"),
        ("Foo", "1", "1990", "Date of birth must be a real date"),
        ("2", "30", "1990", "Date of birth must be a real date"),
        ("2", "", "", "Date of birth must include a day and a year"),
        ("2", "3", "92", "Date of birth must have a year of four digits"),
        ("2", "3", "2999", "Date of birth must be in the past"),
    ],
)
def test_wrong_dates_say_what_is_wrong(month, day, year, message):
    form = Reading(GOOD | {"born_month": month, "born_day": day, "born_year": year})
    assert form.errors["born"] == [message]


def test_hint_and_error_are_tied_to_the_control():
    shown = str(Reading(GOOD | {"dose": "lots"}))
    assert 'aria-invalid="true" aria-describedby="id_dose_error"' in shown
    assert 'aria-describedby="id_name_helptext"' in shown
    assert re.search(r'<fieldset class="score" data-digits>\s*<legend><b>Tremor</b>', shown)
    assert (" required" in shown, shown.count("(optional)")) == (False, 4)


def test_radios_of_a_wrong_group_are_described_not_each_called_invalid():
    shown = str(Reading(GOOD | {"tremor": ""})["tremor"].as_field_group())
    assert ("aria-invalid" in shown, 'aria-describedby="id_tremor_error"' in shown) == (False, True)


def test_scores_stand_in_their_own_columns():
    assert re.findall(r'class="opt (v\d)"', str(Reading()["tremor"])) == ["v0", "v1", "v4"]


def test_submission_id_is_made_once_and_kept():
    first = Reading()["submission_id"].value()
    assert UUID(str(first)) != UUID(str(Reading()["submission_id"].value()))
    assert str(first) in str(Reading({"submission_id": str(first)}))


def test_yes_no_shows_its_initial_answer():
    assert re.search(r'value="yes"[^>]*checked', str(Reading(initial={"used": True})["used"]))


def rows(total: int, **extra: str) -> dict[str, str]:
    named = {f"m-{number}-name": f"Medicine {number}" for number in range(total)}
    return {"m-TOTAL_FORMS": str(total), "m-INITIAL_FORMS": "0"} | named | extra


def test_add_another_keeps_what_was_typed_and_judges_nothing():
    medicines = Medicines(rows(1, **{"m-0-name": "", "add-m": "1"}), prefix="m")
    assert (medicines.rearranged, medicines.is_valid(), len(medicines.forms), summary(medicines)) == (
        True,
        False,
        2,
        [],
    )


def test_remove_closes_the_gap():
    medicines = Medicines(rows(3, **{"remove-m": "1"}), prefix="m")
    assert [form["name"].value() for form in medicines] == ["Medicine 0", "Medicine 2"]


def test_no_more_rows_than_allowed():
    assert len(Medicines(rows(3, **{"add-m": "1"}), prefix="m").forms) == 3


def test_rows_are_judged_when_sent():
    medicines = Medicines(rows(2), prefix="m")
    assert (medicines.is_valid(), medicines.rearranged) == (True, False)


def test_nonsense_row_number_is_ignored():
    assert Medicines(rows(2, **{"remove-m": "-1"}), prefix="m").rearranged is False


@pytest.mark.parametrize("typed", ["2026-11-01T01:30", "2026-03-08T02:30"])
def test_a_time_of_the_nights_when_clocks_change_is_refused_with_what_to_do(typed):
    with pytest.raises(ValidationError, match="comes twice or not at all"):
        CenterTimeField().clean(typed)


def test_every_moment_that_a_form_asks_for_knows_of_those_nights():
    """Django's own field says that the time "couldn't be interpreted", also of a hidden one that nobody typed."""

    def forms_below(kind):
        return {kind, *(each for below in kind.__subclasses__() for each in forms_below(below))}

    get_resolver().url_patterns  # noqa: B018  every form is imported by the page that shows it
    plain = [
        f"{kind.__module__}.{kind.__name__}.{name}"
        for kind in forms_below(BaseForm)
        for name, field in getattr(kind, "base_fields", {}).items()
        if type(field) is DateTimeField and kind.__module__.split(".")[0] in APPS
    ]
    assert plain == []
