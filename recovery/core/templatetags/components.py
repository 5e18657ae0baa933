"""The tag library of the components.  It is among the template engine's builtins, so pages do not load it."""

from recovery.core.ui import blocks, clinical, figures, forms, lists, marks, patient  # noqa: F401 - importing registers the tags
from recovery.core.ui.registry import register

__all__ = ["register"]
