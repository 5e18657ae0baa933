"""What a person reads after a check-in: kind, plain, tied to what they told.  Grade 6 to 8; no blame, no names."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from aftercare.checkins.codes import Level
from aftercare.checkins.models import CheckIn, CheckInResponse

# After these the body is used to less: the warning is shown.  Clinical spec 2.15, TOL events.
TOLERANCE_FLAGS = frozenset({"OPIOID_USE", "OVERDOSE_EVENT", "MOUD_MISSED_GE_5"})
DANGER_FLAGS = frozenset({"SUICIDE_POSITIVE", "OVERDOSE_EVENT"})
NO_KIT = "NO_NALOXONE"


@dataclass(frozen=True, slots=True)
class After:
    """The page after a check-in, in words."""

    greeting: str
    sentence: str
    what_next: str
    danger: bool  # the crisis numbers come before anything else
    tolerance: bool
    no_naloxone: bool
    high: bool  # red or orange: the help tile says more


def after(response: CheckInResponse, following: CheckIn | None) -> After:
    """The words for this response; `following` is the next check-in, if one is planned."""
    flags, level = set(response.flags), Level(response.level)
    return After(
        greeting=_("Thank you for checking in") if level is Level.GREEN else _("Thank you for telling us"),
        sentence=_sentence(flags, response),
        what_next=_next(level, response, following),
        danger=bool(flags & DANGER_FLAGS),
        tolerance=bool(flags & TOLERANCE_FLAGS),
        no_naloxone=NO_KIT in flags,
        high=level in (Level.RED, Level.ORANGE),
    )


def _sentence(flags: set[str], response: CheckInResponse) -> str:
    sentences = {
        "SUICIDE_POSITIVE": _("You told us something that is hard to say. You do not have to carry it alone."),
        "OVERDOSE_EVENT": _("We are glad you are here. What happened matters, and so do you."),
        "OPIOID_USE": _("Using again does not undo what you have built. Telling us is a strong step."),
        "SEDATIVE_USE": _("Thank you for saying so. It does not undo what you have built."),
        "MOUD_MISSED_GE_5": _("Missed days happen. The sooner you start again, the safer you are."),
        "CRAVING_GE_7": _(
            "A strong craving is hard to sit with. Cravings rise, peak and pass, most within half an hour."
        ),
        "RISKY_EXPOSURE": _("Being near people, places or things from before is hard. You noticed it, and that helps."),
        "MOOD_POSITIVE": _("Low days are heavy. They are part of recovery for many people, and they can be treated."),
        "MOUD_MISSED_2_4": _("Missed days happen. The sooner you start again, the safer you are."),
        "OTHER_USE": _("Thank you for saying so. It does not undo what you have built."),
        "CRAVING_4_6": _("Cravings rise, peak and pass, most within half an hour."),
        "MOUD_MISSED_1": _("One missed day happens. Take the next one at your usual time."),
        "LOW_CONFIDENCE": _("Doubt is part of the way. One day at a time is enough."),
        "POOR_SLEEP": _("Bad nights make everything harder. Your team can help with sleep."),
    }  # the gravest first, as the rules list them
    found = next((words for flag, words in sentences.items() if flag in flags), "")
    return found or (
        _("Every check-in is a step. Keep going at your own pace.")
        if flags
        else _("You are doing the work, day by day.")
    )


def _next(level: Level, response: CheckInResponse, following: CheckIn | None) -> str:
    if level is Level.RED:
        return _(
            "A person will contact you: within one hour while we are open. If we are closed or you cannot wait, call 988 or 911."
        )
    if level is Level.ORANGE and response.respond_by:
        zone = ZoneInfo(response.check_in.episode.patient.time_zone)
        when = date_format(response.respond_by.astimezone(zone), _("l, g:i A"))
        return _("A person will call you before %(when)s.") % {"when": when}
    if level is Level.YELLOW:
        return _("Somebody on your team looks at this within three days.")
    if following:
        return _("Your next check-in is on %(day)s.") % {"day": date_format(following.local_date, _("l, F j"))}
    return _("You can check in again whenever you like.")
