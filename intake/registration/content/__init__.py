"""What a registration asks, section by section, as plain values: what is typed, kept and printed has this one shape."""

from intake.registration.content.base import Content, Line
from intake.registration.content.choice import Answer, Choice
from intake.registration.content.codec import NotContent, from_json, to_json
from intake.registration.content.health import (
    Infection,
    Infections,
    InfectionStatus,
    Medicine,
    Medicines,
    Moud,
    Pregnancy,
    PregnancyStatus,
)
from intake.registration.content.life import Childcare, Housing, Legal, Social, Strengths, Transport, Work
from intake.registration.content.partial_date import PartialDate
from intake.registration.content.past import Ending, Overdose, Overdoses, Treatment, TreatmentKind, Treatments
from intake.registration.content.people import Coverage, Coverages, MayKnow, Payer, People, RelatedPerson
from intake.registration.content.person import Allergies, AllergyAnswer, Identity, Reach, Sex
from intake.registration.content.use import HowOften, LastKnown, Route, Substance, Substances, Use

__all__ = [
    "Allergies", "AllergyAnswer", "Answer", "Childcare", "Choice", "Content", "Coverage", "Coverages", "Ending", "Housing",
    "HowOften", "Identity", "Infection", "InfectionStatus", "Infections", "LastKnown", "Legal", "Line", "MayKnow", "Medicine",
    "Medicines", "Moud", "NotContent", "Overdose", "Overdoses", "PartialDate", "Payer", "People", "Pregnancy",
    "PregnancyStatus", "Reach", "RelatedPerson", "Route", "Sex", "Social", "Strengths", "Substance", "Substances", "Transport",
    "Treatment", "TreatmentKind", "Treatments", "Use", "Work", "from_json", "to_json",
]  # fmt: skip
