"""E-mail over Django's mail connection: SMTP, or a provider's API through anymail."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from recovery.outbox.providers.base import Letter, Outcome, Result
from recovery.outbox.providers.deadline import within
from recovery.patients.codes import Channel

PERMANENT = 500  # SMTP replies from here on are final.  Source: RFC 5321 section 4.2.1


class Mail:
    """One message a connection, so that a failure before the first command is known to have sent nothing."""

    name = "mail"
    channel: str = Channel.EMAIL
    dedupe_ttl = 0.0  # no mail server promises to recognise a repeated Message-ID

    def send(self, letter: Letter, *, key: UUID, callback_url: str) -> Outcome:
        """Hand one e-mail over; a mail server reports failures by other ways than `callback_url`."""
        return within(settings.REMINDER_SEND_SECONDS, lambda: self._send(letter, key))

    def look_up(self, key: UUID) -> bool | None:
        """A mail server cannot say."""
        return None

    def _send(self, letter: Letter, key: UUID) -> Outcome:
        connection = get_connection(fail_silently=False)
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Result.RETRY, code=type(error).__name__)
        try:
            taken = connection.send_messages([_message(letter, key)])
            return Outcome(Result.ACCEPTED if taken else Result.UNKNOWN, provider_message_id=str(key) if taken else "")
        except (smtplib.SMTPException, AnymailAPIError, AnymailRecipientsRefused) as error:
            return _judged(error)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.close()


def _message(letter: Letter, key: UUID) -> EmailMessage:
    domain = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{key}@{domain}>", "Auto-Submitted": "auto-generated"}
    if letter.stop_url:  # one click from the mail program.  Source: RFC 8058
        headers |= {"List-Unsubscribe": f"<{letter.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(subject=letter.text.subject, body=letter.text.body, to=[letter.to], headers=headers)


def _judged(error: Exception) -> Outcome:
    """What the server's refusal means; a connection lost in the middle means that nobody knows."""
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return _replied(max(codes), name)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Outcome(Result.RETRY, code=name)  # our own address is at fault, not the message
    if isinstance(error, smtplib.SMTPResponseException):
        return _replied(error.smtp_code, name)
    if isinstance(error, AnymailRecipientsRefused):
        return Outcome(Result.REFUSED, code=name)
    status: Any = getattr(error, "status_code", None)
    if status is None:
        return Outcome(Result.UNKNOWN, code=name)
    from recovery.outbox.providers.sms import judged_status

    return judged_status(int(status), code=name)


def _replied(code: int, name: str) -> Outcome:
    return Outcome(Result.REFUSED if code >= PERMANENT else Result.RETRY, code=f"{name} {code}")
