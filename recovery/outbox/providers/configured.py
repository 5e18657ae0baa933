"""The providers that this center has."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from recovery.outbox.providers.base import Provider
from recovery.outbox.providers.mail import Mail
from recovery.outbox.providers.sms import HttpSms
from recovery.patients.codes import Channel


def by_channel() -> Mapping[str, Provider]:
    """The provider of each channel that has one."""
    carriers: list[Provider] = [Mail()]
    if settings.SMS.url:
        carriers.append(HttpSms(settings.SMS))
    return {carrier.channel: carrier for carrier in carriers}


def configured_channels() -> list[str]:
    """The channels a message can take at all."""
    return [Channel.EMAIL, *([Channel.SMS] if settings.SMS.url else [])]
