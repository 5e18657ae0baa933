"""What hangs on a record, found by asking every table, so that a room of tomorrow is not forgotten.

Rooms above this one are never imported.  A row moves by its foreign key alone; one that would stand beside an equal
row of the survivor's stays where it is, and one that never changes stays too: both are still read by
`Patient.objects.one_person`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F

from recovery.core.models import ImmutableRecord, VersionedRecord

Link = models.ForeignKey[Any, Any]

# Rows that never change and are about a record, not about the person.
LEFT = {
    "patients.PatientMerge.survivor": "tells of the merge itself",
    "patients.PatientMerge.merged": "tells of the merge itself",
}
# One person has only one of these; how two become one was thought about.
SETTLED = {
    "patients.ContactPoint.patient": "the same address twice: the survivor's stays in use, on the stricter terms",
    "patients.EpisodeOfCare.patient": "two open ones: the person who merges chooses which continues",
}


def links_to(model: type[models.Model]) -> list[Link]:
    """Every foreign key of a changeable table to `model`, by label."""
    found = [link for link in all_links_to(model) if not issubclass(link.model, ImmutableRecord)]
    return sorted(found, key=label)


def all_links_to(model: type[models.Model]) -> list[Link]:
    """Every foreign key to `model`."""
    return [
        field
        for each in apps.get_models(include_auto_created=True)
        for field in each._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.model is model
    ]


def is_unique(link: Link) -> bool:
    """Whether the table lets only one row of a kind stand at one key."""
    constraints = [each for each in link.model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    return link.unique or any(link.name in each.fields for each in constraints)


def label(link: Link) -> str:
    """The field that points, as LEFT and SETTLED name it: "intake.Referral.patient"."""
    return f"{link.model._meta.label}.{link.name}"


def move_all(model: type[models.Model], start: UUID, end: UUID) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Point every row that hangs on `start` at `end`; (the moves, the rows that stayed by field)."""
    moves: list[dict[str, Any]] = []
    stayed: dict[str, list[str]] = {}
    for link in links_to(model):
        keys = list(_rows(link).filter(**{link.attname: start}).order_by("pk").values_list("pk", flat=True))
        gone = [key for key in keys if _point_alone(link, key, end)] if is_unique(link) else keys
        if not is_unique(link):
            _point(link, keys, end)
        if gone:
            moves.append({"field": label(link), "from": str(start), "to": str(end), "ids": [str(key) for key in gone]})
        if len(gone) < len(keys):
            stayed[label(link)] = [str(key) for key in keys if key not in gone]
    return moves, stayed


def move_back(move: dict[str, Any]) -> bool:
    """Take one move back; False when a row is no longer where the move put it."""
    model_label, _, name = move["field"].rpartition(".")
    link = apps.get_model(model_label)._meta.get_field(name)
    assert isinstance(link, models.ForeignKey)
    still = _rows(link).filter(pk__in=move["ids"], **{link.attname: move["to"]})
    if still.count() != len(move["ids"]):
        return False
    try:
        with transaction.atomic():
            _point(link, move["ids"], UUID(move["from"]))
    except IntegrityError:
        return False
    return True


def _rows(link: Link) -> models.QuerySet[Any]:
    return link.model._base_manager.all()


def _point(link: Link, keys: list[Any], end: UUID) -> None:
    """Point rows at `end`, their versions raised so that a form opened before is seen as stale."""
    raised = {"version": F("version") + 1} if issubclass(link.model, VersionedRecord) else {}
    _rows(link).filter(pk__in=keys).update(**{link.attname: end}, **raised)


def _point_alone(link: Link, key: Any, end: UUID) -> bool:
    """Point one row at `end`; False when an equal one stands there already."""
    try:
        with transaction.atomic():
            _point(link, [key], end)
    except IntegrityError:
        return False
    return True
