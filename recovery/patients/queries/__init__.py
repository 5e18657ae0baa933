"""Reading people and their episodes: everything starts from what the actor may see."""

from recovery.patients.queries.records import (
    care_team,
    caseload,
    contact_of,
    contact_points,
    current_episode,
    email_of,
    episodes_of,
    episodes_within_reach,
    may_write_contacts,
    open_episode_of,
    open_episode_record,
    open_for_episode,
    open_patient,
    read_columns,
    require_contacts,
)
from recovery.patients.queries.search import SEARCH_LIMIT, matching, open_caseload, search

__all__ = [
    "SEARCH_LIMIT",
    "care_team",
    "caseload",
    "contact_of",
    "contact_points",
    "current_episode",
    "email_of",
    "episodes_of",
    "episodes_within_reach",
    "matching",
    "may_write_contacts",
    "open_caseload",
    "open_episode_of",
    "open_episode_record",
    "open_for_episode",
    "open_patient",
    "read_columns",
    "require_contacts",
    "search",
]
