"""How two records become one: identity as chosen, contact points on the stricter terms, and all that hangs on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Model

from recovery.front.merging.actions.errors import TooLong
from recovery.front.merging.actions.relations import move_all
from recovery.patients.codes import AllergyStatus
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.rules.merging import IDENTITY, Terms, both_said, stricter

Values = dict[str, Any]
OWN = ("user_id", "former_names")  # of the survivor's, what the merge may change besides what is asked for


def join(survivor: Patient, merged: Patient, *, take: Collection[str], join_allergies: bool) -> Values:
    """Have all of `merged` be `survivor`'s; what a PatientMerge keeps of it, by the names of its fields."""
    contacts_before, contacts_after, repointed = _contact_points(survivor, merged)
    moved, stayed = move_all(Patient, merged.pk, survivor.pk)
    before, after = _identity(survivor, merged, take, join_allergies)
    return {
        "moved": [*repointed, *moved],
        "stayed": stayed,
        "before": {"identity": before, "contacts": contacts_before},
        "after": {"identity": after, "contacts": contacts_after},
    }


def plain(values: Values) -> Values:
    """Values as JSON keeps them: ISO dates and times, keys as text."""
    return {name: _plain(value) for name, value in values.items()}


def _contact_points(survivor: Patient, merged: Patient) -> tuple[Values, Values, list[Values]]:
    """Have one way to reach the person stand once; (terms before by key, versions after, messages that moved over).

    The merged record's own row stays with it; what waits to be sent to it goes by the survivor's.
    """
    before: Values = {}
    after: Values = {}
    moves: list[Values] = []
    kept = {(each.channel, each.address): each for each in survivor.contact_points.select_for_update()}
    for double in merged.contact_points.select_for_update():
        twin = kept.get((double.channel, double.address))
        if twin is None:
            continue
        before[str(twin.pk)] = plain(asdict(_terms(twin)))
        for name, value in asdict(stricter(_terms(twin), _terms(double))).items():
            _fits(twin, name, value, "the notes on one number")
            setattr(twin, name, value)
        twin.save_over(twin.version)
        after[str(twin.pk)] = twin.version
        moves += move_all(ContactPoint, double.pk, twin.pk)[0]
    return before, after, moves


def _terms(contact: ContactPoint) -> Terms:
    """On what terms this address may be used."""
    return Terms(**{each.name: getattr(contact, each.name) for each in fields(Terms)})


def _identity(survivor: Patient, merged: Patient, take: Collection[str], join_allergies: bool) -> tuple[Values, Values]:
    """Write the survivor's values as chosen and mark the other as merged; (what the survivor had, what it has now)."""
    names = [*OWN, *(name for group in IDENTITY.values() for name in group)]
    had = {name: getattr(survivor, name) for name in names}
    for name in take:
        for each in IDENTITY[name]:
            setattr(survivor, each, getattr(merged, each))
    if join_allergies:
        survivor.allergy_status = AllergyStatus.KNOWN
        survivor.allergies = both_said(had["allergies"], merged.allergies)
        _fits(survivor, "allergies", survivor.allergies, "the two lists of allergies")
    account = merged.user_id
    survivor.former_names = _former(survivor, merged, had)
    merged.user_id, merged.merged_into = None, survivor
    merged.save_over(merged.version)  # first, for an account belongs to one record
    survivor.user_id = survivor.user_id or account
    survivor.save_over(survivor.version)
    has = {name: getattr(survivor, name) for name in names}
    changed = [name for name in names if had[name] != has[name]]
    return plain({name: had[name] for name in changed}), plain({name: has[name] for name in changed})


def _plain(value: Any) -> Any:
    return (
        str(value)
        if isinstance(value, UUID)
        else value.isoformat()
        if isinstance(value, date | datetime | time)
        else value
    )


def _fits(record: Model, name: str, value: Any, what: str) -> None:
    """Raise TooLong where the field cannot hold `value`."""
    longest = getattr(record._meta.get_field(name), "max_length", None)
    if longest and isinstance(value, str) and len(value) > longest:
        raise TooLong(what, longest)


def _former(survivor: Patient, merged: Patient, had: Values) -> str:
    """Every name the person is no longer written under, so that a search for it leads here."""
    now = {survivor.given_name, survivor.family_name, survivor.preferred_name}
    old = [had["given_name"], had["family_name"], had["preferred_name"]]
    old += [merged.given_name, merged.family_name, merged.preferred_name, *merged.former_names.split(" | ")]
    kept = [*survivor.former_names.split(" | "), *(name for name in old if name not in now)]
    return " | ".join(dict.fromkeys(name for name in kept if name))
