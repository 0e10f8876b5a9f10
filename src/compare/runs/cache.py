"""What earlier runs worked out, as plain files under the checksum of their inputs; deleting any of them is safe."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from compare.errors import CompareError
from compare.runs.inputs import digest
from compare.sources.files import Source
from compare.store import read_table, write_json, write_tables
from compare.tables import DOCUMENT_TABLES

FOLDER = ".cache"
_README = """Kept results of earlier runs: `documents/` holds the tables of one document each, `notebooks/` executed notebooks,
`texts/` what was read from pages, DOCX and PDF, by its checksum (`raw_sha256` of the documents table).
Every name ends in the checksum of all that the result was made of (see `inputs.json`). Delete what you like.
"""


class Cache:
    """Kept results below a root; what a run asked for is kept, the rest is dropped by ``sweep``."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER
        self.used: set[Path] = set()

    def document(self, source: Source, steps: str) -> dict[str, pl.DataFrame] | None:
        """Return the kept tables of a document, or nothing."""
        place = self._document_place(source, steps)
        try:
            frames = {table.name: read_table(place, table.name) for table in DOCUMENT_TABLES}
        except CompareError:
            return None
        self.used.add(place)
        return frames

    def keep_document(self, source: Source, steps: str, frames: dict[str, pl.DataFrame]) -> None:
        """Keep the tables of a document for later runs."""
        place = self._document_place(source, steps)
        aside = self._aside(place)
        write_tables(aside, frames)
        made_of = {**_identity(source), "steps": steps}
        self._settle(aside, place, made_of)

    def notebook(self, name: str, key: str) -> Path | None:
        """Return the folder with the kept executed notebook, or nothing."""
        place = self.folder / "notebooks" / f"{name}-{key[:16]}"
        if not (place / "inputs.json").is_file():
            return None
        self.used.add(place)
        return place

    def keep_notebook(self, name: str, key: str, files: dict[str, Path], made_of: dict[str, Any]) -> None:
        """Keep an executed notebook and its facts for later runs."""
        place = self.folder / "notebooks" / f"{name}-{key[:16]}"
        aside = self._aside(place)
        for kept, path in files.items():
            shutil.copyfile(path, aside / kept)
        self._settle(aside, place, made_of)

    def sweep(self) -> None:
        """Drop everything that this run did not use."""
        for kind in ("documents", "notebooks"):
            for place in (self.folder / kind).glob("*"):
                if place not in self.used:
                    shutil.rmtree(place, ignore_errors=True)

    def _document_place(self, source: Source, steps: str) -> Path:
        return self.folder / "documents" / f"{source.document_id}-{digest([_identity(source), steps])[:16]}"

    def _aside(self, place: Path) -> Path:
        """Return a fresh folder beside the place."""
        place.parent.mkdir(parents=True, exist_ok=True)
        readme = self.folder / "README.md"
        if not readme.exists():
            readme.write_text(_README, encoding="utf-8")
        aside = place.with_name(f".{place.name}.part")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        return aside

    def _settle(self, aside: Path, place: Path, made_of: dict[str, Any]) -> None:
        """Move a finished folder to its place."""
        write_json(aside / "inputs.json", made_of)
        shutil.rmtree(place, ignore_errors=True)
        with contextlib.suppress(OSError):
            aside.rename(place)
        self.used.add(place)


def _identity(source: Source) -> dict[str, Any]:
    """Return what a document's tables are made of beside the steps."""
    return {
        "document_id": source.document_id,
        "source_file": source.source_file,
        "sha256": source.sha256,
        "raw_sha256": source.raw_sha256,
        "base": source.base,
        "length": len(source.raw),
        "facts": asdict(source.facts),
    }
