"""REGISTRATION: what the history asks for at once.  Pure: facts in, findings out.

Sources: clinical spec 2.12 (PREG) and 1.11 (the C-SSRS after every overdose); the seven days are this center's policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from intake.registration.codes import Answer, PregnancyStatus
from intake.registration.content import Medicines, Overdose, Overdoses, Pregnancy, Substances
from recovery.clinical.redflags.rules import PREG_01, pregnancy_with_withdrawal
from recovery.core.findings import Finding, Rule, Severity

GROUP, PREGNANCY = "REGISTRATION", PREG_01.group
RECENT_OVERDOSE = 7  # days, inclusive, in which an overdose is asked about at once; policy
PREG_SOURCE = "ASAM and ACOG guidance, general clinical knowledge (clinical spec 2.12)"
OVERDOSE_SOURCE = "C-SSRS after every overdose (clinical spec 1.11); naloxone after an overdose (clinical spec 2.15)"

PREG_04 = Rule(
    "PREG-04",
    PREGNANCY,
    Severity.ADVISORY,
    "could be pregnant, not tested",
    "Could be pregnant and is not tested. Offer a test today, before any medicine is chosen.",
    PREG_SOURCE,
)
OVERDOSE_01 = Rule(
    "OVERDOSE-01",
    GROUP,
    Severity.OVERRIDE,
    "an overdose within 7 days",
    "An overdose may lie within 7 days. Ask the C-SSRS before the visit ends, and give a naloxone kit today.",
    OVERDOSE_SOURCE,
)
OVERDOSE_02 = Rule(
    "OVERDOSE-02",
    GROUP,
    Severity.OVERRIDE,
    "an earlier overdose on purpose",
    "An overdose was on purpose. It counts as suicidal behavior: ask the C-SSRS before the visit ends.",
    OVERDOSE_SOURCE,
)
RULES: tuple[Rule, ...] = (PREG_04, OVERDOSE_01, OVERDOSE_02)  # PREG-01 is a rule of recovery.clinical.redflags
# Which sections each rule reads: answering one of them is what raises it.
READS = {
    "PREG-01": ("pregnancy", "substances", "medicines"),
    "PREG-04": ("pregnancy",),
    "OVERDOSE-01": ("overdoses",),
    "OVERDOSE-02": ("overdoses",),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules read; None is not known.  Days are whole days before today."""

    pregnancy: str | None = None  # a PregnancyStatus
    withdrawal_now: bool | None = None  # as the person says
    cows: int | None = None  # the newest totals, None when not taken lately
    sows: int | None = None
    takes_moud: bool | None = None
    days_since_overdose: int | None = None  # the fewest that it may be
    overdose_on_purpose: bool | None = None


def evaluate(facts: Facts) -> list[Finding]:
    """PREG-01, then the findings in the order of `RULES`; an unknown medication counts as none, as the safer reading."""
    days = facts.days_since_overdose
    fired = (
        (PREG_04, facts.pregnancy == PregnancyStatus.UNTESTED.value),
        (OVERDOSE_01, days is not None and days <= RECENT_OVERDOSE),
        (OVERDOSE_02, facts.overdose_on_purpose is True),
    )
    known = {name: value for name, value in asdict(facts).items() if value is not None}
    return pregnant_in_withdrawal(facts) + [rule.finding(facts=known) for rule, has_fired in fired if has_fired]


def pregnant_in_withdrawal(facts: Facts) -> list[Finding]:
    """PREG-01 where these facts raise it."""
    return pregnancy_with_withdrawal(
        pregnant=facts.pregnancy == PregnancyStatus.PREGNANT.value,
        cows=facts.cows,
        sows=facts.sows,
        says_so=facts.withdrawal_now,
        on_medication=facts.takes_moud,
    )


def facts_of(
    *,
    today: date,
    pregnancy: Pregnancy | None,
    substances: Substances | None,
    medicines: Medicines | None,
    overdoses: Overdoses | None,
    totals: Mapping[str, int] | None = None,
) -> Facts:
    """The facts that the answered sections give; a section that was not asked gives none.

    `totals`: the newest COWS and SOWS by their codes.
    """
    told = overdoses.overdoses if overdoses else ()
    return Facts(
        pregnancy=pregnancy.status.value if pregnancy else None,
        withdrawal_now=_known(substances.withdrawal_now) if substances else None,
        takes_moud=medicines.takes_moud if medicines else None,
        cows=(totals or {}).get("COWS"),
        sows=(totals or {}).get("SOWS"),
        days_since_overdose=min((days for each in told if (days := _days(each, today)) is not None), default=None),
        overdose_on_purpose=any(each.on_purpose is Answer.YES for each in told) if told else None,
    )


def _known(answer: Answer) -> bool | None:
    return {Answer.YES: True, Answer.NO: False}.get(answer)


def _days(overdose: Overdose, today: date) -> int | None:
    """The fewest days since: "this month" may have been today."""
    if overdose.when is None:
        return None
    return (today - min(overdose.when.latest, today)).days
