"""manage.py, that dies at a chosen instruction: CRASH_AT=claim|intent|after_send|before_outcome|after_outcome.

The program itself knows nothing of this; the pump's functions are wrapped before it starts.
"""

import os
import sys

import django
from django.core.management import execute_from_command_line


def die():
    os._exit(137)  # as after kill -9: no handler runs, no connection is closed


def dies_after(function):
    def wrapped(*args, **kwargs):
        if function(*args, **kwargs):  # an empty claim is no claim
            die()

    return wrapped


def dies_before(function):
    def wrapped(*args, **kwargs):
        die()

    return wrapped


def arm(point):
    from aftercare.reminders import pump
    from aftercare.reminders.providers.sms import HttpSms

    if point == "claim":
        pump.claim = dies_after(pump.claim)
    elif point == "intent":
        pump.declare_intent = dies_after(pump.declare_intent)
    elif point == "after_send":
        HttpSms._send = dies_after(HttpSms._send)
    elif point == "before_outcome":
        pump.record_outcome = dies_before(pump.record_outcome)
    elif point == "after_outcome":
        pump.record_outcome = dies_after(pump.record_outcome)
    else:
        raise SystemExit(f"unknown point {point}")


if __name__ == "__main__":
    django.setup()
    arm(os.environ["CRASH_AT"])
    execute_from_command_line(["manage.py", *sys.argv[1:]])
