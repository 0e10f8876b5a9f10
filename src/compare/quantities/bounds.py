"""Words before and after a number that bound it."""

from __future__ import annotations

import re

_PREFIXES = {
    ">=": ["不低于", "不少于", "不小于", "不得低于", "不得少于", "不能少于", "应不低于", "至少", "最少", "最低", "起码", "不低於", "不亚于", "不短于", "不晚于", "≥", "＞=", ">=", "大于等于", "大于或等于", "满", "上不低于"],
    ">": ["超过", "突破", "高于", "大于", "多于", "超出", "高出", "长于", "逾", "超", "＞", ">", "破"],
    "<=": ["不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不得多于", "不能超过", "最多", "至多", "最高", "最长", "控制在", "严控在", "控制到", "限制在", "压缩至", "压减至", "缩短至", "压降至", "≤", "<=", "小于等于", "小于或等于", "不长于", "不突破", "不得突破"],
    "<": ["低于", "少于", "小于", "不足", "不到", "未满", "不满", "短于", "未达", "未达到", "<", "＜"],
    "~": ["约", "近", "大约", "接近", "将近", "大概", "约为", "约占", "约有", "约达", "平均约", "大致", "≈", "左右"],
}  # fmt: skip
_PREFIX = re.compile(
    "(?:" + "|".join(sorted((re.escape(w) for ws in _PREFIXES.values() for w in ws), key=len, reverse=True)) + ")"
)
_PREFIX_OF = {word: sign for sign, words in _PREFIXES.items() for word in words}
_LONGEST = max(map(len, _PREFIX_OF))
_FILLERS = (
    "达到",
    "达",
    "到",
    "为",
    "在",
    "有",
    "于",
    " ",
    "至",
    "其中",
    "：",
    ":",
    "总计",
    "累计",
    "新增",
    "完成",
    "建成",
    "每年",
    "平均",
)
_SUFFIX = re.compile(
    r" ?(?:(?P<ge>[(（]含[)）]以上|(?:及|或|\(含\)|（含）)?(?:其)?以上|及其以上|\+(?![A-Za-z\d“一-龥])|起步)|(?P<le>(?:及|或|（含）|\(含\))?以下|[(（]含[)）]以下|以内|之内|内(?![部科外镜分地涵在容设蒙]))|(?P<about>左右|上下(?!联|级|转|游))|(?P<more>[余多](?!种形|元|发|点|学|部|方|病|渠|层|场|样|措|维|媒|中)))"
)
_SUFFIX_OF = {"ge": ">=", "le": "<=", "about": "~", "more": ">"}


def read_prefix(text: str, at: int, floor: int) -> tuple[int, str] | None:
    """Return start and comparator of the bounding words that end at ``at``, or None.

    >>> read_prefix("立项不低于100项", 5, 0)
    (2, '>=')
    """
    for end in _prefix_ends(text, at, floor):
        for size in range(min(_LONGEST, end - floor), 0, -1):
            word = text[end - size : end]
            sign = _PREFIX_OF.get(word)
            if sign is not None and _stands_alone(text, end - size, word):
                return end - size, sign
    return None


def _prefix_ends(text: str, at: int, floor: int) -> tuple[int, ...]:
    for filler in _FILLERS:
        if at - len(filler) >= floor and text.endswith(filler, max(floor, at - 4), at):
            return at, at - len(filler)
    return (at,)


_WRONG_BEFORE = {
    "超": "高赶", "满": "圆充不未丰饱期届", "破": "突打", "约": "签预节集公合契违", "近": "附邻靠最", "低于": "不得", "少于": "不得",
    "小于": "不", "高于": "不得", "大于": "不", "多于": "不得", "超过": "不得", "突破": "不得重", "短于": "不", "长于": "不",
    "不足": "", "最高": "", "最低": "", "逾": "",
}  # fmt: skip


def _stands_alone(text: str, start: int, word: str) -> bool:
    wrong = _WRONG_BEFORE.get(word, "")
    return not (start and text[start - 1] in wrong) if wrong else True


def read_suffix(text: str, at: int) -> tuple[int, str] | None:
    """Return end and comparator of the bounding words that start at ``at``, or None.

    >>> read_suffix("65%以上", 3)
    (5, '>=')
    """
    match = _SUFFIX.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    return match.end(), _SUFFIX_OF[match.lastgroup]
