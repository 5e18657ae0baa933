"""Keys that are the same whenever the same row is imported: they make repeating safe."""

from __future__ import annotations

from uuid import UUID, uuid5

ROOT = UUID("6a0f3c52-8f0e-5d3b-9c41-2f4f3f1f6e07")  # any constant; never change it
WHOLE = uuid5(ROOT, "import")  # two imports take turns by it


def person_key(external_id: str) -> UUID:
    """The submission id of the person with this number of the other program's."""
    return uuid5(ROOT, f"person {external_id}")


def episode_key(external_id: str) -> UUID:
    """The submission id of the episode of care that is opened for them."""
    return uuid5(ROOT, f"episode {external_id}")
