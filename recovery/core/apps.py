from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "recovery.core"

    def ready(self) -> None:
        from recovery import celery  # noqa: F401  tasks find the application's broker, not the library's default
        from recovery.core import checks  # noqa: F401  registers the start-up checks
