"""Every write of assessment: assessing, deciding, and what clocks wait for."""

from intake.assessment.actions.assessing import Given, assess, correct_assessment
from intake.assessment.actions.deciding import Decision, decide
from intake.assessment.actions.milestones import (
    Done,
    correct_milestone,
    go_past_clock,
    note_signed_plan,
    record_milestone,
)

__all__ = [
    "Decision",
    "Done",
    "Given",
    "assess",
    "correct_assessment",
    "correct_milestone",
    "decide",
    "go_past_clock",
    "note_signed_plan",
    "record_milestone",
]
