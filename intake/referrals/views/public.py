"""The public page "Is it time to get help?" and its request for a call: no sign-in, no account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from intake.referrals import actions
from intake.referrals.forms.public import FORMS, CallForm, Suspect
from intake.referrals.views import limits


@login_not_required
@require_safe
def time_to_get_help(request: HttpRequest) -> HttpResponse:
    """The signs, what treatment is, and what happens next."""
    return render(request, "intake/referrals/public/help.html")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, who: str) -> HttpResponse:
    """Ask for a call: for oneself, for somebody else, or as a professional."""
    if who not in FORMS:
        raise Http404
    form = FORMS[who](request.POST if request.method == "POST" else None)
    try:
        if not form.is_valid():
            return _form(request, who, form)
    except Suspect:
        return _refused(request, status=422)
    if limits.too_many(request):
        return _refused(request, status=429)
    kept = form.cleaned_data
    actions.ask_for_call(caller=form.caller(), signs=kept["signs"], submission_id=kept["ticket"].id, at=now())
    return redirect("help:thanks")


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next; the page knows nothing of who asked."""
    return _unlisted(render(request, "intake/referrals/public/thanks.html"))


def _form(request: HttpRequest, who: str, form: CallForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    if form.is_bound:
        form.renew()
    context = {"form": form, "who": who, "kept_days": settings.REFERRAL_KEPT_DAYS}
    return _unlisted(render(request, "intake/referrals/public/ask.html", context, status=status))


def _refused(request: HttpRequest, *, status: int) -> HttpResponse:
    """Nothing was kept: a person is told to call, and a machine learns nothing."""
    return _unlisted(render(request, "intake/referrals/public/refused.html", status=status))


def _unlisted(page: HttpResponse) -> HttpResponse:
    """Search engines may keep the page about help, never a form or what comes after."""
    page["X-Robots-Tag"] = "noindex"
    return page
