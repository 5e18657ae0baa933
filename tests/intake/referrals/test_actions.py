"""What can be done with a referral: each act once, by whom it may, and on record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from intake.referrals import actions, queries
from intake.referrals.actions import errors
from intake.referrals.codes import State, Why
from intake.referrals.models import ContactAttempt, Referral, ReferralMove, ReferralNote
from intake.referrals.models.waiting_list import WaitingListEntry
from intake.referrals.queries.history import history
from recovery.audit.models import AuditEvent
from recovery.core.models import StaleEdit
from recovery.core.states import UnlawfulMove
from recovery.outbox.models import OutboundMessage
from recovery.patients import actions as patients
from recovery.patients.actions.errors import EpisodeAlreadyOpen
from recovery.patients.models import EpisodeOfCare
from tests.cast import NOW, person
from tests.intake.referrals.given import asked, caller, triaged, tried, waiting

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


def moves(referral):
    return list(referral.moves.order_by("at", "pk").values_list("from_state", "to_state"))


def test_a_request_from_the_page_promises_a_call_and_is_on_record_without_anybody_signed_in(cast):
    referral = asked("withdrawal")
    assert (referral.state, referral.way, referral.taken_by) == (State.RECEIVED, "page", None)
    assert referral.call_due_at == NOW + 4 * HOUR
    assert moves(referral) == [("", "received")]
    event = AuditEvent.objects.get(resource="intake.referral", resource_id=referral.pk)
    assert (event.actor, event.actor_role, event.detail) == (None, "public", {"way": "page", "priority": 2})


def test_one_request_sent_twice_is_one_referral(cast):
    key = uuid4()
    first, second = (actions.ask_for_call(caller=caller(), signs=[], submission_id=key, at=NOW) for _ in range(2))
    assert first == second
    assert Referral.objects.count() == ReferralMove.objects.count() == 1


def test_what_staff_take_in_is_triaged_in_the_same_act(cast):
    referral = triaged(cast, "injecting", "pregnant")
    assert (referral.state, referral.reasons, referral.priority) == (State.TRIAGED, ["pregnant", "injecting"], 1)
    assert moves(referral) == [("", "received"), ("received", "triaged")]


def test_a_caller_with_whom_all_is_settled_is_not_promised_a_call(cast):
    referral = actions.take_in(
        caller=caller(), way="phone", reasons=[], call_back=False, submission_id=uuid4(), by=cast.intake, at=NOW
    )
    assert referral.call_due_at is None


def test_triage_settles_what_the_page_was_told_and_keeps_why(cast):
    referral = asked("pregnant")
    actions.triage(referral=referral, reasons=["injecting"], by=cast.nurse, at=NOW + HOUR, note="Test was negative.")
    assert (referral.state, referral.reasons, referral.priority) == (State.TRIAGED, ["injecting"], 3)
    assert referral.call_due_at == NOW + 4 * HOUR  # the promise stands
    step = referral.moves.get(to_state="triaged")
    assert (step.by, step.reasons, step.priority) == (cast.nurse, ["injecting"], 3)
    assert ReferralNote.objects.get(subject_id=step.pk).text == "Test was negative."


def test_suicide_risk_at_triage_is_told_to_the_clinicians_who_manage_referrals_once(cast):
    referral = asked()
    for _ in range(2):
        actions.triage(referral=referral, reasons=["suicide"], by=cast.intake, at=NOW)
    told = set(OutboundMessage.objects.values_list("staff_address", flat=True))
    assert told == {cast.nurse.email, cast.prescriber.email}
    assert OutboundMessage.objects.count() == 2


def test_what_cannot_wait_is_told_as_it_comes_in_and_once_with_the_triage(cast):
    referral = asked("pregnant", "overdose")
    assert OutboundMessage.objects.count() == 2  # the nurse and the prescriber: nobody is on call
    actions.triage(referral=referral, reasons=["pregnant", "overdose"], by=cast.intake, at=NOW + HOUR)
    assert OutboundMessage.objects.count() == 2
    told = OutboundMessage.objects.first()
    assert (told.template_code, told.params, told.occurrence.patient) == ("staff_alert", {}, None)
    asked("injecting")
    assert OutboundMessage.objects.count() == 2


def test_a_flood_of_requests_does_not_ring_at_will_and_no_real_one_is_lost_in_it(cast):
    begins = NOW.replace(minute=0)

    def rings(at):
        before = OutboundMessage.objects.count()
        asked("pregnant", "overdose", at=at)
        return OutboundMessage.objects.count() - before == 2  # the nurse and the prescriber

    assert [rings(begins + n * MINUTE) for n in range(6)] == [True] * 4 + [False] * 2
    first = Referral.objects.order_by("received_at")[:4]
    for referral in first:  # the four that were told of; two stand that were not
        actions.triage(referral=referral, reasons=["injecting"], by=cast.intake, at=begins + 7 * MINUTE)
    assert rings(begins + 8 * MINUTE)
    assert rings(begins + 15 * MINUTE)


def test_nobody_is_told_of_what_can_wait(cast):
    triaged(cast, "injecting")
    assert OutboundMessage.objects.count() == 0


@pytest.mark.parametrize(("outcome", "hours"), [("no_answer", 24), ("left_message", 24), ("wrong_number", 24)])
def test_a_call_that_reached_nobody_is_tried_again_by_class(cast, outcome, hours):
    referral = triaged(cast, "injecting")
    tried(referral, cast, outcome, NOW + HOUR)
    assert referral.call_due_at == NOW + (1 + hours) * HOUR


def test_after_a_call_that_reached_them_nothing_is_due_but_what_was_agreed(cast):
    referral = triaged(cast)
    tried(referral, cast, "reached")
    assert referral.call_due_at is None
    tried(referral, cast, "reached", next_due_at=NOW + DAY)
    assert referral.call_due_at == NOW + DAY


def test_somebody_who_waits_is_called_every_week(cast):
    referral, _ = waiting(cast)
    tried(referral, cast, "reached")
    assert referral.call_due_at == NOW + 7 * DAY


def test_a_call_recorded_twice_is_one(cast):
    referral, key = triaged(cast), uuid4()
    for _ in range(2):
        actions.record_attempt(
            referral=referral, how="phone", outcome="no_answer", submission_id=key, by=cast.intake, at=NOW
        )
    assert ContactAttempt.objects.count() == 1


def test_calling_stops_after_three_tries_not_before(cast):
    referral = triaged(cast)
    for n in range(2):
        tried(referral, cast, "no_answer", NOW + n * HOUR)
    with pytest.raises(errors.TooFewAttempts, match="2 of 3 calls"):
        actions.close(referral=referral, to=State.UNREACHABLE, why="", by=cast.intake, at=NOW + 3 * HOUR)
    tried(referral, cast, "left_message", NOW + 3 * HOUR)
    step = actions.close(referral=referral, to=State.UNREACHABLE, why="", by=cast.intake, at=NOW + 4 * HOUR)
    assert (step.why, referral.call_due_at, referral.closed_at) == (Why.NO_ANSWER, None, NOW + 4 * HOUR)


def test_tries_before_a_reopening_do_not_count_again(cast):
    referral = triaged(cast)
    for n in range(3):
        tried(referral, cast, "no_answer", NOW + n * HOUR)
    actions.close(referral=referral, to=State.UNREACHABLE, why="", by=cast.intake, at=NOW + 4 * HOUR)
    actions.reopen(referral=referral, by=cast.intake, at=NOW + DAY)
    assert (referral.state, referral.call_due_at) == (State.RECEIVED, NOW + 3 * DAY)
    assert history(referral).unanswered == 0


def test_referring_on_keeps_where_to_and_why(cast):
    referral = triaged(cast)
    step = actions.close(
        referral=referral, to=State.REFERRED_ON, why=Why.TOO_FAR, where_to="Harbor Clinic, Albany", by=cast.intake,
        at=NOW,
    )  # fmt: skip
    assert (step.why, step.where_to, step.by) == (Why.TOO_FAR, "Harbor Clinic, Albany", cast.intake)


@pytest.mark.parametrize("state", [State.DECLINED, State.REFERRED_ON])
def test_what_is_closed_is_neither_triaged_nor_called(cast, state):
    referral = triaged(cast)
    actions.close(referral=referral, to=state, why=Why.OTHER, where_to="Elsewhere", by=cast.intake, at=NOW)
    with pytest.raises(UnlawfulMove):
        actions.triage(referral=referral, reasons=[], by=cast.intake, at=NOW)
    with pytest.raises(errors.NotOpen):
        tried(referral, cast, "reached")


def test_details_changed_by_two_people_are_not_lost(cast):
    referral = triaged(cast)
    read_at = referral.version
    actions.change_details(referral=referral, caller=caller(name="Rosa D."), version=read_at, by=cast.nurse, at=NOW)
    with pytest.raises(StaleEdit):
        actions.change_details(referral=referral, caller=caller(name="R."), version=read_at, by=cast.intake, at=NOW)
    referral.refresh_from_db()
    assert referral.name == "Rosa D."


# --- the waiting list -------------------------------------------------------------------------------------------


def test_a_place_is_given_once_and_taken_off_with_a_reason(cast):
    referral, place = waiting(cast, "pregnant")
    with pytest.raises(errors.AlreadyWaiting):
        actions.put_on_waiting_list(referral=referral, reasons=[], by=cast.intake, at=NOW)
    for _ in range(2):
        actions.take_off(entry=place, why=Why.NOT_WANTED, by=cast.intake, at=NOW + DAY)
    referral.refresh_from_db()
    assert (referral.state, place.why, place.off_by) == (State.TRIAGED, Why.NOT_WANTED, cast.intake)


def test_the_order_is_class_then_time_waited(cast):
    _, late = waiting(cast, at=NOW + HOUR, phone="+12125550102")
    _, early = waiting(cast, at=NOW)
    _, urgent = waiting(cast, "pregnant", at=NOW + 2 * HOUR)
    assert [queries.place_number(each) for each in (urgent, early, late)] == [1, 2, 3]


def test_within_a_class_the_preference_of_the_law_comes_before_the_time_waited(cast):
    _, overdose = waiting(cast, "overdose", at=NOW)
    _, pregnant = waiting(cast, "pregnant", at=NOW + HOUR)
    _, suicide = waiting(cast, "suicide", at=NOW)
    _, both = waiting(cast, "pregnant", "injecting", at=NOW + 2 * HOUR)
    _, injecting = waiting(cast, "injecting", at=NOW + HOUR)
    _, other = waiting(cast, "other", at=NOW)
    places = [queries.place_number(each) for each in (both, suicide, pregnant, overdose, injecting, other)]
    assert places == [1, 2, 3, 4, 5, 6]
    page = queries.open_waiting_list(cast.intake, after=pregnant.pk, at=NOW)
    assert [(place.number, place.entry) for place in page.rows] == [(4, overdose), (5, injecting), (6, other)]


def test_triage_while_waiting_moves_the_place_and_keeps_the_time(cast):
    _, first = waiting(cast)
    referral, place = waiting(cast, at=NOW + DAY)
    actions.triage(referral=referral, reasons=["pregnant"], by=cast.nurse, at=NOW + 2 * DAY)
    place.refresh_from_db()
    assert (referral.state, place.priority, place.since) == (State.WAITING, 2, NOW + DAY)
    assert (queries.place_number(place), queries.place_number(first)) == (1, 2)


def test_an_assessment_puts_its_episode_on_the_list_and_may_take_it_off(cast):
    place = actions.put_on_waiting_list(episode=cast.episode, reasons=["injecting"], by=cast.counselor, at=NOW)
    assert (place.episode, place.priority, place.since) == (cast.episode, 3, NOW)
    with pytest.raises(errors.AlreadyWaiting):
        actions.put_on_waiting_list(episode=cast.episode, reasons=[], by=cast.counselor, at=NOW)
    actions.take_off(entry=place, why=Why.ADMITTED, by=cast.counselor, at=NOW + DAY)
    assert queries.place_of(episode=cast.episode) is None


def test_a_place_is_for_one_thing(cast):
    with pytest.raises(ValueError, match="one referral or for one episode"):
        actions.put_on_waiting_list(reasons=[], by=cast.intake, at=NOW)


@pytest.mark.parametrize("who", ["outsider", "privacy_officer", "administrator", "patient_user"])
def test_others_do_not_touch_the_list(cast, who):
    with pytest.raises(PermissionDenied):
        actions.put_on_waiting_list(episode=cast.episode, reasons=[], by=getattr(cast, who), at=NOW)


@pytest.mark.parametrize("who", ["counselor", "privacy_officer", "administrator", "patient_user"])
def test_others_do_not_touch_referrals(cast, who):
    referral, actor = triaged(cast), getattr(cast, who)
    for act in (
        lambda: actions.triage(referral=referral, reasons=[], by=actor, at=NOW),
        lambda: actions.close(referral=referral, to=State.DECLINED, why=Why.OTHER, by=actor, at=NOW),
        lambda: actions.reopen(referral=referral, by=actor, at=NOW),
        lambda: actions.change_details(referral=referral, caller=caller(), version=1, by=actor, at=NOW),
        lambda: actions.take_in(
            caller=caller(), way="phone", reasons=[], call_back=True, submission_id=uuid4(), by=actor, at=NOW
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- to a patient -----------------------------------------------------------------------------------------------


def opened(referral, cast, key=None):
    return actions.convert(
        referral=referral, referral_source="self", reason="Enough.", lead=cast.counselor,
        submission_id=key or uuid4(), by=cast.intake, at=NOW,
    )  # fmt: skip


@pytest.fixture
def rosa(cast):
    from datetime import date

    return person("Rosa", "Delgado", date(1990, 1, 1), by=cast.intake)


def test_a_referral_becomes_an_episode_once(cast, rosa):
    referral, key = triaged(cast), uuid4()
    with pytest.raises(errors.NobodyChosen):
        opened(referral, cast)
    actions.identify(referral=referral, patient=rosa, by=cast.intake, at=NOW)
    first, second = opened(referral, cast, key), opened(referral, cast, key)
    assert first == second == EpisodeOfCare.objects.get(patient=rosa)
    assert (referral.state, referral.episode, referral.call_due_at) == (State.CONVERTED, first, None)
    assert moves(referral)[-1] == ("triaged", "converted")


def test_who_waited_leaves_the_list_and_keeps_the_time_waited_when_put_on_it_again(cast, rosa):
    referral, place = waiting(cast, "injecting", at=NOW - 9 * DAY)
    actions.identify(referral=referral, patient=rosa, by=cast.intake, at=NOW)
    episode = opened(referral, cast)
    place.refresh_from_db()
    assert (place.why, place.off_at) == (Why.ADMITTED, NOW)
    again = actions.put_on_waiting_list(episode=episode, reasons=["injecting"], by=cast.counselor, at=NOW + DAY)
    assert (again.since, again.put_at) == (NOW - 9 * DAY, NOW + DAY)


def test_somebody_in_care_already_is_joined_not_opened_twice(cast):
    referral = triaged(cast)
    actions.identify(referral=referral, patient=cast.patient, by=cast.intake, at=NOW)
    with pytest.raises(EpisodeAlreadyOpen):
        opened(referral, cast)
    actions.join(referral=referral, episode=cast.episode, by=cast.intake, at=NOW)
    assert (referral.state, referral.episode) == (State.CONVERTED, cast.episode)


def test_a_referral_joins_no_episode_of_somebody_else_or_out_of_reach(cast, rosa):
    referral = triaged(cast)
    actions.identify(referral=referral, patient=cast.patient, by=cast.intake, at=NOW)
    with pytest.raises(errors.NobodyChosen):
        actions.join(referral=referral, episode=cast.other_episode, by=cast.intake, at=NOW)
    patients.move_stage(episode=cast.episode, to="in_treatment", by=cast.counselor, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.join(referral=referral, episode=cast.episode, by=cast.intake, at=NOW)


def test_the_timeline_tells_how_the_person_came(cast, rosa):
    referral, _ = waiting(cast, "injecting", at=NOW - DAY)
    tried(referral, cast, "reached", NOW - HOUR, note="Asks for mornings.")
    actions.identify(referral=referral, patient=rosa, by=cast.intake, at=NOW)
    told = queries.timeline(opened(referral, cast))
    assert {entry.title for entry in told} == {
        "Referral: received", "Referral: triaged", "Referral: put on the waiting list", "Referral: phone call: reached",
        "Referral: became a patient",
    }  # fmt: skip
    assert [entry.text for entry in told if entry.icon == "phone"] == ["Asks for mornings."]


# --- what is kept, and for how long -----------------------------------------------------------------------------


def test_names_and_notes_go_ninety_days_after_closing_and_the_coded_rows_stay(cast):
    referral = triaged(cast, "injecting")
    tried(referral, cast, "reached", note="Moved to Boston.")
    actions.close(referral=referral, to=State.DECLINED, why=Why.TOO_FAR, by=cast.intake, at=NOW, note="Boston")
    assert actions.forget(at=NOW + 90 * DAY) == 0
    assert actions.forget(at=NOW + 90 * DAY + HOUR) == 1
    assert actions.forget(at=NOW + 91 * DAY) == 0
    referral.refresh_from_db()
    assert (referral.name, referral.phone, referral.notes.count()) == ("", "", 0)
    assert (referral.moves.count(), referral.attempts.count(), referral.reasons) == (3, 1, ["injecting"])
    assert AuditEvent.objects.get(action="deleted", resource_id=referral.pk).actor_role == "system"
    with pytest.raises(errors.NothingKept):
        actions.reopen(referral=referral, by=cast.intake, at=NOW + 92 * DAY)


def test_open_referrals_and_those_that_became_patients_are_kept(cast, rosa):
    triaged(cast)
    referral = triaged(cast)
    actions.identify(referral=referral, patient=rosa, by=cast.intake, at=NOW)
    opened(referral, cast)
    assert actions.forget(at=NOW + 400 * DAY) == 0


def test_a_note_is_never_changed(cast):
    referral = triaged(cast)
    tried(referral, cast, "reached", note="As said.")
    with pytest.raises(InternalError, match="Cannot update rows"), transaction.atomic():
        ReferralNote.objects.update(text="Otherwise.")


def test_an_open_place_holds_no_more_than_one_row_in_the_database(cast):
    _, place = waiting(cast)
    with pytest.raises(Exception, match="referral_waits_once"), transaction.atomic():
        WaitingListEntry.objects.create(
            referral=place.referral, priority=4, since=NOW, requested_at=NOW, put_at=NOW, put_by=cast.intake
        )
