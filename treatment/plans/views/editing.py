"""What the pages that write a plan need: a form with its values, two versions side by side, the plan to be signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime

from recovery.core import drafts
from recovery.core.forms import Form
from recovery.patients.models import EpisodeOfCare
from treatment.plans import actions, queries
from treatment.plans.codes import Part
from treatment.plans.content import DETAILS
from treatment.plans.forms import DetailsForm, PartForm, VersionForm
from treatment.plans.models import CarePlan
from treatment.plans.queries import PlanPart
from treatment.plans.queries.parts import plan_or_new
from treatment.plans.rules.parts import in_words

if TYPE_CHECKING:
    from recovery.accounts.models import User

FORM_CODE = "plan-details"
NEWER = "Somebody saved a newer version of these details. Save to see both and choose."


class RemoveForm(VersionForm):
    """Nothing but the version: the button is the answer."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people wrote differently."""

    label: str
    theirs: str
    yours: str


def drafted_words(added: int) -> str:
    """What the press of the button did."""
    if not added:
        return "Nothing new to suggest: the plan already holds what the findings ask for."
    return f"{added} suggestion{'s' if added != 1 else ''} added. Check each one, and write the goals in the person’s words."


def status_of(form: Form) -> int:
    """422 for a form that comes back with something to mend."""
    return 422 if form.is_bound and form.errors else 200


def use_suggested_words(form: PartForm, episode: EpisodeOfCare, data: Mapping[str, Any]) -> bool:
    """When "Use these words" was pressed: the person's reason for coming stands in the form, to be checked and saved."""
    form.suggested_words = episode.reason if "patient_words" in form.fields else ""  # type: ignore[attr-defined]  # read by the template
    if "use_words" not in data or not isinstance(form.data, QueryDict):
        return False
    form.data = form.data.copy()
    form.data["patient_words"] = episode.reason
    form.hush()
    return True


def save_part(episode: EpisodeOfCare, part: Part, part_id: UUID, form: PartForm, *, by: User, at: datetime) -> PlanPart:
    """Save the form over the part."""
    version = form.cleaned_data["version"]
    return actions.edit_part(
        episode=episode, part=part, part_id=part_id, version=version, fields=form.values, by=by, at=at
    )


def back_to(episode: EpisodeOfCare, row: PlanPart) -> str:
    """The builder, at this part."""
    return reverse("treatment:plan", args=[episode.pk]) + f"#part-{row.pk}"


def conflict(form: VersionForm, current: models.Model, plan: CarePlan | None) -> list[Difference]:
    """What stands now beside what was written; the form goes on from the version that stands."""
    form.data = {**form.data.dict(), "version": plan.version if plan else 0}  # type: ignore[attr-defined]  # a QueryDict: it was posted
    return [
        Difference(str(form.fields[name].label), _words(getattr(current, name)), _words(value))
        for name, value in form.values.items()
        if getattr(current, name) != value
    ]


def _words(value: Any) -> str:
    if value in (None, ""):
        return "Nothing"
    return in_words(value) if isinstance(value, date) else str(value)


def details_form(episode: EpisodeOfCare, data: QueryDict | None, *, by: User, at: datetime) -> tuple[DetailsForm, str]:
    """The form, and the time of the writer's unsaved draft that stands in it ("" when there is none)."""
    plan = plan_or_new(episode, by=by, at=at)
    initial: dict[str, Any] = {name: getattr(plan, name) for name in DETAILS} | {"version": plan.version}
    draft = drafts.find_draft(actor=by, form_code=FORM_CODE, subject_id=episode.pk)
    saved_at = ""
    if draft and draft.data:
        initial |= {name: value for name, value in draft.data.items() if name in DETAILS}
        initial |= {"version": draft.base_version, "seq": draft.seq}
        saved_at = f"{localtime(draft.updated_at):%H:%M}"
    return DetailsForm(data, initial=initial, today=queries.today(at)), saved_at


def save_details(episode: EpisodeOfCare, form: DetailsForm, *, by: User, at: datetime) -> CarePlan:
    """Save the details over the plan; the draft has done its work."""
    version = form.cleaned_data["version"]
    plan = actions.edit_plan(episode=episode, version=version, fields=form.values, by=by, at=at)
    drafts.discard(actor=by, form_code=FORM_CODE, subject_id=episode.pk)
    return plan


def autosave_details(episode: EpisodeOfCare, data: QueryDict, *, by: User, at: datetime) -> str:
    """Keep the draft and return the time it was kept, "14:05"; "" when the plan has moved on since the page was made."""
    plan = plan_or_new(episode, by=by, at=at)
    version, seq = (int(text) if (text := data.get(name, "")).isdigit() else 0 for name in ("version", "seq"))
    if version != plan.version:
        return ""
    draft = drafts.open_draft(actor=by, form_code=FORM_CODE, subject_id=episode.pk, base_version=version)
    typed = {name: data[name] for name in DETAILS if name in data}
    drafts.autosave(draft=draft, data=typed, seq=seq, at=at)
    return f"{localtime(at):%H:%M}"
