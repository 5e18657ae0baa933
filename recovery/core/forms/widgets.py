"""Controls.  Every choice is a native radio or tick under a large label, so that keyboard and touch need no script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Choices(forms.RadioSelect):
    """One answer of a few, as tiles."""

    template_name = "django/forms/widgets/choices.html"
    option_template_name = "django/forms/widgets/choice.html"
    use_fieldset = True


class Checks(forms.CheckboxSelectMultiple):
    """Any of a few, as tiles with ticks."""

    template_name = "django/forms/widgets/choices.html"
    option_template_name = "django/forms/widgets/choice.html"
    use_fieldset = True


class YesNo(Choices):
    """Yes and No side by side; a third choice ("Not sure") takes its place beside them."""

    template_name = "django/forms/widgets/yesno.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs, choices or [("yes", _("Yes")), ("no", _("No"))])


class ScoreRow(forms.RadioSelect):
    """One sign of an observer scale: a value stands in its own column, so a score that does not exist is a gap."""

    template_name = "django/forms/widgets/score_row.html"
    option_template_name = "django/forms/widgets/score.html"
    field_template_name = "django/forms/score_field.html"
    use_fieldset = True


class Keypad(forms.RadioSelect):
    """0 to 10 like a telephone; the two wide ends carry the meaning."""

    template_name = "django/forms/widgets/keypad.html"
    option_template_name = "django/forms/widgets/key.html"
    use_fieldset = True

    def __init__(
        self, attrs: dict[str, Any] | None = None, choices: Any = (), *, low: Any = "", high: Any = ""
    ) -> None:
        self.ends = {0: low, 10: high}
        super().__init__(attrs, choices or [(n, n) for n in range(11)])

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["end"] = self.ends.get(int(str(value)))
        return option


class Unit(forms.TextInput):
    """A number with its unit beside it; text, because a number box changes under the mouse wheel."""

    template_name = "django/forms/widgets/unit.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, unit: Any = "", whole: bool = False) -> None:
        self.unit = unit
        super().__init__({"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"} | (attrs or {}))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        return context


class Vital(Unit):
    """A measured number on one line: label, box, unit."""

    field_template_name = "django/forms/unit_field.html"


class Phone(forms.TextInput):
    """A telephone number as the person writes it."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "tel", "class": "short"} | (attrs or {}))


class Plain(forms.Textarea):
    """Free text, four lines to begin with."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 4} | (attrs or {}))
