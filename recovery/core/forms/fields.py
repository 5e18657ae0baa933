"""Fields with the house's controls already chosen."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recovery.core.forms.widgets import Checks, Choices, Keypad, Phone, ScoreRow, Unit, YesNo


class ChoiceField(forms.ChoiceField):
    """One answer of a few, as tiles."""

    widget = Choices


class MultipleChoiceField(forms.MultipleChoiceField):
    """Any of a few, as tiles."""

    widget = Checks


class YesNoField(forms.TypedChoiceField):
    """True, False, or None when optional and left open."""

    widget = YesNo

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("yes", _("Yes")), ("no", _("No"))])
        super().__init__(coerce=lambda answer: answer == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class ScoreField(forms.TypedChoiceField):
    """One sign of an observer scale; options are (value, words), the answer an int."""

    widget = ScoreRow

    def __init__(self, options: list[tuple[int, Any]], **kwargs: Any) -> None:
        super().__init__(choices=options, coerce=int, empty_value=None, **kwargs)
        if "error_messages" not in kwargs:
            self.error_messages["required"] = _("Choose a score")


class ScaleField(forms.TypedChoiceField):
    """0 to 10 on a keypad; `low` and `high` say what the ends mean; the answer is an int."""

    def __init__(self, *, low: Any, high: Any, **kwargs: Any) -> None:
        choices = [(n, n) for n in range(11)]
        super().__init__(choices=choices, coerce=int, empty_value=None, widget=Keypad(low=low, high=high), **kwargs)


class NumberField(forms.DecimalField):
    """A Decimal with its unit shown; `widget=Vital(unit=…)` puts it on one line."""

    def __init__(
        self, *, unit: Any = "", min_value: Decimal | None = None, max_value: Decimal | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", Unit(unit=unit, whole=kwargs.get("decimal_places") == 0))
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # min, max and step belong to a number box; the server checks them


class PhoneField(forms.CharField):
    """A telephone number as written; the room that keeps it reads it."""

    widget = Phone
