"""Composing: a draft is kept, a version is published, a version is retired."""

from intake.screening.packets.actions.composing import (
    compose,
    discard,
    install_built_in,
    keep,
    publish,
    retire,
    stand_on,
)

__all__ = ["compose", "discard", "install_built_in", "keep", "publish", "retire", "stand_on"]
