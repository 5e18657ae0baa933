"""What may be done next for one person, by stage and by what the role may do: the buttons at the top of the chart."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from intake.assessment import queries as assessment
from intake.screening import queries as screening
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from recovery.patients import queries as patients
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare, Patient
from treatment.plans import queries as plans


@dataclass(frozen=True, slots=True)
class Step:
    """One button; `post` when pressing it already is the act."""

    label: str
    url: str
    icon: str
    post: bool = False


# stage -> (permission, label, url name, icon, is the press itself the act)
StepOfStage = tuple[Permission, str, str, str, bool]
OF_STAGE: dict[str, tuple[StepOfStage, ...]] = {
    Stage.REFERRED: (
        (Permission.WRITE_HISTORY, "Registration", "intake:registration", "person", False),
        (Permission.SCREEN, "Start intake packet", "intake:start-packet", "file", True),
    ),
    Stage.IN_TREATMENT: (
        (Permission.RECORD_WITHDRAWAL, "Withdrawal readings", "treatment:readings", "pulse", False),
        (Permission.MOVE_TO_AFTERCARE, "Move to aftercare", "discharge:move", "leaf", False),
    ),
    Stage.IN_AFTERCARE: ((Permission.WRITE_AFTERCARE, "Check-ins", "checkins:schedule", "pen", False),),
    Stage.CLOSED: (),
}


def next_steps(actor: User, patient: Patient, episode: EpisodeOfCare | None) -> list[Step]:
    """The steps `actor` may take now, the likeliest last, where the solid button stands."""
    if episode is None or not episode.is_open:
        if not may(actor, Permission.OPEN_EPISODE):
            return []
        return [_step("Open an episode of care", "episode-new", patient.pk, "plus", post=False)]
    steps = _of_intake(episode) if episode.stage == Stage.IN_INTAKE else OF_STAGE[episode.stage]
    return [
        _step(label, name, episode.pk, icon, post=post)
        for permission, label, name, icon, post in steps
        if may(actor, permission)
    ]


def _of_intake(episode: EpisodeOfCare) -> tuple[StepOfStage, ...]:
    """A packet begun is gone on with, a plan begun is opened: neither is begun a second time by a hasty press."""
    done = patients.read_columns(
        episode, packet=screening.packet_begun(), assessed=assessment.assessed(), plan=plans.begun()
    )
    packet = "Continue intake packet" if done["packet"] else "Start an intake packet"
    return (
        (Permission.WRITE_HISTORY, "Registration", "intake:registration", "person", False),
        (Permission.SCREEN, packet, "intake:start-packet", "file", True),
        (Permission.WRITE_PLAN, "Treatment plan", "treatment:plan", "plan", False)
        if done["plan"]
        else (Permission.WRITE_PLAN, "Draft plan from findings", "treatment:draft-plan", "bulb", True),
        (Permission.DECIDE_ADMISSION, "Decide on admission", "intake:decide", "sign", False)
        if done["assessed"]
        else (Permission.ASSESS, "Assess", "intake:assess", "report", False),
    )


def _step(label: str, name: str, key: UUID, icon: str, *, post: bool) -> Step:
    return Step(label, reverse(name, args=[key]), icon, post)
