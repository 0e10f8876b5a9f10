"""Damage put into clean text, one function per kind and form; each takes the text and a seeded generator."""

from __future__ import annotations

import random
import re
import unicodedata
from functools import cache
from pathlib import Path

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, pinyin

from compare.knowledge import load_csv

PASSAGES = dict(
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "voices_second.txt").read_text(encoding="utf-8").splitlines()
    if "\t" in line
)
SITES = ("开云体育", "凯发k8", "华体会体育", "ng体育", "爱游戏", "金沙娱乐城", "MK体育", "九游娱乐")
VARIANTS = str.maketrans(
    "宁为产内户说众群线里峰床台强教录净况减决查别没温启绝换",
    "甯爲産內戶説衆羣綫裏峯牀臺強敎錄淨況減決査別沒溫啟絕換",
)
HANZI = re.compile(r"[\u4e00-\u9fff]")


def _after(text: str, chance: float, random_: random.Random, words) -> str:  # type: ignore[no-untyped-def]
    """Return ``text`` with words after some of its characters."""
    return "".join(char + (words(char) if HANZI.match(char) and random_.random() < chance else "") for char in text)


def _toned(char: str) -> str:
    return str(lazy_pinyin(char, style=Style.TONE)[0])


def pinyin_without_tones(text: str, random_: random.Random) -> str:
    return _after(text, 0.15, random_, lambda char: f"({lazy_pinyin(char)[0]})")


def pinyin_with_combining_marks(text: str, random_: random.Random) -> str:
    return _after(text, 0.15, random_, lambda char: f"({unicodedata.normalize('NFD', _toned(char))})")


def pinyin_with_blanks(text: str, random_: random.Random) -> str:
    forms = ("( {} )", "（{} ）", "( {})")
    return _after(text, 0.15, random_, lambda char: random_.choice(forms).format(_toned(char)))


def pinyin_with_several_readings(text: str, random_: random.Random) -> str:
    def readings(char: str) -> str:
        return f"({random_.choice(',/、').join(pinyin(char, style=Style.TONE, heteronym=True)[0][:3])})"

    return _after(text, 0.2, random_, readings)


def pinyin_without_first_bracket(text: str, random_: random.Random) -> str:
    return _after(text, 0.1, random_, lambda char: f"{_toned(char)})" if not _toned(char).isascii() else "")


def traditional(text: str, _: random.Random) -> str:
    return str(OpenCC("s2t").convert(text))


def variant_characters(text: str, _: random.Random) -> str:
    return text.translate(VARIANTS)


@cache
def _compatible() -> dict[int, str]:
    """Return Kangxi radicals and compatibility characters by the character they look like."""
    found = {}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            found[ord(plain)] = chr(code)
    return found


def compatibility_characters(text: str, _: random.Random) -> str:
    return text.translate(_compatible())


def utf8_as_latin1(text: str, _: random.Random) -> str:
    return text.encode().decode("latin-1")


def utf8_as_windows1252(text: str, _: random.Random) -> str:
    gaps = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    return "".join(chr(byte) if byte in gaps else bytes([byte]).decode("cp1252") for byte in text.encode())


def utf8_as_gbk(text: str, _: random.Random) -> str:
    return text.encode().decode("gbk", "replace")


def gbk_as_latin1(text: str, _: random.Random) -> str:
    return text.encode("gbk").decode("latin-1")


def shifted_by_a_byte(text: str, random_: random.Random) -> str:
    """Two stretches read as GBK from their second byte on; the first and the last byte are lost."""
    done = 0
    for _ in range(300):
        size = random_.randint(5, 9)
        start = random_.randrange(1, len(text) - size)
        part = text[start : start + size]
        if done == 2 or not all(HANZI.match(char) for char in part):
            continue
        try:
            middle = part.encode("gbk")[1:-1].decode("gbk")
        except UnicodeError:
            continue
        text = f"{text[:start]}?{middle}?{text[start + size :]}"
        done += 1
    return text


def site_names(text: str, random_: random.Random) -> str:
    site = random_.choice(SITES)
    places = [match.start() for match in re.finditer(r"(?<=[\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{2})", text)]
    for place in sorted(random_.sample(places, 3), reverse=True):
        text = text[:place] + site + text[place:]
    return text


def page_furniture(text: str, _: random.Random) -> str:
    head = (
        "当前位置：首页 > 政务公开 > 通知公告\n索引号：0145-2024-0021 信息分类：卫生、体育\n"
        "发布日期：2024年03月12日 浏览量：356 次 字号：【大】【中】【小】 打印本页 关闭窗口\n"
    )
    foot = (
        "\n扫一扫在手机打开当前页\n版权所有：市卫生健康委员会 备案号：豫ICP备05012345号\n"
        "上一条：关于开展义诊活动的通知\n下一条：全市爱国卫生月启动\n"
    )
    return head + text + foot


@cache
def _second_machine() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the second synonym machine: for each standard word the word it writes most."""
    best: dict[str, tuple[float, str]] = {}
    for row in load_csv("restore/spun_pairs.csv"):
        if row["machine"] == "b" and row["spun"] != row["standard"]:
            weight = float(row["weight"])
            if weight > best.get(row["standard"], (0.0, ""))[0]:
                best[row["standard"]] = (weight, row["spun"])
    words = sorted(best, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), {word: best[word][1] for word in words}


def reworded_by_the_second_machine(text: str, _: random.Random) -> str:
    pattern, words = _second_machine()
    return pattern.sub(lambda match: words[match.group()], text)


LEAST = {
    pinyin_without_tones: (1.0, 1.0),
    pinyin_with_combining_marks: (1.0, 1.0),
    pinyin_with_blanks: (1.0, 1.0),
    pinyin_with_several_readings: (1.0, 1.0),
    pinyin_without_first_bracket: (1.0, 1.0),
    traditional: (1.0, 1.0),
    variant_characters: (1.0, 1.0),
    compatibility_characters: (1.0, 1.0),
    utf8_as_latin1: (1.0, 1.0),
    utf8_as_windows1252: (1.0, 1.0),
    utf8_as_gbk: (0.95, 0.88),
    gbk_as_latin1: (1.0, 1.0),
    shifted_by_a_byte: (0.97, 0.94),
    site_names: (1.0, 1.0),
    page_furniture: (1.0, 1.0),
    reworded_by_the_second_machine: (0.98, 0.95),
}
"""Each kind of damage with the share of characters that must come back: on average over the passages, and in each."""
SEED = 7


def damage(kind, name: str) -> str:  # type: ignore[no-untyped-def]
    """Return a passage with one kind of damage, the same on every machine."""
    return str(kind(PASSAGES[name], random.Random(SEED + len(name) + ord(name[0]))))
