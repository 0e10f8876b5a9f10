"""Pinyin noise: readings that a page has put after its characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from compare.knowledge import open_text
from compare.spans import Edit

LETTERS = "a-zA-ZāáǎàōóǒòēéěèêīíǐìūúǔùüǖǘǚǜńňǹḿĀÁǍÀŌÓǑÒĒÉĚÈɑɡａ-ｚ"
_MARKS = "\u0300\u0301\u0304\u0308\u030c"
_READING = rf"[{LETTERS}][{LETTERS}{_MARKS}]*[1-5]?"
_OPEN, _CLOSE = "(（[［〔【〈<﹙", ")）]］〕】〉>﹚"
_NOISE = re.compile(
    rf"(?P<open>[{re.escape(_OPEN)}]?)(?P<words>[ \u3000]{{0,3}}{_READING}(?:[ \u3000/,，、;；|·'’]{{0,3}}{_READING}){{0,7}}[ \u3000]{{0,3}})"
    rf"(?P<close>[{re.escape(_CLOSE)}]?)"
)
_WORD = re.compile(_READING)
_CAPITAL = re.compile(r"([\u4e00-\u9fff])[(（]([A-Z][A-Za-z]{1,5})[)）]")
_FEWEST_CAPITALS = 3
_TONED = frozenset("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿĀÁǍÀŌÓǑÒĒÉĚÈ\u0300\u0301\u0304\u030c")


def is_hanzi(char: str) -> bool:
    """Return whether ``char`` is a Chinese character.

    >>> is_hanzi("卫"), is_hanzi("w")
    (True, False)
    """
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000" or char == "〇"


@cache
def _readings() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return the toneless readings of each character, and all syllables."""
    readings: dict[str, set[str]] = {}
    syllables: set[str] = set()
    for line in open_text("restore/readings.txt").splitlines():
        if line.startswith("#"):
            continue
        syllable, chars = line.split(" ", 1)
        syllables.add(syllable)
        for char in chars:
            readings.setdefault(char, set()).add(syllable)
    return {char: frozenset(found) for char, found in readings.items()}, frozenset(syllables)


@cache
def _chars() -> dict[str, tuple[str, ...]]:
    """Return the characters of each syllable."""
    found: dict[str, list[str]] = {}
    for char, syllables in _readings()[0].items():
        for syllable in syllables:
            found.setdefault(syllable, []).append(char)
    return {syllable: tuple(chars) for syllable, chars in found.items()}


def readers(syllable: str) -> tuple[str, ...]:
    """Return the characters that a plain syllable reads; none where it is no syllable."""
    return _chars().get(syllable, ())


def plain(reading: str) -> str:
    """Return a reading in plain letters, ü as v.

    >>> plain("lǜ"), plain("wèi"), plain("wei4")
    ('lv', 'wei', 'wei')
    """
    letters = unicodedata.normalize("NFD", reading.lower().replace("ɑ", "a").replace("ɡ", "g"))
    letters = letters.replace("u\u0308", "v")
    letters = unicodedata.normalize("NFKC", "".join(char for char in letters if not unicodedata.combining(char)))
    return letters.rstrip("12345")


def _has_tone(words: str) -> bool:
    return not _TONED.isdisjoint(words) or words.rstrip()[-1:] in "12345"


def _split(word: str, limit: int) -> list[list[str]]:
    """Return the ways to read ``word`` as at most ``limit`` syllables."""
    syllables = _readings()[1]
    if not word:
        return [[]]
    if limit == 0:
        return []
    ways: list[list[str]] = []
    for size in range(min(6, len(word)), 0, -1):
        if word[:size] in syllables:
            ways.extend([word[:size], *rest] for rest in _split(word[size:], limit - 1))
    return ways


@lru_cache(maxsize=20_000)
def _judge(before: str, words: str) -> tuple[bool, bool]:
    """Return whether ``words`` are syllables, and whether they read the last characters of ``before``."""
    readings = _readings()[0]
    parts = [plain(part) for part in _WORD.findall(words)]
    last = before[-1:]
    if parts and all(part in readings.get(last, ()) for part in parts):
        return True, True
    ways = _split("".join(parts), 8)
    for way in ways:
        above = before[-len(way) :]
        if len(above) == len(way) and all(s in readings.get(char, ()) for s, char in zip(way, above, strict=True)):
            return True, True
    return bool(ways) and len(parts) <= 4, False


def _judge_at(text: str, place: int, words: str) -> tuple[bool, bool]:
    """Return the judgement of ``words`` after what stands before ``place``; one syllable needs one character."""
    size = 1 if len(words) <= 6 and " " not in words else 8
    return _judge(text[max(0, place - 8) : place].rstrip()[-size:], words)


def _with_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a bracket with the blanks around it, where they part two characters: 卫 (wèi) 生."""
    before = start
    while before and text[before - 1] in " \u3000":
        before -= 1
    after = end
    while after < len(text) and text[after] in " \u3000":
        after += 1
    if before and is_hanzi(text[before - 1]) and after < len(text) and is_hanzi(text[after]):
        return before, after
    return start, end


@lru_cache(maxsize=4)
def _spells_in_capitals(text: str) -> bool:
    """Return whether a text puts readings in capitals after its characters, three times at least: 强(QIANG)."""
    found = (reads(match[1], match[2]) for match in _CAPITAL.finditer(text))
    return sum(found) >= _FEWEST_CAPITALS


def find_pinyin(text: str) -> list[Edit]:
    """Return the deletions of pinyin after characters.

    A reading with a tone mark is evidence enough after a character; letters without one must read the character
    before them: 托(tuo)育 loses its brackets, 系统(app) keeps them, and so do (MDT) and (CMI).
    """
    edits: list[Edit] = []
    for match in _NOISE.finditer(text):
        start, end = match.span()
        opened, words, closed = match.group("open", "words", "close")
        before = edits[-1].start if edits and edits[-1].end == start else start
        if before == 0 or not (is_hanzi(text[before - 1]) or text[before - 1] in "?？\ufffd "):
            continue
        if not opened:
            start += len(words) - len(words.lstrip())
        if not closed:
            end -= len(words) - len(words.rstrip())
        toned = _has_tone(words)
        lettered = toned or words.islower() or (bool(opened and closed) and _spells_in_capitals(text))
        if (start and text[start - 1].isascii() and text[start - 1].isalpha()) or not lettered:
            continue
        if end < len(text) and not closed and text[end].isascii() and text[end].isalnum():
            continue
        valid, reads = _judge_at(text, before, words)
        if opened and closed and before == start:
            start, end = _with_blanks(text, start, end)
        both, one = bool(opened and closed), bool(opened or closed)
        after = end == len(text) or not text[end].isascii() or text[end] in "\n\r,.;:!?()"
        if reads and (both or (one and (toned or len(words.strip()) > 1)) or (after and len(words.strip()) > 1)):
            edits.append(
                Edit(start, end, "", "pinyin", "certain" if both or toned else "inferred", 1.0 if both else 0.95)
            )
        elif valid and toned and one:
            edits.append(Edit(start, end, "", "pinyin", "certain" if both else "inferred", 0.97 if both else 0.9))
    return edits


PINYIN_TAIL = re.compile(rf"[?？]?[{re.escape(_OPEN)}]?(?P<words>{_READING})[{re.escape(_CLOSE)}]$")
"""What is left of a reading where the character before it was lost."""


def reads(char: str, words: str) -> bool:
    """Return whether ``words`` are a reading of ``char``.

    >>> reads("聯", "lián"), reads("聯", "lín")
    (True, False)
    """
    return plain(words) in _readings()[0].get(char, ())
