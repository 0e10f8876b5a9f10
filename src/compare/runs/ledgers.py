"""The pages of restoration of a run: one per document and language, below the run's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from compare.store import make_folder, write_text

FOLDER = "restoration"
_LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Where a document's page lies below the run's folder, in which language, and what a link to it says."""

    document_id: str
    address: str
    language: str
    label: str


def write_ledgers(folder: Path, frames: Mapping[str, pl.DataFrame], language: str, run_id: str) -> list[LedgerPage]:
    """Return the pages that were written, in the order of the documents table, the run's first language first.

    Args:
        folder: The run's folder.
        frames: The run's tables.
        language: Language of the run: zh, en or both.
        run_id: Name of the run, for the pages' footers.
    """
    from compare.ledger import name_document, render_ledger

    make_folder(folder / FOLDER)
    repairs = frames["repairs"].partition_by("document_id", as_dict=True)
    bases = _bases(frames["measures"])
    made = []
    for document in frames["documents"].iter_rows(named=True):
        name = document["document_id"]
        own = repairs[(name,)].to_dicts() if (name,) in repairs else []
        for number, spoken in enumerate(_LANGUAGES[language]):
            address = f"{FOLDER}/{name}.en.html" if number else f"{FOLDER}/{name}.html"
            page = render_ledger(document, own, base=bases.get(name, 0), language=spoken, run_id=run_id)
            write_text(folder / address, page)
            made.append(LedgerPage(name, address, spoken, name_document(document)))
    return made


def _bases(measures: pl.DataFrame) -> dict[str, int]:
    """Return where each document starts in its file, as its first measure tells."""
    firsts = measures.sort("document_id", "text_start").group_by("document_id", maintain_order=True).first()
    return {name: raw - text for name, raw, text in firsts.select("document_id", "raw_start", "text_start").iter_rows()}
