"""Print rows drawn at random, to be read by a person: repairs, targets, codes, prose of the briefs.

Usage: ``python tools/sample.py KIND [--seed N] [--rows N] [RUN]``; KIND is repairs, targets, measures or prose, RUN a run's
folder (``reports/latest``). The same run, seed and number give the same rows. What was counted stands in docs/figures.md.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from compare.sections import MIME, Section

ROOT = Path(__file__).parent.parent
AROUND = 14
"""Characters of text shown on each side of a repair."""
SHOWN = (
    "indicator", "value", "value_max", "unit", "comparator", "kind", "measure_type", "change", "accumulation", "denominator", "population",
    "place", "rank_scope", "deadline", "period", "baseline_value", "quality",
)  # fmt: skip


def repairs(run: Path) -> list[str]:
    """Return one line per repair; of the plain kinds (variant, pinyin) only as many as of all others together."""
    texts = dict(pl.read_parquet(run / "tables" / "documents.parquet").select("document_id", "text").iter_rows())
    rows = pl.read_parquet(run / "tables" / "repairs.parquet").to_dicts()
    rare = [row for row in rows if row["kind"] not in ("variant", "pinyin")]
    plain = random.sample([row for row in rows if row not in rare], len(rare))
    lines = []
    for row in rare + plain:
        text, start, end = texts[row["document_id"]], row["text_start"], row["text_end"]
        context = f"{text[max(0, start - AROUND) : start]}[{text[start:end]}]{text[end : end + AROUND]}".replace("\n", "/")
        lines.append(f"{row['document_id']} {row['kind']} {row['certainty']}: {row['raw'][:40]!r} | {context}")
    return lines


def targets(run: Path) -> list[str]:
    """Return one line per quantified statement."""
    rows = pl.read_parquet(run / "tables" / "targets.parquet").to_dicts()
    return [
        f"{row['target_id']}: {'; '.join(f'{key}={row[key]}' for key in SHOWN if row[key] is not None)} | {row['quote']}"
        for row in rows
    ]


def measures(run: Path) -> list[str]:
    """Return one line per coded unit, those without a measure too."""
    rows = pl.read_parquet(run / "tables" / "measures.parquet").to_dicts()
    return [
        f"{row['measure_id']}: {row['primary']} {','.join(row['secondary'])} {row['stance']} {row['firmness']} | {row['text']}"
        for row in rows
    ]


def prose(run: Path) -> list[str]:
    """Return one line per sentence of the briefs, filled from its table."""
    return [f"{path.stem} {words}" for path in sorted((run / "notebooks").glob("0[57]*.ipynb")) for words in _sentences(path)]


def _sentences(path: Path) -> Iterator[str]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {}).get(MIME)
            if data:
                section = Section.model_validate(data)
                yield from (f"{section.id}: {section.plain(sentence)}" for sentence in section.prose())


def main() -> None:
    """Print the sample."""
    kinds = {"repairs": repairs, "targets": targets, "measures": measures, "prose": prose}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("kind", choices=kinds)
    parser.add_argument("run", nargs="?", type=Path, default=ROOT / "reports" / "latest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=40)
    wanted = parser.parse_args()
    random.seed(wanted.seed)
    lines = kinds[wanted.kind](wanted.run)
    for number, line in enumerate(random.sample(lines, min(wanted.rows, len(lines))), start=1):
        sys.stdout.write(f"{number:2d} {line}\n")


if __name__ == "__main__":
    main()
