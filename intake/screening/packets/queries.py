"""What is offered, what stands published, and what is being composed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.http import Http404

from intake.screening.packets.definition import Packet
from intake.screening.packets.models import PacketDefinition, PacketDefinitionQuerySet
from recovery.core.models import Draft

if TYPE_CHECKING:
    from recovery.accounts.models import User

COMPOSING = "packet-definition"  # the form code of drafts of packets
CODES = UUID("7d6a1f0e-3c1b-5b0a-9a52-0d5b8f6c2e11")  # the name space of drafts of a packet that has a code


@dataclass(frozen=True, slots=True)
class Composition:
    """A packet being composed by one administrator: kept on the server after every step."""

    draft: Draft
    packet: Packet
    code: str
    base: PacketDefinition | None
    reason: str

    @property
    def next_version(self) -> int:
        return self.base.version + 1 if self.base else 1


def offered() -> PacketDefinitionQuerySet:
    """The packets that may be started now, by title."""
    return PacketDefinition.objects.offered()


def offered_by_whom() -> list[PacketDefinition]:
    """The packets that may be started now, each with who published it."""
    return list(offered().select_related("published_by"))


def offered_as(code: str) -> PacketDefinition | None:
    """The version of `code` that is offered now, or None."""
    return offered().filter(code=code).first()


def newest(code: str) -> PacketDefinition | None:
    """The last version of `code`, retired or not, or None."""
    return PacketDefinition.objects.filter(code=code).order_by("-version").first()


def versions() -> list[PacketDefinition]:
    """Every version of every packet, the newest of each first."""
    rows = PacketDefinition.objects.select_related("published_by", "retirement__retired_by")
    return list(rows.order_by("title", "code", "-version"))


def definition(definition_id: UUID) -> PacketDefinition:
    """One published version; 404 when there is none."""
    found = PacketDefinition.objects.select_related("published_by", "retirement__retired_by").filter(pk=definition_id)
    if (row := found.first()) is None:
        raise Http404
    return row


def subject_of(code: str) -> UUID:
    """What the draft of a new version of `code` is about."""
    return uuid5(CODES, code)


def compositions(actor: User) -> list[Composition]:
    """What `actor` is composing, the newest first."""
    drafts = Draft.objects.filter(actor=actor, form_code=COMPOSING).order_by("-updated_at")
    return [_composition(draft) for draft in drafts]


def composition(actor: User, subject_id: UUID) -> Composition:
    """The packet `actor` is composing under that key; 404 when there is none."""
    draft = Draft.objects.of(actor, COMPOSING, subject_id).first()
    if draft is None:
        raise Http404
    return _composition(draft)


def _composition(draft: Draft) -> Composition:
    code = str(draft.data["code"])
    base = PacketDefinition.objects.filter(code=code, version=draft.base_version).first() if code else None
    return Composition(draft, Packet.from_json(draft.data["packet"]), code, base, str(draft.data["reason"]))
