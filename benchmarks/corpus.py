"""An invented corpus of any size: sentences of the packaged documents recombined, with new numbers and places."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from compare.regions import all_regions
from compare.restore import restore
from compare.sources import load_register, open_registered

RAW = Path(__file__).parents[1] / "data" / "raw"
CHARACTERS = 690
"""Characters of a document: about 2 kB of UTF-8."""

_NUMBERS = "一二三四五六七八九十"


@cache
def sentences() -> tuple[str, ...]:
    """Return the clean sentences of the registered documents, without their numbering."""
    found: dict[str, None] = {}
    for entry in load_register(RAW).documents:
        text = restore(open_registered(RAW, entry).raw).text
        for line in text.splitlines():
            for sentence in re.findall(r"[^。；！？]{12,160}[。；]", line.strip()):
                bare = re.sub(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,4}[)）、.．])+\s*", "", sentence)
                if "\ufffd" not in bare and "??" not in bare and "＊" not in bare:
                    found[bare.replace("；", "。")] = None
    return tuple(found)


def make_document(number: int, seed: int = 1) -> tuple[str, str]:
    """Return the name and the text of one document; equal numbers give equal documents."""
    chance = random.Random(f"{seed}-{number}")
    counties = _counties()
    place = counties[chance.randrange(len(counties))]
    parts = [f"{place}2024年卫生健康工作要点"]
    size = 0
    for index in range(10):
        chosen = [renumber(chance.choice(sentences()), chance) for _ in range(chance.randint(2, 4))]
        parts.append(f"{_NUMBERS[index]}、" + "".join(chosen))
        size += len(parts[-1])
        if size >= CHARACTERS:
            break
    return f"{number:07}", "\n".join(parts) + "\n"


def write_corpus(folder: Path, count: int) -> Path:
    """Return the folder after ``count`` documents were written into it, a thousand in each folder below."""
    for number in range(count):
        name, text = make_document(number)
        path = folder / name[:4] / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def texts(count: int) -> Iterator[str]:
    """Yield the texts of the first documents."""
    return (make_document(number)[1] for number in range(count))


@cache
def _counties() -> tuple[str, ...]:
    return tuple(region.region_zh for region in all_regions().values() if region.admin_level == "county")


def renumber(sentence: str, chance: random.Random) -> str:
    """Return a sentence with other numbers of the same length; years stay."""

    def other(match: re.Match[str]) -> str:
        digits = match.group()
        if len(digits) == 4 and digits.startswith("20"):
            return digits
        return str(chance.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1)) if digits[0] != "0" else digits

    return re.sub(r"\d+", other, sentence)
