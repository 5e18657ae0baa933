"""People and their episodes of care over HTTP."""

from __future__ import annotations

from uuid import UUID

from rest_framework import serializers

from recovery.accounts.models import User
from recovery.accounts.permissions import Permission
from recovery.audit.api import RecordViewSet
from recovery.patients.models import EpisodeOfCare, EpisodeQuerySet, Patient, PatientQuerySet
from recovery.patients.queries import caseload, episodes_within_reach


class PersonSerializer(serializers.ModelSerializer[Patient]):
    """A person as the chart's head shows them."""

    class Meta:
        model = Patient
        fields = (
            "id", "record_number", "given_name", "family_name", "preferred_name", "pronouns", "birth_date", "language",
            "time_zone", "allergy_status", "allergies", "version", "created_at",
        )  # fmt: skip


class EpisodeSerializer(serializers.ModelSerializer[EpisodeOfCare]):
    """An episode of care."""

    class Meta:
        model = EpisodeOfCare
        fields = (
            "id", "patient", "stage", "referral_source", "reason", "level_of_care", "opened_at", "discharged_on",
            "closed_at", "version", "created_at",
        )  # fmt: skip


class PeopleViewSet(RecordViewSet[Patient]):
    """The people whose records the caller may open; a patient finds themselves."""

    resource = "person"
    readers = (Permission.READ_CHART, Permission.READ_OWN_PLAN)
    query = frozenset({"cursor"})
    queryset = Patient.objects.none()
    serializer_class = PersonSerializer

    def reach(self, actor: User) -> PatientQuerySet:
        return caseload(actor)

    def patient_of(self, record: Patient) -> UUID:
        return record.pk


class EpisodeViewSet(RecordViewSet[EpisodeOfCare]):
    """Episodes of care of the people within reach."""

    resource = "episode"
    readers = (Permission.READ_CHART,)
    query = frozenset({"cursor"})
    queryset = EpisodeOfCare.objects.none()
    serializer_class = EpisodeSerializer

    def reach(self, actor: User) -> EpisodeQuerySet:
        return episodes_within_reach(actor)

    def patient_of(self, record: EpisodeOfCare) -> UUID:
        return record.patient_id
