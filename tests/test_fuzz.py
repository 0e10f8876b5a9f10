"""Whatever a file holds, extraction ends in time, loses no character, and refuses only by name."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.errors import SourceError
from compare.runs.extract import extract_text
from compare.runs.rows import Identity
from compare.sources import decode

RAW = Path(__file__).parents[1] / "data/raw"
CORPUS = [path.read_bytes().decode("utf-8") for path in sorted(RAW.glob("*.txt"))]
SECONDS = 10
PIECES = (
    "</script><script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "$\\frac{1}{2}$", "[x](javascript:alert(1))", "\u202e",
    "\u200b", "\ufeff", "\x00", "\x1b[31m", "??????", "\ufffd", "(wèi)", "(MDT)", "1.", "（一）", "第一条", "一是", "；", "。", "\r\n",
    "\n\n", "3—5个", "12/10万", "3.5‰", "0.8:1", "2025年", "以上", "力争", "=1+1", "🙂", "⽐", "㎡", "爲", "锟斤拷", "１２", "—" * 40, "(" * 60,
    "一" * 80, "9" * 60, "“" * 30, "％", "百分之三十", "A等次", "＊", "\t", "联系人:王五 0851-85288911",
)  # fmt: skip


@st.composite
def damaged(draw):
    """Return slices of real documents, shuffled, with hostile and damaged pieces between them."""
    parts = []
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            text = draw(st.sampled_from(CORPUS))
            start = draw(st.integers(0, len(text) - 1))
            parts.append(text[start : start + draw(st.integers(1, 300))])
        else:
            parts.append(draw(st.sampled_from(PIECES)) * draw(st.integers(1, 4)))
    return "".join(parts)


def check_whole(raw):
    """Extract ``raw`` and hold the tables to their promises."""
    began = time.perf_counter()
    tables = extract_text(raw, Identity(document_id="d", source_file="d.txt", sha256="0" * 64))
    assert time.perf_counter() - began < SECONDS
    text = tables["documents"]["text"][0]
    position = at = 0
    for repair in tables["repairs"].sort("raw_start", "text_start").iter_rows(named=True):
        kept_raw, kept = raw[position : repair["raw_start"]], text[at : repair["text_start"]]
        assert len(kept_raw) == len(kept)
        assert all(a == b or b == "＊" for a, b in zip(kept_raw, kept, strict=True))
        assert text[repair["text_start"] : repair["text_end"]] == repair["restored"]
        position, at = repair["raw_end"], repair["text_end"]
    assert raw[position:] == text[at:]
    for name, words in (("measures", "text"), ("targets", "quote"), ("commitments", "quote"), ("numerals", "text")):
        for row in tables[name].iter_rows(named=True):
            assert text[row["text_start"] : row["text_end"]] == row[words]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_damaged_text_is_extracted_whole(raw):
    check_whole(raw)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200))
def test_any_text_is_extracted_whole(raw):
    check_whole(raw)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_name(data):
    try:
        assert decode(data, "File 'x'").text
    except SourceError as refusal:
        told = refusal
    else:
        return
    assert told.place == "File 'x'"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("一" * 50_000, id="one-endless-word"),
        pytest.param("(" * 20_000, id="open-brackets"),
        pytest.param("1." * 10_000, id="endless-numbering"),
        pytest.param("9" * 20_000, id="endless-number"),
        pytest.param("、".join(["建设"] * 8_000), id="endless-list"),
        pytest.param("，".join(["推进健康县区建设达到65%以上"] * 2_000), id="endless-sentence"),
        pytest.param("?" * 20_000, id="question-marks"),
        pytest.param("(wèi)" * 5_000, id="pinyin-only"),
        pytest.param("\n" * 50_000, id="line-breaks"),
        pytest.param("“" * 20_000, id="open-quotes"),
        pytest.param("2023年" * 6_000, id="dates"),
        pytest.param("0" * 5_000 + "." + "1" * 5_000 + "%", id="long-decimal"),
    ],
)
def test_a_long_and_regular_text_ends_in_time(raw):
    check_whole(raw)
