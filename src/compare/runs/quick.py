"""Imports without what a run never uses of a library: the IRI grammar of jsonschema, the object stores of papermill."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

UNUSED = ("rfc3987_syntax", "boto3", "pyarrow.fs", "gcsfs", "github", "azure")
"""Optional parts that papermill and jsonschema look for when imported, over a second of work; each does without."""


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Let imports in the block find none of the modules ``names``; those already imported stay as they are.

    >>> with without("colorsys"):
    ...     import colorsys
    Traceback (most recent call last):
    ModuleNotFoundError: import of colorsys halted; None in sys.modules
    >>> import colorsys
    """
    hidden = [name for name in names if name not in sys.modules]
    blocked: dict[str, None] = dict.fromkeys(hidden)
    sys.modules.update(blocked)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
