"""What the demo's people told at registration: some of them everything, some half, one with an overdose last week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from intake.registration import actions, queries
from intake.registration.codes import (
    AllergyAnswer,
    Answer,
    Childcare,
    Ending,
    Housing,
    HowOften,
    InfectionStatus,
    LastKnown,
    Legal,
    MayKnow,
    Moud,
    Payer,
    PregnancyStatus,
    Route,
    Substance,
    Transport,
    TreatmentKind,
    Work,
)
from intake.registration.content import (
    Allergies,
    Content,
    Coverage,
    Coverages,
    Identity,
    Infection,
    Infections,
    Medicine,
    Medicines,
    Overdose,
    Overdoses,
    PartialDate,
    People,
    Pregnancy,
    Reach,
    RelatedPerson,
    Social,
    Strengths,
    Substances,
    Treatment,
    Treatments,
    Use,
)
from recovery.core.times import local
from recovery.front.demo.people import Staff
from recovery.front.demo.steps import DAY, HOUR
from recovery.patients.codes import Sex, Stage
from recovery.patients.models import EpisodeOfCare

Told = Mapping[str, Content]
NEVER = Infection(InfectionStatus.NEVER_TESTED)
NEGATIVE = Infection(InfectionStatus.NEGATIVE, PartialDate(2025, 6))
NOBODY_KNOWS = Infection(InfectionStatus.UNKNOWN)


def tell(staff: Staff, at: datetime) -> None:
    """Everybody's history, each as of the day it was asked."""
    _answered(staff, "Whitfield", at - 59 * DAY, Sex.MALE, marc(at - 59 * DAY))
    _answered(staff, "Santos-Reyes", at - 89 * DAY, Sex.FEMALE, maria(at - 89 * DAY))
    _answered(staff, "Okafor", at - 41 * HOUR, Sex.MALE, daniel(at - 41 * HOUR))
    _answered(staff, "Adeyemi", at - 21 * HOUR, Sex.FEMALE, ruth(at - 21 * HOUR))
    _answered(staff, "Albrecht", at - 3 * HOUR, Sex.FEMALE, june(at - 3 * HOUR))
    _answered(staff, "Petrov", at - timedelta(minutes=40), Sex.FEMALE, elena(at - timedelta(minutes=40)))


def used(
    substance: Substance, hours: float, at: datetime, route: Route, how_often: HowOften, amount: str, since: int
) -> Use:
    """A use about so many hours before `at`."""
    last = local(at - timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
    return Use(substance, LastKnown.ABOUT, route, how_often, last, last, amount, since=PartialDate(since))


def marc(at: datetime) -> Told:
    heroin = used(Substance.HEROIN, 9, at, Route.INJECTED, HowOften.MANY_DAILY, "6 bags", 2017)
    tobacco = used(Substance.TOBACCO, 1, at, Route.SMOKED, HowOften.MANY_DAILY, "15 cigarettes", 2008)
    dee = RelatedPerson(
        "Dee Whitfield", "Sister", "+12125550178", frozenset({MayKnow.APPOINTMENTS, MayKnow.IN_CARE}), emergency=True
    )
    andre = RelatedPerson("Andre", "Peer coach", "+12125550134", frozenset({MayKnow.PROGRESS}))
    earlier = Overdose(PartialDate(at.year - 1, 8), Answer.NO, Answer.YES, Answer.YES, "Heroin")
    return {
        "reach": Reach(Answer.YES, "At the union hall on weekday mornings"),
        "people": People(Answer.YES, (dee, andre)),
        "coverage": Coverages(Answer.YES, (Coverage(Payer.MEDICAID, "State plan", "M-4471-20"),)),
        "medicines": Medicines(Moud.NONE, Answer.YES, "", (Medicine("Ibuprofen", "400 mg", "When needed", "Back"),)),
        "pregnancy": Pregnancy(PregnancyStatus.NOT_APPLICABLE),
        "infections": Infections(NEGATIVE, NEGATIVE, NEVER, NEVER, NEGATIVE),
        "substances": Substances(Answer.YES, Answer.YES, (heroin, tobacco)),
        "overdoses": Overdoses(Answer.YES, (earlier,)),
        "treatments": Treatments(
            Answer.YES,
            (Treatment(TreatmentKind.WITHDRAWAL, Ending.LEFT, PartialDate(at.year - 2), "", "Too short"),),
        ),
        "social": Social(
            Housing.WITH_OTHERS, Answer.YES, Transport.OWN, frozenset({Legal.NONE}), Work.PART_TIME, Childcare.COVERED,
            "Roofing, early mornings. One daughter, 7.",
        ),
        "strengths": Strengths(Answer.YES, "I am good at the roof.", "Running. Talking to Dee.", "Mornings with her."),
    }  # fmt: skip


def maria(at: datetime) -> Told:
    pills = used(Substance.OPIOID_SHORT, 14, at, Route.SWALLOWED, HowOften.DAILY, "6 tablets", 2021)
    lucia = RelatedPerson("Lucía Reyes", "Hermana", "+12125550120", frozenset({MayKnow.EMERGENCY_ONLY}), emergency=True)
    return {
        "reach": Reach(Answer.YES),
        "people": People(Answer.YES, (lucia,)),
        "coverage": Coverages(Answer.NO),
        "medicines": Medicines(Moud.NONE, Answer.NO),
        "pregnancy": Pregnancy(PregnancyStatus.NOT_PREGNANT, None, local(at).date()),
        "infections": Infections(NEGATIVE, NEGATIVE, NEGATIVE, NEGATIVE, NEGATIVE),
        "substances": Substances(Answer.YES, Answer.YES, (pills,)),
        "overdoses": Overdoses(Answer.NO),
        "treatments": Treatments(Answer.NO),
        "social": Social(
            Housing.OWN, Answer.YES, Transport.PUBLIC, frozenset({Legal.NONE}), Work.FULL_TIME, Childcare.NEEDED,
            "Dos hijos, 4 y 9 años.",
        ),
        "strengths": Strengths(Answer.YES, "Cocinar para todos.", "Mi hermana.", "Dormir."),
    }  # fmt: skip


def daniel(at: datetime) -> Told:
    fentanyl = used(Substance.FENTANYL, 12, at, Route.SMOKED, HowOften.MANY_DAILY, "1 g", 2020)
    alcohol = Use(Substance.ALCOHOL, LastKnown.UNKNOWN, Route.SWALLOWED, HowOften.WEEKLY, amount="6 beers")
    return {
        "reach": Reach(Answer.YES),
        "people": People(Answer.DECLINED),
        "coverage": Coverages(Answer.UNKNOWN),
        "medicines": Medicines(Moud.NONE, Answer.NO),
        "pregnancy": Pregnancy(PregnancyStatus.NOT_APPLICABLE),
        "infections": Infections(NEVER, NOBODY_KNOWS, NEVER, NEVER, NEVER),
        "substances": Substances(Answer.YES, Answer.YES, (fentanyl, alcohol)),
        "overdoses": Overdoses(Answer.UNKNOWN),
    }


def ruth(at: datetime) -> Told:
    """Five days ago she nearly did not wake up."""
    heroin = used(Substance.HEROIN, 20, at, Route.SNIFFED, HowOften.DAILY, "2 bags", 2015)
    pills = used(Substance.BENZODIAZEPINE, 30, at, Route.SWALLOWED, HowOften.WEEKLY, "2 mg", 2018)
    day = local(at).date() - timedelta(days=5)
    recent = Overdose(PartialDate(day.year, day.month, day.day), Answer.NO, Answer.YES, Answer.YES, "Heroin, pills")
    return {
        "reach": Reach(Answer.YES),
        "medicines": Medicines(Moud.NONE, Answer.YES, "", (Medicine("Lisinopril", "", "Daily", "Blood pressure"),)),
        "pregnancy": Pregnancy(PregnancyStatus.NOT_APPLICABLE),
        "substances": Substances(Answer.YES, Answer.YES, (heroin, pills)),
        "overdoses": Overdoses(Answer.YES, (recent, replace(recent, when=PartialDate(2019), hospital=Answer.NO))),
    }


def june(at: datetime) -> Told:
    return {
        "reach": Reach(Answer.YES),
        "coverage": Coverages(Answer.YES, (Coverage(Payer.PRIVATE, "Through work"),)),
        "social": Social(
            Housing.OWN, Answer.DECLINED, Transport.NONE, frozenset({Legal.DECLINED}), Work.FULL_TIME,
            Childcare.NO_CHILDREN,
        ),
    }  # fmt: skip


def elena(at: datetime) -> Told:
    """Asked by phone this morning: pregnant, in withdrawal, without medication."""
    heroin = used(Substance.HEROIN, 11, at, Route.SMOKED, HowOften.DAILY, "3 bags", 2023)
    return {
        "pregnancy": Pregnancy(PregnancyStatus.PREGNANT, local(at).date() + timedelta(days=140), None, "None so far"),
        "medicines": Medicines(Moud.NONE, Answer.NO),
        "substances": Substances(Answer.YES, Answer.YES, (heroin,)),
    }


def _answered(staff: Staff, family_name: str, at: datetime, sex: Sex, told: Told) -> None:
    """Identity as registered, allergies where they were asked, and what else was told."""
    episode = EpisodeOfCare.objects.select_related("patient").get(patient__family_name=family_name)
    patient = episode.patient
    identity = Identity(
        patient.given_name, patient.family_name, patient.birth_date, sex, patient.language, patient.time_zone,
        patient.preferred_name, patient.pronouns,
    )  # fmt: skip
    sections: dict[str, Content] = {"identity": identity}
    if patient.allergy_status != "not_asked":
        sections["allergies"] = Allergies(AllergyAnswer(patient.allergy_status), patient.allergies)
    for n, (section, content) in enumerate({**sections, **told}.items()):
        patient.refresh_from_db()
        standing = queries.current_revision(patient, section)
        actions.save_section(
            episode=episode,
            section=section,
            content=content,
            base=standing.pk if standing else None,
            patient_version=patient.version,
            submission_id=uuid4(),
            by=staff.intake if episode.stage in (Stage.REFERRED, Stage.IN_INTAKE) else staff.counselor,
            at=at + timedelta(minutes=2 * n),
        )
