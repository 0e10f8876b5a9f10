"""Ten passages in other regions' voices, damaged by script, and what comes back."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin
from rapidfuzz.distance import Levenshtein

from compare.knowledge import load_csv
from compare.restore import Restoration, restore

ROOT = Path(__file__).parents[1]
VOICES = dict(
    line.split("\t")
    for line in (ROOT / "tests/data/voices.txt").read_text(encoding="utf-8").splitlines()
    if "\t" in line
)
SEED = 20240229


@cache
def converter() -> OpenCC:
    return OpenCC("s2t")


@cache
def machine_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """The synonym machine as its pages show it: for each standard word the word it writes most."""
    best: dict[str, tuple[float, str]] = {}
    for row in load_csv("restore/spun_pairs.csv"):
        if row["machine"] == "a" and row["spun"] != row["standard"]:
            weight = float(row["weight"])
            if weight > best.get(row["standard"], (0.0, ""))[0]:
                best[row["standard"]] = (weight, row["spun"])
    words = sorted(best, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), {word: best[word][1] for word in words}


def with_pinyin(text: str, random_: random.Random) -> str:
    brackets = ["()", "（）", "[]"]
    parts = []
    for char in converter().convert(text):
        parts.append(char)
        if "\u4e00" <= char <= "\u9fff" and random_.random() < 0.2:
            pair = random_.choice(brackets)
            parts.append(pair[0] + lazy_pinyin(char, style=Style.TONE)[0] + pair[1])
    return "".join(parts)


def with_site_names(text: str, random_: random.Random) -> str:
    places = sorted(random_.sample([i for i, char in enumerate(text) if char in "，。"], 2), reverse=True)
    for place in places:
        text = text[:place] + "星空体育" + text[place:]
    return text


def reworded(text: str, random_: random.Random) -> str:
    pattern, words = machine_words()
    return pattern.sub(lambda match: words[match.group()], text)


def as_latin(text: str, random_: random.Random) -> str:
    return text.encode("utf-8").decode("latin-1")


def as_gbk(text: str, random_: random.Random) -> str:
    return text.encode("utf-8").decode("gbk", "replace")


def in_page(text: str, random_: random.Random) -> str:
    head = "健康资讯 | 2024-03-01 09:30\n\n来源：省卫生健康委 作者：宣传处 浏览次数：128\n\n"
    return head + text + "\n\n责任编辑：王小二\n上一篇：没有了\n相关阅读\n全省卫生健康工作会议召开\n"


def with_blanks_lost(text: str, random_: random.Random) -> str:
    return "??? " + text


def damage_of_all_kinds(text: str, random_: random.Random) -> str:
    return in_page(with_pinyin(with_site_names(text, random_), random_), random_)


DAMAGES = [
    pytest.param(with_pinyin, 1.0, id="traditional-with-pinyin"),
    pytest.param(with_site_names, 1.0, id="site-names"),
    pytest.param(reworded, 0.97, id="reworded"),
    pytest.param(as_latin, 1.0, id="utf8-read-as-latin1"),
    pytest.param(as_gbk, 0.89, id="utf8-read-as-gbk"),
    pytest.param(in_page, 1.0, id="page-furniture"),
    pytest.param(with_blanks_lost, 1.0, id="indentation-lost"),
    pytest.param(damage_of_all_kinds, 1.0, id="many-kinds-at-once"),
]


def share_right(result: Restoration, text: str) -> float:
    return 1.0 - Levenshtein.distance(result.text.strip(), text) / len(text)


@pytest.mark.parametrize("voice", VOICES)
def test_clean_text_passes_unchanged(voice: str) -> None:
    result = restore(VOICES[voice])
    assert result.text == VOICES[voice]
    assert result.repairs == ()


@pytest.mark.parametrize(("damage", "share"), DAMAGES)
@pytest.mark.parametrize("voice", VOICES)
def test_damage_put_in_by_script_is_repaired(voice: str, damage, share: float) -> None:  # type: ignore[no-untyped-def]
    text = VOICES[voice]
    raw = damage(text, random.Random(SEED))
    result = restore(raw)
    assert raw != text
    assert share_right(result, text) >= share, (result.text, text)
    assert restore(result.text).text == result.text


def test_a_lost_digit_is_never_guessed() -> None:
    for text in VOICES.values():
        number = re.search(r"\d{2,}", text[5:])
        assert number is not None
        place = 5 + number.start()
        raw = text[:place] + "???" + text[place + 1 :]
        result = restore(raw)
        assert result.text == raw
        assert [repair.certainty for repair in result.repairs] == ["unrecoverable"]
