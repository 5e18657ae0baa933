from django.apps import AppConfig


class AftercareConfig(AppConfig):
    name = "aftercare"

    def ready(self) -> None:
        from aftercare.reminders import receivers  # noqa: F401  # connects the outbox to what asks to be told
