"""A new document into the project: read, extracted, copied, registered; all of it or nothing."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from compare.errors import CompareError, SourceError
from compare.regions import Region
from compare.runs.corpus import extract_each
from compare.sources import Register, Source, load_register, open_file
from compare.sources.load import load_bytes
from compare.sources.propose import propose_entry, propose_file, propose_id, refuse_known, require_region
from compare.sources.register import REGISTER_NAME
from compare.store import write_bytes, write_text
from compare.structure.model import Facts

_HEAD = "# The register: every document the suite reads, with what its file does not say of itself.\ndocuments:\n"


@dataclass(frozen=True, slots=True)
class Added:
    """A document ready for the register: its source, its tables, its entry, its region, where its file goes."""

    source: Source
    frames: dict[str, pl.DataFrame]
    entry: dict[str, Any]
    region: Region
    kept: Path


def prepare(folder: Path, path: Path, options: Facts, document_id: str | None = None) -> Added:
    """Return what adding the file would register, without writing anything.

    Args:
        folder: The register's folder.
        path: The new file.
        options: What the user said of it; it wins over the text.
        document_id: The id the user wants.

    Raises:
        SourceError: The file cannot be read, is registered already, or leaves its region open.
    """
    place = f"File '{path}'"
    register = _register(folder)
    source = open_file(path, options)
    refuse_known(register, source.sha256, place)
    outcome = extract_each([source], 1)[0]
    if isinstance(outcome, CompareError):
        raise outcome
    row = outcome["documents"].row(0, named=True)
    region = require_region(row["region_code"], source.raw, place)
    name = propose_id(region, row, register, document_id, place)
    kept = _place(folder, path, propose_file(name, path, source.form))
    entry = propose_entry(name, kept.relative_to(folder).as_posix(), region, row, options)
    return Added(replace(source, document_id=name), outcome, entry, region, kept)


def register_document(folder: Path, path: Path, added: Added) -> None:
    """Copy the file into the register's folder and append its entry; the register's other words stay as they are.

    Raises:
        SourceError: The file or the register changed meanwhile, or the name is taken by another file.
    """
    with _alone(folder):
        place = f"File '{path}'"
        refuse_known(_register(folder), added.source.sha256, place)
        undo = _copy(path, added)
        try:
            _append(folder, added.entry)
        except BaseException:
            undo()
            raise


def _register(folder: Path) -> Register:
    """Return the register, an empty one where none is there yet."""
    if (folder / REGISTER_NAME).exists():
        return load_register(folder)
    if not folder.is_dir():
        raise SourceError(f"Folder '{folder}'", "no such folder", "Run inside the project.")
    return Register(documents=())


def _place(folder: Path, path: Path, name: str) -> Path:
    """Return where the file is kept: where it lies, if that is the register's folder."""
    inside = path.resolve().is_relative_to(folder.resolve()) and not path.is_symlink()
    return folder / path.resolve().relative_to(folder.resolve()) if inside else folder / name


def _copy(path: Path, added: Added) -> Callable[[], None]:
    """Copy the bytes that were read; return what takes the copy away again."""
    import hashlib

    place = f"File '{path}'"
    data = load_bytes(path, place)
    if hashlib.sha256(data).hexdigest() != added.source.sha256:
        raise SourceError(place, "changed while it was added", "Add it again.")
    if added.kept.exists():
        if load_bytes(added.kept, place) != data:
            raise SourceError(f"File '{added.kept}'", "another file of that name", "Give the document another --id.")
        return lambda: None
    write_bytes(added.kept, data)
    return lambda: added.kept.unlink(missing_ok=True)


def _append(folder: Path, entry: dict[str, Any]) -> None:
    """Append an entry to the register in one replacement, after the new text was read as a register."""
    path = folder / REGISTER_NAME
    text = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    before = [known["id"] for known in (yaml.safe_load(text) or {}).get("documents") or []]
    if not before:
        text = text.replace("documents: []", "documents:")
    lines = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10_000).splitlines()
    added = "".join(f"  {line}\n" for line in lines)
    text = text.rstrip("\n") + ("\n\n" if before else "\n") + added
    try:
        after = Register.model_validate(yaml.safe_load(text))
        same = [known.id for known in after.documents] == [*before, entry["id"]]
    except (yaml.YAMLError, ValueError) as error:
        raise SourceError(
            f"Register '{path}'",
            f"the entry does not fit: {' '.join(str(error).split())}",
            "Give the facts by options.",
        ) from error
    if not same:
        raise SourceError(
            f"Register '{path}'", "its last lines are no entry of 'documents'", "Let the list end the file."
        )
    write_text(path, text)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the register alone while the block runs."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)
