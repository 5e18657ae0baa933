"""What views and other rooms may read of screening."""

from intake.screening.queries.packets import (
    entry,
    history,
    latest_responses,
    newest_version,
    open_packet,
    open_response,
    packet_begun,
    packet_progress,
    packet_within_reach,
    packets_in_progress,
    packets_within_reach,
    responses_within_reach,
    result_sheet,
    results,
    summary,
    timeline,
    to_start,
)
from intake.screening.queries.results import ScreeningSummary
from intake.screening.queries.waiting import intake_list

__all__ = [
    "ScreeningSummary",
    "entry",
    "history",
    "intake_list",
    "latest_responses",
    "newest_version",
    "open_packet",
    "open_response",
    "packet_begun",
    "packet_progress",
    "packet_within_reach",
    "packets_in_progress",
    "packets_within_reach",
    "responses_within_reach",
    "result_sheet",
    "results",
    "summary",
    "timeline",
    "to_start",
]
