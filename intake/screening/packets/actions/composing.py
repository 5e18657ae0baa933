"""Composing: a draft is kept, a version is published, a version is retired."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from intake.screening.offer import offered
from intake.screening.packets import queries
from intake.screening.packets.actions.errors import (
    NewerComposition,
    NotPublishable,
    PublishedMeanwhile,
    WhyMissing,
)
from intake.screening.packets.built_in import BUILT_IN
from intake.screening.packets.definition import Packet
from intake.screening.packets.models import PacketDefinition, PacketRetirement
from intake.screening.packets.queries import COMPOSING
from intake.screening.packets.rules.checks import problems
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core import drafts
from recovery.core.ids import uuid7
from recovery.core.models import Draft
from recovery.core.submissions import once

if TYPE_CHECKING:
    from recovery.accounts.models import User

BLANK = Packet(title="", groups=())


@transaction.atomic
def compose(*, code: str, by: User, at: datetime) -> Draft:
    """The draft of the next version of `code`, begun from the newest one; an empty `code` begins a new packet."""
    require(by, Permission.COMPOSE_PACKETS)
    base = queries.newest(code) if code else None
    subject_id = queries.subject_of(code) if base else uuid7()
    draft = drafts.open_draft(
        actor=by, form_code=COMPOSING, subject_id=subject_id, base_version=base.version if base else 0
    )
    if not draft.seq:
        drafts.autosave(draft=draft, data=_kept(code if base else "", base.asks if base else BLANK), seq=1, at=at)
        audit.changed(draft, by=by, at=at)
        draft.refresh_from_db()
    return draft


@transaction.atomic
def keep(*, draft: Draft, packet: Packet, reason: str, seq: int, by: User, at: datetime) -> Draft:
    """Keep the packet as it is composed so far, and why, whatever its faults; raises NewerComposition."""
    require(by, Permission.COMPOSE_PACKETS)
    if not drafts.autosave(draft=draft, data=_kept(str(draft.data["code"]), packet, reason), seq=seq, at=at):
        raise NewerComposition
    draft.refresh_from_db()
    return draft


@transaction.atomic
def discard(*, draft: Draft, by: User, at: datetime) -> None:
    """Throw the draft away; what is published stays as it is."""
    require(by, Permission.COMPOSE_PACKETS)
    audit.changed(draft, by=by, at=at, action=Action.CHANGED, detail={"discarded": True})
    drafts.discard(actor=by, form_code=COMPOSING, subject_id=draft.subject_id)


@transaction.atomic
def publish(*, draft: Draft, packet: Packet, reason: str, by: User, at: datetime) -> PacketDefinition:
    """Make `packet` the next version; packets begun stay with theirs.

    Raises NotPublishable with every fault, WhyMissing, or PublishedMeanwhile; after that the draft stands on the newer
    version, and publishing again goes through.  A second publish of one draft is the version already made.
    """
    require(by, Permission.COMPOSE_PACKETS)
    once(draft.submission_id)
    if existing := PacketDefinition.objects.filter(pk=draft.submission_id).first():
        return existing
    if found := problems(packet, offered()):
        raise NotPublishable(found)
    if not reason.strip():
        raise WhyMissing
    code = str(draft.data["code"]) or _code_for(packet.title)
    once(queries.subject_of(code))  # two publishers of one packet queue here
    newest = queries.newest(code)
    if newest and newest.version != draft.base_version:
        raise PublishedMeanwhile(newest)
    made = PacketDefinition.objects.create(
        id=draft.submission_id,
        code=code,
        version=newest.version + 1 if newest else 1,
        title=packet.title,
        content=packet.as_json(),
        reason=reason.strip(),
        published_by=by,
        published_at=at,
    )
    audit.changed(made, by=by, at=at, detail={"version": made.version})
    drafts.discard(actor=by, form_code=COMPOSING, subject_id=draft.subject_id)
    return made


@transaction.atomic
def stand_on(*, draft: Draft, newest: PacketDefinition, by: User, at: datetime) -> Draft:
    """Let the draft follow `newest`, which its writer has been shown: publishing it makes the version after."""
    require(by, Permission.COMPOSE_PACKETS)
    draft.base_version = newest.version
    draft.save(update_fields=["base_version"])
    audit.changed(draft, by=by, at=at, action=Action.CHANGED, detail={"base_version": newest.version})
    return draft


@transaction.atomic
def retire(*, definition: PacketDefinition, reason: str, by: User, at: datetime) -> PacketRetirement:
    """Offer this version no longer; retired twice, it is retired once.  Packets begun with it go on."""
    require(by, Permission.COMPOSE_PACKETS)
    once(definition.pk)
    if existing := PacketRetirement.objects.filter(definition=definition).first():
        return existing
    if not reason.strip():
        raise WhyMissing
    retired = PacketRetirement.objects.create(
        definition=definition, reason=reason.strip(), retired_by=by, retired_at=at
    )
    audit.changed(retired, by=by, at=at)
    return retired


def install_built_in(*, at: datetime, using: str = "default") -> int:
    """Add the versions that come with the program and are not there yet; returns how many.

    Called by `migrate` over the owner's connection, when the application's own role may not exist yet.
    """
    known = set(PacketDefinition.objects.using(using).values_list("code", "version"))
    new = [each for each in BUILT_IN if (each.code, each.version) not in known]
    for each in new:
        PacketDefinition(
            code=each.code,
            version=each.version,
            title=each.packet.title,
            content=each.packet.as_json(),
            reason=each.reason,
            published_at=at,
        ).save(using=using)
    return len(new)


def _kept(code: str, packet: Packet, reason: str = "") -> dict[str, object]:
    return {"code": code, "packet": packet.as_json(), "reason": reason}


def _code_for(title: str) -> str:
    """A code that no packet has yet, from the title: "Night packet" is NIGHT_PACKET."""
    stem = slugify(title).replace("-", "_").upper()[:36] or "PACKET"
    code, number = stem, 2
    while queries.newest(code):
        code, number = f"{stem}_{number}", number + 1
    return code
