"""House forms: `Form`, `ModelForm`, their fields and widgets, drafts and rows that can be added.  `{{ form }}` gives the house markup."""

from recovery.core.forms.base import Form, ModelForm, Renderer
from recovery.core.forms.dates import CenterTimeField, DateBoxes, DateInput, DateTimeInput, KnownDateField, TimeInput
from recovery.core.forms.drafts import DraftForm, SubmissionForm
from recovery.core.forms.fields import (
    ChoiceField,
    MultipleChoiceField,
    NumberField,
    PhoneField,
    ScaleField,
    ScoreField,
    YesNoField,
)
from recovery.core.forms.formsets import FormSet, formset_factory
from recovery.core.forms.overrides import OverrideReasonField, OverrideWordsField, ReauthenticationField
from recovery.core.forms.widgets import Checks, Choices, Keypad, Phone, Plain, ScoreRow, Unit, Vital, YesNo

__all__ = [
    "CenterTimeField", "Checks", "ChoiceField", "Choices", "DateBoxes", "DateInput", "DateTimeInput", "DraftForm", "Form", "FormSet",
    "Keypad",
    "KnownDateField", "ModelForm", "MultipleChoiceField", "NumberField", "OverrideReasonField", "OverrideWordsField", "Phone",
    "PhoneField", "Plain", "ReauthenticationField", "Renderer", "ScaleField", "ScoreField", "ScoreRow", "SubmissionForm",
    "TimeInput", "Unit", "Vital", "YesNo", "YesNoField", "formset_factory",
]  # fmt: skip
