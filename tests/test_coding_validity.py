"""Scores of the coder: arithmetic on small frames, units found again in a text that was repaired otherwise."""

from __future__ import annotations

import polars as pl
import pytest

from compare.coding import code
from compare.coding.gold import Text, match, place_units
from compare.coding.validity import calibrate, confusions, score, score_boundaries
from compare.structure import Facts, parse

WORDS = "一、做好妇幼健康\n加强孕产妇保健服务，提高产前筛查率。推进普惠托育服务体系建设。"


def outcome(
    unit: str, hand: str, machine: str, *, confidence: float = 0.9, region: str = "520000"
) -> dict[str, object]:
    return {"unit_id": unit, "region": region, "hand": hand, "machine": machine, "runner_up": "G1", "words": "筛查" if unit != "1" else "开展筛查",
            "confidence": confidence, "stance": "plan"}  # fmt: skip


def text(words: str = WORDS) -> Text:
    return Text(document_id="a", region="520000", text=words, structure=parse(words, Facts()))


def unit_row(quote: str) -> dict[str, str]:
    return {"unit_id": "a/1", "document_id": "a", "quote": quote, "occurrence": "1", "stance": "plan", "heading": ""}


def test_scores_tell_topic_from_domain() -> None:
    frame = score(pl.DataFrame([outcome("1", "C1", "C1"), outcome("2", "C2", "C1"), outcome("3", "T1", "R2")]))
    topic, domain = frame.filter(pl.col("region") == "all").rows(named=True)
    assert topic["accuracy"] == pytest.approx(1 / 3)
    assert domain["accuracy"] == pytest.approx(2 / 3)
    assert topic["accuracy_low"] <= topic["accuracy"] <= topic["accuracy_high"]


def test_confusions_are_counted_by_pair() -> None:
    frame = confusions(pl.DataFrame([outcome("1", "C2", "C1"), outcome("2", "C2", "C1"), outcome("3", "T1", "T1")]))
    assert frame.rows() == [("C2", "C1", 2, "筛查")]


def test_a_coder_as_sure_as_it_is_right_has_no_calibration_error() -> None:
    rows = [outcome(str(place), "C1", "C1" if place % 2 else "C2", confidence=0.5) for place in range(20)]
    _, error = calibrate(pl.DataFrame(rows))
    assert error == pytest.approx(0.0, abs=0.11)


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("推进普惠托育服务体系建设", id="as-it-is"),
        pytest.param("推进普惠、托育服务体系建设", id="other-punctuation"),
        pytest.param("推进普惠托育服务系统建设", id="one-word-otherwise"),
    ],
)
def test_hand_coded_words_are_found_again(quote: str) -> None:
    placed, gone = place_units([text()], [unit_row(quote)], {"a/1": {"primary": "C3", "secondary": ""}})
    assert gone == []
    assert "托育服务" in WORDS[placed[0].start : placed[0].end]


def test_words_that_are_gone_are_named() -> None:
    _, gone = place_units([text()], [unit_row("整治医药购销领域不正之风")], {"a/1": {"primary": "G2"}})
    assert gone == ["a/1"]


def test_units_are_matched_by_shared_characters() -> None:
    document = text()
    placed, _ = place_units([document], [unit_row("推进普惠托育服务体系建设")], {"a/1": {"primary": "C3"}})
    measures = code(document.text, document.structure)
    found = match(placed, measures)[0]
    assert found is not None
    assert found.primary == "C3"
    frame = score_boundaries([document], placed)
    assert frame.row(0, named=True)["recall"] == 1.0
