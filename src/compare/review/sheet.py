"""The sheet that a coder fills: units with their headings and empty codes, the codebook's topics on a second page."""

from __future__ import annotations

import io

import polars as pl

from compare.coding.taxonomy import taxonomy

COLUMNS = ("measure_id", "document_id", "heading", "text", "primary", "secondary")


def template_sheet(measures: pl.DataFrame) -> bytes:
    """Return an xlsx workbook with one row per unit, codes left empty, and the list of topics.

    Args:
        measures: A MEASURES frame; the machine's codes are not shown, so that coders are not led by them.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        units, topics = book.add_worksheet("units"), book.add_worksheet("codes")
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        units.write_row(0, 0, COLUMNS)
        for number, row in enumerate(measures.iter_rows(named=True), start=1):
            units.write_row(number, 0, [row["measure_id"], row["document_id"], row["heading"] or "", row["text"]], wrap)
        known = [topic.code for topic in taxonomy().topics]
        units.data_validation(
            1, 4, max(measures.height, 1), 4, {"validate": "list", "source": f"=codes!$A$2:$A${len(known) + 1}"}
        )
        units.set_column(2, 2, 24)
        units.set_column(3, 3, 70)
        units.freeze_panes(1, 0)
        topics.write_row(0, 0, ("code", "zh", "en", "holds"))
        for number, topic in enumerate(taxonomy().topics, start=1):
            topics.write_row(number, 0, (topic.code, topic.zh, topic.en, topic.holds))
    return buffer.getvalue()
