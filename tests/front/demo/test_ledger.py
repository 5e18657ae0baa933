"""The demo's ledger and outbox."""

import pytest
from django.test import RequestFactory

from recovery.front.demo import views
from recovery.front.demo.ledger import Ledger

LINK = "http://localhost:8000/r/abc/"


def entry(number):
    return {
        "at": f"2026-11-20T19:0{number}:00+00:00",
        "channel": "sms",
        "to": "+12125550177",
        "subject": "",
        "text": f"Front Desk: You have a reminder {number}. Open: {LINK} Reply STOP to stop.",
        "key": str(number),
        "id": str(number),
    }


@pytest.fixture
def ledger(tmp_path, settings):
    settings.DEMO_LEDGER = str(tmp_path / "ledger.jsonl")
    return Ledger(tmp_path / "ledger.jsonl")


def test_what_was_written_is_read_in_order(ledger):
    assert ledger.read() == []
    for number in (1, 2):
        ledger.write(entry(number))
    assert [caught.key for caught in ledger.read()] == ["1", "2"]


def test_a_link_in_a_text_is_told_from_the_words_around_it(ledger):
    ledger.write(entry(1))
    pieces = ledger.read()[0].pieces
    assert pieces == [
        ("Front Desk: You have a reminder 1. Open: ", False),
        (LINK, True),
        (" Reply STOP to stop.", False),
    ]


def test_the_outbox_shows_the_newest_first_with_links_to_open(ledger, monkeypatch, db):
    shown = {}
    monkeypatch.setattr(views, "render", lambda request, template, context: shown.update(context))
    for number in (1, 2):
        ledger.write(entry(number))
    views.outbox(RequestFactory().get("/outbox/"))
    assert [caught.key for caught in shown["caught"]] == ["2", "1"]
