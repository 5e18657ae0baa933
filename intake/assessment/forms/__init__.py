"""Assessment, decision, program and milestone as forms: validation only."""

from intake.assessment.forms.assessment import (
    LARGEST_SEQ,
    LEVEL_CHOICES,
    LOWER,
    WHY_FROM,
    AssessmentForm,
    CorrectionForm,
    DecisionForm,
    initial_of,
)

__all__ = [
    "LARGEST_SEQ",
    "LEVEL_CHOICES",
    "LOWER",
    "WHY_FROM",
    "AssessmentForm",
    "CorrectionForm",
    "DecisionForm",
    "initial_of",
]
