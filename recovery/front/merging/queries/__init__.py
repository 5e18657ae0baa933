"""Two records side by side, and the merges of the past."""

from recovery.front.merging.queries.merges import (
    Pair,
    Side,
    merges_into,
    moved_counts,
    open_merge,
    open_pair,
    open_to_merge,
    other_record,
    stayed_counts,
    timeline,
    values_before,
)

__all__ = [
    "Pair",
    "Side",
    "merges_into",
    "moved_counts",
    "open_merge",
    "open_pair",
    "open_to_merge",
    "other_record",
    "stayed_counts",
    "timeline",
    "values_before",
]
