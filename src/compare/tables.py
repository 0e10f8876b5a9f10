"""Declarations of every stored table: columns in order, types, nullability, key, meaning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from compare.errors import TableError, examples

SCHEMA_VERSION = "1.0.0"

TEXT = pl.String()
COUNT = pl.Int64()
NUMBER = pl.Float64()
FLAG = pl.Boolean()
WORDS = pl.List(pl.String())

DECIMALS = 6
"""Decimals to which stored floats are rounded, so that equal inputs give equal bytes."""


@dataclass(frozen=True)
class Column:
    """One declared column: its type, its meaning, whether it may be null, its closed list of values."""

    dtype: pl.DataType
    comment: str
    nullable: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table we promise to produce: its columns in order, their types, its row key."""

    name: str
    comment: str
    key: tuple[str, ...]
    columns: dict[str, Column] = field(default_factory=dict)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Return the column types in declared order."""
        return {name: column.dtype for name, column in self.columns.items()}

    def empty(self) -> pl.DataFrame:
        """Return the table without rows."""
        return pl.DataFrame(schema=self.schema)

    def build(self, rows: list[dict[str, object]]) -> pl.DataFrame:
        """Return ``rows`` as a checked frame: floats rounded, sorted by nothing, columns in order.

        Args:
            rows: One mapping per row; a missing key is null.

        Raises:
            TableError: A row has an undeclared key, or a rule of the table is broken.
        """
        unknown = sorted(set().union(*rows) - set(self.columns))
        if unknown:
            raise TableError(
                f"Table '{self.name}'", f"undeclared columns {examples(unknown)}", "Declare them in compare.tables."
            )
        frame = pl.from_dicts(rows, schema=self.schema) if rows else self.empty()
        return self.check(self.rounded(frame))

    def rounded(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return ``frame`` with its floats at the declared decimals."""
        floats = [name for name, column in self.columns.items() if column.dtype == pl.Float64 and name in frame.columns]
        return frame.with_columns(pl.col(name).round(DECIMALS) for name in floats) if floats else frame

    def check(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return ``frame`` untouched, or raise on the first broken promise."""
        place = f"Table '{self.name}'"
        if list(frame.columns) != list(self.columns):
            missing = [name for name in self.columns if name not in frame.columns]
            extra = [name for name in frame.columns if name not in self.columns]
            raise TableError(
                place, f"columns differ: missing {missing}, undeclared {extra}", "Select the declared columns in order."
            )
        for name, column in self.columns.items():
            series = frame[name]
            if series.dtype != column.dtype:
                raise TableError(
                    place, f"column '{name}' is {series.dtype}, declared {column.dtype}", "Cast it before the check."
                )
            if not column.nullable and series.null_count():
                raise TableError(
                    place, f"column '{name}' has {series.null_count()} nulls", "Fill it, or declare it nullable."
                )
            if column.values:
                strange = sorted(set(series.to_list()) - {None, *column.values})
                if strange:
                    raise TableError(
                        place, f"column '{name}' holds {examples(strange)}", f"Allowed: {', '.join(column.values)}."
                    )
        keys = list(zip(*(frame[name].to_list() for name in self.key), strict=True))
        if len(set(keys)) != len(
            keys
        ):  # plain sets: quicker than a parallel search in the small frames of one document
            twice = [key for key, count in Counter(keys).items() if count > 1]
            raise TableError(place, f"key {self.key} repeats: {examples(twice)}", "One row per key.")
        return frame


STANCES = ("plan", "achieved", "background")
FIRMNESS = ("must", "plain", "strive", "explore")
STATEMENT_KINDS = ("target", "achieved", "baseline")

_SPANS = {
    "text_start": Column(COUNT, "First character in the document's restored text."),
    "text_end": Column(COUNT, "End (exclusive) in the document's restored text."),
    "raw_start": Column(COUNT, "First code point in the raw file as decoded."),
    "raw_end": Column(COUNT, "End (exclusive) in the raw file as decoded."),
}

REGIONS = Table(
    "regions",
    "One row per region.",
    ("region_code",),
    {
        "region_code": Column(TEXT, "GB/T 2260 code, six digits as text."),
        "region_zh": Column(TEXT, "Full Chinese name."),
        "region_en": Column(TEXT, "English name.", nullable=True),
        "short_zh": Column(TEXT, "Short Chinese name for charts."),
        "admin_level": Column(TEXT, "Administrative level.", values=("nation", "province", "prefecture", "county")),
        "parent_code": Column(TEXT, "Code of the region above.", nullable=True),
    },
)

DOCUMENTS = Table(
    "documents",
    "One row per document.",
    ("document_id",),
    {
        "document_id": Column(TEXT, "Stable name of the document."),
        "region_code": Column(TEXT, "Region that speaks in the document.", nullable=True),
        "region_zh": Column(TEXT, "Its Chinese name.", nullable=True),
        "admin_level": Column(
            TEXT, "Its administrative level.", nullable=True, values=("nation", "province", "prefecture", "county")
        ),
        "title": Column(TEXT, "Title.", nullable=True),
        "title_from": Column(TEXT, "Where the title was read.", nullable=True, values=("source", "register")),
        "issuer": Column(TEXT, "Issuing body.", nullable=True),
        "authority": Column(
            TEXT, "Kind of authority.", nullable=True, values=("party_government", "department", "official_statement")
        ),
        "doc_no": Column(TEXT, "Document number (文号).", nullable=True),
        "issued": Column(TEXT, "Date of issue, ISO 8601.", nullable=True),
        "published": Column(TEXT, "Date of the web page, ISO 8601; never used for the plan year.", nullable=True),
        "plan_year": Column(COUNT, "Year whose work the document plans.", nullable=True),
        "horizon": Column(COUNT, "Last year the document sets aims for.", nullable=True),
        "reports_year": Column(COUNT, "Year whose results the document reports.", nullable=True),
        "kind": Column(
            TEXT,
            "Kind of document.",
            nullable=True,
            values=("work_points", "opinions", "news_summary", "statement", "report", "plan"),
        ),
        "completeness": Column(
            TEXT, "How much of the document the file holds.", nullable=True, values=("full", "summary", "excerpt")
        ),
        "is_official_copy": Column(FLAG, "Whether the file is the issuer's own publication.", nullable=True),
        "source_file": Column(TEXT, "Raw file, relative to data/raw (base name for unregistered files)."),
        "sha256": Column(TEXT, "SHA-256 of the raw file's bytes."),
        "raw_sha256": Column(
            TEXT, "SHA-256 of the text that was read from a page, DOCX or PDF; raw offsets count in it.", nullable=True
        ),
        "text": Column(TEXT, "Restored text, contact persons masked."),
    },
)

REPAIRS = Table(
    "repairs",
    "One row per contiguous run of one kind of change, deletion or set-aside.",
    ("document_id", "raw_start", "raw_end", "text_start", "text_end"),
    {
        "document_id": Column(TEXT, "Document."),
        "raw_start": _SPANS["raw_start"],
        "raw_end": _SPANS["raw_end"],
        "raw": Column(TEXT, "The raw words, contact persons masked."),
        "text_start": _SPANS["text_start"],
        "text_end": _SPANS["text_end"],
        "restored": Column(TEXT, "What stands in the restored text."),
        "kind": Column(TEXT, "Kind of damage."),
        "certainty": Column(TEXT, "How sure the repair is.", values=("certain", "inferred", "unrecoverable")),
        "confidence": Column(NUMBER, "0 to 1; null where nothing was restored.", nullable=True),
    },
)

ITEMS = Table(
    "items",
    "One row per numbered item.",
    ("item_id",),
    {
        "item_id": Column(TEXT, "Document and item number."),
        "document_id": Column(TEXT, "Document."),
        "section": Column(TEXT, "Heading of the section the item stands in.", nullable=True),
        "item_no": Column(TEXT, "Number as printed without punctuation, unique within the document."),
        "heading": Column(TEXT, "The item's heading.", nullable=True),
        "lead_units": Column(WORDS, "牵头单位."),
        "responsible_units": Column(WORDS, "责任单位."),
        **_SPANS,
    },
)

MEASURES = Table(
    "measures",
    "One row per unit of the codebook; primary Z has no measure and stays out of charts.",
    ("measure_id",),
    {
        "measure_id": Column(TEXT, "Document and raw start."),
        "document_id": Column(TEXT, "Document."),
        "region_code": Column(TEXT, "Region.", nullable=True),
        "section": Column(TEXT, "Section heading.", nullable=True),
        "item_no": Column(TEXT, "Number of the item.", nullable=True),
        "heading": Column(TEXT, "Heading of the item.", nullable=True),
        "text": Column(TEXT, "The measure's words in the restored text."),
        **_SPANS,
        "stance": Column(TEXT, "Plan, result or background.", values=STANCES),
        "firmness": Column(TEXT, "How firmly it is worded.", values=FIRMNESS),
        "primary": Column(TEXT, "Primary topic code, or Z."),
        "secondary": Column(WORDS, "Up to two secondary topic codes."),
        "confidence": Column(NUMBER, "Probability that the primary code is right, 0 to 1."),
        "coded_by": Column(TEXT, "Who decided the code.", values=("rule", "model", "person")),
        "lead_units": Column(WORDS, "牵头单位 of the item."),
        "responsible_units": Column(WORDS, "责任单位 of the item."),
    },
)

TARGETS = Table(
    "targets",
    "One row per quantified statement.",
    ("target_id",),
    {
        "target_id": Column(TEXT, "Document and raw start of the value, numbered where values are shared."),
        "measure_id": Column(TEXT, "Measure that holds the statement.", nullable=True),
        "document_id": Column(TEXT, "Document."),
        "region_code": Column(TEXT, "Region.", nullable=True),
        "indicator": Column(TEXT, "What is measured, in self-contained words."),
        "indicator_id": Column(TEXT, "Indicator of the list, or null.", nullable=True),
        "value": Column(NUMBER, "Value in the unit; the lower bound of a range.", nullable=True),
        "value_max": Column(NUMBER, "Upper bound of a range.", nullable=True),
        "unit": Column(TEXT, "Unit, powers of ten resolved.", nullable=True),
        "comparator": Column(
            TEXT, "Relation to the value.", nullable=True, values=(">=", "<=", "=", ">", "<", "~", "range")
        ),
        "kind": Column(TEXT, "Target, result or baseline.", values=STATEMENT_KINDS),
        "measure_type": Column(
            TEXT,
            "What sort of quantity.",
            values=("share", "rate", "ratio", "count", "money", "area", "time", "frequency", "rank"),
        ),
        "change": Column(TEXT, "Level or movement.", values=("level", "increase", "decrease", "maintain")),
        "accumulation": Column(TEXT, "Stock or flow.", values=("stock", "flow", "unknown")),
        "firmness": Column(TEXT, "How firmly it is worded.", values=FIRMNESS),
        "stage": Column(
            TEXT, "Stage of a project.", nullable=True, values=("applied", "approved", "started", "built", "in_use")
        ),
        "denominator": Column(TEXT, "What the value is per.", nullable=True),
        "population": Column(TEXT, "Whom it concerns.", nullable=True),
        "place": Column(TEXT, "Where it holds, if other than the region.", nullable=True),
        "rank_scope": Column(TEXT, "Field in which a rank is held.", nullable=True),
        "deadline": Column(TEXT, "YYYY or YYYY-MM; for results the year they refer to.", nullable=True),
        "deadline_from": Column(TEXT, "Where the deadline stands.", nullable=True, values=("stated", "inherited")),
        "period": Column(TEXT, "Part of a year the value covers, such as 2023H1.", nullable=True),
        "baseline_value": Column(NUMBER, "Stated starting value.", nullable=True),
        "baseline_period": Column(TEXT, "Year of the starting value.", nullable=True),
        "quality": Column(TEXT, "Whether the source is readable.", values=("ok", "corrupt")),
        "quote": Column(TEXT, "The statement's words."),
        **_SPANS,
        "value_text_start": Column(COUNT, "First character of the number's words in the restored text."),
        "value_text_end": Column(COUNT, "End (exclusive) of the number's words in the restored text."),
    },
)

COMMITMENTS = Table(
    "commitments",
    "One row per aim or result without a number.",
    ("commitment_id",),
    {
        "commitment_id": Column(TEXT, "Document and raw start of the level's words."),
        "measure_id": Column(TEXT, "Measure that holds it.", nullable=True),
        "document_id": Column(TEXT, "Document."),
        "region_code": Column(TEXT, "Region.", nullable=True),
        "indicator": Column(TEXT, "What reaches the level."),
        "level": Column(TEXT, "The level: 全覆盖, 清零, A等次, 三甲 …"),
        "kind": Column(TEXT, "Target, result or baseline.", values=STATEMENT_KINDS),
        "deadline": Column(TEXT, "YYYY or YYYY-MM; for results the year they refer to.", nullable=True),
        "quote": Column(TEXT, "The statement's words."),
        **_SPANS,
    },
)

FATES = (
    "target", "achieved", "baseline", "date", "document_number", "list_number", "age", "programme_name",
    "definition", "frequency", "duration", "contact", "other",
)  # fmt: skip

NUMERALS = Table(
    "numerals",
    "One row per number in a restored text, Arabic or Chinese, each with one fate.",
    ("document_id", "text_start", "text_end"),
    {
        "document_id": Column(TEXT, "Document."),
        "text_start": _SPANS["text_start"],
        "text_end": _SPANS["text_end"],
        "text": Column(TEXT, "The number as printed."),
        "fate": Column(TEXT, "What became of it.", values=FATES),
        "target_id": Column(TEXT, "Statement it belongs to.", nullable=True),
    },
)

INDICATORS = Table(
    "indicators",
    "One row per indicator of the list.",
    ("indicator_id",),
    {
        "indicator_id": Column(TEXT, "Stable name."),
        "name_zh": Column(TEXT, "Chinese name."),
        "name_en": Column(TEXT, "English name."),
        "definition": Column(TEXT, "Definition."),
        "unit": Column(TEXT, "Unit."),
        "denominator": Column(TEXT, "Denominator.", nullable=True),
        "direction": Column(TEXT, "Whether more or less is better.", values=("more", "less", "none")),
        "topic": Column(TEXT, "Topic code of the taxonomy."),
    },
)

COMPARISONS = Table(
    "comparisons",
    "One row per pair of statements with one indicator or related ones.",
    ("target_id_a", "target_id_b"),
    {
        "target_id_a": Column(TEXT, "First statement."),
        "target_id_b": Column(TEXT, "Second statement."),
        "verdict": Column(TEXT, "Whether the two may be compared.", values=("comparable", "converted", "related")),
        "reason": Column(TEXT, "Why, in words."),
    },
)

DOCUMENT_PAIRS = Table(
    "document_pairs",
    "One row per pair of documents.",
    ("document_id_a", "document_id_b"),
    {
        "document_id_a": Column(TEXT, "First document."),
        "document_id_b": Column(TEXT, "Second document."),
        "verdict": Column(
            TEXT, "Whether the two are peers.", values=("peer", "same kind, other level", "other kind", "other year")
        ),
        "reason": Column(TEXT, "Why, in words."),
    },
)

DOCUMENT_TABLES = (DOCUMENTS, REPAIRS, ITEMS, MEASURES, TARGETS, COMMITMENTS, NUMERALS)
"""Tables that one document yields."""

CORPUS_TABLES = (REGIONS, INDICATORS, COMPARISONS, DOCUMENT_PAIRS)
"""Tables made of the packaged knowledge and of the documents' tables."""

TABLES = {table.name: table for table in (*DOCUMENT_TABLES, *CORPUS_TABLES)}
