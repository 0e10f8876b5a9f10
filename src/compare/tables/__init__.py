"""Declarations of every stored table: columns in order, types, nullability, key, meaning."""

from compare.tables.columns import COUNT, LEVELS, NUMBER, TEXT
from compare.tables.comparing import COMPARISONS, DOCUMENT_PAIRS, INDICATORS, REGIONS
from compare.tables.documents import DOCUMENTS, ITEMS, REPAIRS
from compare.tables.model import DECIMALS, Column, Table
from compare.tables.statements import COMMITMENTS, FATES, MEASURES, NUMERALS, TARGETS

SCHEMA_VERSION = "1.0.0"

DOCUMENT_TABLES = (DOCUMENTS, REPAIRS, ITEMS, MEASURES, TARGETS, COMMITMENTS, NUMERALS)
"""Tables that one document yields."""

CORPUS_TABLES = (REGIONS, INDICATORS, COMPARISONS, DOCUMENT_PAIRS)
"""Tables made of the packaged knowledge and of the documents' tables."""

TABLES = {table.name: table for table in (*DOCUMENT_TABLES, *CORPUS_TABLES)}

__all__ = [
    "COMMITMENTS", "COMPARISONS", "CORPUS_TABLES", "COUNT", "DECIMALS", "DOCUMENTS", "DOCUMENT_PAIRS", "DOCUMENT_TABLES", "FATES",
    "INDICATORS", "ITEMS", "LEVELS", "MEASURES", "NUMBER", "NUMERALS", "REGIONS", "REPAIRS", "SCHEMA_VERSION",
    "TABLES", "TARGETS", "TEXT", "Column", "Table",
]  # fmt: skip
