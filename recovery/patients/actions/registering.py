"""Making a person's record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core.submissions import once
from recovery.patients.actions.contacts import add_contact_point
from recovery.patients.codes import AllergyStatus, Language, Sex
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import NewContact

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def register_patient(
    *,
    given_name: str,
    family_name: str,
    birth_date: date,
    time_zone: str,
    submission_id: UUID,
    by: User,
    at: datetime,
    preferred_name: str = "",
    pronouns: str = "",
    sex: str = Sex.UNKNOWN,
    language: str = Language.ENGLISH,
    allergy_status: str = AllergyStatus.NOT_ASKED,
    allergies: str = "",
    contacts: Sequence[NewContact] = (),
    despite: Sequence[UUID] = (),
) -> Patient:
    """Make a patient record; the same `submission_id` again returns the record already made.

    `despite` are the likely matches that were shown and found to be other people.
    """
    require(by, Permission.REGISTER_PATIENT)
    once(submission_id)
    if existing := Patient.objects.select_related("merged_into").filter(submission_id=submission_id).first():
        return existing.merged_into or existing
    patient = Patient.objects.create(
        number=_next_number(),
        given_name=given_name,
        family_name=family_name,
        preferred_name=preferred_name,
        pronouns=pronouns,
        birth_date=birth_date,
        sex=sex,
        language=language,
        time_zone=time_zone,
        allergy_status=allergy_status,
        allergies=allergies,
        registered_by=by,
        submission_id=submission_id,
    )
    detail = {"despite": [str(each) for each in despite]} if despite else {}
    audit.changed(patient, by=by, at=at, patient_id=patient.pk, detail=detail)
    for contact in contacts:
        add_contact_point(patient=patient, contact=contact, by=by, at=at)
    return patient


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patient_number')")
        return int(cursor.fetchone()[0])
