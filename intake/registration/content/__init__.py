"""What a registration asks, section by section, as plain values: what is typed, kept and printed has this one shape."""

from intake.registration.content.base import Content, Line
from intake.registration.content.codec import NotContent, from_json, to_json
from intake.registration.content.health import Infection, Infections, Medicine, Medicines, Pregnancy
from intake.registration.content.life import Social, Strengths
from intake.registration.content.partial_date import PartialDate
from intake.registration.content.past import Overdose, Overdoses, Treatment, Treatments
from intake.registration.content.people import Coverage, Coverages, People, RelatedPerson
from intake.registration.content.person import Allergies, Identity, Reach
from intake.registration.content.use import Substances, Use

__all__ = [
    "Allergies",
    "Content",
    "Coverage",
    "Coverages",
    "Identity",
    "Infection",
    "Infections",
    "Line",
    "Medicine",
    "Medicines",
    "NotContent",
    "Overdose",
    "Overdoses",
    "PartialDate",
    "People",
    "Pregnancy",
    "Reach",
    "RelatedPerson",
    "Social",
    "Strengths",
    "Substances",
    "Treatment",
    "Treatments",
    "Use",
    "from_json",
    "to_json",
]
