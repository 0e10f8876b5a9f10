"""Restoration of damaged text, on sentences of the documents and of other regions."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from compare.restore import restore

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("衛(wèi)生健康事業(yè)", "卫生健康事业", id="pinyin-and-traditional"),
        pytest.param("动(dòng )态监测", "动态监测", id="pinyin-with-a-space-inside"),
        pytest.param("托(tuo)育服务", "托育服务", id="pinyin-without-a-tone"),
        pytest.param("重（zhòng/chóng）點（diǎn）", "重点", id="several-readings-full-width"),
        pytest.param("机jī)制", "机制", id="bracket-lost"),
        pytest.param(
            "多学科诊疗模式(MDT)，信息系统(his)与手机(app)",
            "多学科诊疗模式(MDT)，信息系统(his)与手机(app)",
            id="real-latin-stays",
        ),
        pytest.param("安甯疗护、安寧療護", "安宁疗护、安宁疗护", id="variants"),
        pytest.param("显著成效，乾隆年间", "显著成效，乾隆年间", id="simplified-stays"),
        pytest.param("卫生健江南体育康高质量发展", "卫生健康高质量发展", id="injected"),
        pytest.param("落实习总关于卫生健康工作的重要论述", "落实习近平总书记关于卫生健康工作的重要论述", id="censored"),
        pytest.param("建设省级重点???0个。", "建设省级重点???0个。", id="lost-digit-stays-visible"),
        pytest.param(
            "联系人：张三\n联系电话：0851-85288911", "联系人：＊＊\n联系电话：＊＊＊＊＊＊＊＊＊＊＊＊＊", id="contacts"
        ),
    ],
)
def test_restores(raw: str, text: str) -> None:
    assert restore(raw).text == text
    assert restore(text).text == text


def test_the_reworded_text_is_restored_to_its_reference() -> None:
    raw = (ROOT / "data/raw/guangdong_2023_ten_key_tasks.txt").read_text(encoding="utf-8")
    reference = (ROOT / "tests/data/reference/guangdong_2023_ten_key_tasks.txt").read_text(encoding="utf-8")
    ours, theirs = "".join(restore(raw).text.split()), "".join(reference.split())
    assert Levenshtein.distance(ours, theirs) <= 0.01 * len(theirs)
