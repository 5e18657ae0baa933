"""Where the provider of text messages reports.  Its contract is in docs/operations.md."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from recovery.outbox.actions import reports
from recovery.outbox.forms import REPLY, REPORTS, EventForm
from recovery.outbox.rules.signatures import is_genuine


@csrf_exempt  # no browser: the provider proves itself by its signature
@login_not_required  # no account: same reason
@require_POST
def sms(request: HttpRequest) -> HttpResponse:
    """Keep one event and apply it, in one transaction; 403 when forged, 400 when it cannot be read, else 200."""
    if not is_genuine(settings.SMS.signing_secret, request.headers, request.body, now=time.time()):
        return HttpResponse("not genuine\n", status=403, content_type="text/plain")
    event = EventForm(_flat(request))
    if not event.is_valid():
        return HttpResponse("not readable\n", status=400, content_type="text/plain")
    told = event.cleaned_data
    new = reports.keep(
        provider="sms",
        event_id=request.headers["webhook-id"][:120],
        kind=told["type"],
        attempt_id=told["attempt"],
        happened_at=datetime.fromtimestamp(int(request.headers["webhook-timestamp"]), UTC),
        at=now(),
    )
    if new and told["type"] == REPLY:
        reports.apply_reply(address=told["sender"], text=told["text"], at=now())
    elif new and told["type"] in REPORTS:
        reports.apply_report(
            report=REPORTS[told["type"]],
            attempt_id=told["attempt"],
            provider_message_id=told["provider_message_id"],
        )
    return HttpResponse("kept\n", content_type="text/plain")


def _flat(request: HttpRequest) -> dict[str, Any]:
    """The event's fields: the body's, and the attempt from our own address that the provider was given."""
    try:
        body = json.loads(request.body)
        data = body.get("data", {})
        return {
            "type": body.get("type"),
            "attempt": request.GET.get("attempt") or None,
            "provider_message_id": data.get("id"),
            "sender": data.get("from"),
            "text": data.get("text"),
        }
    except (ValueError, AttributeError):
        return {}
