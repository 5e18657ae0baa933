"""What other rooms are told to do, until it is done."""

from uuid import uuid4

from intake.screening import actions, queries
from tests.cast import NOW

MOOD = {str(n): 1 for n in range(1, 10)} | {"difficulty": 1}
ASK = "PHQ9:SUICIDE_ITEM_POSITIVE"


def answered(cast, code, answers):
    return actions.record_response(
        code=code,
        answers=answers,
        mode="interview",
        submission_id=uuid4(),
        by=cast.counselor,
        at=NOW,
        episode=cast.episode,
    )


def rules(cast):
    return {finding.rule_id for finding in queries.summary(cast.episode).findings}


def test_a_positive_item_nine_asks_for_the_c_ssrs(cast):
    answered(cast, "PHQ9", MOOD)
    assert ASK in rules(cast)


def test_a_c_ssrs_that_was_done_is_not_asked_for_again(cast):
    answered(cast, "PHQ9", MOOD)
    answered(cast, "CSSRS", {"1": "yes", "2": "no", "6": "no"})
    assert ASK not in rules(cast)
