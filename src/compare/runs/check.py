"""Every issue of the project's data: register, knowledge, corrections, tables; nothing is raised, all is listed."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from compare import knowledge
from compare.errors import CompareError
from compare.review.lenses import find_lens_issues
from compare.runs import corrections
from compare.sources import check_files, load_register
from compare.store import DEFAULT_TABLES, read_table
from compare.tables import TABLES

_ROOMS = ("compare.coding", "compare.restore", "compare.structure")
"""Rooms that offer ``lint() -> list`` over their own knowledge."""


def find_issues(root: Path) -> list[str]:
    """Return every issue found below the project's ``root``, one line each."""
    found = _of_knowledge()
    return [
        *_of_register(root / "data/raw"),
        *found,
        *([] if found else corrections.find_issues(root)),
        *find_lens_issues(root),
        *_of_tables(root / DEFAULT_TABLES),
    ]


def _of_register(folder: Path) -> list[str]:
    """Return the issues of the register and of the files it names."""
    from compare.regions import resolve

    try:
        register = load_register(folder)
    except CompareError as error:
        return [str(error)]
    issues = [str(issue) for issue in check_files(folder, register)]
    for entry in register.documents:
        try:
            resolve(entry.region)
        except CompareError as error:
            issues.append(f"Register, document '{entry.id}': {error}")
    return issues


def _of_knowledge() -> list[str]:
    """Return the issues of the packaged knowledge: files that cannot be read, and what each room's own lint finds."""
    from compare.align import listing

    issues = list(_unreadable(files(knowledge), ""))
    if issues:
        return issues
    issues += [f"Knowledge file '{listing.FILE}': {found}" for found in listing.lint(knowledge.load_yaml(listing.FILE))]
    for name in _ROOMS:
        try:
            lint: Callable[[], list[object]] | None = getattr(importlib.import_module(name), "lint", None)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            continue
        issues += [str(issue) for issue in lint()] if lint else []
    return issues


def _unreadable(folder: Traversable, below: str) -> Iterator[str]:
    """Yield the knowledge files that are not well-formed."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{below}{entry.name}"
        if entry.is_dir():
            yield from _unreadable(entry, f"{name}/")
        elif name.endswith((".yml", ".csv", ".txt", ".json")):
            try:
                text = entry.read_bytes().decode("utf-8")
                if name.endswith(".yml"):
                    knowledge.load_yaml(name)
                elif name.endswith(".json"):
                    json.loads(text)
            except (ValueError, yaml.YAMLError) as error:
                yield f"Knowledge file '{name}': not readable ({' '.join(str(error).split())}). Mend it."


def _of_tables(folder: Path) -> list[str]:
    """Return the issues of the stored tables, if any run has left some."""
    if not (folder / "datapackage.json").is_file():
        return []
    issues = []
    frames = {}
    for name in TABLES:
        try:
            frames[name] = read_table(folder, name)
        except CompareError as error:
            issues.append(str(error))
    if "documents" in frames:
        texts = dict(frames["documents"].select("document_id", "text").iter_rows())
        for name, words in (("measures", "text"), ("targets", "quote"), ("commitments", "quote"), ("numerals", "text")):
            if name in frames:
                issues += _of_spans(name, words, frames[name].rows(named=True), texts)
    return issues


def _of_spans(name: str, words: str, rows: list[dict[str, Any]], texts: dict[str, str]) -> list[str]:
    """Return the rows whose words do not stand at their span."""
    issues = []
    for row in rows:
        text = texts.get(str(row["document_id"]))
        start, end = row["text_start"], row["text_end"]
        if text is None:
            issues.append(
                f"Table '{name}': document '{row['document_id']}' is not in 'documents'. Make the tables anew."
            )
        elif text[start:end] != row[words]:
            issues.append(
                f"Table '{name}': {row['document_id']} [{start}, {end}) does not hold its words. Make the tables anew."
            )
    return issues
