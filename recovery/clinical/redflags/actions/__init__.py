"""Every write of red flags: raising, taking, escalating, resolving.  None disappears without a person."""

from recovery.clinical.redflags.actions.flags import escalate, raise_by_hand, raise_flags, resolve, take

__all__ = ["escalate", "raise_by_hand", "raise_flags", "resolve", "take"]
