"""Knowledge shipped with the package: data files, read through importlib.resources on first use."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from compare.errors import KnowledgeError


def open_bytes(name: str) -> bytes:
    """Return the bytes of the packaged file ``name`` (a path below ``compare/knowledge``).

    Raises:
        KnowledgeError: The package holds no such file.
    """
    try:
        return files(__name__).joinpath(name).read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise KnowledgeError(f"Knowledge file '{name}'", "not in the package", "Reinstall policy-compare.") from error


def open_text(name: str) -> str:
    """Return the text of the packaged UTF-8 file ``name``."""
    return open_bytes(name).decode("utf-8")


@cache
def load_yaml(name: str) -> Any:
    """Return the content of the packaged YAML file ``name``; callers must not change it."""
    return yaml.load(open_text(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the packaged CSV file ``name`` as mappings of text; callers must not change them."""
    return tuple(csv.DictReader(io.StringIO(open_text(name))))
