"""Stretches of text to sentences; what stands in quotes or brackets is never split."""

from __future__ import annotations

import re
from bisect import bisect_right

_PAIRS = {
    "”": "“",
    "》": "《",
    "）": "（",
    ")": "(",
    "’": "‘",
    "】": "【",
    "」": "「",
    "』": "『",
    "〉": "〈",
    ">": "<",
    "]": "[",
}
_SIGNS = re.compile(r"[“”《》（）()‘’【】「」『』〈〉<>\[\]\"]")
_STOPS = re.compile(r"[。！？；;!]|[?](?=\s|$|[”）)])|[：:](?=(?:一是|一要|第一[，,、是]|首先[，,要]|其一[，,]))")
_COMMAS = re.compile(r"[，,]")
_LOOSE = " \t\n\r\u3000\xa0\ufeff，,、。；;：:！!？·"
_LOOSE_START = _LOOSE + "●◆■▪•◇★▲※➤►—–－"
_LOOSE_SET, _LOOSE_START_SET = frozenset(_LOOSE), frozenset(_LOOSE_START)
_PAIR_LIMIT = 240
"""A pair of brackets or quotes that holds more than this does not protect what it holds."""


class Shelter:
    """The places of a text that quotes and brackets protect from splitting."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        stack: list[tuple[str, int]] = []
        for match in _SIGNS.finditer(text, start, len(text) if end is None else end):
            sign, place = match[0], match.start()
            if sign == '"':
                sign = "”" if any(opened == "“" for opened, _ in stack[-4:]) else "“"
            if sign in _PAIRS:
                self._close(stack, _PAIRS[sign], place)
            else:
                stack.append(("（" if sign == "(" else sign, place))

    def _close(self, stack: list[tuple[str, int]], opener: str, place: int) -> None:
        opener = "（" if opener == "(" else opener
        for index in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
            if stack[index][0] == opener:
                begin = stack[index][1]
                del stack[index:]
                if place - begin <= _PAIR_LIMIT:
                    while self._starts and self._starts[-1] > begin:
                        self._starts.pop()
                        self._ends.pop()
                    self._starts.append(begin)
                    self._ends.append(place)
                return

    def holds(self, place: int) -> bool:
        """Return whether ``place`` stands inside a pair."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


def split_sentences(text: str, start: int, end: int, shelter: Shelter) -> list[tuple[int, int]]:
    """Return the sentences of a stretch: ended by 。！？；, closing quotes kept with them.

    >>> words = "开展筛查；称为“慢病。”行动。加强管理"
    >>> [words[a:b] for a, b in split_sentences(words, 0, len(words), Shelter(words))]
    ['开展筛查；', '称为“慢病。”行动。', '加强管理']
    """
    sentences = []
    begin = start
    for match in _STOPS.finditer(text, start, end):
        stop = match.end()
        if stop <= begin or shelter.holds(match.start()):
            continue
        while stop < end and text[stop] in "”）)」』’":
            stop += 1
        sentences.append((begin, stop))
        begin = stop
    if text[begin:end].strip():
        sentences.append((begin, end))
    return sentences


def split_commas(text: str, start: int, end: int, shelter: Shelter) -> list[tuple[int, int]]:
    """Return the parts between the commas of a sentence; a comma inside a number is none.

    >>> words = "新增床位1,995张,建设（一期,二期）工程"
    >>> [words[a:b] for a, b in split_commas(words, 0, len(words), Shelter(words))]
    ['新增床位1,995张', '建设（一期,二期）工程']
    """
    parts = []
    begin = start
    for match in _COMMAS.finditer(text, start, end):
        place = match.start()
        if shelter.holds(place) or (text[place] == "," and _in_number(text, place)):
            continue
        if place > begin:
            parts.append((begin, place))
        begin = place + 1
    if end > begin:
        parts.append((begin, end))
    return parts


def _in_number(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 4]
    return before.isdigit() and len(after) == 3 and after.isdigit() and not text[place + 4 : place + 5].isdigit()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without outer blanks and punctuation; a bracket or quote is kept where its partner is inside.

    >>> words = "、开展筛查。 "
    >>> words[slice(*trim(words, 0, len(words)))]
    '开展筛查'
    """
    while start < end and text[start] in _LOOSE_START_SET:
        start += 1
    while end > start and text[end - 1] in _LOOSE_SET:
        end -= 1
    return start, end
