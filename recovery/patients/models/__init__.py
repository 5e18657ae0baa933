"""People in care: who they are, how they may be reached, and their episodes of care.

The words are HL7 FHIR's: Patient, ContactPoint, EpisodeOfCare, CareTeam.
"""

from recovery.patients.models.called_in import CalledIn
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.models.merges import MergeUndone, PatientMerge
from recovery.patients.models.patients import (
    CareTeamMember,
    CareTeamQuerySet,
    EpisodeOfCare,
    EpisodeQuerySet,
    Patient,
    PatientQuerySet,
    StageChange,
)

__all__ = [
    "CalledIn",
    "CareTeamMember",
    "CareTeamQuerySet",
    "ContactPoint",
    "EpisodeOfCare",
    "EpisodeQuerySet",
    "MergeUndone",
    "Patient",
    "PatientMerge",
    "PatientQuerySet",
    "StageChange",
]
