"""One look over a text for every listed word: adverts, names of sites, words that tell a synonym machine."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

import ahocorasick

from compare.knowledge import load_csv, load_yaml, open_text

TRADES = (
    "体育 娱乐城 娱乐 棋牌 电竞 博彩 彩票 投注 官网 官方网站 全站 APP下载 app下载 网页版 国际app 国际APP 国际官网 平台app "
    "手机app 安卓版 真人版 老虎机 电子游戏 电玩城 会员登录 最新网址 登录网址 在线客服 app APP"
)
"""Words of the betting trade with which sites' names end."""


class Hit(NamedTuple):
    """A listed word in a text: where it starts, and the lists that hold it."""

    start: int
    word: str
    lists: frozenset[str]


@cache
def site_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return known injected names: those that always are, and those that also are ordinary words; longest first."""
    lines = [line for line in open_text("restore/injected.txt").splitlines() if line and not line.startswith("#")]
    sure = sorted((line for line in lines if not line.startswith("?")), key=len, reverse=True)
    open_ = sorted((line[1:] for line in lines if line.startswith("?")), key=len, reverse=True)
    return tuple(sure), tuple(open_)


@cache
def _automaton() -> ahocorasick.Automaton:
    """Return the automaton of all listed words."""
    lists: dict[str, set[str]] = {}
    adverts = load_yaml("restore/adverts.yml")
    sure, open_ = site_names()
    words = [("advert", adverts["words"].split()), ("lead", [*adverts["lead"].split(), "www.", "http"])]
    words += [("name", sure), ("open", open_), ("trade", TRADES.split())]
    for row in load_csv("restore/spun_signs.csv"):
        lists |= {word: set() for word in (row["sign"], *row["unless"].split()) if word not in lists}
    for name, found in words:
        for word in found:
            lists.setdefault(word, set()).add(name)
    automaton = ahocorasick.Automaton()
    for word, names in lists.items():
        automaton.add_word(word, (word, frozenset(names)))
    automaton.make_automaton()
    return automaton


class Scan(NamedTuple):
    """What one look found: the words of adverts and sites by where they end, and how often each listed word stands."""

    hits: tuple[Hit, ...]
    counts: Counter[str]


@lru_cache(maxsize=1)
def scan(text: str) -> Scan:
    """Return the listed words of ``text``; the last text's are kept, for several passes ask."""
    found = list(_automaton().iter(text))
    hits = tuple(Hit(last + 1 - len(word), word, lists) for last, (word, lists) in found if lists)
    return Scan(hits, Counter(map(itemgetter(0), map(itemgetter(1), found))))
