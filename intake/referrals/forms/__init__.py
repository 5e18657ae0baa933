"""What staff write about a referral."""

from intake.referrals.forms.staff import (
    AttemptForm,
    ChangeForm,
    CloseForm,
    InterimForm,
    NoteForm,
    SamePersonForm,
    TakeBackForm,
    TakeInForm,
    TakeOffForm,
    TriageForm,
    WaitForm,
)

__all__ = [
    "AttemptForm",
    "ChangeForm",
    "CloseForm",
    "InterimForm",
    "NoteForm",
    "SamePersonForm",
    "TakeBackForm",
    "TakeInForm",
    "TakeOffForm",
    "TriageForm",
    "WaitForm",
]
