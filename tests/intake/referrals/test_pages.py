"""The staff's pages: what they show, how often they ask the database, and the way from a referral to a patient."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.referrals import actions, queries
from intake.referrals.codes import State, Why
from intake.referrals.models import Referral
from intake.referrals.models.waiting_list import WaitingListEntry
from recovery.audit.models import AuditEvent
from recovery.patients.codes import Stage
from recovery.patients.models import Patient
from tests.cast import NOW, assemble
from tests.intake.referrals.given import asked, triaged, tried, waiting

HOUR = timedelta(hours=1)
LISTS = ["intake:referrals", "intake:referrals-open", "intake:waiting-list", "intake:referrals-closed"]


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.intake)
    client.get("/")  # whoever is on call is looked up once a minute
    return client


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def at(referral, what=""):
    return reverse(f"intake:referral{what}", args=[referral.pk])


def test_the_most_urgent_is_called_first_then_the_one_whose_call_is_due(cast, desk):
    for name, reasons, ago in (
        ("Late", [], 60),
        ("Soon", ["injecting"], 1),
        ("Later", [], 2),
        ("First", ["suicide"], 0),
    ):
        triaged(cast, *reasons, name=name, at=timezone.now() - ago * HOUR)
    shown = page(desk, "intake:referrals")
    places = [shown.index(f">{name}</a>") for name in ("First", "Soon", "Late", "Later")]
    assert places == sorted(places)
    assert shown.count("Overdue") == 1


def test_the_waiting_list_explains_its_order_and_shows_the_places(cast, desk):
    waiting(cast, name="Routine")
    waiting(cast, "pregnant", name="Pregnant first")
    shown = page(desk, "intake:waiting-list")
    assert "after that those who have waited longest." in shown
    assert "45 CFR 96.131(a)" in shown
    assert shown.index("Pregnant first") < shown.index("Routine")
    assert "Interim services by" in shown


def test_a_person_out_of_reach_keeps_the_place_and_the_name_stays_hidden(cast, client):
    actions.put_on_waiting_list(episode=cast.other_episode, reasons=[], by=cast.intake, at=NOW)
    client.force_login(cast.nurse)
    shown = page(client, "intake:waiting-list")
    assert "Somebody whose record you may not open" in shown
    assert "Banks" not in shown
    place = queries.place_of(episode=cast.other_episode)
    assert client.get(reverse("intake:waiting-off", args=[place.pk])).status_code == 404


def test_the_page_shows_the_reasoning_with_its_sources(cast, desk):
    shown = page(desk, "intake:referral", triaged(cast, "pregnant", "injecting").pk)
    assert "Pregnant people who inject come before everybody else." in shown
    assert "Source: 45 CFR 96.131(a)" in shown
    assert "Leave no message at this number" in shown


def test_suicide_risk_shows_what_to_do_now(cast, desk):
    shown = page(desk, "intake:referral", triaged(cast, "suicide").pk)
    assert "Stay on the line." in shown
    assert "call 988 together" in shown


def test_opening_a_referral_and_reading_a_list_are_recorded(cast, desk):
    referral = triaged(cast)
    page(desk, "intake:referral", referral.pk)
    page(desk, "intake:referrals")
    assert AuditEvent.objects.get(resource="referral", resource_id=referral.pk).actor == cast.intake
    assert AuditEvent.objects.get(resource="referrals to call").detail["ids"] == [str(referral.pk)]


def test_a_number_that_asked_before_is_shown(cast, desk):
    triaged(cast, name="Rosa before")
    shown = page(desk, "intake:referral", asked().pk)
    assert "This number asked before" in shown
    assert "Rosa before" in shown


@pytest.mark.parametrize("how_many", [1, 30])
@pytest.mark.parametrize(("name", "asked_for"), [(name, 7 if "waiting" in name else 6) for name in LISTS])
def test_lists_ask_the_database_as_often_for_one_as_for_thirty(cast, desk, how_many, name, asked_for):
    for n in range(how_many):
        waiting(cast, at=NOW + n * HOUR)
        actions.put_on_waiting_list(episode=cast.episode, reasons=[], by=cast.intake, at=NOW) if n == 0 else None
        done = triaged(cast)
        actions.close(referral=done, to=State.DECLINED, why=Why.OTHER, by=cast.intake, at=NOW)
    with CaptureQueriesContext(connection) as ran:
        desk.get(reverse(name))
    assert len(ran) == asked_for, [each["sql"][:120] for each in ran]


def many(cast, how_many):
    """So many places on the waiting list, made in bulk."""
    made = Referral.objects.bulk_create(
        Referral(
            way="phone", source="self", name=f"Name {n}", phone="+12125550101", received_at=NOW, state=State.WAITING,
            priority=1 + n % 4, submission_id=uuid4(), call_due_at=NOW + n * HOUR,
        )
        for n in range(how_many)
    )  # fmt: skip
    WaitingListEntry.objects.bulk_create(
        WaitingListEntry(
            referral=each,
            priority=each.priority,
            since=NOW + n * HOUR,
            requested_at=NOW,
            put_at=NOW,
            put_by=cast.intake,
        )
        for n, each in enumerate(made)
    )


def test_five_thousand_waiting_cost_no_more_queries_and_every_one_is_shown_once(cast, desk):
    many(cast, 5000)
    address, numbers, names = reverse("intake:waiting-list"), [], set()
    after = ""
    for _ in range(3):
        with CaptureQueriesContext(connection) as ran:
            shown = desk.get(address + after).context["page"]
        assert len(ran) == (8 if after else 7), [each["sql"][:120] for each in ran]
        numbers += [place.number for place in shown.rows]
        names |= {place.name for place in shown.rows}
        after = f"?after={shown.after}"
    assert numbers == list(range(1, 151))
    assert len(names) == 150


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (lambda: WaitingListEntry.objects.in_turn()[:51], "waiting_turns"),
        (lambda: Referral.objects.to_call()[:51], "referral_to_call"),
        (lambda: Referral.objects.filter(closed_at__isnull=True).order_by("-received_at", "-id")[:51], "referral_open"),
    ],
)
def test_a_page_of_five_thousand_is_read_from_an_index(transactional_ground, query, index):
    many(assemble(), 5000)
    with connections["owner"].cursor() as owner:  # only the owner of a table may gather its statistics
        owner.execute("ANALYZE intake_waitinglistentry, intake_referral")
    plan = query().explain()
    assert index in plan
    assert "Sort" not in plan


def test_the_page_of_one_referral_asks_as_often_for_many_calls_as_for_one(cast, desk):
    counts = set()
    for calls in (1, 30):
        referral, _ = waiting(cast, phone=f"+121255501{calls:02}")
        for n in range(calls):
            tried(referral, cast, "no_answer", NOW + n * HOUR, note="Rang out.")
        with CaptureQueriesContext(connection) as ran:
            desk.get(at(referral))
        counts.add(len(ran))
    assert len(counts) == 1
    assert counts.pop() <= 12


# --- forms ------------------------------------------------------------------------------------------------------

TAKEN = {
    "way": "phone", "source": "family", "name": "Irene", "about": "Paul Ames", "phone": "212 555 0101",
    "may_say_why": "no", "may_leave_message": "yes", "best_time": "any", "language": "en", "call_back": "yes",
    "reasons": ["injecting"], "note": "",
}  # fmt: skip


def test_a_call_is_taken_in_once(cast, desk):
    data = TAKEN | {"submission_id": str(uuid4())}
    first, second = (desk.post(reverse("intake:referral-new"), data) for _ in range(2))
    assert first.url == second.url == at(Referral.objects.get())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phone": "12"}, "Enter a telephone number with area code"),
        ({"name": ""}, "Enter name to ask for"),
        ({"call_back": ""}, "Answer the question: Shall we call back?"),
        ({"reasons": ["tired"]}, "Select a valid choice"),
    ],
)
def test_bad_input_comes_back_as_typed(cast, desk, changes, words):
    reply = desk.post(reverse("intake:referral-new"), TAKEN | {"submission_id": str(uuid4())} | changes)
    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert "Paul Ames" in reply.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"to": "declined"}, "Choose a reason"),
        ({"to": "referred_on", "why": "too_far"}, "Write where the person was referred to"),
        ({"to": "declined", "why": "other", "where_to": "Albany"}, "A place is written below"),
    ],
)
def test_an_end_says_why_and_where_to(cast, desk, data, words):
    reply = desk.post(at(triaged(cast), "-close"), data)
    assert reply.status_code == 422
    assert words in reply.content.decode()


def test_too_few_calls_are_said_kindly_and_what_was_typed_is_kept(cast, desk):
    reply = desk.post(at(triaged(cast), "-close"), {"to": "unreachable", "note": "Gone quiet."})
    assert reply.status_code == 409
    assert "0 of 3 calls without an answer are on record." in reply.content.decode()
    assert "Gone quiet." in reply.content.decode()


def test_the_next_try_is_not_in_the_past(cast, desk):
    data = {"submission_id": str(uuid4()), "how": "phone", "outcome": "no_answer", "next_due_at": "2020-01-01T10:00"}
    reply = desk.post(at(triaged(cast), "-call"), data)
    assert "The next try must be later than now" in reply.content.decode()


def test_who_was_slower_sees_that_it_was_closed(cast, desk):
    referral = triaged(cast)
    actions.close(referral=referral, to=State.DECLINED, why=Why.OTHER, by=cast.nurse, at=NOW)
    reply = desk.post(at(referral, "-triage"), {"reasons": ["overdose"], "note": "Yesterday"})
    assert reply.status_code == 409
    assert "Yesterday" in reply.content.decode()


def test_details_changed_meanwhile_stand_beside_what_was_typed(cast, desk):
    referral = triaged(cast)
    data = TAKEN | {"name": "Mine", "version": referral.version}
    Referral.objects.filter(pk=referral.pk).update(version=9, name="Theirs")
    reply = desk.post(at(referral, "-details"), data)
    shown = reply.content.decode()
    assert reply.status_code == 409
    assert "Mine" in shown
    assert "Theirs" in shown
    assert 'name="version" value="9"' in shown


# --- from a referral to a patient -------------------------------------------------------------------------------


def registration(**changes):
    return {
        "submission_id": str(uuid4()), "given_name": "Rosa", "family_name": "Delgado", "birth_date_month": "6",
        "birth_date_day": "5", "birth_date_year": "1981", "language": "es", "time_zone": "America/New_York",
        "allergy_status": "not_asked", "phone": "(212) 555-0101", "may_leave_message": "on", **changes,
    }  # fmt: skip


def test_what_the_referral_knows_is_not_asked_again(cast, desk):
    referral = triaged(cast, may_leave_message=True)
    form = desk.get(at(referral, "-register")).context["form"]
    known = {
        name: form[name].value() for name in ("given_name", "family_name", "phone", "language", "may_leave_message")
    }
    assert known == {
        "given_name": "Rosa", "family_name": "Delgado", "phone": "(212) 555-0101", "language": "es",
        "may_leave_message": True,
    }  # fmt: skip


def test_the_number_of_somebody_who_asks_for_another_is_not_taken_for_the_patients(cast, desk):
    referral = triaged(cast, source="family", name="Irene", about="Paul Ames")
    form = desk.get(at(referral, "-register")).context["form"]
    assert (form["given_name"].value(), form["family_name"].value(), form["phone"].value()) == ("Paul", "Ames", None)


def test_a_referral_becomes_a_patient_with_an_episode(cast, desk):
    referral = triaged(cast, source="self")
    assert desk.post(at(referral, "-register"), registration()).url == at(referral, "-episode")
    rosa = Patient.objects.get(family_name="Delgado")
    form = desk.get(at(referral, "-episode")).context["form"]
    assert form["referral_source"].value() == "self"
    data = {"submission_id": str(uuid4()), "referral_source": "self", "reason": "Enough.", "lead": cast.counselor.pk}
    assert desk.post(at(referral, "-episode"), data).url == reverse("chart", args=[rosa.pk])
    referral.refresh_from_db()
    assert (referral.state, referral.patient, referral.episode.patient) == (State.CONVERTED, rosa, rosa)
    assert "Referral: became a patient" in page(desk, "timeline", rosa.pk)


def test_somebody_known_may_be_chosen_instead_and_the_open_episode_is_joined(cast, desk):
    referral = triaged(cast, name="Marcus Whitfield", phone="+12125550177")
    reply = desk.post(
        at(referral, "-register"),
        registration(
            given_name="Marcus", family_name="Whitfield", birth_date_month="3", birth_date_day="12",
            birth_date_year="1992", phone="(212) 555-0177",
        ),
    )  # fmt: skip
    shown = reply.content.decode()
    assert reply.status_code == 409
    assert at(referral, "-same-person") in shown
    chosen = desk.post(at(referral, "-same-person"), {"patient_id": str(cast.patient.pk)})
    assert chosen.url == at(referral, "-episode")
    assert "An episode of care is open already" in page(desk, "intake:referral-episode", referral.pk)
    assert desk.post(at(referral, "-episode"), {"join": "1"}).url == reverse("chart", args=[cast.patient.pk])
    referral.refresh_from_db()
    assert (referral.state, referral.episode) == (State.CONVERTED, cast.episode)


def test_somebody_out_of_reach_cannot_be_chosen(cast, desk):
    from recovery.patients import actions as patients

    patients.move_stage(episode=cast.episode, to=Stage.IN_TREATMENT, by=cast.counselor, at=NOW)
    reply = desk.post(at(triaged(cast), "-same-person"), {"patient_id": str(cast.patient.pk)})
    assert reply.status_code == 404


def test_what_is_not_triaged_is_not_registered(cast, desk):
    referral = asked()
    assert desk.get(at(referral, "-register")).url == at(referral)


def test_home_lists_the_calls_that_are_due(cast, desk):
    triaged(cast, "overdose", name="Call me", at=timezone.now() - 5 * HOUR)
    triaged(cast, name="In two days", at=timezone.now())
    calls = desk.get("/").context["lists"]["calls"]
    assert ([row.name for row in calls.rows], calls.hot) == (["Call me"], 1)
