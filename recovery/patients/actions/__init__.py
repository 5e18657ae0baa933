"""Every write about a person and their episodes of care, checked, atomic and audited."""

from recovery.patients.actions.contacts import (
    add_contact_point,
    change_contact,
    give_consent,
    new_contact_point,
    withdraw_consent,
)
from recovery.patients.actions.episodes import assign_care_team, move_stage, open_episode
from recovery.patients.actions.registering import register_patient
from recovery.patients.actions.sign_in import give_account, invite

__all__ = [
    "add_contact_point",
    "assign_care_team",
    "change_contact",
    "give_account",
    "give_consent",
    "invite",
    "move_stage",
    "new_contact_point",
    "open_episode",
    "register_patient",
    "withdraw_consent",
]
