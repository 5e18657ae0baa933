"""The form of each section, by its code."""

from intake.registration.forms.base import SectionForm
from intake.registration.forms.health import InfectionsForm, MedicinesForm, PregnancyForm
from intake.registration.forms.past_and_life import OverdosesForm, SocialForm, StrengthsForm, TreatmentsForm
from intake.registration.forms.people import CoverageForm, PeopleForm
from intake.registration.forms.person import AllergiesForm, IdentityForm, ReachForm
from intake.registration.forms.use import SubstancesForm

FORMS: dict[str, type[SectionForm]] = {
    "identity": IdentityForm,
    "reach": ReachForm,
    "people": PeopleForm,
    "coverage": CoverageForm,
    "allergies": AllergiesForm,
    "medicines": MedicinesForm,
    "pregnancy": PregnancyForm,
    "infections": InfectionsForm,
    "substances": SubstancesForm,
    "overdoses": OverdosesForm,
    "treatments": TreatmentsForm,
    "social": SocialForm,
    "strengths": StrengthsForm,
}

__all__ = ["FORMS", "SectionForm"]
