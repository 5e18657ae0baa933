"""What makes waiting dangerous: the reasons that the record gives for the place on the waiting list."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from intake.assessment.queries import urgency
from intake.referrals.models import Referral
from intake.registration.codes import Answer, PregnancyStatus
from intake.registration.content import Pregnancy, Substances
from intake.screening import actions as screening
from tests.cast import NOW
from tests.intake.referrals.given import asked
from tests.intake.registration.given import HEROIN, pregnant, save
from tests.intake.screening.given import CALM_COWS, LOW_MOOD, NO_SUICIDE

HOUR = timedelta(hours=1)
MILD = CALM_COWS | {"restlessness": 5}  # 5 points
RISK = {"1": "yes", "2": "yes", "3": "yes", "4": "no", "5": "no", "6": "no"}


def answered(cast, code, answers, at=NOW):
    screening.record_response(
        code=code, answers=answers, mode="interview", submission_id=uuid4(), by=cast.nurse, at=at, episode=cast.episode
    )


def reasons(cast, at=NOW):
    return [str(each) for each in urgency.reasons(cast.episode, at)]


def test_a_record_that_says_nothing_gives_none(cast):
    assert reasons(cast) == []


def test_moderate_suicide_risk_counts_and_a_calm_screen_does_not(cast):
    answered(cast, "CSSRS", NO_SUICIDE)
    assert reasons(cast) == []
    answered(cast, "CSSRS", RISK, at=NOW + HOUR)
    assert reasons(cast, NOW + HOUR) == ["suicide"]


def test_a_suicide_answer_counts_until_the_c_ssrs_was_asked(cast):
    answered(cast, "PHQ9", LOW_MOOD | {"9": 1})
    assert reasons(cast) == ["suicide"]
    answered(cast, "CSSRS", NO_SUICIDE, at=NOW + HOUR)
    assert reasons(cast, NOW + HOUR) == []


@pytest.mark.parametrize(("later", "found"), [(HOUR, ["withdrawal"]), (25 * HOUR, [])])
def test_withdrawal_is_what_was_seen_in_the_last_day(cast, later, found):
    answered(cast, "COWS", MILD)
    assert reasons(cast, NOW + later) == found


def test_pregnant_with_mild_withdrawal_is_both_and_so_at_once(cast):
    save(cast, "pregnancy", pregnant())
    answered(cast, "COWS", MILD)
    assert reasons(cast) == ["pregnant", "withdrawal"]


def test_who_injects_and_says_that_they_are_in_withdrawal(cast):
    save(cast, "substances", Substances(Answer.YES, Answer.YES, (HEROIN,)))
    assert reasons(cast) == ["withdrawal", "injecting"]


def referred(cast, *signs):
    referral = asked(*signs)
    Referral.objects.filter(pk=referral.pk).update(
        state="converted", patient=cast.patient, episode=cast.episode, closed_at=NOW, call_due_at=None
    )


def test_what_nobody_asked_here_is_taken_from_the_triage(cast):
    referred(cast, "pregnant", "injecting", "overdose")
    assert reasons(cast) == ["pregnant", "injecting"]  # the overdose may be long ago by now


@pytest.mark.parametrize(
    ("status", "found"), [(PregnancyStatus.NOT_PREGNANT, []), (PregnancyStatus.UNTESTED, ["pregnant"])]
)
def test_what_was_asked_here_stands_over_the_triage(cast, status, found):
    referred(cast, "pregnant")
    save(cast, "pregnancy", Pregnancy(status))
    assert reasons(cast) == found
