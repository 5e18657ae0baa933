"""The staff pages of the aftercare plan."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from aftercare.plans import queries
from aftercare.plans.actions import write_plan
from aftercare.plans.models import AftercarePlan, AftercarePlanRevision
from recovery.audit.models import AuditEvent
from recovery.core.models import Draft
from tests.aftercare.plans.test_plan import CONTENT
from tests.cast import NOW


def answers(**changed):
    """The page as posted with one of each."""
    rows = {
        "reason": [{"words": "My daughter"}],
        "trigger": [{"happens": "Payday", "response": "Dee holds it"}],
        "person": [{"name": "Dee", "relation": "My sister", "phone": "212 555 0178"}],
        "meeting": [],
    }
    data = {"version": "0", "seq": "1", "submission_id": str(uuid4()), "medicine": "Buprenorphine", "do": "save"}
    rows |= {name: changed.pop(name) for name in list(changed) if name in rows}
    for name, listed in rows.items():
        data |= {f"{name}-TOTAL_FORMS": str(len(listed)), f"{name}-INITIAL_FORMS": str(len(listed))}
        data |= {f"{name}-{n}-{field}": value for n, row in enumerate(listed) for field, value in row.items()}
    return data | changed


def page(cast):
    return reverse("aftercare:plan", args=[cast.episode.pk])


def post(client, cast, url=None, **changed):
    client.force_login(cast.counselor)
    return client.post(url or page(cast), answers(**changed))


def text(response):
    return response.content.decode()


def test_the_plan_is_saved_and_not_yet_given(client, cast):
    response = post(client, cast)
    assert (response.status_code, response.url) == (302, page(cast))
    content = queries.content_of(queries.plan_of(cast.episode))
    assert (content.reasons, content.people[0].phone) == (("My daughter",), "+12125550178")
    assert AftercarePlanRevision.objects.count() == 0


def test_the_plan_is_given(client, cast):
    post(client, cast, do="give")
    assert queries.current_revision(cast.episode).number == 1
    assert "Version 1, given 20 Nov 2026, 14:05 by Keisha Monroe" in text(client.get(page(cast)))


def test_pressing_give_twice_gives_once(client, cast):
    once = str(uuid4())
    for _ in range(2):
        assert post(client, cast, do="give", submission_id=once).status_code == 302
    assert AftercarePlanRevision.objects.count() == 1


def test_rows_left_empty_are_no_rows(client, cast):
    post(client, cast, reason=[{"words": ""}, {"words": "My daughter"}], meeting=[{"name": "", "when": ""}])
    assert queries.content_of(queries.plan_of(cast.episode)).reasons == ("My daughter",)


def test_giving_too_early_says_what_is_missing_and_keeps_the_answers(client, cast):
    response = post(client, cast, do="give", trigger=[])
    assert response.status_code == 422
    assert "Before you give the plan, add one trigger with what to do." in text(response)
    assert 'value="My daughter"' in text(response)
    assert AftercarePlan.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"person": [{"name": "Dee", "phone": "12"}]}, "Enter a phone number with its area code, like 212 555 0177"),
        ({"person": [{"name": "Dee", "phone": "hello"}]}, "Enter a phone number with its area code, like 212 555 0177"),
        ({"person": [{"name": "", "phone": "212 555 0178"}]}, "Enter name"),
        ({"trigger": [{"happens": "Payday", "response": ""}]}, "Enter what I do"),
        ({"medicine": "", "supply_until": "2026-11-27"}, "Enter the medicine, or clear how it is taken and the supply"),
        ({"supply_until": "2026-02-30"}, "Enter a valid date"),
        ({"reason": [{"words": "x" * 241}]}, "at most 240 characters"),
        ({"reason": [{"words": "x"}] * 7}, "Please submit at most 6 forms"),
        ({"submission_id": ""}, "This page is out of date"),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(client, cast, changed, sentence):
    response = post(client, cast, **changed)
    assert response.status_code == 422
    assert sentence in text(response)


def test_rows_are_added_and_removed_without_script(client, cast):
    added = post(client, cast, **{"add-reason": "1"})
    assert added.status_code == 200
    assert 'name="reason-1-words"' in text(added)
    assert "There is" not in text(added)
    two = [{"words": "First"}, {"words": "Second"}]
    removed = text(post(client, cast, reason=two, **{"remove-reason": "0"}))
    assert "Second" in removed
    assert "First" not in removed
    assert AftercarePlan.objects.count() == 0


def test_a_stale_save_shows_both_versions_and_keeps_what_was_typed(client, cast):
    theirs = replace(CONTENT, reasons=("Written by the nurse",))
    write_plan(episode=cast.episode, content=theirs, version=0, by=cast.nurse, at=NOW)
    response = post(client, cast, version="0")
    assert response.status_code == 409
    assert "Written by the nurse" in text(response)
    assert "saved by Nora Lindqvist" in text(response)
    assert 'value="My daughter"' in text(response)
    assert post(client, cast, version="1").status_code == 302


def test_what_is_typed_is_kept_before_it_is_saved(client, cast):
    url = reverse("aftercare:plan-draft", args=[cast.episode.pk])
    response = post(client, cast, url, seq="3", reason=[{"words": "Half a thou"}])
    assert response.json() == {"saved": "14:05"}
    late = post(client, cast, url, seq="2", reason=[{"words": "Older"}])
    assert late.status_code == 409
    resumed = text(client.get(page(cast)))
    assert "You were writing this before" in resumed
    assert "Half a thou" in resumed
    assert AftercarePlan.objects.count() == 0
    post(client, cast)
    assert Draft.objects.count() == 0


def test_a_draft_can_be_thrown_away(client, cast):
    post(client, cast, reverse("aftercare:plan-draft", args=[cast.episode.pk]), seq="3")
    post(client, cast, do="discard")
    assert "You were writing this before" not in text(client.get(page(cast)))


def test_a_draft_without_its_number_is_refused(client, cast):
    url = reverse("aftercare:plan-draft", args=[cast.episode.pk])
    assert post(client, cast, url, seq="abc").status_code == 400


@pytest.mark.parametrize("name", ["aftercare:plan", "discharge:move"])
def test_out_of_reach_is_not_found(client, cast, name):
    client.force_login(cast.outsider)
    assert client.get(reverse(name, args=[cast.episode.pk])).status_code == 404


def test_a_draft_out_of_reach_is_not_found(client, cast):
    client.force_login(cast.outsider)
    url = reverse("aftercare:plan-draft", args=[cast.episode.pk])
    assert client.post(url, answers()).status_code == 404


@pytest.mark.parametrize(("who", "name"), [("intake", "aftercare:plan"), ("nurse", "discharge:move")])
def test_a_role_that_may_not_is_refused(client, cast, who, name):
    client.force_login(getattr(cast, who))
    assert client.get(reverse(name, args=[cast.episode.pk])).status_code == 403


def test_the_person_has_pages_of_their_own_and_not_these(client, cast):
    client.force_login(cast.patient_user)
    assert client.get(page(cast)).status_code == 403


def test_reading_is_recorded_and_the_title_names_nobody(client, cast):
    client.force_login(cast.counselor)
    response = client.get(page(cast))
    assert "<title>Aftercare plan" in text(response)
    assert AuditEvent.objects.get(action="read").resource == "aftercare plan"
