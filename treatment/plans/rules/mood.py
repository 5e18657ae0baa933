"""Proposals for suicide risk and depression.  Source: clinical spec 1.7, 1.11 and 2.16."""

from __future__ import annotations

from treatment.plans.codes import InterventionKind, Part
from treatment.plans.rules.parts import DraftRule, Screening, in_words

PHQ = ("PHQ9",)
CSSRS = ("CSSRS",)
ITEM_9 = ("SUICIDE_ITEM_POSITIVE", "ITEM9_MISSING")  # clinical spec 1.7
REPEAT_DAYS = (14, 28)  # PHQ-9 again after 2 to 4 weeks, withdrawal looks alike; clinical spec 1.7
POSITIVE = 10  # PHQ-9 total; clinical spec 1.7
NEXT_CONTACT_DAYS = {"low": 7, "moderate": 1, "high": 0}  # POL; spec 1.11: low, at the next contact
SUICIDE_SOURCE = "C-SSRS screener, Columbia Lighthouse Project (clinical spec 1.11)"
MOOD_SOURCE = "PHQ-9, Kroenke and others 2001 (clinical spec 1.7)"


def _at_risk(screening: Screening) -> bool:
    return screening.reached("CSSRS", "low")


def _unassessed(screening: Screening) -> bool:
    """Item 9 asks for the C-SSRS, and there is none with a band."""
    return screening.flagged("PHQ9", *ITEM_9) and not screening.reached("CSSRS", "none_reported")


def _next_contact(screening: Screening) -> object:
    return screening.after(NEXT_CONTACT_DAYS.get(screening.readings["CSSRS"].band, 0))


def _depressed(screening: Screening) -> bool:
    return screening.reached("PHQ9", "mild")


def _repeat_words(screening: Screening) -> str:
    first, last = (in_words(screening.after(days)) for days in REPEAT_DAYS)
    return f"Repeat the PHQ-9 between {first} and {last}: withdrawal and early abstinence look like depression"


def _safety(rule_id: str, band: str, description: str, frequency: str, provider: str) -> DraftRule:
    return DraftRule(
        rule_id,
        Part.INTERVENTION,
        CSSRS,
        SUICIDE_SOURCE,
        f"C-SSRS {band} or more",
        {"kind": InterventionKind.SAFETY, "description": description, "frequency": frequency, "provider": provider},
        "DRAFT-SUI-03",
        lambda s: s.reached("CSSRS", band),
    )


SUICIDE: tuple[DraftRule, ...] = (
    DraftRule(
        "DRAFT-SUI-01",
        Part.PROBLEM,
        CSSRS,
        SUICIDE_SOURCE,
        "C-SSRS low, moderate or high",
        {"title": lambda s: f"Suicide risk, {s.words('CSSRS')}"},
        when=_at_risk,
    ),
    DraftRule(
        "DRAFT-SUI-02",
        Part.GOAL,
        CSSRS,
        SUICIDE_SOURCE,
        "with DRAFT-SUI-01",
        {"statement": "Safe today, with people and steps to turn to"},
        "DRAFT-SUI-01",
    ),
    DraftRule(
        "DRAFT-SUI-03",
        Part.OBJECTIVE,
        CSSRS,
        SUICIDE_SOURCE,
        "with DRAFT-SUI-01",
        {
            "measure": "Written safety plan made with the person, and a copy given",
            "baseline": "None on record",
            "target_value": "Done",
            "target_date": lambda s: s.plan_date,
            "responsible": "Counselor",
        },
        "DRAFT-SUI-02",
    ),
    _safety(
        "DRAFT-SUI-04",
        "high",
        "Constant observation, prescriber now, 988 or 911",
        "Without a break until a prescriber ends it",
        "All staff",
    ),
    _safety("DRAFT-SUI-05", "moderate", "A clinician sees the person", "The same day", "Clinician on duty"),
    _safety(
        "DRAFT-SUI-06",
        "low",
        "Safety plan with the person: warning signs, coping, people, places, 988 call or text",
        "Today, then reviewed at every visit",
        "Counselor",
    ),
    _safety(
        "DRAFT-SUI-07",
        "low",
        "Means safety: agree with the person and somebody they trust how medicines, firearms and other means are kept",
        "Today",
        "Counselor",
    ),
    _safety(
        "DRAFT-SUI-08",
        "moderate",
        "Review methadone and take-home supply",
        "Today, and at each change of risk",
        "Prescriber",
    ),
    DraftRule(
        "DRAFT-SUI-10",
        Part.OBJECTIVE,
        CSSRS,
        SUICIDE_SOURCE,
        "with DRAFT-SUI-01",
        {
            "measure": "C-SSRS screener",
            "baseline": lambda s: s.words("CSSRS").capitalize(),
            "target_value": "None reported",
            "target_date": _next_contact,
            "responsible": "Counselor",
        },
        "DRAFT-SUI-02",
    ),
    DraftRule(
        "DRAFT-SUI-11",
        Part.INTERVENTION,
        CSSRS,
        SUICIDE_SOURCE,
        "with DRAFT-SUI-01",
        {
            "kind": InterventionKind.SAFETY,
            "description": "Repeat the C-SSRS; ask about intent after every overdose",
            "frequency": "At every contact until none is reported",
            "provider": "Counselor",
        },
        "DRAFT-SUI-10",
    ),
    DraftRule(
        "DRAFT-SUI-20",
        Part.PROBLEM,
        PHQ,
        MOOD_SOURCE,
        "PHQ-9 item 9 is 1 or more or was not answered, and no C-SSRS since",
        {"title": "Thoughts of death or self-harm, not yet assessed"},
        when=_unassessed,
    ),
    DraftRule(
        "DRAFT-SUI-21",
        Part.GOAL,
        PHQ,
        MOOD_SOURCE,
        "with DRAFT-SUI-20",
        {"statement": "The risk of suicide is known today"},
        "DRAFT-SUI-20",
    ),
    DraftRule(
        "DRAFT-SUI-22",
        Part.OBJECTIVE,
        PHQ,
        MOOD_SOURCE,
        "with DRAFT-SUI-20",
        {
            "measure": "C-SSRS screener",
            "baseline": "Not asked",
            "target_value": "Asked before the visit ends",
            "target_date": lambda s: s.plan_date,
            "responsible": "Counselor",
        },
        "DRAFT-SUI-21",
    ),
    DraftRule(
        "DRAFT-SUI-23",
        Part.INTERVENTION,
        PHQ,
        MOOD_SOURCE,
        "with DRAFT-SUI-20",
        {
            "kind": InterventionKind.SAFETY,
            "description": "Do the C-SSRS with the person; give 988",
            "frequency": "Before the visit ends",
            "provider": "Counselor",
        },
        "DRAFT-SUI-22",
    ),
)

DEPRESSION: tuple[DraftRule, ...] = (
    DraftRule(
        "DRAFT-DEP-01",
        Part.PROBLEM,
        PHQ,
        MOOD_SOURCE,
        "PHQ-9 5 or more",
        {"title": lambda s: f"Depressive symptoms, {s.words('PHQ9')}"},
        when=_depressed,
    ),
    DraftRule(
        "DRAFT-DEP-02",
        Part.GOAL,
        PHQ,
        "Joint Commission CTS.03.01.03 (clinical spec 6)",
        "with DRAFT-DEP-01",
        {"statement": "Mood and daily life improve"},
        "DRAFT-DEP-01",
    ),
    DraftRule(
        "DRAFT-DEP-03",
        Part.OBJECTIVE,
        PHQ,
        MOOD_SOURCE,
        "with DRAFT-DEP-01",
        {
            "measure": "PHQ-9 total",
            "baseline": lambda s: s.value("PHQ9"),
            "target_value": lambda s: f"Below {POSITIVE}" if s.reached("PHQ9", "moderate") else "Below 5",
            "target_date": lambda s: s.after(REPEAT_DAYS[1]),
            "responsible": "Counselor",
        },
        "DRAFT-DEP-02",
    ),
    DraftRule(
        "DRAFT-DEP-04",
        Part.INTERVENTION,
        PHQ,
        "PHQ-9, Kroenke and others 2001: repeat after 2 to 4 weeks (clinical spec 1.7)",
        "with DRAFT-DEP-01",
        {
            "kind": InterventionKind.OTHER,
            "description": _repeat_words,
            "frequency": "Once, then monthly",
            "provider": "Counselor",
        },
        "DRAFT-DEP-03",
    ),
    DraftRule(
        "DRAFT-DEP-05",
        Part.INTERVENTION,
        PHQ,
        "PHQ-9, Kroenke and others 2001: a plan from 10 (clinical spec 1.7)",
        "PHQ-9 10 or more",
        {
            "kind": InterventionKind.THERAPY,
            "description": "Cognitive behavioral therapy for depression",
            "frequency": "Weekly",
            "duration": "8 sessions",
            "provider": "Counselor",
        },
        "DRAFT-DEP-03",
        lambda s: s.reached("PHQ9", "moderate"),
    ),
    DraftRule(
        "DRAFT-DEP-06",
        Part.INTERVENTION,
        PHQ,
        "PHQ-9, Kroenke and others 2001: active treatment from 15 (clinical spec 1.7)",
        "PHQ-9 15 or more",
        {
            "kind": InterventionKind.MEDICATION,
            "description": "Active treatment: prescriber reviews medicine for depression; screen for bipolar disorder "
            "before an antidepressant",
            "frequency": lambda s: "The same day" if s.reached("PHQ9", "severe") else "At the next visit",
            "provider": "Prescriber",
        },
        "DRAFT-DEP-03",
        lambda s: s.reached("PHQ9", "moderately_severe"),
    ),
)
