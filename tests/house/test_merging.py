"""No table is forgotten when two records of one person become one: a new one that names a patient fails here."""

import pytest

from recovery.core.models import ImmutableRecord
from recovery.front.merging.actions import relations
from recovery.front.merging.forms import LABELS
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.rules.merging import IDENTITY

LINKS = relations.all_links_to(Patient)
# Fields of a person that nobody is asked to choose between.
OWN = {
    "id", "created_at", "version", "number", "user", "registered_by", "submission_id", "search_name", "merged_into",
    "former_names",
}  # fmt: skip


def test_every_field_of_a_person_is_chosen_or_listed():
    chosen = {field for group in IDENTITY.values() for field in group}
    assert {field.name for field in Patient._meta.concrete_fields} == chosen | OWN
    assert set(LABELS) == set(IDENTITY)


@pytest.mark.parametrize("link", LINKS, ids=relations.label)
def test_what_names_a_person_moves_or_is_deliberately_left(link):
    """A table that never changes cannot move: it is read by `Patient.objects.one_person`, and listed in LEFT."""
    moves = not issubclass(link.model, ImmutableRecord)
    assert moves != (relations.label(link) in relations.LEFT)


@pytest.mark.parametrize("link", LINKS, ids=relations.label)
def test_where_a_person_has_only_one_it_was_thought_about(link):
    alone = relations.is_unique(link) and relations.label(link) not in relations.LEFT
    assert alone == (relations.label(link) in relations.SETTLED)


def test_what_is_listed_exists():
    assert set(relations.LEFT) | set(relations.SETTLED) <= {relations.label(link) for link in LINKS}


def test_whatever_waits_for_an_address_can_follow_it():
    assert [relations.label(link) for link in relations.all_links_to(ContactPoint)] == [
        "outbox.OutboundMessage.contact"
    ]
