"""What a history asks for at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intake.registration.codes import Answer, Moud, PregnancyStatus
from intake.registration.content import Medicines, Overdoses, PartialDate, Pregnancy, Substances
from intake.registration.queries.history import History
from intake.registration.rules import RULES, Facts, evaluate, facts_of
from recovery.clinical.redflags.rules import PREG_01
from recovery.core.findings import Severity
from tests.cast import NOW
from tests.intake.registration.given import HEROIN, OVERDOSE, pregnant

TODAY = date(2026, 11, 20)


def ids(facts):
    return [finding.rule_id for finding in evaluate(facts)]


def told(**sections):
    return History(sections).findings(NOW)


IN_WITHDRAWAL = Substances(Answer.YES, Answer.YES, (HEROIN,))


def test_pregnant_and_in_withdrawal_without_medication_needs_a_reason_to_go_past():
    [finding] = told(pregnancy=pregnant(), substances=IN_WITHDRAWAL, medicines=Medicines(Moud.NONE, Answer.NO))
    assert (finding.rule_id, finding.severity) == ("PREG-01", Severity.OVERRIDE)
    assert finding.facts == {"pregnant": True, "says_so": True, "on_medication": False}


@pytest.mark.parametrize("moud", [Moud.METHADONE, Moud.BUPRENORPHINE, Moud.NALTREXONE])
def test_somebody_who_takes_medication_is_not_without_it(moud):
    assert told(pregnancy=pregnant(), substances=IN_WITHDRAWAL, medicines=Medicines(moud, Answer.NO)) == []


def test_a_medication_that_nobody_knows_of_counts_as_none():
    assert ids(Facts(pregnancy="pregnant", withdrawal_now=True)) == ["PREG-01"]
    unknown = Medicines(Moud.UNKNOWN, Answer.NO)
    assert [f.rule_id for f in told(pregnancy=pregnant(), substances=IN_WITHDRAWAL, medicines=unknown)] == ["PREG-01"]


def test_withdrawal_that_nobody_knows_of_is_no_withdrawal():
    assert told(pregnancy=pregnant(), substances=Substances(Answer.YES, Answer.UNKNOWN, (HEROIN,))) == []


def test_somebody_who_could_be_pregnant_is_offered_a_test():
    [finding] = told(pregnancy=Pregnancy(PregnancyStatus.UNTESTED))
    assert (finding.rule_id, finding.severity) == ("PREG-04", Severity.ADVISORY)


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        (PartialDate(2026, 11, 20), True),
        (PartialDate(2026, 11, 13), True),
        (PartialDate(2026, 11, 12), False),
        (PartialDate(2026, 11), True),
        (PartialDate(2026), True),
        (PartialDate(2026, 10), False),
        (None, False),
    ],
)
def test_an_overdose_that_may_lie_within_seven_days_is_asked_about_now(when, asked):
    found = told(overdoses=Overdoses(Answer.YES, (replace(OVERDOSE, when=when),)))
    assert [finding.rule_id for finding in found] == (["OVERDOSE-01"] if asked else [])


def test_the_newest_of_several_overdoses_counts():
    several = Overdoses(Answer.YES, (OVERDOSE, replace(OVERDOSE, when=PartialDate(2026, 11, 18))))
    facts = facts_of(today=TODAY, pregnancy=None, substances=None, medicines=None, overdoses=several)
    assert facts == Facts(days_since_overdose=2, overdose_on_purpose=False)


def test_an_overdose_on_purpose_asks_for_the_suicide_screen_however_long_ago():
    meant = replace(OVERDOSE, when=PartialDate(2012), on_purpose=Answer.YES)
    assert [f.rule_id for f in told(overdoses=Overdoses(Answer.YES, (meant,)))] == ["OVERDOSE-02"]


def test_nothing_told_asks_for_nothing():
    assert told() == []


def test_the_last_use_is_the_latest_that_it_may_have_been():
    from intake.registration.codes import HowOften, LastKnown, Route, Substance
    from intake.registration.content import Use

    day = NOW - timedelta(days=1)
    fentanyl = Use(Substance.FENTANYL, LastKnown.DAY, Route.SMOKED, HowOften.DAILY, day - timedelta(hours=12), day)
    methadone = Use(Substance.METHADONE, LastKnown.UNKNOWN, Route.SWALLOWED, HowOften.DAILY)
    history = History({"substances": Substances(Answer.YES, Answer.NO, (HEROIN, fentanyl, methadone))})
    assert history.last_use(Substance.FENTANYL) == day
    assert history.last_use(Substance.FENTANYL, Substance.HEROIN) == HEROIN.last_until
    assert history.last_use(Substance.METHADONE) is None
    assert history.undated(Substance.METHADONE, Substance.HEROIN) == (methadone,)
    assert History({}).last_use(Substance.HEROIN) is None


def test_every_rule_says_which_sections_it_reads():
    from intake.registration.content.sections import SECTIONS
    from intake.registration.rules import READS

    assert set(READS) == {rule.id for rule in (PREG_01, *RULES)}
    assert {section for read in READS.values() for section in read} <= set(SECTIONS)
