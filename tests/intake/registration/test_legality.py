"""What cannot be so is named at its field; what may be right all the same is a remark."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intake.registration.codes import (
    AllergyAnswer,
    Answer,
    HowOften,
    InfectionStatus,
    LastKnown,
    Legal,
    MayKnow,
    Moud,
    PregnancyStatus,
    Substance,
)
from intake.registration.content import (
    Allergies,
    Infection,
    Medicines,
    Overdoses,
    PartialDate,
    Pregnancy,
    Strengths,
    Substances,
)
from intake.registration.rules.legality import Who, check
from recovery.core.times import local
from tests.cast import NOW
from tests.intake.registration.given import ALL, DEE, HEROIN, OVERDOSE, pregnant

AT = local(NOW)
TODAY = AT.date()
MARCUS = Who(date(1992, 3, 12), "male")
RUTH = Who(date(1981, 6, 5), "female")


def found(content, who=RUTH):
    return [(problem.field, problem.row, problem.may_be_right) for problem in check(content, who, AT)]


@pytest.mark.parametrize("section", ALL)
def test_what_is_right_has_no_problem(section):
    assert check(ALL[section], MARCUS, AT) == ()


def using(**changes):
    return Substances(Answer.YES, Answer.NO, (replace(HEROIN, **changes),))


AHEAD = AT + timedelta(hours=1)
IMPOSSIBLE = [
    (using(last_from=AHEAD, last_until=AHEAD), "last_on", 0),
    (using(last_from=AT.replace(year=1970), last_until=AT.replace(year=1970), since=None), "last_on", 0),
    (using(last_known=LastKnown.DAY, last_from=None, last_until=None), "last_on", 0),
    (using(how_often=HowOften.STOPPED), "how_often", 0),
    (using(since=PartialDate(1970)), "since", 0),
    (using(since=PartialDate(2026, 12)), "since", 0),
    (using(substance=Substance.OTHER), "named", 0),
    (Substances(Answer.NO, Answer.NO, (HEROIN,)), "answer", None),
    (Substances(Answer.YES, Answer.NO), "answer", None),
    (Overdoses(Answer.YES, (replace(OVERDOSE, when=PartialDate(1979)),)), "when", 0),
    (Overdoses(Answer.YES, (OVERDOSE, replace(OVERDOSE, when=PartialDate(2026, 12)))), "when", 1),
    (pregnant(TODAY + timedelta(days=281)), "due_on", None),
    (pregnant(TODAY - timedelta(days=15)), "due_on", None),
    (Pregnancy(PregnancyStatus.NOT_PREGNANT, TODAY), "status", None),
    (Pregnancy(PregnancyStatus.PREGNANT, None, TODAY + timedelta(days=1)), "tested_on", None),
    (Pregnancy(PregnancyStatus.UNTESTED, None, TODAY), "status", None),
    (replace(ALL["people"], people=(replace(DEE, may_know=frozenset(MayKnow)),)), "may_know", 0),
    (replace(ALL["people"], people=(replace(DEE, phone=""),)), "phone", 0),
    (Medicines(Moud.NONE, Answer.NO, "16 mg"), "moud", None),
    (Allergies(AllergyAnswer.KNOWN), "allergies", None),
    (Allergies(AllergyAnswer.NONE_KNOWN, "Penicillin"), "status", None),
    (replace(ALL["infections"], hiv=Infection(InfectionStatus.NEVER_TESTED, PartialDate(2020))), "hiv", None),
    (replace(ALL["infections"], tb=Infection(InfectionStatus.NEGATIVE, PartialDate(2027))), "tb_tested", None),
    (replace(ALL["social"], legal=frozenset({Legal.NONE, Legal.PROBATION})), "legal", None),
    (replace(ALL["identity"], birth_date=TODAY), "birth_date", None),
    (replace(ALL["identity"], birth_date=date(1900, 1, 1)), "birth_date", None),
    (Strengths(Answer.YES), "good_at", None),
    (Strengths(Answer.DECLINED, "Cooking"), "answer", None),
]  # fmt: skip


@pytest.mark.parametrize(("content", "field", "row"), IMPOSSIBLE)
def test_what_cannot_be_is_named_at_its_field(content, field, row):
    assert found(content) == [(field, row, False)]


@pytest.mark.parametrize(
    ("content", "who", "field", "row"),
    [
        (pregnant(), MARCUS, "status", None),
        (Pregnancy(PregnancyStatus.UNTESTED), MARCUS, "status", None),
        (pregnant(TODAY - timedelta(days=14)), RUTH, "due_on", None),
        (Substances(Answer.NO, Answer.YES), RUTH, "withdrawal_now", None),
        (
            replace(
                ALL["coverage"], coverages=(replace(ALL["coverage"].coverages[0], valid_until=date(2026, 11, 19)),)
            ),
            RUTH,
            "valid_until",
            0,
        ),
    ],
)
def test_what_may_be_right_is_a_remark(content, who, field, row):
    assert found(content, who) == [(field, row, True)]


def test_one_substance_in_two_rows_is_named_in_both():
    assert found(Substances(Answer.YES, Answer.NO, (HEROIN, HEROIN))) == [
        ("substance", 0, False),
        ("substance", 1, False),
    ]


def test_a_day_known_without_its_time_may_be_today():
    day = {"last_known": LastKnown.DAY, "last_from": AT.replace(hour=0, minute=0), "last_until": AT}
    assert found(using(**day)) == []


def test_a_month_that_has_begun_is_not_the_future():
    assert found(Overdoses(Answer.YES, (replace(OVERDOSE, when=PartialDate(2026, 11)),))) == []
