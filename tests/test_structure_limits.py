"""Bad and huge input: no crash, spans in order, time that grows with the text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.structure import Structure, parse

PIECES = (
    "一、", "（一）", "1.", "2．", "①", "01\n", "第一条 ", "第二章", "29", "推进改革", "，", "、", "。", "；", "\n", "（责任单位：", "）", "“", "”", "《",
    "2.5亿元", "12/10万", "一是", "聚焦", "2023年", "???", " ", "\u3000", "确保安全", "市财政局负责", "：", "ABC", "\ud800", "\x00",
)  # fmt: skip


def check(text: str) -> Structure:
    found = parse(text)
    numbers = [item.item_no for item in found.items]
    assert len(set(numbers)) == len(numbers)
    for item in found.items:
        assert 0 <= item.start <= item.body_start <= item.body_end <= len(text)
        assert item.start <= item.end <= len(text)
    for clause in found.clauses:
        assert 0 <= clause.start < clause.end <= len(text)
        assert clause.item is None or 0 <= clause.item < len(found.items)
    for before, after in pairwise(found.clauses):
        assert before.end <= after.start
    return found


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_mixture_of_signs_is_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("\n\n \u3000", id="blank"),
        pytest.param("。。。；；，，、", id="only-stops"),
        pytest.param("1.\n2.\n3.", id="items-without-body"),
        pytest.param("一、\n（一）\n1.", id="numbers-without-words"),
        pytest.param("3.甲工作推进。\n1.乙工作推进。\n7.丙工作推进。\n7.丁工作推进。", id="numbers-jump-and-repeat"),
        pytest.param("一、推进" + "改革" * 25_000, id="one-endless-word"),
        pytest.param("推进医联体建设、完善制度，" * 4_000, id="one-endless-sentence"),
        pytest.param("（" * 20_000 + "）" * 20_000, id="brackets-in-brackets"),
        pytest.param("“" * 20_000, id="quotes-that-never-close"),
        pytest.param("（责任单位：" * 5_000, id="notes-that-never-close"),
    ],
)
def test_hostile_text_is_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("推进医联体建设、完善制度，", id="clauses"),
        pytest.param("1.推进改革（市财政局负责）。\n", id="items"),
        pytest.param("（", id="open-brackets"),
        pytest.param("“改革”", id="quotes"),
        pytest.param("按照", id="prepositions"),
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    parse(piece * 100)
    seconds = []
    for times in (2_000, 8_000):
        start = time.process_time()
        parse(piece * times)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 12 * seconds[0] + 0.2
