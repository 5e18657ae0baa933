"""Every instrument is filled in on the one form, kept with its context, read back, and answered over the API."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import escape

from intake.screening import actions
from intake.screening.actions.errors import NotOffered
from intake.screening.models import InstrumentResponse
from intake.screening.offer import is_offered, offered, unknown_packs
from intake.screening.packets.definition import Packet, PacketGroup, PacketItem
from intake.screening.queries import contexts
from intake.screening.rules import answers
from intake.screening.rules.tally import tally
from recovery.clinical.instruments import INSTRUMENTS, get
from recovery.patients.models import Patient
from tests.cast import NOW
from tests.intake.screening.given import ALL, record
from tests.intake.screening.packets.scene import publish

YES_NO = dict.fromkeys([str(number) for number in range(1, 11)], "no")
GIVEN = {
    **ALL,
    "SOWS": {str(number): number % 2 for number in range(1, 17)},
    "OUD_REMISSION": {
        "past_severity": "severe", "months_without_criteria": 2.9, "criteria_met_excluding_craving": 0,
        "on_maintenance_therapy": True,
    },
    "DAST10": {**YES_NO, "3": "yes"},
    "TAPS1": {"tobacco": "daily", "alcohol_binge": "never", "illicit": "weekly", "rx_misuse": "never"},
    "TAPS2": {"asked": ["heroin", "alcohol"], "heroin_q1": "yes", "heroin_q2": "no", "heroin_q3": "yes", "alcohol_q1": "no"},
    "AUDITC": {"1": 2, "2": 1, "3": 0},
    "PHQ2": {"1": 1, "2": 3},
    "GAD7": {str(number): 1 for number in range(1, 8)},
    "PCPTSD5": {"exposure": "yes", **{str(number): "no" for number in range(1, 6)}},
    "MDQ": {"symptom_yes_count": 8, "same_period": "yes", "problem_level": "minor"},
    "RMS": {"yes_count": 2},
    "BAM": {**{str(number): 0 for number in range(1, 7)}, **{str(number): 4 for number in range(8, 18)}},
    "BAMIOP": {**{str(number): 0 for number in range(1, 7)}, **{str(number): 4 for number in range(8, 18)}},
    "BAMR": {**{str(number): 3 for number in range(1, 7)}, **{str(number): 4 for number in range(8, 18)}, "14": "no"},
    "CRAVING": {"nrs": 4},
}  # fmt: skip


@pytest.fixture(autouse=True)
def every_pack(settings):
    settings.INSTRUMENT_PACKS = ["dast10"]


@pytest.fixture
def packet(cast):
    """A packet that asks everything."""
    items = tuple(PacketItem(code, each.title, minutes=1) for code, each in INSTRUMENTS.items())
    made = publish(cast, Packet("Everything", (PacketGroup("All", items),)))
    return actions.start_packet(episode=cast.episode, code=made.code, by=cast.nurse, at=NOW)


@pytest.fixture
def nurse(cast, client):
    client.force_login(cast.nurse)
    return client


def posted(code, **more):
    form = answers.written(get(code), GIVEN[code])
    return {
        **form,
        "mode": "interview",
        "language": "en",
        "submission_id": str(uuid4()),
        "seq": "1",
        "do": "finish",
        **more,
    }


def test_each_is_tried():
    assert set(GIVEN) == set(INSTRUMENTS)


@pytest.mark.parametrize("code", sorted(INSTRUMENTS))
def test_it_is_filled_in_recorded_and_read(nurse, packet, code):
    address = reverse("intake:fill", args=[packet.pk, code])
    form = nurse.get(address)
    assert form.status_code == 200
    names = {field.html_name for field in form.context["form"]}
    assert {item.id for item in get(code).items} <= names
    response = nurse.post(address, posted(code))
    kept = InstrumentResponse.objects.get()
    assert response.url == reverse("intake:result", args=[kept.pk])
    assert kept.answers == GIVEN[code]
    assert get(code, kept.instrument_version).score(kept.answers, kept.context).as_json() == kept.result
    result = nurse.get(response.url)
    shown = result.content.decode()
    assert escape(get(code).credit) in shown
    assert len(result.context["sheet"].answers) >= len(GIVEN[code])
    assert nurse.get(reverse("intake:correct", args=[kept.pk])).status_code == 200


@pytest.mark.parametrize("code", sorted(INSTRUMENTS))
def test_every_question_stands_on_the_page_once_with_every_answer(nurse, packet, code):
    shown = nurse.get(reverse("intake:fill", args=[packet.pk, code])).content.decode()
    for item in get(code).items:
        for option in item.options:
            assert shown.count(f'name="{item.id}" value="{option.value}"') == 1, (item.id, option.value)
        if not item.options and item.kind in ("integer", "decimal"):
            assert f'name="{item.id}"' in shown


@pytest.mark.parametrize("code", [code for code in sorted(INSTRUMENTS) if get(code).items[0].text_es])
def test_it_is_shown_in_spanish(nurse, packet, code):
    nurse.post(reverse("intake:fill", args=[packet.pk, code]), {"language": "es", "do": "show", "seq": "0"})
    form = nurse.get(reverse("intake:fill", args=[packet.pk, code])).context["form"]
    assert form[get(code).items[0].id].label == get(code).items[0].text_es


@pytest.mark.parametrize("code", sorted(INSTRUMENTS))
def test_it_is_answered_over_the_api(nurse, cast, code):
    sent = {"episode": str(cast.episode.pk), "instrument": code, "mode": "interview", "answers": GIVEN[code]}
    response = nurse.post(
        reverse("api:screening-list"), sent, content_type="application/json", headers={"Idempotency-Key": str(uuid4())}
    )
    assert response.status_code == 201, response.content
    assert response.json()["answers"] == GIVEN[code]


def test_several_ticks_survive_a_draft(nurse, packet):
    address = reverse("intake:fill", args=[packet.pk, "TAPS2"])
    nurse.post(reverse("intake:autosave", args=[packet.pk, "TAPS2"]), {**posted("TAPS2"), "seq": "3"})
    form = nurse.get(address).context["form"]
    assert form.answers == GIVEN["TAPS2"]
    assert form["asked"].value() == ["heroin", "alcohol"]


def test_the_running_score_of_what_is_no_sum_shows_no_number():
    shown, bam = (tally(get(code), GIVEN[code]) for code in ("TAPS2", "BAM"))
    assert (shown.score, shown.band) == (None, "High risk")
    assert (bam.score, bam.band) == (None, "Use 0 of 12, Risk 12 of 24, Protective 24 of 24")


def test_points_count_in_the_running_score_and_not_the_words():
    assert tally(get("DAST10"), {"1": "yes", "3": "no", "4": "no"}).score == 2


def test_the_running_score_knows_the_sex_on_record(nurse, packet, cast):
    address = reverse("intake:tally", args=[packet.pk, "AUDITC"])
    Patient.objects.filter(pk=cast.patient.pk).update(sex="male")
    assert "Negative" in nurse.post(address, posted("AUDITC")).content.decode()
    Patient.objects.filter(pk=cast.patient.pk).update(sex="female")
    assert "Positive" in nurse.post(address, posted("AUDITC")).content.decode()


def test_a_month_with_a_comma_or_a_word_is_asked_again(nurse, packet):
    address = reverse("intake:fill", args=[packet.pk, "OUD_REMISSION"])
    for text in ("2,9", "two", "-1", "nan", "1201"):
        response = nurse.post(address, posted("OUD_REMISSION", months_without_criteria=text))
        assert response.status_code == 422
        assert "Enter a number from 0 to 1200" in response.content.decode()


def test_a_contradiction_inside_is_named_beside_the_answer(nurse, packet):
    form = posted("PCPTSD5", exposure="no") | {"1": "yes"}
    response = nurse.post(reverse("intake:fill", args=[packet.pk, "PCPTSD5"]), form)
    assert response.status_code == 422
    assert "does not agree with the answers after it" in response.content.decode()


# --- context --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sex", "band"), [("male", "negative"), ("female", "positive"), ("unknown", "positive")])
def test_alcohol_is_judged_by_the_sex_on_record_and_stays_as_it_was_judged(cast, sex, band):
    Patient.objects.filter(pk=cast.patient.pk).update(sex=sex)
    kept = record(cast, None, "AUDITC", GIVEN["AUDITC"], episode=cast.episode)
    assert (kept.band, kept.context) == (band, {"sex": sex})
    Patient.objects.filter(pk=cast.patient.pk).update(sex="other")
    kept.refresh_from_db()
    assert kept.definition.score(kept.answers, kept.context).as_json() == kept.result


def test_a_correction_is_judged_by_what_the_record_says_now(cast):
    first = record(cast, None, "AUDITC", GIVEN["AUDITC"], episode=cast.episode)
    Patient.objects.filter(pk=cast.patient.pk).update(sex="male")
    again = actions.correct_response(
        response=first,
        answers=GIVEN["AUDITC"],
        reason="Sex is recorded now.",
        submission_id=uuid4(),
        by=cast.nurse,
        at=NOW,
    )
    assert (first.band, again.band) == ("positive", "negative")


def test_craving_is_compared_with_the_rating_before(cast):
    before = NOW - timedelta(days=1)
    record(cast, None, "CRAVING", {"nrs": 2}, episode=cast.episode, at=before)
    kept = record(cast, None, "CRAVING", {"nrs": 6}, episode=cast.episode)
    assert (kept.context, kept.flags) == ({"previous_nrs": 2}, ["CRAVING_RISE_GE_3"])
    assert contexts.build(get("CRAVING"), episode=cast.episode, at=before) == {}


def test_what_needs_no_context_asks_the_record_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert contexts.build(get("PHQ9"), episode=cast.episode, at=NOW) == {}


def test_months_with_decimals_are_kept_in_the_result_and_not_rounded_into_the_score(cast):
    kept = record(cast, None, "OUD_REMISSION", GIVEN["OUD_REMISSION"], episode=cast.episode)
    kept.refresh_from_db()
    assert (kept.score, kept.result["score"], kept.band) == (None, 2.9, "not_in_remission")


# --- what is offered ------------------------------------------------------------------------------------------------


def test_a_pack_is_off_until_a_center_switches_it_on(cast, settings, nurse):
    settings.INSTRUMENT_PACKS = []
    assert set(INSTRUMENTS) - set(offered()) == {"DAST10"}
    with pytest.raises(NotOffered):
        record(cast, None, "DAST10", GIVEN["DAST10"], episode=cast.episode)
    sent = {"episode": str(cast.episode.pk), "instrument": "DAST10", "mode": "interview", "answers": GIVEN["DAST10"]}
    response = nurse.post(
        reverse("api:screening-list"), sent, content_type="application/json", headers={"Idempotency-Key": str(uuid4())}
    )
    assert response.status_code == 400
    assert "content pack is off" in response.json()["instrument"][0]


def test_answers_of_a_pack_switched_off_are_still_read_and_corrected(cast, settings, nurse):
    kept = record(cast, None, "DAST10", GIVEN["DAST10"], episode=cast.episode)
    settings.INSTRUMENT_PACKS = []
    assert "Drug Abuse Screening Test" in nurse.get(reverse("intake:result", args=[kept.pk])).content.decode()
    again = actions.correct_response(
        response=kept,
        answers={**GIVEN["DAST10"], "2": "yes"},
        reason="Misheard.",
        submission_id=uuid4(),
        by=cast.nurse,
        at=NOW,
    )
    assert (again.score, again.flags) == (1, ["INCONSISTENT"])


def test_a_pack_that_does_not_exist_is_named(settings):
    settings.INSTRUMENT_PACKS = ["dast10", "dast20"]
    assert unknown_packs() == ["dast20"]
    assert not is_offered("ASTROLOGY")
