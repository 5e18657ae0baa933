"""Start-up checks: unsafe settings stop the program with a sentence that says what to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
Unsafe = tuple[int, bool, str, str]  # number of the check, whether it is so, the message, what to do
SHORTEST_KEY = 50  # characters, as Django's own deployment check asks


@register(Tags.security)
def safe_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Settings that must never reach people: each error says what to set instead."""
    return [
        Error(message, hint=hint, id=f"recovery.E{number:03}")
        for number, unsafe, message, hint in (*_reachable(), *_running())
        if unsafe
    ]


def _reachable() -> tuple[Unsafe, ...]:
    """What outsiders could use: debug pages, weak keys, foreign hosts, plain http."""
    public = urlsplit(settings.PUBLIC_URL)
    return (
        (1, settings.DEBUG, "DEBUG is on.", "Leave it off: error pages would show health information."),
        (
            2,
            len(settings.SECRET_KEY) < SHORTEST_KEY or len(set(settings.SECRET_KEY)) < 10,
            "SECRET_KEY is short or repeats itself.",
            'Make one: python -c "import secrets; print(secrets.token_urlsafe(64))"',
        ),
        (3, "*" in settings.ALLOWED_HOSTS, "ALLOWED_HOSTS lets every host in.", "Name the hosts."),
        (
            4,
            public.scheme != "https" and public.hostname not in LOOPBACK,
            "PUBLIC_URL is not https.",
            "Patients' links and sign-ins need TLS; plain http is for this machine only.",
        ),
    )


def _running() -> tuple[Unsafe, ...]:
    """What would break a promise while it runs."""
    public = urlsplit(settings.PUBLIC_URL)
    return (
        (
            5,
            not settings.DATABASES["default"].get("ATOMIC_REQUESTS"),
            "ATOMIC_REQUESTS is off.",
            "Audit rows must stand or fall with what they tell of.",
        ),
        (
            6,
            bool(getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False)),
            "Celery runs tasks in the web process.",
            "Remove CELERY_TASK_ALWAYS_EAGER.",
        ),
        (
            7,
            bool(settings.SMS.url) and not settings.SMS.signing_secret,
            "SMS_API_URL is set without SMS_SIGNING_SECRET.",
            "Delivery reports and STOP messages could be forged.",
        ),
        (
            8,
            settings.DEMO and public.hostname not in LOOPBACK,
            "DEMO is on for a public address.",
            "The demo has known passwords; unset DEMO.",
        ),
        (
            9,
            settings.ADDRESS_KEY == settings.SECRET_KEY and public.hostname not in LOOPBACK,
            "ADDRESS_KEY is not set.",
            "Give it a key of its own: a new SECRET_KEY would forget everybody who said STOP.",
        ),
    )


@register(Tags.database)
def role_owns_nothing(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The application's database role must not be able to switch triggers off: it owns no table, it is no superuser."""
    if not databases or "default" not in databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT r.rolsuper OR r.rolbypassrls,
                      (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p'))
                 FROM pg_roles r WHERE r.rolname = current_user"""
        )
        powerful, owned = cursor.fetchone()
    if powerful or owned:
        return [
            Error(
                "DATABASE_URL connects as a role that owns tables or is a superuser.",
                hint="Point DATABASE_URL at the application role; give the owner to migrations as DATABASE_OWNER_URL.",
                id="recovery.E010",
            )
        ]
    return []


def refuse_unsafe_settings() -> None:
    """Raise ImproperlyConfigured naming every unsafe setting; called where gunicorn and Celery start."""
    errors = [error for error in run_checks(tags=[Tags.security]) if error.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(f"{error.msg} {error.hint}" for error in errors))
