"""Placeholder until the pump stands."""


def pump_in_a_slot(*, driver: str) -> None:
    """Nothing yet."""
