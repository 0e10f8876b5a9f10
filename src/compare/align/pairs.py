"""Which documents are peers, by kind, year, completeness and level of government."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import polars as pl

from compare.align.comparing import LEVELS
from compare.tables import DOCUMENT_PAIRS

KINDS = {
    "work_points": "工作要点", "opinions": "意见", "news_summary": "新闻摘要", "statement": "负责人书面作答", "report": "报告", "plan": "规划",
}  # fmt: skip
COMPLETENESS = {"full": "全文", "summary": "摘要", "excerpt": "节选"}
_UNLIKE_LENGTH = 2.0


def pair_documents(documents: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Return the DOCUMENT_PAIRS frame: a verdict with its reason for every pair, in the documents' order.

    Peers are of one kind, one year, one level and equally complete. The reason names every difference, and a length
    that differs by more than two times.

    Args:
        documents: A DOCUMENTS frame.
        measures: The MEASURES frame of the same documents.
    """
    coded = measures.filter(pl.col("primary") != "Z")
    sizes = dict(coded.group_by("document_id").len().iter_rows())
    rows = [
        {
            "document_id_a": one["document_id"],
            "document_id_b": other["document_id"],
            **judge_pair(one, other, sizes.get(one["document_id"], 0), sizes.get(other["document_id"], 0)),
        }
        for one, other in combinations(documents.iter_rows(named=True), 2)
    ]
    return DOCUMENT_PAIRS.build(rows)


def judge_pair(one: dict[str, Any], other: dict[str, Any], size_one: int, size_other: int) -> dict[str, object]:
    """Return ``verdict`` and ``reason`` of a pair of documents.

    Args:
        one: A row of DOCUMENTS; its text is not needed.
        other: Another row.
        size_one: Measures of the first document.
        size_other: Measures of the second.
    """
    same: list[str] = []
    unlike: list[str] = []
    _weigh(one["kind"], other["kind"], KINDS, "文种", same, unlike)
    years = _year(one), _year(other)
    if years[0] == years[1] and years[0]:
        same.append(f"同为{years[0]}年")
    else:
        unlike.append(f"年份不同（{years[0] or '未定'}与{years[1] or '未定'}）")
    _weigh(one["completeness"], other["completeness"], COMPLETENESS, "完整程度", same, unlike)
    _weigh(one["admin_level"], other["admin_level"], LEVELS, "行政层级", same, unlike)
    if size_one and size_other and max(size_one, size_other) > _UNLIKE_LENGTH * min(size_one, size_other):
        unlike.append(f"篇幅悬殊（{size_one}条与{size_other}条举措）")
    kind = one["kind"] == other["kind"] and one["kind"] is not None and one["completeness"] == other["completeness"]
    if not kind:
        verdict = "other kind"
    elif years[0] != years[1] or years[0] is None:
        verdict = "other year"
    elif one["admin_level"] != other["admin_level"]:
        verdict = "same kind, other level"
    else:
        verdict = "peer"
    return {"verdict": verdict, "reason": "；".join([*unlike, "、".join(same)] if same else unlike)}


def _weigh(
    one: str | None, other: str | None, names: dict[str, str], what: str, same: list[str], unlike: list[str]
) -> None:
    if one == other and one:
        same.append(f"同为{names.get(one, one)}")
    else:
        unlike.append(f"{what}不同（{names.get(one or '', one or '未知')}与{names.get(other or '', other or '未知')}）")


def _year(row: dict[str, Any]) -> int | None:
    """Return the year a document plans for, else the one it reports, else the year it was issued in."""
    issued = int(row["issued"][:4]) if row["issued"] else None
    found = row["plan_year"] or row["reports_year"] or issued
    return int(found) if found else None
