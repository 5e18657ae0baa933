"""The names of the symbols in `static/icons.svg`; a test holds the two together."""

# fmt: off
ICONS = frozenset([
    "allergy", "arrow", "bolt", "bulb", "cal", "chat", "check", "clock", "down", "exit", "file", "flag", "gear",
    "globe", "half", "heart", "help", "home", "info", "leaf", "left", "link", "lock", "mark", "menu", "ok", "pen",
    "people", "person", "phone", "pill", "pin", "plan", "plus", "print", "pulse", "report", "right", "search",
    "shield", "sign", "spray", "stop", "tablet", "today", "todo", "warn", "watch", "x",
])
# fmt: on
