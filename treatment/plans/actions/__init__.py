"""Drafting and editing a plan.  Signing is in `signing`; its names are offered here too."""

from treatment.plans.actions.editing import (
    ABOVE,
    SIGNATURE,
    Drafted,
    EpisodeClosed,
    PartRemoved,
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
    "ABOVE",
    "SIGNATURE",
    "Drafted",
    "EpisodeClosed",
    "NotInCare",
    "NothingToSign",
    "PartRemoved",
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
