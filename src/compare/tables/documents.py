"""Tables of a document as such: itself, what was repaired in it, its numbered items."""

from __future__ import annotations

from compare.tables.columns import COUNT, FLAG, LEVELS, NUMBER, SPANS, TEXT, WORDS
from compare.tables.model import Column, Table

DOCUMENTS = Table(
    "documents",
    "One row per document.",
    ("document_id",),
    {
        "document_id": Column(TEXT, "Stable name of the document."),
        "region_code": Column(TEXT, "Region that speaks in the document.", nullable=True),
        "region_zh": Column(TEXT, "Its Chinese name.", nullable=True),
        "admin_level": Column(TEXT, "Its administrative level.", nullable=True, values=LEVELS),
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
        "raw_start": SPANS["raw_start"],
        "raw_end": SPANS["raw_end"],
        "raw": Column(TEXT, "The raw words, contact persons masked."),
        "text_start": SPANS["text_start"],
        "text_end": SPANS["text_end"],
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
        **SPANS,
    },
)
