"""What several tests of assessment use."""

from __future__ import annotations

import html
import re
from datetime import date
from uuid import uuid4

from intake.assessment import actions
from intake.assessment.models import AdmissionDecision
from recovery.programs.actions import ProgramFields, add_program
from tests.cast import NOW

TODAY = date(2026, 11, 20)
RATINGS = {"d1": 2, "d2": 0, "d3": 2, "d4": 2, "d5": 1, "d6": ["transport"]}  # medically managed intensive outpatient
SUGGESTED = "medically_managed_iop"
WHYS = {"d1": "COWS 18", "d3": "Low mood", "d4": "Craving 8"}


def given(chosen=SUGGESTED, *, ratings=None, **more):
    return actions.Given(ratings=ratings or RATINGS, chosen=chosen, rationales=WHYS, **more)


def assessed(cast, *, at=NOW, by=None, submission_id=None, **more):
    return actions.assess(
        episode=cast.episode,
        given=given(**more),
        submission_id=submission_id or uuid4(),
        by=by or cast.counselor,
        at=at,
    )


def a_program(
    cast, *, at=NOW, name="Riverside OTP", levels=(SUGGESTED, "outpatient"), is_otp=True, people=(), capacity=40
):
    fields = ProgramFields(name=name, levels=levels, is_otp=is_otp, capacity=capacity, people=list(people))
    return add_program(fields=fields, by=cast.administrator, at=at)


def decide(cast, decision, *, at=NOW, by=None, submission_id=None, episode=None):
    return actions.decide(
        episode=episode or cast.episode, decision=decision, submission_id=submission_id or uuid4(),
        by=by or cast.counselor, at=at,
    )  # fmt: skip


def admitting(program, **more):
    return actions.Decision(
        **{"outcome": "admit", "level_of_care": SUGGESTED, "program": program, "starts_on": TODAY} | more
    )


def waiting(**more):
    return actions.Decision(**{"outcome": "wait", "level_of_care": SUGGESTED, "wait_reasons": ["no_place"]} | more)


def referring(**more):
    given = {
        "outcome": "refer", "level_of_care": SUGGESTED, "refer_to": "County Hospital", "refer_contact": "555-0100",
        "refer_reason": "medical", "hand_off": "together",
    }  # fmt: skip
    return actions.Decision(**given | more)


def a_decision_to_refer(cast, assessment, *, at=NOW):
    """A row as it would be kept, without closing the episode."""
    return AdmissionDecision.objects.create(
        episode=cast.episode, assessment=assessment, outcome="refer", level_of_care=SUGGESTED, refer_to="County Hospital",
        refer_reason="medical", hand_off="together", decided_by=cast.counselor, decided_at=at, submission_id=uuid4(),
    )  # fmt: skip


def a_milestone(cast, kind="full_exam", on=TODAY, *, at=NOW, external=False, submission_id=None):
    done = actions.Done(kind, min(on, at.date()), external)
    return actions.record_milestone(
        episode=cast.episode, done=done, submission_id=submission_id or uuid4(), by=cast.nurse, at=at
    )


def text_of(reply):
    """What a page says, without its markup."""
    bare = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", reply.content.decode(), flags=re.S)
    return re.sub(r"\s+([.,:;])", r"\1", re.sub(r"\s+", " ", html.unescape(bare)))
