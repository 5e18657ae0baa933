"""Dates: three boxes for one that is known by heart, the browser's calendar for one that is near."""

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The first three letters of a month in English and Spanish.
MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    "ene": 1, "abr": 4, "ago": 8, "set": 9, "dic": 12,
}  # fmt: skip
PARTS = (("month", _("Month")), ("day", _("Day")), ("year", _("Year")))
MISSING = {"month": _("a month"), "day": _("a day"), "year": _("a year")}


class DateParts(NamedTuple):
    """What stands in the three boxes, as typed."""

    month: str = ""
    day: str = ""
    year: str = ""


class DateInput(forms.DateInput):
    """The browser's own calendar, for a day in the near future or past."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "short"} | (attrs or {}), format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "short"} | (attrs or {}), format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """A day and time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "short"} | (attrs or {}), format="%Y-%m-%dT%H:%M")


class DateBoxes(forms.Widget):
    """Month, day and year as three boxes; a month may be a word.  `birthday` lets the browser fill in the person's own."""

    template_name = "django/forms/widgets/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        super().__init__(attrs)
        self.birthday = birthday

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        typed = _parts(value)
        boxes = [
            {
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                "label": label,
                "value": getattr(typed, part),
                "part": part,
                "autocomplete": f"bday-{part}" if self.birthday else "off",
                "invalid": "aria-invalid" in context["widget"]["attrs"],
            }
            for part, label in PARTS
        ]
        context["widget"]["boxes"] = boxes
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = DateParts(*(str(data.get(f"{name}_{part}", "")).strip() for part, _label in PARTS))
        return typed if any(typed) else data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part, _label in PARTS)

    def id_for_label(self, id_: str) -> str:
        return ""  # the legend names the group

    def id_at_fault(self, auto_id: str, value: Any) -> str:
        typed = _parts(value)
        part = next((part for part, _label in PARTS if not getattr(typed, part)), "month")
        return f"{auto_id}_{part}"


class KnownDateField(forms.DateField):
    """A date in three boxes.  `must_be` "past" or "future" is checked against today in the clinic's time zone."""

    widget = DateBoxes

    def __init__(self, *, must_be: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.must_be = must_be

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, DateParts):
            return super().to_python(value)
        named = str(self.label or _("The date"))
        absent = [str(MISSING[part]) for part, _label in PARTS if not getattr(value, part)]
        if absent:
            listed = str(_(" and ")).join(absent)
            raise ValidationError(
                _("%(label)s must include %(parts)s") % {"label": named, "parts": listed}, code="incomplete"
            )
        try:
            return date(int(value.year), _month(value.month), int(value.day))
        except ValueError:
            raise ValidationError(_("%(label)s must be a real date") % {"label": named}, code="impossible") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        named, today = str(self.label or _("The date")), timezone.localdate()
        if value.year < 1900:
            raise ValidationError(_("%(label)s must have a year of four digits") % {"label": named}, code="year")
        if self.must_be == "past" and value >= today:
            raise ValidationError(_("%(label)s must be in the past") % {"label": named}, code="not_past")
        if self.must_be == "future" and value <= today:
            raise ValidationError(_("%(label)s must be in the future") % {"label": named}, code="not_future")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _month(text: str) -> int:
    """1 to 12 from "3", "03", "Mar", "marzo"; ValueError for anything else."""
    if text.isdigit():
        return int(text)
    try:
        return MONTHS[text.lower().rstrip(".")[:3]]
    except KeyError:
        raise ValueError(text) from None


def _parts(value: Any) -> DateParts:
    """The boxes for a typed answer, a date, an ISO text or nothing."""
    if isinstance(value, DateParts):
        return value
    if isinstance(value, str) and value:
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return DateParts()
    return DateParts(str(value.month), str(value.day), str(value.year)) if value else DateParts()


class CenterTimeField(forms.DateTimeField):
    """A day and time on the center's clock, as the browser's own control gives it."""

    widget = DateTimeInput

    def to_python(self, value: Any) -> Any:
        """The moment; on the two nights on which clocks change some times come twice and some never."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            if getattr(error, "code", "") == "ambiguous_timezone":
                raise ValidationError(
                    "The clocks change that night, and this time comes twice or not at all. Choose 00:59 or earlier, "
                    "or 03:00 or later."
                ) from error
            raise
