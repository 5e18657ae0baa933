"""The chart's one page: the way so far, scores, the plan, visits, people, and the newest of the timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from aftercare.appointments import queries as appointments
from aftercare.plans import queries as aftercare_plans
from intake.screening import queries as screening
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from recovery.chart.next_steps import next_steps
from recovery.chart.timeline import by_day, entries
from recovery.core.timeline import Kind
from recovery.patients import queries as patients
from recovery.patients.models import EpisodeOfCare, Patient, Stage
from treatment.detox import queries as detox
from treatment.plans import queries as plans

NEWEST = 12  # entries of the timeline on the chart; the rest is one click away
WAY = (Stage.REFERRED, Stage.IN_INTAKE, Stage.IN_TREATMENT, Stage.IN_AFTERCARE)


def of(actor: User, patient: Patient, at: datetime) -> dict[str, Any]:
    """The context of the chart; with `episode` None only the person and how to open an episode."""
    episodes = patients.episodes_of(patient)
    episode = episodes[0] if episodes else None
    context: dict[str, Any] = {"patient": patient, "episode": episode, "steps": next_steps(actor, patient, episode)}
    context["earlier_episodes"] = episodes[1:]
    context["may_merge"] = may(actor, Permission.MERGE_PATIENTS)
    if episode is None:
        return context
    told = entries(episode, at)
    return context | {
        "track": track(episode),
        "trend": detox.trend(episode),
        "screening": screening.summary(episode),
        "revision": plans.current_revision(episode),
        "plan": plans.plan_of(episode),
        "aftercare": aftercare_plans.current_revision(episode),
        "visits": list(appointments.upcoming(episode, at)),
        "team": list(patients.care_team(episode)),
        "days": by_day(told[:NEWEST]),
        "earlier": max(0, len(told) - NEWEST),
    }


def whole_timeline(patient: Patient, *, kind: str, episode: str, at: datetime) -> dict[str, Any]:
    """The whole timeline of one episode, the current one where `episode` is the key of none; an unknown kind shows all."""
    episodes = patients.episodes_of(patient)
    chosen = next((each for each in episodes if str(each.pk) == episode), episodes[0] if episodes else None)
    wanted = Kind(kind) if kind in list(Kind) else None  # a text that is no member raises before Python 3.12
    days = by_day(entries(chosen, at, wanted)) if chosen else []
    return {"patient": patient, "episode": chosen, "episodes": episodes, "days": days, "kind": wanted}


def track(episode: EpisodeOfCare) -> list[dict[str, str]]:
    """The stages as the track component takes them: when each began, and where the person is."""
    began = {change.to_stage: change.at for change in episode.stage_changes.order_by("at")}
    reached = [stage for stage in WAY if stage in began]
    last = reached[-1] if reached else None
    return [
        {
            "label": stage.label,
            "detail": date_format(localtime(began[stage]), "j M Y") if stage in began else "",
            "state": "now" if stage == last and episode.is_open else "done" if stage in began else "",
        }
        for stage in WAY
    ]
