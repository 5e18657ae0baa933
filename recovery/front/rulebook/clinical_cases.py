"""Worked cases against the installed rules: how a medical director checks a rule pack.

A case is `{id, instrument, answers, context?, expect}` or `{id, rule, facts, expect}`; only the keys in `expect` are
compared, flags and other lists of ids as sets.  Nothing in a case file can stop the run.  Source: clinical spec 9.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aftercare.checkins import rules as checkins
from intake.assessment.rules import loc_suggest, otp_clock
from recovery.clinical import instruments
from recovery.clinical.instruments.taps2 import score_substance
from recovery.core.findings import Finding, Severity, headline
from treatment.detox.rules import emergency
from treatment.naloxone import rules as naloxone
from treatment.plans import rules as plans

Case = Mapping[str, Any]
Observed = dict[str, Any]
Adapter = Callable[[Case], Observed]

# Keys an expectation may name even where a group reports nothing under them; golden file, conventions.
KNOWN_KEYS = frozenset(
    {"status", "score", "band", "flags", "missing", "errors", "severity", "rule_id", "all", "escalation"}
    | {"subscores", "objective_signs", "possible", "icd10", "max_dose_mg", "limit_days", "daily_cap_mg"}
    | {"payouts", "total", "draws", "total_draws", "cls"}
)
SETS = frozenset({"flags", "missing", "errors", "all"})  # lists whose order says nothing


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One key that came out otherwise than expected."""

    key: str
    expected: Any
    observed: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case judged; `reason` says why it failed, in words."""

    case_id: str
    group: str
    ok: bool
    mismatches: tuple[Mismatch, ...] = ()
    reason: str = ""


def of_result(result: instruments.Result) -> Observed:
    """An instrument's result as an expectation names it."""
    stored = result.as_json()
    return {**stored.pop("extra"), **stored}


def of_findings(findings: Iterable[Finding]) -> Observed:
    """A rule group's findings as an expectation names them: the headline, and the ids of all."""
    found = list(findings)
    worst = headline(found)
    return {
        "severity": worst.severity.value if worst else Severity.NONE.value,
        "rule_id": worst.rule_id if worst else None,
        "escalation": (worst.escalation or None) if worst else None,
        "all": list(dict.fromkeys(finding.rule_id for finding in found)),
    }


def of_rule(evaluate: Callable[[Any], Iterable[Finding]]) -> Adapter:
    """The adapter of a rule group that reads the facts as they stand."""
    return lambda case: of_findings(evaluate(case.get("facts")))


def _of_instrument(instrument: instruments.Instrument) -> Adapter:
    return lambda case: of_result(instrument.score(case.get("answers"), case.get("context")))


def _of_taps2(case: Case) -> Observed:
    """TAPS-2 cases are about one substance each; the instrument scores every substance so."""
    return of_result(score_substance(case.get("answers")))


def _of_checkin(case: Case) -> Observed:
    return of_result(checkins.evaluate(case.get("answers"), case.get("context")).result)


def _of_plan(case: Case) -> Observed:
    facts = case.get("facts")
    return of_findings(plans.evaluate(facts.get("plan") if isinstance(facts, Mapping) else None))


def _of_clocks(case: Case) -> Observed:
    clocks = otp_clock.judge(case.get("facts"))
    return {**of_findings(clocks.findings), **clocks.as_json()}


GROUPS: Mapping[str, Adapter] = {
    **{code: _of_instrument(instrument) for code, instrument in instruments.INSTRUMENTS.items()},
    "BAM-IOP": _of_instrument(instruments.get("BAMIOP")),
    "TAPS2": _of_taps2,
    "CHECKIN": _of_checkin,
    "LOC_SUGGEST": lambda case: of_result(loc_suggest.score(case.get("answers"), case.get("context"))),
    "OTP-CLOCK": _of_clocks,
    "CAREPLAN": _of_plan,
    "NALOXONE": of_rule(naloxone.evaluate),
    "EMERGENCY": of_rule(emergency.evaluate),
}


def cases_in(document: object) -> list[Any]:
    """The cases of a parsed case file: a list, or a mapping with a list under "cases"; ValueError otherwise."""
    cases = document.get("cases") if isinstance(document, Mapping) else document
    if not isinstance(cases, list):
        raise ValueError('a case file is a list of cases, or an object with a list under "cases"')
    return cases


def run(cases: Iterable[Any], groups: Iterable[str] | None = None) -> list[Outcome]:
    """Judge every case, or only those of the named groups; a case that cannot be read fails and says why."""
    wanted = None if groups is None else set(groups)
    return [judge(case, place) for place, case in enumerate(cases, start=1) if wanted is None or _group(case) in wanted]


def judge(case: Any, place: int = 0) -> Outcome:
    """One case judged; `place` names it when it has no id."""
    group = _group(case)
    case_id = case.get("id") if isinstance(case, Mapping) else None
    name = case_id if isinstance(case_id, str) and case_id else f"case {place}"
    fault = _fault(case, group)
    if fault:
        return Outcome(name, group, ok=False, reason=fault)
    try:
        observed = GROUPS[group](case)
    except Exception as error:  # a rule that breaks must fail its case and let the others run
        return Outcome(name, group, ok=False, reason=f"{group} raised {type(error).__name__}: {error}")
    mismatches = compare(case["expect"], observed)
    reason = "; ".join(f"{m.key}: expected {m.expected!r}, got {m.observed!r}" for m in mismatches)
    return Outcome(name, group, ok=not mismatches, mismatches=mismatches, reason=reason)


def compare(expect: Mapping[str, Any], observed: Mapping[str, Any]) -> tuple[Mismatch, ...]:
    """The expected keys that came out otherwise; a key that nobody knows is one too."""
    return tuple(
        Mismatch(key, value, observed.get(key))
        for key, value in expect.items()
        if (key not in observed and key not in KNOWN_KEYS) or not _equal(key, value, observed.get(key))
    )


def _group(case: Any) -> str:
    if not isinstance(case, Mapping):
        return ""
    group = case.get("instrument") or case.get("rule")
    return group if isinstance(group, str) else ""


def _fault(case: Any, group: str) -> str:
    """Why a case cannot be judged; empty when it can."""
    if not isinstance(case, Mapping):
        return "malformed: a case is an object"
    given = "answers" if "instrument" in case else "facts"
    checks = (
        (isinstance(case.get("id"), str) and case["id"], "malformed: no id"),
        (not ("instrument" in case and "rule" in case), "malformed: both an instrument and a rule"),
        (group, "malformed: neither an instrument nor a rule"),
        (given in case, f"malformed: no {given}"),
        (isinstance(case.get("expect"), Mapping), "malformed: no expect"),
        (case.get("expect"), "malformed: expects nothing"),
        (group in GROUPS, "unknown group"),
    )
    return next((why for holds, why in checks if not holds), "")


def _equal(key: str, expected: Any, observed: Any) -> bool:
    """Equality as case files mean it: some lists as sets, 3 equals 3.0, true is not 1."""
    if key in SETS and isinstance(expected, list) and isinstance(observed, list):
        return {_key(each) for each in expected} == {_key(each) for each in observed}
    if isinstance(expected, bool) or isinstance(observed, bool):
        return expected is observed
    return bool(expected == observed)


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
