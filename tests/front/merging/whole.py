"""Everything that hangs on a person, found by following every foreign key of every table: nothing is named here."""

from django.apps import apps
from django.db import models

from recovery.patients.models import Patient
from recovery.patients.models.merges import PatientMerge

TABLES = [model for model in apps.get_models(include_auto_created=True) if model.__module__.split(".")[0] != "django"]
TELLS_OF_MERGING = {("Patient", "merged_into"), *(("PatientMerge", f.name) for f in PatientMerge._meta.concrete_fields)}


def keys_of(patient):
    """{table: keys of its rows} of all that leads to this record, over however many tables."""
    found = {Patient: {patient.pk}}
    while True:
        more = {model: _pointing(model, found) - found.get(model, set()) for model in TABLES}
        if not any(more.values()):
            return {model: keys for model, keys in found.items() if keys}
        for model, keys in more.items():
            found[model] = found.get(model, set()) | keys


def tables_of_people():
    """Every table whose rows lead to a person."""
    found = {Patient}
    while more := {each for each in TABLES if any(f.related_model in found for f in _links(each))} - found:
        found |= more
    return found


def rows():
    """Every row of the data base as it stands, by table and key."""
    return {(model._meta.label, row.pk): _values(row) for model in TABLES for row in model._base_manager.all()}


def loose_keys(key):
    """Fields outside foreign keys that hold this key: a merge does not find these by asking the tables."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in TABLES
        for field in model._meta.concrete_fields
        if isinstance(field, models.UUIDField) and not field.primary_key
        if model._base_manager.filter(**{field.name: key}).exists()
    }


def _links(model):
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and (model.__name__, field.name) not in TELLS_OF_MERGING
    ]


def _pointing(model, found):
    keys = set()
    for field in _links(model):
        if wanted := found.get(field.related_model):
            keys |= set(model._base_manager.filter(**{f"{field.attname}__in": wanted}).values_list("pk", flat=True))
    return keys


def _values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
