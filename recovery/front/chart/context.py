"""The rail, the user's menu and the patient's tab bar: what the person signed in may go to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now
from django.utils.translation import gettext as _

from recovery.accounts.on_call.queries import watch
from recovery.accounts.permissions import Permission, may

# (permission, label, url name, icon)
RAIL = (
    (Permission.READ_RULEBOOK, "Today", "home", "today"),
    (Permission.FIND_PEOPLE, "People", "people", "people"),
    (Permission.MANAGE_REFERRALS, "Referrals", "intake:referrals", "phone"),
    (Permission.SCREEN, "Intake", "intake:packets", "file"),
    (Permission.COMPOSE_PACKETS, "Packets", "intake:compose", "file"),
    (Permission.MANAGE_PROGRAMS, "Programs", "programs:programs", "flag"),
    (Permission.RECORD_WITHDRAWAL, "Readings", "treatment:board", "pulse"),
    (Permission.RESOLVE_REMINDER, "Messages", "outbox:review", "chat"),
    (Permission.READ_AUDIT, "Audit", "audit:trail", "shield"),
    (Permission.MANAGE_STAFF, "Staff", "staff", "person"),
    (Permission.MANAGE_ON_CALL, "On call", "on-call", "phone"),
)
RAIL_FOOT = ((Permission.READ_RULEBOOK, "Rulebook", "rulebook:index", "help"),)
UNDER = {"clinical": "intake:packets"}  # rooms without an entry of their own: the entry under which their pages stand
TABBAR = (
    ("my:day", "My day", "home"),
    ("checkins:mine", "Check-in", "pen"),
    ("my:plan", "My plan", "leaf"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """rail, rail_foot and on_call for staff; tabbar for patients; nothing for somebody not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    room = request.resolver_match.namespace if request.resolver_match else ""
    here = _nearest(reverse(UNDER[room]) if room in UNDER else request.path)

    def items(rows: tuple[tuple[Permission, str, str, str], ...]) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": reverse(name), "icon": icon, "current": here == reverse(name)}
            for permission, label, name, icon in rows
            if may(user, permission)
        ]

    if user.is_patient:
        labels = {"My day": _("My day"), "Check-in": _("Check-in"), "My plan": _("My plan")}
        return {
            "tabbar": [
                {"label": labels[label], "url": reverse(name), "icon": icon, "current": request.path == reverse(name)}
                for name, label, icon in TABBAR
            ]
        }
    demo = [{"label": "Outbox (demo)", "url": reverse("outbox"), "icon": "chat"}] if settings.DEMO else []
    return {
        "rail": items(RAIL),
        "rail_foot": items(RAIL_FOOT),
        "may_find_people": may(user, Permission.FIND_PEOPLE),
        "on_call": SimpleLazyObject(lambda: watch(now())),  # asked only by pages that show it
        "warn_of_gaps": may(user, Permission.MANAGE_ON_CALL) or may(user, Permission.HANDLE_RED_FLAG),
        "may_manage_on_call": may(user, Permission.MANAGE_ON_CALL),
        "user_role": user.get_role_display(),
        "user_menu": [*demo, {"label": "Components", "url": reverse("gallery"), "icon": "gear"}],
    }


def _nearest(here: str) -> str:
    """The address of the rail under which this page lies: the longest, for the rooms of intake share a beginning."""
    there = [reverse(name) for _, _, name, _ in (*RAIL, *RAIL_FOOT)]
    return max((each for each in there if here.startswith(each) and (each != "/" or here == "/")), key=len, default="")
