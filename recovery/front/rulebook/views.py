"""The rulebook: what this program asks, scores and says, read from the rules that run."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.clinical.instruments import INSTRUMENTS, Instrument
from recovery.clinical.instruments.definition import COMMON_FLAGS
from recovery.front.rulebook.registry import GROUPS


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Every instrument and every rule group."""
    require(request.user, Permission.READ_RULEBOOK)
    shown = {"instruments": INSTRUMENTS.values(), "groups": GROUPS.values()}
    return render(request, "front/rulebook/index.html", shown)


@require_safe
def instrument(request: SignedInRequest, code: str) -> HttpResponse:
    """One instrument whole: items, options, bands, flags, licence and source."""
    require(request.user, Permission.READ_RULEBOOK)
    if code not in INSTRUMENTS:
        raise Http404
    chosen = INSTRUMENTS[code]
    shown = {"instrument": chosen, "facts": _facts(chosen), "group": GROUPS.get(code), "common_flags": COMMON_FLAGS}
    return render(request, "front/rulebook/instrument.html", shown)


@require_safe
def rules(request: SignedInRequest, group: str) -> HttpResponse:
    """One rule group: when each rule fires, how hard, what it says and on whose word."""
    require(request.user, Permission.READ_RULEBOOK)
    if group not in GROUPS:
        raise Http404
    return render(request, "front/rulebook/rules.html", {"group": GROUPS[group]})


def _facts(chosen: Instrument) -> list[dict[str, str]]:
    """What is to be known about an instrument before it is used; what it does not say is left out."""
    facts = (
        ("Code", chosen.code),
        ("Version", chosen.version),
        ("Completed by", chosen.completed_by),
        ("When", chosen.interval),
        ("Licence", chosen.licence),
        ("Credit", chosen.credit),
        ("Source", chosen.source),
        ("LOINC", chosen.loinc),
    )
    return [{"label": label, "value": value} for label, value in facts if value]
