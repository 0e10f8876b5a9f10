"""GBK read from the wrong byte on, such as 敗睂m椥袆映尚 for ”专项行动成效."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from opencc import OpenCC

from compare.restore.gbk import RARE, by_lead, by_trail, find_tails, rare_chars, read_codes, simple_form, simple_forms
from compare.restore.language import chars_of, load_model
from compare.restore.pinyin import PINYIN_TAIL, reads
from compare.restore.variants import simplify
from compare.spans import Edit

_BEFORE, _AFTER = 6, 40
_LEAST_GAIN = 25.0
_LEAST_GAIN_EACH = 4.0
_LEAST_MARGIN = 4.0
_GUESS_COST = 4.0
_TIED = -4.2
_MOST_PLACES = 400
_LONG_TEXT = 1_000_000
_AFTER_MARK = re.compile(r"(?<=[?？])[^\x00-\x7f？，。]{4,5}")


Path = tuple[float, str, str]
"""Log2 chance, words so far, last character simplified."""


class Window(NamedTuple):
    """Simplified text around a suspect, where it starts, and the log2 chance of each stretch from there on."""

    start: int
    plain: str
    sums: list[float]

    def char(self, place: int) -> str:
        """Return the simplified character at ``place`` of the text, or a line's end."""
        return self.plain[place - self.start] if 0 <= place - self.start < len(self.plain) else "\n"

    def score(self, start: int, end: int) -> float:
        """Return the log2 chance of the text from ``start`` to ``end`` after what stands before it."""
        return self.sums[min(end - self.start, len(self.plain))] - self.sums[start - self.start]


class Reading(NamedTuple):
    """One way to read a stretch: its place, the new words, the log2 gain, how many bytes were guessed."""

    start: int
    end: int
    words: str
    gain: float
    guessed: int
    columns: Sequence[Sequence[str]]


def find_shifted(text: str) -> list[Edit]:
    """Return the edits that read shifted bytes from the right byte on.

    Bytes that are gone are searched for: a candidate counts only where it is clearly likelier than what stands there
    and than nothing at all. What bytes alone decide is certain, the rest inferred.
    """
    suspects = _suspects(text)
    edits: list[Edit] = []
    done = 0
    for place in suspects:
        if place < done:
            continue
        reading = _best_reading(text, place, done)
        if reading is None:
            continue
        sure = "inferred" if reading.guessed else "certain"
        edits.append(
            Edit(reading.start, reading.end, reading.words, "mojibake", sure, 0.9 if reading.guessed else 0.97)
        )
        done = reading.end
    return edits


def _suspects(text: str) -> list[int]:
    """Return the places of rare characters that fit neither neighbour, and of words after a mark that fit nothing."""
    model = load_model()
    places: list[int] = []
    for char in rare_chars() & chars_of(text):
        if text.count(char) > 20:
            continue
        place = text.find(char)
        while place >= 0:
            before, after = text[place - 1 : place], text[place + 1 : place + 2]
            if before + char not in model.pairs and char + after not in model.pairs:
                places.append(place)
            place = text.find(char, place + 1)
    places.extend(_after_marks(text))
    return sorted(set(places)) if len(places) <= _MOST_PLACES else []


def _after_marks(text: str) -> list[int]:
    """Return where a question mark is followed by characters no two of which follow each other in any known word.

    群众?床【鸵降幕?得感 lost the first byte of 看; 群众满意吗?今后怎么办 asks.
    """
    if "?" not in text and "？" not in text:
        return []
    pairs = load_model().pairs
    places = []
    for match in _AFTER_MARK.finditer(text):
        plain = simplify(match.group())
        strange = sum(plain[i : i + 2] not in pairs for i in range(len(plain) - 1))
        if strange >= max(3, len(plain) - 2):
            places.append(match.start())
    return places


def _best_reading(text: str, place: int, least: int) -> Reading | None:
    """Return the likeliest reading of a stretch around a suspect, or nothing where none is clearly likelier."""
    stop = text.find("\n", place)
    stop = min(len(text) if stop < 0 else stop, place + _AFTER)
    start = max(least, text.rfind("\n", 0, place) + 1, place - _BEFORE)
    window = _window(text, max(0, start - 14), stop + 2)
    best: Reading | None = None
    for written in _spellings(text, max(0, start - 14), stop + 2):
        for begin in range(start, place + 1):
            for reading in _readings_from(written, window, begin, place, stop):
                if best is None or reading.gain > best.gain:
                    best = reading
    if best is None or best.gain < max(_LEAST_GAIN, _LEAST_GAIN_EACH * (best.end - best.start)):
        return None
    return _with_doubts(window, best)


def _spellings(text: str, start: int, stop: int) -> list[str]:
    """Return ``text`` as it is, and with traditional characters from ``start`` to ``stop``.

    Where a page was made simplified after its bytes had shifted, the characters no longer tell the bytes.
    """
    near = text[start:stop]
    traditional = _to_traditional(near)
    if traditional == near or len(traditional) != len(near) or len(text) > _LONG_TEXT:
        return [text]
    return [text, text[:start] + traditional + text[stop:]]


@lru_cache(maxsize=1000)
def _to_traditional(text: str) -> str:
    """Return ``text`` with its common characters traditional; rare ones stand there by their bytes."""
    singles = load_model().singles
    return "".join(_traditional_converter().convert(char) if singles.get(char, 0.0) >= RARE else char for char in text)


@cache
def _traditional_converter() -> Any:
    return OpenCC("s2t")


def _with_doubts(window: Window, reading: Reading) -> Reading:
    """Return ``reading`` with \ufffd for each guessed character that another could stand for nearly as well.

    A guess at the edge must lead by the words inside the stretch too: 群众反映 outside does not make 看病就医 反病就医.
    """
    words = list(reading.words)
    for place, chars in enumerate(reading.columns):
        if len(chars) > 1:
            others = tuple(char for char in chars if char != words[place])
            columns = [*reading.columns[:place], others, *reading.columns[place + 1 :]]
            paths = _paths(window, reading.start, columns) if others else []
            rival = _complete(window, reading.start, reading.end, columns, paths, 0)
            close = reading.gain + _GUESS_COST * reading.guessed - rival.gain < _LEAST_MARGIN
            if close or not (_tied_outside(window, reading, place) or _leads_inside(reading, place, others)):
                words[place] = "\ufffd"
    return reading._replace(words="".join(words))


def _tied_outside(window: Window, reading: Reading, place: int) -> bool:
    """Return whether the guess at an edge makes a usual pair with what stands outside: 技术服|务."""
    model, char = load_model(), simple_form(reading.words[place])
    first, last = place == 0, place == len(reading.words) - 1
    left = first and model.pairs.get(window.char(reading.start - 1) + char)
    right = last and model.pairs.get(char + window.char(reading.end))
    return bool(
        (left and model.step(window.char(reading.start - 1), char) > _TIED)
        or (right and model.step(char, window.char(reading.end)) > _TIED)
    )


def _leads_inside(reading: Reading, place: int, others: Sequence[str]) -> bool:
    """Return whether the guess at ``place`` fits its known neighbours inside the reading better than any other."""
    words, model = reading.words, load_model()
    before = simple_form(words[place - 1]) if place else ""
    after = simple_form(words[place + 1]) if place + 1 < len(words) else ""
    if (before and after) or not "\u4e00" <= words[place] <= "\u9fff":
        return True

    def fit(char: str) -> float:
        char = simple_form(char)
        return model.step(before, char) if before else model.singles.get(char, 0.0) + model.step(char, after)

    chosen = fit(words[place])
    return all(fit(char) < chosen - 1 for char in others)


def _readings_from(text: str, window: Window, begin: int, place: int, stop: int) -> list[Reading]:
    """Return the readings of stretches that begin at ``begin`` and hold ``place``."""
    start, heads = _heads(text, begin)
    first = read_codes(text[begin])
    if len(first) != 2 or (text[begin].isascii() and text[begin].isalnum()):
        return []
    columns: list[Sequence[str]] = [*heads, by_trail(first[0])]
    paths = _paths(window, start, columns)
    carry = first[1]
    readings: list[Reading] = []
    for end in range(begin + 1, stop + 1):
        char = text[end : end + 1]
        if end > place:
            for size, chars in find_tails(carry, char):
                guessed = len(heads) + 1 + (0 if size and char not in "?？" else 1)
                readings.append(
                    _complete(window, start, end + size, [*columns, chars], _advance(paths, chars), guessed)
                )
        codes = read_codes(char) if char else ()
        if len(codes) != 2:
            break
        joined = bytes((carry, codes[0])).decode("gbk", "ignore") if codes[0] >= 0x40 else ""
        if len(joined) != 1:
            break
        columns.append((joined,))
        paths = _advance(paths, (joined,))
        carry = codes[1]
    return [reading for reading in readings if reading.gain > 0]


def _heads(text: str, begin: int) -> tuple[int, list[Sequence[str]]]:
    """Return where the damage before a shifted run starts, and characters that may be lost there.

    In 勇?lián)敗 the reading names a character 聯 made of the second byte of 勇 and of the first byte of the lost one.
    """
    tail = PINYIN_TAIL.search(text, max(0, begin - 12), begin)
    if tail is None:
        return (begin - 1, []) if text[begin - 1 : begin] in ("?", "？") else (begin, [])
    known = read_codes(text[tail.start() - 1]) if tail.start() else ()
    if len(known) != 2:
        return begin, []
    leads = (
        lead
        for lead in range(0x81, 0xFF)
        for char in bytes((known[1], lead)).decode("gbk", "ignore")
        if known[1] >= 0x81 and lead != 0x7F and reads(char, tail.group("words"))
    )
    chars = tuple(char for lead in leads for char in by_lead(lead))
    return (tail.start(), [chars]) if chars else (begin, [])


def _window(text: str, start: int, stop: int) -> Window:
    """Return the window of ``text`` from ``start`` to ``stop``."""
    model = load_model()
    plain = simplify(text[start:stop])
    befores = (simplify(text[start - 1 : start]) or "\n") + plain
    steps = (model.step(before, char) for before, char in zip(befores, plain, strict=False))
    return Window(start, plain, list(accumulate(steps, initial=0.0)))


def _paths(window: Window, start: int, columns: Sequence[Sequence[str]]) -> list[Path]:
    """Return the likeliest paths through ``columns`` of candidates, one for each last character."""
    paths: list[Path] = [(0.0, "", window.char(start - 1))]
    for chars in columns:
        paths = _advance(paths, chars)
    return paths


def _advance(paths: Sequence[Path], chars: Sequence[str]) -> list[Path]:
    """Return the likeliest path to each of ``chars``, the best sixty of them."""
    model, simple = load_model(), simple_forms()
    longer: list[Path] = []
    for char in chars:
        plain = simple.get(char, char)
        score, words = max((path[0] + model.step(path[2], plain), path[1]) for path in paths)
        longer.append((score, words + char, plain))
    longer.sort(reverse=True)
    return longer[:60]


def _complete(
    window: Window, start: int, end: int, columns: Sequence[Sequence[str]], paths: Sequence[Path], guessed: int
) -> Reading:
    """Return the likeliest of ``paths`` as a reading of the text from ``start`` to ``end``, the next character counted in."""
    if not paths:
        return Reading(start, end, "", float("-inf"), guessed, columns)
    model = load_model()
    after = window.char(end)
    score, words = max((path[0] + model.step(path[2], after), path[1]) for path in paths)
    return Reading(start, end, words, score - window.score(start, end + 1) - _GUESS_COST * guessed, guessed, columns)
