"""What commands say: plain lines, safe on any terminal whatever a document or a name holds."""

from __future__ import annotations

import json
import logging
import re
import sys
import time

from compare.errors import CompareError

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RESERVED = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}


def plain(text: str) -> str:
    r"""Return ``text`` with control codes and direction marks made visible.

    >>> plain("red " + chr(27) + "[31malert") == r"red \x1b[31malert"
    True
    """
    return _UNSAFE.sub(lambda found: ascii(found.group())[1:-1], text)


def say(text: str) -> None:
    """Write one line of a command's result."""
    sys.stdout.write(plain(text) + "\n")


def show_error(error: CompareError | str) -> None:
    """Write one line of place, finding and remedy to the error stream."""
    sys.stderr.write("error: " + plain(" ".join(str(error).split())) + "\n")


def show_warning(text: str) -> None:
    """Write one line of warning to the error stream."""
    sys.stderr.write("warning: " + plain(" ".join(text.split())) + "\n")


def set_up_logging(as_json: bool = False, level: int = logging.WARNING) -> None:
    """Send the suite's log to the error stream: plain lines, or one JSON object per event."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines() if as_json else _PlainLines("%(levelname)s: %(message)s"))
    root = logging.getLogger("compare")
    root.handlers[:] = [handler]
    root.setLevel(level)
    root.propagate = False


class _PlainLines(logging.Formatter):
    """One safe line per event."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one line."""
        text = super().format(record)
        level, _, rest = text.partition(":")
        return plain(f"{level.lower()}:{rest}" if record.levelno > logging.INFO else rest.strip())


class _JsonLines(logging.Formatter):
    """One JSON object per event: time, level, message and the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one JSON object."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z"
        event = {"time": stamp, "level": record.levelname.lower(), "message": plain(record.getMessage())}
        event |= {key: value for key, value in record.__dict__.items() if key not in _RESERVED}
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False, default=str)
