from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models.signals import post_migrate


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from intake.screening.own import signals  # noqa: F401  connects the receivers when the program starts
        from intake.screening.packets.actions.installing import install

        post_migrate.connect(install, sender=self, dispatch_uid="built-in-packets")


@register(Tags.security)
def known_packs(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A content pack that is misspelled would silently not be offered."""
    from intake.screening.offer import PACKS, unknown_packs

    return [
        Error(
            f"INSTRUMENT_PACKS names {pack}, which is no content pack.",
            hint=f"Known packs: {', '.join(sorted(PACKS))}.",
            id="intake.E001",
        )
        for pack in unknown_packs()
    ]
