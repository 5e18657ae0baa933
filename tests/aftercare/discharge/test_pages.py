"""The page on which a person leaves treatment."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from aftercare.plans.actions import write_and_give
from recovery.patients.actions import move_stage
from recovery.patients.codes import Stage
from tests.aftercare.plans.test_pages import CONTENT, text
from tests.cast import NOW


def move(client, cast, day="2026-11-20"):
    client.force_login(cast.counselor)
    return client.post(reverse("discharge:move", args=[cast.episode.pk]), {"discharged_on": day})


@pytest.fixture
def ready(cast):
    move_stage(episode=cast.episode, to=Stage.IN_TREATMENT, by=cast.counselor, at=NOW)
    write_and_give(episode=cast.episode, content=CONTENT, version=0, submission_id=uuid4(), by=cast.counselor, at=NOW)


def test_the_page_warns_of_lost_tolerance_and_of_what_is_missing(client, cast):
    client.force_login(cast.counselor)
    shown = text(client.get(reverse("discharge:move", args=[cast.episode.pk])))
    for words in ("A dose you used before can now kill you", "No plan given yet", "No check-ins set up"):
        assert words in shown


def test_aftercare_begins(client, cast, ready):
    assert move(client, cast).status_code == 302
    cast.episode.refresh_from_db()
    assert (cast.episode.stage, cast.episode.discharged_on) == (Stage.IN_AFTERCARE, NOW.date())


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Enter discharged on"),
        ("not a day", "Enter a valid date"),
        (str(NOW.date() + timedelta(days=1)), "The day must lie between"),
        (str(NOW.date() - timedelta(days=1)), "The day must lie between"),
    ],
)
def test_a_wrong_day_is_said_in_a_sentence(client, cast, ready, day, sentence):
    response = move(client, cast, day)
    assert response.status_code == 422
    assert sentence in text(response)


def test_moving_without_a_plan_is_refused_with_a_sentence(client, cast):
    response = move(client, cast)
    assert response.status_code == 422
    assert "Give the person their aftercare plan first." in text(response)
