"""Lines read in another encoding than they were written in: Big5 read as GBK, GBK as Big5, either as Latin-1, UTF-8 twice."""

from __future__ import annotations

import re

from compare.restore.gbk import rare_chars
from compare.restore.language import chars_of, load_model
from compare.restore.variants import simplify
from compare.spans import Edit

_LEAST_STRANGE = 6
_LEAST_GAIN = 3.0
_WORST = -9.5
_CLEAR_GAIN = 6.0
_WORST_OF_ALL = -11.0
_LOST = -1
_AHEAD = 10
_PAIRS = (("gb18030", "big5"), ("big5", "gbk"), ("big5hkscs", "gbk"), ("latin-1", "big5"), ("cp1252", "big5"))
_LATIN = re.compile(r"[\u0080-\u00a6\u00a8-\u00b6\u00b8-\u00ff€‚ƒ„†‡ˆ‹ŒŽ•˜™š›œžŸ]")
_LATIN_CHARS = frozenset(chr(code) for code in range(0x80, 0x100)) - frozenset("·§ \xa0")
_TWICE = re.compile(r"(?:[\u00c2-\u00c3\u00c5\u00cb\u00e2][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¢]{1,2}){3,}")


def find_crossed(text: str) -> list[Edit]:
    """Return the edits that read lines anew whose characters make no Chinese, where another encoding makes it.

    A line counts only where the outcome is clearly likelier; bytes that are gone stay marked as lost.
    """
    edits: list[Edit] = []
    if text.isascii():
        return edits
    chars = chars_of(text)
    strange = len(rare_chars() & chars) >= _LEAST_STRANGE
    latin = len(_LATIN_CHARS & chars) >= _LEAST_STRANGE
    if not strange and not latin:
        return edits
    place = 0
    for line in text.split("\n"):
        words = line.rstrip("\r")
        if len(words) >= _LEAST_STRANGE and (new := _read(words)) is not None:
            edits.append(
                Edit(place, place + len(words), new, "mojibake", "inferred" if "\ufffd" in new else "certain", 0.95)
            )
        place += len(line) + 1
    return edits


def _read(line: str) -> str | None:
    """Return a line as another encoding reads it; nothing where it is no clearly better Chinese."""
    chars = frozenset(line)
    latin = False
    if len(chars & _LATIN_CHARS) >= 2:
        twice = _read_twice(line) if _TWICE.search(line) else None
        if twice is not None:
            return twice
        latin = len(_LATIN.findall(line)) >= 0.4 * len(line)
    if not latin and len(chars & rare_chars()) < max(3, 0.15 * len(chars)):
        return None
    old = _score(line)
    best: tuple[float, str] | None = None
    for wrong, right in _PAIRS:
        if latin != (wrong in ("latin-1", "cp1252")):
            continue
        data = _bytes(line, wrong)
        if data is None:
            continue
        new = _decode(data, right)
        score = _score(new)
        likely = score >= max(_WORST, old + _LEAST_GAIN) or score >= max(_WORST_OF_ALL, old + _CLEAR_GAIN)
        if likely and (best is None or score > best[0]):
            best = (score, new)
    return best[1] if best else None


def _read_twice(line: str) -> str | None:
    """Return a line of UTF-8 that was read as Latin-1 and written as UTF-8 twice."""
    for wrong in ("latin-1", "cp1252"):
        data = _bytes(line, wrong)
        if data is None or _LOST in data:
            continue
        try:
            once = bytes(data).decode("utf-8")
            data = _bytes(once, wrong)
            new = bytes(data or ()).decode("utf-8")
        except ValueError:
            continue
        if new and _score(new) >= _WORST:
            return new
    return None


def _bytes(line: str, codec: str) -> list[int] | None:
    """Return the bytes of ``line`` in a codec, a lost one as -1; nothing where it has none for a character."""
    data: list[int] = []
    for char in line:
        if char == "\ufffd":
            data.append(_LOST)
            continue
        try:
            data.extend(char.encode(codec))
        except UnicodeEncodeError:
            if codec not in ("cp1252", "latin-1") or char >= "\u0100":
                return None
            data.append(ord(char))
    return data


def _decode(data: list[int], codec: str) -> str:
    """Return bytes as double-byte text, \ufffd for each character of which a byte is lost or wrong."""
    words: list[str] = []
    place = 0
    while place < len(data):
        byte = data[place]
        if 0 <= byte < 0x80:
            words.append(chr(byte))
            place += 1
            continue
        char, size = _one(data, place, codec)
        words.append(char)
        place += size
    return "".join(words)


def _one(data: list[int], place: int, codec: str) -> tuple[str, int]:
    """Return the character at ``place`` and how many bytes it takes; of a lost one what reads on best tells how many."""
    pair = data[place : place + 2]
    if len(pair) == 2 and _LOST not in pair:
        char = bytes(pair).decode(codec, "ignore")
        if len(char) == 1:
            return char, 2
    if len(pair) == 2 and 0x40 <= pair[1] <= 0x7E and not 0 <= (data[place + 2 : place + 3] or [0])[0] < 0x80:
        return "\ufffd", 2
    ahead = [(_plain_score(data[place + size : place + size + _AHEAD], codec), -size) for size in (1, 2)]
    return "\ufffd", -max(ahead)[1]


def _plain_score(data: list[int], codec: str) -> float:
    """Return the mean log2 chance of the bytes up to the next lost one."""
    stop = data.index(_LOST) if _LOST in data else len(data) // 2 * 2
    text = bytes(data[:stop]).decode(codec, "replace")
    return _score(text) if text else -15.0


def _score(text: str) -> float:
    """Return the mean log2 chance of a character of ``text``, lost ones left out."""
    plain = simplify(text).replace("\ufffd", "")
    return load_model().score(plain) / len(plain) if plain else -30.0
