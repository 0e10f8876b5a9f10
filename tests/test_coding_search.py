"""Finding terms by columns: the specific before the general, patterns inside one clause, scores that fade."""

from __future__ import annotations

import numpy as np
import pytest

from compare.coding import lexicon as module
from compare.coding.evidence import score_words
from compare.coding.letters import first_words
from compare.coding.lexicon import WEIGHTS, Lexicon, lexicon
from compare.coding.tally import FADING, collect, tally
from compare.coding.taxonomy import codes

FILE = {
    "x.yml": {
        "P1": {"strong": "疾控 疾控中心 传染病…监测", "weak": "监测"},
        "W1": {"plain": "控中 中心", "actor": "卫生院 社区卫生院"},
        "none": {"plain": "监测仪"},
    }
}


def found(text: str) -> list[tuple[int, str]]:
    """Return the terms that a small lexicon finds in a text, and where they start."""
    return [(hit.start, hit.term) for hit in Lexicon(FILE).scan(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("", [], id="an-empty-text"),
        pytest.param("本市疾控改革", [(2, "疾控")], id="a-term"),
        pytest.param("疾控中心", [(0, "疾控中心")], id="terms-inside-a-longer-one-do-not-count"),
        pytest.param("疾控中医，中心", [(0, "疾控"), (1, "控中"), (5, "中心")], id="terms-that-only-overlap-both-count"),
        pytest.param("传染病疫情监测", [(0, "传染病…监测")], id="a-pattern-covers-the-term-that-is-its-part"),
        pytest.param("传染病防治，疫情监测", [(8, "监测")], id="a-pattern-stays-inside-a-clause"),
        pytest.param("传染病" + "甲" * 41 + "监测", [(44, "监测")], id="a-pattern-reaches-forty-characters"),
        pytest.param("监测传染病", [(0, "监测")], id="a-pattern-keeps-its-order"),
        pytest.param("采购监测仪", [], id="a-term-of-no-topic-hides-the-one-inside"),
    ],
)
def test_terms_found(text: str, terms: list[tuple[int, str]]) -> None:
    assert found(text) == terms


def test_terms_of_two_lines_are_found_as_in_each_alone() -> None:
    first, second = "传染病防控", "疫情监测，疾控中心"
    apart = [*found(first), *((start + len(first) + 1, term) for start, term in found(second))]
    assert found(f"{first}\n{second}") == apart


def test_the_words_that_only_order_the_letters_are_never_found() -> None:
    assert len({*first_words()}) == len(first_words()) > 100
    assert lexicon().scan("".join(first_words())) == []
    assert not {*first_words()} & lexicon().terms


def test_a_topic_counts_each_term_once_and_further_ones_for_less() -> None:
    small = Lexicon(FILE)
    place = codes().index("P1")

    def score(text: str) -> float:
        finds = small.find(text)
        return float(tally(small.ballot, finds, np.zeros(len(finds.starts), dtype=np.int64), (1, 63))[0, place])

    heavy, light = WEIGHTS["strong"] * 0.9, WEIGHTS["weak"] * 0.9
    assert score("疾控，疾控") == pytest.approx(heavy)
    assert score("监测，疾控") == pytest.approx(heavy + light * FADING)


def test_of_several_actors_one_counts() -> None:
    small, place = Lexicon(FILE), codes().index("W1")
    finds = small.find("社区卫生院、卫生院")
    assert len(finds.starts) == 2
    scores = tally(small.ballot, finds, np.zeros(2, dtype=np.int64), (1, 63))
    assert scores[0, place] == pytest.approx(WEIGHTS["actor"] * 1.2)
    apart = tally(small.ballot, finds, np.array([0, 1]), (2, 63))
    assert apart[:, place].tolist() == pytest.approx([WEIGHTS["actor"] * 1.2, WEIGHTS["actor"]])


def test_a_ballot_of_nothing_gives_no_score() -> None:
    ballot = collect([], ())
    finds = lexicon().find("")
    assert not tally(ballot, finds, np.zeros(0, dtype=np.int64), (2, 63)).any()
    assert not score_words("").any()


def test_a_countys_own_votes_stand_beside_the_others() -> None:
    known = lexicon()
    for term, votes in module.county_votes().items():
        (number,) = {*known.find(term).terms.tolist()}
        assert known.votes[number] != (term, votes)
        assert known.votes[int(known.in_county[number])] == (term, votes)
