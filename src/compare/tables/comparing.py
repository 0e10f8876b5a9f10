"""Tables made of the packaged knowledge and across documents: regions, indicators, which statements and documents compare."""

from __future__ import annotations

from compare.tables.columns import LEVELS, TEXT
from compare.tables.model import Column, Table

REGIONS = Table(
    "regions",
    "One row per region.",
    ("region_code",),
    {
        "region_code": Column(TEXT, "GB/T 2260 code, six digits as text."),
        "region_zh": Column(TEXT, "Full Chinese name."),
        "region_en": Column(TEXT, "English name.", nullable=True),
        "short_zh": Column(TEXT, "Short Chinese name for charts."),
        "admin_level": Column(TEXT, "Administrative level.", values=LEVELS),
        "parent_code": Column(TEXT, "Code of the region above.", nullable=True),
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
