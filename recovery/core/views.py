"""The gallery of components, and how pages are displayed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_GET, require_POST, require_safe

from recovery.core import gallery as shown
from recovery.core.context import THEMES
from recovery.core.going_on import next_of

YEAR = 365 * 24 * 3600  # s


@login_not_required  # asked by browsers, tells nothing
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the mark of a page that names none: one that stands alone after a fault, or is no page."""
    return redirect(static("mark.svg"))


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build pages and those who check them."""
    return render(request, "core/gallery.html", shown.context())


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep the theme and the keyboard shortcuts of this device, then go back."""
    response = redirect(next_of(request, "/"))
    for name, allowed in (("theme", THEMES), ("shortcuts", ("on", "off"))):
        if request.POST.get(name) in allowed:
            response.set_cookie(
                name, request.POST[name], max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
    return response
