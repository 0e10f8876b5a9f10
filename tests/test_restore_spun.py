"""Sentences reworded as synonym machines write them, from memory of their pages: how much comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from compare.restore import restore
from compare.restore.spun import detect_machine

DATA = Path(__file__).parent / "data"
ROWS = {
    name: [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines() if "\t" in line]
    for name in ("spun_third.txt", "spun_fourth.txt")
}


def _page(name: str, kind: str) -> tuple[str, str]:
    """Return all sentences of one kind in a file as one page, reworded and standard."""
    reworded, standard = zip(*((raw, text) for machine, raw, text in ROWS[name] if machine == kind), strict=True)
    return "\n".join(reworded), "\n".join(standard)


@pytest.mark.parametrize(
    ("name", "kind", "machine", "least"),
    [
        pytest.param("spun_third.txt", "c", "a", 0.97, id="general-list-of-synonyms"),
        pytest.param("spun_third.txt", "a", "a", 0.99, id="first-machine"),
        pytest.param("spun_third.txt", "b", "b", 0.96, id="second-machine"),
        pytest.param("spun_fourth.txt", "c", "a", 0.98, id="general-list-of-synonyms-again"),
        pytest.param("spun_fourth.txt", "a", "a", 0.99, id="first-machine-again"),
        pytest.param("spun_fourth.txt", "b", "b", 0.97, id="second-machine-again"),
    ],
)
def test_a_reworded_page_comes_back(name: str, kind: str, machine: str, least: float) -> None:
    """At first reading 83.4 %, 96.0 % and 89.0 % came back, of the second round 90.4 %, 95.7 % and 90.1 %."""
    reworded, standard = _page(name, kind)
    assert detect_machine(reworded) == machine
    result = restore(reworded)
    assert 1 - Levenshtein.distance(result.text, standard) / len(standard) >= least
    assert {repair.certainty for repair in result.repairs} == {"inferred"}
    assert restore(result.text).text == result.text


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("kind", ["a", "b", "c"])
def test_the_standard_page_passes_unchanged(name: str, kind: str) -> None:
    _, standard = _page(name, kind)
    assert restore(standard).text == standard


PARTLY = (
    "2024年，周全推进健康城市建设，为人平易近群众供给优质高效的医疗卫生办事。鞭策紧密型县域医共体提质增效，完善“六统一”管理，推行按人头付费。"
    "开展“千名医师下基层”活动，年末每千人口托位数达4.6个。加强公共卫生体系建设，巩固国家卫生城市创建功效，确保全年不产生重大安全变乱。"
    "加强人才队伍建设，达到国家推荐标准的乡镇卫生院6家，重点人群签约率达到80%以上，高血压患者规范管理率达到65%，提升基层医疗机构服务能力。"
    "二级以上综合医院设立老年医学科，适龄女生疫苗接种率达到90%，居民健康素养水平达到33.5%，落实单位安全责任，提高医疗质量。"
)


def test_a_text_reworded_in_part_keeps_its_ordinary_words() -> None:
    text = restore(PARTLY).text
    for word in ("全面推进", "人民群众", "服务", "推进紧密型", "重大安全事故"):
        assert word in text
    for word in ("管理，推行", "”活动", "年末", "加强公共卫生", "加强人才队伍"):
        assert word in text


def test_a_text_reworded_in_full_turns_ordinary_words_back_too() -> None:
    reworded = "鞭策卫生康健事业成长，增强下层医疗卫生办事系统扶植，晋升人平易近群众康健程度，周全落实各项办法。"
    assert "加强" in restore(reworded * 3).text
