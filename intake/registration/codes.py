"""The coded answers of a registration: a value that is kept and the words in which it is read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


class Choice(models.TextChoices):
    """An answer that is chosen: the value is kept, the label is read."""

    @property
    def words(self) -> str:
        """The label within a sentence."""
        return str(self.label[0].lower() + self.label[1:])


class Answer(Choice):
    """To a question of yes and no.  The last two are answers too: what was never asked has none at all."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


def is_open(answer: object) -> bool:
    """Whether an answer leaves the question open: not known, or declined."""
    return isinstance(answer, models.TextChoices) and answer.value in (Answer.UNKNOWN.value, Answer.DECLINED.value)


def listed(answers: Iterable[Choice]) -> str:
    """The words of several answers in the order of their members: "Probation, open case"."""
    chosen = set(answers)
    members = [member for member in type(next(iter(chosen))) if member in chosen] if chosen else []
    return ", ".join(m.label if n == 0 else m.words for n, m in enumerate(members))


class Moud(Choice):
    """Medication for opioid use disorder that is taken now, on prescription."""

    NONE = "none", "None"
    METHADONE = "methadone", "Methadone"
    BUPRENORPHINE = "buprenorphine", "Buprenorphine"
    NALTREXONE = "naltrexone", "Naltrexone"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


TAKEN = frozenset({Moud.METHADONE, Moud.BUPRENORPHINE, Moud.NALTREXONE})


class PregnancyStatus(Choice):
    """The words of clinical spec 2.12, PREG."""

    PREGNANT = "pregnant", "Pregnant"
    NOT_PREGNANT = "not_pregnant", "Not pregnant"
    UNTESTED = "untested", "Could be pregnant, not tested"
    NOT_APPLICABLE = "not_applicable", "Does not apply"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class InfectionStatus(Choice):
    """What the person knows of one infection."""

    POSITIVE = "positive", "Tested positive"
    TREATED = "treated", "Treated or cured"
    NEGATIVE = "negative", "Tested negative"
    NEVER_TESTED = "never_tested", "Never tested"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class Housing(Choice):
    OWN = "own", "Own or rented home"
    WITH_OTHERS = "with_others", "With family or friends"
    RECOVERY = "recovery", "Recovery housing"
    TEMPORARY = "temporary", "Here and there for now"
    SHELTER = "shelter", "Shelter"
    STREET = "street", "Outside or in a car"
    INSTITUTION = "institution", "Hospital, jail or prison"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class Transport(Choice):
    OWN = "own", "Own car or bicycle"
    PUBLIC = "public", "Bus or train"
    RIDES = "rides", "Rides from others"
    ON_FOOT = "on_foot", "On foot"
    NONE = "none", "No way to come"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class Legal(Choice):
    """Any of these; the last three stand alone."""

    PROBATION = "probation", "Probation or parole"
    OPEN_CASE = "open_case", "Open case or court date"
    DRUG_COURT = "drug_court", "Drug court"
    CHILD_PROTECTION = "child_protection", "Child protection"
    OTHER = "other", "Something else"
    NONE = "none", "Nothing"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


LEGAL_ALONE = frozenset({Legal.NONE, Legal.UNKNOWN, Legal.DECLINED})


class Work(Choice):
    FULL_TIME = "full_time", "Full time"
    PART_TIME = "part_time", "Part time or now and then"
    LOOKING = "looking", "Looking for work"
    NOT_WORKING = "not_working", "Not working"
    STUDENT = "student", "In school or training"
    HOME = "home", "At home with family"
    DISABLED = "disabled", "Unable to work"
    RETIRED = "retired", "Retired"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class Childcare(Choice):
    NO_CHILDREN = "no_children", "No children at home"
    COVERED = "covered", "Children, and somebody looks after them"
    NEEDED = "needed", "Children, and care is needed during visits"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class TreatmentKind(Choice):
    """What an earlier treatment was."""

    WITHDRAWAL = "withdrawal", "Withdrawal management"
    METHADONE = "methadone", "Methadone"
    BUPRENORPHINE = "buprenorphine", "Buprenorphine"
    NALTREXONE = "naltrexone", "Naltrexone"
    RESIDENTIAL = "residential", "Residential"
    OUTPATIENT = "outpatient", "Outpatient"
    MUTUAL_HELP = "mutual_help", "Mutual help"
    OTHER = "other", "Another"


class Ending(Choice):
    """How it ended."""

    COMPLETED = "completed", "Completed"
    LEFT = "left", "Left early"
    ASKED_TO_LEAVE = "asked_to_leave", "Was asked to leave"
    ONGOING = "ongoing", "Still going on"
    OTHER = "other", "Another way"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class Substance(Choice):
    """In the order of the form; the classes that rules about waiting times tell apart."""

    HEROIN = "heroin", "Heroin"
    FENTANYL = "fentanyl", "Fentanyl"
    OPIOID_SHORT = "opioid_short", "Prescription opioid, short acting"
    OPIOID_LONG = "opioid_long", "Prescription opioid, long acting"
    METHADONE = "methadone", "Methadone"
    BUPRENORPHINE = "buprenorphine", "Buprenorphine"
    BENZODIAZEPINE = "benzodiazepine", "Benzodiazepine"
    ALCOHOL = "alcohol", "Alcohol"
    STIMULANT = "stimulant", "Cocaine or another stimulant"
    CANNABIS = "cannabis", "Cannabis"
    TOBACCO = "tobacco", "Tobacco or nicotine"
    OTHER = "other", "Another"


OPIOIDS = (
    Substance.HEROIN, Substance.FENTANYL, Substance.OPIOID_SHORT, Substance.OPIOID_LONG, Substance.METHADONE,
    Substance.BUPRENORPHINE,
)  # fmt: skip


class Route(Choice):
    """How it is taken, as a rule."""

    INJECTED = "injected", "Injected"
    SMOKED = "smoked", "Smoked or inhaled"
    SNIFFED = "sniffed", "Sniffed"
    SWALLOWED = "swallowed", "Swallowed"
    OTHER = "other", "Another way"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class HowOften(Choice):
    """In the past month."""

    MANY_DAILY = "many_daily", "Several times a day"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Some days a week"
    RARELY = "rarely", "Less often"
    STOPPED = "stopped", "Not in the past month"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class LastKnown(Choice):
    """How well the last use is known."""

    TIME = "time", "Day and time"
    ABOUT = "about", "About so many hours ago"
    DAY = "day", "Day only"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class MayKnow(Choice):
    """What somebody may be told.  The last two stand alone."""

    APPOINTMENTS = "appointments", "When appointments are"
    IN_CARE = "in_care", "That the person is in care here"
    PROGRESS = "progress", "How care is going"
    EMERGENCY_ONLY = "emergency_only", "Only what an emergency needs"
    NOTHING = "nothing", "Nothing"


ALONE = frozenset({MayKnow.EMERGENCY_ONLY, MayKnow.NOTHING})


class Payer(Choice):
    """Who covers."""

    MEDICAID = "medicaid", "Medicaid"
    MEDICARE = "medicare", "Medicare"
    PRIVATE = "private", "Private or through work"
    VETERANS = "veterans", "Veterans or military"
    OTHER = "other", "Another"


class AllergyAnswer(Choice):
    """Those of `AllergyStatus` that answer the question, in the words of an answer."""

    KNOWN = "known", "Yes"
    NONE_KNOWN = "none_known", "None known"
    UNKNOWN = "unknown", "Does not know"
