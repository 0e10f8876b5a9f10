"""What commands say: plain lines, safe on any terminal whatever a document or a name holds."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
    """Write one line of place, finding and remedy to the error stream, as JSON where the log is JSON."""
    message = plain(" ".join(str(error).split()))
    if isinstance(_handler().formatter, _JsonLines):
        parts = ("place", "found", "remedy")
        facts = {name: plain(getattr(error, name)) for name in parts if hasattr(error, name)}
        logging.getLogger("compare.cli").error("%s", message, extra=facts)
        return
    sys.stderr.write(f"error: {message}\n")


def show_warning(text: str) -> None:
    """Write one line of warning to the error stream, as JSON where the log is JSON."""
    message = plain(" ".join(text.split()))
    if isinstance(_handler().formatter, _JsonLines):
        logging.getLogger("compare.cli").warning("%s", message)
        return
    sys.stderr.write(f"warning: {message}\n")


def set_up_logging(as_json: bool = False, level: int = logging.WARNING) -> None:
    """Send the suite's log to the error stream: plain lines, or one JSON object per event."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines() if as_json else _PlainLines("%(levelname)s: %(message)s"))
    root = logging.getLogger("compare")
    root.handlers[:] = [handler]
    root.setLevel(level)
    root.propagate = False


def _handler() -> logging.Handler:
    """Return the handler of the suite's log."""
    return (logging.getLogger("compare").handlers or [logging.NullHandler()])[0]


@contextmanager
def log_to_run() -> Iterator[None]:
    """Tell of a run's events while the block runs: one moving display on a terminal, else one JSON line per event."""
    if not sys.stderr.isatty():
        set_up_logging(as_json=True, level=logging.INFO)
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    with Progress(*columns, console=console, transient=True) as progress:
        root = logging.getLogger("compare")
        root.handlers[:] = [_Display(progress, progress.add_task("starting", total=None))]
        root.setLevel(logging.INFO)
        try:
            yield
        finally:
            set_up_logging()


class _Display(logging.Handler):
    """Shows events in one moving line; warnings stay as lines above it."""

    def __init__(self, progress: Any, task: Any) -> None:
        super().__init__()
        self.progress = progress
        self.task = task

    def emit(self, record: logging.LogRecord) -> None:
        """Show one event."""
        message = plain(" ".join(record.getMessage().split()))
        if record.levelno >= logging.WARNING:
            self.progress.console.print(f"{record.levelname.lower()}: {message}")
            return
        facts = record.__dict__
        self.progress.update(self.task, description=message, total=facts.get("total"), completed=facts.get("done", 0))


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
        facts = {key: value for key, value in record.__dict__.items() if key not in _RESERVED}
        event |= {key: plain(value) if isinstance(value, str) else value for key, value in facts.items()}
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False, default=str)
