"""The fixed cast: fictitious people whom every test knows, made through the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from recovery.accounts.codes import Role
from recovery.accounts.models import User
from recovery.patients import actions as patients
from recovery.patients.codes import Channel, ReferralSource, Stage
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.models.contact_points import NewContact
from tests.clock import NOW as NOW  # when they live

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Cast:
    """Who is there: staff by role, two patients with open episodes, and an outsider who cares for neither.

    Marcus (`patient`, `episode`) is cared for by the counselor, the nurse and the prescriber; `outsider` is a
    counselor on nobody's team; `other_patient` is cared for by nobody but the other counselor.
    """

    intake: User
    counselor: User
    nurse: User
    prescriber: User
    privacy_officer: User
    administrator: User
    outsider: User
    patient_user: User
    other_patient_user: User
    patient: Patient
    other_patient: Patient
    episode: EpisodeOfCare
    other_episode: EpisodeOfCare

    def signed_in(self) -> dict[str, User]:
        """Everybody who can sign in, by the name the access table uses."""
        names = (
            "intake counselor nurse prescriber privacy_officer administrator outsider patient_user other_patient_user"
        )
        return {name: getattr(self, name) for name in names.split()}


def user(role: Role, name: str, email: str) -> User:
    return User.objects.create_user(email=email, password=PASSWORD, name=name, role=role)


@transaction.atomic
def assemble(at: datetime | None = None) -> Cast:
    """Make the whole cast, as of now where nothing else is said; episodes stand at intake."""
    at = at or timezone.now()
    paul = user(Role.INTAKE, "Paul Eriksen", "intake@example.org")
    keisha = user(Role.COUNSELOR, "Keisha Monroe", "counselor@example.org")
    nora = user(Role.NURSE, "Nora Lindqvist", "nurse@example.org")
    amir = user(Role.PRESCRIBER, "Dr. Amir Haddad", "prescriber@example.org")
    outsider = user(Role.COUNSELOR, "Otto Outsider", "outsider@example.org")
    other_counselor = user(Role.COUNSELOR, "Ada Other", "other.counselor@example.org")
    marcus = person(
        "Marcus", "Whitfield", date(1992, 3, 12), by=paul, at=at, preferred_name="Marc", phone="+12125550177"
    )
    tyrell = person("Tyrell", "Banks", date(1997, 1, 30), by=paul, at=at)
    episode = open_episode(marcus, lead=keisha, by=paul, at=at)
    for member in (nora, amir):
        patients.assign_care_team(episode=episode, member=member, leads=False, by=paul, at=at)
    other_episode = open_episode(tyrell, lead=other_counselor, by=paul, at=at)
    marc_user = user(Role.PATIENT, "Marc", "marc@example.org")
    tyrell_user = user(Role.PATIENT, "Tyrell", "tyrell@example.org")
    for patient, account in ((marcus, marc_user), (tyrell, tyrell_user)):
        patient.user = account
        patient.save_over(patient.version)
    return Cast(
        intake=paul,
        counselor=keisha,
        nurse=nora,
        prescriber=amir,
        privacy_officer=user(Role.PRIVACY_OFFICER, "Priya Officer", "privacy@example.org"),
        administrator=user(Role.ADMINISTRATOR, "Alex Admin", "admin@example.org"),
        outsider=outsider,
        patient_user=marc_user,
        other_patient_user=tyrell_user,
        patient=marcus,
        other_patient=tyrell,
        episode=episode,
        other_episode=other_episode,
    )


def person(
    given: str,
    family: str,
    born: date,
    *,
    by: User,
    at: datetime | None = None,
    preferred_name: str = "",
    phone: str = "",
) -> Patient:
    """A registered patient with consent to e-mail, and to texts where a phone is given."""
    contacts = [NewContact(Channel.EMAIL, f"{given}.{family}@example.org".lower(), consent=True)]
    if phone:
        contacts.append(NewContact(Channel.SMS, phone, consent=True))
    return patients.register_patient(
        given_name=given,
        family_name=family,
        preferred_name=preferred_name,
        birth_date=born,
        time_zone="America/New_York",
        contacts=contacts,
        submission_id=uuid4(),
        by=by,
        at=at or timezone.now(),
    )


def open_episode(patient: Patient, *, lead: User, by: User, at: datetime | None = None) -> EpisodeOfCare:
    """An episode of care that has reached intake."""
    at = at or timezone.now()
    episode = patients.open_episode(
        patient=patient,
        referral_source=ReferralSource.SELF,
        reason="I want to be awake for my daughter's mornings.",
        lead=lead,
        submission_id=uuid4(),
        by=by,
        at=at or timezone.now(),
    )
    patients.move_stage(episode=episode, to=Stage.IN_INTAKE, by=by, at=at)
    return episode
