"""Terms: words as jieba divides them, without boilerplate or names of regions, each leading to its measures."""

from __future__ import annotations

import subprocess
import sys

import factory
import pytest

from compare import notebook
from compare.overlap import distinctive_terms
from compare.overlap.terms import kept_out, segment, terms
from compare.tables import MEASURES

SENTENCES = (
    "推进家庭医生签约服务质量提升",
    "原发性高血压患者基层规范管理服务率达到",
    "建设国家区域医疗中心和省级临床重点专科",
    "深化公立医院薪酬制度改革",
)


def test_words_are_divided_as_jieba_divides_them():
    script = (
        "import jieba, sys; t = jieba.Tokenizer(); t.cache_file = None; t.tmp_dir = sys.argv[1];"
        "print('\\n'.join(' '.join(t.cut(s, HMM=False)) for s in sys.argv[2:]))"
    )
    command = [sys.executable, "-W", "ignore", "-c", script, "/tmp", *SENTENCES]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.splitlines()
    assert [" ".join(segment(sentence)) for sentence in SENTENCES] == said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("持续推进工作，不断提升能力水平", (), id="boilerplate-says-nothing"),
        pytest.param("云浮市罗定市广东省卫生健康委员会", ("委员会",), id="names-of-regions"),
        pytest.param("新增家庭病床50张", ("家庭", "病床"), id="numbers-and-units"),
    ],
)
def test_boilerplate_and_regions_are_no_terms(text, found):
    assert terms(text) == found


def test_a_region_is_kept_out_by_each_of_its_names():
    assert {"广东省", "广东", "茂名", "诸暨", "诸暨市"} <= kept_out()


def test_a_term_leads_to_the_measures_that_hold_it():
    rows, place = [], 0
    for document_id, text in [
        ("a", "开展家庭病床"),
        ("a", "增加病床"),
        ("a", "病床使用"),
        ("b", "建设智慧药房"),
    ]:
        rows.append(factory.measure(document_id, "520000", place, text, "A1", "plan"))
        place += 20
    frame = distinctive_terms(MEASURES.build(rows), {"a": ["b"]})
    row = frame.row(0, named=True)
    assert (row["term"], row["count"], row["others"]) == ("病床", 3, 0)
    assert len(row["measure_ids"]) == 3


def test_the_section_says_how_many_terms_are_told_apart():
    section = notebook.across_terms(factory.corpus(), notebook.LensParameters())
    assert section.brief is False
