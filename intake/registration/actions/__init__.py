"""Every write of a registration: keeping what is typed, and keeping what was told."""

from intake.registration.actions.sections import discard_draft, save_draft, save_section

__all__ = ["discard_draft", "save_draft", "save_section"]
