from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from intake.screening.own import signals  # noqa: F401  connects the receivers when the program starts
        from intake.screening.packets.installing import install

        post_migrate.connect(install, sender=self, dispatch_uid="built-in-packets")
