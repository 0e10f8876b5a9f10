"""Hand codes at their place in a project, laid over the restored documents of the register."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import polars as pl

from compare.coding.coder import Coder
from compare.coding.gold import Text, Unit, place_units
from compare.coding.train import packed_files
from compare.errors import KnowledgeError
from compare.restore import restore
from compare.review.agree import compare_coders, read_codes
from compare.sources import load_register, open_registered
from compare.structure import parse

RAW = Path("data/raw")
HAND = Path("data/coding")


def read_texts(root: Path) -> list[Text]:
    """Return the register's documents as the coder sees them."""
    texts = []
    for entry in load_register(root / RAW).documents:
        source = open_registered(root / RAW, entry)
        words = restore(source.raw, base=source.base).text
        texts.append(Text(document_id=source.document_id, region=str(entry.region), text=words,
                          structure=parse(words, source.facts)))  # fmt: skip
    return texts


def read_units(root: Path, texts: list[Text]) -> tuple[list[Unit], list[str]]:
    """Return the settled hand-coded units with their spans, and the ids of those whose words the texts lack.

    Raises:
        KnowledgeError: The project has no hand codes, or a unit has no settled code.
    """
    units, settled = _rows(root / HAND / "units.csv"), _rows(root / HAND / "settled.csv")
    held = {row["unit_id"]: row for row in settled}
    missing = [row["unit_id"] for row in units if row["unit_id"] not in held]
    if missing:
        raise KnowledgeError("Hand codes", f"{len(missing)} units without a settled code, {missing[0]}", "Settle them.")
    return place_units(texts, units, held)


def compare_passes(root: Path) -> pl.DataFrame:
    """Return how far the two passes of the hand coding agree: Krippendorff's alpha with intervals, over all and per domain.

    Both passes are by one coder, so this is intra-coder agreement, never inter-coder.
    """
    sheets = [read_codes((root / HAND / name).read_bytes(), name) for name in ("pass_1.csv", "pass_2.csv")]
    return compare_coders(*sheets).summary


def write_coder(folder: Path, coder: Coder) -> list[Path]:
    """Write the coder's files below ``folder`` (the package's knowledge) and return them."""
    written = []
    for name, words in packed_files(coder).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = words.encode("utf-8")
        path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
        written.append(path)
    return written


def write_scores(folder: Path, frames: dict[str, pl.DataFrame]) -> list[Path]:
    """Write the frames on the coder's validity as CSV into ``folder`` and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in frames.items():
        path = folder / f"{name}.csv"
        rounded = frame.with_columns(pl.selectors.float().round(4))
        path.write_text(rounded.write_csv(), encoding="utf-8", newline="")
        written.append(path)
    return written


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise KnowledgeError(f"Hand codes '{path.name}'", "not found", "Run the command in the project's root.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
