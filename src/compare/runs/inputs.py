"""What a run is made of, as checksums: equal inputs mean an equal run. Standard library only, so that looking is quick."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
EXTRACTING = ("runs/attempt.py", "runs/corpus.py", "runs/extract.py", "runs/rows.py")
"""Files of this room that decide what the tables hold."""

SHOWING = (
    "briefs",
    "charts",
    "cli",
    "ledger",
    "notebook",
    "overlap",
    "__main__.py",
    "sections.py",
    "store.py",
    "words.py",
)
"""Rooms and files of the package that only show what the tables hold."""

RAW = Path("data/raw")
CORRECTIONS = Path("data/corrections.csv")
LENSES = Path("lenses")
NOTEBOOKS = Path("notebooks")
LOCK = Path("requirements.lock")


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest(value: object) -> str:
    """Return the SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_inputs(root: Path, regions: Iterable[str], language: str) -> dict[str, Any]:
    """Return every input of a run below the project's ``root``, checksums by kind and name."""
    return {
        "sources": _sums(root / RAW),
        "corrections": _lines(root / CORRECTIONS),
        "lenses": _sums(root / LENSES, keep=(".yml",)),
        "knowledge": _sums(PACKAGE / "knowledge", skip=(".py",)),
        "rules": {room: digest(sums) for room, sums in _rooms()},
        "notebooks": _sums(root / NOTEBOOKS, keep=(".ipynb",)),
        "environment": {
            "python": ".".join(map(str, sys.version_info[:3])),
            "lock": checksum(root / LOCK) if (root / LOCK).is_file() else None,
        },
        "parameters": {"regions": sorted(regions), "language": language},
    }


def steps_key(inputs: dict[str, Any]) -> str:
    """Return the checksum of all that decides how a document's text becomes tables, beside its own corrections."""
    rules = {room: value for room, value in inputs["rules"].items() if _extracts(room)}
    return digest([rules, inputs["knowledge"], inputs["environment"]])


def _extracts(room: str) -> bool:
    """Return whether a room or file of the package decides what the tables hold."""
    return room in EXTRACTING or (not room.startswith("runs/") and room not in SHOWING)


def package_key() -> str:
    """Return the checksum of the installed package's rules and knowledge, by which its results are kept."""
    rules = {room: digest(sums) for room, sums in _rooms() if _extracts(room)}
    return digest([rules, _sums(PACKAGE / "knowledge", skip=(".py",)), list(sys.version_info[:2])])


def code_key(inputs: dict[str, Any]) -> str:
    """Return the checksum of all that decides how tables become notebooks' outputs."""
    executing = ("runs/forks.py", "runs/kernel.py", "runs/kernels.py", "runs/notebooks.py", "runs/warm.py")
    outside = ("briefs", "cli", "ledger", "__main__.py")
    rules = {
        room: value
        for room, value in inputs["rules"].items()
        if room in executing or (not room.startswith("runs/") and room not in outside)
    }
    return digest([rules, inputs["knowledge"], inputs["corrections"], inputs["lenses"], inputs["environment"]])


def _rooms() -> list[tuple[str, dict[str, str]]]:
    """Return the code of the package, file by file, grouped by room; files of `runs` are told apart."""
    rooms: dict[str, dict[str, str]] = {}
    for name, value in _sums(PACKAGE, skip=(".pyc",)).items():
        parts = Path(name).parts
        if parts[0] == "knowledge" and not name.endswith(".py"):
            continue
        room = name if len(parts) == 1 or parts[0] == "runs" else parts[0]
        rooms.setdefault(room, {})[name] = value
    return sorted(rooms.items())


def _lines(path: Path) -> dict[str, str]:
    """Return the checksum of each row of the corrections file by its number; of the file where it cannot be read."""
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
    except (UnicodeDecodeError, csv.Error):
        return {path.name: checksum(path)}
    return {row[0]: digest(row) for row in rows[1:] if row}


def _sums(folder: Path, keep: tuple[str, ...] = (), skip: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the checksums of a folder's visible files by relative name, sorted."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder)
        hidden = any(part.startswith((".", "__pycache__")) for part in name.parts)
        if hidden or not path.is_file() or (keep and path.suffix not in keep) or path.suffix in skip:
            continue
        found[name.as_posix()] = checksum(path)
    return found
