"""What a person sees of their own care, ready to read."""

from aftercare.my.queries.own import my_day, my_events, my_plan, myself

__all__ = ["my_day", "my_events", "my_plan", "myself"]
