"""One form builder for every instrument.  What is missing is judged by the action, which knows when gaps are tolerable."""

from intake.screening.forms.instrument import (
    ABOUT,
    GRID_COLUMNS,
    KEYPAD,
    LARGEST_SEQ,
    CorrectionForm,
    InstrumentForm,
    Question,
    Section,
    form_for,
    initial_of,
)

__all__ = [
    "ABOUT",
    "GRID_COLUMNS",
    "KEYPAD",
    "LARGEST_SEQ",
    "CorrectionForm",
    "InstrumentForm",
    "Question",
    "Section",
    "form_for",
    "initial_of",
]
