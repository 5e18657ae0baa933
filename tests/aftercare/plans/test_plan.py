"""The aftercare plan: written with the person, given as a copy that never changes."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from aftercare.plans import queries
from aftercare.plans.actions import (
    PlanNotReady,
    give_plan,
    write_and_give,
    write_plan,
)
from aftercare.plans.content import Gathering, Person, PlanContent, Step
from aftercare.plans.models import AftercarePlan, AftercarePlanRevision
from recovery.audit.models import AuditEvent
from recovery.core.models import StaleEdit
from tests.cast import NOW

CONTENT = PlanContent(
    reasons=("I want to be awake for my daughter’s mornings.", "I like the roof."),
    triggers=(Step("Payday, cash in my pocket", "Dee holds it. I keep 20 dollars."), Step("Cannot sleep", "Radio.")),
    people=(Person("Dee", "My sister", "+12125550178"),),
    meetings=(Gathering("Home group", "Tuesday 7 pm", "Riverside hall, room 2"),),
    medicine="Buprenorphine/naloxone 16/4 mg",
    medicine_how="under the tongue, every morning",
    supply_until=date(2026, 11, 27),
    safe_storage="Locked box, top shelf",
)


def write(cast, content=CONTENT, version=0, by=None):
    return write_plan(episode=cast.episode, content=content, version=version, by=by or cast.counselor, at=NOW)


def give(cast, content=CONTENT, version=0, submission_id=None):
    return write_and_give(
        episode=cast.episode,
        content=content,
        version=version,
        submission_id=submission_id or uuid4(),
        by=cast.counselor,
        at=NOW,
    )


def test_a_plan_reads_back_as_it_was_written(cast):
    plan = write(cast)
    assert queries.content_of(plan) == CONTENT
    assert PlanContent.from_json(CONTENT.as_json()) == CONTENT


def test_writing_over_what_somebody_else_saved_shows_both(cast):
    write(cast)
    write(cast, replace(CONTENT, reasons=("Theirs",)), version=1, by=cast.nurse)
    with pytest.raises(StaleEdit) as stale:
        write(cast, replace(CONTENT, reasons=("Mine",)), version=1)
    assert queries.content_of(stale.value.current).reasons == ("Theirs",)
    assert stale.value.current.version == 2


def test_the_same_words_saved_twice_are_one_change(cast):
    write(cast)
    assert write(cast).version == 1
    assert AuditEvent.objects.filter(resource="aftercare.aftercareplan").count() == 1


def test_the_trail_names_the_parts_that_changed_and_not_the_words(cast):
    write(cast)
    write(cast, replace(CONTENT, medicine="Methadone 60 mg"), version=1)
    event = AuditEvent.objects.get(resource="aftercare.aftercareplan", action="changed")
    assert event.detail == {"fields": ["medicine"]}


def test_giving_keeps_a_whole_copy(cast):
    revision = give(cast)
    assert (revision.number, PlanContent.from_json(revision.content)) == (1, CONTENT)
    assert revision.content_hash == CONTENT.digest
    with pytest.raises(TypeError):
        revision.save()


def test_giving_twice_with_one_submission_makes_one_revision(cast):
    once = uuid4()
    assert give(cast, submission_id=once) == give(cast, submission_id=once)
    assert AftercarePlanRevision.objects.count() == 1


def test_a_second_giving_is_the_next_revision(cast):
    give(cast)
    assert give(cast, replace(CONTENT, reasons=("New",)), version=1).number == 2
    assert PlanContent.from_json(queries.current_revision(cast.episode).content).reasons == ("New",)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("reasons", "Before you give the plan, add one reason in their own words."),
        ("triggers", "Before you give the plan, add one trigger with what to do."),
        ("people", "Before you give the plan, add one person to call."),
    ],
)
def test_a_plan_without_what_it_needs_is_not_given(cast, part, sentence):
    with pytest.raises(PlanNotReady) as problem:
        give(cast, replace(CONTENT, **{part: ()}))
    assert str(problem.value) == sentence
    assert AftercarePlanRevision.objects.count() == 0
    assert AftercarePlan.objects.count() == 0


def test_an_empty_plan_names_all_that_it_lacks(cast):
    with pytest.raises(PlanNotReady) as problem:
        give(cast, PlanContent())
    assert len(problem.value.lacks) == 3


def test_a_plan_that_changed_meanwhile_is_not_given(cast):
    plan = write(cast)
    write(cast, replace(CONTENT, reasons=("Theirs",)), version=1, by=cast.nurse)
    with pytest.raises(StaleEdit):
        give_plan(plan=plan, version=1, submission_id=uuid4(), by=cast.counselor, at=NOW)


@pytest.mark.parametrize("who", ["intake", "outsider", "privacy_officer", "patient_user"])
def test_only_clinicians_who_care_for_the_person_write(cast, who):
    with pytest.raises(PermissionDenied):
        write(cast, by=getattr(cast, who))


def test_other_rooms_read_the_plan_that_was_given(cast):
    assert queries.coping_steps(cast.episode) == []
    give(cast)
    write(cast, PlanContent(), version=1)
    assert queries.coping_steps(cast.episode)[1] == ("Cannot sleep", "Radio.")
    assert queries.people_to_call(cast.episode) == CONTENT.people
    assert [entry.title for entry in queries.timeline(cast.episode)] == ["Aftercare plan given"]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_plan_is_read_with_as_few_questions_for_thirty_rows(cast, django_assert_num_queries, rows):
    plan = write(cast, replace(CONTENT, reasons=tuple(f"Reason {n}" for n in range(rows))))
    with django_assert_num_queries(4):
        queries.content_of(plan)
    revision = 0
    for n in range(rows):
        revision = give(cast, replace(CONTENT, reasons=(f"Given {n}",)), version=n + 1).number
    assert revision == rows
    with django_assert_num_queries(1):
        queries.timeline(cast.episode)
