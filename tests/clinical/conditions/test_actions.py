"""Diagnoses are assigned by clinicians, and never change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connections, transaction

from intake.screening import queries as screening
from recovery.clinical.conditions import actions, queries
from recovery.clinical.conditions.actions import (
    AlreadyAssigned,
    AlreadyChanged,
    Contradiction,
    Diagnosis,
    PrincipalTaken,
    ReasonMissing,
)
from recovery.clinical.conditions.models import Condition
from tests.cast import NOW

OUD = Diagnosis("F11.20", "principal")
ALCOHOL = Diagnosis("F10.20", "co_occurring", verification="confirmed")


def assign(cast, diagnosis=OUD, *, by=None, submission_id=None):
    return actions.assign(
        episode=cast.episode,
        diagnosis=diagnosis,
        submission_id=submission_id or uuid4(),
        by=by or cast.counselor,
        at=NOW,
    )


def change(cast, condition, diagnosis, reason="Criteria were asked again"):
    return actions.change(
        condition=condition, diagnosis=diagnosis, reason=reason, submission_id=uuid4(), by=cast.prescriber, at=NOW
    )


@pytest.mark.parametrize("who", ["intake", "nurse", "outsider"])
def test_only_a_clinician_of_the_person_assigns(cast, who):
    with pytest.raises(PermissionDenied):
        assign(cast, by=getattr(cast, who))
    assert list(queries.current(cast.episode)) == []


def test_other_rooms_read_it_in_the_summary_of_screening(cast):
    assign(cast)
    assign(cast, ALCOHOL)
    told = screening.summary(cast.episode).conditions
    assert [(each.icd10, each.rank, each.family) for each in told] == [
        ("F11.20", "principal", "opioid"),
        ("F10.20", "co_occurring", "alcohol"),
    ]


def test_a_code_stands_once_and_one_is_principal(cast):
    assign(cast)
    with pytest.raises(AlreadyAssigned):
        assign(cast, Diagnosis("F11.20", "co_occurring"))
    with pytest.raises(PrincipalTaken, match=r"F11\.20 is the principal diagnosis"):
        assign(cast, Diagnosis("F33.1", "principal"))


@pytest.mark.parametrize(
    ("code", "status"), [("F11.21", "active"), ("F11.20", "remission"), ("F32.5", "resolved"), ("F33.1", "remission")]
)
def test_code_and_status_say_the_same(cast, code, status):
    with pytest.raises(Contradiction):
        assign(cast, Diagnosis(code, "co_occurring", clinical_status=status))


def test_a_clinician_assigns_remission(cast):
    assert assign(cast, Diagnosis("F11.21", "principal", clinical_status="remission")).icd10 == "F11.21"


def test_a_change_keeps_both_and_needs_a_reason(cast):
    first = assign(cast)
    with pytest.raises(ReasonMissing):
        change(cast, first, Diagnosis("F11.10", "principal"), reason=" ")
    second = change(cast, first, Diagnosis("F11.10", "principal", verification="confirmed"))
    assert [each.pk for each in queries.current(cast.episode)] == [second.pk]
    assert [each.pk for each in queries.all_versions(cast.episode)] == [second.pk, first.pk]
    with pytest.raises(AlreadyChanged):
        change(cast, first, OUD)


def test_what_was_an_error_stands_no_more(cast):
    first = assign(cast)
    change(cast, first, Diagnosis("F11.20", "principal", verification="entered_in_error"), reason="Wrong person")
    assert list(queries.current(cast.episode)) == []


def test_the_database_keeps_what_the_rules_say(cast):
    first = assign(cast)
    for fields in ({"icd10": "X00.0"}, {"supersedes": first, "change_reason": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Condition.objects.create(**_columns(cast) | fields)


def _columns(cast):
    return {
        "episode": cast.episode, "icd10": "F10.20", "rank": "co_occurring", "clinical_status": "active",
        "verification": "confirmed", "assigned_by": cast.counselor, "assigned_at": NOW, "submission_id": uuid4(),
    }  # fmt: skip


def test_many_identical_submits_make_one_diagnosis(transactional_ground):
    from tests.cast import assemble

    cast, key = assemble(), uuid4()

    def send(_):
        try:
            return assign(cast, submission_id=key).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        made = set(threads.map(send, range(24)))
    assert (len(made), Condition.objects.count()) == (1, 1)
