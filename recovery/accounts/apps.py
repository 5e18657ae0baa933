from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "recovery.accounts"

    def ready(self) -> None:
        from recovery.accounts import signals  # noqa: F401  signing in and out is audited
