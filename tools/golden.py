"""Write the golden tables: what extraction yields for two regions, kept as text so that a change of rules shows as a diff.

Usage: ``python tools/golden.py`` after a change whose effect on these tables was read and is meant.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from compare.runs.extract import extract_text
from compare.runs.rows import Identity
from compare.sources import load_register, open_registered

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "data" / "golden"
DOCUMENTS = ("zhuji-2023-work-points", "maoming-2024-answer")
COLUMNS = {
    "items": ("item_id", "section", "heading", "raw_start", "raw_end"),
    "measures": ("measure_id", "item_no", "text", "stance", "firmness", "primary", "coded_by"),
    "targets": (
        "target_id", "measure_id", "indicator", "indicator_id", "value", "value_max", "unit", "comparator", "kind",
        "measure_type", "change", "accumulation", "firmness", "denominator", "population", "rank_scope", "deadline",
        "deadline_from", "period", "quality", "quote",
    ),
    "commitments": ("commitment_id", "indicator", "level", "kind", "deadline", "quote"),
    "repairs": ("raw_start", "raw_end", "raw", "text_start", "text_end", "restored", "kind", "certainty"),
}  # fmt: skip


def tables(document_id: str) -> dict[str, pl.DataFrame]:
    """Return the golden columns of one registered document's tables."""
    entry = next(entry for entry in load_register(ROOT / "data" / "raw").documents if entry.id == document_id)
    source = open_registered(ROOT / "data" / "raw", entry)
    identity = Identity(
        document_id=source.document_id, source_file=source.source_file, sha256=source.sha256, base=source.base
    )
    frames = extract_text(source.raw, identity, source.facts)
    return {name: frames[name].select(columns) for name, columns in COLUMNS.items()}


if __name__ == "__main__":
    for document_id in DOCUMENTS:
        (GOLDEN / document_id).mkdir(parents=True, exist_ok=True)
        for name, frame in tables(document_id).items():
            frame.write_csv(GOLDEN / document_id / f"{name}.csv")
