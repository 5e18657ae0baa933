"""Logs: one JSON line an event, only listed fields, never a name, a form's content or a link's token."""

from __future__ import annotations

import logging
import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "logger", "request", "request_id", "user_id", "code", "exception", "duration_ms",
        "task", "task_id", "state", "outcome", "provider", "message_id", "attempt_id", "count", "name", "command",
    }
)  # fmt: skip
_TOKEN = re.compile(r"/r/[\w-]+")


def without_tokens(text: str) -> str:
    """`text` with the token of every check-in link struck out."""
    return _TOKEN.sub("/r/…", text)


def only_listed(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not listed, and strike tokens out of those that are."""
    return {
        key: without_tokens(value) if isinstance(value, str) else value
        for key, value in event.items()
        if key in ALLOWED
    }


def exception_by_name(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say where an exception arose and what kind it is, not its text: database errors quote the row."""
    info = event.pop("exc_info", None)
    if info:
        import sys
        import traceback

        kind, _, trace = info if isinstance(info, tuple) else sys.exc_info()
        frames = traceback.extract_tb(trace)[-6:]
        where = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
        event["exception"] = f"{kind.__name__ if kind else 'unknown'} at {where}"
    return event


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]


def configure(config: dict[str, Any]) -> None:
    """Set up structlog and the standard library's logging alike (called by Django with settings.LOGGING)."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": _SHARED,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        exception_by_name,
                        only_listed,
                        structlog.processors.JSONRenderer(),
                    ],
                }
            },
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["console"], "level": config["level"]},
            # Its errors carry the whole SQL statement with its parameters.
            "loggers": {"django.db.backends": {"level": "CRITICAL"}},
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
