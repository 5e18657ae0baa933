"""Telephone numbers as people write them, kept as E.164."""

from __future__ import annotations

import phonenumbers

HOME = "US"  # the country of a number written without one


def e164(written: str) -> str | None:
    """ "(212) 555-0177" as "+12125550177"; None when it cannot be a telephone number."""
    try:
        number = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable(number: str) -> str:
    """ "+12125550177" as "(212) 555-0177"; other countries keep their code."""
    try:
        parsed = phonenumbers.parse(number, HOME)
    except phonenumbers.NumberParseException:
        return number
    home = parsed.country_code == phonenumbers.country_code_for_region(HOME)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)
