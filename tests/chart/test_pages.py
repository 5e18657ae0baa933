"""The chart, its timeline and the home page, as their readers meet them."""

import pytest
from django.urls import reverse

from recovery.chart.timeline import entries
from recovery.patients import actions as patients
from recovery.patients.models import Stage
from tests.cast import NOW


@pytest.mark.parametrize("who", ["intake", "counselor", "nurse", "prescriber"])
def test_the_chart_opens_for_everybody_who_cares(client, cast, who):
    client.force_login(getattr(cast, who))
    page = client.get(reverse("chart", args=[cast.patient.pk]))
    assert page.status_code == 200
    assert "Episode of care opened" in page.content.decode()


def test_the_chart_does_not_exist_for_who_does_not_care(client, cast):
    client.force_login(cast.outsider)
    assert client.get(reverse("chart", args=[cast.patient.pk])).status_code == 404


def test_the_timeline_tells_the_stages_the_newest_first(cast):
    patients.move_stage(episode=cast.episode, to=Stage.IN_TREATMENT, by=cast.counselor, at=NOW)
    assert [entry.title for entry in entries(cast.episode)] == [
        "Moved to treatment",
        "Moved to intake",
        "Episode of care opened",
    ]


def test_only_who_may_register_is_offered_it_at_home(client, cast):
    offered = {}
    for name in ("intake", "counselor"):
        client.force_login(getattr(cast, name))
        offered[name] = reverse("people-new") in client.get(reverse("home")).content.decode()
    assert offered == {"intake": True, "counselor": False}


def test_the_timeline_shows_all_or_one_kind(client, cast):
    client.force_login(cast.counselor)
    address = reverse("timeline", args=[cast.patient.pk])
    shown = {
        kind: "Episode of care opened" in client.get(address, {"kind": kind} if kind else {}).content.decode()
        for kind in ("", "administrative", "medicine", "unheard of")
    }
    assert shown == {"": True, "administrative": True, "medicine": False, "unheard of": True}
    assert "?kind=contact" in client.get(address).content.decode()


def test_one_person_is_not_people(client, cast):
    client.force_login(cast.counselor)
    labels = [item.label for item in client.get(reverse("home")).context["shift"]]
    assert labels[:3] == ["people at risk", "person in intake", "reviews due in 7 days"]


def test_a_packet_begun_is_gone_on_with_and_a_submitted_one_is_not_begun_again_unawares(client, cast):
    client.force_login(cast.intake)
    labels = []
    for _ in range(2):
        page = client.get(reverse("chart", args=[cast.patient.pk]))
        labels.append([step.label for step in page.context["steps"]])
        client.post(reverse("intake:start-packet", args=[cast.episode.pk]))
    assert labels == [["Start an intake packet"], ["Continue intake packet"]]
