"""What messages say: nothing about a person, the center or its work.

A message keeps the code and version of its text and its parameters, so that a retry is the same to the byte.  A text
is `templates/outbox/texts/CODE/VERSION.LANGUAGE.CHANNEL.txt`; an e-mail's first line is its subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.conf import settings
from django.template import Context, Engine

from recovery.outbox.codes import Purpose
from recovery.outbox.models import OutboundMessage, SecureLink
from recovery.outbox.queries import links
from recovery.outbox.queries.stopping import stop_url
from recovery.patients.codes import Channel

ALLOWED_PARAMS = frozenset({"link"})  # the id of a SecureLink; nothing else ever reaches a text
REMINDER, STAFF_ALERT, OPT_OUT = "reminder", "staff_alert", "opt_out"
VERSIONS: Mapping[str, int] = {REMINDER: 1, STAFF_ALERT: 1, OPT_OUT: 1}
CODES: Mapping[str, str] = {
    Purpose.CHECK_IN: REMINDER,  # one text for all of them: what it is about is nobody else's business
    Purpose.APPOINTMENT: REMINDER,
    Purpose.SCREENING: REMINDER,
    Purpose.STAFF_ALERT: STAFF_ALERT,
    Purpose.OPT_OUT: OPT_OUT,
}


class ForbiddenParameter(Exception):
    """A parameter that no message may hold."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is sent; `subject` is empty for a text message."""

    subject: str
    body: str


def params(**given: str) -> dict[str, str]:
    """`given`, checked against the list of what a message may hold; raises ForbiddenParameter."""
    if unknown := given.keys() - ALLOWED_PARAMS:
        raise ForbiddenParameter(", ".join(sorted(unknown)))
    return {key: str(UUID(value)) for key, value in given.items()}


def stop_url_of(message: OutboundMessage) -> str:
    """Where the reader of a patient's e-mail says STOP; empty where a reply does it, and for staff."""
    return stop_url(message) if message.contact_id and message.channel == Channel.EMAIL else ""


def render(message: OutboundMessage) -> Text:
    """The text of `message`, the same at every try."""
    kept = params(**message.params)
    url = links.url_of(SecureLink.objects.get(pk=kept["link"])) if "link" in kept else f"{settings.PUBLIC_URL}/"
    name = f"{message.template_code}/{message.template_version}.{message.language}.{message.channel}.txt"
    context = {"link": url, "sender": settings.MESSAGE_SENDER, "stop": stop_url_of(message)}
    written = _engine().get_template(name).render(Context(context)).strip()
    if message.channel != Channel.EMAIL:
        return Text("", " ".join(written.split()))
    subject, _, body = written.partition("\n")
    return Text(subject.removeprefix("Subject:").strip(), body.strip() + "\n")


@cache
def _engine() -> Engine:
    """An engine of its own: nothing that pages need can stop a message, and plain text escapes nothing."""
    return Engine(dirs=[str(settings.BASE_DIR / "templates" / "outbox" / "texts")], autoescape=False)
