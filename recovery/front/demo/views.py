"""The demo's outbox: what would have reached telephones and mailboxes."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from recovery.front.demo.ledger import Ledger

SHOWN = 100


@login_not_required  # demo only: fictitious people, so that a visitor can open a link as the person would
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest messages that the catcher kept."""
    caught = Ledger(Path(settings.DEMO_LEDGER)).read() if settings.DEMO_LEDGER else []
    return render(request, "front/demo/outbox.html", {"caught": caught[: -SHOWN - 1 : -1]})
