"""Two records become one, and nothing of either is lost."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from intake.referrals.codes import Priority
from intake.referrals.models.waiting_list import WaitingListEntry
from intake.registration import actions as registration
from recovery.audit.models import AuditEvent
from recovery.clinical.redflags import actions as redflags
from recovery.clinical.redflags import queries as flags
from recovery.core.models import Draft, StaleEdit
from recovery.front.merging import actions
from recovery.front.merging.actions import errors
from recovery.patients import actions as patients
from recovery.patients import queries
from recovery.patients.codes import Channel, Stage
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.models.merges import PatientMerge
from tests.cast import NOW, open_episode


def addresses(patient):
    return sorted(patient.contact_points.values_list("address", flat=True))


def test_what_hangs_on_the_merged_record_hangs_on_the_survivor(cast, double, merge):
    made = merge(cast.patient, double)
    assert addresses(cast.patient) == [
        "+12125550177", "marcus.whitfield@example.org", "markus.whitfeld@example.org",
    ]  # fmt: skip
    [kept] = double.contact_points.all()
    assert made.stayed == {"patients.ContactPoint.patient": [str(kept.pk)]}
    assert kept.address == "+12125550177"


def test_the_values_that_were_chosen_stay_and_those_before_are_kept(cast, double, merge):
    made = merge(cast.patient, double, take=["family_name", "birth_date"])
    cast.patient.refresh_from_db()
    assert (cast.patient.given_name, cast.patient.family_name) == ("Marcus", "Whitfeld")
    assert cast.patient.birth_date == double.birth_date
    before = made.before["identity"]
    assert (before["family_name"], before["birth_date"]) == ("Whitfield", "1992-03-12")


def test_two_lists_of_allergies_may_be_kept_together(cast, double, merge):
    Patient.objects.filter(pk=cast.patient.pk).update(allergy_status="known", allergies="Penicillin")
    Patient.objects.filter(pk=double.pk).update(allergy_status="known", allergies="Latex")
    merge(cast.patient, double, join_allergies=True)
    cast.patient.refresh_from_db()
    assert cast.patient.allergies == "Penicillin; Latex"


def test_an_address_in_both_stays_once_on_the_stricter_terms(cast, double, merge):
    theirs = double.contact_points.get(channel=Channel.SMS)
    mine = cast.patient.contact_points.get(channel=Channel.SMS)
    ContactPoint.objects.filter(pk=mine.pk).update(may_leave_message=True)
    patients.withdraw_consent(contact=theirs, by=cast.intake, at=NOW)
    merge(cast.patient, double)
    mine.refresh_from_db()
    assert (mine.has_consent, mine.may_leave_message, mine.consent_withdrawn_at) == (False, False, NOW)


def test_a_safety_note_of_either_record_is_heeded(cast, double, merge, undo):
    """A phone that a partner answers is dangerous in whichever record it was written."""
    theirs, mine = (each.contact_points.get(channel=Channel.SMS) for each in (double, cast.patient))
    said = {"may_leave_message": True, "message_how": "say_who"}
    ContactPoint.objects.filter(pk=mine.pk).update(**said)
    ContactPoint.objects.filter(pk=theirs.pk).update(**said | {"message_how": "first_name", "note": "Partner listens"})
    made = merge(cast.patient, double)
    mine.refresh_from_db()
    assert (mine.message_how, mine.note) == ("first_name", "Partner listens")
    undo(made)
    mine.refresh_from_db()
    assert (mine.message_how, mine.note) == ("say_who", "")


def test_what_does_not_fit_together_is_refused_and_nothing_is_cut(cast, double, merge):
    for patient, words in ((cast.patient, "Penicillin "), (double, "Latex ")):
        Patient.objects.filter(pk=patient.pk).update(allergy_status="known", allergies=words * 15)
    with pytest.raises(errors.TooLong, match="the two lists of allergies are longer than 200 characters"):
        merge(cast.patient, double, join_allergies=True)
    for patient in (cast.patient, double):
        ContactPoint.objects.filter(patient=patient, channel=Channel.SMS).update(note=f"{patient.given_name} " * 15)
    with pytest.raises(errors.TooLong, match="the notes on one number"):
        merge(cast.patient, double)
    assert Patient.objects.in_use().filter(pk=double.pk).exists()


def test_an_episode_in_which_somebody_writes_is_not_closed_under_their_hands(cast, double, merge):
    second = open_episode(double, lead=cast.nurse, by=cast.intake)
    registration.save_draft(episode=second, section="social", data={"detail": ["x"]}, seq=1, by=cast.nurse, at=NOW)
    with pytest.raises(errors.StillWriting, match="Nora Lindqvist: something is begun and not saved"):
        merge(cast.patient, double, continues=cast.episode)
    merge(cast.patient, double, continues=second)
    assert Draft.objects.filter(subject_id=second.pk).exists()


def test_what_the_episode_that_ends_left_open_is_seen_and_its_place_in_the_row_is_free(cast, double, merge, undo):
    """A red flag stands on every page of the person; nobody waits twice."""
    flag = redflags.raise_by_hand(
        episode=cast.episode, rule_id="EMG-07", words="Cannot keep water down.", submission_id=uuid4(), by=cast.nurse,
        at=NOW,
    )  # fmt: skip
    WaitingListEntry.objects.create(
        episode=cast.episode,
        reasons=[],
        priority=Priority.ROUTINE,
        since=NOW,
        requested_at=NOW,
        put_at=NOW,
        put_by=cast.intake,
    )
    second = open_episode(double, lead=cast.nurse, by=cast.intake)
    made = merge(cast.patient, double, continues=second)
    second.refresh_from_db()
    assert [card.flag for card in flags.unresolved_in(second, NOW)] == [flag]
    assert [card.flag for card in flags.work_list(cast.nurse, NOW).cards] == [flag]
    assert list(WaitingListEntry.objects.in_turn()) == []
    undo(made)
    assert WaitingListEntry.objects.in_turn().count() == 1


def test_a_sign_in_moves_with_the_person(cast, double, merge):
    merge(double, cast.patient)
    double.refresh_from_db()
    assert double.user == cast.patient_user
    assert list(queries.caseload(cast.patient_user)) == [double]


def test_two_sign_ins_are_refused_until_one_is_ended(cast, merge):
    with pytest.raises(errors.BothSignIn, match="End the one that the person does not use"):
        merge(cast.patient, cast.other_patient)
    actions.end_sign_in(patient=cast.other_patient, by=cast.intake, at=NOW)
    merge(cast.patient, cast.other_patient, continues=cast.episode)
    cast.other_patient_user.refresh_from_db()
    assert not cast.other_patient_user.is_active


def test_of_two_open_episodes_the_one_that_was_chosen_continues(cast, double, merge):
    second = open_episode(double, lead=cast.nurse, by=cast.intake)
    with pytest.raises(errors.ChooseEpisode):
        merge(cast.patient, double)
    made = merge(cast.patient, double, continues=second)
    cast.episode.refresh_from_db()
    assert made.closed_episode == cast.episode
    assert (cast.episode.stage, cast.episode.closed_at) == (Stage.CLOSED, NOW)
    assert cast.episode.stage_changes.order_by("-at", "-pk").first().reason == "merged"
    assert cast.patient.episodes.open().get() == second
    assert EpisodeOfCare.objects.filter(patient=cast.patient).count() == 2


def test_somebody_elses_episode_does_not_continue(cast, double, merge):
    open_episode(double, lead=cast.nurse, by=cast.intake)
    with pytest.raises(errors.ChooseEpisode):
        merge(cast.patient, double, continues=cast.other_episode)


def test_it_stands_in_the_trail_of_both(cast, double, merge):
    made = merge(cast.patient, double)
    told = AuditEvent.objects.filter(resource="patients.patientmerge", resource_id=made.pk)
    assert {(event.patient_id, event.detail["other"]) for event in told} == {
        (cast.patient.pk, str(double.pk)), (double.pk, str(cast.patient.pk)),
    }  # fmt: skip


def test_whoever_leads_care_is_told(cast, double, merge):
    from recovery.outbox.models import Occurrence, OutboundMessage

    made = merge(cast.patient, double)
    told = Occurrence.objects.get(subject_id=made.pk)
    assert OutboundMessage.objects.get(occurrence=told).staff_address == cast.counselor.email


def test_the_same_submit_twice_is_one_merge(cast, double, merge):
    key = uuid4()
    assert merge(cast.patient, double, submission_id=key) == merge(cast.patient, double, submission_id=key)
    assert PatientMerge.objects.count() == 1


def test_a_record_changed_meanwhile_is_not_merged_unseen(cast, double):
    seen = Patient.objects.get(pk=double.pk)
    Patient.objects.get(pk=double.pk).save_over(seen.version)
    mine = Patient.objects.get(pk=cast.patient.pk)
    with pytest.raises(StaleEdit):
        actions.merge_patients(
            survivor=mine, merged=seen, reason="Same.", submission_id=uuid4(), by=cast.intake, at=NOW
        )


def test_a_form_opened_before_the_merge_is_stale(cast, double, merge):
    """Its save would write the old record back into the contact point."""
    theirs = double.contact_points.get(channel=Channel.EMAIL)
    merge(cast.patient, double)
    with pytest.raises(StaleEdit):
        theirs.save_over(theirs.version)


@pytest.mark.parametrize(
    "who", ["counselor", "nurse", "prescriber", "privacy_officer", "administrator", "patient_user"]
)
def test_only_intake_merges(cast, double, merge, who):
    with pytest.raises(PermissionDenied):
        merge(cast.patient, double, by=getattr(cast, who))


def test_a_merged_record_is_merged_no_more(cast, double, merge):
    merge(cast.patient, double)
    with pytest.raises(PermissionDenied):
        merge(cast.other_patient, double)


def test_a_chain_of_merges_leads_to_the_last_survivor(cast, double, merge):
    merge(cast.patient, double)
    actions.end_sign_in(patient=cast.other_patient, by=cast.intake, at=NOW)
    merge(cast.other_patient, cast.patient, continues=cast.other_episode)
    double.refresh_from_db()
    assert double.merged_into == cast.other_patient
