"""Traditional, variant and compatibility characters, also mixed into simplified text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import numpy as np
from opencc import OpenCC

from compare.knowledge import load_csv
from compare.spans import Edit

_PLACES = re.compile("乾(?=[县縣安州坤隆元陵])")
"""Names in which 乾 is standard: 乾县, 乾安, 乾隆."""
_RARE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


@cache
def _converter() -> Any:
    return OpenCC("t2s")


@cache
def _variants() -> tuple[dict[int, str], re.Pattern[str], dict[str, str], frozenset[str]]:
    """Return variants that always stand for another character, those that do so in certain words only, all of them."""
    rows = load_csv("restore/variants.csv")
    always = {ord(row["variant"]): row["standard"] for row in rows if len(row["variant"]) == 1}
    words = {row["variant"]: row["standard"] for row in rows if len(row["variant"]) > 1}
    signs = {char for word, standard in words.items() for char in word if char not in standard}
    pattern = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
    return always, pattern, words, frozenset(signs | {chr(code) for code in always})


def odd_variants() -> dict[int, str]:
    """Return the variants beyond ordinary traditional characters, by code point."""
    return _variants()[0]


def _fold(match: re.Match[str]) -> str:
    char = match.group()
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def simplify(text: str) -> str:
    """Return ``text`` in standard simplified characters, length kept.

    >>> simplify("醫療衛生機構"), simplify("显著成效，乾隆年间")
    ('医疗卫生机构', '显著成效，乾隆年间')
    """
    always, pattern, words, signs = _variants()
    folded = _RARE.sub(_fold, text)
    odd = not signs.isdisjoint(folded)
    if odd:
        folded = folded.translate(always)
    simple = str(_converter().convert(folded))
    if len(simple) != len(folded):
        simple = "".join(new if len(new) == 1 else char for char in folded for new in (_converter().convert(char),))
    if odd:
        simple = pattern.sub(lambda match: words[match.group()], simple)
    if "乾" in folded:
        for match in _PLACES.finditer(folded):
            simple = simple[: match.start()] + "乾" + simple[match.end() :]
    return simple


def changed_runs(old: str, new: str) -> list[tuple[int, int]]:
    """Return the runs of places at which two texts of one length differ."""
    codes = [np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32) for text in (old, new)]
    places = np.flatnonzero(codes[0] != codes[1])
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > 1)
    starts = places[np.concatenate(([0], breaks + 1))].tolist()
    ends = (places[np.concatenate((breaks, [len(places) - 1]))] + 1).tolist()
    return list(zip(starts, ends, strict=True))


def find_variants(text: str) -> list[Edit]:
    """Return the edits that make ``text`` simplified throughout: 衛生 becomes 卫生, 安甯疗护 安宁疗护; 显著 stays."""
    simple = simplify(text)
    if simple == text:
        return []
    words: dict[str, str] = {}
    return [
        Edit(start, end, words.setdefault(new, new), "variant")
        for start, end in changed_runs(text, simple)
        for new in (simple[start:end],)
    ]
