"""Spanish for what patients read: `python -m recovery.core.messages` (make messages).

Collects every marked text into recovery/locale/es/LC_MESSAGES/django.po where gettext's xgettext is installed, then compiles
the .mo with polib, so that setting up needs no gettext.  Both files are committed; a test holds them together.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import polib

from recovery.env import BASE

LOCALE = BASE / "recovery" / "locale" / "es" / "LC_MESSAGES"
PO, MO = LOCALE / "django.po", LOCALE / "django.mo"
PASSED_BY = [".venv", ".local", "tests", "staticfiles", "static", "docs", "templates/core", "recovery/core/gallery.py"]
CHANGES_EACH_TIME = ("POT-Creation-Date", "PO-Revision-Date")  # a run without new texts changes nothing


def collect() -> None:
    """Bring new texts into the .po, with nothing guessed; texts no longer used go."""
    import django
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    class Collect(Command):
        msgmerge_options = ["-q", "--backup=none", "--no-fuzzy-matching", "--update"]

    django.setup()
    os.chdir(BASE)
    call_command(
        Collect(),
        locale=["es"],
        ignore_patterns=PASSED_BY,
        add_location="file",
        no_obsolete=True,
        no_wrap=True,
        verbosity=0,
    )
    texts = polib.pofile(str(PO), wrapwidth=0)
    for name in CHANGES_EACH_TIME:
        texts.metadata.pop(name, None)
    texts.save(str(PO))


def compiled(po: Path) -> bytes:
    """What the texts of `po` compile to."""
    binary: bytes = polib.pofile(str(po)).to_binary()
    return binary


def untranslated(po: Path) -> list[str]:
    """The texts of `po` that have no Spanish, or only a guess."""
    texts = polib.pofile(str(po))
    return [entry.msgid for entry in texts if not entry.obsolete and (not entry.translated() or entry.fuzzy)]


def main() -> int:
    """Collect, compile, and say what still needs a translator; 1 while something does."""
    if shutil.which("xgettext"):
        collect()
    MO.write_bytes(compiled(PO))
    missing = untranslated(PO)
    for text in missing:
        sys.stdout.write(f"no Spanish yet: {text}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recovery.settings")
    sys.exit(main())
