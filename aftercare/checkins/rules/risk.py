"""CHECKIN: what a check-in says about risk, and who answers it how soon.  Source: clinical spec 5 and 1.15.

Four levels, the highest wins.  Absent answers do not fire.  Nothing here discharges, reports or locks anyone out.
The algorithm is a project default and not validated: alert volume and outcomes are to be watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aftercare.checkins.codes import Level
from aftercare.checkins.rules import questions
from aftercare.checkins.rules.cadence import daily_until, due_dates
from recovery.clinical.instruments.definition import Item, context_faults, faults, given
from recovery.clinical.instruments.result import INCONSISTENT, Result, Status, invalid
from recovery.core.findings import Finding, Rule, Severity

SOURCE = "project policy, not validated (clinical spec 5)"
EARLY_DAYS = 30  # days after discharge, inclusive, in which tolerance is lowest; clinical spec 5
CRAVING_HIGH = 7  # clinical spec 5
CRAVING_MODERATE = 4  # clinical spec 5; also the craving at which exposure becomes orange
CRAVING_RISE = 3  # points above the previous check-in; clinical spec 5
MOOD_POSITIVE = 3  # PHQ-2 total; clinical spec 5
LOW_CONFIDENCE = 4  # 0 to 10; clinical spec 5
POOR_SLEEP = 4  # nights; clinical spec 5
MOUD_MISSED_ORANGE = 2  # days; clinical spec 5
MOUD_MISSED_RED = 5  # days; clinical spec 5
CHECKINS_MISSED_ORANGE = 2  # in a row; clinical spec 5
CHECKINS_MISSED_MOST = 3  # in a row; clinical spec 5
SEDATIVES = ("alcohol", "sedative")  # clinical spec 1.15
OTHER_SUBSTANCES = ("stimulant", "cannabis", "other")  # clinical spec 1.15


RESPONSES: dict[Level, str] = {  # what staff do, in one sentence; clinical spec 5, column "Response"
    Level.RED: "Human contact within 1 hour in staffed hours, otherwise the on-call, 988 and 911 screen; C-SSRS; the "
    "tolerance warning; emergency contact if consent allows.",
    Level.ORANGE: "Call the same business day; visit within 72 hours.",
    Level.YELLOW: "Coping help in the app, and staff review within 72 hours.",
    Level.GREEN: "Praise, and the next check-in.",
}
_SEVERITIES = tuple(Severity)  # of the same rank as the level: a red one holds its task open until contact was made
DAILY_AFTER = frozenset({Level.RED, Level.ORANGE})  # levels that return check-ins to daily for 14 days


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A check-in judged: the result in the shape of an instrument's, and a finding for every flag, worst first.

    Each finding's facts hold `flag`, `level`, `response` and `value`; its message is the reason staff read.
    """

    result: Result
    findings: tuple[Finding, ...] = ()

    @property
    def status(self) -> Status:
        """Complete or invalid."""
        return self.result.status

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags, worst first."""
        return self.result.flags

    @property
    def level(self) -> Level | None:
        """The level; None when the answers were invalid."""
        return Level(self.result.band) if self.result.band else None

    def as_json(self) -> dict[str, Any]:
        """The result and its findings as they are stored."""
        return {**self.result.as_json(), "findings": [finding.as_json() for finding in self.findings]}


@dataclass(frozen=True, slots=True)
class _Raised:
    flag: str
    level: Level
    reason: str
    item: str


ANSWERS: tuple[Item, ...] = (
    questions.CRAVING,
    questions.USED,
    questions.RISKY_EXPOSURE,
    questions.CONFIDENCE,
    Item("phq2", "PHQ-2 total", kind="integer", low=0, high=6),
    questions.BAD_SLEEP_NIGHTS,
    questions.MISSED_MOUD_DAYS,
    questions.OVERDOSE,
    questions.SUICIDAL_THOUGHTS,
    questions.NALOXONE,
    Item("missed_checkins", "Check-ins missed in a row, filled in by the program", kind="integer", low=0),
)
CONTEXT: tuple[Item, ...] = (
    Item("days_since_discharge", "Days since discharge", kind="integer", low=0),
    Item("moud_active", "On medication for opioid use disorder", kind="boolean"),
    Item("previous_craving", "Craving at the check-in before", kind="integer", low=0, high=10),
)


def evaluate(answers: object, context: object = None) -> Evaluation:
    """Judge one check-in; never raises.

    `answers`: ids of `ANSWERS`, all optional.  `context`: ids of `CONTEXT`; unknown days or medication are taken as
    the riskier (early, none).
    """
    errors = faults(ANSWERS, answers, "answers") + context_faults(CONTEXT, context)
    if errors:
        return Evaluation(invalid(*errors))
    known, about = given(answers), given(context)
    raised = sorted(_raised(known, about), key=lambda each: -each.level.rank)
    level = raised[0].level if raised else Level.GREEN
    contradiction = (INCONSISTENT,) if _contradicts(known) else ()
    flags = tuple(each.flag for each in raised) + contradiction
    result = Result(Status.COMPLETE, band=level.value, flags=flags, extra={"answered": len(known)})
    return Evaluation(result, tuple(_finding(each, known) for each in raised))


def _raised(answers: Mapping[str, Any], context: Mapping[str, Any]) -> Iterator[_Raised]:
    early = context.get("days_since_discharge", 0) <= EARLY_DAYS
    yield from _safety(answers)
    yield from _use(answers.get("used", ()), riskier=early or not context.get("moud_active", False))
    yield from _craving(answers.get("craving"), context.get("previous_craving"))
    yield from _exposure(answers)
    yield from _feeling(answers)
    yield from _medication(answers.get("missed_moud_days", 0))
    yield from _contact(answers.get("missed_checkins", 0), early=early)


def _safety(answers: Mapping[str, Any]) -> Iterator[_Raised]:
    if answers.get("suicidal_thoughts"):
        yield _Raised("SUICIDE_POSITIVE", Level.RED, "Thoughts of suicide", "suicidal_thoughts")
    if answers.get("overdose_since_last"):
        yield _Raised("OVERDOSE_EVENT", Level.RED, "Overdose since the last check-in", "overdose_since_last")
    if answers.get("naloxone_at_home") is False:
        yield _Raised("NO_NALOXONE", Level.YELLOW, "No naloxone at home", "naloxone_at_home")


def _use(used: list[str] | tuple[str, ...], *, riskier: bool) -> Iterator[_Raised]:
    if "opioid" in used:
        yield _Raised("OPIOID_USE", Level.RED if riskier else Level.ORANGE, "Used opioids", "used")
    sedatives = [name for name in SEDATIVES if name in used]
    if sedatives:
        yield _Raised("SEDATIVE_USE", Level.ORANGE, f"Used {_listed(sedatives)}", "used")
    others = [name for name in OTHER_SUBSTANCES if name in used]
    if others:
        yield _Raised("OTHER_USE", Level.YELLOW, f"Used {_listed(others)}", "used")


def _craving(craving: int | None, previous: int | None) -> Iterator[_Raised]:
    if craving is None:
        return
    if craving >= CRAVING_HIGH:
        yield _Raised("CRAVING_GE_7", Level.ORANGE, f"Craving {craving}", "craving")
    elif craving >= CRAVING_MODERATE:
        yield _Raised("CRAVING_4_6", Level.YELLOW, f"Craving {craving}", "craving")
    if previous is not None and craving - previous >= CRAVING_RISE:
        yield _Raised("CRAVING_RISE_GE_3", Level.YELLOW, f"Craving up from {previous} to {craving}", "craving")


def _exposure(answers: Mapping[str, Any]) -> Iterator[_Raised]:
    if not answers.get("risky_exposure"):
        return
    craving = answers.get("craving", 0)
    if craving >= CRAVING_MODERATE:
        yield _Raised("RISKY_EXPOSURE", Level.ORANGE, f"Risky situation with craving {craving}", "risky_exposure")
    else:
        yield _Raised("RISKY_EXPOSURE", Level.YELLOW, "Was in a risky situation", "risky_exposure")


def _feeling(answers: Mapping[str, Any]) -> Iterator[_Raised]:
    mood, nights = answers.get("phq2", 0), answers.get("bad_sleep_nights", 0)
    confidence = answers.get("confidence")
    if mood >= MOOD_POSITIVE:
        yield _Raised("MOOD_POSITIVE", Level.ORANGE, f"Low mood, PHQ-2 {mood}", "phq2")
    if confidence is not None and confidence <= LOW_CONFIDENCE:
        yield _Raised("LOW_CONFIDENCE", Level.YELLOW, f"Confidence {confidence}", "confidence")
    if nights >= POOR_SLEEP:
        yield _Raised("POOR_SLEEP", Level.YELLOW, f"Slept badly {nights} nights", "bad_sleep_nights")


def _medication(days: int) -> Iterator[_Raised]:
    item = "missed_moud_days"
    if days >= MOUD_MISSED_RED:
        yield _Raised("MOUD_MISSED_GE_5", Level.RED, f"Missed {days} days of medication", item)
    elif days >= MOUD_MISSED_ORANGE:
        yield _Raised("MOUD_MISSED_2_4", Level.ORANGE, f"Missed {days} days of medication", item)
    elif days:
        yield _Raised("MOUD_MISSED_1", Level.YELLOW, "Missed 1 day of medication", item)


def _contact(missed: int, *, early: bool) -> Iterator[_Raised]:
    item = "missed_checkins"
    if missed >= CHECKINS_MISSED_MOST:
        level = Level.RED if early else Level.ORANGE
        yield _Raised("MISSED_CHECKIN_GE_3", level, f"Missed {missed} check-ins in a row", item)
    elif missed == CHECKINS_MISSED_ORANGE:
        yield _Raised("MISSED_CHECKIN_2", Level.ORANGE, "Missed 2 check-ins in a row", item)
    elif missed:
        yield _Raised("MISSED_CHECKIN_1", Level.YELLOW, "Missed 1 check-in", item)


def _contradicts(answers: Mapping[str, Any]) -> bool:
    """ "None of these" beside a substance: the substance counts, and someone asks again."""
    used = set(answers.get("used", ()))
    return "none" in used and used != {"none"}


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _finding(raised: _Raised, answers: Mapping[str, Any]) -> Finding:
    facts = {
        "flag": raised.flag,
        "level": raised.level.value,
        "response": RESPONSES[raised.level],
        "value": answers.get(raised.item),
    }
    return _RULE[raised.flag].finding(
        message=raised.reason, severity=_SEVERITIES[raised.level.rank], facts=facts, subject=raised.item
    )


RULES: tuple[Rule, ...] = tuple(
    Rule(
        flag,
        "CHECKIN",
        " or ".join(_SEVERITIES[level.rank] for level in levels),
        condition,
        RESPONSES[levels[0]],
        SOURCE,
    )
    for flag, levels, condition in (
        ("SUICIDE_POSITIVE", (Level.RED,), "suicidal thoughts"),
        ("OVERDOSE_EVENT", (Level.RED,), "overdose since the last check-in"),
        (
            "OPIOID_USE",
            (Level.RED, Level.ORANGE),
            "opioid use: red without MOUD or in the first 30 days, otherwise orange",
        ),
        ("MOUD_MISSED_GE_5", (Level.RED,), "medication missed 5 days or more"),
        (
            "MISSED_CHECKIN_GE_3",
            (Level.RED, Level.ORANGE),
            "3 or more check-ins missed in a row: red in the first 30 days, otherwise orange",
        ),
        ("SEDATIVE_USE", (Level.ORANGE,), "alcohol or sedative use"),
        ("CRAVING_GE_7", (Level.ORANGE,), "craving 7 or more"),
        (
            "RISKY_EXPOSURE",
            (Level.ORANGE, Level.YELLOW),
            "risky situation: orange with craving 4 or more, otherwise yellow",
        ),
        ("MOOD_POSITIVE", (Level.ORANGE,), "PHQ-2 3 or more"),
        ("MOUD_MISSED_2_4", (Level.ORANGE,), "medication missed 2 to 4 days"),
        ("MISSED_CHECKIN_2", (Level.ORANGE,), "2 check-ins missed in a row"),
        ("OTHER_USE", (Level.YELLOW,), "stimulant, cannabis or other drug use"),
        ("CRAVING_4_6", (Level.YELLOW,), "craving 4 to 6"),
        ("CRAVING_RISE_GE_3", (Level.YELLOW,), "craving 3 or more above the check-in before"),
        ("MOUD_MISSED_1", (Level.YELLOW,), "medication missed 1 day"),
        ("LOW_CONFIDENCE", (Level.YELLOW,), "confidence 4 or less"),
        ("POOR_SLEEP", (Level.YELLOW,), "4 or more bad nights"),
        ("MISSED_CHECKIN_1", (Level.YELLOW,), "1 check-in missed"),
        ("NO_NALOXONE", (Level.YELLOW,), "no naloxone at home"),
    )
)
_RULE: Mapping[str, Rule] = {rule.id: rule for rule in RULES}

__all__ = ["ANSWERS", "CONTEXT", "RULES", "Evaluation", "Level", "daily_until", "due_dates", "evaluate"]
