"""Parts of forms that stand outside one field: error summary, title prefix, rows to add, and choices without a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.translation import gettext as _

from recovery.core.forms.base import first_id
from recovery.core.ui.marks import Text
from recovery.core.ui.registry import register

if TYPE_CHECKING:  # generic in django-stubs only
    Rows = BaseFormSet[Any]
    Source = BaseForm | Rows | None


class Problem(NamedTuple):
    """One line of the summary; `id` is the control it leads to, or empty."""

    id: str
    text: Text
    label: Text = ""


@register.inclusion_tag("components/error_summary.html")
def error_summary(*sources: Source | Iterable[Source], title: Text = "", brief: bool = False) -> dict[str, Any]:
    """All problems of the given forms and formsets, each leading to the first control of its field.  Nothing when there are none.

    `brief` lists the labels only, when the title already says what is wrong with all of them.
    """
    return {"problems": list(_problems(sources)), "title": title, "brief": brief}


@register.simple_tag
def error_prefix(*sources: Source | Iterable[Source]) -> str:
    """ "Error: " for the page's title when one of the forms has a problem."""
    return _("Error: ") if next(_problems(sources), None) else ""


@register.inclusion_tag("components/formset.html")
def formset(rows: Rows, *, title: Text = "", row: Text = "", add: Text = "") -> dict[str, Any]:
    """All rows, each with Remove, and "Add another"; `row` names one ("Medicine")."""
    words: dict[str, Any] = {"title": title, "row": row or _("Row"), "add": add or _("Add another")}
    return words | {"rows": rows, "can_add": rows.total_form_count() < rows.max_num}


@register.inclusion_tag("components/question.html")
def question(field: BoundField) -> dict[str, Any]:
    """A field of a patient's form as the one question of its page: its label is the h1."""
    return {"field": field}


@register.inclusion_tag("components/score_row.html")
def score_row(
    name: str,
    legend: Text,
    options: Iterable[tuple[int, Text]],
    *,
    value: int | None = None,
    hint: Text = "",
    error: Text = "",
    id: str = "",
) -> dict[str, Any]:
    """A sign of an observer scale without a form; options (value, words)."""
    return {
        "name": name,
        "legend": legend,
        "options": options,
        "value": value,
        "hint": hint,
        "error": error,
        "id": id or name,
    }


@register.inclusion_tag("components/choice.html")
def choice(
    name: str, label: Text, *, value: Text, id: str, checked: bool = False, many: bool = False
) -> dict[str, Any]:
    """One tile, inside `<fieldset class="choices">`; `many` makes it a tick."""
    return {"name": name, "label": label, "value": value, "id": id, "checked": checked, "many": many}


@register.inclusion_tag("components/keypad.html")
def keypad(name: str, *, low: Text, high: Text, value: int | None = None) -> dict[str, Any]:
    """0 to 10 without a form, inside a fieldset with its legend."""
    return {"name": name, "low": low, "high": high, "value": value, "middle": range(1, 10)}


def _problems(sources: Iterable[Any]) -> Iterator[Problem]:
    for source in sources:
        if isinstance(source, BaseForm):
            yield from _of_form(source)
        elif isinstance(source, BaseFormSet):
            yield from (Problem("", str(message)) for message in source.non_form_errors())
            for number, form in enumerate(source.forms, 1):
                yield from _of_form(form, _("Row %(number)s") % {"number": number})
        elif source and not isinstance(source, str):
            yield from _problems(source)


def _of_form(form: BaseForm, row: str = "") -> Iterator[Problem]:
    if not form.is_bound:
        return
    for name, messages in form.errors.items():
        if name in form.fields and not form[name].is_hidden:
            field = form[name]
            target = getattr(field, "first_id", None) or first_id(field)
            yield from (
                Problem(target, _worded(str(message), str(field.label), row), field.label) for message in messages
            )
        else:
            yield from (Problem("", str(message)) for message in messages)


def _worded(message: str, label: str, row: str) -> str:
    """The message, led by the label where it does not name the field itself."""
    named = label.lower() in message.lower() or label.endswith("?")
    text = message if named else f"{label}: {message}"
    return f"{row}: {text}" if row else text
