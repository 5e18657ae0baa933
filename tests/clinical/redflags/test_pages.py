"""The pages of red flags: what interrupts, who has it, and what is said when two come at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from intake.screening.models import InstrumentResponse
from recovery.audit.models import AuditEvent
from recovery.clinical.instruments.urgent import EMG_04, EMG_08
from recovery.clinical.redflags import actions, queries
from recovery.clinical.redflags.models import RedFlag
from recovery.core.crisis import ENGLISH_WORDS, SPANISH_WORDS
from recovery.patients import actions as patients
from tests.cast import NOW, open_episode, person
from tests.clinical.redflags.scene import flag, on_call, raised, resolve
from tests.intake.screening.given import LOW_MOOD, start, texts

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def nurse(cast, client):
    client.force_login(cast.nurse)
    return client


def page(name, *keys):
    room = "intake" if name in ("fill", "result") else "clinical"
    return reverse(f"{room}:{name}", args=[getattr(key, "pk", key) for key in keys])


def words(response):
    return " ".join(response.content.decode().split())


def thoughts(**more):
    return {"submission_id": str(uuid4()), "seq": "1", "mode": "interview", "language": "en", "do": "finish",
            **texts(LOW_MOOD | {"9": 2}), **more}  # fmt: skip


# --- while filling --------------------------------------------------------------------------------------------


def test_help_is_on_the_page_before_anything_is_answered(cast, nurse):
    shown = words(nurse.get(page("fill", start(cast), "PHQ9")))
    assert 'data-flag-when="1 2 3"' in shown
    assert shown.count("data-flag-when") == 5  # the tiles of item 9
    for each in (*ENGLISH_WORDS.do, 'href="tel:988"', 'href="sms:988"', 'href="tel:911"', "crisis-now.js"):
        assert each in shown


@pytest.mark.parametrize("do", ["finish", "later"])
def test_without_javascript_help_comes_before_anything_is_saved(cast, nurse, do):
    where = page("fill", start(cast), "PHQ9")
    first = nurse.post(where, thoughts(do=do))
    assert (first.status_code, InstrumentResponse.objects.count()) == (200, 0)
    assert ENGLISH_WORDS.title in words(first)
    assert 'name="crisis_seen" value="1">' in words(first)
    assert nurse.post(where, thoughts(do=do, crisis_seen="1")).status_code == 302


def test_help_speaks_the_language_of_the_questions(cast, nurse):
    shown = words(nurse.post(page("fill", start(cast), "PHQ9"), thoughts(language="es")))
    assert SPANISH_WORDS.title in shown
    assert ENGLISH_WORDS.title not in shown


# --- act now --------------------------------------------------------------------------------------------------


def test_a_suicide_answer_leads_to_act_now_and_the_packet_goes_on(cast, nurse):
    on_call(cast, cast.prescriber)
    packet = start(cast)
    shown = words(nurse.post(page("fill", packet, "PHQ9"), thoughts(crisis_seen="1"), follow=True))
    response = InstrumentResponse.objects.get()
    for each in ("Act now", "Ask the C-SSRS before the visit ends.", "I have it", "Record what was done",
                 "<dt>Told</dt><dd>Dr. Amir Haddad</dd>", "20 Nov 2026, 15:05", page("result", response)):  # fmt: skip
        assert each in shown


def test_a_calm_answer_leads_to_its_result(cast, nurse):
    answers = thoughts() | {"9": "0"}
    assert "/responses/" in nurse.post(page("fill", start(cast), "PHQ9"), answers).url


def test_act_now_names_the_gravest_first(cast, nurse):
    key = uuid4()
    raised(cast, EMG_08.finding(), EMG_04.finding(), subject_id=key)
    shown = words(nurse.get(page("act-now", key)))
    assert shown.index("Suicide risk is high") < shown.index("Suicide risk is moderate")


def test_what_raised_nothing_has_no_such_page(cast, nurse):
    assert nurse.get(page("act-now", uuid4())).status_code == 404


# --- taking and closing ---------------------------------------------------------------------------------------


def test_taking_and_recording_what_was_done(cast, nurse):
    made = flag(cast)
    assert nurse.post(page("take-red-flag", made)).url == page("red-flag", made)
    told = {"outcome": "safety_plan", "note": "Plan made with his sister.", "submission_id": str(uuid4())}
    shown = words(nurse.post(page("red-flag", made), told, follow=True))
    for each in ("Resolved", "Plan made with his sister.", "seen, a safety plan was made", "<dd>Nora Lindqvist</dd>"):
        assert each in shown
    assert "Record and close" not in shown


def test_the_second_is_told_who_has_it_and_may_take_over(cast, nurse):
    made = flag(cast)
    actions.take(flag=made, by=cast.prescriber, at=NOW - MINUTE)
    refused = nurse.post(page("take-red-flag", made))
    assert (refused.status_code, "Dr. Amir Haddad took it at 14:04" in words(refused)) == (409, True)
    nurse.post(page("take-red-flag", made), {"over": "on"})
    assert RedFlag.objects.get().owner == cast.nurse


def test_words_are_kept_when_somebody_else_closed_it_first(cast, nurse):
    made = flag(cast)
    resolve(cast, made, by=cast.prescriber, at=NOW)
    told = {"outcome": "safe", "note": "I sat with her.", "submission_id": str(uuid4())}
    refused = nurse.post(page("red-flag", made), told)
    assert (refused.status_code, "I sat with her." in words(refused)) == (409, True)


def test_a_form_with_gaps_comes_back(cast, nurse):
    made = flag(cast)
    refused = nurse.post(page("red-flag", made), {"note": "Seen.", "submission_id": str(uuid4())})
    assert (refused.status_code, "Seen." in words(refused)) == (422, True)
    assert "Answer the question: What became of it?" in words(refused)


def test_intake_sees_it_without_the_buttons(cast, client):
    made = flag(cast)
    client.force_login(cast.intake)
    shown = words(client.get(page("red-flag", made)))
    assert ("I have it" in shown, "A clinician closes a red flag" in shown) == (False, True)


def test_a_corrected_answer_says_so(cast, nurse):
    key = uuid4()
    made = flag(cast, subject_id=key)
    raised(cast, EMG_08.finding(), subject_id=uuid4(), corrects=key)
    assert "The record was corrected since" in words(nurse.get(page("red-flag", made)))


def test_staff_raise_one_by_hand(cast, nurse):
    where = page("raise-red-flag", cast.episode)
    assert "Persistent vomiting or cannot keep fluids" in words(nurse.get(where))
    shown = nurse.post(
        where, {"rule_id": "EMG-02", "words": "In the waiting room.", "submission_id": str(uuid4())}, follow=True
    )
    assert ("Call 911." in words(shown), "In the waiting room." in words(shown)) == (True, True)
    refused = nurse.post(where, {"words": "Half done", "submission_id": str(uuid4())})
    assert (refused.status_code, "Half done" in words(refused)) == (422, True)


# --- where it is seen -----------------------------------------------------------------------------------------


def test_the_chart_wears_a_strip_until_it_is_resolved(cast, nurse):
    chart = reverse("chart", args=[cast.patient.pk])
    made = flag(cast)
    assert "flag-strip" in words(nurse.get(chart))
    resolve(cast, made, at=NOW)
    assert "flag-strip" not in words(nurse.get(chart))
    story = words(nurse.get(reverse("timeline", args=[cast.patient.pk])))
    assert ("Red flag resolved" in story, "Red flag raised" in story) == (True, True)


def test_home_has_them_at_the_top_the_most_overdue_first(cast, nurse):
    late, soon, had = (flag(cast, at=NOW - n * MINUTE) for n in (30, 5, 60))
    actions.take(flag=had, by=cast.prescriber, at=NOW)
    response = nurse.get("/")
    rows = response.context["lists"]["redflags"].rows
    assert [(row.flag, row.due) for row in rows[:2]] == [(late, "15 min late"), (soon, "By 14:15")]
    assert (rows[2].flag, rows[2].who) == (had, "Dr. Amir Haddad has it")
    assert next(iter(response.context["lists"])) == "redflags"


def test_it_is_listed_only_for_those_who_may_see_the_person(cast, client):
    flag(cast)
    assert [card.flag for card in queries.work_list(cast.outsider, NOW).cards] == []


def many(cast, count):
    for n in range(count):
        patient = person(f"Ann{n}", "Example", cast.patient.birth_date, by=cast.intake)
        episode = open_episode(patient, lead=cast.counselor, by=cast.intake)
        patients.assign_care_team(episode=episode, member=cast.nurse, leads=False, by=cast.intake, at=NOW)
        flag(cast, episode=episode)


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_ask_as_often_for_thirty_as_for_one(cast, django_assert_num_queries, rows):
    many(cast, rows)
    for _ in range(rows):
        flag(cast)
    with django_assert_num_queries(1 if rows == 1 else 2):  # counted where one page does not hold them
        page = queries.work_list(cast.nurse, NOW)
        assert (len(page.cards), page.total) == (min(2 * rows, 50), 2 * rows)
    with django_assert_num_queries(3):
        assert len(queries.flags_of(cast.episode, NOW).cards) == rows
    with django_assert_num_queries(1):
        assert len(queries.unresolved_in(cast.episode, NOW)) == rows
    with django_assert_num_queries(2):
        queries.timeline(cast.episode)


def test_all_of_an_episode_fifty_a_page(cast, nurse):
    for n in range(51):
        flag(cast, at=NOW - n * MINUTE)
    first = queries.flags_of(cast.episode, NOW)
    rest = queries.flags_of(cast.episode, NOW, before=first.before)
    assert (len(first.cards), len(rest.cards), rest.before) == (50, 1, None)
    assert f"before={first.before}" in words(nurse.get(page("red-flags", cast.episode)))


def test_home_shows_fifty_and_leads_to_all_of_them(cast, nurse):
    for n in range(53):
        made = flag(cast, at=NOW - n * MINUTE)
        if n < 3:
            actions.take(flag=made, by=cast.nurse, at=NOW)
    home = words(nurse.get("/"))
    assert ("And 3 more" in home, home.count("on the red flag of")) == (True, 50)
    whole = reverse("clinical:open-red-flags")
    assert whole in home
    first = nurse.get(whole)
    assert words(first).count("on the red flag of") == 50
    page = first.context["page"]
    last = nurse.get(f"{whole}?after={page.after}").context["page"]
    shown = [card.flag.pk for card in (*page.cards, *last.cards)]
    assert (len(shown), len(set(shown)), page.total, last.after) == (53, 53, 53, None)
    assert [card.flag.status for card in last.cards] == ["taken"] * 3  # what nobody has yet comes first
    read = AuditEvent.objects.filter(action="read", resource="open red flags").values_list("detail", flat=True)
    assert sorted(each["count"] for each in read) == [3, 50]


def test_the_whole_list_takes_a_key_that_is_none(cast, nurse):
    flag(cast)
    assert nurse.get(reverse("clinical:open-red-flags") + "?after=1").status_code == 200


def test_a_red_flag_taken_and_forgotten_stands_out_on_the_list(cast, nurse):
    actions.take(flag=flag(cast, at=NOW - 3 * HOUR), by=cast.nurse, at=NOW - 2 * HOUR)
    card = queries.work_list(cast.nurse, NOW).cards[0]
    assert (card.is_overdue, card.due) == (True, "1 h 00 min late")


def test_each_page_about_a_person_is_recorded(cast, nurse):
    made = flag(cast)
    for name, key in (("red-flag", made), ("act-now", made.subject_id), ("red-flags", cast.episode)):
        nurse.get(page(name, key))
    read = AuditEvent.objects.filter(action="read", actor=cast.nurse).order_by("created_at")
    assert list(read.values_list("resource", "patient_id")) == [
        (name, cast.patient.pk) for name in ("red flag", "act now", "red flags")
    ]
