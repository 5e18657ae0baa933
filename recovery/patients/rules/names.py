"""Names as people search for them: lower case, without accents, single spaces."""

from __future__ import annotations

import unicodedata


def searchable(*names: str) -> str:
    """`names` joined for the trigram index: 'Núñez-Ortiz' becomes 'nunez ortiz'."""
    decomposed = unicodedata.normalize("NFKD", " ".join(names).casefold())
    letters = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.split())
