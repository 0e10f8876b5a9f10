"""Bytes read in the wrong encoding: UTF-8 or GBK read as Latin-1, UTF-8 read as GBK."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from compare.restore.language import chars_of, load_model
from compare.restore.variants import simplify
from compare.spans import Edit

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN_RUN = re.compile(rf"[\x80-\xff{_CP1252}](?:[\x80-\xff\ufffd{_CP1252}]*[\x80-\xff\ufffd{_CP1252}])+")
_LATIN_GATE = re.compile(rf"[\xc2-\xf4][\x80-\xbf{_CP1252}]|[\xa1-\xfe]{{4}}")
_LEADS = "".join(
    bytes((high, low)).decode("gbk", "ignore") for high in range(0xE3, 0xEA) for low in range(0x80, 0xC0) if low != 0x7F
)
_LEAD_SET = frozenset(_LEADS)
_HIGH_LATIN = frozenset(map(chr, range(0x80, 0x100)))
_GBK_GATE = re.compile(f"[{_LEADS}]")
_GBK_RUN = re.compile(r"[\u0080-\uffff]+[?？]?(?:[\u0080-\uffff]+[?？]?)*")
_PROSE = "，。、；：“”《》（）〔〕—·！？…％\ufeff\ufffd0123456789"
_MARKS = "，。、；：“”《》（）〔〕—·！？％"
_BESIDE = re.compile(r"[\xb0-\xf7][\xa1-\xfe][\xb0-\xf7][\xa1-\xfe]")
"""Two characters of GBK read as Latin-1: marks near them, 100%¡£, were read so too."""
_LOST = -1
_LAST_STOP = "銆\ufffd"
"""What is left of 。 where a line ends: no other mark of its first bytes ends a line."""
_SHORT, _LONG = 24, 6000
_MARGIN = 3.0


def find_misread(text: str) -> list[Edit]:
    """Return the edits that read misread bytes anew.

    å«ç”Ÿ and 鍗敓 become 卫生, ÎÀÉú becomes 卫生. A run counts as misread only where its bytes are valid in the right
    encoding and the outcome is clearly likelier Chinese.
    """
    edits: list[Edit] = []
    chars = chars_of(text)
    if not chars.isdisjoint(_HIGH_LATIN) and _LATIN_GATE.search(text):
        edits.extend(edit for match in _LATIN_RUN.finditer(text) if (edit := _reread_latin(match)))
    if len(chars & _LEAD_SET) >= 2:
        edits.extend(_reread_gbk(text))
    return sorted(edits, key=lambda edit: edit.start)


def _bytes_of(run: str) -> list[int]:
    """Return the bytes that were read as cp1252, bytes it lacks as Latin-1; a lost byte is -1."""
    found: list[int] = []
    for char in run:
        if char in "\ufffd?？":
            found.append(_LOST)
        else:
            found.extend([ord(char)] if char < "\u0100" else char.encode("cp1252"))
    return found


def _reread_latin(match: re.Match[str]) -> Edit | None:
    """Return the edit for a run of Latin-1 letters that are bytes of UTF-8 or GBK."""
    run = match.group()
    data = _bytes_of(run)
    end, new, guessed = _read_utf8(data)
    if end == len(data) and _is_chinese(new):
        return Edit(*match.span(), new, "mojibake", "inferred" if guessed else "certain", 0.9 if guessed else 0.98)
    try:
        new = bytes(data).decode("gb18030")
    except ValueError:
        return None
    if len(data) >= 4 and _is_chinese(new) and load_model().score(simplify(new)) > -11 * len(new):
        return Edit(*match.span(), new, "mojibake", "certain", 0.97)
    if (
        new
        and all(char in _MARKS for char in new)
        and _BESIDE.search(match.string, match.start() - 12, match.end() + 12)
    ):
        return Edit(*match.span(), new, "mojibake", "certain", 0.95)
    return None


def _is_chinese(text: str) -> bool:
    """Return whether ``text`` is made of characters and marks of Chinese prose."""
    count = sum("\u4e00" <= char <= "\u9fff" or char in _PROSE for char in text)
    return bool(text) and count >= 0.6 * len(text)


def _read_utf8(data: Sequence[int], before: str = "\n") -> tuple[int, str, int]:
    """Return how many bytes are UTF-8, what they say, and how many lost bytes were guessed or given up."""
    words: list[str] = []
    place, guessed = 0, 0
    while place < len(data):
        part, size = _next_char(data, place)
        if not part:
            break
        lost = part.count(_LOST)
        if lost == 0:
            try:
                char = bytes(part).decode("utf-8")
            except UnicodeDecodeError:
                break
        elif lost == 1:
            char = _guess(part, words[-1] if words else before, _peek(data, place + size))
        else:
            char = "\ufffd"
        guessed += lost > 0
        words.append(char)
        place += size
    return place, "".join(words).replace("\ufeff", ""), guessed


def _next_char(data: Sequence[int], place: int) -> tuple[list[int], int]:
    """Return the bytes of the character at ``place``, lost ones as -1, and how many of them stand in ``data``.

    A character cut short by the first byte of the next one has lost the rest without a trace.
    """
    lead = data[place]
    size = 1 if 0 <= lead < 0x80 else 2 if 0xC2 <= lead < 0xE0 else 3
    part = list(data[place : place + size])
    if size == 3 and (lead == _LOST or 0xE2 <= lead <= 0xEF):
        for at, byte in enumerate(part[1:], 1):
            if 0xE2 <= byte <= 0xE9:
                return (part[:at] + [_LOST] * (3 - at), at) if lead != _LOST else ([], 0)
        if len(part) == 3 and all(byte == _LOST or 0x80 <= byte < 0xC0 for byte in part[1:]):
            return (part, 3) if lead != _LOST or part.count(_LOST) == 1 else ([], 0)
        return [], 0
    return (part, size) if len(part) == size and _LOST not in part else ([], 0)


def _peek(data: Sequence[int], place: int) -> str:
    """Return the character after a damaged one, or a blank."""
    try:
        return bytes(data[place : place + 3]).decode("utf-8")[:1] or "\n"
    except ValueError:
        return "\n"


@cache
def _options(part: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Return the characters that three bytes, one of them lost, may be, each with its simplified form."""
    hole = part.index(_LOST)
    found: list[tuple[str, str]] = []
    for byte in range(0xE2, 0xF0) if hole == 0 else range(0x80, 0xC0):
        char = bytes([*part[:hole], byte, *part[hole + 1 :]]).decode("utf-8", "ignore")
        plain = simplify(char)
        if len(char) == 1 and (load_model().knows(plain) or char in _PROSE):
            found.append((char, plain))
    return tuple(found)


def _guess(part: Sequence[int], before: str, after: str) -> str:
    """Return the character that three bytes, one of them lost, can only be here; \ufffd where that is not clear."""
    model = load_model()
    left, right = simplify(before), simplify(after)
    ranked = sorted(
        ((model.step(left, plain) + model.step(plain, right), char) for char, plain in _options(tuple(part))),
        reverse=True,
    )
    clear = ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _MARGIN)
    return ranked[0][1] if clear else "\ufffd"


def _reread_gbk(text: str) -> list[Edit]:
    """Return the edits for runs whose GBK bytes are UTF-8; one sign is enough beside runs that have more."""
    runs = [(len(_GBK_GATE.findall(match.group())), match) for match in _GBK_RUN.finditer(text)]
    edits = [edit for signs, match in runs if signs >= 2 for edit in _reread_parts(match)]
    if edits:
        edits.extend(edit for signs, match in runs if signs == 1 for edit in _reread_parts(match))
    return edits


def _reread_parts(match: re.Match[str]) -> list[Edit]:
    """Return an edit for each stretch of ``run`` that decodes as UTF-8 and then is clearly likelier."""
    model = load_model()
    run, start = match.group(), match.start()
    closes = match.string[match.end() : match.end() + 1] in ("", "\n", "\r")
    edits: list[Edit] = []
    place = 0
    while (gate := _GBK_GATE.search(run, place)) is not None:
        place = gate.start()
        reach = _LONG if _read_utf8(_gbk_bytes(run[place : place + _SHORT])[0])[0] >= _SHORT else _SHORT
        data, ends = _gbk_bytes(run[place : place + reach])
        size, new, guessed = _read_utf8(data, run[place - 1 : place] or "\n")
        while size and size not in ends:
            size -= 1
        if size:
            new = _read_utf8(data[:size])[1]
        end = place + ends[size] if size else place
        old = run[place:end]
        if closes and run[place:] == _LAST_STOP:
            edits.append(Edit(start + place, start + len(run), "。", "mojibake", "inferred", 0.9))
            break
        if len(new) >= 2 and _is_chinese(new):
            gain = model.score(simplify(new)) / len(new) - model.score(simplify(old)) / len(old)
            if gain > 0:
                sure = "inferred" if guessed else "certain"
                edits.append(Edit(start + place, start + end, new, "mojibake", sure, 0.9 if guessed else 0.98))
                place = end
                continue
        place += 1
    return edits


def _gbk_bytes(run: str) -> tuple[list[int], dict[int, int]]:
    """Return the GBK bytes of ``run`` up to what GBK lacks, and how many characters end at each count of bytes."""
    data: list[int] = []
    ends: dict[int, int] = {}
    for count, char in enumerate(run, 1):
        if char in "\ufffd?？":
            data.append(_LOST)
        else:
            try:
                code = char.encode("gb18030")
            except UnicodeEncodeError:
                break
            if len(code) > 2:
                break
            data.extend(code)
        ends[len(data)] = count
    return data, ends
