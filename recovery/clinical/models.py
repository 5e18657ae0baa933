"""The tables of the shared clinical record, each kept in its own room."""

from recovery.clinical.conditions.models import Condition
from recovery.clinical.redflags.models import RedFlag, RedFlagStep

__all__ = ["Condition", "RedFlag", "RedFlagStep"]
