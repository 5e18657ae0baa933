"""The pages of screening: what they show, keep, refuse, and whom they let in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.screening import actions
from intake.screening.models import InstrumentResponse, ScreeningPacket
from recovery.audit.models import AuditEvent
from recovery.core.models import Draft
from recovery.patients import actions as patients
from tests.cast import NOW, open_episode, person
from tests.intake.screening.given import (
    ALL,
    ASKED,
    CALM_COWS,
    LOW_MOOD,
    NO_SUICIDE,
    SEVERE_OUD,
    record,
    record_all,
    start,
    texts,
)
from tests.intake.screening.packets.scene import start_mood


@pytest.fixture
def packet(cast):
    return start(cast)


@pytest.fixture
def intake(cast, client):
    client.force_login(cast.intake)
    return client


def page(name, *args):
    return reverse(f"intake:{name}", args=args)


def fill(packet, code):
    return page("fill", packet.pk, code)


def posted(answers, do="finish", **more):
    return {
        "submission_id": str(uuid4()),
        "seq": "1",
        "mode": "interview",
        "language": "en",
        "do": do,
        "crisis_seen": "1",
        **texts(answers),
        **more,
    }


def words(response):
    return response.content.decode()


# --- the list and the packet ---------------------------------------------------------------------------------------


def test_the_list_shows_how_far_each_packet_is_and_who_was_last_at_it(cast, intake, packet):
    record(cast, packet, "COWS")
    shown = words(intake.get(page("packets")))
    assert "Whitfield, Marcus" in shown
    assert f"1 of {ASKED} complete" in shown
    assert "Paul Eriksen" in shown
    assert "Banks, Tyrell" in shown
    assert "Start packet" in shown
    event = AuditEvent.objects.get(resource="intake list")
    assert set(event.detail["ids"]) == {str(cast.patient.pk), str(cast.other_patient.pk)}


def test_the_list_goes_on_after_fifty(cast, intake):
    for number in range(51):
        someone = person(f"P{number}", "Many", cast.patient.birth_date, by=cast.intake)
        open_episode(someone, lead=cast.counselor, by=cast.intake, at=NOW + timedelta(minutes=number))
    first = intake.get(page("packets"))
    rest = intake.get(page("packets"), {"before": str(first.context["page"].before)})
    assert (len(first.context["page"].rows), len(rest.context["page"].rows)) == (50, 3)
    seen = [row.episode.pk for each in (first, rest) for row in each.context["page"].rows]
    assert len(set(seen)) == 53
    assert rest.context["page"].before is None


def test_starting_leads_to_the_packet(cast, intake):
    response = intake.post(page("start-packet", cast.episode.pk), {"code": "OPIOID_INTAKE"})
    assert response.url == page("packet", ScreeningPacket.objects.get().pk)


def test_a_packet_is_started_by_post_only(cast, intake):
    assert intake.get(page("start-packet", cast.episode.pk)).status_code == 405


def test_the_packet_shows_each_instrument_as_done_begun_or_not(cast, intake, packet):
    record(cast, packet, "CSSRS")
    actions.save_draft(packet=packet, code="PHQ9", data={"1": "0", "2": "1"}, seq=1, by=cast.nurse, at=NOW)
    shown = words(intake.get(page("packet", packet.pk)))
    assert f"1 of {ASKED} complete." in shown
    assert "None reported" in shown
    assert "2 of 9 answered, last at" in shown
    assert "Nora Lindqvist" in shown
    assert "Resume Mood (PHQ-9)" in shown
    assert "PHQ-9 item 9 is not answered yet." in shown
    assert 'aria-disabled="true"' in shown
    assert "Withdrawal signs (COWS) is not answered." in shown


def test_titles_name_nobody(cast, intake, packet):
    response = record(cast, packet, "COWS")
    urls = [
        page("packet", packet.pk),
        fill(packet, "PHQ9"),
        page("result", response.pk),
        page("correct", response.pk),
        page("packet-result", packet.pk),
    ]
    for url in urls:
        shown = words(intake.get(url))
        assert "Whitfield" not in shown.split("</title>")[0]


def test_a_packet_that_is_not_complete_says_what_is_missing(cast, intake, packet):
    record(cast, packet, "PHQ9", {**LOW_MOOD, "9": 2})
    response = intake.post(page("submit-packet", packet.pk))
    assert response.status_code == 422
    assert "Ask the C-SSRS before the visit ends." in words(response)
    packet.refresh_from_db()
    assert packet.is_in_progress


def test_a_complete_packet_is_submitted_and_read_on_one_page(cast, intake, packet):
    record(cast, packet, "CSSRS", {"1": "yes", "2": "yes", "3": "no", "4": "yes", "5": "no", "6": "no"})
    record_all(cast, packet, but=("CSSRS",))
    response = intake.post(page("submit-packet", packet.pk), follow=True)
    shown = words(response)
    assert response.redirect_chain[0][0] == page("packet-result", packet.pk)
    assert shown.index("Suicide risk is high") < shown.index("Clinical Opiate Withdrawal Scale")
    assert "988" in shown
    assert reverse("chart", args=[cast.patient.pk]) in shown
    assert "Wesson &amp; Ling, 2003" in shown


def test_a_result_leads_to_what_is_asked_next(cast, intake, packet):
    """In the packet's order; but thoughts of death ask the C-SSRS before all else."""

    def led(response):
        return response.context["next"] and response.context["next"].code

    after_cssrs = record(cast, packet, "CSSRS", NO_SUICIDE)
    assert led(intake.get(page("result", after_cssrs.pk))) == "COWS"
    assert f'href="{fill(packet, "COWS")}">Next: ' in words(intake.get(page("result", after_cssrs.pk)))
    record_all(cast, packet, but=("CSSRS",))
    intake.post(page("submit-packet", packet.pk))
    assert led(intake.get(page("result", after_cssrs.pk))) is None


def test_thoughts_of_death_lead_to_the_cssrs_before_what_comes_sooner_in_the_packet(cast, intake):
    packet = start_mood(cast)
    record(cast, packet, "PHQ2", {"1": 3, "2": 3})
    mood = record(cast, packet, "PHQ9", LOW_MOOD | {"1": 3, "2": 3, "9": 1})
    shown = intake.get(page("result", mood.pk))
    assert shown.context["next"].code == "CSSRS"


def test_results_lead_whoever_writes_plans_to_the_plan(client, cast, packet):
    led = {}
    for name in ("intake", "counselor"):
        client.force_login(getattr(cast, name))
        shown = client.get(page("packet-result", packet.pk)).content.decode()
        led[name] = f'<a class="btn" href="{reverse("treatment:plan", args=[cast.episode.pk])}"' in shown
    assert led == {"intake": False, "counselor": True}


# --- one instrument ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", list(ALL))
def test_every_instrument_is_filled_in_and_recorded(cast, intake, packet, code):
    assert intake.get(fill(packet, code)).status_code == 200
    response = intake.post(fill(packet, code), posted(ALL[code]))
    kept = InstrumentResponse.objects.get()
    assert response.url == page("result", kept.pk)
    assert (kept.instrument, kept.answers, kept.mode, kept.packet) == (code, ALL[code], "interview", packet)


def test_a_double_submit_makes_one_record(cast, intake, packet):
    form = posted(NO_SUICIDE)
    first, second = (intake.post(fill(packet, "CSSRS"), form) for _ in range(2))
    assert (first.url, InstrumentResponse.objects.count()) == (second.url, 1)


def test_a_form_with_gaps_comes_back_with_its_answers_and_says_which(cast, intake, packet):
    response = intake.post(
        fill(packet, "COWS"), posted({key: 1 for key in CALM_COWS if key not in ("tremor", "gooseflesh")})
    )
    shown = words(response)
    assert response.status_code == 422
    assert "Choose an answer for tremor" in shown
    assert 'name="sweating" value="1" id="id_sweating_1" checked' in " ".join(shown.split())
    assert InstrumentResponse.objects.count() == 0


@pytest.mark.parametrize(
    ("code", "wrong", "said"),
    [
        ("COWS", {**CALM_COWS, "pulse": 3}, "3 is not one of the available choices"),
        ("COWS", {**CALM_COWS, "heart_rate": "400"}, "Enter a whole number from 20 to 300"),
        ("COWS", {**CALM_COWS, "heart_rate": "fast"}, "Enter a whole number from 20 to 300"),
        ("COWS", {**CALM_COWS, "heart_rate": "130"}, "do not agree. Correct one of them."),
        ("PHQ9", {**LOW_MOOD, "1": 7}, "7 is not one of the available choices"),
        ("CSSRS", {**NO_SUICIDE, "2": "yes"}, "Have you thought about how you might do this?"),
    ],
)
def test_wrong_answers_come_back_with_a_sentence(cast, intake, packet, code, wrong, said):
    response = intake.post(fill(packet, code), posted(wrong))
    assert response.status_code == 422
    assert said in words(response)
    assert InstrumentResponse.objects.count() == 0


def test_a_heart_rate_fills_in_the_pulse(cast, intake, packet):
    answers = {key: value for key, value in CALM_COWS.items() if key != "pulse"}
    intake.post(fill(packet, "COWS"), posted({**answers, "heart_rate": 104}))
    assert InstrumentResponse.objects.get().score == 2


def test_questions_of_the_cssrs_that_do_not_come_up_are_not_asked_for(cast, intake, packet):
    intake.post(fill(packet, "CSSRS"), posted(NO_SUICIDE))
    assert InstrumentResponse.objects.get().band == "none_reported"


def test_an_answer_that_contradicts_the_skip_is_kept_and_read_the_safer_way(cast, intake, packet):
    intake.post(fill(packet, "CSSRS"), posted({**NO_SUICIDE, "4": "yes"}))
    kept = InstrumentResponse.objects.get()
    assert (kept.band, "INCONSISTENT" in kept.flags) == ("high", True)


def test_not_known_is_an_answer_to_a_criterion(cast, intake, packet):
    intake.post(fill(packet, "DSM5_OUD"), posted({**SEVERE_OUD, "c2": None}))
    kept = InstrumentResponse.objects.get()
    assert (kept.answers["c2"], kept.status) == (None, "determinate")


def test_a_criterion_that_decides_is_asked_again(cast, intake, packet):
    response = intake.post(
        fill(packet, "DSM5_OUD"), posted({**dict.fromkeys(SEVERE_OUD, False), "c1": True, "c2": None})
    )
    assert response.status_code == 422
    assert "Ask again, the result depends on it" in words(response)


def test_what_the_packet_does_not_ask_does_not_exist(cast, intake, packet):
    for name in ("fill", "autosave", "tally"):
        assert intake.post(page(name, packet.pk, "PHQ2")).status_code == 404


# --- drafts --------------------------------------------------------------------------------------------------------


def test_come_back_later_keeps_what_was_typed_without_judging_it(cast, intake, packet):
    response = intake.post(fill(packet, "COWS"), posted({"tremor": 2}, do="later", seq="0"))
    assert response.url == page("packet", packet.pk)
    again = intake.get(fill(packet, "COWS"))
    assert again.context["form"].initial["tremor"] == "2"
    assert 'value="2" id="id_tremor_2" checked' in " ".join(words(again).split())
    assert "1 of 11 answered" in words(again)


def test_autosave_says_when_it_was_kept(cast, intake, packet):
    intake.force_login(cast.intake)
    response = intake.post(page("autosave", packet.pk, "COWS"), posted({"tremor": 1}, seq="3", junk="x" * 999))
    assert response.json() == {"saved": "14:05"}
    draft = Draft.objects.get()
    assert (draft.data, draft.seq) == ({"tremor": "1", "mode": "interview"}, 3)


def test_an_older_tab_is_told_and_overwrites_nothing(cast, intake, packet):
    intake.post(page("autosave", packet.pk, "COWS"), posted({"tremor": 1}, seq="5"))
    response = intake.post(page("autosave", packet.pk, "COWS"), posted({"tremor": 2}, seq="4"))
    assert (response.status_code, response["Content-Type"]) == (409, "text/plain; charset=utf-8")
    assert "saved in another tab" in words(response)
    assert Draft.objects.get().data["tremor"] == "1"


def test_an_older_tab_may_still_be_kept_on_purpose(cast, intake, packet):
    intake.post(page("autosave", packet.pk, "COWS"), posted({"tremor": 1}, seq="9"))
    conflict = intake.post(fill(packet, "COWS"), posted({"tremor": 2}, do="later", seq="2"))
    assert conflict.status_code == 409
    assert "Newer answers were saved" in words(conflict)
    intake.post(fill(packet, "COWS"), posted({"tremor": 2}, do="later", seq=conflict.context["form"].data["seq"]))
    assert Draft.objects.get().data["tremor"] == "2"


def test_a_draft_is_its_writers_own_and_others_see_a_hint(cast, client, packet):
    actions.save_draft(packet=packet, code="COWS", data={"tremor": "4"}, seq=1, by=cast.intake, at=timezone.now())
    client.force_login(cast.nurse)
    response = client.get(fill(packet, "COWS"))
    assert "Paul Eriksen is answering this, last at" in words(response)
    assert "tremor" not in response.context["form"].initial


def test_what_is_submitted_already_offers_to_correct(cast, client, packet):
    kept = record(cast, packet, "COWS")
    client.force_login(cast.nurse)
    shown = words(client.get(fill(packet, "COWS")))
    assert "Paul Eriksen submitted this at" in shown
    assert page("correct", kept.pk) in shown
    late = client.post(fill(packet, "COWS"), posted({**CALM_COWS, "gi": 1}))
    assert late.status_code == 409
    assert client.post(page("autosave", packet.pk, "COWS"), posted(CALM_COWS)).status_code == 409


def test_the_questions_are_shown_in_spanish_when_asked(cast, intake, packet):
    response = intake.post(fill(packet, "PHQ9"), posted({"1": 2}, do="show", language="es"))
    assert response.url == fill(packet, "PHQ9")
    shown = words(intake.get(fill(packet, "PHQ9")))
    assert "Poco interés o placer en hacer cosas" in shown
    intake.post(fill(packet, "PHQ9"), posted(LOW_MOOD, language="es", mode="self"))
    kept = InstrumentResponse.objects.get()
    assert (kept.language, kept.mode) == ("es", "self")


# --- the running score ---------------------------------------------------------------------------------------------


def tally(client, packet, code, answers, **more):
    return words(client.post(page("tally", packet.pk, code), {**texts(answers), **more}))


def test_the_running_score_shows_no_band_before_the_end(cast, intake, packet):
    shown = tally(intake, packet, "COWS", {"pulse": 4, "gi": 5})
    assert "<output>9</output>" in shown
    assert "2 of 11 answered" in shown
    assert "Mild" not in shown
    assert "<html" not in shown


def test_the_running_score_shows_the_band_at_the_end(cast, intake, packet):
    shown = tally(intake, packet, "COWS", {**CALM_COWS, "gi": 5, "pupil": 5, "gooseflesh": 5})
    assert "Moderate" in shown
    assert "band 13 to 24" in shown


def test_a_grave_answer_interrupts_at_once(cast, intake, packet):
    shown = tally(intake, packet, "CSSRS", {"1": "yes", "4": "yes"})
    assert "Suicide risk is high" in shown
    assert 'href="tel:988"' in shown
    assert "hx-swap-oob" in shown


def test_item_9_of_the_phq9_interrupts_and_leads_to_the_cssrs(cast, intake, packet):
    shown = tally(intake, packet, "PHQ9", {"9": 1})
    assert "Thoughts of death or self-harm" in shown
    assert fill(packet, "CSSRS") in shown


def test_the_same_flags_are_not_announced_again(cast, intake, packet):
    assert "hx-swap-oob" not in tally(intake, packet, "PHQ9", {"9": 1}, shown="PHQ9:SUICIDE_ITEM_POSITIVE")


def test_the_running_score_survives_nonsense(cast, intake, packet):
    shown = tally(intake, packet, "COWS", {"pulse": "🙂", "gi": "99999999999999999999", "heart_rate": "-1"})
    assert "0 of 11 answered" in shown


# --- results and corrections ---------------------------------------------------------------------------------------


def test_a_result_shows_flags_first_then_the_score_and_every_answer_in_words(cast, intake, packet):
    kept = record(cast, packet, "PHQ9", {**LOW_MOOD, "9": 3, "1": None})
    shown = words(intake.get(page("result", kept.pk)))
    assert shown.index("Thoughts of death or self-harm") < shown.index("<output>3</output>")
    assert "Nearly every day" in shown
    assert "Not answered" in shown
    assert "Estimated from 8 of 9 answers." in shown
    assert "Paul Eriksen, 20 Nov 2026, 14:05. Interview by staff, English. Version 1999." in shown
    assert "Spitzer" in shown
    assert (
        AuditEvent.objects.filter(resource="screening result", patient_id=cast.patient.pk, actor=cast.intake).count()
        == 1
    )


def test_a_correction_is_prefilled_and_needs_a_reason(cast, intake, packet):
    kept = record(cast, packet, "DSM5_OUD", {**SEVERE_OUD, "c3": None})
    form = intake.get(page("correct", kept.pk)).context["form"]
    assert (form.initial["c1"], form.initial["c3"]) == ("yes", "unknown")
    response = intake.post(page("correct", kept.pk), posted(SEVERE_OUD, reason=""))
    assert response.status_code == 422
    assert "Why do you correct it?" in words(response)


def test_a_corrected_result_shows_both_versions(cast, intake, packet):
    first = record(cast, packet, "COWS")
    response = intake.post(page("correct", first.pk), posted({**CALM_COWS, "gi": 5}, reason="The chart of another."))
    second = InstrumentResponse.objects.current().get()
    assert response.url == page("result", second.pk)
    shown = words(intake.get(response.url))
    assert "The chart of another." in shown
    assert page("result", first.pk) in shown
    assert "This version was corrected" in words(intake.get(page("result", first.pk)))


def test_a_stale_correction_shows_both_and_keeps_what_was_written(cast, intake, packet):
    first = record(cast, packet, "COWS")
    second = actions.correct_response(
        response=first,
        answers={**CALM_COWS, "gi": 1},
        reason="Nurse saw it.",
        submission_id=uuid4(),
        by=cast.nurse,
        at=NOW,
    )
    response = intake.post(page("correct", first.pk), posted({**CALM_COWS, "gi": 3}, reason="My own reason."))
    shown = words(response)
    assert response.status_code == 409
    assert "Nurse saw it." in shown
    assert "My own reason." in shown
    assert f'action="{page("correct", second.pk)}"' in shown
    assert intake.get(page("correct", first.pk)).url == page("correct", second.pk)


# --- whom the pages let in -----------------------------------------------------------------------------------------


def every_url(cast, packet):
    kept = record(cast, packet, "COWS")
    return [
        ("post", page("start-packet", cast.episode.pk)), ("get", page("packet", packet.pk)),
        ("post", page("submit-packet", packet.pk)), ("get", page("packet-result", packet.pk)),
        ("get", fill(packet, "CSSRS")), ("post", fill(packet, "CSSRS")), ("post", page("autosave", packet.pk, "CSSRS")),
        ("post", page("tally", packet.pk, "CSSRS")), ("get", page("result", kept.pk)), ("get", page("correct", kept.pk)),
        ("post", page("correct", kept.pk)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("outsider", 404),
        ("privacy_officer", 404),
        ("administrator", 404),
        ("other_patient_user", 404),
        ("patient_user", 403),
    ],
)
def test_a_packet_out_of_reach_does_not_exist_and_a_patient_may_not_fill_it(cast, client, packet, who, status):
    urls = every_url(cast, packet)
    client.force_login(getattr(cast, who))
    assert {(url, getattr(client, method)(url).status_code) for method, url in urls} == {
        (url, status) for _, url in urls
    }


def test_nothing_is_open_to_somebody_not_signed_in(cast, client, packet):
    assert {getattr(client, method)(url).status_code for method, url in every_url(cast, packet)} == {302}


@pytest.mark.parametrize("who", ["privacy_officer", "administrator", "patient_user"])
def test_the_list_is_for_those_who_screen(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(page("packets")).status_code == 403


def test_what_does_not_exist_is_not_found(cast, intake):
    for name in ("packet", "packet-result", "result", "correct"):
        assert intake.get(page(name, uuid4())).status_code == 404


# --- queries -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_asks_the_database_the_same_number_of_times(cast, people, django_assert_num_queries):
    from intake.screening import queries

    for episode in (cast.episode, cast.other_episode):
        patients.move_stage(episode=episode, to="closed", by=cast.intake, at=NOW)
    for number in range(people):
        someone = person(f"P{number}", "Many", cast.patient.birth_date, by=cast.intake)
        begun = start(cast, episode=open_episode(someone, lead=cast.counselor, by=cast.intake))
        record(cast, begun, "COWS")
    with django_assert_num_queries(3):
        rows = queries.intake_list(cast.intake, at=NOW).rows
    assert len(rows) == people
