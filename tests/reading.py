"""How hard a text is to read: the Flesch-Kincaid grade, with syllables counted by hyphenation."""

import re

from pyphen import Pyphen

HYPHENS = Pyphen(lang="en_US")


def grade(text: str) -> float:
    """US school grade.  Source: Kincaid and others 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [part for part in re.split(r"[.?:]+\s*", text) if part.strip()]
    words = re.findall(r"[A-Za-z’'-]+", text)
    syllables = sum(len(HYPHENS.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
