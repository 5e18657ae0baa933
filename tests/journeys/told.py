"""What the timeline tells at the end of the journey, and the pages that are looked at once more."""

from tests.cast import PASSWORD as STAFF_PASSWORD

STAFF_PAGES = (
    "home with somebody at risk", "chart in aftercare", "timeline", "plan before signing", "plan details", "revision",
    "aftercare plan given", "visits", "check-in schedule", "check-in",
)  # fmt: skip
PATIENT_PAGES = ("my day", "my plan")
STORY = [  # the newest first, as the timeline has it
    "Check-in acknowledged",
    "Check-in answered",
    "Reminder delivered by text message",
    "Reminder sent by e-mail",
    "Moved to aftercare",
    "Aftercare plan given",
    "COWS 9",
    "COWS 14",
    "Withdrawal monitoring started",
    "Moved to treatment",
    "Treatment plan signed, version 1",
    "Naloxone: kit given",
    "Short intake packet submitted",
    "Columbia-Suicide Severity Rating Scale, screener answered",
    "Patient Health Questionnaire (PHQ-9) answered",
    "Craving answered",
    "Opioid use disorder criteria answered",
    "Clinical Opiate Withdrawal Scale answered",
    "Moved to intake",
    "Short intake packet started",
    "Episode of care opened",
]


def look_again(visitor, seen, names, email, password=STAFF_PASSWORD):
    """The main pages in other colours and at other widths: none is wider than its screen."""
    visitor.sign_in(email, password)
    variant = " ".join([*visitor.options.values(), *(["phone"] if visitor.phone else [])])
    for name in names:
        visitor.open(seen[name])
        visitor.look(f"{name}, {variant}".strip())
        width, room = visitor.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= room, f"{name}, {variant}, is {width} px wide in {room}"
    visitor.leave()
