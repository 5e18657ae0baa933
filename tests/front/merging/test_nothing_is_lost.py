"""One thing of every kind hangs on Marcus.  Merged, all of it hangs on the survivor, as it was; undone, on Marcus again."""

import ast
from datetime import date
from uuid import uuid4

import pytest

from aftercare.plans import actions as aftercare
from intake.referrals import actions as referrals
from intake.referrals.codes import Priority
from intake.referrals.models.waiting_list import WaitingListEntry
from recovery.audit.models import AuditEvent
from recovery.core.models import Draft
from recovery.front.demo.stories import SHORT_PLAN
from recovery.front.merging import actions
from recovery.front.merging.actions.relations import all_links_to
from recovery.patients.models import EpisodeOfCare, Patient
from tests.access.world import AT, build
from tests.cast import NOW
from tests.front.merging.whole import keys_of, loose_keys, rows, tables_of_people
from tests.house.source import code, name, tree
from tests.intake.registration import given
from treatment.naloxone import actions as medication

# What a merge writes besides: that it was, and who is told.
WRITTEN = {
    "patients.PatientMerge", "patients.MergeUndone", "patients.StageChange", "audit.AuditEvent", "audit.AuditChain",
    "outbox.Occurrence", "outbox.OutboundMessage",
}  # fmt: skip


@pytest.fixture
def world(db):
    """The cast, one thing of every kind with Marcus, and Tyrell without a sign-in: the two can be merged."""
    cast, _ = build()
    given.save_all(cast)
    medication.record_naloxone(
        episode=cast.episode, status="dispensed", expires_on=date(2028, 1, 1), submission_id=uuid4(), by=cast.nurse, at=AT
    )  # fmt: skip
    aftercare.write_and_give(
        episode=cast.episode, content=SHORT_PLAN, version=0, submission_id=uuid4(),
        by=cast.counselor, at=AT,
    )  # fmt: skip
    waiting = WaitingListEntry.objects.create(
        episode=cast.episode,
        reasons=[],
        priority=Priority.ROUTINE,
        since=AT,
        requested_at=AT,
        put_at=AT,
        put_by=cast.intake,
    )
    referrals.give_interim(
        entry=waiting, services=["education"], given_at=AT, submission_id=uuid4(), by=cast.nurse, at=AT
    )
    actions.end_sign_in(patient=cast.other_patient, by=cast.intake, at=AT)
    Draft.objects.all().delete()  # what is begun stands in the way, see test_merging
    return cast


@pytest.fixture
def merged(world, request):
    """Marcus's record became part of Tyrell's; his episode of care continues, or ends."""
    first, second = (Patient.objects.get(pk=each.pk) for each in (world.other_patient, world.patient))
    continues = getattr(world, request.param)
    return lambda: actions.merge_patients(
        survivor=first, merged=second, continues=EpisodeOfCare.objects.get(pk=continues.pk), reason="Same.",
        submission_id=uuid4(), by=world.intake, at=NOW,
    )  # fmt: skip


either = pytest.mark.parametrize("merged", ["episode", "other_episode"], indirect=True)


def test_there_is_a_row_of_every_table_that_names_a_person_or_an_episode(world):
    """A new table fails here until the world has a row of it; what hangs on other rows goes where those go."""
    there = {model._meta.label for model in keys_of(world.patient)}
    naming = {link.model._meta.label for model in (Patient, EpisodeOfCare) for link in all_links_to(model)}
    assert naming - there == {"patients.PatientMerge"}  # tells of merging itself
    assert there <= {model._meta.label for model in tables_of_people()}


@either
def test_all_that_hung_on_one_hangs_on_the_survivor(world, merged):
    hers, his = keys_of(world.other_patient), keys_of(world.patient)
    made = merged()
    stayed = {key for keys in made.stayed.values() for key in keys}
    now = keys_of(world.other_patient)
    lost = {
        (model._meta.label, str(key))
        for before in (hers, his)
        for model, keys in before.items()
        for key in keys - now.get(model, set())
    }
    assert {key for _, key in lost} == stayed | {str(world.patient.pk)}


@either
def test_no_row_goes_and_none_says_anything_else(world, merged):
    before = rows()
    made = merged()
    after = rows()
    moved = {(move["field"].rpartition(".")[0], key) for move in made.moved for key in move["ids"]}
    people = {("patients.Patient", each.pk) for each in (world.patient, world.other_patient)}
    closed = {("patients.EpisodeOfCare", made.closed_episode_id)}
    joined = {("patients.ContactPoint", key) for key in made.before["contacts"]}
    assert set(before) <= set(after)
    changed = {place for place in before if before[place] != after[place] and place[0] != "audit.AuditChain"}
    assert {(label, str(key)) for label, key in changed - people - closed} <= moved | joined


@either
def test_the_trail_stays_as_it_was_written(world, merged):
    before = list(AuditEvent.objects.order_by("pk").values())
    merged()
    assert list(AuditEvent.objects.filter(pk__in=[row["id"] for row in before]).order_by("pk").values()) == before


@either
def test_undone_every_row_is_as_it_was(world, merged):
    before = rows()
    made = merged()
    actions.undo_merge(merge=made, reason="Brothers.", submission_id=uuid4(), by=world.intake, at=NOW)
    after = rows()
    for values in (*before.values(), *after.values()):
        values.pop("version", None)  # it only rises
    new = set(after) - set(before)
    assert {label for label, _ in new} <= WRITTEN
    chains = {place for place in before if place[0] == "audit.AuditChain"}
    assert {place: after[place] for place in set(before) - chains} == {
        place: before[place] for place in set(before) - chains
    }


@either
def test_no_table_but_the_trail_keeps_the_key_of_a_person_beside_foreign_keys(world, merged):
    trail = {"audit.AuditEvent.patient_id", "audit.AuditEvent.resource_id", "audit.Override.patient_id"}
    assert loose_keys(world.patient.pk) - trail == set()
    merged()
    assert loose_keys(world.patient.pk) - trail == set()


@pytest.mark.parametrize(
    "path", [path for path in code() if "open_draft(" in path.read_text(encoding="utf-8")], ids=name
)
def test_no_draft_is_kept_under_the_key_of_a_person(path):
    """A draft is about an episode, a packet or a definition, which a merge leaves their keys."""
    for call in (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)):
        about = [ast.unparse(each.value) for each in call.keywords if each.arg == "subject_id"]
        assert not [each for each in about if "patient" in each]
