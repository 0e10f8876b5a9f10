"""The last step over a store of parts: CSV files and the tables of pairs, one part in memory at a time."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, Literal

import polars as pl

from compare.runs import places
from compare.runs.parts import to_parquet
from compare.store import csv_lines
from compare.tables import COMPARISONS, DOCUMENT_PAIRS, Table

CSV_DOCUMENTS = 20_000
"""Documents up to which CSV files are written unless asked for."""

PAIRS = 50_000
"""Rows up to which a table of pairs is written unless asked for; such tables grow with the square of the corpus."""

PART_ROWS = 100_000
"""Rows of a part of a table of pairs."""

_CSV_ROWS = 2000
"""Rows that are turned into lines of a CSV file at once."""

Finish = Literal["auto", "all", "none"]
Row = Mapping[str, Any]


def read_parts(out: str, table: str, columns: list[str] | None = None) -> Iterator[pl.DataFrame]:
    """Yield the parts of a stored table one by one, in the order of their names; all columns or some."""
    folder = places.join(out, f"{table}.parquet")
    for name in places.names(folder):
        if name.endswith(".parquet") and not name.startswith("."):
            yield pl.read_parquet(io.BytesIO(places.read_whole(places.join(folder, name))), columns=columns)


def write_csv(out: str, table: Table, frames: Iterable[pl.DataFrame]) -> None:
    """Write one CSV file of all frames, so that a reader finds the old file or the new one."""
    with places.writer(places.join(out, f"{table.name}.csv")) as file:
        file.write(("\ufeff" + csv_lines(table, table.empty())).encode("utf-8"))
        for frame in frames:
            for some in frame.iter_slices(_CSV_ROWS):
                file.write(csv_lines(table, some, header=False).encode("utf-8"))


def count_pairs(out: str, documents: int) -> dict[str, int]:
    """Return how many rows the tables of pairs would have at most."""
    counts: Counter[str] = Counter()
    for frame in read_parts(out, "targets", ["indicator_id"]):
        counts.update(map(_family, frame["indicator_id"].drop_nulls().to_list()))
    statements = sum(count * (count - 1) // 2 for count in counts.values())
    return {COMPARISONS.name: statements, DOCUMENT_PAIRS.name: documents * (documents - 1) // 2}


def write_pairs(out: str, table: Table) -> int:
    """Return the rows of a table of pairs after its parts were written, those of an earlier run removed."""
    folder = places.join(out, f"{table.name}.parquet")
    places.make(folder)
    made, rows = set(), 0
    maker = _comparisons if table is COMPARISONS else _document_pairs
    for number, group in enumerate(_grouped(maker(out), PART_ROWS)):
        name = f"part-{number:06}.parquet"
        places.write(places.join(folder, name), to_parquet(table.build(group)))
        made.add(name)
        rows += len(group)
    if not made:
        places.write(places.join(folder, "part-000000.parquet"), to_parquet(table.empty()))
    for name in set(places.names(folder)) - (made or {"part-000000.parquet"}):
        places.remove(places.join(folder, name))
    return rows


def _comparisons(out: str) -> Iterator[dict[str, object]]:
    """Yield the pairs of statements of one family of indicators after the other."""
    from compare.align.comparing import judge

    levels: dict[str, str | None] = {}
    for frame in read_parts(out, "documents"):
        levels.update(zip(frame["document_id"], frame["admin_level"], strict=True))
    families: dict[str, list[Row]] = defaultdict(list)
    for frame in read_parts(out, "targets"):
        for row in frame.filter(pl.col("indicator_id").is_not_null()).iter_rows(named=True):
            families[_family(row["indicator_id"])].append(row)
    for _, members in sorted(families.items()):
        members.sort(key=lambda row: (row["document_id"], row["text_start"], row["target_id"]))
        for one, other in combinations(members, 2):
            if one["document_id"] != other["document_id"]:
                verdict, reason = judge(one, other, levels[one["document_id"]], levels[other["document_id"]])
                yield {
                    "target_id_a": one["target_id"], "target_id_b": other["target_id"], "verdict": verdict,
                    "reason": reason,
                }  # fmt: skip


def _document_pairs(out: str) -> Iterator[dict[str, object]]:
    """Yield the pairs of documents."""
    from compare.align.pairs import judge_pair

    sizes: Counter[str] = Counter()
    for frame in read_parts(out, "measures"):
        sizes.update(frame.filter(pl.col("primary") != "Z")["document_id"].to_list())
    rows = sorted(
        (row for frame in read_parts(out, "documents") for row in frame.drop("text").iter_rows(named=True)),
        key=lambda row: str(row["document_id"]),
    )
    for one, other in combinations(rows, 2):
        judged = judge_pair(one, other, sizes[one["document_id"]], sizes[other["document_id"]])
        yield {"document_id_a": one["document_id"], "document_id_b": other["document_id"], **judged}


def _family(indicator_id: str) -> str:
    from compare.align.listing import by_id

    entry = by_id().get(indicator_id)
    return entry.family if entry else indicator_id


def _grouped(rows: Iterable[dict[str, object]], size: int) -> Iterator[list[dict[str, object]]]:
    """Yield the rows in lists of ``size``."""
    group: list[dict[str, object]] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
