"""The tables of a run as notebooks hold them, and the facts of regions and documents drawn from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from compare.align import reference_frame
from compare.errors import ParameterError, examples
from compare.knowledge import load_csv
from compare.notebook.compared import Compared
from compare.overlap import coded, shared_wording
from compare.regions import resolve
from compare.store import read_references, read_table, tables_folder
from compare.tables import LEVELS, TABLES

Record = dict[str, Any]
NATION = "100000"
_NATIONAL = "national"


@dataclass(frozen=True)
class Corpus:
    """Every table of a run; frames as compare.tables declares them."""

    regions: pl.DataFrame
    documents: pl.DataFrame
    repairs: pl.DataFrame
    items: pl.DataFrame
    measures: pl.DataFrame
    targets: pl.DataFrame
    commitments: pl.DataFrame
    numerals: pl.DataFrame
    indicators: pl.DataFrame
    comparisons: pl.DataFrame
    document_pairs: pl.DataFrame
    references: tuple[Record, ...] = ()
    """What nation, provinces and prefectures state elsewhere, from ``data/reference``, shaped like rows of targets."""
    beneath: Corpus | None = None
    """The corpus that a lens looks at; null where no lens is set."""

    @property
    def whole(self) -> Corpus:
        """Return the corpus without a lens: what silence is judged on, for a lens hides what a text does say."""
        return self.beneath or self

    @cached_property
    def document(self) -> dict[str, Record]:
        """Return the documents by id."""
        return {row["document_id"]: row for row in self.documents.iter_rows(named=True)}

    @cached_property
    def measure(self) -> dict[str, Record]:
        """Return the measures by id."""
        return {row["measure_id"]: row for row in self.measures.iter_rows(named=True)}

    @cached_property
    def target(self) -> dict[str, Record]:
        """Return the quantified statements by id."""
        return {row["target_id"]: row for row in self.targets.iter_rows(named=True)}

    @cached_property
    def indicator(self) -> dict[str, Record]:
        """Return the indicators by id."""
        return {row["indicator_id"]: row for row in self.indicators.iter_rows(named=True)}

    @cached_property
    def region(self) -> dict[str, Record]:
        """Return the regions by code."""
        return {row["region_code"]: row for row in self.regions.iter_rows(named=True)}

    @cached_property
    def compared(self) -> Compared:
        """Return the comparisons by statement."""
        return Compared(self.comparisons, self.targets)

    @cached_property
    def stated(self) -> list[Record]:
        """Return the readable statements with an indicator of the list, baselines apart, in the fixed order of documents."""
        frame = self.targets.filter(
            pl.col("indicator_id").is_not_null(),
            pl.col("value").is_not_null() | pl.col("value_max").is_not_null(),
            pl.col("kind") != "baseline",
        )
        order = {document_id: number for number, document_id in enumerate(self.ordered)}
        return sorted(
            frame.iter_rows(named=True),
            key=lambda row: (order[row["document_id"]], row["text_start"], row["target_id"]),
        )

    @cached_property
    def wording(self) -> pl.DataFrame:
        """Return the runs of words that documents share."""
        return shared_wording(self.documents)

    @cached_property
    def ordered(self) -> list[str]:
        """Return the document ids in the fixed order: level, region code, annual before long-term, id."""
        return sorted(self.document, key=lambda d: (*self._rank(self.document[d]["region_code"]), self.long_term(d), d))

    @cached_property
    def region_codes(self) -> list[str]:
        """Return the codes of the regions that have a document, in the fixed order (level, code)."""
        return list(dict.fromkeys(code for d in self.ordered if (code := self.document[d]["region_code"])))

    def _rank(self, code: str | None) -> tuple[int, str]:
        """Return a region's place in the fixed order; unknown regions last."""
        level = self.region[code]["admin_level"] if code in self.region else None
        return (LEVELS.index(level) if level else len(LEVELS), code or "")

    def long_term(self, document_id: str) -> bool:
        """Return whether a document sets aims beyond its plan year, which keeps it out of the annual profile."""
        row = self.document[document_id]
        if row["kind"] in ("work_points", "statement", "report", "news_summary"):
            return False
        return row["kind"] == "opinions" or bool(
            row["horizon"] and row["plan_year"] and row["horizon"] > row["plan_year"]
        )

    def documents_of(self, region_code: str) -> list[str]:
        """Return the ids of a region's documents, annual ones first.

        Raises:
            ParameterError: The corpus holds no document of the region.
        """
        found = [d for d in self.ordered if self.document[d]["region_code"] == region_code]
        if not found:
            held = examples(self.region_codes, limit=12)
            raise ParameterError(
                "Parameter 'region_code'", f"no document of '{region_code}'", f"The corpus holds {held}."
            )
        return found

    def main_document(self, region_code: str) -> str:
        """Return the document that stands for a region where one must: annual before long-term, full before summary."""
        return min(
            self.documents_of(region_code),
            key=lambda d: (
                self.long_term(d),
                self.document[d]["completeness"] != "full",
                -(self.document[d]["plan_year"] or 0),
                d,
            ),
        )

    def count(self, document_id: str, exclude_domains: tuple[str, ...] = ()) -> int:
        """Return how many measures a document holds."""
        return coded(self.measures, exclude_domains=exclude_domains, document_ids=(document_id,)).height

    def pair(self, a: str, b: str) -> tuple[str, str]:
        """Return the verdict and the reason on a pair of documents, whichever way round it is stored."""
        return self._pairs.get((a, b)) or self._pairs.get((b, a)) or ("other kind", "")

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return verdict and reason by pair."""
        names = ("document_id_a", "document_id_b", "verdict", "reason")
        return {(a, b): (verdict, reason) for a, b, verdict, reason in self.document_pairs.select(names).iter_rows()}


def reference_statements(files: Mapping[str, Iterable[Mapping[str, str]]]) -> tuple[Record, ...]:
    """Return one row per reference value whose indicator is listed, oldest first; packaged national ones where no file has any.

    Args:
        files: Rows by the file's stem: ``national``, or a region's code or name (``520000.csv``, ``贵州.csv``); others are
            known by their stem alone.
    """
    rows = []
    for stem, lines in {_NATIONAL: load_csv("national.csv"), **files}.items():
        code = NATION if stem == _NATIONAL else _code_of(stem)
        for number, row in enumerate(reference_frame(lines, stem).iter_rows(named=True)):
            if row["indicator_id"]:
                rows.append(
                    {
                        **row,
                        "target_id": f"{stem}-{number}",
                        "region_code": code,
                        "value_max": None,
                        "deadline": str(row["year"]),
                        "period": None,
                        "quality": "ok",
                        "denominator": "千人口" if row["unit"] == "个" else None,
                    }
                )
    return tuple(sorted(rows, key=lambda row: (row["deadline"], row["target_id"])))


def _code_of(stem: str) -> str:
    """Return the code of the region that a reference file is named after, else the name itself."""
    try:
        return resolve(stem).region_code
    except ParameterError:
        return stem


def load_corpus(folder: str | Path | None = None) -> Corpus:
    """Return every table of a run, checked.

    Args:
        folder: Folder of tables; none named: the one that POLICY_COMPARE_TABLES names, or ``data/processed`` of the project
            (found from the project's root and from its ``notebooks`` folder alike).
    """
    place = Path(folder) if folder else tables_folder()
    if not place.is_absolute() and not place.exists() and (Path("..") / place).exists():
        place = Path("..") / place
    references = reference_statements(read_references())
    frames: dict[str, Any] = {name: read_table(place, name) for name in TABLES}
    return Corpus(**frames, references=references)
