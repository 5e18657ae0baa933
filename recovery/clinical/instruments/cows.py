"""COWS, the Clinical Opiate Withdrawal Scale: how severe opioid withdrawal is, scored by an observer.

Source: Wesson & Ling 2003, J Psychoactive Drugs 35(2):253-9; values and bands as in clinical spec 1.1.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.result import Result, Status, incomplete, invalid

SOURCE = "Wesson & Ling 2003; clinical spec 1.1"
ACTION_SOURCE = "COWS, Wesson and Ling 2003 (clinical spec 1.1)"

# Heart rate in beats per minute: the highest rate of each pulse score; above the last it is PULSE_TOP (spec 1.1).
PULSE_LIMITS = ((80, 0), (100, 1), (120, 2))
PULSE_TOP = 4
HEART_RATE_LOW, HEART_RATE_HIGH = 20, 300  # beats per minute that are believed; clinical spec 1.1

COWS_8 = 8  # flag COWS_GE_8; clinical spec 1.1
COWS_11 = 11  # flag COWS_GE_11; clinical spec 1.1
URGENT = 25  # flag URGENT_WITHDRAWAL; clinical spec 1.1
GI_SEVERE = 5  # gi score that asks for a dehydration check; clinical spec 1.1

# The least score at which an item is a sign that others can see; project default, clinical spec 1.1.
OBJECTIVE_SIGNS = {
    "pulse": 2,
    "sweating": 2,
    "restlessness": 3,
    "pupil": 2,
    "runny_nose": 2,
    "gi": 3,
    "tremor": 2,
    "yawning": 2,
    "gooseflesh": 3,
}


def pulse_score(heart_rate: int) -> int:
    """The COWS pulse score, 0 to 4, for a resting heart rate in beats per minute."""
    return next((score for limit, score in PULSE_LIMITS if heart_rate <= limit), PULSE_TOP)


def score(answers: Answers, _context: Answers) -> Result:
    """All eleven signs make a total; red flags show before that.

    A pulse score that contradicts the heart rate beside it is invalid and names both: either may be the slip,
    and a total must not rest on a guess.
    """
    signs = dict(answers)
    if "heart_rate" in signs:
        from_rate = pulse_score(signs.pop("heart_rate"))
        if signs.setdefault("pulse", from_rate) != from_rate:
            return invalid("heart_rate", "pulse")
    missing = COWS.missing(signs)
    if missing:
        return incomplete(missing, _red_flags(signs))
    total = sum(signs.values())
    return Result(
        Status.COMPLETE,
        score=total,
        band=COWS.band_for(total),
        flags=_total_flags(total) + _red_flags(signs),
        extra={"objective_signs": sum(signs[sign] >= least for sign, least in OBJECTIVE_SIGNS.items())},
    )


def _total_flags(total: int) -> tuple[str, ...]:
    limits = (("COWS_GE_8", COWS_8), ("COWS_GE_11", COWS_11), ("URGENT_WITHDRAWAL", URGENT))
    return tuple(flag for flag, limit in limits if total >= limit)


def _red_flags(signs: Answers) -> tuple[str, ...]:
    raised = (("HR_GT_120", signs.get("pulse") == PULSE_TOP), ("GI_SEVERE", signs.get("gi") == GI_SEVERE))
    return tuple(flag for flag, is_raised in raised if is_raised)


ITEMS = (
    Item(
        "pulse",
        "Resting pulse rate",
        "Measured after patient is sitting or lying for one minute.",
        (
            Option(0, "Pulse rate 80 or below", short="80 or less"),
            Option(1, "Pulse rate 81-100", short="81 to 100"),
            Option(2, "Pulse rate 101-120", short="101 to 120"),
            Option(4, "Pulse rate greater than 120", short="over 120"),
        ),
    ),
    Item(
        "heart_rate",
        "Heart rate",
        "Enter the rate and the pulse score is filled in.",
        kind="integer",
        low=HEART_RATE_LOW,
        high=HEART_RATE_HIGH,
        required=False,
        stands_for="pulse",
        unit="beats/minute",
        loinc="8867-4",
    ),
    Item(
        "sweating",
        "Sweating",
        "Over past 1/2 hour not accounted for by room temperature or patient activity.",
        (
            Option(0, "No report of chills or flushing", short="none"),
            Option(1, "Subjective report of chills or flushing", short="chills or flushing"),
            Option(2, "Flushed or observable moistness on face", short="flushed, moist face"),
            Option(3, "Beads of sweat on brow or face", short="beads of sweat"),
            Option(4, "Sweat streaming off face", short="streaming"),
        ),
    ),
    Item(
        "restlessness",
        "Restlessness",
        "Observation during assessment.",
        (
            Option(0, "Able to sit still", short="sits still"),
            Option(1, "Reports difficulty sitting still, but is able to do so", short="says it is hard"),
            Option(3, "Frequent shifting or extraneous movements of legs/arms", short="shifts often"),
            Option(5, "Unable to sit still for more than a few seconds", short="cannot sit still"),
        ),
    ),
    Item(
        "pupil",
        "Pupil size",
        "",
        (
            Option(0, "Pupils pinned or normal size for room light", short="pinned or normal"),
            Option(1, "Pupils possibly larger than normal for room light", short="possibly larger"),
            Option(2, "Pupils moderately dilated", short="moderately wide"),
            Option(5, "Pupils so dilated that only the rim of the iris is visible", short="only rim of iris"),
        ),
    ),
    Item(
        "aches",
        "Bone or joint aches",
        "If patient was having pain previously, only the additional component attributed to opiates withdrawal "
        "is scored.",
        (
            Option(0, "Not present", short="none"),
            Option(1, "Mild diffuse discomfort", short="mild"),
            Option(2, "Patient reports severe diffuse aching of joints/muscles", short="severe, diffuse"),
            Option(
                4,
                "Patient is rubbing joints or muscles and is unable to sit still because of discomfort",
                short="rubs, cannot sit",
            ),
        ),
    ),
    Item(
        "runny_nose",
        "Runny nose or tearing",
        "Not accounted for by cold symptoms or allergies.",
        (
            Option(0, "Not present", short="none"),
            Option(1, "Nasal stuffiness or unusually moist eyes", short="stuffy, moist"),
            Option(2, "Nose running or tearing", short="running, tearing"),
            Option(4, "Nose constantly running or tears streaming down cheeks", short="constant"),
        ),
    ),
    Item(
        "gi",
        "GI upset",
        "Over last 1/2 hour.",
        (
            Option(0, "No GI symptoms", short="none"),
            Option(1, "Stomach cramps", short="cramps"),
            Option(2, "Nausea or loose stool", short="nausea, loose stool"),
            Option(3, "Vomiting or diarrhea", short="vomiting, diarrhea"),
            Option(5, "Multiple episodes of diarrhea or vomiting", short="many episodes"),
        ),
    ),
    Item(
        "tremor",
        "Tremor",
        "Observation of outstretched hands.",
        (
            Option(0, "No tremor", short="none"),
            Option(1, "Tremor can be felt, but not observed", short="felt, not seen"),
            Option(2, "Slight tremor observable", short="slight"),
            Option(4, "Gross tremor or muscle twitching", short="gross, twitching"),
        ),
    ),
    Item(
        "yawning",
        "Yawning",
        "Observation during assessment.",
        (
            Option(0, "No yawning", short="none"),
            Option(1, "Yawning once or twice during assessment", short="once or twice"),
            Option(2, "Yawning three or more times during assessment", short="three or more"),
            Option(4, "Yawning several times/minute", short="several a minute"),
        ),
    ),
    Item(
        "anxiety",
        "Anxiety or irritability",
        "",
        (
            Option(0, "None", short="none"),
            Option(1, "Patient reports increasing irritability or anxiousness", short="reports it"),
            Option(2, "Patient obviously irritable or anxious", short="obvious"),
            Option(
                4,
                "Patient so irritable or anxious that participation in the assessment is difficult",
                short="hard to take part",
            ),
        ),
    ),
    Item(
        "gooseflesh",
        "Gooseflesh skin",
        "",
        (
            Option(0, "Skin is smooth", short="smooth"),
            Option(3, "Piloerection of skin can be felt or hairs standing up on arms", short="felt, hairs up"),
            Option(5, "Prominent piloerection", short="prominent"),
        ),
    ),
)

_BEDSIDE = "Prescriber to the bedside, fluids, and consider a higher level of care."

COWS = Instrument(
    code="COWS",
    version="2003",
    title="Clinical Opiate Withdrawal Scale",
    title_es="Escala clínica de abstinencia de opiáceos",
    purpose="How severe opioid withdrawal is, and when buprenorphine can start.",
    completed_by="A nurse or prescriber, by observing.",
    interval="Before the first buprenorphine dose; 30 to 60 minutes after each dose on day 1; every 4 hours in "
    "withdrawal management, every 2 hours from a score of 25.",
    licence="This version may be copied and used clinically.",  # not on public pages: that is disputed (clinical spec 1.0)
    credit="Wesson & Ling, 2003",
    source=SOURCE,
    stem="Rate on just the apparent relationship to opiate withdrawal. If heart rate is increased because the "
    "patient was jogging just prior to assessment, the increased pulse rate would not add to the score.",
    items=ITEMS,
    bands=(
        Band(0, 4, "none", "No withdrawal", "Sin abstinencia", "Monitor every 4 hours.", ACTION_SOURCE),
        Band(5, 12, "mild", "Mild", "Leve", "Comfort medicines; score again in 1 to 2 hours.", ACTION_SOURCE),
        Band(
            13, 24, "moderate", "Moderate", "Moderada", "Offer medication for opioid use disorder now.", ACTION_SOURCE
        ),
        Band(25, 36, "moderately_severe", "Moderately severe", "Moderadamente grave", _BEDSIDE, ACTION_SOURCE),
        Band(37, 48, "severe", "Severe", "Grave", _BEDSIDE, ACTION_SOURCE),
    ),
    flags={
        "COWS_GE_8": "The score is 8 or more.",
        "COWS_GE_11": "The score is 11 or more.",
        "URGENT_WITHDRAWAL": "The score is 25 or more: urgent withdrawal.",
        "HR_GT_120": "The resting heart rate is over 120.",
        "GI_SEVERE": "Repeated vomiting or diarrhea: check for dehydration.",
    },
    scorer=score,
    caution="Alcohol or sedative withdrawal, stimulants, infection and hyperthyroidism raise it. It is not reliable in "
    "somebody who is sedated.",  # clinical spec 1.1
    local_code="cows-total",
)
