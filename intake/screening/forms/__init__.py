"""One form builder for every instrument.  What is missing is judged by the action, which knows when gaps are tolerable."""

from intake.screening.forms.instrument import CorrectionForm, InstrumentForm, form_for, initial_of

__all__ = ["CorrectionForm", "InstrumentForm", "form_for", "initial_of"]
