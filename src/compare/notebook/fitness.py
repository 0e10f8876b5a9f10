"""Words fit for a page: unreadable runs said in words, and what no page may hold left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from compare.knowledge import load_yaml


def fit(words: str) -> str:
    """Return words of a text as a page may hold them: 健全�病预防体系 becomes 健全〔原文无法辨认〕病预防体系."""
    return unfit().sub("〔略〕", readable(words)[0])


@cache
def unfit(raw: bool = False) -> re.Pattern[str]:
    """Return the pattern of words that no page may hold; of raw words beside a restored sentence where ``raw``."""
    rules = (rule for rule in load_yaml("forbidden.yml") if not (raw and rule.get("raw_words")))
    return re.compile("|".join(f"(?:{rule['pattern']})" for rule in rules))


def shown(raw: str) -> str:
    """Return raw words with what no page may hold left out, marked 〔略〕."""
    return unfit(raw=True).sub("〔略〕", re.sub(r"[?？]{2,}|\uFFFD+", "〔乱码〕", raw)).strip()


def readable(quote: str) -> tuple[str, Callable[[int], int]]:
    """Return the quote with unreadable runs said in words, and the function that moves an offset along."""
    pieces: list[str] = []
    moves: list[tuple[int, int]] = []
    place = grown = 0
    for match in re.finditer(r"[?？]{2,}|\uFFFD+", quote):
        word = "〔原文无法辨认〕"
        pieces += [quote[place : match.start()], word]
        grown += len(word) - (match.end() - match.start())
        moves.append((match.end(), grown))
        place = match.end()
    pieces.append(quote[place:])

    def shift(offset: int) -> int:
        """Return where an offset of the quote stands in its readable form."""
        return offset + max((grown for at, grown in moves if at <= offset), key=abs, default=0)

    return "".join(pieces), shift
