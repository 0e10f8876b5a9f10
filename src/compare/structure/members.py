"""Members joined by 、 to clauses of their own, where each has a verb and an object."""

from __future__ import annotations

import itertools
import re

from compare.structure.lexicon import Lexicon
from compare.structure.parts import after_adverbs
from compare.structure.sentences import Shelter, trim

_JOINER = re.compile(r"、")
_SHORT_VERBS = "优建创育强促补提抓保稳防控治扩增引留用管通畅降减严守固筑兴聚搭拓解惠健护树亮"
_SHORT_MEMBER = re.compile(rf"[{_SHORT_VERBS}][一-鿿]{{2}}$")
_COLLECTIVE = re.compile(
    r"等[^、,，]{0,12}(?:行动|工作|任务|措施|举措|机制|制度|工程|项目|活动|服务|内容|计划|政策|方式|形式|手段|环节|建设|改革|要求|试点|领域|方面|能力|体系)[^、,，]{0,6}$"
)
_MODIFIER = re.compile(r"[^、,，“]{2,7}的[^、,，]")
_NOMINAL_END = re.compile(
    r"(?:行动|工程|计划|项目|机制|制度|方案|体系|指南|标准|办法|条例|规划|中心|基地|平台|活动|试点|能力|水平|率|度|费|员|者|期|权|量|人才|情况|措施|意见|政策|资金|经费|单位|机构|人员|部门|任务|责任|职责|要求)$"
)


def split_members(text: str, start: int, end: int, shelter: Shelter, words: Lexicon) -> list[tuple[int, int]]:
    """Return the span cut at each 、 after which a member with a verb and an object of its own begins."""
    if text.find("、", start, end) < 0:
        return [(start, end)]
    cuts = [m.start() for m in _JOINER.finditer(text, start, end) if not shelter.holds(m.start())]
    if not cuts or (text.find("等", cuts[-1], end) >= 0 and _COLLECTIVE.search(text, cuts[-1], end)):
        return [(start, end)]
    spans = []
    begin = start
    if len(cuts) >= 2 and _short_members(text, start, end, cuts):
        edges = [cuts[0] - 3, *cuts]
        members = [(a + (i > 0), b) for i, (a, b) in enumerate(itertools.pairwise(edges))]
        return [*members, trim(text, cuts[-1], end)]
    for index, cut in enumerate(cuts):
        stop = cuts[index + 1] if index + 1 < len(cuts) else end
        if _is_member(text, cut + 1, stop, words) and _closes_member(text, begin, cut, words):
            spans.append((begin, cut))
            begin = cut + 1
    etc = bool(spans) and text[end - 1] == "等"
    spans.append((begin, end - etc))
    return [trim(text, first, last) for first, last in spans]


def _short_members(text: str, start: int, end: int, cuts: list[int]) -> bool:
    """Return whether the members are three-character actions (优布局、建名院、创名科)."""
    edges = [cuts[0] - 4, *cuts, cuts[-1] + 4]
    members = [text[a + 1 : b] for a, b in itertools.pairwise(edges)]
    after = text[cuts[-1] + 4 : cuts[-1] + 5]
    return cuts[0] - 3 >= start and (cuts[-1] + 4 >= end or after in ",，") and all(map(_SHORT_MEMBER.match, members))


def _is_member(text: str, start: int, end: int, words: Lexicon) -> bool:
    comma = text.find(",", start, end)
    wide = text.find("，", start, end)
    end = min(place for place in (comma, wide, end) if place >= 0)
    head = after_adverbs(text, start, end, words)
    length = words.strict.at(text, head)
    if _MODIFIER.match(text, head, end):
        return False
    if not length or end - head - length < 2 or text[head + length] in "的和与及":
        return False
    return not (end - head <= 6 and _NOMINAL_END.search(text, head + length, end) and end - head - length <= 2)


def _closes_member(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Return whether what stands before the 、 is itself a verb with an object."""
    begin = max(text.rfind(",", start, end), text.rfind("，", start, end), start - 1) + 1
    head = after_adverbs(text, begin, end, words)
    length = words.heads.at(text, head)
    return bool(length and end - head - length >= 2) or end - begin >= 10
