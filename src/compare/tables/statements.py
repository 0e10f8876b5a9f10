"""Tables of what a document says: measures, quantified statements, aims without a number, and every numeral."""

from __future__ import annotations

from compare.tables.columns import COUNT, FIRMNESS, NUMBER, SPANS, STANCES, STATEMENT_KINDS, TEXT, WORDS
from compare.tables.model import Column, Table

FATES = (
    "target", "achieved", "baseline", "date", "document_number", "list_number", "age", "programme_name",
    "definition", "frequency", "duration", "contact", "other",
)  # fmt: skip

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
        **SPANS,
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
        **SPANS,
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
        **SPANS,
    },
)

NUMERALS = Table(
    "numerals",
    "One row per number in a restored text, Arabic or Chinese, each with one fate.",
    ("document_id", "text_start", "text_end"),
    {
        "document_id": Column(TEXT, "Document."),
        "text_start": SPANS["text_start"],
        "text_end": SPANS["text_end"],
        "text": Column(TEXT, "The number as printed."),
        "fate": Column(TEXT, "What became of it.", values=FATES),
        "target_id": Column(TEXT, "Statement it belongs to.", nullable=True),
    },
)
