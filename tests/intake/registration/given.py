"""Content that several tests use: one legal telling of every section."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from intake.registration import actions
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
from recovery.core.forms import DateBoxes
from recovery.patients.codes import Sex
from tests.cast import NOW

SIX_HOURS_AGO = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
HEROIN = Use(
    Substance.HEROIN, LastKnown.ABOUT, Route.INJECTED, HowOften.MANY_DAILY, SIX_HOURS_AGO, SIX_HOURS_AGO, "4 bags",
    since=PartialDate(2019),
)  # fmt: skip
DEE = RelatedPerson(
    "Dee Whitfield", "Sister", "+12125550178", frozenset({MayKnow.APPOINTMENTS, MayKnow.IN_CARE}), emergency=True
)
OVERDOSE = Overdose(PartialDate(2026, 5), Answer.NO, Answer.YES, Answer.UNKNOWN, "Heroin")
NEVER = Infection(InfectionStatus.NEVER_TESTED)
ALL = {
    "identity": Identity(
        "Marcus", "Whitfield", date(1992, 3, 12), Sex.MALE, "en", "America/New_York", "Marc", "he/him"
    ),
    "reach": Reach(Answer.YES, "The gym on 5th Street"),
    "people": People(Answer.YES, (DEE,)),
    "coverage": Coverages(Answer.YES, (Coverage(Payer.MEDICAID, "State plan", "M-1", "", date(2027, 11, 1)),)),
    "allergies": Allergies(AllergyAnswer.KNOWN, "Penicillin, rash"),
    "medicines": Medicines(Moud.NONE, Answer.YES, "", (Medicine("Sertraline", "50 mg", "Every morning", "Mood"),)),
    "pregnancy": Pregnancy(PregnancyStatus.NOT_APPLICABLE),
    "infections": Infections(Infection(InfectionStatus.NEGATIVE, PartialDate(2025, 6)), NEVER, NEVER, NEVER, NEVER),
    "substances": Substances(Answer.YES, Answer.NO, (HEROIN,)),
    "overdoses": Overdoses(Answer.YES, (OVERDOSE,)),
    "treatments": Treatments(
        Answer.YES, (Treatment(TreatmentKind.METHADONE, Ending.LEFT, PartialDate(2022), "Eastside", "The counselor"),)
    ),
    "social": Social(
        Housing.WITH_OTHERS, Answer.YES, Transport.PUBLIC, frozenset({Legal.PROBATION, Legal.OPEN_CASE}), Work.PART_TIME,
        Childcare.COVERED,
    ),
    "strengths": Strengths(Answer.YES, "Roofing", "Evening group", "Sleep"),
}  # fmt: skip
NEW = object()


def save(cast, section, content=None, *, base=NEW, **given):
    """Keep a section as the intake worker told it, over what stands unless `base` says otherwise."""
    from intake.registration import queries

    episode = given.setdefault("episode", cast.episode)
    episode.patient.refresh_from_db()
    standing = queries.current_revision(episode.patient, section)
    values = {
        "section": section, "content": content or ALL[section], "submission_id": uuid4(), "by": cast.intake, "at": NOW,
        "base": (standing.pk if standing else None) if base is NEW else base,
        "patient_version": episode.patient.version,
    }  # fmt: skip
    return actions.save_section(**{**values, **given})


def save_all(cast, **given):
    return {section: save(cast, section, **given)[0] for section in ALL}


DUE = NOW.date() + timedelta(days=100)


def pregnant(due=DUE):
    return Pregnancy(PregnancyStatus.PREGNANT, due)


def posted(form, **changes):
    """What a browser sends of a section's form as it stands on the page, with `changes`."""
    sent = {}
    for each in form.all:
        for part in [each] if hasattr(each, "fields") else [each.management_form, *each.forms]:
            for field in part:
                sent |= {name: value for name, value in sent_by(field).items() if value not in (None, "", False, [])}
    return {**sent, "do": "save", **changes}


def sent_by(field):
    value = field.field.prepare_value(field.value())
    if isinstance(field.field.widget, DateBoxes) and value:
        parts = {"month": value.month, "day": value.day, "year": value.year}
        return {f"{field.html_name}_{part}": str(number) for part, number in parts.items()}
    if isinstance(value, bool):
        return {field.html_name: "on" if value else ""}
    if isinstance(value, list):
        return {field.html_name: value}
    return {field.html_name: "" if value is None else str(value)}
