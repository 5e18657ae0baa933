"""Pages on which two records become one, and on which that is taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from recovery.accounts.requests import SignedInRequest
from recovery.core.models import StaleEdit
from recovery.front.merging import actions, queries
from recovery.front.merging.actions import errors
from recovery.front.merging.forms import FindForm, MergeForm, UndoForm

NO_SUCH = "There is no other record with this number. Look at the number again."


@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """The other record by its number; the merges of this one."""
    patient = queries.open_to_merge(request.user, patient_id, at=now())
    form = FindForm(request.POST or None)
    if form.is_valid():
        other = queries.other_record(request.user, patient, form.cleaned_data["number"], at=now())
        if other:
            return redirect("merge", patient.pk, other.pk)
        form.add_error("number", NO_SUCH)
    context = {"person": patient, "form": form, "merges": queries.merges_into(patient)}
    return render(request, "front/merging/find.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, patient_id: UUID, other_id: UUID) -> HttpResponse:
    """Two records side by side; posted, they become one."""
    pair = queries.open_pair(request.user, patient_id, other_id, at=now())
    form = MergeForm(pair, request.POST or None)
    if not form.is_valid():
        return _compared(request, pair, form, status=422 if form.is_bound else 200)
    try:
        made = actions.merge_patients(**form.decision(), by=request.user, at=now())
    except errors.CannotMerge as why:
        form.add_error(None, str(why))
        return _compared(request, pair, form, status=409)
    except StaleEdit:
        newest = queries.open_pair(request.user, patient_id, other_id, at=now())
        again = MergeForm(newest, _at_newest(request, newest))
        return _compared(request, newest, again, status=409, stale=True)
    messages.success(request, f"{made.merged.record_number} is now part of {made.survivor.record_number}.")
    return redirect("merge-record", made.pk)


@require_POST
def end_sign_in(request: SignedInRequest, patient_id: UUID, other_id: UUID) -> HttpResponse:
    """End the sign-in of the first of two records, so that they can be merged."""
    pair = queries.open_pair(request.user, patient_id, other_id, at=now())
    actions.end_sign_in(patient=pair.one.patient, by=request.user, at=now())
    messages.success(request, f"The sign-in of {pair.one.patient.record_number} has ended.")
    return redirect("merge", patient_id, other_id)


@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, merge_id: UUID) -> HttpResponse:
    """One merge: what moved and what stood before; posted, it is undone."""
    made = queries.open_merge(request.user, merge_id, at=now())
    form = UndoForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.undo_merge(merge=made, **form.cleaned_data, by=request.user, at=now())
        except errors.CannotUndo as why:
            form.add_error(None, str(why))
            status = 409
        else:
            messages.success(request, "Undone. Both records stand apart again: check both.")
            return redirect("merge-record", made.pk)
    context = {
        "merge": made,
        "form": form,
        "moved": queries.moved_counts(made),
        "stayed": queries.stayed_counts(made),
        "before": queries.values_before(made),
    }
    return render(request, "front/merging/record.html", context, status=status)


def _compared(
    request: SignedInRequest, pair: queries.Pair, form: MergeForm, *, status: int, stale: bool = False
) -> HttpResponse:
    context = {"pair": pair, "form": form, "stale": stale}
    return render(request, "front/merging/compare.html", context, status=status)


def _at_newest(request: SignedInRequest, pair: queries.Pair) -> dict[str, str]:
    """What was chosen, over the newest versions, so that the next press decides on what is shown now."""
    versions = {"version": str(pair.one.patient.version), "other_version": str(pair.other.patient.version)}
    return {**request.POST.dict(), **versions}
