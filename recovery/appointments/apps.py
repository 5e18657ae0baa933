from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "recovery.appointments"
