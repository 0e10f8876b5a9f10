"""The coder on sentences that any region could have written."""

from __future__ import annotations

import copy
import itertools

import numpy as np
import pytest

from compare.coding import code, lexicon, lint
from compare.coding.linear import index_grams, linear_model
from compare.coding.ngrams import unpack
from compare.coding.taxonomy import codes, domain_of, find, label, lint_taxonomy
from compare.coding.units import merge_labels
from compare.errors import KnowledgeError
from compare.knowledge import load_yaml
from compare.structure import Facts, parse


def test_packaged_knowledge_has_no_issue() -> None:
    assert lint() == []


def test_taxonomy_holds_all_topics_and_z() -> None:
    assert len(codes()) == 63
    assert label("T1") == "中医药服务体系"
    assert label("T", "en") == "Traditional Chinese medicine"
    assert domain_of("R2") == "R"
    with pytest.raises(KnowledgeError, match="unknown code 'Q9'"):
        find("Q9")


def test_lint_lists_every_issue_at_once() -> None:
    topic = {"code": "G1", "zh": "党建", "en": "Party", "holds": "", "elsewhere": [{"zh": "监管", "to": "H9"}]}
    issues = lint_taxonomy(
        {"version": "1", "domains": [{"code": "G", "zh": "治理", "en": "Governance"}], "topics": [topic, topic]}
    )
    assert "code G1 is declared twice" in issues
    assert "code Z is missing" in issues
    assert any("points to H9" in issue for issue in issues)


@pytest.mark.parametrize(
    ("labels", "units"),
    [
        pytest.param([1, 1, 2], [(0, 2, 1), (2, 3, 2)], id="neighbours-on-one-topic-merge"),
        pytest.param([9, 1, 9], [(0, 3, 1)], id="general-clauses-join-the-measure-beside-them"),
        pytest.param([1, 2, 1], [(0, 1, 1), (1, 2, 2), (2, 3, 1)], id="a-topic-that-returns-counts-again"),
        pytest.param([9, 9], [(0, 2, 9)], id="nothing-but-general-clauses-is-one-unit"),
    ],
)
def test_clauses_merge_to_units(labels: list[int], units: list[tuple[int, int, int]]) -> None:
    assert merge_labels(labels, nothing=9) == units


def test_empty_text_has_no_measures() -> None:
    assert code("", parse("", Facts())) == ()


def test_spans_stay_inside_the_text_and_in_order() -> None:
    text = "一、加强基层\n推进县域医共体建设，开展优质服务基层行活动。做实家庭医生签约服务，提高签约覆盖率。"
    found = code(text, parse(text, Facts()))
    assert [measure.primary for measure in found] == ["R1", "R2", "R3"]
    assert all(0 <= a.start < a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_code_that_vanished_is_named() -> None:
    data = copy.deepcopy(load_yaml("taxonomy.yml"))
    data["topics"] = [row for row in data["topics"] if row["code"] != "P8"]
    assert any("code P8 has vanished" in issue for issue in lint_taxonomy(data))
    data["retired"] = [{"code": "P8", "to": "P7"}]
    assert not any("P8 has vanished" in issue for issue in lint_taxonomy(data))


def test_no_term_claims_two_topics_without_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"x.yml": {"P1": {"strong": "疾控"}, "W1": {"plain": "疾控"}}}
    monkeypatch.setattr(lexicon, "lexicon_files", lambda: files)
    assert any("疾控 speaks for P1 and W1" in issue for issue in lexicon.lint_lexicon())


def test_lexicon_lint_names_unknown_topics_and_tiers() -> None:
    issues = lexicon.lint_lexicon({"x.yml": {"Q9": {"strong": "托育"}, "P1": {"huge": "疾控", "weak": "…测"}}})
    assert len(issues) == 3


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param(
            "一、优质资源扩容。全面推进紧密型县域医共体建设,年底前覆盖90%以上的县(市)。",
            ["全面推进紧密型县域医共体建设,年底前覆盖90%以上的县(市)"],
            id="a-clause-that-gives-the-figure-stays-with-its-measure",
        ),
        pytest.param(
            "一、公共卫生。居民健康素养水平达31.6%,比上年提高2.4个百分点。",
            ["居民健康素养水平达31.6%,比上年提高2.4个百分点"],
            id="a-clause-without-terms-of-its-own-leans-on-the-one-before",
        ),
        pytest.param(
            "一、民生实事。新增托位400个,完成适龄妇女“两癌”筛查2万人。",
            ["新增托位400个", "完成适龄妇女“两癌”筛查2万人"],
            id="figures-on-two-topics-are-two-measures",
        ),
    ],
)
def test_clauses_lean_on_their_neighbours(text: str, units: list[str]) -> None:
    measures = code(text, parse(text, Facts()))
    assert [text[m.start : m.end] for m in measures] == units


def test_model_scores_do_not_depend_on_the_words_around_a_span() -> None:
    model = linear_model()
    words = ["推进县域医共体建设", "推进县域医共体建设", "癌", "", "xyz", "开展两癌筛查，建设中医馆"]
    text = "，。".join(words)
    spans, place = [], 0
    for word in words:
        spans.append((place, place + len(word)))
        place += len(word) + 2
    together = model.score(text, spans)
    alone = [model.score(word, [(0, len(word))])[0] for word in words]
    assert together.tolist() == [scores.tolist() for scores in alone]
    assert together[2].tolist() == model.bias.tolist()


def test_every_known_n_gram_is_found_in_its_slot_and_no_other() -> None:
    model = linear_model()
    assert index_grams(model.keys, np.arange(len(model.keys)), model.keys, len(model.keys)).nnz == len(model.keys)
    assert model.find(model.keys).tolist() == list(range(len(model.keys)))
    strangers = np.setdiff1d(model.keys + np.uint64(1), model.keys)
    assert set(model.find(strangers).tolist()) == {-1}
    words = unpack(int(model.keys[len(model.keys) // 2]))
    assert model.score(words, [(0, len(words))])[0].tolist() != model.bias.tolist()
