"""Home, chart and timeline: what each role finds, and how often the database is asked."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.screening import actions as screening
from recovery.audit.models import AuditEvent
from recovery.clinical.redflags import actions as redflags
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from tests.cast import NOW, open_episode, person
from tests.intake.registration.given import save_all
from tests.intake.screening.given import assign
from tests.treatment.plans import ground
from treatment.detox import actions as detox

pytestmark = pytest.mark.usefixtures("cast")


def signed_in(client, user):
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("who", "there"),
    [("patient_user", "my:day"), ("privacy_officer", "audit:trail"), ("administrator", "staff")],
)
def test_roles_without_work_lists_begin_where_their_work_is(client, cast, who, there):
    assert signed_in(client, getattr(cast, who)).get("/").url == reverse(there)


@pytest.mark.parametrize(
    ("who", "lists"),
    [
        ("intake", ["redflags", "calls", "intake", "owed", "screening", "visits"]),
        (
            "counselor",
            ["redflags", "risk", "intake", "owed", "due", "screening", "reviews", "drafts", "visits", "messages"],
        ),
        (
            "nurse",
            [
                "redflags",
                "risk",
                "readings",
                "calls",
                "intake",
                "owed",
                "due",
                "screening",
                "reviews",
                "visits",
                "messages",
            ],
        ),
        (
            "prescriber",
            [
                "redflags",
                "risk",
                "readings",
                "calls",
                "intake",
                "owed",
                "due",
                "screening",
                "reviews",
                "drafts",
                "visits",
                "messages",
            ],
        ),
    ],
)
def test_each_role_has_its_own_lists(client, cast, who, lists):
    assert list(signed_in(client, getattr(cast, who)).get("/").context["lists"]) == lists


def test_home_names_only_people_within_reach(client, cast):
    page = signed_in(client, cast.outsider).get("/").content.decode()
    assert "Whitfield" not in page
    assert "Banks" not in page


def test_reading_home_is_recorded_with_the_people_it_named(client, cast):
    signed_in(client, cast.counselor).get("/")
    event = AuditEvent.objects.get(resource="home", actor=cast.counselor)
    assert event.detail == {"ids": [str(cast.patient.pk)], "count": 1}


def test_the_refreshed_part_of_home_is_the_lists_alone(client, cast):
    page = signed_in(client, cast.nurse).get("/", headers={"hx-request": "true"}).content.decode()
    assert page.strip().startswith('<div class="stack s5" id="lists"')


def people_in_treatment(cast, how_many):
    at = timezone.now() - timedelta(hours=5)
    for n in range(how_many):
        someone = person(f"Given{n}", f"Family{n}", date(1990, 1, 1), by=cast.intake, at=at)
        episode = open_episode(someone, lead=cast.counselor, by=cast.intake, at=at)
        packet = screening.start_packet(episode=episode, by=cast.intake, at=at)
        assign(packet, "tablet", cast.intake)
        detox.start_monitoring(episode=episode, by=_nurse(cast, episode, at), at=at)


def _nurse(cast, episode, at):
    patients.assign_care_team(episode=episode, member=cast.nurse, leads=False, by=cast.intake, at=at)
    return cast.nurse


@pytest.mark.parametrize("how_many", [1, 30])
@pytest.mark.parametrize(("who", "asked"), [("nurse", 20), ("counselor", 18), ("intake", 13)])
def test_home_asks_the_database_as_often_for_one_person_as_for_thirty(
    client, cast, django_assert_num_queries, who, asked, how_many
):
    people_in_treatment(cast, how_many)
    signed_in(client, getattr(cast, who)).get("/")
    with django_assert_num_queries(asked):
        client.get("/")


def test_the_chart_tells_who_what_and_what_is_next(client, cast):
    page = signed_in(client, cast.counselor).get(reverse("chart", args=[cast.patient.pk]))
    assert page.context["episode"] == cast.episode
    assert [step.label for step in page.context["steps"]] == [
        "Registration",
        "Start an intake packet",
        "Draft plan from findings",
        "Assess",
    ]
    assert [(each.section.title, each.told) for each in page.context["told"]] == [
        ("Earlier overdoses", None),
        ("Substances and last use", None),
        ("Current medicines", None),
        ("Emergency contact and support people", None),
    ]
    assert page.content.decode().count("<b>Not asked yet</b>") == 4


def test_the_title_of_a_chart_names_nobody(client, cast):
    page = signed_in(client, cast.counselor).get(reverse("chart", args=[cast.patient.pk])).content.decode()
    assert "<title>Chart – Recovery</title>" in page


def test_the_chart_of_somebody_out_of_reach_does_not_exist(client, cast):
    answer = signed_in(client, cast.outsider).get(reverse("chart", args=[cast.patient.pk]))
    assert answer.status_code == 404
    assert b"Whitfield" not in answer.content


def test_a_person_without_an_episode_can_be_given_one_by_intake_only(client, cast):
    someone = person("New", "Comer", date(1990, 1, 1), by=cast.intake)
    page = signed_in(client, cast.intake).get(reverse("chart", args=[someone.pk]))
    assert [step.label for step in page.context["steps"]] == ["Open an episode of care"]


def test_opening_a_chart_is_recorded(client, cast):
    signed_in(client, cast.nurse).get(reverse("chart", args=[cast.patient.pk]))
    assert AuditEvent.objects.filter(resource="chart", actor=cast.nurse, patient_id=cast.patient.pk).count() == 1


def test_the_track_shows_where_the_person_is(client, cast):
    track = signed_in(client, cast.counselor).get(reverse("chart", args=[cast.patient.pk])).context["track"]
    assert [(step["label"], step["state"]) for step in track] == [
        ("Referred", "done"),
        ("Intake", "now"),
        ("Treatment", ""),
        ("Aftercare", ""),
    ]


def test_an_earlier_episode_is_read_in_a_timeline_of_its_own(client, cast):
    patients.move_stage(
        episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=timezone.now(), reason="Moved away"
    )
    again = open_episode(cast.patient, lead=cast.counselor, by=cast.intake, at=timezone.now())
    address = reverse("timeline", args=[cast.patient.pk])
    signed_in(client, cast.counselor)
    earlier = f"{address}?episode={cast.episode.pk}"
    assert earlier in client.get(reverse("chart", args=[cast.patient.pk])).content.decode()
    assert client.get(address).context["episode"] == again
    page = client.get(earlier)
    assert page.context["episode"] == cast.episode
    assert "Moved away" in page.content.decode()
    assert f'href="?episode={cast.episode.pk}&amp;kind=clinical"' in page.content.decode()


def test_the_episode_of_somebody_else_is_not_read_by_its_key(client, cast):
    address = reverse("timeline", args=[cast.patient.pk])
    page = signed_in(client, cast.counselor).get(address, {"episode": str(cast.other_episode.pk)})
    assert page.context["episode"] == cast.episode


def test_every_stage_has_its_next_steps():
    from recovery.front.chart.queries.next_steps import OF_STAGE

    assert set(OF_STAGE) == set(Stage) - {Stage.IN_INTAKE}  # what is next in intake depends on what is begun


@pytest.mark.parametrize(
    ("address", "entry"),
    [
        ("/intake/", "/intake/"),
        ("/intake/referrals/waiting/", "/intake/referrals/"),
        ("/red-flags/", "/intake/"),  # a room without an entry of its own
        ("/treatment/withdrawal/", "/treatment/withdrawal/"),
    ],
)
def test_the_rail_marks_the_entry_under_which_a_page_stands(client, cast, address, entry):
    page = signed_in(client, cast.nurse).get(address)
    assert [item["url"] for item in page.context["rail"] if item["current"]] == [entry]


def test_the_rail_holds_what_the_role_may_open(client, cast):
    labels = [item["label"] for item in signed_in(client, cast.nurse).get("/").context["rail"]]
    assert labels == ["Today", "People", "Referrals", "Intake", "Readings", "Messages"]


def everything(cast, how_many, *, signed):
    """Results, a plan, the history, kits and red flags, so that no query is spared."""
    ground.screened(cast)
    ground.ready(cast)
    save_all(cast)
    if signed:
        ground.sign(cast)
    cast.episode.refresh_from_db()
    for _ in range(how_many):
        ground.kit(cast)
        redflags.raise_by_hand(
            episode=cast.episode, rule_id="EMG-04", words="Said it", submission_id=uuid4(), by=cast.nurse, at=NOW
        )


@pytest.mark.parametrize("how_many", [1, 30])
@pytest.mark.parametrize(
    ("signed", "asked"), [(False, 20), (True, 19)]
)  # in intake: what may be done next is asked too
def test_the_chart_asks_the_database_as_often_for_one_of_each_as_for_thirty(
    client, cast, django_assert_num_queries, how_many, signed, asked
):
    everything(cast, how_many, signed=signed)
    address = reverse("chart", args=[cast.patient.pk])
    signed_in(client, cast.counselor).get(address)
    with django_assert_num_queries(asked):
        client.get(address)
