"""Where one band ends and the next begins, and what each questionnaire makes of gaps and contradictions."""

import pytest

from recovery.clinical.instruments import Status, get, score
from recovery.clinical.instruments.taps2 import asked_after, score_substance


def outcome(code, answers, context=None):
    result = score(code, answers, context)
    return result.status.value, result.score, result.band, set(result.flags)


def likert(code, total, highest):
    """Answers that come to `total`."""
    items, answers = [item.id for item in get(code).items], {}
    for item in items:
        answers[item] = min(highest, total)
        total -= answers[item]
    return answers


@pytest.mark.parametrize(
    ("total", "band"), [(0, "none"), (1, "mild"), (10, "mild"), (11, "moderate"), (20, "moderate"), (21, "severe")]
)
def test_sows_bands(total, band):
    assert score("SOWS", likert("SOWS", total, 4)).band == band


@pytest.mark.parametrize(("total", "reached"), [(16, False), (17, True)])
def test_sows_reaches_the_floor_of_a_home_start_at_17(total, reached):
    assert ("SOWS_GE_17" in score("SOWS", likert("SOWS", total, 4)).flags) is reached


def test_sows_flags_vomiting_before_it_is_finished_and_never_the_floor():
    answers = {**likert("SOWS", 40, 4), "13": 3, "1": None}
    assert outcome("SOWS", answers) == ("incomplete", None, None, {"INCOMPLETE", "VOMITING_HIGH"})


@pytest.mark.parametrize(
    ("months", "band"),
    [(0, "not_in_remission"), (2.99, "not_in_remission"), (3, "early_remission"), (3.0, "early_remission"),
     (11.9, "early_remission"), (12, "sustained_remission"), (240.5, "sustained_remission")],
)  # fmt: skip
def test_remission_begins_at_three_months_and_is_sustained_from_twelve(months, band):
    answers = {"past_severity": "mild", "months_without_criteria": months, "criteria_met_excluding_craving": 0}
    assert outcome("OUD_REMISSION", answers) == ("complete", months, band, set())


@pytest.mark.parametrize("months", [float("nan"), float("inf"), -0.1, True, "3", 1200.1, 10**400])
def test_months_that_are_no_number_of_months_are_invalid(months):
    answers = {"past_severity": "mild", "months_without_criteria": months, "criteria_met_excluding_craving": 0}
    assert score("OUD_REMISSION", answers).errors == ("months_without_criteria",)


def test_one_criterion_ends_remission_and_its_code():
    answers = {"past_severity": "mild", "months_without_criteria": 14, "criteria_met_excluding_craving": 1}
    result = score("OUD_REMISSION", {**answers, "on_maintenance_therapy": True, "controlled_environment": True})
    assert (result.band, result.flags, result.extra) == (
        "not_in_remission", ("IN_CONTROLLED_ENVIRONMENT",), {"icd10": "F11.10"},
    )  # fmt: skip


DAST_NEVER = dict.fromkeys([str(n) for n in range(1, 11)], "no") | {"3": "yes"}


def test_dast_item_3_counts_no():
    assert outcome("DAST10", DAST_NEVER) == ("complete", 0, "none", set())
    assert outcome("DAST10", {**DAST_NEVER, "3": "no"}) == ("complete", 1, "low", set())


def test_dast_flags_before_it_is_finished():
    answers = {**DAST_NEVER, "9": "yes", "10": "yes", "2": None}
    flags = {"INCOMPLETE", "WITHDRAWAL_HISTORY", "MEDICAL_CONSEQUENCES", "INCONSISTENT"}
    assert outcome("DAST10", answers) == ("incomplete", None, None, flags)


def test_taps1_is_negative_only_when_all_is_never():
    never = dict.fromkeys(("tobacco", "alcohol_binge", "illicit", "rx_misuse"), "never")
    assert outcome("TAPS1", never) == ("complete", 0, "negative", set())
    gap = outcome("TAPS1", {**never, "illicit": "daily", "tobacco": None})
    assert gap == ("incomplete", None, None, {"INCOMPLETE", "POS_ILLICIT"})


def test_taps1_says_what_taps2_asks_about():
    taps1 = {"tobacco": "daily", "alcohol_binge": "never", "illicit": "weekly", "rx_misuse": "never"}
    assert asked_after(taps1) == ["heroin", "cannabis", "stimulant", "tobacco"]
    assert asked_after({**taps1, "illicit": "never", "tobacco": "never", "rx_misuse": "monthly"}) == [
        "rx_opioid", "sedative", "rx_stimulant",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"substance": "coffee", "q1": "no"}, ("substance",)),
        ({"substance": "heroin", "q1": "no", "q4": "yes"}, ("q4",)),
        ({"substance": "heroin", "q1": True}, ("q1",)),
        ({"substance": ["heroin"]}, ("substance",)),
        ("heroin", ("answers",)),
    ],
)
def test_taps2_for_one_substance_refuses_what_it_does_not_ask(answers, errors):
    result = score_substance(answers)
    assert (result.status, result.errors) == (Status.INVALID, errors)


def test_taps2_for_one_substance_names_what_is_missing():
    assert score_substance({"q1": "yes"}).missing == ("substance",)
    assert score_substance({"substance": "alcohol"}).missing == ("q1",)
    assert score_substance({"substance": "alcohol", "q1": "yes", "q3": "no"}).missing == ("q2", "q4")


def test_taps2_not_used_is_zero_and_a_yes_beside_it_is_named():
    result = score_substance({"substance": "tobacco", "q1": "no", "q2": "yes"})
    assert (result.score, result.band, result.flags) == (0, "no_use_3mo", ("INCONSISTENT",))


def test_taps2_takes_the_worst_substance_and_scores_each():
    answers = {
        "asked": ["heroin", "tobacco"], "heroin_q1": "yes", "heroin_q2": "yes", "heroin_q3": "no", "tobacco_q1": "no",
    }  # fmt: skip
    result = score("TAPS2", answers)
    assert (result.score, result.band, result.flags) == (None, "high_risk", ("OPIOID_HIGH_RISK",))
    assert result.extra == {"subscores": {"heroin": 2, "tobacco": 0}}


def test_taps2_needs_every_substance_that_is_asked_about():
    answers = {"asked": ["heroin", "alcohol"], "heroin_q1": "yes", "heroin_q2": "yes", "heroin_q3": "no"}
    result = score("TAPS2", answers)
    assert (result.status, result.missing, result.flags) == (
        Status.INCOMPLETE, ("alcohol_q1",), ("INCOMPLETE", "OPIOID_HIGH_RISK"),
    )  # fmt: skip
    assert score("TAPS2", {"asked": []}).missing == ("asked",)


def test_taps2_asks_on_only_after_a_yes_for_a_substance_that_is_asked_about():
    taps2 = get("TAPS2")
    assert taps2.applies({"asked": ["heroin"]}) == ("asked", "heroin_q1")
    assert taps2.applies({"asked": ["heroin"], "heroin_q1": "yes"}) == ("asked", "heroin_q1", "heroin_q2", "heroin_q3")
    assert taps2.applies({"asked": ["alcohol"], "heroin_q1": "yes"}) == ("asked", "alcohol_q1")


@pytest.mark.parametrize(
    ("sex", "total", "band"),
    [("male", 3, "negative"), ("male", 4, "positive"), ("female", 2, "negative"), ("female", 3, "positive"),
     ("other", 3, "positive"), (None, 2, "negative"), ("male", 7, "positive"), ("female", 8, "high_risk")],
)  # fmt: skip
def test_audit_c_cut_offs(sex, total, band):
    answers = {"1": min(4, total - 1), "2": 1, "3": total - 1 - min(4, total - 1)}
    assert score("AUDITC", answers, {"sex": sex}).band == band


def test_audit_c_without_a_sex_says_which_cut_off_it_used():
    assert outcome("AUDITC", {"1": 1, "2": 0, "3": 0}) == (
        "complete", 1, "negative", {"ALCOHOL_USE", "SEX_UNKNOWN_LOWER_CUTOFF"},
    )  # fmt: skip


def test_audit_c_of_somebody_who_never_drinks_asks_nothing_more():
    assert outcome("AUDITC", {"1": 0}, {"sex": "male"}) == ("complete", 0, "negative", set())
    assert get("AUDITC").applies({"1": 0}) == ("1",)


def test_audit_c_contradiction_names_the_answers():
    result = score("AUDITC", {"1": 0, "3": 2}, {"sex": "male"})
    assert (result.errors, set(result.flags)) == (("1", "3"), {"INVALID_INPUT", "INCONSISTENT"})


def test_audit_c_refuses_a_sex_it_does_not_know():
    assert score("AUDITC", {"1": 0}, {"sex": "m"}).errors == ("sex",)


@pytest.mark.parametrize(
    ("total", "band", "positive"),
    [(4, "minimal", False), (5, "mild", False), (9, "mild", False), (10, "moderate", True), (15, "severe", True)],
)
def test_gad7_bands(total, band, positive):
    result = score("GAD7", likert("GAD7", total, 3))
    assert (result.band, "POSITIVE" in result.flags) == (band, positive)


def test_gad7_prorates_half_up():
    answers = {"1": 1, "2": 1, "3": 1, "4": 1, "5": 1, "6": 2}  # 7 of 6 items: 8.17
    assert outcome("GAD7", answers)[:3] == ("prorated", 8, "mild")
    assert outcome("GAD7", {"1": 3, "2": 3, "3": 3, "4": 2, "5": 1})[:2] == ("prorated", 17)  # 16.8


EXPOSED = {"exposure": "yes", "1": "yes", "2": "yes", "3": "yes", "4": "no", "5": "no"}


def test_ptsd_has_two_cut_offs():
    assert outcome("PCPTSD5", EXPOSED) == ("complete", 3, "positive_sensitive", {"POSITIVE"})
    assert outcome("PCPTSD5", {**EXPOSED, "4": "yes"}) == ("complete", 4, "positive_efficient", {"POSITIVE"})


def test_ptsd_without_an_event_is_zero_and_a_no_beside_it_is_no_contradiction():
    assert outcome("PCPTSD5", {"exposure": "no", "1": "no"}) == ("complete", 0, "negative", {"NO_TRAUMA_EXPOSURE"})
    assert score("PCPTSD5", {"exposure": None, "1": "yes"}).missing == ("exposure",)
    assert score("PCPTSD5", {**EXPOSED, "4": None}).missing == ("4",)


def test_mdq_below_seven_needs_nothing_more():
    assert outcome("MDQ", {"symptom_yes_count": 6}) == ("complete", 6, "negative", set())
    assert score("MDQ", {"symptom_yes_count": 7}).missing == ("same_period", "problem_level")


@pytest.mark.parametrize(
    ("period", "problem", "band"),
    [("yes", "serious", "positive"), ("no", "serious", "negative"), ("yes", "none", "negative")],
)
def test_mdq_needs_all_three(period, problem, band):
    answers = {"symptom_yes_count": 13, "same_period": period, "problem_level": problem}
    assert score("MDQ", answers).band == band


def test_rms_is_positive_from_four():
    assert outcome("RMS", {"yes_count": 4}) == ("complete", 4, "positive", {"BIPOLAR_SCREEN_POSITIVE"})


GOOD = dict.fromkeys(("1", "2", "3", "4", "5", "6", "8", "11", "15"), 0) | dict.fromkeys(
    ("9", "10", "12", "13", "14", "16"), 4
)


def test_bam_does_not_ask_which_drug_when_there_was_none():
    assert outcome("BAM", GOOD) == ("complete", None, None, set())
    assert "7a" in get("BAM").applies({"6": 1})
    assert score("BAM", {**GOOD, "6": 1}).missing == ("7a", "7b", "7c", "7d", "7e", "7f", "7g")


def test_bam_risk_above_protection_is_named():
    weak = {**GOOD, "11": 4, "8": 2, "1": 4, "2": 2, "9": 2, "10": 0, "12": 2, "13": 0, "14": 4, "16": 3}
    assert outcome("BAM", weak)[3] == {"RISK_HIGH", "PROTECTIVE_LOW", "RISK_GT_PROTECTIVE"}


def test_bam_withholds_only_the_subscale_with_a_gap_and_any_use_is_use():
    result = score("BAM", {**GOOD, "4": 1, "5": None})
    assert result.extra == {"subscores": {"use": None, "risk": 0, "protective": 24}}
    assert "USE_GE_1" in result.flags


def test_bam_iop_scores_as_bam():
    assert score("BAMIOP", {**GOOD, "8": 3}).flags == score("BAM", {**GOOD, "8": 3}).flags == ("CRAVING_HIGH",)


def test_bam_r_takes_which_drugs_and_satisfaction_but_does_not_need_them():
    answers = {**GOOD, "10": 30, "13": 30, "16": 30, "14": "yes"}
    assert outcome("BAMR", answers) == ("complete", None, None, set())
    assert outcome("BAMR", {**answers, "7e": 0, "17": 4}) == ("complete", None, None, set())
