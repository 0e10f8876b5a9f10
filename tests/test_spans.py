"""Offsets between raw and restored text."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.spans import RANKS, Edit, SpanChain, SpanMap, apply_edits, ledger


def random_pass(text: str, random_: random.Random) -> list[Edit]:
    """Edits of every shape: replacements, deletions, changes of length."""
    edits: list[Edit] = []
    place = 0
    while True:
        start = place + random_.choice([0, 0, 1, 2, 3])
        if start >= len(text):
            return edits
        end = min(len(text), start + random_.choice([1, 1, 2, 4]))
        new = "".join(random_.choice("abcdef") for _ in range(random_.choice([0, 1, end - start, end - start, 3])))
        edits.append(Edit(start, end, new, random_.choice(sorted(RANKS))))
        place = end


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 10**9), length=st.integers(0, 25), passes=st.integers(1, 4))
def test_passes_compose_and_offsets_survive_both_ways(seed: int, length: int, passes: int) -> None:
    random_ = random.Random(seed)
    raw = "".join(chr(0x4E00 + place) for place in range(length))
    text, spans, chain = raw, SpanMap((), length), SpanChain(length)
    for _ in range(passes):
        edits = random_pass(text, random_)
        text, spans = apply_edits(text, edits), spans.then(edits)
        chain.add(edits)
        assert apply_edits(raw, spans.edits) == text
        assert spans.text_length == len(text)
    assert apply_edits(raw, chain.flatten().edits) == text
    for place, char in enumerate(text):
        start, end = spans.raw_span(place, place + 1)
        assert 0 <= start <= end <= length
        if char in raw:
            assert spans.text_span(raw.index(char), raw.index(char) + 1)[0] <= place
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            again = spans.text_span(*spans.raw_span(start, end))
            assert again[0] <= start
            assert again[1] >= end


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**9), length=st.integers(0, 25))
def test_every_raw_character_is_kept_repaired_or_set_aside(seed: int, length: int) -> None:
    random_ = random.Random(seed)
    raw = "".join(chr(0x4E00 + place) for place in range(length))
    spans = SpanMap((), length).then(random_pass(raw, random_))
    text = apply_edits(raw, spans.edits)
    rebuilt, raw_place, text_place = "", 0, 0
    for row in ledger(raw, spans):
        assert raw[row.raw_start : row.raw_end] == row.raw
        assert text[row.text_start : row.text_end] == row.restored
        assert raw[raw_place : row.raw_start] == text[text_place : row.text_start]
        rebuilt += raw[raw_place : row.raw_start] + row.raw
        raw_place, text_place = row.raw_end, row.text_end
    assert rebuilt + raw[raw_place:] == raw
    assert raw[raw_place:] == text[text_place:]


def test_a_deletion_is_an_empty_span_at_its_place() -> None:
    spans = SpanMap([Edit(1, 6, "", "pinyin")], 8)
    assert spans.text_span(1, 6) == (1, 1)
    assert spans.text_span(0, 8) == (0, 3)
    assert spans.raw_span(0, 3) == (0, 8)
    assert spans.raw_span(1, 2) == (6, 7)


def test_a_run_of_one_kind_is_one_row() -> None:
    spans = SpanMap([Edit(0, 2, "推动", "spun"), Edit(2, 4, "发展", "spun"), Edit(4, 5, "", "pinyin")], 6)
    rows = ledger("鞭策成长x。", spans, base=10)
    assert [(row.raw, row.restored, row.raw_start, row.raw_end) for row in rows] == [
        ("鞭策成长", "推动发展", 10, 14),
        ("x", "", 14, 15),
    ]
