"""What the gallery shows: made-up values for every component and state."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms as django_forms

from recovery.core import charts
from recovery.core.findings import Finding, Severity
from recovery.core.forms import (
    ChoiceField,
    DateInput,
    Form,
    KnownDateField,
    MultipleChoiceField,
    NumberField,
    PhoneField,
    Plain,
    ScaleField,
    ScoreField,
    Vital,
    YesNoField,
    formset_factory,
)
from recovery.core.ui.icons import ICONS

COLOURS = [
    "canvas", "surface", "sunk", "line", "edge", "muted", "ink", "brand", "brand-soft", "rail", "danger", "danger-bg",
    "warn", "warn-bg", "watch", "watch-bg", "ok", "ok-bg", "info", "info-bg",
]  # fmt: skip

COWS_BANDS = [
    charts.Band(0, 5, "None"), charts.Band(5, 13, "Mild"), charts.Band(13, 25, "Moderate"), charts.Band(25, 37, "Moderately severe"),
    charts.Band(37, 48, "Severe"),
]  # fmt: skip


class Fields(Form):
    """One field of each kind."""

    preferred = django_forms.CharField(label="Preferred name", help_text="What should we call you?", required=False)
    born = KnownDateField(label="Date of birth", must_be="past")
    visit = django_forms.DateField(label="Next visit", widget=DateInput)
    phone = PhoneField(label="Phone number")
    dose = NumberField(label="Dose", unit="mg")
    place = django_forms.ChoiceField(label="Place", choices=[("", "Choose"), ("clinic", "Clinic"), ("home", "Home")])
    words = django_forms.CharField(label="In your own words", widget=Plain, required=False)
    agree = django_forms.BooleanField(label="A copy was given to the patient")


class Answers(Form):
    """Choices as tiles."""

    mood = ChoiceField(
        label="Little interest in doing things?",
        choices=[("0", "Not at all"), ("1", "Several days"), ("2", "More than half the days")],
    )
    used = YesNoField(label="Did you take your medicine today?")
    substances = MultipleChoiceField(
        label="Substances", choices=[("heroin", "Heroin"), ("tobacco", "Tobacco")], required=False
    )


HOW_OFTEN = [("0", "Not at all"), ("1", "Several days"), ("2", "More than half the days"), ("3", "Nearly every day")]


class Likert(Form):
    """Questions that share their answers."""

    nervous = ChoiceField(label="Feeling nervous, anxious, or on edge", choices=HOW_OFTEN)
    relaxing = ChoiceField(label="Trouble relaxing", choices=HOW_OFTEN, initial="1")


class Scale(Form):
    """Three signs of an observer scale."""

    pulse = ScoreField(
        [(0, "80 or less"), (1, "81 to 100"), (2, "101 to 120"), (4, "over 120")],
        label="Resting pulse",
        help_text="From heart rate 92",
    )
    sweating = ScoreField(
        [(0, "none"), (1, "chills or flushing"), (2, "flushed, moist face"), (3, "beads of sweat"), (4, "streaming")],
        label="Sweating",
    )
    gooseflesh = ScoreField([(0, "smooth"), (3, "felt, hairs up"), (5, "prominent")], label="Gooseflesh")


class Vitals(Form):
    """Measured numbers, one a line."""

    heart = NumberField(label="Heart rate", widget=Vital(unit="/min", whole=True), initial=92)
    oxygen = NumberField(label="Oxygen", widget=Vital(unit="%", whole=True), initial=98)


class Craving(Form):
    """The keypad."""

    craving = ScaleField(
        label="How strong is your craving right now?",
        help_text="No answer is wrong.",
        low="No craving",
        high="The strongest ever",
    )


class Medicine(Form):
    """One row of rows to add."""

    name = django_forms.CharField(label="Name")
    dose = NumberField(label="Dose", unit="mg", required=False)


Medicines = formset_factory(Medicine, max_num=5)

FINDINGS = [
    Finding(
        "BUP-03",
        Severity.HARD_STOP,
        "COWS is older than 60 minutes. Score again before dose 1.",
        "ASAM 2020",
        {"minutes_since": 75},
    ),
    Finding(
        "BUP-04",
        Severity.OVERRIDE,
        "COWS is below 8. Withdrawal could get worse. Wait 1 to 2 hours.",
        "ASAM 2020",
        {"cows": 6},
    ),
    Finding(
        "BUP-14",
        Severity.ADVISORY,
        "Fentanyl within 72 hours. Rely on COWS and have a rescue plan.",
        "SAMHSA TIP 63",
        {"hours_since": 40},
    ),
    Finding("NLX-01", Severity.NONE, "Naloxone, medicine, review date", "Recovery rules"),
]

PATIENT: dict[str, Any] = {
    "name": "Whitfield, Marcus",
    "preferred": "Marc",
    "line": "34 y · 12 Mar 1992 · he/him · R-20418",
    "facts": [
        {"label": "Allergies", "value": "Penicillin", "detail": "Rash", "icon": "allergy", "tone": "bad"},
        {
            "label": "MOUD",
            "value": "Buprenorphine/naloxone 16/4 mg",
            "detail": "Daily film, last today 08:10",
            "icon": "pill",
        },
        {"label": "Naloxone", "value": "On hand", "detail": "To Aug 2027", "icon": "ok", "tone": "good"},
        {"label": "Consent", "value": "Care, payment", "detail": "To Nov 2027", "icon": "shield", "tone": "good"},
        {"label": "Level of care", "value": "Intensive outpatient", "detail": "Day 14"},
        {"label": "Risk", "level": "orange"},
    ],
}

LEVELS = ["red", "orange", "yellow", "green", ""]
TABS: list[dict[str, Any]] = [
    {"label": name, "url": f"#{name.lower()}", "current": "true" if name == "Intake" else ""}
    for name in ("Overview", "Timeline", "Intake", "Plan")
]
WITHIN: list[dict[str, Any]] = [
    {"label": name, "url": f"#{name.lower()}", "current": name == "Diagnoses"}
    for name in ("History", "Assessment", "Diagnoses")
]
TABS.append({"label": "Notes", "url": "#notes", "count": 2})
TRACK = [
    {"label": "Intake", "detail": "3 Nov", "state": "done"},
    {"label": "Outpatient", "detail": "day 14", "state": "now"},
    {"label": "Aftercare", "detail": "planned"},
]
SHIFT = [
    {"count": 5, "label": "people at risk,", "detail": "3 not acknowledged", "url": "#status"},
    {"count": 4, "label": "withdrawal readings,", "detail": "1 overdue", "url": "#charts"},
    {"count": 0, "label": "drafts waiting", "detail": "for your signature", "url": "#lists"},
]
SUMMARY = [
    {"label": "Preferred name", "value": "Marc", "url": "#fields"},
    {"label": "Language", "value": "English", "url": "#fields"},
]


def context() -> dict[str, Any]:
    """All of it, with forms that are empty and forms that have errors."""
    wrong = Fields({"wrong-born_month": "Mar", "wrong-born_year": "1992", "wrong-dose": "lots"}, prefix="wrong")
    rows = Medicines(initial=[{"name": "Sertraline", "dose": 50}], prefix="medicine")
    return {
        "colours": COLOURS, "icons": sorted(ICONS), "findings": FINDINGS, "person": PATIENT,
        "slim_patient": PATIENT | {"name": "Okafor, Daniel"},
        "tab_items": TABS, "within_items": WITHIN, "track_items": TRACK, "shift_items": SHIFT, "summary_rows": SUMMARY, "levels": LEVELS,
        "reasons": ["Craving 8", "Missed 2 doses", "No naloxone"], "craving": [3, 4, 3, None, 6, 8, 9],
        "days": ["taken", "taken", "missed", "none", "taken", "taken", "taken"],
        "fields": Fields(prefix="ok"), "wrong": wrong, "answers": Answers(initial={"mood": "1", "used": True, "substances": ["tobacco"]}),
        "likert": Likert(prefix="likert"),
        "scale": Scale({"pulse": "1", "sweating": "2"}), "vitals": Vitals(), "craving_form": Craving(initial={"craving": 8}), "rows": rows,
        "back": [{"label": "Intakes", "url": "#navigation"}],
        **cows(),
    }  # fmt: skip


def cows() -> dict[str, Any]:
    """Three days of COWS with a missed reading, as chart, columns and rows."""
    start = datetime(2026, 11, 4, 8, tzinfo=UTC)
    scores = [
        (0, 24),
        (2, 19),
        (4, 21),
        (8, 15),
        (12, 13),
        (16, 14),
        (24, None),
        (28, 9),
        (36, 8),
        (52, 6),
        (62, 5),
        (72, 4),
    ]
    doses = [(1, "4/1 mg"), (5, "4/1 mg"), (28.8, "12/3 mg"), (52.8, "16/4 mg")]
    readings = [(start + timedelta(hours=hours), score) for hours, score in scores]
    chart = charts.trend(
        readings, low=0, high=48, bands=COWS_BANDS, label="COWS fell from 24 to 4. Four doses were given. One reading was not done.",
        doses=[(start + timedelta(hours=hours), text) for hours, text in doses],
    )  # fmt: skip
    rows = [(f"{at:%d %b %H:%M}", "not done" if score is None else score) for at, score in readings]
    return {"chart": chart, "chart_columns": ["Time", "Total"], "chart_rows": rows}
