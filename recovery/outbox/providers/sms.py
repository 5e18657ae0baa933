"""Text messages over HTTP: one POST, our own time-outs, no retries but the pump's.  Contract: docs/operations.md."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

import requests
from django.conf import settings
from urllib3.exceptions import MaxRetryError, NewConnectionError

from recovery.env import Sms
from recovery.outbox.providers.base import Letter, Outcome, Result
from recovery.outbox.providers.deadline import within
from recovery.patients.codes import Channel

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0  # source: reliability 1.4
OPTED_OUT_CODES = frozenset({"21610"})  # the provider itself holds the number back.  Source: twilio.com/docs errors
OUR_OWN_FAULT = frozenset({401, 403, 404, 405, 407})  # settings are wrong: nothing was accepted, no message is at fault
TOO_MUCH_OR_CLOSED = frozenset({429, 503})
IN_DOUBT = frozenset({408, 409})  # a first try with this key may still be at work


class HttpSms:
    """The provider of text messages that SMS_API_URL names."""

    name = "sms"
    channel: str = Channel.SMS

    def __init__(self, configured: Sms) -> None:
        self.configured = configured
        self.dedupe_ttl = float(configured.dedupe_seconds)

    def send(self, letter: Letter, *, key: UUID, callback_url: str) -> Outcome:
        """POST one text message; `key` goes along so that a provider that dedupes recognises a repeat."""
        return within(settings.REMINDER_SEND_SECONDS, lambda: self._send(letter, key, callback_url))

    def look_up(self, key: UUID) -> bool | None:
        """Our contract with the provider has no look-up; its reports repair what is uncertain."""
        return None

    def _send(self, letter: Letter, key: UUID, callback_url: str) -> Outcome:
        try:
            answer = requests.post(
                self.configured.url,
                json={
                    "to": letter.to,
                    "from": settings.MESSAGE_SENDER,
                    "text": letter.text.body,
                    "status_callback": callback_url,
                },
                headers={"Authorization": f"Bearer {self.configured.token}", "Idempotency-Key": str(key)},
                timeout=(CONNECT_SECONDS, min(READ_SECONDS, settings.REMINDER_SEND_SECONDS)),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            code = type(error).__name__
            return Outcome(Result.RETRY if _never_connected(error) else Result.UNKNOWN, code=code)
        return _judged(answer)


def judged_status(status: int, *, code: str = "", retry_after: float = 0.0) -> Outcome:
    """What an HTTP status without a success means for the message."""
    if code in OPTED_OUT_CODES:
        return Outcome(Result.OPTED_OUT, code=code, http_status=status)
    if status in OUR_OWN_FAULT | TOO_MUCH_OR_CLOSED or 300 <= status < 400:
        return Outcome(Result.RETRY, code=code, http_status=status, retry_after=retry_after)
    if 400 <= status < 500 and status not in IN_DOUBT:
        return Outcome(Result.REFUSED, code=code, http_status=status)
    return Outcome(Result.UNKNOWN, code=code, http_status=status)


def _judged(answer: requests.Response) -> Outcome:
    body: dict[str, Any] = {}
    with suppress(ValueError):
        parsed = answer.json()
        body = parsed if isinstance(parsed, dict) else {}
    if 200 <= answer.status_code < 300:  # a redirect is "ok" to requests, not to us
        return Outcome(
            Result.ACCEPTED, http_status=answer.status_code, provider_message_id=str(body.get("id") or "")[:120]
        )
    wait = answer.headers.get("Retry-After", "")
    return judged_status(
        answer.status_code,
        code=str(body.get("code") or "")[:60],
        retry_after=float(wait) if wait.isdecimal() else 0.0,
    )


def _never_connected(error: requests.RequestException) -> bool:
    """Whether the failure came before a byte of the message could leave."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return True
    inner = error.args[0] if error.args else None
    return isinstance(inner, MaxRetryError) and isinstance(inner.reason, NewConnectionError)
