"""What a person sees of their own care, ready to read."""

from aftercare.my.queries.own import (
    SOON,
    WINDOW,
    Call,
    Day,
    MyPlan,
    Visit,
    my_day,
    my_events,
    my_plan,
    myself,
)

__all__ = [
    "SOON",
    "WINDOW",
    "Call",
    "Day",
    "MyPlan",
    "Visit",
    "my_day",
    "my_events",
    "my_plan",
    "myself",
]
