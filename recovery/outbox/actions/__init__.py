"""Every write of the outbox: what is to be sent, what is called off, who wants no more, what came of it."""

from recovery.outbox.actions.alerts import alert_staff
from recovery.outbox.actions.links import LinkNotOpen, issue_link, revoke_links, use_link
from recovery.outbox.actions.opting_out import opt_in, opt_out, stop_by_link
from recovery.outbox.actions.reminders import call_off, cancel_reminders, plan_reminder, tell_patient
from recovery.outbox.actions.resolving import AlreadyResolved, resolve

__all__ = [
    "AlreadyResolved",
    "LinkNotOpen",
    "alert_staff",
    "call_off",
    "cancel_reminders",
    "issue_link",
    "opt_in",
    "opt_out",
    "plan_reminder",
    "resolve",
    "revoke_links",
    "stop_by_link",
    "tell_patient",
    "use_link",
]
