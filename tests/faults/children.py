"""The pump in a process of its own, that may die at a chosen instruction.

A fork of this process, so that each death costs milliseconds: it has its own connections, and ends by `os._exit`, as
after kill -9: no handler runs, nothing is closed.  The program itself knows nothing of this.
"""

import os
import traceback

from django.conf import settings
from django.db import connections

from recovery.env import Sms
from recovery.outbox.providers.sms import HttpSms
from recovery.outbox.pump import delivery as pump
from tests.services import SECRET

KILLED = 137
POINTS = ("claim", "intent", "after_send", "before_outcome", "after_outcome")


def pump_in_a_child(services, *, dies_at="", dedupe=False):
    """Run the pump once against the catcher; returns the exit code, KILLED when it died at `dies_at`."""
    child = os.fork()
    if child == 0:
        try:
            for connection in connections.all(initialized_only=True):
                connection.connection = None  # the parent's; psycopg2 closes it in no other process
            settings.SMS = Sms(
                url=f"{services.catcher_url}/messages",
                token="",
                signing_secret=SECRET,
                dedupe_seconds=86400 if dedupe else 0,
            )
            settings.PUBLIC_URL = services.web_url
            arm(dies_at)
            pump.pump_in_a_slot(driver="child")
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def arm(point):
    """Make this process die at `point`."""
    if point == "claim":
        pump.claim = dies_after(pump.claim)
    elif point == "intent":
        pump.declare_intent = dies_after(pump.declare_intent)
    elif point == "after_send":
        HttpSms._send = dies_after(HttpSms._send)
    elif point == "before_outcome":
        pump.record_outcome = die
    elif point == "after_outcome":
        pump.record_outcome = dies_after(pump.record_outcome)
    elif point:
        raise ValueError(point)


def die(*args, **kwargs):
    os._exit(KILLED)


def dies_after(function):
    def wrapped(*args, **kwargs):
        if function(*args, **kwargs):  # an empty claim is no claim
            die()

    return wrapped
