"""Rows that a person can add and remove with plain submit buttons, so it works without script."""

from typing import Any, cast

from django import forms
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.formsets import formset_factory as django_formset_factory
from django.forms.utils import ErrorDict
from django.http import QueryDict

from recovery.core.forms.base import Renderer


class FormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # django-stubs makes it generic, Django does not
    """Rows of one form.

    The buttons `add-<prefix>` and `remove-<prefix>` (value: the row's number) change the number of rows.  Then `rearranged` is true,
    nothing is judged, `is_valid()` is false, and the view renders the page again (with `form.hush()` for its other forms).
    For rows that are not model rows: what remains is what was typed, so the action compares or replaces.
    """

    default_renderer = Renderer

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.rearranged = False
        if data is not None:
            self._rearrange(data)

    def _rearrange(self, data: Any) -> None:
        typed = str(data.get(f"{self.prefix}-{TOTAL_FORM_COUNT}", ""))
        total = min(int(typed), self.absolute_max) if typed.isdigit() else 0
        gone = str(data.get(f"remove-{self.prefix}", ""))
        if f"add-{self.prefix}" in data:
            self._take(_copy(data), min(total + 1, self.max_num))
        elif gone.isdigit() and int(gone) < total:
            self._take(self._without(int(gone), total), total - 1)

    def _take(self, data: QueryDict, total: int) -> None:
        """Stand on other data than was sent, with `total` rows."""
        initial = f"{self.prefix}-{INITIAL_FORM_COUNT}"
        data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(total)
        data[initial] = str(min(int(data.get(initial) or 0), total))
        self.data, self.rearranged = data, True

    def _without(self, gone: int, total: int) -> QueryDict:
        """The data with row `gone` left out and the rows after it moved up."""
        kept = QueryDict(mutable=True)
        source = _copy(data=self.data)
        for key, values in source.lists():
            number, field = self._row_of(key)
            if number is None or number < gone:
                kept.setlist(key, values)
            elif gone < number < total:
                kept.setlist(f"{self.prefix}-{number - 1}-{field}", values)
        return kept

    def _row_of(self, key: str) -> tuple[int | None, str]:
        number, _dash, field = key.removeprefix(f"{self.prefix}-").partition("-")
        return (int(number), field) if key.startswith(f"{self.prefix}-") and number.isdigit() else (None, key)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        row = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # missing in django-stubs
        if self.rearranged:
            row._errors, row.cleaned_data = ErrorDict(), {}
        return row

    def full_clean(self) -> None:
        if self.rearranged:
            self._errors: list[ErrorDict] = []
            self._non_form_errors = self.error_class()
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        return not self.rearranged and super().is_valid()


def formset_factory(
    form: type[forms.BaseForm], *, extra: int = 1, max_num: int = 30, min_num: int = 0, **kwargs: Any
) -> type[FormSet]:
    """A FormSet class of `form`, with room for at most `max_num` rows."""
    made = django_formset_factory(form, formset=FormSet, extra=extra, max_num=max_num, min_num=min_num, **kwargs)
    return cast("type[FormSet]", made)


def _copy(data: Any) -> QueryDict:
    """A mutable copy of posted data, also of a plain dict as tests pass it."""
    if isinstance(data, QueryDict):
        return data.copy()
    copy = QueryDict(mutable=True)
    for key, value in data.items():
        copy.setlist(key, value if isinstance(value, list) else [str(value)])
    return copy
