"""Give the application's role what it needs and no more.  Run as the owner, after `migrate`."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from psycopg2 import sql

from recovery.core.models import ImmutableRecord

READ_ONLY = frozenset({"audit_auditchain", "django_migrations", "django_content_type"})


class Command(BaseCommand):
    help = "Create the application's role if it is missing, and grant it rights table by table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default="owner", help="the alias that connects as the owner")
        parser.add_argument("--password", default="", help="set the role's password to this")

    def handle(self, *args: Any, database: str, password: str, **options: Any) -> None:
        call_command("createcachetable", database=database, verbosity=options["verbosity"])
        role = sql.Identifier(settings.DATABASE_APP_ROLE)
        with connections[database].cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_APP_ROLE])
            if not cursor.fetchone():
                cursor.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS").format(role)
                )
            if password:
                cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
            cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
            cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for (table,) in cursor.fetchall():
                name = sql.Identifier(table)
                cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, role))
                cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(self.rights(table)), name, role))

    @staticmethod
    def rights(table: str) -> str:
        """What the application may do with `table`: append-only tables are read and added to, nothing else."""
        immutable = {m._meta.db_table for m in apps.get_models() if issubclass(m, ImmutableRecord)}
        if table in READ_ONLY:
            return "SELECT"
        return "SELECT, INSERT" if table in immutable else "SELECT, INSERT, UPDATE, DELETE"
