"""What a score depends on beside the answers, read from the record: sex for AUDIT-C, the rating before for craving.

It is kept with the answers, so that scoring them again gives the stored result whatever the record says later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from intake.screening.models import InstrumentResponse
from recovery.clinical.instruments import Instrument
from recovery.patients.models import EpisodeOfCare, Patient

Reader = Callable[[EpisodeOfCare, datetime], Any]


def build(instrument: Instrument, *, episode: EpisodeOfCare, at: datetime) -> dict[str, Any]:
    """The context of answers given at `at`; only what this instrument uses and the record knows."""
    read = {item.id: _READERS[item.id](episode, at) for item in instrument.context if item.id in _READERS}
    return {key: value for key, value in read.items() if value is not None}


def _sex(episode: EpisodeOfCare, _at: datetime) -> str:
    return Patient.objects.values_list("sex", flat=True).get(pk=episode.patient_id)


def _previous_craving(episode: EpisodeOfCare, at: datetime) -> int | None:
    before = InstrumentResponse.objects.current().filter(episode=episode, instrument="CRAVING", answered_at__lt=at)
    return before.order_by("-answered_at", "-id").values_list("score", flat=True).first()


_READERS: Mapping[str, Reader] = {"sex": _sex, "previous_nrs": _previous_craving}
