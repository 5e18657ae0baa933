"""The session in which a person answers: a right to one assignment's questions, and on a tablet to nothing else.

The lock lies in the session on the server and in the assignment's row, never in an address: taking the packet back
from another desk closes the session at its next step.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest

from intake.screening.assignments import queries as assignments
from intake.screening.assignments.codes import AssignmentStatus
from intake.screening.assignments.models import PacketAssignment

KEY = "own_answers"
TABLET_IDLE = 5 * 60  # seconds; clinical spec 7.2: automatic log-off of a kiosk
DONE, IDLE, CLOSED = "done", "idle", "closed"  # why a locked session takes no more answers


@dataclass(slots=True)
class Lock:
    """What the session knows of the packet it is locked to."""

    assignment: PacketAssignment | None
    packet_id: UUID
    tablet: bool
    language: str
    over: str


def begin(request: HttpRequest, assignment: PacketAssignment, *, language: str) -> None:
    """End whatever session this browser had, and lock a new one to the assignment."""
    logout(request)
    request.session[KEY] = {
        "assignment": str(assignment.pk),
        "packet": str(assignment.packet_id),
        "tablet": assignment.is_tablet,
        "language": language,
        "active": time.time(),
        "over": "",
    }


def is_locked_tablet(request: HttpRequest) -> bool:
    """Whether this browser is an office tablet in somebody's hands."""
    return KEY in request.session and bool(request.session[KEY]["tablet"])


def end_sign_in(request: HttpRequest) -> None:
    """Sign out whoever is signed in; the tablet stays locked as it was."""
    kept = request.session[KEY]
    logout(request)
    request.session[KEY] = kept


def assignment_of(request: HttpRequest) -> PacketAssignment | None:
    """The assignment it is locked to."""
    return assignments.answering(UUID(request.session[KEY]["assignment"]))


def look(request: HttpRequest, *, at: datetime) -> Lock | None:
    """The lock as it stands at `at`; None where the browser has none.  Looking counts as using it."""
    kept = request.session.get(KEY)
    if kept is None:
        return None
    idle = TABLET_IDLE if kept["tablet"] else settings.SESSION_IDLE_SECONDS
    if not kept["over"] and time.time() - kept["active"] > idle:
        close(request, IDLE)
    assignment = assignment_of(request)
    if not request.session[KEY]["over"] and (assignment is None or not assignment.takes_answers_at(at)):
        close(request, why_closed(assignment))
    kept = {**request.session[KEY], "active": time.time()}
    request.session[KEY] = kept
    return Lock(assignment, UUID(kept["packet"]), kept["tablet"], kept["language"], kept["over"])


def speak(request: HttpRequest, language: str) -> None:
    """Go on in another language."""
    request.session[KEY] = {**request.session[KEY], "language": language}


def why_closed(assignment: PacketAssignment | None) -> str:
    """Why it takes no more answers: all is answered, or it was closed before that."""
    return DONE if assignment and assignment.status == AssignmentStatus.DONE else CLOSED


def close(request: HttpRequest, why: str) -> None:
    """Take no more answers here; a tablet stays locked until a staff member signs in."""
    request.session[KEY] = {**request.session[KEY], "over": why}


def release(request: HttpRequest) -> PacketAssignment | None:
    """End it, for a staff member has signed in; gives what was answered on this tablet, None where it was none."""
    found = assignment_of(request) if is_locked_tablet(request) else None
    request.session.pop(KEY, None)
    return found
