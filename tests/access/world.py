"""One thing of each kind for Marcus, so that every address has something to lead to."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import uuid4

from aftercare.checkins import actions as checkins
from aftercare.checkins.models import CheckIn, CheckInResponse, MissedCheckIn
from intake.referrals import actions as referrals
from intake.screening import actions as screening
from intake.screening.assignments import actions as assignments
from intake.screening.packets import actions as composing
from recovery.accounts.on_call import actions as on_call
from recovery.appointments import actions as appointments
from recovery.clinical.conditions import actions as conditions
from recovery.clinical.redflags import actions as redflags
from recovery.front.merging.actions import merge_patients
from recovery.outbox.actions import issue_link
from recovery.outbox.codes import MessageState, Purpose
from recovery.outbox.models import Occurrence, OutboundMessage
from recovery.outbox.queries import stopping
from recovery.patients.codes import Channel
from recovery.patients.models import Patient
from tests.api.things import COWS
from tests.cast import NOW, assemble, person
from tests.intake.assessment.given import a_decision_to_refer, a_milestone, a_program, assessed
from treatment.detox import actions as detox
from treatment.detox.models import WithdrawalMonitoring, WithdrawalReading
from treatment.plans import actions as plans
from treatment.plans.codes import Part
from treatment.plans.content import content_of
from treatment.plans.models import PlanRevision

AT = NOW - timedelta(days=3)


def build():
    """(the cast, what each part of an address stands for by its name)."""
    cast = assemble(AT)
    packet = screening.start_packet(episode=cast.episode, by=cast.nurse, at=AT)
    response = screening.record_response(
        code="COWS", answers=COWS, mode="interview", submission_id=uuid4(), by=cast.nurse, at=AT, episode=cast.episode
    )
    problem = plans.add_part(
        episode=cast.episode, part=Part.PROBLEM, parent_id=None, fields={"title": "Opioid withdrawal"},
        submission_id=uuid4(), by=cast.counselor, at=AT,
    )  # fmt: skip
    revision = PlanRevision.objects.create(
        plan=problem.plan, number=1, content=content_of(problem.plan), content_hash="0" * 64,
        signed_by=cast.prescriber, signed_at=AT, submission_id=uuid4(),
    )  # fmt: skip
    visit = appointments.book_appointment(
        episode=cast.episode, practitioner=cast.counselor, purpose="Visit", mode="in_person", place="Room 2",
        starts_at=NOW + timedelta(days=2), length=timedelta(hours=1), submission_id=uuid4(), by=cast.counselor, at=AT,
    )  # fmt: skip
    duty = on_call.add_duty(
        user=cast.nurse, line="clinical", begins_at=AT, ends_at=NOW + timedelta(days=1), submission_id=uuid4(),
        by=cast.administrator, at=AT,
    )  # fmt: skip
    flag = redflags.raise_by_hand(
        episode=cast.episode, rule_id="EMG-07", words="Cannot keep water down.", submission_id=uuid4(), by=cast.nurse,
        at=AT,
    )  # fmt: skip
    rated = assessed(cast, at=AT)
    decided = a_decision_to_refer(cast, rated, at=AT)
    condition = conditions.assign(
        episode=cast.episode, diagnosis=conditions.Diagnosis("F11.20", "principal"), submission_id=uuid4(),
        by=cast.counselor, at=AT,
    )  # fmt: skip
    answered, missed, token = check_ins(cast)
    tablet = assignments.assign(packet=packet, place="tablet", submission_id=uuid4(), by=cast.nurse, at=AT)
    composed = composing.compose(code="", by=cast.administrator, at=AT)
    message, stop = a_message(cast)
    referral, place = a_referral(cast)
    return cast, {
        "user_id": cast.nurse.pk, "patient_id": cast.patient.pk, "episode_id": cast.episode.pk,
        "contact_id": cast.patient.contact_points.order_by("created_at").first().pk,
        "assignment_id": tablet.pk, "definition_id": packet.definition.pk,
        "packet_id": packet.pk, "code": "COWS", "section": "social", "group": "CAREPLAN",
        "part": {"own": 1, "add": Part.GOAL, "edit": Part.PROBLEM, "remove": Part.PROBLEM},
        "part_id": problem.pk, "duty_id": duty.pk, "flag_id": flag.pk,
        "subject_id": {"act": flag.subject_id, "compose": composed.subject_id},
        "parent_id": problem.pk, "revision_id": revision.pk, "reading_id": a_reading(cast).pk,
        "appointment_id": visit.pk, "missed_id": missed.pk, "message_id": message.pk, "number": 1, "token": token,
        "assessment_id": rated.pk, "decision_id": decided.pk, "condition_id": condition.pk,
        "milestone_id": a_milestone(cast, at=AT).pk, "program_id": a_program(cast, at=AT).pk,
        "stop": stop, "uidb36": "1", "key": "x", **merging(cast),
        "response_id": {"intake": response.pk, "checkins": answered.pk},
        "who": "me", "referral_id": referral.pk, "entry_id": place.pk, "given_id": interim_services(cast, place).pk,
        "rule_id": "CLK-01",
        "pk": {
            "person": cast.patient.pk, "episode": cast.episode.pk, "screening": response.pk, "plan": revision.pk,
            "check-in": answered.pk,
        },
    }  # fmt: skip


def interim_services(cast, place):
    """What was given to somebody who waits."""
    return referrals.give_interim(
        entry=place, services=["education"], given_at=AT, submission_id=uuid4(), by=cast.nurse, at=AT
    )  # fmt: skip


def check_ins(cast):
    """(one answered, one missed, the token of a link to one that is open)."""
    checkins.set_schedule(
        episode=cast.episode, starts_on=date(2026, 11, 18), local_time=time(9), time_zone="America/New_York",
        every_days=1, version=0, by=cast.counselor, at=AT,
    )  # fmt: skip
    first, second, third = CheckIn.objects.filter(episode=cast.episode).order_by("opens_at")[:3]
    answered = CheckInResponse.objects.create(
        check_in=first, answers={"craving": 8}, context={}, level="orange", craving=8, language="en", by_link=False,
        answered_at=first.opens_at, submission_id=uuid4(),
    )  # fmt: skip
    missed = MissedCheckIn.objects.create(check_in=second, in_a_row=1, level="yellow", at=second.closes_at)
    CheckIn.objects.filter(pk=first.pk).update(status="answered")
    CheckIn.objects.filter(pk=second.pk).update(status="missed")
    _, token = issue_link(
        purpose=Purpose.CHECK_IN, subject_id=third.pk, patient=cast.patient, expires_at=third.closes_at
    )
    return answered, missed, token


def merging(cast):
    """A second record of Marcus, and one that was merged into Tyrell's."""
    second, third = (person("Marcus", "Whitfield", cast.patient.birth_date, by=cast.intake, at=AT) for _ in range(2))
    merge = merge_patients(
        survivor=Patient.objects.get(pk=cast.other_patient.pk), merged=third, reason="Same.", submission_id=uuid4(),
        by=cast.intake, at=AT,
    )  # fmt: skip
    return {"other_id": second.pk, "merge_id": merge.pk}


def a_reading(cast):
    """A withdrawal reading of somebody who is being monitored."""
    monitoring = WithdrawalMonitoring.objects.filter(episode=cast.episode).first() or detox.start_monitoring(
        episode=cast.episode, by=cast.nurse, at=AT
    )
    return WithdrawalReading.objects.filter(monitoring=monitoring).first() or detox.record_reading(
        monitoring=monitoring, answers=COWS, vitals=detox.Vitals(heart_rate=118), submission_id=uuid4(), by=cast.nurse,
        at=AT,
    )  # fmt: skip


def a_message(cast):
    """(a reminder that a person has to look at, the token with which its reader says STOP)."""
    occurrence = Occurrence.objects.create(
        purpose=Purpose.CHECK_IN, subject_id=uuid4(), slot="due", patient=cast.patient, due_at=AT,
        expires_at=NOW + timedelta(days=1), time_zone="America/New_York", tzdata_version="2025b",
    )  # fmt: skip
    contact = cast.patient.contact_points.get(channel=Channel.EMAIL)
    message = OutboundMessage.objects.create(
        occurrence=occurrence, contact=contact, channel=Channel.EMAIL, template_code="check_in", template_version=1,
        language="en", dedupe_key="one", state=MessageState.NEEDS_REVIEW, not_before=AT,
        expires_at=NOW + timedelta(days=1),
    )  # fmt: skip
    return message, stopping.stop_url(message).rsplit("/stop/", 1)[0].rsplit("/", 1)[1]


def a_referral(cast):
    """(one that is triaged and about Marcus, somebody else's place on the waiting list)."""
    about, waits = (
        referrals.take_in(
            caller=referrals.Caller(source="self", name=name, phone="+12125550101"), way="phone", reasons=[],
            call_back=True, submission_id=uuid4(), by=cast.intake, at=AT,
        )
        for name in ("Marcus", "Walt")
    )  # fmt: skip
    referrals.identify(referral=about, patient=cast.patient, by=cast.intake, at=AT)
    return about, referrals.put_on_waiting_list(referral=waits, reasons=["injecting"], by=cast.intake, at=AT)
