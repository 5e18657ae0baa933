"""The withdrawal reading as a form: eleven signs from the instrument itself, vital signs, danger signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from recovery.clinical.instruments import get
from recovery.clinical.instruments.cows import pulse_score
from recovery.core.forms import (
    CenterTimeField,
    DraftForm,
    Form,
    MultipleChoiceField,
    NumberField,
    Plain,
    ScoreField,
    SubmissionForm,
    Vital,
)
from treatment.detox.actions import Observation
from treatment.detox.models import WithdrawalReading
from treatment.detox.rules import bedside
from treatment.detox.rules.bedside import DANGER_SIGNS, Tally
from treatment.detox.rules.vitals import DIASTOLIC, LIMITS, SYSTOLIC, Vitals

SIGNS = {item.id: item for item in get("COWS").items if item.options}
SHORT_HINTS = {
    "sweating": "Past half hour",
    "restlessness": "Observed",
    "pupil": "Room light",
    "aches": "From withdrawal only",
    "runny_nose": "Not cold or allergy",
    "gi": "Past half hour",
    "tremor": "Outstretched hands",
    "yawning": "Observed",
}
NAMES = {
    "heart_rate": "Heart rate",
    "systolic": "Blood pressure",
    "diastolic": "Blood pressure",
    "respiratory_rate": "Breathing",
    "spo2": "Oxygen",
    "temperature": "Temperature",
}
UNITS = {"heart_rate": "/min", "respiratory_rate": "/min", "spo2": "%", "temperature": "°C"}
LONGEST_NOTE = 2000  # characters


class BloodPressureField(forms.CharField):
    """ "128/82" as (128, 82) mmHg; None when left empty."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        match = re.fullmatch(r"(\d{1,3})\s*/\s*(\d{1,3})", text)
        if not match:
            raise forms.ValidationError("Enter blood pressure as two numbers, such as 128/82")
        upper, lower = int(match[1]), int(match[2])
        if not (SYSTOLIC[0] <= upper <= SYSTOLIC[1] and DIASTOLIC[0] <= lower <= DIASTOLIC[1]):
            raise forms.ValidationError(
                f"Blood pressure must be {SYSTOLIC[0]} to {SYSTOLIC[1]} over {DIASTOLIC[0]} to {DIASTOLIC[1]} mmHg"
            )
        if upper <= lower:
            raise forms.ValidationError("The first number of blood pressure must be higher than the second")
        return upper, lower

    def prepare_value(self, value: Any) -> Any:
        return "/".join(str(part) for part in value) if isinstance(value, (tuple, list)) else value


def _vital(name: str, *, required: bool = False, places: int = 0) -> NumberField:
    low, high = LIMITS[name]
    said = f"{NAMES[name]} must be {low} to {high} {UNITS[name]}" + ("; 98.6 °F is 37.0 °C" if places else "")
    return NumberField(
        label=NAMES[name],
        widget=Vital(unit=UNITS[name], whole=not places),
        required=required,
        decimal_places=places,
        min_value=Decimal(low),
        max_value=Decimal(high),
        error_messages={
            "min_value": said.replace("%", "%%"),  # Django fills parameters into these two
            "max_value": said.replace("%", "%%"),
            "invalid": f"{NAMES[name]} must be a number",
            "max_decimal_places": f"{NAMES[name]} must be {'given to one decimal' if places else 'a whole number'}",
        },
    )


class ReadingForm(SubmissionForm, DraftForm, Form):
    """One COWS with vital signs; the fields of the signs are made from the instrument."""

    heart_rate = _vital("heart_rate", required=True)
    blood_pressure = BloodPressureField(label="Blood pressure", widget=Vital(unit="mmHg", whole=True), required=False)
    respiratory_rate = _vital("respiratory_rate")
    spo2 = _vital("spo2")
    temperature = _vital("temperature", places=1)
    danger_signs = MultipleChoiceField(label="Seen now", choices=list(DANGER_SIGNS.items()), required=False)
    buprenorphine_at = CenterTimeField(
        label="Last buprenorphine dose", required=False, help_text="If one was given today"
    )
    note = forms.CharField(label="Note", widget=Plain(attrs={"rows": 2}), required=False, max_length=LONGEST_NOTE)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **kwargs)
        for sign, item in SIGNS.items():
            options = [(int(option.value), option.short) for option in item.options]
            field = ScoreField(options, label=item.text, help_text=SHORT_HINTS.get(sign, ""))
            field.required = sign != "pulse"  # the heart rate fills it in
            self.fields[sign] = field

    @property
    def signs(self) -> list[Any]:
        """The eleven rows in the instrument's order."""
        return [self.pulse_row, *(self[sign] for sign in SIGNS if sign != "pulse")]

    @property
    def pulse_row(self) -> Any:
        """The pulse with the score of the heart rate chosen where none is."""
        answers = self.typed_answers()
        self.fields["pulse"].help_text = self.pulse_hint
        self._bound_fields_cache.pop("pulse", None)  # type: ignore[attr-defined]  # it remembers what was
        if "pulse" not in answers and "heart_rate" in answers:
            score = str(pulse_score(answers["heart_rate"]))
            self.initial["pulse"] = score
            if self.is_bound:
                self.data = filled_in(self.data, "pulse", score)
        return self["pulse"]

    @property
    def measured(self) -> list[Any]:
        """The vital signs under the heart rate."""
        return [self[name] for name in ("blood_pressure", "respiratory_rate", "spo2", "temperature")]

    @property
    def pulse_hint(self) -> str:
        rate = self.typed_answers().get("heart_rate")
        return f"From heart rate {rate}" if rate else "From the heart rate"

    @property
    def problems_title(self) -> str:
        """ "4 signs have no score yet" when that is all that is wrong, else the usual words."""
        unscored = [name for name in self.errors if name in SIGNS and name not in self.data]
        if not self.errors or len(unscored) < len(self.errors):
            return ""
        return f"{len(unscored)} signs have no score yet" if len(unscored) > 1 else "1 sign has no score yet"

    def clean_buprenorphine_at(self) -> datetime | None:
        given = self.cleaned_data["buprenorphine_at"]
        if given and given > self.at:
            raise forms.ValidationError("The last buprenorphine dose cannot be later than now")
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        rate = cleaned.get("heart_rate")
        said = bedside.contradiction(int(rate) if rate is not None else None, cleaned.get("pulse"))
        if said:
            self.add_error("pulse", said)
        return cleaned

    def observation(self) -> Observation:
        """What was seen, from a valid form."""
        kept = self.cleaned_data
        upper, lower = kept["blood_pressure"] or (None, None)
        whole = {
            name: None if kept[name] is None else int(kept[name]) for name in ("heart_rate", "respiratory_rate", "spo2")
        }
        return Observation(
            answers={sign: kept[sign] for sign in SIGNS if kept[sign] is not None},
            vitals=Vitals(systolic=upper, diastolic=lower, temperature=kept["temperature"], **whole),
            danger_signs=kept["danger_signs"],
            buprenorphine_at=kept["buprenorphine_at"],
            note=kept["note"],
        )

    def typed(self) -> dict[str, Any]:
        """What stands in the form, as typed, for the draft."""
        kept = (name for name in self.fields if name not in ("seq", "submission_id"))
        return {name: self.fields[name].widget.value_from_datadict(self.data, {}, name) for name in kept}

    def typed_answers(self) -> dict[str, int]:
        """The legal scores and heart rate that stand in the form so far, without judging the rest."""
        found: dict[str, int] = {}
        for name, item in [("heart_rate", get("COWS").item("heart_rate")), *SIGNS.items()]:
            text = str(self[name].value() if self[name].value() is not None else "").strip()
            if text.isdigit() and item.accepts(int(text)):
                found[name] = int(text)
        return found

    def tally(self) -> Tally:
        return bedside.tally(self.typed_answers())


class CorrectionForm(ReadingForm):
    """The same, with why the signed reading was wrong."""

    reason = forms.CharField(
        label="Why is it corrected?", widget=Plain(attrs={"rows": 2}), max_length=LONGEST_NOTE,
        help_text="Both versions are kept.",
    )  # fmt: skip


class EndForm(Form):
    """Why watching ends."""

    reason = forms.CharField(label="Why does monitoring end?", widget=Plain(attrs={"rows": 2}), max_length=LONGEST_NOTE)


def filled_in(data: Mapping[str, Any], name: str, value: str) -> QueryDict:
    """A copy of posted data with one answer more."""
    copy = QueryDict(mutable=True)
    copy.update(data)
    copy[name] = value
    return copy


def initial_of(reading: WithdrawalReading) -> dict[str, Any]:
    """A kept reading as the answers of a form."""
    vitals = reading.vitals
    pressure = f"{vitals.systolic}/{vitals.diastolic}" if vitals.systolic else ""
    return {
        **vitals.as_fields(),
        **reading.answers,
        "blood_pressure": pressure,
        "danger_signs": reading.danger_signs,
        "buprenorphine_at": reading.buprenorphine_at,
        "note": reading.note,
    }
