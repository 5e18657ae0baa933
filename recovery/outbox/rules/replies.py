"""What a person's answer to a text message asks for.  Pure."""

from __future__ import annotations

# Words that say STOP, alone in a message.  Source: clinical spec 7.3 (TCPA), and their Spanish like.
STOP_WORDS = frozenset(
    {"stop", "stopall", "quit", "end", "revoke", "optout", "cancel", "unsubscribe", "alto", "parar", "cancelar"}
)
START_WORDS = frozenset({"start", "unstop", "optin", "empezar"})
# Longer wording counts where it begins with one of these: "stop texting me", "please stop".
STOP_BEGINNINGS = ("stop", "please stop", "opt out", "unsubscribe", "do not text", "don't text", "dont text", "no more")


def meaning(text: str) -> str:
    """What `text` asks for: "stop", "start" or nothing; any reasonable wording of STOP counts, and the doubt is decided for silence."""
    words = " ".join(text.casefold().replace("’", "'").split()).strip(" .!\"'")
    alone = "".join(letter for letter in words if letter.isalpha())
    if alone in START_WORDS:
        return "start"
    if alone in STOP_WORDS or words.startswith(STOP_BEGINNINGS):
        return "stop"
    return ""
