"""Times and numbers as a person reads them, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime

import phonenumbers
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

UNBROKEN = "\N{NO-BREAK SPACE}"
NOON, EVENING = 12, 18  # hours at which the greeting changes
NAMED_DAYS = 7  # a weekday's name alone is clear for less than a week


def greeting(local: datetime, name: str) -> str:
    """ "Good afternoon, Marc" by the clock where the person is."""
    if local.hour < NOON:
        return _("Good morning, %(name)s") % {"name": name}
    if local.hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def clock(local: datetime) -> str:
    """ "4:30 pm"."""
    half = _("am") if local.hour < NOON else _("pm")
    return f"{local.hour % 12 or 12}:{local:%M} {half}".replace(" ", UNBROKEN)


def day(then: date) -> str:
    """ "November 24"; "24 de noviembre"."""
    return date_format(then, "MONTH_DAY_FORMAT")


def soon(local: datetime, today: date) -> str:
    """ "Today 4:30 pm", "Tuesday 10:00 am", and the full day when it is a week away or more."""
    away = (local.date() - today).days
    if away == 0:
        return _("Today %(time)s") % {"time": clock(local)}
    if away == 1:
        return _("Tomorrow %(time)s") % {"time": clock(local)}
    if 1 < away < NAMED_DAYS:
        return f"{capfirst(date_format(local, 'l'))} {clock(local)}"
    return on(local)


def on(local: datetime) -> str:
    """ "Tuesday, November 24, 10:00 am": for paper, where "today" would be wrong tomorrow."""
    return f"{capfirst(date_format(local, 'l'))}, {day(local.date())}, {clock(local)}"


def phone(number: str) -> str:
    """An E.164 number as people here write it: "(212) 555-0177"; anything else as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    home = parsed.country_code == 1
    kind = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, kind)


def dialled(number: str) -> str:
    """A number as a tel: link dials it: digits and a leading plus."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")
