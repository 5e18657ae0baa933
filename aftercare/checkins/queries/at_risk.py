"""People at risk: whose check-in, answered or missed, still waits for a clinician."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from aftercare.checkins.codes import CheckInStatus, Level
from aftercare.checkins.models import Acknowledgement, CheckIn, CheckInResponse, MissedCheckIn
from recovery.patients.models import CareTeamMember, EpisodeOfCare, Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User

SHOWN_CRAVINGS = 7  # the column "Craving, last 7" of the list


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One line of the list.  `cravings` oldest first, None where missed or passed over; `owner` "" without a lead."""

    episode: EpisodeOfCare
    patient: Patient
    level: Level
    reasons: list[str]
    cravings: list[int | None]
    since: datetime
    respond_by: datetime | None
    owner: str
    url: str
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    others: int = 0  # more of this person that wait as well

    @property
    def last_craving(self) -> int | None:
        """The newest craving that was told."""
        return next((each for each in reversed(self.cravings) if each is not None), None)

    @property
    def craving_in_words(self) -> str:
        """What the small chart says, for those who cannot see it."""
        known = [each for each in self.cravings if each is not None]
        if not known:
            return "No craving told yet"
        if len(set(known)) == 1:
            return f"Craving {known[0]} in the last {len(self.cravings)} check-ins"
        return f"Craving went from {known[0]} to {known[-1]} in the last {len(self.cravings)} check-ins"


def needing_action(actor: User, at: datetime, *, acknowledged_within: timedelta = timedelta(0)) -> list[RiskRow]:
    """Red, orange and yellow check-ins within reach that nobody acknowledged, the worst and oldest first.

    Those acknowledged within `acknowledged_within` before `at` stand after them, so that one sees who has it.  Of a
    run of missed ones only the newest is listed: it counts the others.  A person stands once, with the gravest, and
    with how many more of theirs wait.  Five queries, however many rows.
    """
    rows: list[CheckInResponse | MissedCheckIn] = [
        *_answered(actor, at - acknowledged_within),
        *_missed(actor, at - acknowledged_within),
    ]
    episodes = {row.check_in.episode_id for row in rows}
    leads, histories = _leads(episodes), _last_cravings(episodes)
    listed = [_row(each, leads, histories) for each in rows]
    return _once_a_person(sorted(listed, key=lambda row: (row.acknowledged_at is not None, -row.level.rank, row.since)))


def _once_a_person(rows: list[RiskRow]) -> list[RiskRow]:
    first: dict[UUID, RiskRow] = {}
    for row in rows:
        kept = first.setdefault(row.patient.pk, row)
        if kept is not row and row.acknowledged_at is None:
            first[row.patient.pk] = replace(kept, others=kept.others + 1)
    return list(first.values())


def _answered(actor: User, since: datetime) -> Iterable[CheckInResponse]:
    open_ones = CheckInResponse.objects.within_reach_of(actor).of_concern().not_acknowledged_before(since)
    return open_ones.select_related("check_in__episode__patient", "acknowledgement__by")


def _missed(actor: User, since: datetime) -> Iterable[MissedCheckIn]:
    open_ones = MissedCheckIn.objects.within_reach_of(actor).of_concern().not_acknowledged_before(since)
    later = MissedCheckIn.objects.filter(
        check_in__episode=OuterRef("check_in__episode"), check_in__opens_at__gt=OuterRef("check_in__opens_at")
    )
    return open_ones.exclude(Exists(later)).select_related("check_in__episode__patient", "acknowledgement__by")


def _leads(episodes: set[UUID]) -> dict[UUID, str]:
    leading = CareTeamMember.objects.current().filter(episode__in=episodes, leads=True)
    return dict(leading.values_list("episode_id", "member__name"))


def _last_cravings(episodes: set[UUID]) -> dict[UUID, list[int | None]]:
    newest = Window(RowNumber(), partition_by=F("episode_id"), order_by=F("opens_at").desc())
    over = CheckIn.objects.filter(episode__in=episodes, status__in=[CheckInStatus.ANSWERED, CheckInStatus.MISSED])
    last = over.annotate(place=newest).filter(place__lte=SHOWN_CRAVINGS).order_by("opens_at")
    histories: dict[UUID, list[int | None]] = defaultdict(list)
    for episode_id, craving in last.values_list("episode_id", "response__craving"):
        histories[episode_id].append(craving)
    return histories


def _row(
    judged: CheckInResponse | MissedCheckIn, leads: dict[UUID, str], histories: dict[UUID, list[int | None]]
) -> RiskRow:
    episode = judged.check_in.episode
    answered = isinstance(judged, CheckInResponse)
    since = judged.answered_at if isinstance(judged, CheckInResponse) else judged.at
    note: Acknowledgement | None = getattr(judged, "acknowledgement", None)
    return RiskRow(
        episode=episode,
        patient=episode.patient,
        level=Level(judged.level),
        reasons=[finding["message"] for finding in judged.findings],
        cravings=histories.get(episode.pk, []),
        since=since,
        respond_by=judged.respond_by,
        owner=leads.get(episode.pk, ""),
        url=reverse("checkins:response" if answered else "checkins:missed", args=[judged.pk]),
        acknowledged_by=note.by.name if note else "",
        acknowledged_at=note.at if note else None,
    )
