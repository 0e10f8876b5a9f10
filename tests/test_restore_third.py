"""Passages of other regions with sixty-four kinds of damage, written before any rule read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from compare.restore import restore

STILL_WEAK = {
    "big5-as-gbk": 0.72,
    "gbk-as-big5": 0.9,
    "utf8-as-gb18030": 0.98,
}
"""Bytes that a wrong reader has dropped are gone: the rest comes back, the places are marked."""


def _passages() -> dict[str, tuple[str, str]]:
    """Return damaged and standard lines by the name of their damage."""
    folder = Path(__file__).parent / "data"
    texts = ((folder / name).read_bytes().decode() for name in ("voices_third.txt", "voices_fourth.txt"))
    found = {}
    for block in (block for text in texts for block in text.split("\n## ")[1:]):
        name, rest = block.split("\n", 1)
        damaged, standard = rest.split("\n--\n")
        found[name] = (damaged, standard.strip("\n"))
    return found


PASSAGES = _passages()


def _shown(text: str) -> str:
    """Return ``text`` without empty lines."""
    return "\n".join(line for line in text.split("\n") if line.strip()).strip()


@pytest.mark.parametrize("name", PASSAGES)
def test_a_damaged_passage_comes_back(name: str) -> None:
    damaged, standard = PASSAGES[name]
    result = restore(damaged)
    share = 1 - Levenshtein.distance(_shown(result.text), standard) / len(standard)
    assert share >= STILL_WEAK.get(name, 1.0), result.text
    assert restore(result.text).text == result.text


@pytest.mark.parametrize("name", PASSAGES)
def test_every_character_of_the_source_is_accounted_for(name: str) -> None:
    damaged, _ = PASSAGES[name]
    result = restore(damaged)
    for repair in result.repairs:
        assert result.text[repair.text_start : repair.text_end] == repair.restored
        if "＊" not in repair.raw:
            assert damaged[repair.raw_start : repair.raw_end] == repair.raw


@pytest.mark.parametrize("name", PASSAGES)
def test_the_standard_passage_passes_unchanged(name: str) -> None:
    standard = PASSAGES[name][1]
    changed = [repair for repair in restore(standard).repairs if repair.kind not in ("lost", "contact")]
    assert restore(standard).text == standard
    assert changed == []


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        pytest.param("加强严重精神**患者管理。", "**", id="stars-for-lost-characters"),
        pytest.param("签约率达标率为9S%。", "9S", id="a-letter-that-may-be-several-digits"),
    ],
)
def test_what_nobody_can_read_is_flagged_and_stays(text: str, flagged: str) -> None:
    result = restore(text)
    assert result.text == text
    assert [(repair.raw, repair.kind, repair.certainty) for repair in result.repairs] == [
        (flagged, "lost", "unrecoverable")
    ]


@pytest.mark.parametrize(
    ("raw", "kind", "certainty"),
    [
        pytest.param("到2O24年底建成。", "variant", "inferred", id="letter-for-digit"),
        pytest.param("孕产妇死wang率持续下降。", "pinyin", "inferred", id="pinyin-for-character"),
        pytest.param("孕产妇死*亡率持续下降。", "censored", "inferred", id="mark-inside-a-word"),
        pytest.param("加强基层能力建设【澳门新葡京】。", "injected", "certain", id="advert-in-brackets"),
        pytest.param("推广ＨＰＶ疫苗。", "variant", "certain", id="wide-letters"),
        pytest.param("\\u536b\\u751f\\u5065\\u5eb7", "markup", "certain", id="escapes"),
    ],
)
def test_each_repair_says_what_it_mends(raw: str, kind: str, certainty: str) -> None:
    assert {(repair.kind, repair.certainty) for repair in restore(raw).repairs} == {(kind, certainty)}


@pytest.mark.parametrize("name", ["乾县", "乾安县", "施甸县", "施秉县", "进贤县"])
def test_names_of_counties_stay(name: str) -> None:
    result = restore(f"{name}印发工作要点。{name}持续推进健康建设。")
    assert result.repairs == ()
