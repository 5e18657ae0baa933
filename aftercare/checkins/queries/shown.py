"""How check-ins are shown to staff: answers in words, the trend, the schedule.  Values in, values for templates out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict

from aftercare.checkins.codes import Level
from aftercare.checkins.models import CheckInResponse, CheckInSchedule, MissedCheckIn
from aftercare.checkins.queries import checkins as queries
from aftercare.checkins.rules import CRAVING_HIGH, CRAVING_MODERATE, RESPONSES
from aftercare.checkins.rules.questions import QUESTIONS
from recovery.clinical.instruments import Item
from recovery.core import charts
from recovery.patients.models import EpisodeOfCare
from recovery.patients.models.contact_points import ALLOWED_FROM

NOT_SAID = "Rather not say"
UNANSWERED = "Not answered"
BANDS = [
    charts.Band(0, CRAVING_MODERATE, "Low"),
    charts.Band(CRAVING_MODERATE, CRAVING_HIGH, "Moderate"),
    charts.Band(CRAVING_HIGH, 10, "High"),
]
SHOWN_DATES = 7  # of the next check-ins, on the schedule's page
MIDDAY = time(12)  # a day's craving stands in the middle of the day
SHOWN_HISTORY = 30  # check-ins in the trend of craving


def page(judged: CheckInResponse | MissedCheckIn, history: Sequence[tuple[date, int | None]]) -> dict[str, Any]:
    """What both pages show: level, what to do, reasons, local times and the trend of craving."""
    zone = ZoneInfo(judged.check_in.episode.patient.time_zone)
    level = Level(judged.level)
    at = judged.answered_at if isinstance(judged, CheckInResponse) else judged.at
    return {
        "level": level.value,
        "to_do": RESPONSES[level],
        "reasons": [_reason(finding) for finding in judged.findings],
        "at_local": at.astimezone(zone),
        "respond_by_local": judged.respond_by and judged.respond_by.astimezone(ZoneInfo(settings.CENTER_TIME_ZONE)),
        "zone_name": zone.key,
        "answers": in_words(judged) if isinstance(judged, CheckInResponse) else [],
        "inconsistent": "INCONSISTENT" in judged.flags,
        **_trend(list(history)[-SHOWN_HISTORY:]),
    }


def in_words(response: CheckInResponse) -> list[dict[str, str]]:
    """Each question with its answer, for the summary component."""
    told = response.answers
    return [
        {"label": item.text, "value": _said(item, told[item.id]) if item.id in told else UNANSWERED}
        for item in QUESTIONS
        if item.id in told or (not response.context.get("unfinished") and item.id != "missed_moud_days")
    ]


def _said(item: Item, value: Any) -> str:
    if value is None:
        return NOT_SAID
    if item.kind == "boolean":
        return "Yes" if value else "No"
    words = {option.value: option.text for option in item.options}
    if item.kind == "many":
        return ", ".join(words[each] for each in value) or "Nothing chosen"
    return words.get(value, str(value)) if item.high is None else f"{value} of {item.high}"


def _reason(finding: dict[str, Any]) -> dict[str, str]:
    return {
        "level": finding["facts"].get("level", ""),
        "message": finding["message"],
        "rule": finding["rule_id"],
        "source": finding["source"],
    }


def _trend(history: Sequence[tuple[date, int | None]]) -> dict[str, Any]:
    known = [(day, craving) for day, craving in history if craving is not None]
    if not known:
        return {"trend": None}
    first, last = known[0], known[-1]
    words = (
        f"Craving {last[1]}"
        if len(known) == 1
        else f"Craving went from {first[1]} to {last[1]} in {len(history)} check-ins"
    )
    noon = [(datetime.combine(day, MIDDAY, UTC), craving) for day, craving in history]
    chart = charts.trend(noon, low=0, high=10, bands=BANDS, label=words)
    rows = [[f"{day:%-d %b %Y}", "–" if craving is None else craving] for day, craving in reversed(history)]
    return {"trend": chart, "trend_words": words, "trend_rows": rows, "trend_columns": ["Date", "Craving"]}


def as_initial(schedule: CheckInSchedule | None, episode: EpisodeOfCare) -> dict[str, Any]:
    """What the form begins with: the schedule in force, or the day of discharge and the person's own zone."""
    if schedule is None:
        first = {"starts_on": episode.discharged_on, "local_time": ALLOWED_FROM, "time_zone": episode.patient.time_zone}
        return first | {"cadence": "recommended", "version": 0}
    return {
        "starts_on": schedule.starts_on,
        "local_time": schedule.local_time,
        "time_zone": schedule.time_zone,
        "cadence": "fixed" if schedule.every_days else "recommended",
        "every_days": schedule.every_days,
        "version": schedule.version,
    }


def ahead(schedule: CheckInSchedule | None, at: datetime) -> dict[str, Any]:
    """The next dates of the schedule, and until when it is daily."""
    if schedule is None:
        return {"coming": []}
    zone = ZoneInfo(schedule.time_zone)
    coming = [each.opens_at.astimezone(zone) for each in queries.next_openings(schedule, at)[:SHOWN_DATES]]
    today = at.astimezone(zone).date()
    daily = schedule.daily_until if schedule.daily_until and schedule.daily_until >= today else None
    return {"coming": coming, "daily_until": daily}


def as_rows(schedule: Any) -> list[dict[str, str]]:
    """A schedule in words, for showing what somebody else saved."""
    often = f"Every {schedule.every_days} days" if schedule.every_days else "As recommended"
    return [
        {"label": "First check-in on", "value": f"{schedule.starts_on:%-d %b %Y}"},
        {"label": "Local time", "value": f"{schedule.local_time:%H:%M}"},
        {"label": "Time zone", "value": schedule.time_zone},
        {"label": "How often", "value": often},
        {"label": "Saved by", "value": schedule.set_by.name},
    ]


def over(told: QueryDict, current: Any) -> QueryDict:
    """What the writer typed, now on top of the version that is in force."""
    data = told.copy()
    data["version"] = str(current.version)
    return data
