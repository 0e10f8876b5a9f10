"""Injected words: names of betting sites and the like inside sentences, told by what they do there."""

from __future__ import annotations

import re
from functools import cache

from compare.restore.language import load_model
from compare.restore.scan import TRADES, scan, site_names
from compare.restore.spun import load_phrases
from compare.spans import Edit

_TRADE = "|".join(TRADES.split())
_TAIL = r"(?:官方网站|官网|平台|网页版|手机版|登录入口|入口|登录|注册|下载|app|APP|·?(?:中国|\(中国\)|（中国）))*"
_TRADE_WORD = re.compile(_TRADE)
_SURE_TRADE = re.compile("娱乐城|棋牌|电竞|博彩|投注|官网|官方网站|app|APP|网页版|老虎机|电玩城|登录")
_TRADES = re.compile(rf"(?:{_TRADE}){_TAIL}")
_ORDINARY = re.compile(
    r"馆|中心|公园|场|局|学校|总局|总会|产业|部|大学|学院|用品|公司|集团|俱乐部|协会|赛事|运动|锻炼|健身|设施|课|教|老师|活动|事业|强|医院|彩票|器材|竞赛|消费|旅游|系统|人口"
)
_LISTS = frozenset(("name", "open", "trade"))
_LONGEST_NAME = 6
_STRONG_PAIR = 10.0
_CLAUSE_END = "，,。；;、！!\n"
_SITE_SUFFIX = re.compile(
    r"[-_—|][^-_—|\n，。；]{0,16}(?:官方网站|官网|官方网址|有限公司官网|app下载|APP下载)[^\n，。；]{0,12}$"
)


def is_site(words: str) -> bool:
    """Return whether ``words`` are a site's name as a whole, with its trade: pg电子官方网站, not 体育平台."""
    return any(
        words.startswith(name) and re.fullmatch(_TAIL, words[len(name) :]) for names in site_names() for name in names
    )


@cache
def _joints() -> frozenset[str]:
    """Return the runs of four characters inside standard phrases: what a healed break reads."""
    return frozenset(phrase[i : i + 4] for phrase in load_phrases() for i in range(len(phrase) - 3))


@cache
def _short_joints() -> frozenset[str]:
    """Return the runs of three characters inside standard phrases."""
    return frozenset(phrase[i : i + 3] for phrase in load_phrases() for i in range(len(phrase) - 2))


def _breaks_word(text: str, start: int, end: int, sure: bool = False) -> bool:
    """Return whether what stands at ``start`` to ``end`` parts a known word that its removal makes whole.

    Args:
        text: The text.
        start: Where the words start.
        end: Where they end.
        sure: Whether their trade leaves little doubt, so that three characters are enough.
    """
    if text[start - 2 : start] + text[end : end + 2] in _joints():
        return True
    if sure and {text[start - 2 : start] + text[end], text[start - 1] + text[end : end + 2]} & _short_joints():
        return True
    model = load_model()
    left, right = text[start - 1 : start], text[end : end + 1]
    return (
        model.pairs.get(left + right, 0.0) >= _STRONG_PAIR
        and left + text[start] not in model.pairs
        and text[end - 1] + right not in model.pairs
    )


def _hangs(text: str, start: int, end: int) -> bool:
    """Return whether the words end a clause to which they do not belong."""
    left = text[start - 1 : start]
    tied = left + text[start] in load_model().pairs
    return (end == len(text) or text[end] in _CLAUSE_END) and "\u4e00" <= left <= "\u9fff" and not tied


def _wedged(text: str, start: int, end: int) -> bool:
    """Return whether the words stand between characters neither of which goes with them: 康复等爱游戏专科短板."""
    left, right = text[start - 1 : start], text[end : end + 1]
    if not ("\u4e00" <= left <= "\u9fff" and "\u4e00" <= right <= "\u9fff"):
        return False
    pairs = load_model().pairs
    return left + text[start] not in pairs and text[end - 1] + right not in pairs


def _places(text: str, name: str) -> list[int]:
    """Return where ``name`` stands and does not start an ordinary name such as 江南体育中心."""
    places: list[int] = []
    place = text.find(name)
    while place >= 0:
        if not _ORDINARY.match(text, place + len(name)):
            places.append(place)
        place = text.find(name, place + len(name))
    return places


def _behaves_injected(text: str, name: str) -> bool:
    """Return whether ``name`` breaks a word, or twice hangs at a clause's end or stands wedged where it ties to nothing."""
    places = _places(text, name)
    if any(_breaks_word(text, place, place + len(name)) for place in places):
        return True
    wedged = {text[place - 4 : place] for place in places if _wedged(text, place, place + len(name))}
    if len(wedged) >= 2:
        return True
    hanging = {text[place - 4 : place] for place in places if _hangs(text, place, place + len(name))}
    return len(hanging) >= 2


def _unknown_names(text: str) -> set[str]:
    """Return names of no list that end in a word of the trade and break a known word where they stand."""
    found: set[str] = set()
    for match in _TRADES.finditer(text):
        if match.end() == len(text) or _ORDINARY.match(text, match.end()):
            continue
        for size in range(1, _LONGEST_NAME + 1):
            start = match.start() - size
            if start < 2 or not text[start].isalnum():
                break
            if _breaks_word(text, start, match.end(), bool(_SURE_TRADE.search(match.group()))):
                found.add(text[start : match.end()])
                break
    return found


def _with_trade(text: str, end: int) -> int:
    """Return where a site's name ends that goes on with its trade: BOB半岛 in BOB半岛体育, not in BOB半岛体育中心."""
    trade = _TRADE_WORD.match(text, end)
    return trade.end() if trade and not _ORDINARY.match(text, trade.end()) else end


def find_injected(text: str) -> list[Edit]:
    """Return the deletions of injected names: 卫生健江南体育康 becomes 卫生健康; 江南体育中心 stays.

    A name counts by what it does (it breaks a known word, or hangs at clauses' ends again and again), or by a list.
    """
    seen = {(hit.word, hit.lists) for hit in scan(text).hits if not hit.lists.isdisjoint(_LISTS)}
    if not seen:
        return []
    names = {word for word, lists in seen if "name" in lists}
    names.update(word for word, lists in seen if "open" in lists and _behaves_injected(text, word))
    names.update(_unknown_names(text))
    spans: list[tuple[int, int]] = []
    for name in names:
        spans.extend((place, _with_trade(text, place + len(name))) for place in _places(text, name))
    spans.extend(_title_marks(text, names))
    edits: list[Edit] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not edits or start >= edits[-1].end:
            edits.append(Edit(start, end, "", "injected", "certain", 0.98))
    return edits


def _title_marks(text: str, names: set[str]) -> list[tuple[int, int]]:
    """Return the spans of a site's name before or after the titles of its pages, as in 江南-推动高质量发展."""
    head = text[:400]
    spans: list[tuple[int, int]] = []
    place = 0
    for line in head.split("\n")[:4]:
        mark = re.match(r"\s*([\u4e00-\u9fffA-Za-z0-9]{2,8})[-_—|](?=[\u4e00-\u9fff])", line)
        if mark and any(name.startswith(mark.group(1)) for name in names):
            spans.append((place + mark.start(1), place + mark.end()))
        if suffix := _SITE_SUFFIX.search(line):
            spans.append((place + suffix.start(), place + suffix.end()))
        place += len(line) + 1
    return spans
