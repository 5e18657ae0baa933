"""The plan's pages, as those who use them find them."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from tests.cast import NOW
from tests.treatment.plans import ground
from treatment.plans.models import CarePlan, Goal, Intervention, Objective, Problem


@pytest.fixture(autouse=True)
def _on_that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counselor(client, cast):
    client.force_login(cast.counselor)
    return client


def to(name, *args):
    return reverse(f"treatment:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def test_an_empty_plan_offers_to_draft_from_the_findings(cast, counselor):
    ground.screened(cast)
    page = text(counselor.get(to("plan", cast.episode.pk)))
    assert "Nobody has begun a plan" in page
    assert "Draft from findings (" in page
    assert "9 of 11" in page
    assert not CarePlan.objects.exists()


def test_draft_fills_the_builder_with_reasons_and_sources(cast, counselor):
    ground.screened(cast)
    response = counselor.post(to("draft-plan", cast.episode.pk), follow=True)
    page = text(response)
    assert "because <b>COWS 26, moderately severe, 20 Nov 2026</b>" in page
    assert "Clinical spec 1.14: offered at every level of care, never fail first" in page
    assert "Not in the person’s own words yet" in page
    assert "In plan" in page


def test_every_page_opens(cast, counselor):
    ground.screened(cast)
    counselor.post(to("draft-plan", cast.episode.pk))
    ground.complete(cast)
    goal, problem = Goal.objects.first(), Problem.objects.first()
    pages = [
        to("plan", cast.episode.pk),
        to("plan-details", cast.episode.pk),
        to("sign-plan", cast.episode.pk),
        to("revisions", cast.episode.pk),
        to("removed-suggestions", cast.episode.pk),
        to("edit-part", cast.episode.pk, "problem", problem.pk),
        to("edit-part", cast.episode.pk, "goal", goal.pk),
        to("edit-part", cast.episode.pk, "objective", Objective.objects.first().pk),
        to("edit-part", cast.episode.pk, "intervention", Intervention.objects.first().pk),
        to("remove-part", cast.episode.pk, "problem", problem.pk),
        to("add-part", cast.episode.pk, "problem", cast.episode.pk),
        to("add-part", cast.episode.pk, "goal", problem.pk),
        to("naloxone", cast.episode.pk),
    ]
    assert [counselor.get(page).status_code for page in pages] == [200] * len(pages)
    signed = ground.sign(cast, reasons={"CP-04": "later"})
    assert counselor.get(to("revision", signed.pk)).status_code == 200
    assert counselor.get(to("plan", cast.episode.pk)).status_code == 200
    assert counselor.get(to("revisions", cast.episode.pk)).status_code == 200
