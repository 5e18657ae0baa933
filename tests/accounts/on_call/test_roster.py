"""The roster: kept by the administrator, no two at once, gaps seen before they come."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse

from recovery.accounts.on_call import actions, queries
from recovery.accounts.on_call.codes import Line
from recovery.accounts.on_call.models import OnCallDuty
from recovery.accounts.queries import on_call
from recovery.core.models import StaleEdit
from tests.cast import NOW, assemble

HOUR = timedelta(hours=1)


def duty(cast, user, begin=-1, end=8, *, line="clinical", **given):
    values = {
        "user": user, "line": line, "begins_at": NOW + begin * HOUR, "ends_at": NOW + end * HOUR,
        "submission_id": uuid4(), "by": cast.administrator, "at": NOW,
    }  # fmt: skip
    return actions.add_duty(**{**values, **given})


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


def words(response):
    return " ".join(response.content.decode().split())


# --- acts -----------------------------------------------------------------------------------------------------


def test_who_is_on_call_begins_with_the_first_moment_and_is_over_with_the_last(cast):
    duty(cast, cast.nurse, 0, 8)
    found = [on_call(NOW + minutes * timedelta(minutes=1)) for minutes in (-1, 0, 479, 480)]
    assert found == [None, cast.nurse, cast.nurse, None]


def test_no_two_have_one_line_at_once_and_the_sentence_says_who_has_it(cast):
    duty(cast, cast.nurse, 0, 8)
    with pytest.raises(actions.Overlaps, match="Nora Lindqvist is on call from Fri 20 Nov 14:05 to Fri 20 Nov 22:05"):
        duty(cast, cast.counselor, 7, 9)
    assert duty(cast, cast.counselor, 8, 9).user == cast.counselor
    assert duty(cast, cast.prescriber, 0, 8, line="prescriber").line == Line.PRESCRIBER


def test_the_database_refuses_two_at_once_whoever_is_quicker(transactional_ground):
    cast = assemble()

    def enter(_):
        try:
            return bool(duty(cast, cast.nurse, 0, 8))
        except actions.Overlaps:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(enter, range(24))) == 1


def test_who_cannot_act_is_not_put_on_call(cast):
    for user, line in ((cast.intake, "clinical"), (cast.administrator, "clinical"), (cast.nurse, "prescriber")):
        with pytest.raises(actions.NotAble):
            duty(cast, user, line=line)


def test_only_the_administrator_keeps_the_roster(cast):
    for who in (cast.nurse, cast.prescriber, cast.privacy_officer):
        with pytest.raises(PermissionDenied):
            duty(cast, cast.nurse, by=who)


def test_a_time_that_is_over_is_not_entered(cast):
    with pytest.raises(actions.InThePast):
        duty(cast, cast.nurse, -8, 0)


def test_a_second_press_is_the_same_duty(cast):
    key = uuid4()
    assert duty(cast, cast.nurse, submission_id=key) == duty(cast, cast.nurse, submission_id=key)


def test_ending_a_duty_keeps_what_was_and_one_not_begun_is_taken_off(cast):
    running, later = duty(cast, cast.nurse, -1, 8), duty(cast, cast.counselor, 8, 16)
    for each in (running, later):
        actions.end_duty(duty=each, version=1, by=cast.administrator, at=NOW)
    assert (on_call(NOW - HOUR), on_call(NOW), on_call(NOW + 9 * HOUR)) == (cast.nurse, None, None)
    assert OnCallDuty.objects.count() == 2


def test_replacing_hands_over_the_rest(cast):
    running = duty(cast, cast.nurse, -1, 8)
    rest = actions.replace_duty(
        duty=running, user=cast.prescriber, version=1, submission_id=uuid4(), by=cast.administrator, at=NOW
    )
    assert (rest.begins_at, rest.ends_at) == (NOW, NOW + 8 * HOUR)
    assert (on_call(NOW - HOUR), on_call(NOW)) == (cast.nurse, cast.prescriber)


def test_a_duty_that_changed_meanwhile_is_not_ended_unseen(cast):
    running = duty(cast, cast.nurse)
    with pytest.raises(StaleEdit):
        actions.end_duty(duty=running, version=7, by=cast.administrator, at=NOW)


# --- gaps -----------------------------------------------------------------------------------------------------


def test_the_next_gap_within_48_hours_is_seen_before_it_comes(cast):
    assert queries.watch(NOW).gap_words == "Nobody on call now"
    duty(cast, cast.nurse, -1, 20)
    assert (queries.watch(NOW).name, queries.watch(NOW).gap_words) == (
        "Nora Lindqvist", "Nobody on call from Sat 21 Nov 10:05"
    )  # fmt: skip
    duty(cast, cast.prescriber, 20, 48)
    assert queries.watch(NOW).gap_words == ""


def test_who_left_leaves_a_gap(cast):
    duty(cast, cast.nurse, -1, 60)
    cast.nurse.is_active = False
    cast.nurse.save()
    assert queries.watch(NOW).gap_words == "Nobody on call now"


@pytest.mark.parametrize("rows", [1, 30])
def test_the_roster_asks_as_often_for_thirty_duties(cast, django_assert_num_queries, rows):
    for n in range(rows):
        duty(cast, cast.nurse, n, n + 1)
    with django_assert_num_queries(3):
        queries.roster(Line.CLINICAL, NOW), queries.past(NOW), queries.watch(NOW)


# --- pages ----------------------------------------------------------------------------------------------------


def entered(cast, begins, ends, **more):
    return {"line": "clinical", "user": str(cast.nurse.pk), "begins_at": begins, "ends_at": ends,
            "submission_id": str(uuid4()), **more}  # fmt: skip


def test_times_are_the_centers(cast, admin):
    assert admin.post(reverse("on-call"), entered(cast, "2026-11-20T20:00", "2026-11-21T08:00")).status_code == 302
    made = OnCallDuty.objects.get()
    assert (made.begins_at, made.ends_at) == (
        datetime(2026, 11, 21, 1, tzinfo=UTC), datetime(2026, 11, 21, 13, tzinfo=UTC)
    )  # fmt: skip


def test_the_night_the_clocks_go_back_has_an_hour_more(cast, client, clock):
    clock.move_to(datetime(2026, 10, 31, 16, tzinfo=UTC))
    client.force_login(cast.administrator)
    client.post(reverse("on-call"), entered(cast, "2026-10-31T20:00", "2026-11-01T08:00"))
    assert "13 h" in words(client.get(reverse("on-call")))


@pytest.mark.parametrize("day", ["2027-03-14T02:30", "2026-11-01T01:30"])
def test_a_time_that_never_comes_or_comes_twice_is_asked_again(cast, client, clock, day):
    clock.move_to(datetime(2026, 10, 20, 16, tzinfo=UTC))
    client.force_login(cast.administrator)
    response = client.post(reverse("on-call"), entered(cast, day, "2027-04-01T08:00"))
    assert response.status_code == 422
    assert "this time comes twice or not at all" in words(response)


def test_what_cannot_be_comes_back_as_typed_with_a_sentence(cast, admin):
    duty(cast, cast.prescriber, -1, 8)
    clash = admin.post(reverse("on-call"), entered(cast, "2026-11-20T15:00", "2026-11-21T08:00"))
    backwards = admin.post(reverse("on-call"), entered(cast, "2026-11-21T15:00", "2026-11-21T08:00"))
    assert (clash.status_code, backwards.status_code) == (422, 422)
    assert "Dr. Amir Haddad is on call from" in words(clash)
    assert 'value="2026-11-20T15:00"' in words(clash)
    assert "Until must be later than From" in words(backwards)


def test_the_administrator_replaces_and_ends_from_the_list(cast, admin):
    running = duty(cast, cast.nurse)
    told = {"user": str(cast.prescriber.pk), "version": "1", "submission_id": str(uuid4())}
    assert admin.post(reverse("on-call-replace", args=[running.pk]), told).url == reverse("on-call")
    rest = OnCallDuty.objects.get(user=cast.prescriber)
    admin.post(reverse("on-call-end", args=[rest.pk]), {"version": "1"})
    page = words(admin.get(reverse("on-call")))
    assert "Nobody" in page
    assert "Earlier duties" in page
    assert on_call(NOW) is None


def test_a_stale_replacement_shows_how_it_stands(cast, admin):
    running = duty(cast, cast.nurse)
    told = {"user": str(cast.prescriber.pk), "version": "9", "submission_id": str(uuid4())}
    response = admin.post(reverse("on-call-replace", args=[running.pk]), told)
    assert (response.status_code, on_call(NOW)) == (409, cast.nurse)


def test_the_top_of_staff_pages_names_who_is_on_call_and_warns_of_a_gap(cast, client, settings):
    settings.CENTER_PHONE = "555-0142"
    duty(cast, cast.prescriber, -1, 20)
    seen = {}
    for who, address in (("nurse", "home"), ("intake", "home"), ("administrator", "staff")):
        client.force_login(getattr(cast, who))
        seen[who] = words(client.get(reverse(address)))
    assert all("Dr. Amir Haddad, 555-0142" in page for page in seen.values())
    warned = {who for who, page in seen.items() if "Nobody on call from Sat 21 Nov 10:05" in page}
    assert warned == {"nurse", "administrator"}
