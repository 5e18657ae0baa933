"""The rulebook's pages show what is installed, whole, to staff only."""

import html

import pytest
from django.urls import reverse

from recovery.clinical.instruments import INSTRUMENTS
from recovery.front.rulebook.registry import GROUPS


@pytest.fixture
def page(cast, client):
    """The text of a page as the nurse reads it."""
    client.force_login(cast.nurse)
    return lambda name, *args: html.unescape(client.get(reverse(name, args=args)).content.decode())


def test_the_index_lists_every_instrument_and_group_with_version_and_licence(page):
    text = page("rulebook:index")
    for each in INSTRUMENTS.values():
        assert each.title in text
        assert each.version in text
        assert each.licence in text
    for group in GROUPS.values():
        assert f'/rulebook/rules/{group.code}/">{group.title}</a>' in text


@pytest.mark.parametrize("code", sorted(INSTRUMENTS))
def test_an_instrument_is_shown_whole(page, code):
    text, shown = page("rulebook:instrument", code), INSTRUMENTS[code]
    facts = [shown.purpose, shown.completed_by, shown.interval, shown.licence, shown.credit, shown.source]
    items = [part for item in (*shown.items, *shown.context) for part in (item.text, item.hint)]
    options = [option.text for item in shown.items for option in item.options]
    bands = [part for band in shown.bands for part in (band.label, band.action)]
    assert [each for each in (*facts, *items, *options, *bands, *shown.flags.values()) if each not in text] == []


@pytest.mark.parametrize("code", sorted(GROUPS))
def test_a_group_shows_every_rule_with_its_word_and_source(page, code):
    text = page("rulebook:rules", code)
    parts = [part for rule in GROUPS[code].rules for part in (rule.id, rule.condition, rule.message, rule.source)]
    assert [each for each in parts if each not in text] == []


def test_every_group_has_rules_with_unlike_ids_and_a_version():
    for group in GROUPS.values():
        ids = [rule.id for rule in group.rules]
        assert len(ids) == len(set(ids)) > 0
        assert group.version


@pytest.mark.parametrize(("name", "arg"), [("instrument", "ASTROLOGY"), ("rules", "ASTROLOGY"), ("rules", "x" * 300)])
def test_what_is_not_installed_is_not_found(cast, client, name, arg):
    client.force_login(cast.nurse)
    assert client.get(reverse(f"rulebook:{name}", args=[arg])).status_code == 404


def test_patients_do_not_read_the_rulebook(cast, client):
    client.force_login(cast.patient_user)
    assert client.get(reverse("rulebook:index")).status_code == 403


def test_the_verbatim_anchors_stay_behind_sign_in(db, client):
    reply = client.get(reverse("rulebook:instrument", args=["COWS"]))
    assert reply.status_code == 302
    assert b"Sweat streaming off face" not in reply.content


def test_reading_the_rulebook_asks_the_database_only_who_reads(cast, client, django_assert_num_queries):
    client.force_login(cast.nurse)
    client.get(reverse("rulebook:index"))
    with django_assert_num_queries(4):  # savepoint, session, user, release
        client.get(reverse("rulebook:index"))
