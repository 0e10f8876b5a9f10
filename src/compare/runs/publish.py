"""Runs become visible whole: built aside, moved by one rename, reached by a link that is swapped in one step."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import logging
import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from compare.errors import RunError

logger = logging.getLogger(__name__)

LATEST = "latest"
LOCK = ".lock"
BUILDING = ".building-"
FAILED = "failed"
RECORD = "run.json"
TAXONOMY = "taxonomy.ttl"
KEPT_FAILURES = 3
_RUN = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}(-\d+)?")


@contextmanager
def locked(root: Path, now: datetime) -> Iterator[None]:
    """Hold the output root alone while the block runs; the system frees the lock of a process that ended.

    Raises:
        RunError: Another run holds it (the message names its owner and its age), or the disk is full.
    """
    with open(root / LOCK, "a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RunError(
                f"Output folder '{root}'",
                f"another run is writing there: {_owner(root, now)}",
                "Wait for it, or end it.",
            ) from error
        if (root / LOCK).stat().st_size:
            logger.warning("recovered the lock of a run that was cut off: %s", _owner(root, now))
        owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": now.isoformat(timespec="seconds")}
        try:
            os.truncate(file.fileno(), 0)
            os.write(file.fileno(), (json.dumps(owner) + "\n").encode())
        except OSError as error:
            raise RunError(
                f"Output folder '{root}'", f"not writable ({error.strerror})", "Free space there."
            ) from error
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                os.truncate(file.fileno(), 0)


def _owner(root: Path, now: datetime) -> str:
    """Return the owner of a lock in words, with its age."""
    try:
        owner = json.loads((root / LOCK).read_text(encoding="utf-8"))
        age = now - datetime.fromisoformat(owner["since"])
        minutes = max(0, int(age.total_seconds() // 60))
        return f"process {owner['pid']} on {owner['host']}, since {owner['since']} ({minutes} min)"
    except (OSError, ValueError, KeyError, TypeError):
        return "owner unknown"


def clear_remains(root: Path) -> None:
    """Remove what runs that were cut off left behind; the lock must be held."""
    for path in root.iterdir():
        if path.name.startswith((BUILDING, ".latest-")):
            logger.info("removing what a run that was cut off left: %s", path.name)
            _remove(path)


def tidy_up(root: Path, now: datetime) -> None:
    """Remove what runs that were cut off left behind, if there is any and no run is at work."""
    if any(path.name.startswith((BUILDING, ".latest-")) for path in root.iterdir()):
        with contextlib.suppress(RunError, OSError), locked(root, now):
            clear_remains(root)


def check_root(root: Path) -> None:
    """Raise where the root holds something that a run must not replace."""
    latest = root / LATEST
    if latest.exists() and not latest.is_symlink():
        raise RunError(f"'{latest}'", "not a link to a run", "Move it away; runs replace only the link.")


def name_run(root: Path, now: datetime, fingerprint: str) -> str:
    """Return the name of a new run: its time in UTC and its inputs' fingerprint."""
    stem = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{fingerprint[:8]}"
    name, number = stem, 2
    while (root / name).exists() or (root / FAILED / name).exists():
        name, number = f"{stem}-{number}", number + 1
    return name


def publish(building: Path, root: Path, name: str) -> Path:
    """Return the folder of the run after it became visible and the latest."""
    run = root / name
    building.rename(run)
    point_latest(root, name)
    return run


def point_latest(root: Path, name: str) -> None:
    """Let ``latest`` lead to the run, in one step."""
    link = root / f".latest-{os.getpid()}"
    with contextlib.suppress(FileNotFoundError):
        link.unlink()
    link.symlink_to(name, target_is_directory=True)
    link.replace(root / LATEST)


def keep_failure(building: Path, root: Path, name: str) -> Path:
    """Return the folder in which a failed run's notebooks stay for reading; older failures are removed."""
    kept = root / FAILED / name
    kept.parent.mkdir(exist_ok=True)
    building.rename(kept)
    for old in sorted(path for path in kept.parent.iterdir() if _RUN.fullmatch(path.name))[:-KEPT_FAILURES]:
        _remove(old)
    return kept


def runs(root: Path) -> list[Path]:
    """Return the published runs, oldest first."""
    if not root.is_dir():
        return []
    return sorted(path for path in root.iterdir() if _RUN.fullmatch(path.name) and path.is_dir())


def prune(root: Path, keep: int) -> list[Path]:
    """Return the runs that were removed so that the newest ``keep`` and the latest stay."""
    latest = (root / LATEST).resolve()
    old = [path for path in runs(root)[: -max(keep, 1)] if path.resolve() != latest]
    for path in old:
        _remove(path)
    return old


def latest_record(root: Path) -> dict[str, Any] | None:
    """Return the record of the last good run, or nothing where there is none that can be read."""
    try:
        record: dict[str, Any] = json.loads((root / LATEST / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def replace_folder(new: Path, old: Path) -> None:
    """Put ``new`` in the place of ``old`` in one exchange where the system has one, else by two renames."""
    aside = old.with_name(f".{old.name}-old")
    _remove(aside)
    if old.exists() and not _exchange(new, old):
        old.rename(aside)
    if new.exists() and not old.exists():
        new.rename(old)
    _remove(aside)
    _remove(new)


def recover_folder(folder: Path) -> None:
    """Put back a folder whose replacement was cut off between two renames, and drop what was half written."""
    aside = folder.with_name(f".{folder.name}-old")
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    for remains in (aside, folder.with_name(f".{folder.name}-new")):
        _remove(remains)


def _exchange(one: Path, other: Path) -> bool:
    """Return whether the system swapped two folders in one step."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    here, rename_exchange = -100, 2
    return bool(renameat2(here, os.fsencode(one), here, os.fsencode(other), rename_exchange) == 0)


def _remove(path: Path) -> None:
    """Remove a file, a link or a folder if it is there; a link's target stays."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path, ignore_errors=True)


def replace_processed(processed: Path, tables: Path) -> None:
    """Replace the project's tables by the run's; what else lies there stays."""
    new = processed.with_name(f".{processed.name}-new")
    shutil.rmtree(new, ignore_errors=True)
    try:
        shutil.copytree(tables, new)
        for path in processed.glob("*") if processed.is_dir() else ():
            if path.suffix not in (".parquet", ".csv") and path.name != "datapackage.json" and path.is_file():
                shutil.copy2(path, new / path.name)
        replace_folder(new, processed)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise RunError(
            f"Folder '{processed}'", f"not replaced ({error.strerror})", "The report itself is published."
        ) from error
