"""Writing the trail.  Each of these joins the caller's transaction: no row, no act and no data."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog
from django.db import connection, models

from recovery.audit.codes import Action
from recovery.audit.models import AuditEvent, Override
from recovery.core.findings import Finding

if TYPE_CHECKING:
    from recovery.accounts.models import User

CHAINS = 64
BY_LINK = "link"  # an act through a check-in link: nobody signed in
SYSTEM = "system"  # an act of the program itself


def changed(
    record: models.Model,
    *,
    by: User | None,
    at: datetime,
    patient_id: UUID | None = None,
    action: Action = Action.CREATED,
    detail: Mapping[str, Any] | None = None,
    role: str = SYSTEM,
) -> AuditEvent:
    """Record that `by` created, changed or signed `record`; `role` speaks only where nobody signed in."""
    return _written(_event(by, role, action, record._meta.label_lower, record.pk, patient_id, detail or {}, at))


def created_together(*, made: Iterable[tuple[models.Model, UUID, Mapping[str, Any]]], by: User, at: datetime) -> None:
    """Record that `by` created many records at once, each with whose it is and what else was made with it."""
    AuditEvent.objects.bulk_create(
        _event(by, SYSTEM, Action.CREATED, record._meta.label_lower, record.pk, patient_id, detail, at)
        for record, patient_id, detail in made
    )


def read(
    resource: str,
    *,
    by: User,
    at: datetime,
    patient_id: UUID | None = None,
    resource_id: UUID | None = None,
    ids: Iterable[UUID] = (),
) -> AuditEvent:
    """Record that `by` was shown `resource` of a patient, or a list that named the people in `ids`."""
    listed = [str(each) for each in ids]
    detail = {"ids": listed, "count": len(listed)} if listed else {}
    return _written(_event(by, SYSTEM, Action.READ, resource, resource_id, patient_id, detail, at))


def searched(resource: str, *, by: User, at: datetime, ids: Iterable[UUID]) -> AuditEvent:
    """Record a search by the people it showed; the words typed are not kept."""
    listed = [str(each) for each in ids]
    return _written(
        _event(by, SYSTEM, Action.SEARCHED, resource, None, None, {"ids": listed, "count": len(listed)}, at)
    )


def attended(action: Action, *, by: User | None, at: datetime, detail: Mapping[str, Any] | None = None) -> AuditEvent:
    """Record that somebody signed in, failed to, or signed out; `by` is None for one who failed."""
    return _written(_event(by, SYSTEM, action, "accounts.user", by.pk if by else None, None, detail or {}, at))


def overrode(
    finding: Finding, *, record: models.Model, patient_id: UUID, reason: str, by: User, at: datetime
) -> Override:
    """Keep the finding a person went past, and why."""
    override = Override.objects.create(
        rule_id=finding.rule_id,
        severity=finding.severity,
        finding=finding.as_json(),
        reason=reason,
        resource=record._meta.label_lower,
        resource_id=record.pk,
        patient_id=patient_id,
        by=by,
        at=at,
    )
    changed(override, by=by, at=at, patient_id=patient_id, action=Action.OVERRODE, detail={"rule": finding.rule_id})
    return override


def _written(event: AuditEvent) -> AuditEvent:
    event.save()
    return event


def _event(
    actor: User | None,
    role: str,
    action: Action,
    resource: str,
    resource_id: UUID | None,
    patient_id: UUID | None,
    detail: Mapping[str, Any],
    at: datetime,
) -> AuditEvent:
    if not connection.in_atomic_block:
        raise RuntimeError("An audit event stands or falls with the act it tells of: write it in a transaction.")
    owner = str(actor.pk) if actor else str(patient_id or resource)
    return AuditEvent(
        actor=actor,
        actor_role=actor.role if actor else role,
        action=action,
        resource=resource,
        resource_id=resource_id,
        patient_id=patient_id,
        detail=dict(detail),
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
        at=at,
        chain=zlib.crc32(owner.encode()) % CHAINS,
    )
