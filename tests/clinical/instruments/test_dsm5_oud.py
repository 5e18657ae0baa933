"""DSM5_OUD: criteria counted, and what unknown ones may leave open."""

import pytest

from recovery.clinical.instruments import Status, score
from recovery.clinical.instruments.dsm5_oud import CRITERIA

NO = {criterion.id: False for criterion in CRITERIA}


def met(count, **answers):
    return score("DSM5_OUD", {**NO, **{f"c{i}": True for i in range(1, count + 1)}, **answers})


@pytest.mark.parametrize(
    ("count", "band", "icd10"),
    [
        (0, "none", None),
        (1, "none", None),
        (2, "mild", "F11.10"),
        (3, "mild", "F11.10"),
        (4, "moderate", "F11.20"),
        (5, "moderate", "F11.20"),
        (6, "severe", "F11.20"),
        (11, "severe", "F11.20"),
    ],
)
def test_count_sets_severity_and_code(count, band, icd10):
    result = met(count)
    assert (result.score, result.band, result.extra["icd10"]) == (count, band, icd10)


def test_unknown_criteria_that_cannot_change_the_severity_leave_it_determinate():
    result = met(2, c11=None)
    assert (result.status, result.score, result.band, result.missing) == (Status.DETERMINATE, 2, "mild", ("c11",))


def test_unknown_criteria_that_could_change_the_severity_leave_a_range():
    result = met(3, c10=None, c11=None)
    assert (result.status, result.score, result.band) == (Status.INCOMPLETE, None, None)
    assert result.extra["possible"] == [3, 5]


def test_nothing_answered_leaves_everything_possible():
    assert score("DSM5_OUD", {}).extra["possible"] == [0, 11]


def test_supervised_opioids_take_tolerance_and_withdrawal_out_of_the_count():
    result = met(2, c10=True, c11=True, medically_supervised_only=True)
    assert (result.score, result.band, result.flags) == (2, "mild", ("TOLERANCE_WITHDRAWAL_EXCLUDED",))


def test_supervised_opioids_make_unknown_tolerance_no_gap():
    assert met(2, c10=None, c11=None, medically_supervised_only=True).status is Status.COMPLETE


def test_supervision_may_come_from_the_context():
    answers = {**NO, "c10": True, "c11": True}
    assert score("DSM5_OUD", answers, {"medically_supervised_only": True}).score == 0


@pytest.mark.parametrize("value", ["yes", 1, 0, 1.0, []])
def test_only_true_false_and_null_are_answers(value):
    assert met(0, c1=value).errors == ("c1",)
