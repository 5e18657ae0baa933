"""Many at once on one packet in the person's hands: taps of one button, and guesses of the year of birth."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from intake.screening import actions as screening
from intake.screening.actions.errors import AlreadyRecorded, NewerDraft
from intake.screening.assignments import actions as assignments
from intake.screening.assignments import queries
from intake.screening.assignments.actions.errors import NotOpen, WrongYear
from intake.screening.assignments.models import TRIES, PacketAssignment
from intake.screening.models import InstrumentResponse
from intake.screening.own import actions
from intake.screening.queries.own_parts import parts
from recovery.core.models import Draft
from tests.intake.screening.given import assign, record, start

AT_ONCE = 8


@pytest.fixture
def tablet(ground):
    """The id of an assignment whose craving question is on the screen."""
    at = timezone.now()
    made = assign(start(ground, at=at), "tablet", ground.nurse, at=at)
    return assignments.hand_over(assignment=made, by=ground.nurse, at=at).pk


def at_once(act):
    """What each of AT_ONCE threads met: the name of what `act` raised, or its own word."""
    ready = Barrier(AT_ONCE)

    def one(_):
        try:
            with transaction.atomic():
                return act(ready)
        except (AlreadyRecorded, NotOpen) as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(one, range(AT_ONCE)))


def test_taps_on_a_last_question_that_come_together_are_one_record(tablet):
    def tap(ready):
        assignment, now = queries.answering(tablet), timezone.now()
        craving = parts(assignment.packet)[0]
        ready.wait()  # all have looked before any is kept
        part = actions.answer(assignment=assignment, part=craving, number=1, value="7", language="en", at=now)
        actions.finish_part(assignment=assignment, part=part, language="en", at=now)
        return "kept"

    assert at_once(tap) == [*["AlreadyRecorded"] * (AT_ONCE - 1), "kept"]
    assert (InstrumentResponse.objects.get().score, Draft.objects.count()) == (7, 0)


def test_an_autosave_that_comes_with_the_submit_leaves_no_draft_behind(ground):
    packet = start(ground, at=timezone.now())

    def work(ready):
        number, at = ready.wait(), timezone.now()
        if number == 0:
            record(ground, packet, "CRAVING", at=at)
            return "recorded"
        with suppress(NewerDraft):
            screening.save_draft(packet=packet, code="CRAVING", data={"nrs": "2"}, seq=number, by=ground.intake, at=at)
        return "saved"

    assert "recorded" in at_once(work)
    assert Draft.objects.count() == 0


def test_guesses_that_come_together_are_no_more_than_the_link_allows(tablet):
    def guess(ready):
        assignment = queries.answering(tablet)
        ready.wait()
        try:
            assignments.check_year(assignment=assignment, year=1900, at=timezone.now())
        except WrongYear:
            return "wrong"

    assert at_once(guess) == [*["NotOpen"] * (AT_ONCE - TRIES), *["wrong"] * TRIES]
    assert PacketAssignment.objects.get(pk=tablet).wrong_tries == TRIES
