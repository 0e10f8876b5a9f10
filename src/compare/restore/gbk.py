"""Characters by their bytes in GBK: what a lost byte may have been, and what a shifted character hides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from compare.restore.language import load_model
from compare.restore.variants import odd_variants, simplify

RARE = 7.6
"""Log2 count below which a character is rare in standard wording."""
LOST = -1
"""Stands for a byte that is gone."""


@cache
def simple_forms() -> dict[str, str]:
    """Return the simplified form of each character of GBK."""
    chars = [char for high in range(0x81, 0xFF) for char in bytes(_row(high)).decode("gbk", "ignore")]
    text = "\n".join(chars)
    return dict(zip(chars, simplify(text).split("\n"), strict=True))


@cache
def rare_chars() -> frozenset[str]:
    """Return the characters whose simplified form is in few known words or none."""
    singles = load_model().singles
    chars = "".join(map(chr, range(0x4E00, 0xA000)))
    simple = simplify("\n".join(chars)).split("\n")
    return frozenset(char for char, plain in zip(chars, simple, strict=True) if singles.get(plain, 0.0) < RARE)


def _row(high: int) -> list[int]:
    return [byte for low in range(0x40, 0xFF) if low != 0x7F for byte in (high, low)]


@cache
def by_lead(lead: int) -> tuple[str, ...]:
    """Return the common characters and marks whose first byte is ``lead``."""
    return tuple(char for char in bytes(_row(lead)).decode("gbk", "ignore") if _is_common(char))


@cache
def by_trail(trail: int) -> tuple[str, ...]:
    """Return the common characters and marks whose second byte is ``trail``."""
    found = (bytes((high, trail)).decode("gbk", "ignore") for high in range(0x81, 0xFF))
    return tuple(char for char in found if char and _is_common(char))


def _is_common(char: str) -> bool:
    simple = simple_forms().get(char, char)
    if ord(char) in odd_variants():
        return False
    return load_model().singles.get(simple, 0.0) >= RARE + 2 or char in "，。、；：“”《》（）？！"


def simple_form(char: str) -> str:
    """Return the simplified form of a character."""
    return simple_forms().get(char, char)


def read_codes(char: str) -> tuple[int, ...]:
    """Return the bytes of one character of shifted text: marks and letters were made half-width, ? is a lost byte."""
    if char in "?？":
        return (LOST,)
    if "!" <= char <= "~":
        return tuple(chr(ord(char) + 0xFEE0).encode("gbk"))
    try:
        data = char.encode("gbk")
    except UnicodeEncodeError:
        return ()
    return tuple(data) if len(data) == 2 else ()


def find_tails(carry: int, char: str) -> list[tuple[int, Sequence[str]]]:
    """Return how many raw characters end a run whose last byte is ``carry``, with what the two may make."""
    tails: list[tuple[int, Sequence[str]]] = []
    if carry < 0x81:
        return tails
    if char and char.isascii() and 0x40 <= ord(char) <= 0x7E:
        joined = bytes((carry, ord(char))).decode("gbk", "ignore")
        if len(joined) == 1:
            tails.append((1, (joined,)))
    if char in ("?", "？"):
        tails.append((1, by_lead(carry)))
    tails.append((0, by_lead(carry)))
    return tails
