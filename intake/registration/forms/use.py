"""Substances with their last use, which people tell as a time, as a day, or as "about six hours ago"."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings

from intake.registration.codes import HowOften, LastKnown, Route, Substance
from intake.registration.content import Substances, Use
from intake.registration.forms.base import QuestionsForm, RowKind, SectionForm
from intake.registration.forms.fields import InstantField, OneOf, WhenField
from intake.registration.forms.people import yes_no
from recovery.core.forms import DateInput, Form, NumberField, TimeInput

LONGEST_AGO = Decimal(336)  # hours; two weeks back a day is meant, not an hour


class UseRow(Form):
    """The last use is one of: a day with its time, a day, hours ago, not known."""

    substance = OneOf(Substance, listed=True, label="Substance")
    named = forms.CharField(label="Which", max_length=60, required=False, help_text="Brand, or another substance")
    hours_ago = NumberField(
        label="Last use, hours ago",
        unit="h",
        required=False,
        min_value=Decimal(0),
        max_value=LONGEST_AGO,
        decimal_places=1,
    )
    last_on = forms.DateField(label="Last use, on", widget=DateInput, required=False)
    last_time = forms.TimeField(label="Last use, at", widget=TimeInput, required=False)
    last_known = forms.TypedChoiceField(
        label="Last use, otherwise",
        choices=[("", "It is known"), *((each.value, each.label) for each in (LastKnown.UNKNOWN, LastKnown.DECLINED))],
        coerce=LastKnown,
        empty_value=None,
        required=False,
    )
    amount = forms.CharField(label="How much", max_length=60, required=False, help_text="4 bags, 0.5 g, 6 beers")
    route = OneOf(Route, listed=True, label="Which way")
    how_often = OneOf(HowOften, listed=True, label="In the past month")
    since = WhenField(label="Since", help_text="Day, month or year")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        ways = [name for name in ("hours_ago", "last_on", "last_known") if told.get(name) is not None]
        if len(ways) > 1:
            self.add_error(ways[1], "The last use is given in two ways. Keep one")
        elif not ways and not {"hours_ago", "last_on", "last_known"} & set(self.errors):
            self.add_error("hours_ago", "Enter hours ago or a day, or choose that it is not known")
        if told.get("last_time") and not told.get("last_on"):
            self.add_error("last_on", "Enter the day to this time")
        return told


class SubstancesQuestions(QuestionsForm):
    """`asked_at` is when the page was first shown: "six hours ago" is counted from then, however late it is saved."""

    asked_at = InstantField(error_messages={"required": "This page is out of date."})
    answer = yes_no("Has the person used any substance, alcohol and tobacco included?")
    withdrawal_now = yes_no("Are there signs of withdrawal now?", help_text="Sweating, aches, cramps, restlessness")


class SubstancesForm(SectionForm):
    questions, kind = SubstancesQuestions, Substances
    rows_of = RowKind("uses", UseRow, Use, "Substances", "Substance", "Add another substance")

    @classmethod
    def row_of(cls, row: Use) -> dict[str, Any]:
        told = super().row_of(row)
        last = told.pop("last_until")
        known = told.pop("last_known")
        del told["last_from"]
        if last is None:
            return told | {"last_known": known}
        last = last.astimezone(_place())
        return told | {"last_on": last.date(), "last_time": None if known is LastKnown.DAY else last.time()}

    def row_made(self, row: dict[str, Any]) -> Use:
        hours, day, clock, unknown = (row.pop(name) for name in ("hours_ago", "last_on", "last_time", "last_known"))
        asked = self.main.cleaned_data["asked_at"].astimezone(_place())
        if hours is not None:
            # In UTC: on the wall, "nine hours ago" is ten in the night in which clocks go back.
            at = (asked.astimezone(UTC) - timedelta(hours=float(hours))).astimezone(_place())
            at = at.replace(second=0, microsecond=0)
            return Use(**row, last_known=LastKnown.ABOUT, last_from=at, last_until=at)
        if day is None:
            return Use(**row, last_known=unknown)
        if clock is not None:
            at = datetime.combine(day, clock, _place())
            return Use(**row, last_known=LastKnown.TIME, last_from=at, last_until=at)
        begins, ends = datetime.combine(day, time(), _place()), datetime.combine(day, time(23, 59), _place())
        return Use(**row, last_known=LastKnown.DAY, last_from=begins, last_until=max(begins, min(ends, asked)))

    def made(self, answers: dict[str, Any], rows: tuple[Any, ...]) -> Substances:
        return Substances(answers["answer"], answers["withdrawal_now"], rows)


def _place() -> ZoneInfo:
    return ZoneInfo(settings.CENTER_TIME_ZONE)
