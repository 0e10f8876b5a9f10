"""Words veiled to slip past filters (死*亡, 艾/滋病), and marks of notes inside sentences."""

from __future__ import annotations

import re
from functools import cache

from compare.knowledge import open_text
from compare.restore.language import chars_of, load_model
from compare.spans import Edit

_SURE = "*＊|_#~^★☆※"
_OPEN = "./-"
_VEILS = frozenset(_SURE + _OPEN)
_RUN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[*＊|_#~^★☆※./-]{1,2}[\u4e00-\u9fff]{1,8})+")
_VEIL = re.compile(r"[*＊|_#~^★☆※./-]{1,2}")
_BETWEEN = re.compile(r"[*＊|_#~^★☆※./-](?=[\u4e00-\u9fff])(?<=[\u4e00-\u9fff*＊|_#~^★☆※./-].)")
_STARS = re.compile(r"(?<=[\u4e00-\u9fff])\*{1,3}(?=[\u4e00-\u9fff])")
_STRONG_PAIR = 9.0
_NOTE = re.compile(r"(?<=[\u4e00-\u9fff）”》%])\[(\d{1,2})\](?=[\u4e00-\u9fff，。、；：（“]|$)", re.M)


@cache
def veiled_words() -> frozenset[str]:
    """Return the words that pages veil."""
    lines = (line for line in open_text("restore/filtered.txt").splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def find_veiled(text: str) -> list[Edit]:
    """Return the deletions of marks inside words, and of the numbers of notes: 死*亡率 becomes 死亡率, 水平[1] 水平.

    A star that parts no word stands for one that is gone: in 精神**患者 it stays and is flagged. 和/或 and 3*5 stay.
    """
    edits: list[Edit] = []
    chars = chars_of(text)
    if not _VEILS.isdisjoint(chars):
        lines = {text.rfind("\n", 0, mark.start()) + 1 for mark in _BETWEEN.finditer(text)}
        for start in lines:
            stop = text.find("\n", start)
            for run in _RUN.finditer(text, start, stop if stop >= 0 else len(text)):
                edits += [Edit(*span, "", "censored", "inferred", 0.95) for span in _veils(run)]
    if "*" in chars:
        gone = {edit.start for edit in edits}
        stars = (star for star in _STARS.finditer(text) if star.start() not in gone)
        edits += [Edit(*star.span(), star[0], "lost", "unrecoverable", None) for star in stars]
    if "[" in chars:
        edits += _notes(text)
    return sorted(edits)


def _veils(run: re.Match[str]) -> list[tuple[int, int]]:
    """Return the places of marks inside words of a run."""
    bare, gaps = "", {}
    place = 0
    for mark in _VEIL.finditer(run[0]):
        bare += run[0][place : mark.start()]
        gaps[len(bare)] = mark
        place = mark.end()
    bare += run[0][place:]
    inside: set[int] = set()
    for word in veiled_words():
        at = bare.find(word)
        while at >= 0:
            inside.update(gap for gap in gaps if at < gap < at + len(word))
            at = bare.find(word, at + 1)
    pairs = load_model().pairs
    for gap, mark in gaps.items():
        strong = pairs.get(bare[gap - 1 : gap + 1], 0.0) >= _STRONG_PAIR
        if strong and len(mark[0]) == 1 and mark[0] in _SURE:
            inside.add(gap)
    return [(run.start() + gaps[gap].start(), run.start() + gaps[gap].end()) for gap in sorted(inside)]


def _notes(text: str) -> list[Edit]:
    """Return the deletions of the numbers of notes, where they count from one on."""
    found = list(_NOTE.finditer(text))
    first = list(dict.fromkeys(int(match[1]) for match in found))
    if len(first) < 2 or first != list(range(1, len(first) + 1)):
        return []
    return [Edit(*match.span(), "", "markup") for match in found]
