from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "recovery.rulebook"
