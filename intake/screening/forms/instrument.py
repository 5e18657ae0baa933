"""One form builder for every instrument.  What is missing is judged by the action, which knows when gaps are tolerable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from intake.screening.actions.errors import IllegalAnswers, IncompleteAnswers
from intake.screening.codes import Mode
from intake.screening.forms.fields import Answer, Answers, Measure
from intake.screening.rules import answers as texts
from recovery.clinical.instruments import Instrument, Item
from recovery.clinical.instruments.crisis import crisis_values
from recovery.core.forms import (
    Choices,
    DraftForm,
    Form,
    Keypad,
    Plain,
    ScoreRow,
    SubmissionForm,
    Vital,
    YesNo,
)
from recovery.core.models import Draft
from recovery.core.ui.sentences import lower_first
from recovery.patients.codes import Language

LARGEST_SEQ = 2**53  # what a browser counts up to exactly
KEYPAD = (0, 10)  # the numbers of a rating that is tapped, not typed
GRID_COLUMNS = (4, 5)  # answers to a question in a grid; fewer stand well below their question
ABOUT = ("mode", "language")  # fields on how it was asked, beside those of the items


@dataclass(frozen=True, slots=True)
class Question:
    """One field as the page shows it; `when`: what brings it up ("2=yes 3=yes"), empty for always."""

    field: BoundField
    when: str


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading; `columns`: how many answers each has, where they stand in a grid, else 0."""

    heading: str
    questions: tuple[Question, ...]
    columns: int


class InstrumentForm(SubmissionForm, DraftForm, Form):
    """What `form_for` adds the items to."""

    instrument: Instrument
    shown_in: str = Language.ENGLISH

    mode = forms.ChoiceField(label="How it was answered", choices=Mode.choices, initial=Mode.INTERVIEW, widget=Choices)

    STALE = "Newer answers were saved in another tab or on another device. Press a button again to keep these instead."

    @property
    def save_number(self) -> int:
        """The number of this save; 0 when it is no number."""
        text = str(self.data.get("seq", ""))
        return min(int(text), LARGEST_SEQ) if text.isascii() and text.isdigit() else 0

    @property
    def about_data(self) -> dict[str, Any]:
        """How it was answered, and the key of this submit; for a form that is valid."""
        return {name: self.cleaned_data[name] for name in (*ABOUT, "submission_id") if name in self.cleaned_data}

    @property
    def answers(self) -> dict[str, Any]:
        """Item id to value, as instruments take them; what cannot be read is left out."""
        return texts.read(self.instrument, self.data if self.is_bound else self.initial)

    @property
    def score_rows(self) -> list[BoundField]:
        return [self[item.id] for item in self.instrument.items if isinstance(self.fields[item.id].widget, ScoreRow)]

    @property
    def measures(self) -> list[BoundField]:
        """What is measured beside the signs of an observer scale."""
        return [self[item.id] for item in self.instrument.items if item.kind == "integer"] if self.score_rows else []

    @property
    def sections(self) -> list[Section]:
        """The questions of a questionnaire, under their headings; none for an observer scale, which has rows."""
        if self.score_rows:
            return []
        return [self._section(*look, list(items)) for look, items in groupby(self.instrument.items, key=self._look)]

    def _look(self, item: Item) -> tuple[str, int]:
        """What neighbours share that stand in one grid: the heading, and how many answers; 0 for none."""
        heading = (self.is_spanish and item.section_es) or item.section
        alike = sum(_columns(each) == _columns(item) for each in self.instrument.items)
        return heading, _columns(item) if alike > 1 else 0

    def _section(self, heading: str, columns: int, items: list[Item]) -> Section:
        questions = (
            Question(self[item.id], " ".join(f"{gate}={value}" for gate, value in item.asked_when)) for item in items
        )
        return Section(heading, tuple(questions), columns)

    @property
    def is_spanish(self) -> bool:
        return self.shown_in == Language.SPANISH

    @property
    def stem(self) -> str:
        """What all questions have in common, in the language they are shown in."""
        return (self.is_spanish and self.instrument.stem_es) or self.instrument.stem

    @property
    def about(self) -> list[BoundField]:
        return [self[name] for name in ABOUT if name in self.fields]

    def kept(self) -> dict[str, str]:
        """What a draft keeps of a form in progress: known fields only, whatever is in them."""
        several = {
            item.id: ",".join(each[: texts.LONGEST] for each in texts.several(self.data, item.id)[: len(item.options)])
            for item in self.instrument.items
            if item.kind == "many"
        }
        names = [item.id for item in self.instrument.items if item.id not in several]
        names += [name for name in ABOUT if name in self.fields]
        one = {name: str(self.data[name])[: texts.LONGEST] for name in names if self.data.get(name)}
        return one | {name: chosen for name, chosen in several.items() if chosen}

    def unjudged(self) -> InstrumentForm:
        """Shown again as it was typed, without errors."""
        self.hush()
        return self

    def after(self, draft: Draft) -> InstrumentForm:
        """As typed, and newer than `draft` when it is sent again."""
        newer: Any = copy(self.data)  # of a QueryDict: one that can be changed, with all its lists
        newer["seq"] = str(draft.seq)
        self.data = newer
        return self.unjudged()

    def explain(self, error: IllegalAnswers | IncompleteAnswers) -> None:
        """Put the action's refusal beside the fields it is about."""
        if isinstance(error, IncompleteAnswers):
            self._name_missing(error)
        else:
            self._name_illegal(error)

    def _name_missing(self, error: IncompleteAnswers) -> None:
        """Ask for each answer that the result depends on."""
        for key in error.missing:
            field = self.fields[key]
            unknown = self.data.get(key) == texts.UNKNOWN
            again = f"Ask again, the result depends on it: {field.label}"
            self.add_error(key, again if unknown else f"Choose an answer for {lower_first(str(field.label))}")

    def _name_illegal(self, error: IllegalAnswers) -> None:
        """Say which answers do not go together."""
        sentence = texts.disagree([str(self.fields[key].label) for key in error.items if key in self.fields])
        for key in error.items:
            self.add_error(key if key in self.fields else None, sentence)


class CorrectionForm(InstrumentForm):
    """The same form for answers already recorded."""

    reason = forms.CharField(label="Why do you correct it?", widget=Plain, max_length=2000)


def form_for(
    instrument: Instrument, *, language: str = Language.ENGLISH, base: type[InstrumentForm] = InstrumentForm
) -> type[InstrumentForm]:
    """The form class of an instrument, with its questions in `language` where they exist in it."""
    fields: dict[str, Any] = {item.id: _field(instrument, item, language) for item in instrument.items}
    speaks_both = any(item.text_es for item in instrument.items)
    if speaks_both:
        fields["language"] = forms.ChoiceField(
            label="Language of the questions", choices=Language.choices, initial=language, widget=Choices
        )
    return type(
        f"{instrument.code.title()}Form",
        (base,),
        {**fields, "instrument": instrument, "shown_in": language if speaks_both else "en"},
    )


def initial_of(instrument: Instrument, response_answers: Mapping[str, Any], **about: str) -> dict[str, str]:
    """What the form shows for a recorded response."""
    return {**texts.written(instrument, response_answers), **about}


def _field(instrument: Instrument, item: Item, language: str) -> forms.Field:
    spanish = language == Language.SPANISH
    label = (spanish and item.text_es) or item.text
    hint = (spanish and item.hint_es) or item.hint
    if item.kind == "many":
        return Answers(
            label=label, help_text=hint, choices=list(_choices(instrument, item, spanish)), required=item.required
        )
    if item.kind == "decimal" or (item.kind == "integer" and not _is_scale(item)):
        return _number(item, label, hint)
    field = Answer(
        label=label, help_text=hint, choices=list(_choices(instrument, item, spanish)), widget=_widget(item),
        required=item.required,
    )  # fmt: skip
    if help_at := crisis_values(instrument.code, item.id):
        field.widget.attrs["data-flag-when"] = " ".join(str(value) for value in help_at)  # static/js/crisis-now.js
    return field


def _number(item: Item, label: str, hint: str) -> Measure:
    whole = item.kind == "integer"
    sentence = f"Enter a {'whole ' if whole else ''}number from {item.low} to {item.high}"
    return Measure(
        label=label,
        help_text=hint,
        decimal_places=0 if whole else 2,
        required=item.required,
        widget=Vital(unit=item.unit, whole=whole),
        min_value=_decimal(item.low),
        max_value=_decimal(item.high),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "max_decimal_places"), sentence),
    )


def _columns(item: Item) -> int:
    """How many answers a question has that fits a grid; 0 where it does not."""
    several = item.kind == "choice" and len(item.options) in GRID_COLUMNS
    return len(item.options) if several else 0


def _is_scale(item: Item) -> bool:
    """Whether a number is tapped on a keypad: 0 to 10."""
    return item.kind == "integer" and (item.low, item.high) == KEYPAD and not item.unit


def _decimal(limit: int | None) -> Decimal | None:
    return None if limit is None else Decimal(limit)


def _choices(instrument: Instrument, item: Item, spanish: bool) -> Iterable[tuple[str, str]]:
    if item.kind == "boolean":
        yield from ((texts.YES, "Yes"), (texts.NO, "No"))
    if _is_scale(item):
        yield from ((str(number), str(number)) for number in range(KEYPAD[0], KEYPAD[1] + 1))
    for option in item.options:
        short = option.short if _is_score(item) else ""
        yield str(option.value), (spanish and option.text_es) or short or option.text
    if open_answer := texts.open_answer(instrument, item):
        yield texts.UNKNOWN, open_answer


def _widget(item: Item) -> Choices | ScoreRow | Keypad:
    if _is_score(item):
        return ScoreRow()
    if _is_scale(item):
        return Keypad()
    two = item.kind == "boolean" or len(item.options) == 2
    return YesNo(choices=[("", "")]) if two else Choices()


def _is_score(item: Item) -> bool:
    """Whether the item is a sign of an observer scale: its options have words for a row of keys."""
    return bool(item.options) and all(option.short for option in item.options)
