"""What makes waiting dangerous for this person, in the reasons by which the waiting list is ordered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from intake.referrals.rules import Reason
from intake.registration import queries as registration
from intake.registration.content import PregnancyStatus, Route
from intake.registration.rules import RECENT_OVERDOSE
from intake.screening import queries as screening
from recovery.patients.models import EpisodeOfCare

IN_WITHDRAWAL = ("moderate", "moderately_severe", "severe")  # bands of COWS; clinical spec 1.1


def reasons(episode: EpisodeOfCare, at: datetime) -> list[Reason]:
    """The reasons that the record gives at `at`, in the order of `Reason`; what nobody asked gives none."""
    return list(_reasons(episode, at))


def _reasons(episode: EpisodeOfCare, at: datetime) -> Iterator[Reason]:
    results = screening.summary(episode)
    history = registration.history(episode)
    facts = history.facts(at)
    cows = results.get("COWS")
    if results.has("CSSRS", "SUICIDE_HIGH") or results.has("CSSRS", "SUICIDE_MODERATE"):
        yield Reason.SUICIDE
    if facts.days_since_overdose is not None and facts.days_since_overdose <= RECENT_OVERDOSE:
        yield Reason.OVERDOSE
    if facts.pregnancy == PregnancyStatus.PREGNANT.value:
        yield Reason.PREGNANT
    if facts.withdrawal_now or (cows and cows.band in IN_WITHDRAWAL):
        yield Reason.WITHDRAWAL
    if any(use.route == Route.INJECTED for use in history.uses):
        yield Reason.INJECTING
