"""Answers that several tests use."""

from uuid import uuid4

from intake.screening import actions
from intake.screening.assignments import actions as assignments
from intake.screening.packets import built_in
from recovery.clinical.instruments import get
from tests.cast import NOW

CALM_COWS = dict.fromkeys((item.id for item in get("COWS").items if item.required), 0)
NO_SUICIDE = {"1": "no", "2": "no", "6": "no"}
SEVERE_OUD = dict.fromkeys((f"c{n}" for n in range(1, 12)), True)
LOW_MOOD = dict.fromkeys((str(n) for n in range(1, 10)), 0)

ALL = {  # an answer for everything that the intake packet asks
    "CSSRS": NO_SUICIDE, "COWS": CALM_COWS, "DSM5_OUD": SEVERE_OUD, "CRAVING": {"nrs": 2}, "PHQ9": LOW_MOOD,
}  # fmt: skip
ASKED = len(built_in.SHORT.packet.items)


def texts(answers):
    """Answers as a browser posts them."""
    words = {True: "yes", False: "no", None: "unknown"}
    return {
        key: words[value] if value is None or isinstance(value, bool) else str(value) for key, value in answers.items()
    }


def start(cast, **given):
    return actions.start_packet(**{"episode": cast.episode, "by": cast.intake, "at": NOW, **given})


def assign(packet, place, by, **given):
    values = {"packet": packet, "place": place, "submission_id": uuid4(), "by": by, "at": NOW}
    return assignments.assign(**{**values, **given})


def record(cast, packet, code, answers=None, **given):
    values = {
        "packet": packet, "code": code, "answers": ALL[code] if answers is None else answers, "mode": "interview",
        "submission_id": uuid4(), "by": cast.intake, "at": NOW,
    }  # fmt: skip
    return actions.record_response(**{**values, **given})


def record_all(cast, packet, but=()):
    return {code: record(cast, packet, code) for code in ALL if code not in but}
