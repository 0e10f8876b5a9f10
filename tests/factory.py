"""Valid rows for tests: a small corpus of three invented documents with sentences of the kind real ones hold."""

from __future__ import annotations

from typing import Any

import polars as pl

from compare.notebook import Corpus
from compare.regions import regions_table
from compare.tables import (
    COMMITMENTS,
    COMPARISONS,
    DOCUMENT_PAIRS,
    DOCUMENTS,
    INDICATORS,
    ITEMS,
    MEASURES,
    NUMERALS,
    REPAIRS,
    TARGETS,
)

Sentence = tuple[str, str, str]
"""Primary code, stance, words."""

PROVINCE: tuple[Sentence, ...] = (
    ("R1", "plan", "深入推进紧密型县域医共体发展，启动建设县域医疗次中心50个。"),
    ("C3", "plan", "全省每千人口拥有3岁以下婴幼儿托位数达3.3个。"),
    ("R2", "plan", "开展“优质服务基层行”活动，50%的乡镇卫生院达到基本标准。"),
    ("T1", "plan", "加快推进中医医院建设。"),
    ("G1", "plan", "深入学习宣传贯彻党的二十大精神。"),
)
CITY: tuple[Sentence, ...] = (
    ("R1", "achieved", "县域医共体全部达到紧密型标准。"),
    ("C3", "achieved", "每千人口拥有3岁以下婴幼儿托位数为4.61个。"),
    ("T4", "plan", "推进国家中医药综合改革示范区建设。"),
)
COUNTY: tuple[Sentence, ...] = (
    ("C3", "plan", "每千人口拥有3岁以下婴幼儿托位数达4.0个。"),
    ("R2", "plan", "深入开展“优质服务基层行”活动，力争有2家单位达到国家推荐标准。"),
    ("D3", "plan", "运用人工智能技术，搭建医疗平台<script>alert(1)</script>{{ 7*7 }}。"),
)
DOCUMENT_OF = {"province": ("520000", PROVINCE), "city": ("520300", CITY), "county": ("330681", COUNTY)}


def document(document_id: str, region_code: str, text: str, **facts: Any) -> dict[str, Any]:
    """Return a row of documents."""
    level = regions_table([region_code]).row(0, named=True)
    return {
        "document_id": document_id,
        "region_code": region_code,
        "region_zh": level["region_zh"],
        "admin_level": level["admin_level"],
        "title": "2023年卫生健康工作要点",
        "title_from": "source",
        "issuer": "卫生健康委员会",
        "issued": "2023-02-24",
        "plan_year": 2023,
        "horizon": 2023,
        "kind": "work_points",
        "completeness": "full",
        "authority": "department",
        "is_official_copy": False,
        "source_file": f"{document_id}.txt",
        "sha256": "0" * 64,
        "raw_sha256": "0" * 64,
        "text": text,
        **facts,
    }


def measure(
    document_id: str, region_code: str, start: int, words: str, primary: str, stance: str, **more: Any
) -> dict[str, Any]:
    """Return a row of measures whose raw and text offsets are equal."""
    span = {"text_start": start, "text_end": start + len(words), "raw_start": start, "raw_end": start + len(words)}
    return {
        "measure_id": f"{document_id}:{start}",
        "document_id": document_id,
        "region_code": region_code,
        "text": words,
        "stance": stance,
        "firmness": "plain",
        "primary": primary,
        "secondary": [],
        "confidence": 0.9,
        "coded_by": "rule",
        "lead_units": [],
        "responsible_units": [],
        **span,
        **more,
    }


def target(row: dict[str, Any], number: str, value: float | None, **more: Any) -> dict[str, Any]:
    """Return a row of targets for a number that stands in a measure's words."""
    start = row["text_start"] + row["text"].index(number)
    return {
        "target_id": f"{row['document_id']}:{start}:t",
        "measure_id": row["measure_id"],
        "document_id": row["document_id"],
        "region_code": row["region_code"],
        "indicator": "每千人口拥有3岁以下婴幼儿托位数",
        "indicator_id": "childcare_places_rate",
        "value": value,
        "unit": "个",
        "comparator": "=",
        "kind": "achieved" if row["stance"] == "achieved" else "target",
        "measure_type": "rate",
        "change": "level",
        "accumulation": "stock",
        "firmness": "plain",
        "denominator": "千人口",
        "deadline": "2023",
        "deadline_from": "inherited",
        "quality": "ok",
        "quote": row["text"],
        **{name: row[name] for name in ("text_start", "text_end", "raw_start", "raw_end")},
        "value_text_start": start,
        "value_text_end": start + len(number),
        **more,
    }


def corpus(repairs: list[dict[str, Any]] | None = None, **facts: dict[str, Any]) -> Corpus:
    """Return the small corpus: a province, a city below it, a county elsewhere; ``facts`` change documents by id."""
    documents, measures = [], []
    for document_id, (code, sentences) in DOCUMENT_OF.items():
        start = 0
        for primary, stance, words in sentences:
            measures.append(measure(document_id, code, start, words.rstrip("。"), primary, stance))
            start += len(words)
        text = "".join(words for _, _, words in sentences)
        documents.append(
            document(**{"document_id": document_id, "region_code": code, "text": text, **facts.get(document_id, {})})
        )
    rows = {row["measure_id"]: row for row in measures}
    childcare = [row for row in rows.values() if row["primary"] == "C3"]
    targets = [target(row, n, v) for row, n, v in zip(childcare, ("3.3", "4.61", "4.0"), (3.3, 4.61, 4.0), strict=True)]
    ids = {row["document_id"]: row["target_id"] for row in targets}
    pair = {"verdict": "same kind, other level", "reason": "行政层级不同（省级与县级）"}
    return Corpus(
        regions=regions_table(["520000", "520300", "330681"]),
        documents=DOCUMENTS.build(documents),
        repairs=REPAIRS.build(repairs or []),
        items=ITEMS.empty(),
        measures=MEASURES.build(measures),
        targets=TARGETS.build(targets),
        commitments=COMMITMENTS.empty(),
        numerals=NUMERALS.empty(),
        indicators=INDICATORS.build([
            {
                "indicator_id": "childcare_places_rate", "name_zh": "每千人口拥有3岁以下婴幼儿托位数", "name_en": "Childcare places per 1,000 people",
                "definition": "托位数除以常住人口", "unit": "个", "denominator": "千人口", "direction": "more", "topic": "C3",
            }
        ]),
        comparisons=COMPARISONS.build([
            {"target_id_a": ids["province"], "target_id_b": ids["county"], "verdict": "comparable", "reason": "同一指标、同一年份"},
            {"target_id_a": ids["province"], "target_id_b": ids["city"], "verdict": "related", "reason": "目标与结果不同"},
        ]),
        document_pairs=DOCUMENT_PAIRS.build([
            {"document_id_a": a, "document_id_b": b, **pair} for a, b in (("province", "city"), ("province", "county"), ("city", "county"))
        ]),
    )  # fmt: skip


def counts(rows: list[tuple[str, str, int]]) -> pl.DataFrame:
    """Return a MEASURES frame with ``number`` plan measures per (document, topic)."""
    made, place = [], 0
    for document_id, topic, number in rows:
        for _ in range(number):
            made.append(measure(document_id, "520000", place, "推进建设", topic, "plan"))
            place += 10
    return MEASURES.build(made)
