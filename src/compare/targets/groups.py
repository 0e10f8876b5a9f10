"""The values of a clause in groups, each with the words before and behind that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from compare.quantities.model import Quantity
from compare.targets.fates import MONEY, RATES, TIMES
from compare.targets.lexicon import choice
from compare.targets.lists import complete, without_head

_LINK = re.compile(r"^\s*(?:、|和|及|与|或|以及|,|且|并且|但)\s*$")
_STARTS_LINK = re.compile(r"^\s*(?:、|和|及|与|并|以及|同时|或)")
_ENDS_LINK = re.compile(r"\s*(?:、|和|及|与|并|以及|同时|或|,)\s*$")
_MEASURED = re.compile(
    r"(?:平均)?[\u4e00-\u9fff]{0,4}(?:率|比例|占比|时限|时间|时长)(?:分别|均|由|从|达|为|提|降|压|缩|控|不|保|稳)[^,、]{0,16}$"
)
_NO_NOUN = re.compile(
    r"^\s*(?:品种|病种|样本|的?(?:标准|水平|目标|要求|规模|之间|左右|上下|以[上下内]|的|任务|指标|增长|增速|幅度|速度|比例)?"
    r"|以上水平|[(][^)]*[)]|的?(?:培训|建设|改造|招录|筛查|检查|工作)?任务|(?:统筹|全部|主要|专项|重点)+用于.*|\s)*$"
)

_OF_OWNERS = re.compile(r"(?P<noun>的[\u4e00-\u9fff]{2,16}?)[、和及与](?P<owner>[\u4e00-\u9fff]{2,16})")
_GRADED = re.compile(r"^[\u4e00-\u9fff“”]{2,20}?[一二三四五六七八]级(?:[甲乙]等)?[、和及与]")
_AVERAGED = re.compile(r"(?:户均|人均|次均|例均|床均|亩均|村均)[\u4e00-\u9fff]")
_BRACKETED = re.compile(r"\(([^()]*\d[^()]*)\)")


@dataclass(slots=True)
class Group:
    """Values that follow one another (65%和75%以上) with the words that belong to them."""

    values: list[Quantity]
    before: str = ""
    behind: str = ""

    @property
    def has_noun(self) -> bool:
        """Whether the words behind the values name what they count (3个急救点)."""
        behind = self.behind.strip()
        named = bool(behind) and not _NO_NOUN.match(behind)
        return named and (self.values[0].unit != "比" or len(self.before.strip()) <= 1 or self.before.endswith("按"))


def group_values(text: str, clause: tuple[int, int], values: list[Quantity]) -> list[Group]:
    """Return the values of a clause in groups with the words around them shared out.

    What follows a value without a joining word belongs to it (3个急救点); after 、 or 和 it leads the next value.
    """
    groups: list[Group] = []
    for value in values:
        if groups and _LINK.match(text[groups[-1].values[-1].end : value.start]):
            groups[-1].values.append(value)
        else:
            groups.append(Group([value]))
    for place, group in enumerate(groups):
        start, end = group.values[0].start, group.values[-1].end
        if place == 0:
            group.before = text[clause[0] : start]
        if place + 1 == len(groups):
            group.behind = _in_quotation(text, clause[0], end, clause[1])
            continue
        following = groups[place + 1]
        gap = text[end : following.values[0].start]
        if following.values[0].unit in MONEY and _AVERAGED.match(gap):
            following.before = gap
            continue
        owned = (
            _owned(gap) if following.values[0].unit in TIMES | RATES and group.values[-1].unit not in RATES else None
        )
        if owned is not None:
            group.behind, following.before = gap[:owned], gap
            continue
        owned_behind = text.startswith("的", following.values[0].end) and not _ENDS_LINK.search(gap)
        shared = _OF_OWNERS.fullmatch(gap) if owned_behind else None
        if shared and group.values[-1].unit in RATES:
            group.behind, following.before = shared["noun"], shared["owner"]
            continue
        cut = _cut(gap, _nothing_behind(text, groups, place + 1, clause[1]))
        group.behind = _ENDS_LINK.sub("", gap[:cut])
        following.before = _GRADED.sub("", gap[cut:].lstrip("、和及与 "))
    return groups


def of_things(groups: list[Group]) -> list[Group]:
    """Give 总投资19.8亿元的5个项目 the noun that follows the count."""
    for group, following in pairwise(groups):
        if group.values[-1].unit in MONEY and group.behind.strip() == "的" and following.has_noun:
            group.behind = "的" + following.behind
    return groups


def bracketed(seen: str, clause: tuple[int, int], values: list[Quantity]) -> list[tuple[int, int]]:
    """Return the spans inside brackets that hold values of their own: 新院区(500张床位)."""
    if "(" not in seen[clause[0] : clause[1]]:
        return []
    spans = [match.span(1) for match in _BRACKETED.finditer(seen, clause[0], clause[1])]
    return [span for span in spans if any(span[0] <= value.start < span[1] for value in values)]


def joined_among(seen: str, clauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the clauses, 其中 that stands alone before a comma joined to the clause it leads."""
    joined: list[tuple[int, int]] = []
    for start, end in clauses:
        among = joined and seen[slice(*joined[-1])] == "其中"
        joined[-1:] = [(joined[-1][0], end)] if among else [*joined[-1:], (start, end)]
    return joined


def _owned(gap: str) -> int | None:
    """Return where a count's noun ends in words that are also the next value's subject: 62项事项平均办理时限压缩至4.6个工作日."""
    match = _MEASURED.search(gap)
    if match:
        return match.start() if match.start() > 1 else None
    whose = without_head(gap) if complete(gap) else gap
    return len(whose) if 1 < len(whose) < len(gap) else None


def _in_quotation(text: str, start: int, at: int, end: int) -> str:
    """Return the words from ``at``, up to the end of the quotation that holds it: “…建设60个助餐点”列入民生实事."""
    close = text.find("”", at, end)
    opened = text.rfind("“", start, at) > text.rfind("”", start, at)
    behind = text[at : close if opened and close >= 0 else end]
    return "" if behind.startswith(("、", "且")) else behind


def _nothing_behind(text: str, groups: list[Group], place: int, end: int) -> bool:
    stop = groups[place + 1].values[0].start if place + 1 < len(groups) else end
    gap = text[groups[place].values[-1].end : stop]
    return bool(_NO_NOUN.match(gap) or _STARTS_LINK.match(gap))


def _cut(gap: str, next_has_no_noun: bool) -> int:
    """Return where the words between two values stop belonging to the first."""
    if _STARTS_LINK.match(gap) or _NO_NOUN.match(gap) or _verbs().match(gap):
        return 0
    if _ENDS_LINK.search(gap):
        return len(gap)
    if next_has_no_noun:
        links = [
            at.start()
            for at in re.finditer(r"[、和及与]", gap)
            if gap.count("(", 0, at.start()) == gap.count(")", 0, at.start())
        ]
        if links:
            return links[-1]
    verb = _verb_after_link().search(gap)
    return verb.start() if verb else len(gap)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(f"^{choice('producing')}+$")


@cache
def _verb_after_link() -> re.Pattern[str]:
    return re.compile("[、和及与并](?=" + choice("producing") + ")")
