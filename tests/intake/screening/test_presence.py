"""Two people in one packet see each other, crowds make one record, and pages ask the database a constant number of times."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.screening import actions
from intake.screening.assignments import actions as assignments
from intake.screening.models import InstrumentResponse
from intake.screening.offer import PACKS
from intake.screening.packets.definition import Packet, PacketGroup, PacketItem
from recovery.audit.models import AuditEvent
from recovery.clinical import instruments
from tests.cast import NOW
from tests.intake.screening.given import ALL, assign, record, start, texts
from tests.intake.screening.packets.scene import publish


@pytest.fixture
def packet(cast):
    return start(cast)


def page(name, *args):
    return reverse(f"intake:{name}", args=args)


def words(response):
    return response.content.decode()


def test_the_packet_page_is_told_only_when_somebody_did_something(cast, client, packet):
    client.force_login(cast.intake)
    seen = client.get(page("packet", packet.pk)).context["progress"].state
    before = AuditEvent.objects.count()
    assert client.get(page("packet-now", packet.pk), {"seen": seen}).status_code == 204
    assert AuditEvent.objects.count() == before
    record(cast, packet, "COWS", by=cast.nurse)
    now = client.get(page("packet-now", packet.pk), {"seen": seen})
    assert "Nora Lindqvist" in words(now)
    assert AuditEvent.objects.filter(resource="intake packet", actor=cast.intake).count() == 2


def test_the_packet_page_is_told_when_a_tablet_is_given_out_and_taken_back(cast, client, packet):
    client.force_login(cast.intake)
    seen = client.get(page("packet", packet.pk)).context["progress"].state
    made = assign(packet, "tablet", cast.nurse)
    now = client.get(page("packet-now", packet.pk), {"seen": seen})
    assert "Hand over" in words(now)
    assignments.take_back(assignment=made, by=cast.nurse, at=NOW)
    assert "Taken back" in words(client.get(page("packet-now", packet.pk), {"seen": now.context["progress"].state}))


def test_a_form_is_told_of_somebody_else_and_of_their_submit(cast, client, packet):
    client.force_login(cast.intake)
    seen = client.get(page("fill", packet.pk, "PHQ9")).context["entry"].state
    there = page("fill-now", packet.pk, "PHQ9")
    assert client.get(there, {"seen": seen}).status_code == 204
    actions.save_draft(packet=packet, code="PHQ9", data={"1": "0"}, seq=1, by=cast.nurse, at=NOW)
    assert "Nora Lindqvist is answering this" in words(client.get(there, {"seen": seen}))
    record(cast, packet, "PHQ9", by=cast.nurse)
    assert "Nora Lindqvist submitted this" in words(client.get(there, {"seen": seen}))


def test_five_hundred_identical_submits_make_one_record(cast, client, packet):
    client.force_login(cast.intake)
    form = {
        "submission_id": str(uuid4()),
        "seq": "1",
        "mode": "self",
        "language": "en",
        "do": "finish",
        **texts(ALL["PHQ9"]),
    }
    key = page("fill", packet.pk, "PHQ9")
    assert {client.post(key, form).status_code for _ in range(500)} == {302}
    assert InstrumentResponse.objects.count() == 1


@pytest.mark.parametrize("size", [1, len(instruments.INSTRUMENTS)])  # of all content packs
def test_a_packet_page_asks_the_database_the_same_number_of_times(cast, client, size, settings):
    settings.INSTRUMENT_PACKS = sorted(PACKS)
    items = tuple(PacketItem(code, each.title, 3) for code, each in list(instruments.INSTRUMENTS.items())[:size])
    made = publish(cast, Packet("All", (PacketGroup("All", items),)))
    packet = actions.start_packet(episode=cast.episode, code=made.code, by=cast.intake, at=NOW)
    for item in items:
        for writer in (cast.nurse, cast.counselor, cast.intake):
            actions.save_draft(packet=packet, code=item.code, data={"1": "1"}, seq=1, by=writer, at=NOW)
    client.force_login(cast.intake)
    client.get(page("packet", packet.pk))
    with CaptureQueriesContext(connection) as asked:
        client.get(page("packet", packet.pk))
    # With the two ends of the request's transaction, which are savepoints only because the test has one around it.
    assert len(asked.captured_queries) == 11
