"""Keeping what was told: once, over what was seen, never over what somebody else told meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from intake.registration import actions, queries
from intake.registration.actions.errors import (
    EpisodeClosed,
    ImpossibleAnswers,
    NewerDraft,
    StaleHistory,
    Unconfirmed,
)
from intake.registration.codes import Answer
from intake.registration.content import PartialDate, Substances
from intake.registration.models import HistoryRevision
from recovery.audit.models import AuditEvent
from recovery.core.models import Draft
from recovery.patients import actions as patients
from recovery.patients.actions.identity import update_patient
from recovery.patients.codes import Sex, Stage
from tests.cast import NOW, open_episode
from tests.intake.registration.given import ALL, HEROIN, OVERDOSE, pregnant, save, save_all

LATER = NOW + timedelta(hours=1)


def test_a_section_is_kept_with_who_and_when_and_leaves_a_trail(cast):
    revision, findings = save(cast, "substances")
    assert (revision.told, revision.recorded_by, revision.recorded_at) == (ALL["substances"], cast.intake, NOW)
    assert findings == []
    event = AuditEvent.objects.get(resource="intake.historyrevision")
    assert (event.actor, event.patient_id, event.detail) == (
        cast.intake,
        cast.patient.pk,
        {"section": "substances"},
    )


def test_the_same_submission_again_returns_what_is_kept(cast):
    given = {"submission_id": uuid4(), "base": None}
    first, _ = save(cast, "overdoses", **given)
    again, findings = save(cast, "overdoses", **given)
    assert (first, findings) == (again, [])
    assert HistoryRevision.objects.count() == 1


@pytest.mark.parametrize("section", ["social", "identity", "allergies"])
def test_the_same_words_again_in_one_episode_make_no_second_version(cast, section):
    first, _ = save(cast, section)
    again, _ = save(cast, section, by=cast.nurse, at=LATER)
    assert first == again


def test_what_the_persons_record_says_otherwise_by_now_is_told_anew(cast):
    first, _ = save(cast, "allergies")
    cast.patient.refresh_from_db()
    fields = {"allergy_status": "none_known", "allergies": ""}
    update_patient(patient=cast.patient, fields=fields, version=cast.patient.version, by=cast.nurse, at=LATER)
    again, _ = save(cast, "allergies", at=LATER)
    cast.patient.refresh_from_db()
    assert (again.supersedes, cast.patient.allergies) == (first, "Penicillin, rash")


def test_a_change_stands_in_the_place_of_what_was_told_and_both_are_kept(cast):
    first, _ = save(cast, "substances")
    changed = Substances(Answer.YES, Answer.YES, (HEROIN,))
    second, _ = save(cast, "substances", changed, by=cast.nurse, at=LATER)
    assert second.supersedes == first
    assert queries.history(cast.episode).substances == changed
    [told] = [each for each in queries.told_sections(cast.episode) if each.section.code == "substances"]
    assert (told.current, told.earlier) == (second, (first,))


def test_what_was_written_over_an_older_version_is_refused_with_the_newer(cast):
    first, _ = save(cast, "overdoses")
    theirs, _ = save(
        cast, "overdoses", replace(ALL["overdoses"], overdoses=(OVERDOSE, OVERDOSE)), by=cast.nurse, at=LATER
    )
    with pytest.raises(StaleHistory) as refused:
        save(cast, "overdoses", replace(ALL["overdoses"], answer=Answer.NO, overdoses=()), base=first.pk, at=LATER)
    assert refused.value.current == theirs
    with pytest.raises(StaleHistory):
        save(cast, "overdoses", replace(ALL["overdoses"], answer=Answer.NO, overdoses=()), base=None, at=LATER)


def test_answers_that_cannot_be_are_not_kept(cast):
    tomorrow = replace(OVERDOSE, when=PartialDate(2026, 11, 21))
    with pytest.raises(ImpossibleAnswers) as refused:
        save(cast, "overdoses", replace(ALL["overdoses"], overdoses=(tomorrow,)))
    assert [problem.field for problem in refused.value.problems] == ["when"]
    assert not HistoryRevision.objects.exists()


def test_a_contradiction_is_kept_once_somebody_says_that_it_is_right_and_its_remark_with_it(cast):
    save(cast, "identity")
    with pytest.raises(Unconfirmed):
        save(cast, "pregnancy", pregnant())
    revision, _ = save(cast, "pregnancy", pregnant(), confirmed=True)
    assert revision.remarks == ["The recorded sex is male"]


def test_identity_stands_on_the_persons_record(cast):
    save(cast, "identity", replace(ALL["identity"], given_name="Marco", sex=Sex.OTHER, language="es"))
    cast.patient.refresh_from_db()
    assert (cast.patient.given_name, cast.patient.sex, cast.patient.language) == ("Marco", "other", "es")
    assert "marco" in cast.patient.search_name
    event = AuditEvent.objects.get(resource="patients.patient", action="changed")
    assert event.detail == {"fields": ["given_name", "language", "pronouns", "sex"]}


def test_a_new_time_zone_moves_the_hours_of_the_contact_points(cast):
    save(cast, "identity", replace(ALL["identity"], time_zone="America/Denver"))
    zones = set(cast.patient.contact_points.values_list("time_zone", flat=True))
    assert zones == {"America/Denver"}


def test_a_record_that_somebody_else_changed_meanwhile_is_not_written_over(cast):
    cast.patient.refresh_from_db()
    stale = cast.patient.version
    save(cast, "allergies")
    with pytest.raises(StaleHistory):
        save(cast, "identity", replace(ALL["identity"], given_name="Mark"), patient_version=stale)
    cast.patient.refresh_from_db()
    assert (cast.patient.given_name, cast.patient.allergies) == ("Marcus", "Penicillin, rash")


def test_a_correction_of_the_date_of_birth_counts_for_what_is_told_next(cast):
    save(cast, "identity", replace(ALL["identity"], birth_date=date(2002, 3, 12)))
    with pytest.raises(ImpossibleAnswers):
        save(cast, "overdoses", replace(ALL["overdoses"], overdoses=(replace(OVERDOSE, when=PartialDate(1999)),)))


def test_findings_are_raised_by_the_section_they_read_and_by_no_other(cast):
    _, raised = save(
        cast, "overdoses", replace(ALL["overdoses"], overdoses=(replace(OVERDOSE, when=PartialDate(2026, 11, 18)),))
    )
    assert [finding.rule_id for finding in raised] == ["OVERDOSE-01"]
    assert save(cast, "social")[1] == []


def test_the_next_episode_knows_what_was_told_and_asks_for_it_to_be_confirmed(cast):
    told = save_all(cast)
    patients.move_stage(episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    again = open_episode(cast.patient, lead=cast.counselor, by=cast.intake, at=LATER)
    progress, history = queries.registration_progress(again, reader=cast.intake, at=LATER)
    assert (progress.done, {task.state for task in progress.tasks}) == (0, {"To confirm"})
    assert history.substances == ALL["substances"]
    confirmed, _ = save(cast, "substances", episode=again, at=LATER)
    assert confirmed.supersedes is None  # what was told in an earlier episode stays as it was told then
    assert queries.current_revision(cast.patient, "substances") == confirmed != told["substances"]
    assert queries.registration_progress(again, reader=cast.intake, at=LATER)[0].done == 1


def test_a_closed_episode_takes_no_more_answers(cast):
    patients.move_stage(episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    cast.episode.refresh_from_db()
    with pytest.raises(EpisodeClosed):
        save(cast, "social", by=cast.counselor)
    with pytest.raises(EpisodeClosed):
        actions.save_draft(episode=cast.episode, section="social", data={}, seq=1, by=cast.counselor, at=NOW)


@pytest.mark.parametrize("who", ["outsider", "privacy_officer", "administrator", "patient_user"])
def test_only_who_cares_for_the_person_writes_the_history(cast, who):
    with pytest.raises(PermissionDenied):
        save(cast, "social", by=getattr(cast, who))


def test_a_draft_is_kept_in_the_order_it_was_typed_and_goes_when_it_is_saved(cast):
    def type_in(text, seq):
        return actions.save_draft(
            episode=cast.episode, section="strengths", data={"good_at": [text]}, seq=seq, by=cast.intake, at=NOW
        )

    type_in("Roofing", 2)
    with pytest.raises(NewerDraft) as refused:
        type_in("Roof", 1)
    assert refused.value.draft.data == {"good_at": ["Roofing"]}
    save(cast, "strengths")
    assert not Draft.objects.exists()


def test_the_history_is_one_query(cast, django_assert_num_queries):
    save_all(cast)
    with django_assert_num_queries(1):
        history = queries.history(cast.episode)
    assert history.emergency_contact == ALL["people"].people[0]
    assert history.sections == ALL


@pytest.mark.parametrize("versions", [1, 30])
def test_all_versions_are_read_in_one_query(cast, django_assert_num_queries, versions):
    for number in range(versions):
        save(cast, "strengths", replace(ALL["strengths"], wants=f"Sleep {number}"), at=NOW + timedelta(minutes=number))
    with django_assert_num_queries(1):
        told = queries.told_sections(cast.episode)
    assert sum(len(each.earlier) + bool(each.current) for each in told) == versions
    with django_assert_num_queries(1):
        [entry] = queries.timeline(cast.episode)
    assert (entry.title, entry.actor) == ("Registration: strengths", "Paul Eriksen")


def test_what_one_person_wrote_down_on_one_day_is_one_entry_of_the_timeline(cast):
    save_all(cast)
    save(cast, "social", replace(ALL["social"], detail="Nights"), by=cast.nurse, at=LATER)
    assert [(each.title, each.actor) for each in queries.timeline(cast.episode)] == [
        ("Registration: daily life", "Nora Lindqvist"),
        ("Registration: 13 sections", "Paul Eriksen"),
    ]


# --- at once: real commits, several connections --------------------------------------------------------------------


@pytest.fixture
def ground(transactional_ground):
    from tests.cast import assemble

    return assemble()


def at_once(work, times, threads=8):
    """Do `work(number)` so many times from several connections; returns what each gave or raised."""

    def one(number):
        try:
            return work(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(times)))


def test_five_hundred_identical_submits_make_one_revision(ground):
    key = uuid4()
    made = at_once(lambda _: save(ground, "substances", submission_id=key, base=None)[0].pk, 500)
    assert len(set(made)) == 1
    assert HistoryRevision.objects.count() == 1


def test_of_different_answers_at_once_one_is_kept_and_every_other_is_told_of_it(ground):
    def tell(number):
        return save(ground, "strengths", replace(ALL["strengths"], wants=f"Wish {number}"), base=None)[0]

    outcomes = at_once(tell, 12)
    kept = [each for each in outcomes if isinstance(each, HistoryRevision)]
    refused = [each for each in outcomes if isinstance(each, StaleHistory)]
    assert (len(kept), len(refused)) == (1, 11)
    assert {each.current.pk for each in refused} == {kept[0].pk}
