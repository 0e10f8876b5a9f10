"""The parent's side of a reader: start the child, feed it the bytes, take its text or its refusal."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from compare.errors import SourceError

_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from compare.readers.child import main; main()"
_ANOTHER_FORM = "Open it in its own program and save its text as UTF-8 in a .txt file."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost its reader: seconds, bytes of memory, characters of text."""

    seconds: int = 60
    memory: int = 2 << 30
    characters: int = 20_000_000


def read_aside(data: bytes, kind: str, place: str = "Source file", limits: Limits | None = None) -> str:
    """Return the text of a document, read by a child process that cannot outlast or outgrow its limits.

    Args:
        data: The document's bytes; for ``html`` the page's text as UTF-8.
        kind: ``html``, ``mht``, ``docx`` or ``pdf``.
        place: What to call the file in an error.
        limits: What the reading may cost.

    Raises:
        SourceError: The document is refused, damaged, or costs more than its limits.
    """
    limits = limits or Limits()
    numbers = [str(number) for number in (limits.seconds, limits.memory, limits.characters)]
    command = [sys.executable, "-P", "-c", _START, str(_ROOT), kind, *numbers]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.seconds + 5, check=False)
    except subprocess.TimeoutExpired as error:
        raise _too_slow(place, limits) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        if done.returncode in (-24, -9, 152):
            raise _too_slow(place, limits) from error
        found = f"its {kind.upper()} reader ended with code {done.returncode} (damaged file, or not enough memory?)"
        raise SourceError(place, found, _ANOTHER_FORM) from error
    if "found" in answer:
        raise SourceError(place, str(answer["found"]), str(answer["remedy"]))
    return str(answer["text"])


def _too_slow(place: str, limits: Limits) -> SourceError:
    return SourceError(place, f"reading it took longer than {limits.seconds} s", _ANOTHER_FORM)
