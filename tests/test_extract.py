"""One document to its seven tables: every row traceable, nothing lost, no document moved by another."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from compare.runs.extract import extract_text
from compare.runs.rows import Identity
from compare.sources.files import Source, open_registered
from compare.sources.register import load_register
from compare.structure import Facts
from compare.tables import DOCUMENT_TABLES

RAW = Path(__file__).parent.parent / "data" / "raw"
SOURCES = {entry.id: open_registered(RAW, entry) for entry in load_register(RAW).documents}

COUNTY = """2024年临江县卫生健康工作要点

一、强化基层服务
(一)推进紧密型县域医共体建设。年内新改扩建村卫生室12家,每千人口拥有3岁以下婴幼儿托位数达4.2个。
(二)加强家庭医生签约服务。重点人群签约率达到80%以上。
"""


def tables_of(source: Source) -> dict[str, pl.DataFrame]:
    identity = Identity(
        document_id=source.document_id, source_file=source.source_file, sha256=source.sha256, base=source.base
    )
    return extract_text(source.raw, identity, source.facts)


@pytest.fixture(scope="module")
def tables() -> dict[str, dict[str, pl.DataFrame]]:
    return {document_id: tables_of(source) for document_id, source in SOURCES.items()}


every_document = pytest.mark.parametrize("document_id", [pytest.param(name, id=name) for name in SOURCES])


@every_document
def test_every_table_is_there_and_checked(tables: dict[str, dict[str, pl.DataFrame]], document_id: str) -> None:
    frames = tables[document_id]
    assert list(frames) == [table.name for table in DOCUMENT_TABLES]
    for table in DOCUMENT_TABLES:
        table.check(frames[table.name])
    assert frames["measures"].height > 10


@every_document
@pytest.mark.parametrize(
    ("table", "words"),
    [
        pytest.param("measures", "text", id="measures"),
        pytest.param("targets", "quote", id="targets"),
        pytest.param("commitments", "quote", id="commitments"),
        pytest.param("numerals", "text", id="numerals"),
        pytest.param("repairs", "restored", id="repairs"),
    ],
)
def test_words_stand_at_their_span(
    tables: dict[str, dict[str, pl.DataFrame]], document_id: str, table: str, words: str
) -> None:
    text = tables[document_id]["documents"]["text"][0]
    for row in tables[document_id][table].iter_rows(named=True):
        assert text[row["text_start"] : row["text_end"]] == row[words]


@every_document
def test_raw_spans_lie_in_the_documents_part(tables: dict[str, dict[str, pl.DataFrame]], document_id: str) -> None:
    source = SOURCES[document_id]
    for table in ("repairs", "items", "measures", "targets", "commitments"):
        frame = tables[document_id][table]
        if frame.height:
            assert frame.select((pl.col("raw_start") >= source.base).all()).item()
            assert frame.select((pl.col("raw_end") <= source.base + len(source.raw)).all()).item()
            assert frame.select((pl.col("raw_start") <= pl.col("raw_end")).all()).item()


@every_document
def test_every_raw_character_is_kept_or_in_the_ledger(
    tables: dict[str, dict[str, pl.DataFrame]], document_id: str
) -> None:
    source = SOURCES[document_id]
    text = tables[document_id]["documents"]["text"][0]
    repairs = tables[document_id]["repairs"].sort("raw_start", "text_start")
    raw_at, text_at = source.base, 0
    for row in repairs.iter_rows(named=True):
        kept = source.raw[raw_at - source.base : row["raw_start"] - source.base]
        assert kept == text[text_at : row["text_start"]]
        raw_at, text_at = row["raw_end"], row["text_end"]
    assert source.raw[raw_at - source.base :] == text[text_at:]


@every_document
def test_every_digit_is_accounted_for_once(tables: dict[str, dict[str, pl.DataFrame]], document_id: str) -> None:
    text = tables[document_id]["documents"]["text"][0]
    spans = tables[document_id]["numerals"].select("text_start", "text_end").sort("text_start").rows()
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    missed = [match.group() for match in re.finditer(r"[0-9０-９]+", text) if match.start() not in covered]
    assert missed == []


@pytest.mark.parametrize(
    ("document_id", "items", "sections"),
    [
        pytest.param("guizhou-2023-work-points", 100, 12, id="guizhou"),
        pytest.param("guangdong-2023-opinions", 31, 10, id="opinions"),
        pytest.param("zhuji-2023-work-points", 21, None, id="zhuji"),
        pytest.param("guangdong-2023-ten-key-tasks", 10, None, id="ten-tasks"),
        pytest.param("maoming-2024-answer", 0, 0, id="a-letter-has-none"),
    ],
)
def test_items_and_sections_are_all_found(
    tables: dict[str, dict[str, pl.DataFrame]], document_id: str, items: int, sections: int | None
) -> None:
    frame = tables[document_id]["items"]
    assert frame.height == items
    assert frame["item_no"].is_unique().all()
    if sections is not None:
        assert frame["section"].n_unique() == sections


@every_document
def test_contact_persons_are_masked_everywhere(tables: dict[str, dict[str, pl.DataFrame]], document_id: str) -> None:
    for frame in tables[document_id].values():
        words = frame.write_json()
        for secret in ("85288911", "杨净", "杨?净", "楊?凈", "刘东丽"):
            assert secret not in words


def test_a_document_does_not_depend_on_those_before_it(tables: dict[str, dict[str, pl.DataFrame]]) -> None:
    again = tables_of(SOURCES["zhuji-2023-work-points"])
    for name, frame in again.items():
        assert_frame_equal(frame, tables["zhuji-2023-work-points"][name])


def test_an_unregistered_county_is_read_whole() -> None:
    identity = Identity(document_id="linjiang", source_file="linjiang.txt", sha256="0" * 64)
    frames = extract_text(COUNTY, identity, Facts(region_code="520000"))
    targets = frames["targets"].sort("value_text_start")
    assert targets["value"].to_list() == [12.0, 4.2, 80.0]
    assert targets["deadline"].to_list() == ["2024", "2024", "2024"]
    assert {"R2", "C3"} <= set(frames["measures"]["primary"])
    assert frames["documents"]["title"][0] == "2024年临江县卫生健康工作要点"


def test_no_region_is_null_and_no_refusal() -> None:
    identity = Identity(document_id="nowhere", source_file="nowhere.txt", sha256="0" * 64)
    frames = extract_text("加强托育服务体系建设。\n", identity)
    assert frames["documents"]["region_code"].to_list() == [None]
    assert frames["measures"].height == 1


def test_the_page_states_its_date() -> None:
    raw = "新闻资讯 | 2024-01-20 11:52\n\n2023年临江县卫生健康工作要点\n\n一、加强托育服务。新增托位20个。\n"
    frames = extract_text(raw, Identity(document_id="page", source_file="page.txt", sha256="0" * 64))
    facts = frames["documents"].row(0, named=True)
    assert (facts["published"], facts["plan_year"]) == ("2024-01-20", 2023)
