"""Addresses of a record that was merged lead to the one that has its history now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from recovery.patients.queries.merged import RecordMerged


class MergedRecords:
    """Leads an address of a merged record to the same page of the survivor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, RecordMerged) or match is None or "patient_id" not in match.kwargs:
            return None
        there = reverse(match.view_name, kwargs=match.kwargs | {"patient_id": exception.survivor_id})
        asked = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        posted = request.method not in ("GET", "HEAD")  # then it is posted again to where the record is now
        return HttpResponseRedirect(there + asked, preserve_request=posted)
