"""Levels of care: one vocabulary for the suggestion, the decision, the episode and the plan."""

from __future__ import annotations

from django.db import models


class LevelOfCare(models.TextChoices):
    """Where care happens, in our own words; not any proprietary level system (clinical spec 1.14)."""

    REMISSION_MONITORING = "remission_monitoring", "Remission monitoring"
    OUTPATIENT = "outpatient", "Outpatient"
    MEDICALLY_MANAGED_OUTPATIENT = "medically_managed_outpatient", "Medically managed outpatient"
    INTENSIVE_OUTPATIENT = "intensive_outpatient", "Intensive outpatient"
    MEDICALLY_MANAGED_IOP = "medically_managed_iop", "Medically managed intensive outpatient"
    HIGH_INTENSITY_OUTPATIENT = "high_intensity_outpatient", "High-intensity outpatient"
    RECOVERY_RESIDENCE_PLUS_IOP = "recovery_residence_plus_iop", "Recovery residence with intensive outpatient"
    RESIDENTIAL_CLINICALLY_MANAGED = "residential_clinically_managed_high", "Residential, clinically managed"
    RESIDENTIAL_MEDICALLY_MANAGED = "residential_medically_managed", "Residential, medically managed"
    HOSPITAL_INPATIENT = "hospital_inpatient", "Hospital inpatient"
    # As recorded before the levels were told apart: read, never chosen again.
    RESIDENTIAL = "residential", "Residential (kind not recorded)"
    INPATIENT = "inpatient", "Hospital inpatient"


OFFERED_LEVELS: list[str] = LevelOfCare.values[:10]  # what may be chosen, from the least to the most


def level_choices(kept: str = "") -> list[tuple[str, str]]:
    """The levels that may be chosen, with the one that stands (`kept`) where it is chosen no more."""
    shown = {*OFFERED_LEVELS, kept}
    return [(value, label) for value, label in LevelOfCare.choices if value in shown]
