"""Drafts: what was typed is kept on the server, in order, for its writer only."""

from datetime import timedelta

from recovery.celery import app
from recovery.core import drafts
from recovery.core.models import Draft
from tests.cast import NOW


def begun(cast, **data):
    draft = drafts.open_draft(actor=cast.intake, form_code="screening:COWS", subject_id=cast.episode.pk)
    drafts.autosave(draft=draft, data=data, seq=1, at=NOW)
    return draft


def test_opening_a_draft_twice_gives_the_same_one(cast):
    assert (
        begun(cast).pk
        == drafts.open_draft(actor=cast.intake, form_code="screening:COWS", subject_id=cast.episode.pk).pk
    )


def test_a_late_autosave_does_not_overwrite_a_newer_one(cast):
    draft = begun(cast, tremor=2)
    assert drafts.autosave(draft=draft, data={"tremor": 4}, seq=3, at=NOW)
    assert not drafts.autosave(draft=draft, data={"tremor": 1}, seq=2, at=NOW)
    assert Draft.objects.get(pk=draft.pk).data == {"tremor": 4}


def test_another_person_has_a_draft_of_their_own(cast):
    begun(cast, tremor=2)
    assert drafts.find_draft(actor=cast.nurse, form_code="screening:COWS", subject_id=cast.episode.pk) is None


def test_drafts_are_kept_seven_days_and_then_purged(cast):
    begun(cast)
    assert drafts.purge(at=NOW + timedelta(days=7)) == 0
    assert drafts.purge(at=NOW + timedelta(days=7, seconds=1)) == 1


def test_beat_looks_for_old_drafts_by_itself(cast, clock):
    begun(cast)
    clock.move_to(NOW + timedelta(days=8))
    app.loader.import_default_modules()
    app.tasks[app.conf.beat_schedule["purge"]["task"]]()
    assert Draft.objects.count() == 0


def test_all_that_beat_asks_for_is_known_to_the_worker():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks) == set()
