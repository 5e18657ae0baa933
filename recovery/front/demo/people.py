"""The fictitious people of the demo: who works here, and how somebody is registered, admitted and let in.

They are made through the actions, dated relative to today, so that each has a trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.utils.timezone import now

from recovery.accounts.codes import Role
from recovery.accounts.models import User
from recovery.patients import actions as patients
from recovery.patients.codes import Channel, ReferralSource
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.models.contact_points import NewContact

PASSWORD = "river-lantern-42"
ZONE = "America/New_York"

PERSONAS = (
    ("intake@example.org", "Paul Eriksen, intake"),
    ("counselor@example.org", "Keisha Monroe, counselor"),
    ("nurse@example.org", "Nora Lindqvist, nurse"),
    ("prescriber@example.org", "Dr. Amir Haddad, prescriber"),
    ("privacy@example.org", "Priya Raman, privacy officer"),
    ("admin@example.org", "Alex Berg, administrator"),
    ("marc@example.org", "Marcus Whitfield, patient (English)"),
    ("maria@example.org", "Maria Santos-Reyes, patient (Spanish)"),
)
ROLES = (
    Role.INTAKE,
    Role.COUNSELOR,
    Role.NURSE,
    Role.PRESCRIBER,
    Role.PRIVACY_OFFICER,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works here."""

    intake: User
    counselor: User
    nurse: User
    prescriber: User


def hire() -> Staff:
    """The staff, one for each role."""
    made = [
        User.objects.create_user(email=email, password=PASSWORD, name=who.split(",")[0], role=role)
        for (email, who), role in zip(PERSONAS, ROLES, strict=False)
    ]
    return Staff(*made[:4])


def register(
    staff: Staff,
    given: str,
    family: str,
    born: date,
    phone: str,
    *,
    days_ago: int,
    preferred: str = "",
    pronouns: str = "",
    language: str = "en",
    allergies: str | None = "",
) -> Patient:
    """A person registered `days_ago`, with consent to reminders; `allergies` None was not asked, "" is none known."""
    status = "not_asked" if allergies is None else "known" if allergies else "none_known"
    return patients.register_patient(
        given_name=given,
        family_name=family,
        preferred_name=preferred,
        pronouns=pronouns,
        birth_date=born,
        language=language,
        time_zone=ZONE,
        allergy_status=status,
        allergies=allergies or "",
        contacts=[
            NewContact(Channel.SMS, phone, consent=True),
            NewContact(Channel.EMAIL, f"{given}.{family}@example.org".lower(), consent=True),
        ],
        submission_id=uuid4(),
        by=staff.intake,
        at=now() - timedelta(days=days_ago),
    )


def admit(
    staff: Staff, patient: Patient, *, reason: str, days_ago: int, source: str = ReferralSource.SELF
) -> EpisodeOfCare:
    """An episode opened `days_ago`, led by the counselor, with nurse and prescriber on the team."""
    at = now() - timedelta(days=days_ago)
    episode = patients.open_episode(
        patient=patient,
        referral_source=source,
        reason=reason,
        lead=staff.counselor,
        submission_id=uuid4(),
        by=staff.intake,
        at=at,
    )
    for member in (staff.nurse, staff.prescriber):
        patients.assign_care_team(episode=episode, member=member, leads=False, by=staff.intake, at=at)
    return episode


def let_in(patient: Patient, email: str, staff: Staff) -> User:
    """Give a patient an account with the demo's password."""
    user = patients.give_account(patient=patient, email=email, by=staff.intake, at=now())
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    patient.refresh_from_db()
    return user
