"""Every `migrate` adds the packets that come with the program, once their table is there."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.utils.timezone import now

from intake.screening.packets.actions import composing as actions
from intake.screening.packets.models import PacketDefinition


def install(*, using: str, **_: Any) -> None:
    """What `post_migrate` calls; nothing while the table is not there (a migration taken back)."""
    if PacketDefinition._meta.db_table in connections[using].introspection.table_names():
        actions.install_built_in(at=now(), using=using)
