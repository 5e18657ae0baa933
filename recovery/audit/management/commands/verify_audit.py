"""Prove that the audit trail is whole: every event fits the hash of the one before it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recovery.audit.models import AuditEvent
from recovery.audit.queries import broken_links


class Command(BaseCommand):
    help = "Check every link of the audit chains; exits 1 and names the broken ones when any is."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = broken_links()
        for chain, position in broken:
            self.stderr.write(f"chain {chain}, position {position}: does not fit")
        if broken:
            raise CommandError(f"{len(broken)} broken links")
        self.stdout.write(f"{AuditEvent.objects.count()} events, every link fits")
