"""Merging two records of one person, and taking a wrong merge back."""

from recovery.front.merging.actions.merging import end_sign_in, merge_patients, undo_merge

__all__ = ["end_sign_in", "merge_patients", "undo_merge"]
