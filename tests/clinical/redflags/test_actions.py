"""Raised once, told once, never gone without a person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connections, transaction

from intake.screening import actions as screening
from recovery.audit.models import AuditEvent
from recovery.clinical.instruments import urgent
from recovery.clinical.redflags import actions, queries
from recovery.clinical.redflags.actions.errors import AlreadyResolved, AlreadyTaken
from recovery.clinical.redflags.models import RedFlag, RedFlagStep
from recovery.clinical.redflags.rules import PREG_01
from recovery.outbox.models import Occurrence, OutboundMessage
from recovery.patients import actions as patients
from recovery.patients.models import CalledIn, CareTeamMember
from recovery.patients.queries import caseload
from tests.cast import NOW, assemble
from tests.clinical.redflags.scene import flag, on_call, raised, resolve
from tests.intake.screening.given import LOW_MOOD, NO_SUICIDE

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ITEM_9 = next(rule for rule in urgent.RULES if rule.id == "PHQ9:SUICIDE_ITEM_POSITIVE")
HIGH = {"1": "yes", "2": "yes", "3": "yes", "4": "yes", "5": "no", "6": "no"}
MODERATE = HIGH | {"4": "no"}


def mails():
    return sorted(OutboundMessage.objects.values_list("staff_address", flat=True))


def answer(cast, code, answers, **given):
    return screening.record_response(
        code=code, answers=answers, mode="interview", submission_id=uuid4(), by=cast.intake, at=NOW,
        episode=cast.episode, **given,
    )  # fmt: skip


def correct(cast, response, answers):
    return screening.correct_response(
        response=response, answers=answers, reason="Misheard.", submission_id=uuid4(), by=cast.intake,
        at=NOW + 5 * MINUTE,
    )  # fmt: skip


def pregnant(cast, **given):
    """PREG-01: a state that lasts."""
    [made] = raised(cast, PREG_01.finding(), **given)
    return made


def kinds(made):
    return list(made.steps.order_by("at", "id").values_list("kind", flat=True))


# --- raising --------------------------------------------------------------------------------------------------


def test_the_person_on_call_owns_it_and_is_told_once_without_a_word_of_what(cast):
    on_call(cast, cast.prescriber)
    made = flag(cast)
    assert (made.owner, made.due_at, made.status) == (cast.prescriber, NOW + 15 * MINUTE, "open")
    message = OutboundMessage.objects.get()
    assert (message.staff_address, message.template_code, message.params) == (cast.prescriber.email, "staff_alert", {})
    assert message.occurrence.patient is None


def test_a_state_that_lasts_is_one_item_of_work_whatever_finds_it_again(cast):
    first, reading = pregnant(cast, origin="history"), uuid4()
    again = pregnant(cast, subject_id=reading, origin="reading", at=NOW + HOUR)
    pregnant(cast, subject_id=reading, origin="reading", at=NOW + HOUR)
    assert (again.pk, again.current_subject_id, again.origin, kinds(again)) == (first.pk, reading, "reading", ["again"])
    assert again.due_at == first.due_at
    assert len(mails()) == 1
    assert [card.flag.pk for card in queries.raised(reading, NOW + HOUR)] == [first.pk]
    told = [entry.title for entry in queries.timeline(cast.episode)]
    assert sorted(told) == ["Red flag found again", "Red flag raised"]


def test_a_state_found_after_it_was_closed_or_in_somebody_else_is_new(cast):
    first = pregnant(cast)
    pregnant(cast, episode=cast.other_episode)
    resolve(cast, first)
    pregnant(cast, at=NOW + HOUR)
    assert RedFlag.objects.count() == 3


def test_an_event_that_happens_twice_is_two_items_of_work(cast):
    assert flag(cast).pk != flag(cast, at=NOW + HOUR).pk


def test_a_state_found_again_after_a_correction_holds(cast):
    response_id, corrected, reading = uuid4(), uuid4(), uuid4()
    pregnant(cast, subject_id=response_id)
    raised(cast, ITEM_9.finding(), subject_id=corrected, corrects=response_id)
    [card] = queries.raised(response_id, NOW)
    assert card.was_corrected
    pregnant(cast, subject_id=reading, at=NOW + HOUR)
    [card] = queries.raised(reading, NOW + HOUR)
    assert not card.was_corrected


def test_with_nobody_on_call_the_lead_is_told_then_the_team_then_every_prescriber(cast):
    assert flag(cast).owner == cast.counselor
    CareTeamMember.objects.filter(leads=True).update(leads=False)
    flag(cast)
    CareTeamMember.objects.update(until=NOW)
    assert flag(cast).owner == cast.prescriber
    assert mails() == [
        "counselor@example.org", "counselor@example.org", "nurse@example.org", "prescriber@example.org",
        "prescriber@example.org",
    ]  # fmt: skip


def test_somebody_on_call_who_left_is_passed_over(cast):
    on_call(cast, cast.prescriber)
    cast.prescriber.is_active = False
    cast.prescriber.save()
    assert flag(cast).owner == cast.counselor


def test_precipitated_withdrawal_goes_to_the_prescriber_on_call(cast):
    on_call(cast, cast.nurse)
    on_call(cast, cast.prescriber, line="prescriber")
    reached = {each.rule_id: each.owner for each in raised(cast, *_findings("EMG-06", "EMG-07"))}
    assert reached == {"EMG-06": cast.prescriber, "EMG-07": cast.nurse}


def _findings(*ids):
    from recovery.clinical.redflags.rules.emergencies import BY_HAND

    return [BY_HAND[key].finding() for key in ids]


def test_who_is_told_reaches_the_record_until_twelve_hours_after_it_is_resolved(cast, monkeypatch):
    clock = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    on_call(cast, cast.outsider)
    assert not caseload(cast.outsider).exists()
    made = flag(cast)
    assert caseload(cast.outsider).get() == cast.patient
    resolve(cast, made, by=cast.outsider)
    clock[0] = NOW + 12 * HOUR
    assert caseload(cast.outsider).exists()
    clock[0] = NOW + 13 * HOUR
    assert not caseload(cast.outsider).exists()


def test_advice_makes_no_item(cast):
    advice = next(rule for rule in urgent.RULES if rule.id == "PHQ9:POSITIVE")
    assert raised(cast, advice.finding(), ITEM_9.finding()) == [RedFlag.objects.get(rule_id=ITEM_9.id)]


def test_a_replay_raises_and_tells_nothing_more(cast):
    key = uuid4()
    first, again = (flag(cast, subject_id=key) for _ in range(2))
    assert (first, RedFlag.objects.count(), OutboundMessage.objects.count()) == (again, 1, 1)


def test_what_the_person_told_us_themselves_was_raised_by_nobody_of_the_staff(cast):
    assert flag(cast, by=None).raised_by is None


def test_the_trail_names_the_rule_and_no_finding(cast):
    made = flag(cast)
    event = AuditEvent.objects.get(resource="clinical.redflag")
    assert (event.resource_id, event.patient_id, event.detail) == (made.pk, cast.patient.pk, {"rule": "EMG-04"})


def test_the_database_keeps_advice_out(cast):
    made = flag(cast)
    with pytest.raises(IntegrityError, match="red_flag_stands_in_the_way"), transaction.atomic():
        RedFlag.objects.filter(pk=made.pk).update(severity="advisory")


def test_staff_raise_an_emergency_they_see_once_a_press(cast):
    key = uuid4()
    for _ in range(2):
        made = actions.raise_by_hand(
            episode=cast.episode, rule_id="PREG-01", words="Shaking, 20 weeks.", submission_id=key, by=cast.intake,
            at=NOW,
        )  # fmt: skip
    assert (made.message, made.facts, made.raised_by) == (PREG_01.message, {"seen": "Shaking, 20 weeks."}, cast.intake)
    assert RedFlag.objects.count() == 1


def test_nobody_raises_one_for_somebody_out_of_reach(cast):
    with pytest.raises(PermissionDenied):
        actions.raise_by_hand(
            episode=cast.episode, rule_id="EMG-02", words="x", submission_id=uuid4(), by=cast.outsider, at=NOW
        )


# --- answers, and their corrections ---------------------------------------------------------------------------


def test_a_suicide_answer_raises_one_and_a_calm_one_does_not(cast):
    answer(cast, "PHQ9", LOW_MOOD)
    response = answer(cast, "PHQ9", LOW_MOOD | {"9": 1})
    made = RedFlag.objects.get()
    assert (made.rule_id, made.subject_id, made.due_at) == (ITEM_9.id, response.pk, NOW + HOUR)


def test_a_correction_that_still_holds_raises_nothing_more(cast):
    response = answer(cast, "PHQ9", LOW_MOOD | {"9": 1})
    newer = correct(cast, response, LOW_MOOD | {"9": 3})
    made = RedFlag.objects.get()
    assert (made.subject_id, made.current_subject_id, kinds(made)) == (response.pk, newer.pk, [])


def test_correcting_the_answer_leaves_the_flag_and_says_so(cast):
    response = answer(cast, "PHQ9", LOW_MOOD | {"9": 1})
    correct(cast, response, LOW_MOOD)
    made = RedFlag.objects.get()
    assert (made.status, kinds(made)) == ("open", ["corrected"])


def test_an_answer_corrected_to_a_graver_one_raises_the_graver_rule(cast):
    response = answer(cast, "CSSRS", MODERATE)
    newer = correct(cast, response, HIGH)
    assert dict(RedFlag.objects.values_list("rule_id", "subject_id")) == {"EMG-08": response.pk, "EMG-04": newer.pk}


def test_what_was_closed_as_a_mistake_is_raised_again_when_it_turns_out_true(cast):
    response = answer(cast, "PHQ9", LOW_MOOD | {"9": 1})
    calm = correct(cast, response, LOW_MOOD)
    resolve(cast, RedFlag.objects.get(), outcome="mistaken")
    true = correct(cast, calm, LOW_MOOD | {"9": 2})
    assert RedFlag.objects.get(status="open").subject_id == true.pk


def test_what_was_closed_as_a_mistake_is_raised_again_by_a_correction_that_still_says_it(cast):
    response = answer(cast, "PHQ9", LOW_MOOD | {"9": 1})
    resolve(cast, RedFlag.objects.get(), outcome="mistaken")
    true = correct(cast, response, LOW_MOOD | {"9": 2})
    assert RedFlag.objects.get(status="open").subject_id == true.pk


def test_a_calm_screen_leaves_nothing(cast):
    answer(cast, "CSSRS", NO_SUICIDE)
    assert (RedFlag.objects.count(), OutboundMessage.objects.count()) == (0, 0)


# --- taking and resolving -------------------------------------------------------------------------------------


def test_who_takes_it_owns_it_and_pressing_twice_is_once(cast):
    made = flag(cast)
    for _ in range(2):
        made = actions.take(flag=made, by=cast.nurse, at=NOW + MINUTE)
    assert (made.owner, made.status, kinds(made)) == (cast.nurse, "taken", ["taken"])


def test_a_second_person_is_told_who_has_it_and_may_take_over(cast):
    made = actions.take(flag=flag(cast), by=cast.nurse, at=NOW + MINUTE)
    with pytest.raises(AlreadyTaken) as refused:
        actions.take(flag=made, by=cast.prescriber, at=NOW + 2 * MINUTE)
    assert refused.value.step.by == cast.nurse
    over = actions.take(flag=made, by=cast.prescriber, at=NOW + 3 * MINUTE, over=True)
    assert (over.owner, kinds(over)) == (cast.prescriber, ["taken", "taken"])


def test_it_is_resolved_once_with_words_and_the_same_press_again_is_the_same(cast):
    made, key = flag(cast), uuid4()
    first, again = (resolve(cast, made, submission_id=key) for _ in range(2))
    made.refresh_from_db()
    assert (first, made.status, made.owner) == (again, "resolved", cast.nurse)
    with pytest.raises(AlreadyResolved) as refused:
        resolve(cast, made, by=cast.prescriber)
    assert refused.value.step == first
    with pytest.raises(AlreadyResolved):
        actions.take(flag=made, by=cast.prescriber, at=NOW)


def test_intake_sees_it_and_may_not_close_it(cast):
    made = flag(cast)
    assert [card.flag for card in queries.work_list(cast.intake, NOW).cards] == [made]
    for act in (lambda: actions.take(flag=made, by=cast.intake, at=NOW), lambda: resolve(cast, made, by=cast.intake)):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("change", [{"note": ""}, {"outcome": ""}, {"by": None}])
def test_the_database_asks_who_closed_it_and_how(cast, change):
    values = {"flag": flag(cast), "kind": "resolved", "outcome": "safe", "note": "Seen.", "by": cast.nurse, "at": NOW}
    with pytest.raises(IntegrityError, match="resolved_by_a_person_with_words"), transaction.atomic():
        RedFlagStep.objects.create(**values | change)


# --- nobody came ----------------------------------------------------------------------------------------------


def test_nobody_came_the_next_is_told_once_and_it_stays_open(cast):
    on_call(cast, cast.nurse)
    made = flag(cast)
    assert [actions.escalate(at=NOW + 14 * MINUTE), actions.escalate(at=NOW + 15 * MINUTE)] == [0, 1]
    assert [actions.escalate(at=NOW + 29 * MINUTE) for _ in range(3)] == [0, 0, 0]
    made.refresh_from_db()
    assert (made.status, kinds(made), mails()) == (
        "open", ["escalated"], ["counselor@example.org", "nurse@example.org"]
    )  # fmt: skip


def test_still_nobody_came_each_who_could_act_is_told_in_turn_and_nobody_twice(cast):
    on_call(cast, cast.nurse)
    made = flag(cast)
    told_on = [actions.escalate(at=NOW + step * 15 * MINUTE) for step in range(1, 12)]
    assert (told_on, kinds(made)) == ([1, 1, *[0] * 9], ["escalated", "escalated"])
    assert mails() == ["counselor@example.org", "nurse@example.org", "prescriber@example.org"]


def test_who_comes_on_duty_later_is_told_of_what_is_still_open(cast):
    on_call(cast, cast.nurse, ends_at=NOW + 2 * HOUR)
    on_call(cast, cast.outsider, begins_at=NOW + 2 * HOUR)
    flag(cast)
    for step in range(1, 12):
        actions.escalate(at=NOW + step * 15 * MINUTE)
    assert mails().count(cast.outsider.email) == 1


def test_with_nobody_to_tell_it_is_tried_again_until_there_is_somebody(cast):
    CareTeamMember.objects.update(until=NOW)
    cast.prescriber.is_active = False
    cast.prescriber.save()
    made = flag(cast)
    assert (made.owner, actions.escalate(at=NOW + 15 * MINUTE), kinds(made)) == (None, 0, [])
    on_call(cast, cast.nurse)
    assert (actions.escalate(at=NOW + 30 * MINUTE), mails()) == (1, ["nurse@example.org"])


# --- taken, and forgotten -------------------------------------------------------------------------------------


def forgotten(cast, **given):
    on_call(cast, cast.prescriber)
    return actions.take(flag=flag(cast, **given), by=cast.nurse, at=NOW)


def test_who_took_it_is_told_again_then_the_next_once_each(cast):
    made = forgotten(cast)
    assert (made.record_by, actions.escalate(at=NOW + 59 * MINUTE)) == (NOW + HOUR, 0)
    assert [actions.escalate(at=NOW + HOUR) for _ in range(2)] == [1, 0]
    assert mails() == ["nurse@example.org", "prescriber@example.org"]  # the prescriber when it was raised
    assert [actions.escalate(at=NOW + HOUR + 15 * MINUTE) for _ in range(2)] == [1, 0]
    assert mails() == ["nurse@example.org", "prescriber@example.org", "prescriber@example.org"]
    assert [actions.escalate(at=NOW + hours * HOUR) for hours in (2, 5, 50)] == [0, 0, 0]
    assert kinds(made) == ["taken", "reminded", "escalated"]


def test_the_time_to_record_is_longer_where_the_same_day_is_enough(cast):
    [moderate] = raised(cast, urgent.EMG_08.finding())
    assert actions.take(flag=moderate, by=cast.nurse, at=NOW).record_by == NOW + 4 * HOUR


def test_who_takes_it_over_has_the_whole_time_again(cast):
    made = forgotten(cast)
    for step in (4, 5):
        actions.escalate(at=NOW + step * 15 * MINUTE)
    over = actions.take(flag=made, by=cast.prescriber, at=NOW + 2 * HOUR, over=True)
    assert (over.record_by, actions.escalate(at=NOW + 2 * HOUR + 59 * MINUTE)) == (NOW + 3 * HOUR, 0)
    actions.escalate(at=NOW + 3 * HOUR)
    actions.escalate(at=NOW + 3 * HOUR + 15 * MINUTE)
    assert kinds(made) == ["taken", "reminded", "escalated", "taken", "reminded", "escalated"]
    assert mails()[0] == "counselor@example.org"  # the prescriber is on call and has it: the lead comes next


def test_who_left_the_staff_is_not_told_again_but_the_next_are_at_once(cast):
    made = forgotten(cast)
    cast.nurse.is_active = False
    cast.nurse.save()
    actions.escalate(at=NOW + HOUR)
    assert (kinds(made), mails()) == (["taken", "escalated"], ["prescriber@example.org"] * 2)


def test_what_was_recorded_tells_nobody_again(cast):
    made = forgotten(cast)
    resolve(cast, made)
    made.refresh_from_db()
    assert (made.tell_at, actions.escalate(at=NOW + 9 * HOUR)) == (None, 0)


def test_telling_again_says_nothing_of_the_person(cast):
    forgotten(cast)
    actions.escalate(at=NOW + HOUR)
    told = OutboundMessage.objects.filter(staff_address=cast.nurse.email).get()
    assert (told.template_code, told.params, told.occurrence.patient) == ("staff_alert", {}, None)


def test_the_next_may_be_who_came_on_duty_since(cast):
    on_call(cast, cast.nurse, ends_at=NOW + 10 * MINUTE)
    on_call(cast, cast.prescriber, begins_at=NOW + 10 * MINUTE)
    flag(cast)
    actions.escalate(at=NOW + 20 * MINUTE)
    assert mails() == ["nurse@example.org", "prescriber@example.org"]


def test_one_that_was_taken_or_resolved_in_time_tells_nobody_more(cast):
    taken, done = flag(cast), flag(cast)
    actions.take(flag=taken, by=cast.nurse, at=NOW + MINUTE)
    resolve(cast, done)
    assert (actions.escalate(at=NOW + HOUR), OutboundMessage.objects.count()) == (0, 2)  # its hour ends a minute later


def test_one_that_fails_leaves_no_half(cast, monkeypatch):
    flag(cast)

    def fails(**given):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr("recovery.clinical.redflags.actions.calling.alert_staff", fails)
        with pytest.raises(ConnectionError):
            actions.escalate(at=NOW + HOUR)
    assert RedFlagStep.objects.count() == 0
    assert actions.escalate(at=NOW + HOUR) == 1


# --- crowds ---------------------------------------------------------------------------------------------------


def crowd(work, count):
    def one(n):
        try:
            return work(n)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as threads:
        return list(threads.map(one, range(count)))


def test_five_hundred_raises_of_one_answer_make_one(transactional_ground):
    cast, key = assemble(), uuid4()
    made = crowd(lambda n: flag(cast, subject_id=key).pk, 500)
    assert (len(made), len(set(made))) == (500, 1)
    assert (RedFlag.objects.count(), CalledIn.objects.count(), Occurrence.objects.count()) == (1, 1, 1)


def test_of_two_who_take_it_at_once_one_has_it(transactional_ground):
    cast = assemble()
    made, people = flag(cast), [cast.nurse, cast.prescriber]

    def take(n):
        try:
            return actions.take(flag=made, by=people[n % 2], at=NOW).owner
        except AlreadyTaken as refused:
            return refused.step.by

    assert len(set(crowd(take, 20))) == 1
    assert RedFlagStep.objects.filter(kind="taken").count() == 1


def test_many_clocks_at_once_tell_the_next_once(transactional_ground):
    cast = assemble()
    for _ in range(5):
        flag(cast)
    assert sum(crowd(lambda n: actions.escalate(at=NOW + HOUR), 40)) == 5
    assert RedFlagStep.objects.filter(kind="escalated").count() == 5
    assert OutboundMessage.objects.count() == 15  # of each: the lead, then the two others of the team


def test_many_clocks_at_once_tell_who_has_it_again_once(transactional_ground):
    cast = assemble()
    for _ in range(3):
        actions.take(flag=flag(cast), by=cast.nurse, at=NOW)
    before = OutboundMessage.objects.count()
    assert sum(crowd(lambda n: actions.escalate(at=NOW + HOUR), 24)) == 3
    assert RedFlagStep.objects.filter(kind="reminded").count() == 3
    assert OutboundMessage.objects.count() == before + 3


def test_closing_an_episode_leaves_its_red_flag_open(cast):
    made = flag(cast)
    patients.move_stage(episode=cast.episode, to="closed", by=cast.counselor, at=NOW)
    assert [card.flag for card in queries.work_list(cast.counselor, NOW).cards] == [made]
