"""Assessment, decision, program and milestone as forms: validation only."""

from intake.assessment.forms.assessment import AssessmentForm, CorrectionForm, DecisionForm, initial_of

__all__ = ["AssessmentForm", "CorrectionForm", "DecisionForm", "initial_of"]
