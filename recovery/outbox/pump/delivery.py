"""The pump: claim what is due, declare the intent, hand over, write down what came of it.

Every step may be repeated, run twice at once, or die at any instruction.  While a provider is spoken to no
transaction is open.  Design: docs/decisions/0003-reminders.md.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

from recovery.core.ids import uuid7
from recovery.outbox import texts
from recovery.outbox.actions import opt_out
from recovery.outbox.addresses import digest
from recovery.outbox.codes import Purpose
from recovery.outbox.models import OutboundMessage
from recovery.outbox.providers.base import Letter, Outcome, Provider, Result
from recovery.outbox.providers.configured import by_channel
from recovery.outbox.pump import figures, statements
from recovery.outbox.rules import hours
from recovery.patients.codes import Channel

log = structlog.get_logger(__name__)

SLOT_KEY = 0x52454D  # "REM": the advisory locks of this room
RESENT = [Purpose.STAFF_ALERT.value]  # better twice than never; whatever goes to patients is never sent again in doubt


class InATransaction(RuntimeError):
    """The pump commits at every step; inside somebody's transaction none of its promises holds."""


def pump_in_a_slot(*, driver: str) -> Counter[str]:
    """Run the pump unless SLOTS others are running."""
    with _slot() as free:
        return pump_once(driver=driver) if free else Counter()


def pump_once(*, driver: str, carriers: Mapping[str, Provider] | None = None) -> Counter[str]:
    """Put right what dead pumps left, then send what is due; returns how many messages took which state.

    Ends when nothing is due or after RUN seconds.
    """
    if connection.in_atomic_block:
        raise InATransaction
    carriers = by_channel() if carriers is None else carriers
    _run(statements.HEARTBEAT, name=driver)
    reap(carriers)
    tally: Counter[str] = Counter()
    stop = time.monotonic() + figures.RUN
    while time.monotonic() < stop:
        token = uuid4()
        batch = claim(carriers, token)
        for message in batch:
            tally[_attempt(message, carriers[message.channel], token, in_time=time.monotonic() < stop)] += 1
        if not batch:
            break
        _run(statements.HEARTBEAT, name=driver)
    if tally:
        log.info("pumped", name=driver, count=tally.total())
    return tally


def _attempt(message: OutboundMessage, carrier: Provider, token: UUID, *, in_time: bool) -> str:
    """`deliver`, where one message's failure does not stop the others: its lease runs out, and the reaper judges it."""
    try:
        return deliver(message, carrier, token, in_time=in_time)
    except Exception as error:
        log.error("failed", message_id=str(message.pk), code=type(error).__name__)
        return "failed"


def reap(carriers: Mapping[str, Provider]) -> None:
    """What a dead pump left behind, what is too late, what has been uncertain for long enough."""
    providers = [carrier.name for carrier in carriers.values()]
    ttls = [carrier.dedupe_ttl for carrier in carriers.values()]
    lease = settings.REMINDER_LEASE_SECONDS
    _run(statements.REAP_CLAIMED)
    _run(statements.REAP_SENDING, providers=providers, ttls=ttls, most=figures.MOST_ATTEMPTS, lease=lease)
    _run(statements.REAP_EXPIRED)
    _run(statements.REAP_UNCERTAIN, resent=RESENT, most=figures.MOST_ATTEMPTS, wait=figures.RESEND_AFTER)


def claim(carriers: Mapping[str, Provider], token: UUID) -> list[OutboundMessage]:
    """T1: take up to BATCH due messages under one lease."""
    rows = _run(
        statements.CLAIM,
        channels=list(carriers),
        providers=[carrier.name for carrier in carriers.values()],
        batch=figures.BATCH,
        token=token,
        lease=settings.REMINDER_LEASE_SECONDS,
    )
    found = OutboundMessage.objects.select_related("contact", "occurrence").filter(pk__in=[pk for (pk,) in rows])
    return list(found.order_by("priority", "not_before", "pk"))


def deliver(message: OutboundMessage, carrier: Provider, token: UUID, *, in_time: bool = True) -> str:
    """T2, the hand-over, T3; returns the state the message took, or "lost" when the lease was taken away."""
    letter = _letter(message)
    began = time.monotonic()
    attempt = uuid7()
    if not in_time or not declare_intent(message, carrier, token, attempt=attempt, address=letter.to):
        return set_aside(message, carrier, token, address=letter.to)
    if time.monotonic() - began > figures.FRESH:
        outcome = Outcome(Result.RETRY, code="slept")
    else:
        outcome = carrier.send(letter, key=message.pk, callback_url=_callback(attempt))
    return record_outcome(message, carrier, token, attempt=attempt, outcome=outcome)


def declare_intent(message: OutboundMessage, carrier: Provider, token: UUID, *, attempt: UUID, address: str) -> bool:
    """T2: from here on the message may have gone out; False when anything speaks against it."""
    guard = settings.REMINDER_SEND_SECONDS * figures.GUARD
    return bool(_run(statements.INTENT, attempt=attempt, guard=guard, **_facts(message, carrier, token, address)))


def set_aside(message: OutboundMessage, carrier: Provider, token: UUID, *, address: str) -> str:
    """Give back what was claimed and not sent: to wait, to be held back, or too late."""
    rows = _run(statements.SET_ASIDE, next_allowed=_next_allowed(message), **_facts(message, carrier, token, address))
    return str(rows[0][0]) if rows else "lost"


def record_outcome(message: OutboundMessage, carrier: Provider, token: UUID, *, attempt: UUID, outcome: Outcome) -> str:
    """T3: end the attempt, and move the message if its lease is still ours."""
    rows = _run(
        statements.OUTCOME,
        message=message.pk,
        token=token,
        attempt=attempt,
        result=outcome.result.value,
        http_status=outcome.http_status,
        code=outcome.code,
        provider_message_id=outcome.provider_message_id,
        delay=max(outcome.retry_after, delay_before_try(message.attempts + 2)),
        ttl=carrier.dedupe_ttl,
        lease=settings.REMINDER_LEASE_SECONDS,
        most=figures.MOST_ATTEMPTS,
    )
    if outcome.result in (Result.RETRY, Result.UNKNOWN):
        _run(statements.FAILED, provider=carrier.name, failures=figures.FAILURES_TO_PAUSE, pause=figures.PAUSE)
    else:
        _run(statements.SUCCEEDED, provider=carrier.name)
    if outcome.result == Result.OPTED_OUT and message.contact:
        opt_out(
            address=message.contact.address,
            channel=Channel(message.channel),
            source="provider",
            at=timezone.now(),
            confirm=False,
        )
    state = str(rows[0][0]) if rows else "lost"
    log.info("handed_over", message_id=str(message.pk), attempt_id=str(attempt), outcome=outcome.result, state=state)
    return state


def delay_before_try(number: int) -> float:
    """Seconds until try `number` >= 2: full jitter, its bound doubling from FIRST_DELAY to LONGEST_DELAY."""
    bound = min(figures.FIRST_DELAY * 2 ** (number - 2), figures.LONGEST_DELAY)
    return random.uniform(0, bound)


def _letter(message: OutboundMessage) -> Letter:
    to = message.contact.address if message.contact else message.staff_address
    return Letter(to=to, text=texts.render(message), stop_url=texts.stop_url_of(message))


def _facts(message: OutboundMessage, carrier: Provider, token: UUID, address: str) -> dict[str, Any]:
    return {
        "message": message.pk,
        "token": token,
        "provider": carrier.name,
        "address": address,
        "digest": digest(address),
        "zone": hours.zone_or(message.contact.time_zone, settings.CENTER_TIME_ZONE) if message.contact else "UTC",
        "answers_stop": message.occurrence.purpose == Purpose.OPT_OUT,
    }


def _next_allowed(message: OutboundMessage) -> datetime:
    now: datetime = _run("SELECT clock_timestamp()")[0][0]
    if message.contact is None or message.occurrence.purpose == Purpose.OPT_OUT:
        return now
    zone = hours.zone_or(message.contact.time_zone, settings.CENTER_TIME_ZONE)
    return hours.next_allowed(now, zone=zone, begin=message.contact.allowed_from, end=message.contact.allowed_until)


def _callback(attempt: UUID) -> str:
    return f"{settings.PUBLIC_URL}/hooks/sms/?attempt={attempt}"


def _run(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Run one statement, committed by itself; returns its rows where it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def _slot() -> Iterator[bool]:
    """Hold one of SLOTS advisory locks; False when all are taken.  A process that dies lets go of its own."""
    with connection.cursor() as cursor:
        for slot in range(figures.SLOTS):
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SLOT_KEY, slot])
            if cursor.fetchone()[0]:
                break
        else:
            yield False
            return
    try:
        yield True
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [SLOT_KEY, slot])
