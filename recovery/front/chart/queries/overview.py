"""The chart's one page: the way so far, what was told, scores, the plan, visits, people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from aftercare.plans import queries as aftercare_plans
from intake.registration import queries as registration
from intake.screening import queries as screening
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from recovery.appointments import queries as appointments
from recovery.core.findings import Finding
from recovery.front.chart.queries.next_steps import next_steps
from recovery.patients import queries as patients
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare, Patient
from treatment.detox import queries as detox
from treatment.plans import queries as plans

TO_KNOW = (
    "overdoses",
    "substances",
    "medicines",
    "people",
)  # of what was told; allergies and pregnancy are in the banner
WAY = (Stage.REFERRED, Stage.IN_INTAKE, Stage.IN_TREATMENT, Stage.IN_AFTERCARE)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A finding of the screening, and when the answers that raised it were given."""

    finding: Finding
    answered_at: datetime


def of(actor: User, patient: Patient, at: datetime) -> dict[str, Any]:
    """The context of the chart; with `episode` None only the person and how to open an episode."""
    episodes = patients.episodes_of(patient)
    episode = next(iter(episodes), None)
    context: dict[str, Any] = {
        "patient": patient,
        "episode": episode,
        "earlier_episodes": episodes[1:],
        "steps": next_steps(actor, patient, episode),
        "now": at,
    }
    context["may_merge"] = may(actor, Permission.MERGE_PATIENTS)
    if episode is None:
        return context
    told = screening.summary(episode)
    return context | {
        "track": track(episode),
        "told": registration.standing_sections(episode, *TO_KNOW),
        "trend": detox.trend(episode),
        "watch": detox.watch(episode, at),
        "results": list(told.results.values()),
        **asked_for(told),
        "plan": plans.standing(episode),
        "aftercare": aftercare_plans.current_revision(episode),
        "visits": list(appointments.upcoming(episode, at)),
        "team": list(patients.care_team(episode)),
        "may_raise": episode.is_open and may(actor, Permission.SCREEN),
        "may_record": may(actor, Permission.RECORD_WITHDRAWAL),
        "may_book": may(actor, Permission.BOOK_APPOINTMENT),
        "may_assign": may(actor, Permission.ASSIGN_CARE_TEAM),
    }


def asked_for(told: screening.ScreeningSummary) -> dict[str, list[AskedFor]]:
    """What the newest answers ask for: `grave` needs an act, `advice` is to be read."""
    found = [AskedFor(each, told.results[each.facts["instrument"]].answered_at) for each in told.findings]
    return {
        "grave": [each for each in found if each.finding.stands_in_the_way],
        "advice": [each for each in found if not each.finding.stands_in_the_way],
    }


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
