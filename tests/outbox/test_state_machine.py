"""Whatever happens in whatever order: no unlawful move, nothing doubled, nothing sent after STOP.

Hypothesis makes up the days of a pump; PostgreSQL holds the states, and its trigger refuses an unlawful move.
"""

from collections import Counter
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from recovery.core.ids import uuid7
from recovery.outbox import actions
from recovery.outbox.actions import reports
from recovery.outbox.codes import MessageState, Purpose, Report
from recovery.outbox.models import DeliveryAttempt, OutboundMessage, ProviderState, Resolution
from recovery.outbox.providers.base import Outcome, Result
from recovery.outbox.pump import delivery as pump
from recovery.outbox.pump import hints
from recovery.outbox.states import MESSAGE_STATES
from recovery.patients.codes import Channel
from recovery.patients.models.contact_points import ContactPoint
from tests.outbox.conftest import Told

pytestmark = pytest.mark.real_clock

ANSWERS = [
    Result.ACCEPTED,
    Result.ACCEPTED,
    Result.UNKNOWN,
    Result.UNKNOWN,
    Result.RETRY,
    Result.REFUSED,
    Result.OPTED_OUT,
]
SUBJECTS = [UUID(int=number) for number in range(1, 4)]


class Days(RuleBasedStateMachine):
    """`ground` and `dedupe_ttl` are set by the test that runs it."""

    ground = None
    dedupe_ttl = 0.0

    def __init__(self):
        super().__init__()
        leave_nothing_waiting()
        self.example = uuid4()
        self.stopped = False
        self.went = Counter()  # by message: how often a provider may have put it on a telephone
        self.dedupes = self.dedupe_ttl > 0
        contact = self.ground.patient.contact_points.get(channel=Channel.SMS)
        self.number = contact.address
        actions.opt_in(address=self.number, channel=Channel.SMS, source="START", at=timezone.now())

    def mine(self):
        return OutboundMessage.objects.filter(occurrence__subject_id__in=[self.subject(each) for each in SUBJECTS])

    def subject(self, each):
        return UUID(int=self.example.int ^ each.int)

    @initialize()
    def plan_the_first(self):
        self.plan(version=1)

    @rule(version=st.integers(1, 8))
    def plan(self, version):
        now = timezone.now()
        for each in SUBJECTS:
            actions.plan_reminder(
                purpose=Purpose.CHECK_IN,
                subject_id=self.subject(each),
                slot="due",
                subject_version=version,
                patient=self.ground.patient,
                due_at=now - timedelta(minutes=1),
                expires_at=now + timedelta(hours=6),
                at=now,
            )

    @rule(answers=st.lists(st.sampled_from(ANSWERS), min_size=8, max_size=8))
    def pump(self, answers):
        machine, told = self, list(answers)

        class Watched(Told):
            def send(self, letter, *, key, callback_url):
                is_reply = OutboundMessage.objects.get(pk=key).template_code == "opt_out"
                assert is_reply or not machine.stopped, "sent after STOP"
                result = told.pop(0) if told else Result.ACCEPTED
                if result in (Result.ACCEPTED, Result.UNKNOWN):
                    machine.went[key] += 1
                machine.stopped |= result == Result.OPTED_OUT
                return Outcome(result, provider_message_id=str(key) if result == Result.ACCEPTED else "")

        ProviderState.objects.update(paused_until=None, consecutive_failures=0)
        tally = pump.pump_once(driver="test", carriers={Channel.SMS: Watched(dedupe_ttl=self.dedupe_ttl)})
        assert "failed" not in tally

    @rule(goes_on=st.booleans(), long_ago=st.booleans())
    def a_worker_dies(self, goes_on, long_ago):
        """After the claim, or after the intent with the bytes on their way."""
        token, carrier = uuid4(), Told(dedupe_ttl=self.dedupe_ttl)
        for message in pump.claim({Channel.SMS: carrier}, token):
            address = message.contact.address
            if goes_on and pump.declare_intent(message, carrier, token, attempt=uuid7(), address=address):
                self.went[message.pk] += 1
        if long_ago:
            self.time_passes(waits="leases")

    @rule(waits=st.sampled_from(["leases", "delays", "doubts"]))
    def time_passes(self, waits):
        """Until every lease has run out, every retry is due, or a doubt has lasted a quarter of an hour."""
        past = timezone.now() - timedelta(minutes=16)
        if waits == "leases":
            OutboundMessage.objects.filter(lease_until__isnull=False).update(lease_until=past)
        elif waits == "delays":
            OutboundMessage.objects.filter(state="pending").update(not_before=past)
        else:
            OutboundMessage.objects.filter(state="uncertain").update(updated_at=past)

    @rule(word=st.sampled_from(["START", "START", "STOP"]))
    def the_person_answers(self, word):
        reports.apply_reply(address=self.number, text=word, at=timezone.now())
        self.stopped = word == "STOP"

    @rule(each=st.sampled_from(SUBJECTS))
    def cancel(self, each):
        actions.cancel_reminders(purpose=Purpose.CHECK_IN, subject_id=self.subject(each), at=timezone.now())

    @precondition(lambda self: DeliveryAttempt.objects.filter(message__in=self.mine()).exists())
    @rule(report=st.sampled_from(Report), number=st.integers(0, 20))
    def report(self, report, number):
        attempts = list(DeliveryAttempt.objects.filter(message__in=self.mine()).order_by("id"))
        reports.apply_report(report=report, attempt_id=attempts[number % len(attempts)].pk)

    @rule(outcome=st.sampled_from(["sent", "dead"]))
    def a_person_decides(self, outcome):
        for message in self.mine().filter(state="needs_review", resolution__isnull=True).select_related("occurrence"):
            actions.resolve(
                message=message, outcome=outcome, note="Called.", by=self.ground.counselor, at=timezone.now()
            )
            assert Resolution.objects.filter(message=message).count() == 1

    @invariant()
    def nothing_is_doubled(self):
        if not self.dedupes:
            assert max(self.went.values(), default=0) <= 1

    @invariant()
    def every_message_is_somewhere_a_person_or_a_pump_finds_it(self):
        assert set(self.mine().values_list("state", flat=True)) <= set(MESSAGE_STATES.moves)
        leased = self.mine().filter(state__in=["claimed", "sending"])
        assert not leased.filter(lease_until__isnull=True).exists()


def leave_nothing_waiting():
    for steps in (
        ("pending", "suppressed"),
        ("claimed", "suppressed"),
        ("sending", "dead"),
        ("uncertain", "needs_review"),
    ):
        OutboundMessage.objects.filter(state=steps[0]).update(state=steps[1])


@pytest.mark.parametrize("dedupe_ttl", [0.0, 86400.0], ids=["no dedupe", "dedupe"])
def test_whatever_happens(ground, monkeypatch, dedupe_ttl):
    monkeypatch.setattr(hints, "hurry", lambda: None)
    ContactPoint.objects.filter(channel=Channel.EMAIL).update(active=False)
    Days.ground, Days.dedupe_ttl = ground, dedupe_ttl
    few = examples(max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Days, settings=few)


def test_the_declared_moves_lead_from_and_to_declared_states():
    states = set(MessageState.values)
    assert set(MESSAGE_STATES.moves) == states
    assert {end for ends in MESSAGE_STATES.moves.values() for end in ends} == states
