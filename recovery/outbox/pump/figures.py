"""Every figure of the pump.  Source: reliability of reminders, docs/decisions/0003-reminders.md.

The lease and the time of one hand-over may be set in the environment (REMINDER_LEASE_SECONDS, REMINDER_SEND_SECONDS);
what stands here is their default.
"""

from __future__ import annotations

from datetime import timedelta

LEASE = 120.0  # s that a claimed message belongs to one pump; more than BATCH hand-overs take
HAND_OVER = 15.0  # s, the most that one hand-over may take
GUARD = 4 / 3  # of a hand-over's time must be left in the lease before one begins (20 s of 15 s)
BATCH = 5  # messages a claim; a lease outlasts 5 hand-overs
FIRST_DELAY, LONGEST_DELAY = 30.0, 1800.0  # s; the upper bound of a retry's random delay doubles between them
MOST_ATTEMPTS = 8
FAILURES_TO_PAUSE, PAUSE = 5, 60.0  # failures in a row, s
SLOTS = 4  # pumps at once
FRESH = 5.0  # s between intent and first byte; a process that slept longer must not write any more
RESEND_AFTER = 15 * 60.0  # s; far more than any hand-over takes
RUN = 60.0  # s after which a run claims nothing new; with one more hand-over still below the task's limit of 100 s
OVERDUE_AFTER = timedelta(minutes=5)  # a due message that waits longer is late
SILENT_AFTER = timedelta(minutes=3)  # without a heartbeat a pump counts as away
