"""Composing: drafts are kept, versions published once, packets begun stay on theirs."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, ProgrammingError, transaction
from django.urls import reverse

from intake.screening import actions as screening
from intake.screening import queries as screened
from intake.screening.packets import actions, queries
from intake.screening.packets.actions import errors
from intake.screening.packets.built_in import FULL, FULL_INTAKE, INTAKE, SHORT
from intake.screening.packets.definition import Packet, PacketGroup, PacketItem
from intake.screening.packets.models import PacketDefinition
from intake.screening.queries import own_parts as own
from recovery.audit.models import AuditEvent
from recovery.core.models import Draft
from tests.cast import NOW
from tests.intake.screening.given import record, start
from tests.intake.screening.packets.scene import MOOD, publish, start_mood


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


def page(name, *args):
    return reverse(f"intake:{name}", args=args)


def words(response):
    return response.content.decode()


def test_the_packets_of_the_program_are_there_and_the_newest_is_offered(db):
    assert list(PacketDefinition.objects.order_by("version", "-code").values_list("code", "version")) == [
        (INTAKE, 1),
        (FULL_INTAKE, 1),
        (INTAKE, 2),
    ]
    assert [(each.code, each.version) for each in queries.offered()] == [
        (FULL_INTAKE, FULL.version),
        (INTAKE, SHORT.version),
    ]
    assert actions.install_built_in(at=NOW) == 0


def test_publishing_makes_the_next_version_and_leaves_a_trail(cast):
    made = publish(cast, replace(SHORT.packet, title="Intake, shorter"), code=INTAKE, reason="Less to ask.")
    assert (made.code, made.version, made.asks.title, made.published_by) == (
        INTAKE, SHORT.version + 1, "Intake, shorter", cast.administrator,
    )  # fmt: skip
    assert AuditEvent.objects.filter(resource="intake.packetdefinition", resource_id=made.pk).count() == 1
    assert Draft.objects.count() == 0


def test_a_packet_begun_stays_on_its_version(cast):
    packet = start(cast)
    publish(cast, MOOD, code=INTAKE)
    packet = screened.open_packet(cast.intake, packet.pk, page="x", at=NOW)
    assert packet.definition.asks == SHORT.packet
    assert start(cast) == packet


def test_a_published_version_never_changes(cast):
    made = publish(cast)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        PacketDefinition.objects.filter(pk=made.pk).update(title="Another")


def test_one_draft_is_published_once(cast):
    draft = actions.compose(code="", by=cast.administrator, at=NOW)
    first, again = (
        actions.publish(draft=draft, packet=MOOD, reason="New.", by=cast.administrator, at=NOW) for _ in range(2)
    )
    assert (first, first.version) == (again, 1)


def test_a_version_published_meanwhile_is_shown_and_the_draft_kept(cast):
    draft = actions.compose(code=INTAKE, by=cast.administrator, at=NOW)
    Draft.objects.filter(pk=draft.pk).update(base_version=1)
    draft.refresh_from_db()
    with pytest.raises(errors.PublishedMeanwhile) as refused:
        actions.publish(draft=draft, packet=MOOD, reason="New.", by=cast.administrator, at=NOW)
    draft = actions.stand_on(draft=draft, newest=refused.value.newest, by=cast.administrator, at=NOW)
    made = actions.publish(draft=draft, packet=MOOD, reason="New.", by=cast.administrator, at=NOW)
    assert made.version == SHORT.version + 1


def test_publishing_needs_a_reason_and_a_sound_packet(cast):
    draft = actions.compose(code="", by=cast.administrator, at=NOW)
    with pytest.raises(errors.WhyMissing):
        actions.publish(draft=draft, packet=MOOD, reason=" ", by=cast.administrator, at=NOW)
    with pytest.raises(errors.NotPublishable):
        actions.publish(draft=draft, packet=replace(MOOD, groups=()), reason="x", by=cast.administrator, at=NOW)


@pytest.mark.parametrize("who", ["intake", "prescriber", "privacy_officer", "patient_user"])
def test_only_an_administrator_composes(cast, who):
    with pytest.raises(PermissionDenied):
        actions.compose(code="", by=getattr(cast, who), at=NOW)


def test_a_retired_packet_is_not_started_and_one_begun_goes_on(cast):
    packet = start_mood(cast)
    made = packet.definition
    actions.retire(definition=made, reason="Not used.", by=cast.administrator, at=NOW)
    actions.retire(definition=made, reason="Again.", by=cast.administrator, at=NOW)
    assert queries.offered_as(made.code) is None
    assert record(cast, packet, "PHQ2", {"1": 0, "2": 0}).score == 0
    with pytest.raises(errors.PacketNotOffered):
        screening.start_packet(episode=cast.other_episode, code=made.code, by=cast.intake, at=NOW)


DAST10 = PacketItem("DAST10", "Drug use (DAST-10)", 3, self_report=True)
CRAVING = SHORT.packet.item("CRAVING")
LICENSED = Packet("Licensed", (PacketGroup("Substances", (DAST10, CRAVING)),))


def test_an_instrument_of_a_pack_that_is_off_is_not_composed(cast, admin, settings):
    settings.INSTRUMENT_PACKS = []
    with pytest.raises(errors.NotPublishable, match="DAST10 is not offered here"):
        publish(cast, LICENSED)
    draft = actions.compose(code=INTAKE, by=cast.administrator, at=NOW)
    assert "DAST-10" not in words(admin.get(page("compose-edit", draft.subject_id)))


def test_a_pack_switched_off_holds_no_packet_up_that_asks_it(cast, client, settings):
    settings.INSTRUMENT_PACKS = ["dast10"]
    packet = screening.start_packet(episode=cast.episode, code=publish(cast, LICENSED).code, by=cast.intake, at=NOW)
    settings.INSTRUMENT_PACKS = []
    assert [part.code for part in own.parts(packet)] == ["CRAVING"]
    client.force_login(cast.intake)
    form = {"submission_id": str(uuid4()), "seq": "1", "mode": "self", "language": "en", "do": "finish"}
    refused = client.post(
        page("fill", packet.pk, "DAST10"), form | {str(number): "no" for number in range(1, 11)} | {"3": "yes"}
    )
    assert (refused.status_code, "its content pack is off" in words(refused)) == (409, True)
    record(cast, packet, "CRAVING")
    assert screening.submit_packet(packet=packet, by=cast.intake, at=NOW).status == "submitted"


def test_a_packet_is_composed_with_buttons_alone(cast, admin):
    edit = admin.post(page("compose-begin")).url
    admin.post(edit, {"seq": "1", "title": "Short", "groups": "0", "do": "group-add"})
    row = {"g0-i0-code": "PHQ2", "g0-i0-who": "person", "g0-i0-minutes": "1"}
    start_of = {"title": "Short", "groups": "1", "g0-heading": "Mood", "g0-rows": "1", **row}
    admin.post(edit, {"seq": "2", **start_of, "do": "add:0"})
    whole = {
        **start_of, "g0-rows": "2", "g0-i1-code": "PHQ9", "g0-i1-who": "person", "g0-i1-minutes": "3",
        "g0-i1-when": "PHQ2|score_at_least|", "g0-i1-score": "3", "reason": "For walk-ins.",
    }  # fmt: skip
    assert "Asked only if the PHQ-2 score is 3 or more." in words(
        admin.post(edit, {"seq": "3", **whole, "do": "keep"}, follow=True)
    )
    response = admin.post(edit, {"seq": "4", **whole, "do": "publish"}, follow=True)
    made = queries.newest("SHORT")
    assert (made.asks.codes, made.reason, made.asks.items[1].condition.score) == (("PHQ2", "PHQ9"), "For walk-ins.", 3)
    assert "Short, version 1, is published" in words(response)


def test_faults_stand_beside_their_rows_and_nothing_typed_is_lost(cast, admin):
    edit = admin.post(page("compose-begin")).url
    typed = {
        "seq": "1", "title": "", "groups": "1", "g0-heading": "Mood", "g0-rows": "1", "g0-i0-code": "PHQ9",
        "g0-i0-minutes": "3", "g0-i0-who": "person", "g0-i0-when": "COWS|answered|", "reason": "Try.", "do": "publish",
    }  # fmt: skip
    response = admin.post(edit, typed)
    shown = words(response)
    assert response.status_code == 422
    assert "Give the packet a title." in shown
    assert "is not in this packet. Add it before this one" in shown
    assert 'value="Mood"' in shown
    assert "Try." in shown


def test_an_older_tab_does_not_undo_a_newer_one(cast, admin):
    edit = admin.post(page("compose-begin")).url
    subject = Draft.objects.get().subject_id
    assert admin.post(page("compose-autosave", subject), {"seq": "9", "title": "New", "groups": "0"}).status_code == 200
    assert admin.post(page("compose-autosave", subject), {"seq": "5", "title": "Old", "groups": "0"}).status_code == 409
    assert "New" in words(admin.get(edit))


def test_with_two_packets_offered_one_is_chosen(cast, client):
    made = publish(cast)
    client.force_login(cast.intake)
    chosen = client.post(page("start-packet", cast.episode.pk))
    assert chosen.url == page("choose-packet", cast.episode.pk)
    shown = words(client.get(chosen.url))
    assert "Mood packet" in shown
    assert "Short intake packet" in shown
    begun = client.post(page("start-packet", cast.episode.pk), {"code": made.code}, follow=True)
    assert "Asked only if the PHQ-2 score is 3 or more." in words(begun)
    assert client.post(page("start-packet", cast.episode.pk)).url == begun.redirect_chain[0][0]


def test_a_condition_brings_an_instrument_up_and_a_correction_takes_the_need_away(cast, client):
    packet = start_mood(cast)
    client.force_login(cast.intake)
    first = record(cast, packet, "PHQ2", {"1": 2, "2": 2})
    assert "Because the PHQ-2 score is 4 (3 or more)." in words(client.get(page("packet", packet.pk)))
    record(cast, packet, "PHQ9", {**dict.fromkeys("12345678", 1), "9": 1})
    shown = words(client.get(page("packet", packet.pk)))
    assert "Added for safety" in shown
    assert "Because PHQ-9 item 9 was answered with thoughts of death." in shown
    screening.correct_response(
        response=first, answers={"1": 0, "2": 0}, reason="Misheard.", submission_id=packet.pk, by=cast.intake, at=NOW
    )
    shown = words(client.get(page("packet", packet.pk)))
    assert "No longer needed; the answers are kept." in shown
    assert "Added for safety" in shown
