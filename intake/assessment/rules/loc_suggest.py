"""LOC_SUGGEST: the level of care that the six ratings point to, and why.

Own words and own algorithm.  The first line that matches decides: the ratings point to the least that is safe, never to
an average.  The result has the shape of an instrument's; a clinician may choose any level, and medication for opioid
use disorder is offered at every one.  Source: clinical spec 1.14, all of it project policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from recovery.clinical.instruments.definition import Item, faults, given
from recovery.clinical.instruments.result import INVALID_INPUT, Result, Status, incomplete
from recovery.core.findings import Finding, Rule, Severity
from recovery.programs.rules import LEVELS, SOURCE

GROUP = "LOC_SUGGEST"
VERSION = "1.0"
NONE, MILD, MODERATE, HIGH, DANGER = range(5)  # clinical spec 1.14, ratings of d1 to d5
RATED = ("d1", "d2", "d3", "d4", "d5")
BARRIERS = "d6"
SHORT: Mapping[str, str] = {
    "d1": "withdrawal and addiction medication",
    "d2": "physical health",
    "d3": "mental health and thinking",
    "d4": "risk of use",
    "d5": "surroundings",
}
WORDS = ("none", "mild", "moderate", "high", "imminent danger")
EMERGENT, CO_OCCURRING, PERSON_CENTERED = "EMERGENT", "CO_OCCURRING_ENHANCED", "PERSON_CENTERED_REVIEW"
FLAGS: Mapping[str, str] = {  # clinical spec 1.15
    EMERGENT: "Imminent danger in withdrawal, physical or mental health: hospital care now, 911 when life is in danger.",
    CO_OCCURRING: "Mental health is rated moderate or more: choose a program that treats it together with opioid use disorder.",
    PERSON_CENTERED: "There are barriers or preferences: go through them with the person. They never change the level.",
}
MOUD = "Medication for opioid use disorder is offered at every level of care. No other treatment has to be tried first."

Ratings = Mapping[str, int]
_ITEMS = tuple(Item(name, SHORT[name], kind="integer", low=NONE, high=DANGER) for name in RATED)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the algorithm: the ratings that make it match, none when it does not, and the level it points to."""

    rule: Rule
    level: str
    matched_by: Callable[[Ratings], tuple[str, ...]]
    always: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A result with its reasoning: the line that matched (None without a band), and the ratings it matched by, in words."""

    result: Result
    line: Line | None = None
    because: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """The code of the level, "" without one."""
        return self.result.band or ""

    @property
    def label(self) -> str:
        return LEVELS[self.level].label if self.level else ""

    @property
    def meaning(self) -> str:
        return LEVELS[self.level].meaning if self.level else ""

    @property
    def is_emergent(self) -> bool:
        return EMERGENT in self.result.flags

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the flags ask for, the gravest first."""
        return tuple(rule.finding() for flag, rule in FLAG_RULES.items() if flag in self.result.flags)


def score(answers: object, context: object = None) -> Result:
    """The result for any answers whatever: d1 to d5 integers 0 to 4, d6 a list of texts; never raises."""
    return suggest(answers).result


def suggest(answers: object) -> Suggestion:
    """The result with the reasoning."""
    wrong = _faults(answers)
    if wrong:
        return Suggestion(Result(Status.INVALID, flags=(INVALID_INPUT,), errors=wrong))
    known = given(answers)
    flags = _flags(known)
    missing = tuple(name for name in RATED if name not in known)
    if missing:
        return Suggestion(incomplete(missing, flags))
    for line in LINES:
        names = line.matched_by(known)
        if names or line.always:
            return Suggestion(Result(Status.COMPLETE, band=line.level, flags=flags), line, _said(names, known))
    raise AssertionError("The last line always matches.")


def said(name: str, rating: int) -> str:
    """ "Risk of use is rated 3, high"."""
    return f"{SHORT[name].capitalize()} is rated {rating}, {WORDS[rating]}"


def _said(names: tuple[str, ...], known: Ratings) -> tuple[str, ...]:
    return tuple(said(name, known[name]) for name in names) or ("All five are rated 0, none",)


def _faults(answers: object) -> tuple[str, ...]:
    if not isinstance(answers, Mapping):
        return ("answers",)
    rated = {name: value for name, value in answers.items() if name != BARRIERS}
    wrong = faults(_ITEMS, rated, "answers")
    return tuple(sorted({*wrong, *(() if _is_list_of_texts(answers.get(BARRIERS)) else (BARRIERS,))}))


def _is_list_of_texts(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, (list, tuple)) and all(isinstance(each, str) and each.strip() for each in value)


def _flags(known: Mapping[str, Any]) -> tuple[str, ...]:
    """Read from what is rated so far, so that danger shows before the form is finished; clinical spec 0.1."""
    raised = (
        (EMERGENT, any(known.get(name) == DANGER for name in ("d1", "d2", "d3"))),
        (CO_OCCURRING, known.get("d3", NONE) >= MODERATE),
        (PERSON_CENTERED, bool(known.get(BARRIERS))),
    )
    return tuple(flag for flag, is_raised in raised if is_raised)


def _at(low: int, *names: str, exactly: bool = False) -> Callable[[Ratings], tuple[str, ...]]:
    """Matched by those of `names` rated `low` or more, or exactly that."""
    return lambda known: tuple(name for name in names if known[name] == low or (known[name] > low and not exactly))


def _clinical_structure(known: Ratings) -> tuple[str, ...]:
    """d3 = 3, or d4 = 4, or d5 = 4, or both d4 and d5 at 3 or more."""
    single = tuple(name for name, low in (("d3", HIGH), ("d4", DANGER), ("d5", DANGER)) if known[name] >= low)
    both = ("d4", "d5") if known["d4"] >= HIGH and known["d5"] >= HIGH else ()
    return tuple(name for name in RATED if name in {*single, *both})


def _medical(known: Ratings) -> tuple[str, ...]:
    return _at(MODERATE, "d1", "d2")(known)


def _medical_and_more(known: Ratings) -> tuple[str, ...]:
    medical, more = _medical(known), _at(MODERATE, "d3", "d4", "d5")(known)
    return (*medical, *more) if medical and more else ()


def _line(number: str, level: str, matched_by: Callable[[Ratings], tuple[str, ...]], condition: str) -> Line:
    rule = Rule(
        f"LOC-{number}", GROUP, Severity.ADVISORY, condition, f"{LEVELS[level].label}: {LEVELS[level].meaning}", SOURCE
    )
    return Line(rule, level, matched_by, always=number == "9")


LINES: tuple[Line, ...] = (  # the first that matches decides; clinical spec 1.14, 1 to 9
    _line("1", "hospital_inpatient", _at(DANGER, "d1", "d2", "d3"), "any of d1, d2, d3 = 4"),
    _line("2", "residential_medically_managed", _at(HIGH, "d1", "d2"), "d1 or d2 = 3"),
    _line(
        "3",
        "residential_clinically_managed_high",
        _clinical_structure,
        "d3 = 3, or d4 = 4, or d5 = 4, or d4 and d5 both 3 or more",
    ),
    _line("4", "recovery_residence_plus_iop", _at(HIGH, "d5"), "d5 = 3"),
    _line("5", "high_intensity_outpatient", _at(HIGH, "d4"), "d4 = 3"),
    _line("6a", "medically_managed_iop", _medical_and_more, "d1 or d2 = 2, and any of d3, d4, d5 = 2 or more"),
    _line("6b", "medically_managed_outpatient", _medical, "d1 or d2 = 2, and none of d3, d4, d5 is 2 or more"),
    _line("7", "intensive_outpatient", _at(MODERATE, *RATED), "any = 2"),
    _line("8", "outpatient", _at(MILD, *RATED), "any = 1"),
    _line("9", "remission_monitoring", lambda known: (), "all five are 0"),
)
FLAG_RULES: Mapping[str, Rule] = {
    EMERGENT: Rule(
        "LOC-EMERGENT", GROUP, Severity.HARD_STOP, "any of d1, d2, d3 = 4",
        "This person is in imminent danger. Stay with them, call the prescriber now and arrange hospital care; call 911 when "
        "life is in danger.",
        SOURCE, escalation="hospital_now_or_911",
    ),
    CO_OCCURRING: Rule("LOC-CO-OCCURRING", GROUP, Severity.ADVISORY, "d3 = 2 or more", FLAGS[CO_OCCURRING], SOURCE),
    PERSON_CENTERED: Rule("LOC-PERSON", GROUP, Severity.ADVISORY, "d6 names a barrier or preference", FLAGS[PERSON_CENTERED], SOURCE),
}  # fmt: skip
RULES: tuple[Rule, ...] = (*(line.rule for line in LINES), *FLAG_RULES.values())
