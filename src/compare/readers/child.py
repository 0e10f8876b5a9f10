"""The child's side of a reader: take limits upon itself, read bytes from its input, answer in one JSON object."""

from __future__ import annotations

import contextlib
import json
import sys

from compare.readers.refusal import RefusalError

_SAVE_AS_TEXT = "Open it in its own program and save its text as UTF-8 in a .txt file."


def main() -> None:
    """Read one document of the kind that the arguments name, under the limits they name."""
    kind, seconds, memory, characters = sys.argv[1], *map(int, sys.argv[2:5])
    limit(seconds, memory)
    data = sys.stdin.buffer.read()
    try:
        text = read(data, kind)
        if len(text) > characters:
            raise RefusalError(f"its text has more than {characters:,} characters", "Split it into its documents.")
        answer = {"text": text}
    except RefusalError as error:
        answer = {"found": error.found, "remedy": error.remedy}
    except MemoryError:
        answer = {"found": f"reading it takes more than {memory >> 20} MB of memory", "remedy": _SAVE_AS_TEXT}
    except Exception as error:
        found = f"damaged, or too large for {memory >> 20} MB of memory ({type(error).__name__}: {error})"
        answer = {"found": found[:300], "remedy": _SAVE_AS_TEXT}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def limit(seconds: int, memory: int) -> None:
    """Take on limits of processor time, memory and written files, where the system knows them."""
    try:
        import resource
    except ImportError:
        return
    wanted = (("RLIMIT_CPU", seconds), ("RLIMIT_AS", memory), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0))
    for name, value in wanted:
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))


def read(data: bytes, kind: str) -> str:
    """Return the text of ``data`` by the reader of its kind; each reader is imported only where it is needed."""
    if kind == "html":
        from compare.readers.html import read_html

        return read_html(data.decode("utf-8"))
    if kind == "mht":
        from compare.readers.mht import read_mht

        return read_mht(data)
    if kind == "docx":
        from compare.readers.docx import read_docx

        return read_docx(data)
    from compare.readers.pdf import read_pdf

    return read_pdf(data)
