"""Shared wording: candidates lose nothing against the exact method, and grow with the corpus rather than its square."""

from __future__ import annotations

import random
import sys
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.overlap import candidates, shared_wording, wording
from compare.restore import restore
from compare.sources import load_register, open_registered

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from corpus import make_document

RAW = Path(__file__).parents[1] / "data" / "raw"


def frame(texts):
    return pl.DataFrame({"document_id": [f"d{index:04}" for index in range(len(texts))], "text": texts})


def _words(seed):
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(16))


def exactly(documents, monkeypatch):
    """Every pair laid side by side at every place."""
    with monkeypatch.context() as patch:
        patch.setattr(wording, "candidate_pairs", lambda runs, *, common: list(combinations(range(len(runs.texts)), 2)))
        patch.setattr(candidates.Runs, "shared", lambda self, one, other: pl.arange(0, 10**5, eager=True).to_numpy())
        return shared_wording(documents)


def test_candidates_lose_nothing_on_the_six_regions(monkeypatch):
    entries = load_register(RAW).documents
    documents = frame([restore(open_registered(RAW, entry).raw).text for entry in entries])
    found = shared_wording(documents)
    assert found.height > 100
    assert found.equals(exactly(documents, monkeypatch))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("健康中国。\n，1２", max_size=60), max_size=6))
def test_candidates_lose_nothing_on_any_texts(texts):
    with pytest.MonkeyPatch.context() as patch:
        documents = frame(texts)
        assert shared_wording(documents, shortest=10).equals(exactly(documents, patch))


def test_a_copied_paragraph_is_found_sentence_by_sentence():
    paragraph = "深化医药卫生体制综合改革。推进紧密型县域医疗卫生共同体建设。"
    found = shared_wording(frame([f"甲县：{paragraph}", f"乙市，{paragraph}"]))
    assert found["text_a"].to_list() == ["深化医药卫生体制综合改革", "推进紧密型县域医疗卫生共同体建设"]


def test_wording_that_most_texts_hold_links_neighbours_and_is_counted():
    texts = [f"第{chr(0x4E00 + 7 * index)}件：深化医药卫生体制综合改革试点。" for index in range(20)]
    found = shared_wording(frame(texts), common=5)
    assert found.height == 19
    assert set(found["documents"]) == {20}
    assert shared_wording(frame(texts), common=20).height == 190


def test_pairs_grow_with_the_texts_and_not_with_their_square():
    def pairs(count):
        texts = [
            f"{_words(index // 4)}。深化医药卫生体制综合改革试点。{_words(9999 + index)}。" for index in range(count)
        ]
        return len(candidates.candidate_pairs(candidates.find_runs(texts, 10, "。"), common=50))

    families, formula = 1000 // 4 * 6, 999 - 750
    assert pairs(1000) == families + formula
    assert pairs(2000) < 2.01 * pairs(1000)


def test_the_order_of_rows_is_that_of_the_documents_whatever_order_they_come_in():
    texts = [make_document(number)[1] for number in range(12)]
    documents = frame(texts)
    shuffled = documents.sample(fraction=1.0, shuffle=True, seed=random.Random(4).randrange(99))
    assert shared_wording(documents).equals(shared_wording(shuffled))


@pytest.mark.parametrize(
    "texts", [pytest.param([], id="no-text"), pytest.param(["短"], id="short"), pytest.param(["", "短"], id="empty")]
)
def test_texts_too_short_to_share_anything_give_an_empty_table(texts):
    assert shared_wording(frame(texts) if texts else frame([""]).clear()).is_empty()
