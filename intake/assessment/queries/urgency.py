"""What makes waiting dangerous for this person, in the reasons by which the waiting list is ordered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from intake.referrals import queries as referrals
from intake.referrals.codes import Reason
from intake.registration import queries as registration
from intake.registration.codes import PregnancyStatus, Route
from intake.registration.rules import RECENT_OVERDOSE
from intake.screening import queries as screening
from intake.screening.queries.results import ASK_C_SSRS
from recovery.clinical.instruments import urgent
from recovery.clinical.redflags.rules import in_withdrawal
from recovery.patients.models import EpisodeOfCare

ABOUT_SUICIDE = {
    urgent.EMG_04.id,
    urgent.EMG_08.id,
    ASK_C_SSRS,
}  # an answer of yes to PHQ-9 item 9 until the C-SSRS is asked
NOT_KNOWN = (None, PregnancyStatus.UNTESTED.value)


def reasons(episode: EpisodeOfCare, at: datetime) -> list[Reason]:
    """The reasons that the record gives at `at`, in the order of `Reason`.

    What nobody has asked here is taken from the triage of the referral: pregnancy and injecting, which the law names.
    """
    return list(_reasons(episode, at))


def _reasons(episode: EpisodeOfCare, at: datetime) -> Iterator[Reason]:
    history, told = registration.history(episode), referrals.reasons_told(episode)
    totals = registration.withdrawal_totals(episode, at)
    facts = history.facts(at, totals)
    if ABOUT_SUICIDE & {each.rule_id for each in screening.results(episode).findings}:
        yield Reason.SUICIDE
    if facts.days_since_overdose is not None and facts.days_since_overdose <= RECENT_OVERDOSE:
        yield Reason.OVERDOSE
    if facts.pregnancy == PregnancyStatus.PREGNANT.value or (facts.pregnancy in NOT_KNOWN and Reason.PREGNANT in told):
        yield Reason.PREGNANT
    if in_withdrawal(cows=totals.get("COWS"), sows=totals.get("SOWS"), says_so=facts.withdrawal_now):
        yield Reason.WITHDRAWAL
    if any(use.route == Route.INJECTED for use in history.uses) or (not history.uses and Reason.INJECTING in told):
        yield Reason.INJECTING
