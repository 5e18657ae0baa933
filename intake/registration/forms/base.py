"""What the form of every section is made of: its questions, its rows, and what makes its content of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property

from intake.registration.content import Content
from intake.registration.rules.legality import Problem
from recovery.core.forms import DraftForm, Form, FormSet, SubmissionForm, formset_factory

MOST_ROWS = 20
ROWS = "row"  # the prefix of the rows' fields
ABOUT_THE_FORM = {"submission_id", "seq", "base", "version", "confirmed", "asked_at"}


class QuestionsForm(SubmissionForm, DraftForm, Form):
    """`base` is the revision this is written over, `version` that of the Patient row where the section lives there."""

    base = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label="It is right as it is written", required=False)

    @property
    def questions(self) -> list[Any]:
        """The fields that are asked; `confirmed` stands beside what it confirms."""
        return [field for field in self.visible_fields() if field.name != "confirmed"]

    @property
    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ABOUT_THE_FORM}


@dataclass(frozen=True, slots=True)
class RowKind:
    """The rows of a section: which field of the content they are, what one is made into, and what it is called."""

    field: str
    form: type[Form]
    kind: type[Any]
    title: str
    one: str
    add: str

    @property
    def formset(self) -> type[FormSet]:
        class Rows(formset_factory(self.form, extra=0, max_num=MOST_ROWS, validate_max=True)):  # type: ignore[misc]  # made at run time
            """Rows of which any may be left empty: an empty one is no row."""

            def initial_form_count(self) -> int:
                return 0 if self.is_bound else int(super().initial_form_count())

        return Rows


class SectionForm:
    """A section's page as one thing: questions and rows.  A subclass names them, and says what differs from field to field."""

    questions: type[QuestionsForm]
    rows_of: RowKind | None = None
    kind: type[Any]
    layout = "in-columns"  # the class of the block of questions

    def __init__(self, data: Any = None, initial: Mapping[str, Any] | None = None, rows: Sequence[Any] = ()) -> None:
        self.main = self.questions(data, initial=dict(initial or {}))
        self.rows = self.rows_of.formset(data, prefix=ROWS, initial=list(rows) or [{}]) if self.rows_of else None
        self.remarks: tuple[Problem, ...] = ()

    @classmethod
    def showing(cls, content: Content | None, **about: Any) -> SectionForm:
        """What is known already, to be completed or confirmed."""
        if content is None:
            return cls(initial=about)
        rows = [cls.row_of(row) for row in getattr(content, cls.rows_of.field)] if cls.rows_of else []
        return cls(initial=cls.initial_of(content) | about, rows=rows)

    @classmethod
    def resumed(cls, kept: Mapping[str, list[str]], seq: int) -> SectionForm:
        """What was autosaved, shown again and not judged."""
        data = QueryDict(mutable=True)
        for name, values in kept.items():
            data.setlist(name, values)
        data["seq"] = str(seq)
        form = cls(data)
        form.hush()
        return form

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """What the questions are filled with."""
        return {field.name: getattr(content, field.name) for field in fields(content)}

    @classmethod
    def row_of(cls, row: Any) -> dict[str, Any]:
        """What one row is filled with."""
        return {field.name: getattr(row, field.name) for field in fields(row)}

    def made(self, answers: dict[str, Any], rows: tuple[Any, ...]) -> Content:
        """The content of valid answers."""
        content: Content = self.kind(**answers, **({self.rows_of.field: rows} if self.rows_of else {}))
        return content

    def row_made(self, row: dict[str, Any]) -> Any:
        """One row of valid answers."""
        assert self.rows_of is not None  # only asked where there are rows
        return self.rows_of.kind(**row)

    @property
    def first_of_rows(self) -> str:
        """The field that says whether a first row is filled in: then the rows stay in sight."""
        first = next(iter(self.rows_of.form.base_fields)) if self.rows_of else ""
        return f"{ROWS}-0-{first}"

    def hush(self) -> None:
        """Show what was typed without judging it."""
        self.main.hush()
        if self.rows is not None:
            self.rows.rearranged = True

    @property
    def all(self) -> list[Any]:
        """Every form, for the error summary."""
        return [self.main] if self.rows is None else [self.main, self.rows]

    @property
    def rearranged(self) -> bool:
        """Whether Add or Remove was pressed: then nothing is judged."""
        return self.rows is not None and self.rows.rearranged

    def is_valid(self) -> bool:
        return all([each.is_valid() for each in self.all])  # noqa: C419  every form is judged, not only up to the first bad one

    @cached_property
    def content(self) -> Content:
        """What was typed; only when valid.  Rows left empty are left out."""
        return self.made(self.main.answers, tuple(self.row_made(dict(form.cleaned_data)) for form in self._filled))

    @property
    def about(self) -> dict[str, Any]:
        """The arguments of `save_section` beside the content."""
        kept = self.main.cleaned_data
        names = {
            "base": "base",
            "submission_id": "submission_id",
            "version": "patient_version",
            "confirmed": "confirmed",
        }
        return {argument: kept[name] for name, argument in names.items()}

    def blame(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field, and those that may be right as what is to be confirmed."""
        self.remarks = tuple(problem for problem in problems if problem.may_be_right)
        for problem in problems:
            if problem.may_be_right:
                continue
            form = self.main if problem.row is None else self._filled[problem.row]
            form.add_error(problem.field if problem.field in form.fields else None, problem.text)

    def over(self, *, base: UUID | None, version: int) -> None:
        """Show what was typed as written over what stands now."""
        data = QueryDict(mutable=True)
        data.update(self.main.data)
        data["base"], data["version"] = str(base or ""), str(version)
        self.main.data = data

    @property
    def _filled(self) -> list[Any]:
        return [form for form in self.rows if form.cleaned_data] if self.rows is not None else []
