"""Drafting and editing a plan.  Signing is in `signing`; its names are offered here too."""

from treatment.plans.actions.editing import (
    EpisodeClosed,
    add_part,
    draft_plan,
    edit_part,
    edit_plan,
    remove_part,
    start_plan,
)
from treatment.plans.actions.signing import (
    NothingToSign,
    NotInCare,
    PrescriberNeeded,
    ReasonMissing,
    SigningBlocked,
    sign_plan,
)

__all__ = [
    "EpisodeClosed",
    "NotInCare",
    "NothingToSign",
    "PrescriberNeeded",
    "ReasonMissing",
    "SigningBlocked",
    "add_part",
    "draft_plan",
    "edit_part",
    "edit_plan",
    "remove_part",
    "sign_plan",
    "start_plan",
]
