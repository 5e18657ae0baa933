"""What every form of ours shares: the markup of a field, sentences for what is missing, no browser validation."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from recovery.core.ui.sentences import lower_first


class Renderer(TemplatesSetting):
    """Form templates come from `templates/django/forms/`, then from Django's own."""


class BoundField(DjangoBoundField):
    """A field in a form: knows its template and the control an error leads to."""

    @property
    def template_name(self) -> str:
        """The field's own template, else its widget's `field_template_name`, else the renderer's."""
        own = getattr(self.field, "template_name", None) or getattr(self.field.widget, "field_template_name", None)
        return own or self.form.renderer.field_template_name

    @property
    def first_id(self) -> str:
        """The id of the control to which the error summary leads."""
        at_fault = getattr(self.field.widget, "id_at_fault", None)
        if at_fault:
            return str(at_fault(self.auto_id, self.value()))
        return first_id(self)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's, but a single radio or tick of a group is not called invalid: the group is, by the error that describes it."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if self.use_fieldset and isinstance(self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            built.pop("aria-invalid", None)
        return built

    @property
    def is_optional(self) -> bool:
        """Whether "(optional)" stands by the label: not by a single tick, which is always free to leave."""
        return not self.field.required and not isinstance(self.field.widget, forms.CheckboxInput)


def first_id(field: DjangoBoundField) -> str:
    """The id of a field's first control, also for fields of forms that are not ours."""
    several = isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget))
    return f"{field.auto_id}_0" if several else field.auto_id


class House(forms.BaseForm):
    """Mixed into `Form` and `ModelForm`."""

    default_renderer = Renderer
    bound_field_class = BoundField
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = missing(
                    field.label or name.replace("_", " ").capitalize(), field.widget
                )

    def hush(self) -> None:
        """Show what was typed without judging it, when a button only added or removed a row."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


def missing(label: Any, widget: forms.Widget) -> str:
    """The sentence for an empty answer: "Enter date of birth"; a question is asked again in its own words."""
    text = str(label)
    if text.endswith("?"):
        return _("Answer the question: %(label)s") % {"label": text}
    if isinstance(widget, forms.CheckboxInput):
        return _("Tick the box: %(label)s") % {"label": text}
    if isinstance(widget, (forms.RadioSelect, forms.Select, forms.CheckboxSelectMultiple)):
        return _("Choose an answer for %(label)s") % {"label": lower_first(text)}
    return _("Enter %(label)s") % {"label": lower_first(text)}


class Form(House, forms.Form):
    """A plain form."""


class ModelForm(House, forms.ModelForm):  # type: ignore[type-arg]  # django-stubs makes it generic, Django does not
    """A form over a model; saving stays with the room's actions."""
