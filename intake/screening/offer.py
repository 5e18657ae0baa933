"""Which instruments this center offers: all but those of content packs that it has not switched on.

What is not offered is still installed, so that answers given earlier stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from recovery.clinical.instruments import INSTRUMENTS, Instrument

PACKS = frozenset(each.pack for each in INSTRUMENTS.values() if each.pack)


def offered() -> Mapping[str, Instrument]:
    """The instruments that may be asked now, by code."""
    return {code: each for code, each in INSTRUMENTS.items() if is_offered(code)}


def is_offered(code: str) -> bool:
    """Whether that instrument may be asked now; False for one that is not installed."""
    instrument = INSTRUMENTS.get(code)
    return instrument is not None and (not instrument.pack or instrument.pack in settings.INSTRUMENT_PACKS)


def unknown_packs() -> list[str]:
    """What INSTRUMENT_PACKS names and no instrument belongs to."""
    return sorted(set(settings.INSTRUMENT_PACKS) - PACKS)
