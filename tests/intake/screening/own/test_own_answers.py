"""The person's own answers: a locked session reaches its questions and nothing else, and keeps each answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from intake.screening import actions as screening
from intake.screening import queries as screened
from intake.screening.actions.errors import AlreadyRecorded
from intake.screening.assignments import actions
from intake.screening.assignments import queries as assignments
from intake.screening.assignments.actions import errors
from intake.screening.assignments.codes import AssignmentStatus
from intake.screening.assignments.models import PacketAssignment
from intake.screening.models import InstrumentResponse
from intake.screening.own import actions as own
from intake.screening.packets.built_in import FULL
from intake.screening.packets.definition import Packet, PacketGroup
from intake.screening.queries import own_parts as queries
from recovery.audit.models import AuditEvent
from recovery.clinical.redflags.models import RedFlag
from recovery.core.models import Draft
from recovery.outbox.models import Occurrence, OutboundMessage, SecureLink
from recovery.outbox.queries import links
from recovery.patients.models import EpisodeOfCare
from tests.cast import NOW, PASSWORD
from tests.intake.screening.given import assign, record, start
from tests.intake.screening.packets.scene import publish, start_mood

START = "/my/answers/"
TAPS1, TAPS2 = FULL.packet.item("TAPS1"), FULL.packet.item("TAPS2")


@pytest.fixture
def packet(cast):
    return start(cast)


@pytest.fixture
def tablet(cast, client, packet):
    """A tablet that the nurse has handed over."""
    assignment = assign(packet, "tablet", cast.nurse, language="es")
    client.force_login(cast.nurse)
    client.post(reverse("intake:hand-over", args=[assignment.pk]))
    return client


def words(response):
    return response.content.decode()


def question(part, number):
    return reverse("own:question", args=[part, number])


def answer_all(client, answers):
    """Answer one question a page from wherever the person is, in order."""
    at = client.get(START).context["first_url"]
    for value in answers:
        data = {"skip": "1"} if value is None else {"answer": value, "crisis_seen": "1"}
        at = client.post(at, data).url
    return at


# --- the tablet ----------------------------------------------------------------------------------------------------


def test_handing_over_ends_the_staff_session_and_locks_the_browser(cast, tablet):
    assert "_auth_user_id" not in tablet.session
    assert "Preguntas para usted, Marc" in words(tablet.get(START))
    for address in ("/", "/people/", reverse("chart", args=[cast.patient.pk]), "/accounts/password/reset/", "/audit/"):
        refused = tablet.get(address)
        assert (refused.status_code, refused["Cache-Control"]) == (403, "no-store")
        assert "Whitfield" not in words(refused)


def test_every_own_page_is_kept_by_no_cache_and_closes_by_itself(tablet):
    page = tablet.get(START)
    assert (page["Cache-Control"], page["Refresh"]) == ("no-store", f"301; url={START}")


def test_the_person_answers_one_question_a_page_and_each_is_kept(cast, tablet, packet):
    own = {part.code: part.number for part in queries.parts(packet)}
    assert tablet.post(question(own["CRAVING"], 1), {"answer": "7"}).url == question(own["PHQ9"], 1)
    assert InstrumentResponse.objects.get().score == 7
    tablet.post(question(own["PHQ9"], 1), {"answer": "2"})
    assert Draft.objects.get(actor=None).data == {"1": "2", "language": "es"}


def test_the_answers_are_recorded_as_the_persons_own(cast, tablet, packet):
    answer_all(tablet, ["3", *["1"] * 8, "0", "1"])
    assignment = PacketAssignment.objects.get()
    mood = InstrumentResponse.objects.get(instrument="PHQ9")
    assert (mood.score, mood.mode, mood.language, mood.recorded_by, mood.assignment) == (
        8,
        "self",
        "es",
        None,
        assignment,
    )
    event = AuditEvent.objects.get(resource="intake.instrumentresponse", resource_id=mood.pk)
    assert (event.actor, event.actor_role) == (None, "tablet")
    assert (assignment.status, Draft.objects.count()) == (AssignmentStatus.DONE, 0)
    assert "Gracias" in words(tablet.get(START))
    assert tablet.get("/people/").status_code == 403


def test_questions_passed_over_are_kept_as_declined(tablet):
    answer_all(tablet, ["3", *["1"] * 7, None, None, "0"])
    mood = InstrumentResponse.objects.get(instrument="PHQ9")
    assert (mood.answers["8"], mood.answers["9"], "ITEM9_MISSING" in mood.flags) == (None, None, True)


def test_what_is_too_little_for_a_result_is_left_to_staff_with_what_was_answered(cast, tablet, packet, client):
    answer_all(tablet, ["3", "1", *[None] * 8, "0"])
    assert [each.instrument for each in InstrumentResponse.objects.all()] == ["CRAVING"]
    assert PacketAssignment.objects.get().status == AssignmentStatus.DONE
    client.logout()
    client.force_login(cast.nurse)
    form = client.get(reverse("intake:fill", args=[packet.pk, "PHQ9"])).context["form"]
    assert form["1"].value() == "1"


def test_a_staff_member_signs_back_in_and_lands_on_the_packet(cast, tablet, packet):
    answer_all(tablet, ["3", "1"])
    sign_in = tablet.get(START).context["staff_url"]
    assert tablet.get(sign_in).status_code == 200
    landed = tablet.post(
        sign_in, {"login": cast.nurse.email, "password": PASSWORD, "next": sign_in.split("=")[1]}, follow=True
    )
    assert landed.request["PATH_INFO"] == reverse("intake:packet", args=[packet.pk])
    assert "The person themselves" in words(landed)
    assignment = PacketAssignment.objects.get()
    assert (assignment.status, assignment.ended_by) == (AssignmentStatus.TAKEN_BACK, cast.nurse)
    assert tablet.get(START).status_code == 404


def test_a_patient_who_signs_in_does_not_unlock_the_tablet_and_does_not_keep_staff_out(cast, tablet, packet):
    tablet.post("/accounts/login/", {"login": cast.patient_user.email, "password": PASSWORD})
    assert tablet.get(reverse("my:day")).status_code == 403
    assert "_auth_user_id" not in tablet.session
    assert tablet.get("/accounts/login/").status_code == 200
    tablet.post("/accounts/login/", {"login": cast.nurse.email, "password": PASSWORD})
    assert tablet.get(reverse("intake:packet", args=[packet.pk])).status_code == 200


def test_five_minutes_without_a_tap_close_the_tablet_and_keep_the_answers(tablet, clock):
    answer_all(tablet, ["3", "2"])
    clock.move_to(NOW + timedelta(minutes=5, seconds=1))
    closed = tablet.get(START)
    assert "Por favor devuelva la tableta al personal" in words(closed)
    assert "Refresh" not in closed
    assert Draft.objects.get(actor=None).data["1"] == "2"
    assert tablet.get("/people/").status_code == 403


def test_taking_it_back_at_another_desk_closes_the_tablet(cast, tablet):
    actions.take_back(assignment=PacketAssignment.objects.get(), by=cast.counselor, at=NOW)
    shown = words(tablet.get(START))
    assert "Por favor devuelva la tableta al personal" in shown


def test_the_language_changes_in_the_middle_and_keeps_what_was_chosen(tablet, packet):
    part = queries.parts(packet)[1].number
    shown = tablet.post(question(part, 1), {"answer": "2", "language": "en"})
    assert "Little interest or pleasure in doing things" in words(shown)
    assert shown.context["form"]["answer"].value() == "2"
    assert Draft.objects.filter(actor=None).count() == 0


def test_an_answer_left_open_comes_back_with_a_sentence(tablet, packet):
    page = tablet.post(question(queries.parts(packet)[1].number, 1), {})
    assert (page.status_code, "Elija una respuesta" in words(page)) == (422, True)


def test_the_person_is_told_what_the_packet_is_in_their_language(tablet):
    assert "<p><b>Preguntas de ingreso</b></p>" in words(tablet.get(START))
    tablet.post(START, {"language": "en"})
    assert "<p><b>Short intake packet</b></p>" in words(tablet.get(START))


def test_what_taps_1_found_is_asked_after_in_taps_2_and_not_asked_again(cast, client):
    made = publish(cast, Packet("Substances", (PacketGroup("Substances", (TAPS1, TAPS2)),)))
    assignment = assign(screening.start_packet(episode=cast.episode, code=made.code, by=cast.intake, at=NOW), "tablet",
                        cast.nurse)  # fmt: skip
    client.force_login(cast.nurse)
    client.post(reverse("intake:hand-over", args=[assignment.pk]))
    first = answer_all(client, ["never", "never", "monthly", "never"])
    assert (first, "heroin" in words(client.get(first)).lower()) == (question(2, 2), True)
    assert client.get(question(2, 1)).url == question(2, 2)  # which substances: TAPS-1 has told it
    answer_all(client, ["yes", "no", "no", "no", "no"])
    kept = InstrumentResponse.objects.get(instrument="TAPS2")
    assert kept.answers == {
        "asked": ["heroin", "cannabis", "stimulant"], "heroin_q1": "yes", "heroin_q2": "no", "heroin_q3": "no",
        "cannabis_q1": "no", "stimulant_q1": "no",
    }  # fmt: skip
    assert PacketAssignment.objects.get().status == AssignmentStatus.DONE


def test_a_second_tap_on_the_last_question_of_a_part_changes_nothing(tablet, packet):
    assignment = PacketAssignment.objects.get()
    craving = queries.parts(packet)[0]
    tablet.post(question(craving.number, 1), {"answer": "7"})
    with pytest.raises(AlreadyRecorded):  # the second tap had looked before the first one was kept
        own.answer(assignment=assignment, part=craving, number=1, value="7", language="es", at=NOW)
    assert (InstrumentResponse.objects.count(), Draft.objects.count()) == (1, 0)


def test_a_second_tap_on_the_very_last_question_is_thanked_too(tablet):
    last = answer_all(tablet, ["3", *["1"] * 8, "0"])
    before = dict(tablet.session)
    tablet.post(last, {"answer": "1"})
    session = tablet.session  # as the second tap found it
    session.update(before)
    session.save()
    tablet.post(last, {"answer": "1"})
    assert "Gracias" in words(tablet.get(START))


def test_a_page_that_is_not_asked_leads_to_the_one_that_is(tablet, packet):
    assert tablet.get(question(99, 1)).url == question(queries.parts(packet)[0].number, 1)


# --- danger --------------------------------------------------------------------------------------------------------


def test_thoughts_of_death_show_988_and_911_before_anything_is_kept_and_then_staff_are_told(cast, tablet, packet):
    answer_all(tablet, ["3", *["1"] * 8])
    nine = question(queries.parts(packet)[0].number, 9)
    hidden = words(tablet.get(nine))
    assert 'data-flag-when="1 2 3"' in hidden
    assert "tel:988" in hidden[hidden.index("data-crisis") :]
    first = tablet.post(nine, {"answer": "1"})
    assert (first.status_code, first.context["danger"]) == (200, True)
    assert "9" not in Draft.objects.get(actor=None).data
    tablet.post(nine, {"answer": "1", "crisis_seen": "1"})
    assert Draft.objects.get(actor=None).data["9"] == "1"
    told = OutboundMessage.objects.values_list("staff_address", flat=True)
    assert set(told) == {cast.nurse.email, cast.counselor.email}  # who handed over the tablet, and who leads care
    flag = RedFlag.objects.get()
    assert (flag.rule_id, flag.owner, flag.raised_by) == ("PHQ9:SUICIDE_ITEM_POSITIVE", cast.counselor, None)


def test_what_was_raised_at_the_answer_is_not_raised_again_when_the_instrument_is_finished(cast, tablet, packet):
    answer_all(tablet, ["3", *["1"] * 8])
    nine = question(queries.parts(packet)[0].number, 9)
    difficulty = tablet.post(nine, {"answer": "1", "crisis_seen": "1"}).url
    tablet.post(difficulty, {"skip": "1"})
    response = InstrumentResponse.objects.get(instrument="PHQ9")
    assert RedFlag.objects.get(rule_id="PHQ9:SUICIDE_ITEM_POSITIVE").current_subject_id == response.pk


# --- at home -------------------------------------------------------------------------------------------------------


@pytest.fixture
def link(cast, packet):
    assign(packet, "home", cast.nurse)
    return f"/r/{links.token_of(SecureLink.objects.get())}/"


def test_a_link_asks_for_the_year_of_birth_and_opens_a_locked_session(cast, client, link):
    for _ in range(3):  # a mail scanner opens it, too
        page = client.get(link)
    assert page.status_code == 200
    for word in ("Marc", "Whitfield", "PHQ", "opioid"):
        assert word not in words(page)
    wrong = client.post(link, {"year": "1980"})
    assert (wrong.status_code, client.get(START).status_code) == (422, 404)
    assert client.post(link, {"year": str(cast.patient.birth_date.year)}).url == START
    assert "Questions for you, Marc" in words(client.get(START))


def test_at_home_the_questions_keep_nobody_from_help_or_from_their_own_plan(cast, client, link):
    client.post(link, {"year": str(cast.patient.birth_date.year)})
    assert client.get("/people/").url == "/accounts/login/?next=/people/"
    assert client.get("/help/").status_code == 200
    client.post("/accounts/login/", {"login": cast.patient_user.email, "password": PASSWORD})
    assert client.get(reverse("my:day")).status_code == 200
    assert "Questions for you, Marc" in words(client.get(START))


def test_a_staff_member_who_signs_in_where_a_link_was_opened_does_not_close_it(cast, client, link):
    client.post(link, {"year": str(cast.patient.birth_date.year)})
    client.post("/accounts/login/", {"login": cast.nurse.email, "password": PASSWORD})
    assert (client.get(START).status_code, PacketAssignment.objects.get().status) == (404, AssignmentStatus.SENT)


def test_guesses_that_come_all_at_once_are_counted_one_after_the_other(cast, link):
    loaded = [assignments.answering(PacketAssignment.objects.get().pk) for _ in range(6)]
    for guess in loaded[:5]:
        with pytest.raises(errors.WrongYear):
            actions.check_year(assignment=guess, year=1950, at=NOW)
    with pytest.raises(errors.NotOpen):
        actions.check_year(assignment=loaded[5], year=cast.patient.birth_date.year, at=NOW)


def test_when_care_has_ended_the_link_takes_no_more_answers(cast, client, link):
    client.post(link, {"year": str(cast.patient.birth_date.year)})
    EpisodeOfCare.objects.filter(pk=cast.episode.pk).update(stage="closed", closed_at=NOW)
    assert "These questions are closed" in words(client.get(START))
    assert actions.expire(at=NOW) == 1
    assert SecureLink.objects.get().revoked_at is not None


def test_five_wrong_years_close_the_link_and_staff_see_it(cast, client, link, packet):
    statuses = [client.post(link, {"year": str(1950 + number)}).status_code for number in range(5)]
    assert statuses == [422, 422, 422, 422, 410]
    assert client.post(link, {"year": str(cast.patient.birth_date.year)}).status_code == 410
    client.force_login(cast.nurse)
    assert "5 wrong years of birth" in words(client.get(reverse("intake:packet", args=[packet.pk])))


def test_a_link_that_is_done_taken_back_or_old_opens_nothing(cast, client, link, clock):
    year = {"year": str(cast.patient.birth_date.year)}
    clock.move_to(NOW + timedelta(hours=72))
    assert client.post(link, year).status_code == 410
    assert actions.expire(at=timezone.now()) == 1
    clock.move_to(NOW)
    assert client.post(link, year).status_code == 410
    assert (PacketAssignment.objects.get().status, SecureLink.objects.get().revoked_at is not None) == ("expired", True)


def test_taking_a_link_back_holds_its_message_and_ends_its_session(cast, client, link):
    client.post(link, {"year": str(cast.patient.birth_date.year)})
    actions.take_back(assignment=PacketAssignment.objects.get(), by=cast.nurse, at=NOW)
    assert "These questions are closed" in words(client.get(START))
    assert {each.state for each in OutboundMessage.objects.filter(occurrence__purpose="screening")} == {"suppressed"}
    assert Occurrence.objects.get(purpose="screening").status == "cancelled"


def test_without_consent_to_messages_no_link_is_sent(cast, packet):
    cast.patient.contact_points.update(active=False)
    with pytest.raises(errors.NoWayToSend):
        assign(packet, "home", cast.nurse)


def test_thoughts_of_death_told_at_home_ask_the_c_ssrs_anew(cast, client, link, packet):
    record(cast, packet, "CSSRS", at=NOW - timedelta(days=1))
    client.post(link, {"year": str(cast.patient.birth_date.year)})
    answer_all(client, ["3", *["0"] * 8, "1", "0"])
    assert "Ask the C-SSRS again" in screened.packet_progress(packet, reader=cast.nurse, at=NOW).warnings[0]


def test_on_the_tablet_of_the_same_visit_the_c_ssrs_stands(cast, tablet, packet):
    record(cast, packet, "CSSRS", at=NOW - timedelta(minutes=20))
    answer_all(tablet, ["3", *["0"] * 8, "1", "0"])
    assert screened.packet_progress(packet, reader=cast.nurse, at=NOW).warnings == ()


# --- rights --------------------------------------------------------------------------------------------------------


def test_a_person_has_a_packet_once(cast, packet):
    assign(packet, "tablet", cast.nurse)
    with pytest.raises(errors.AlreadyWithPerson):
        assign(packet, "home", cast.nurse)


def test_nobody_answers_without_an_account_or_an_assignment(cast, packet):
    given = {
        "packet": packet,
        "code": "CRAVING",
        "answers": {"nrs": 1},
        "mode": "self",
        "submission_id": uuid4(),
        "at": NOW,
    }
    with pytest.raises(PermissionDenied):
        screening.record_response(by=None, **given)
    other = assign(start_mood(cast), "tablet", cast.nurse)
    with pytest.raises(PermissionDenied):
        screening.record_response(by=None, assignment=other, **given)


def test_fifty_presses_of_assign_give_the_packet_once(cast, client, packet):
    client.force_login(cast.nurse)
    form = {"submission_id": str(uuid4()), "place": "interview", "assignee": cast.counselor.pk, "language": "en"}
    answers = [client.post(reverse("intake:assign", args=[packet.pk]), form) for _ in range(50)]
    assert {each.url for each in answers} == {reverse("intake:packet", args=[packet.pk])}
    assert (PacketAssignment.objects.count(), OutboundMessage.objects.count()) == (1, 1)
    again = client.post(reverse("intake:assign", args=[packet.pk]), {**form, "submission_id": str(uuid4())})
    assert (again.status_code, "has the packet already" in words(again)) == (409, True)


def test_nothing_is_due_before_today(cast, client, packet):
    client.force_login(cast.nurse)
    form = {"submission_id": str(uuid4()), "place": "tablet", "language": "en", "due_on": "2026-11-01"}
    page = client.post(reverse("intake:assign", args=[packet.pk]), form)
    assert (page.status_code, "Choose today or a later day" in words(page)) == (422, True)


def test_who_may_not_screen_assigns_nothing(cast, packet):
    with pytest.raises(PermissionDenied):
        assign(packet, "tablet", cast.outsider)


def test_a_staff_member_who_is_assigned_is_told_and_done_when_the_packet_is_submitted(cast, packet):
    from tests.intake.screening.given import record_all

    made = assign(packet, "interview", cast.nurse, assignee=cast.counselor)
    assert OutboundMessage.objects.get(occurrence__slot="assigned").staff_address == cast.counselor.email
    record_all(cast, packet)
    screening.submit_packet(packet=packet, by=cast.intake, at=NOW)
    made.refresh_from_db()
    assert made.status == AssignmentStatus.DONE
