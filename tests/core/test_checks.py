"""Unsafe settings stop the start, each with a sentence that says what to change."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from recovery.core.checks import refuse_unsafe_settings, role_owns_nothing, safe_settings
from recovery.env import Sms


def test_the_settings_of_the_tests_are_safe():
    assert safe_settings(None) == []


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("DEBUG", True, "E001"),
        ("SECRET_KEY", "short", "E002"),
        ("SECRET_KEY", "a" * 80, "E002"),
        ("ALLOWED_HOSTS", ["*"], "E003"),
        ("PUBLIC_URL", "http://recovery.example.org", "E004"),
        ("DATABASES", {"default": {"ATOMIC_REQUESTS": False}}, "E005"),
        ("CELERY_TASK_ALWAYS_EAGER", True, "E006"),
        ("SMS", Sms(url="https://sms.example.org", token="t", signing_secret="", dedupe_seconds=0), "E007"),
    ],
)
def test_an_unsafe_setting_is_refused(settings, name, value, number):
    settings.ADDRESS_KEY = "a key of its own"
    setattr(settings, name, value)
    assert [error.id for error in safe_settings(None)] == [f"recovery.{number}"]


def test_the_demo_is_refused_on_a_public_address(settings):
    settings.DEMO, settings.PUBLIC_URL = True, "https://recovery.example.org"
    settings.ADDRESS_KEY = "a key of its own"
    assert [error.id for error in safe_settings(None)] == ["recovery.E008"]


def test_a_public_site_keeps_its_opt_outs_under_a_key_of_their_own(settings):
    settings.PUBLIC_URL = "https://recovery.example.org"
    assert [error.id for error in safe_settings(None)] == ["recovery.E009"]


def test_the_start_stops_with_what_to_change(settings):
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(ImproperlyConfigured, match="Name the hosts"):
        refuse_unsafe_settings()


def test_the_role_of_the_application_passes(db):
    assert role_owns_nothing(["default"]) == []
