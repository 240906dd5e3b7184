"""Log lines as JSON: one per request with its caller, route, parties as hashes, completeness, status, time and id.

Nothing else of what the caller sent is in them.
"""

import logging
from datetime import UTC, datetime

import orjson

from ...settings import Settings

FIELDS = ("caller", "method", "route", "parties", "complete", "status", "ms", "request_id")
ACCESS = "riskgraph.api.server.observe"


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{name: getattr(record, name) for name in FIELDS if hasattr(record, name)},
        }
        return orjson.dumps(line).decode()


def start_logging(settings: Settings) -> None:
    """Send the log of this process to standard error as JSON; requests are always logged."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    logging.getLogger(ACCESS).setLevel(logging.INFO)
