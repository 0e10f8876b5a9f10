"""Characters replaced by their pinyin: 死wang率, 艾zi病."""

from __future__ import annotations

import re
from functools import cache

from compare.restore.language import chars_of, load_model
from compare.restore.pinyin import is_hanzi, plain, readers, reads
from compare.restore.spun import load_phrases
from compare.restore.veiled import veiled_words
from compare.spans import Edit

_SOUND = re.compile(r"(?<![A-Za-z])[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹ]{2,6}(?![A-Za-z])")
_SMALL = frozenset("aeiouāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ")
_MARGIN = 2.0
_STRONG_PAIR = 6.0


@cache
def _joints() -> frozenset[str]:
    """Return the runs of three characters inside standard phrases."""
    return frozenset(phrase[i : i + 3] for phrase in load_phrases() for i in range(len(phrase) - 2))


def find_sounded(text: str) -> list[Edit]:
    """Return the edits that write characters for their pinyin, all inferred: 死wang率 becomes 死亡率.

    A candidate counts where it makes known words with both neighbours, or a standard phrase with one side, and
    leads clearly; app, ai智能 and what leaves a doubt stay.
    """
    edits: list[Edit] = []
    if _SMALL.isdisjoint(chars_of(text)):
        return edits
    for match in _SOUND.finditer(text):
        sound = match[0]
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if not (before > "\u2fff" and after > "\u2fff" and is_hanzi(after) and readers(plain(sound))):
            continue
        if not sound.isascii() and reads(text[match.start() - 2 : match.start() - 1], sound):
            edits.append(Edit(*match.span(), "", "pinyin", "inferred", 0.9))
        elif char := _choose(text, *match.span(), sound):
            edits.append(Edit(*match.span(), char, "pinyin", "inferred", 0.9))
    return edits


def _choose(text: str, start: int, end: int, sound: str) -> str:
    """Return the one character that a syllable can stand for at its place, or nothing."""
    model = load_model()
    left, right = text[start - 1 : start], text[end : end + 1]
    ranked = []
    for char in readers(plain(sound)):
        known = (left + char in model.pairs) + (char + right in model.pairs)
        around = (text[start - 2 : start] + char, left + char + right, char + text[end : end + 2])
        phrase = any(run in _joints() for run in around) or not veiled_words().isdisjoint((left + char, char + right))
        strong = min(model.pairs.get(left + char, 0.0), model.pairs.get(char + right, 0.0)) >= _STRONG_PAIR
        if strong or (phrase and known):
            chance = model.step(left, char) if is_hanzi(left) else model.singles.get(char, 0.0) - model.total
            ranked.append((known + 2 * phrase, chance + model.step(char, right), char))
    ranked.sort(reverse=True)
    if not ranked:
        return ""
    clear = len(ranked) == 1 or ranked[0][0] > ranked[1][0] or ranked[0][1] - ranked[1][1] >= _MARGIN
    return ranked[0][2] if clear else ""
