"""Rules of the treatment plan: whether it may be signed (`signing`), and what findings propose for it (`draft`)."""

from treatment.plans.rules.draft import DRAFT_RULES, propose
from treatment.plans.rules.signing import GROUP, RULES, SOURCE, evaluate

__all__ = ["DRAFT_RULES", "GROUP", "RULES", "SOURCE", "evaluate", "propose"]
