"""Where a page leads when it is done."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_of(request: HttpRequest, otherwise: str) -> str:
    """The address that the request names as `next`, when it is one of ours; else `otherwise`."""
    there = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if ours else otherwise
