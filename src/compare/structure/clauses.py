"""Sentences to candidate clauses: the smallest spans with a verb and an object of their own."""

from __future__ import annotations

import itertools
import re

from compare.structure.lexicon import Lexicon, lexicon
from compare.structure.sentences import Shelter, split_commas, trim

_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+是要?|[一二三四五六七八九十]+要|第[一二三四五六七八九十]+[，,是]|首先[，,]?|其次[，,]?)"
)
_ORDINAL_FIRSTS = frozenset("一二三四五六七八九十第首其")
_TIME = re.compile(
    r"(?:到|至|截至|截止|自|从|在)?(?:“?[一二三四五六七八九十]+五”?(?:期间|末|时期)|(?:20\d\d\s?|今|明|本|当|去|上|近[一二三四五六七八九十两]|\d+)年(?:年)?(?:第[一二三四]季度|[上下]半年|初|底|末|度|内|\d+\s?月份?)?|\d+\s?月份?)"
    r"(?:\d+\s?日)?(?:[—\-~至到](?:20\d\d\s?年|\d+\s?月份?|\d+\s?日|\d+年))*(?:底|末|初|中旬|上旬|下旬|份|期间)?(?:前|之前|以前|以来|起|内|为止)?"
)
_REVIEW_END = re.compile(
    r"(?:评审|复审|验收|认证|评估|考核|审核|评定|测评|评价|检查|认定|鉴定|督导|复核|技术评估|初评|终评|达标)[^,，]{0,4}$"
)
_BASIS_END = (
    "基础上",
    "前提下",
    "背景下",
    "框架下",
    "形势下",
    "过程中",
    "支持下",
    "领导下",
    "指导下",
    "推动下",
    "带领下",
)
_TAIL = 14
"""Characters before the end of a part within which a pattern bound to its end must begin."""
_LEVEL = re.compile(r"(?:至|到|达|增加|新增|不低于|不少于)\d[\d.]*[^”\d]{0,6}(?:以上|以下|左右|以内)?$")
_FIELD = re.compile(r"(?:领域|方面|需求|目标|主题|问题|主线|重点)(?=.{4})")
_PART_OF = re.compile("其中|尤其|特别是|包括|含有?|如|即")
_SUBJECT_MODAL = re.compile(r"[^，。]{2,18}?(?:要|将|应当|应|须|必须|需要?)(?=.)")
_NUMBER_END = re.compile(
    r"[0-9０-９一二三四五六七八九十百千万亿％%‰多余第]\s?[个家名人张所项件次间元亩%％‰万亿千岁天倍位种类条批例台辆支座处分钟小时点只套份对组户平方米公里]{0,4}(?:以上|以下|以内|左右)?$|(?:以上|以下|以内|左右|全覆盖|清零|达标)$"
)
_DISPOSAL = re.compile(r"(?:把|将|对|为|给|向|在|由|从|与|同|以)")
_JOINER = re.compile(r"、")
_PRINCIPLE = re.compile(
    r"坚持以|坚持把|(?:原则|理念|方针|导向|至上|结合|并用|并重|优先|公益性|思想|基调|统筹|思路|观念|第一|为要|为先|为本|思维|主线|根本)$"
)
_SHORT_VERBS = "优建创育强促补提抓保稳防控治扩增引留用管通畅降减严守固筑兴聚搭拓解惠健护树亮"
_SHORT_MEMBER = re.compile(rf"[{_SHORT_VERBS}][一-鿿]{{2}}$")
_PROCESS_END = re.compile(
    r"(?:提升|提高|发展|转变|转型|延伸|下沉|协同|融合|结合|衔接|同质化|一体化|标准化|规范化|数字化|现代化|均等化|跃升|升级|深化|落地|见效|落实|倾斜|全覆盖|转化|改善|优化"
    r"|覆盖|走深走实|优享|增强|完善|均衡|向好|好转|下降|倍增|突破|作用|前移|成果|格局|水平|质量|合作|解决|健康|平衡|双进位|进位|联动|集聚|“[^”]*”|为[^,，]{2,}|走向[^,，]+|向[^,，]+|所有政策)$"
)
_COLLECTIVE = re.compile(
    r"等[^、,，]{0,12}(?:行动|工作|任务|措施|举措|机制|制度|工程|项目|活动|服务|内容|计划|政策|方式|形式|手段|环节|建设|改革|要求|试点|领域|方面|能力|体系)[^、,，]{0,6}$"
)
_MODIFIER = re.compile(r"[^、,，“]{2,7}的[^、,，]")
_NOMINAL_END = re.compile(
    r"(?:行动|工程|计划|项目|机制|制度|方案|体系|指南|标准|办法|条例|规划|中心|基地|平台|活动|试点|能力|水平|率|度|费|员|者|期|权|量|人才|情况|措施|意见|政策|资金|经费|单位|机构|人员|部门|任务|责任|职责|要求)$"
)
_AMOUNT = re.compile(r"一批|一[个家次项]|\d")
_LIGHT_VERB = re.compile(r"进行|给予|予以|开展|实施|作出|延伸|转变|倾斜|排名|位居|达到")
_SUBJECT = re.compile(r"[^的、“《（(]{2,12}")
_SERVES = re.compile("提供|奠定|作出|贡献|保驾|护航|注入")
_NOT_HEAD_AFTER = re.compile(r"[的性率度型化者员]")


class _Part:
    """One part between commas: its span and what kind of part it is."""

    __slots__ = ("end", "kind", "start")

    def __init__(self, start: int, end: int, kind: str) -> None:
        self.start = start
        self.end = end
        self.kind = kind


def split_clauses(text: str, start: int, end: int, shelter: Shelter) -> list[tuple[int, int]]:
    """Return the candidate clauses of one sentence as trimmed spans, in order.

    Parts between commas are clauses where they have a verb of their own; leading adverbials go to the next clause,
    fragments and closing aims to the one before. A match: 推进改革、完善制度 is two; a non-match: 优化老年护理、康复服务.
    """
    words = lexicon()
    start, end = trim(text, skip_ordinal(text, *trim(text, start, end)), end)
    if start >= end:
        return []
    parts = [
        _Part(a, b, _kind(text, a, b, words))
        for a, b in (trim(text, a, b) for a, b in split_commas(text, start, end, shelter))
        if a < b
    ]
    _mark_aims(text, parts, words)
    clauses: list[tuple[int, int]] = []
    for first, last in _assemble(parts):
        clauses += _split_members(text, first, last, shelter, words)
    return clauses


def skip_ordinal(text: str, start: int, end: int) -> int:
    """Return the place after 一是, 第二, 首先, or ``start`` where the span opens otherwise."""
    if text[start : start + 1] not in _ORDINAL_FIRSTS:
        return start
    ordinal = _ORDINAL.match(text, start, end)
    return ordinal.end() if ordinal and ordinal.end() < end else start


def _after_adverbs(text: str, place: int, end: int, words: Lexicon) -> int:
    """Return the place of the first word that is no adverb."""
    adverb = words.adverb
    while place < end:
        length = adverb.at(text, place)
        if not length or place + length >= end:
            return place
        if words.strict.at(text, place) > length:
            return place
        place += length
    return place


def _kind(text: str, start: int, end: int, words: Lexicon) -> str:
    """Return the kind of a part: verb, subject (has its own predicate), lead, or fragment."""
    first = text[start]
    if first not in words.openers and not first.isdecimal():
        if text.endswith(_BASIS_END, start, end):
            return "lead"
        length = words.heads.at(text, start)
        if length and not _NOT_HEAD_AFTER.match(text, start + length, end):
            return "verb"
        return _with_subject(text, start, end, words)
    if _PART_OF.match(text, start, end):
        return "fragment"
    time = _TIME.match(text, start, end)
    if time and time.end() > start:
        if time.end() >= end:
            return "lead"
        start = time.end()
    if text.endswith(_BASIS_END, start, end):
        return "lead"
    head = _after_adverbs(text, start, end, words)
    if words.always_leads.at(text, start) or words.always_leads.at(text, head):
        field = _FIELD.search(text, start, end)
        return "verb" if field and _inner_verb(text, field.end(), end, words) else "lead"
    preposition = words.preposition.at(text, head)
    length = words.heads.at(text, head)
    if preposition and preposition >= length:
        return _prepositional(text, head, preposition, end, words)
    if not length:
        head, length = start, words.heads.at(text, start)
    if length and not _NOT_HEAD_AFTER.match(text, head + length, end):
        return "verb"
    return _with_subject(text, start, end, words)


def _prepositional(text: str, start: int, length: int, end: int, words: Lexicon) -> str:
    word = text[start : start + length]
    if text.endswith(words.lead_end, start, end):
        return "lead"
    if word in ("坚持", "始终坚持", "坚持以"):
        return "lead" if _PRINCIPLE.search(text, start, end) else "verb"
    if word in ("发挥", "充分发挥", "突出"):
        return "lead"
    if word == "通过" and _REVIEW_END.search(text, max(start, end - _TAIL), end):
        return "verb"
    if word in ("为了", "随着", "当"):
        return "lead"
    if _NUMBER_END.search(text, max(start, end - _TAIL), end):
        return "subject"
    giving = word in ("为", "对", "给", "向", "将", "把")
    return "verb" if _inner_verb(text, start + length + 1, end, words, loosely=giving) else "lead"


def _inner_verb(
    text: str, start: int, end: int, words: Lexicon, limit: int | None = None, *, loosely: bool = False
) -> bool:
    """Return whether a verb with an object begins inside the span before ``limit`` (依托医联体做好转诊服务)."""
    place = start
    last = end - 2 if limit is None else min(end - 2, limit)
    while place < last:
        length = words.strict.at(text, place)
        if length and end - place - length >= 2 and text[place + length] not in "的、性率力":
            return True
        length = length or words.loose.at(text, place)
        if length and loosely and end - place - length >= 2 and text[place + length] not in "的、和性率力":
            return True
        if length and _AMOUNT.match(text, place + length):
            return True
        place += length or 1
    return bool(_LIGHT_VERB.search(text, start, end))


def _with_subject(text: str, start: int, end: int, words: Lexicon) -> str:
    if _NUMBER_END.search(text, max(start, end - _TAIL), end):
        return "subject"
    modal = _SUBJECT_MODAL.match(text, start, end)
    if modal and words.heads.at(text, _after_adverbs(text, modal.end(), end, words)):
        return "subject"
    for match in words.predicate.finditer(text, start + 2, end):
        following = text[match.end() : match.end() + 1]
        if following in ("的", "、") or (match.end() - match.start() == 1 and match.end() >= end):
            continue
        return "subject"
    subject = _SUBJECT.match(text, start, end)
    if subject and _inner_verb(text, start + 2, end, words, subject.end()):
        return "subject"
    return "fragment"


def _mark_aims(text: str, parts: list[_Part], words: Lexicon) -> None:
    """Mark the closing parts that only state what the parts before them are for."""
    for index in range(len(parts) - 1, 0, -1):
        part = parts[index]
        if part.kind == "fragment":
            continue
        if part.kind == "lead":
            return
        head = _after_adverbs(text, part.start, part.end, words)
        is_aim = _states_aim(text, head, part.end, words) or (
            head != part.start and _states_aim(text, part.start, part.end, words)
        )
        if not is_aim or words.concrete.search(text, part.start, part.end):
            return
        if _LEVEL.search(text, part.start, part.end):
            return
        if not any(earlier.kind in ("verb", "subject") for earlier in parts[:index]):
            return
        part.kind = "aim"


def _states_aim(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Return whether a part says what comes of the action, and is no action of its own (推动…项目 is one)."""
    length = words.aim.at(text, start)
    word = text[start : start + length]
    if word in ("推动", "助推", "带动", "加快形成"):
        return bool(_PROCESS_END.search(text, start, end)) and not words.strict.at(text, start + length)
    if word == "为":
        return bool(_SERVES.search(text, start, end))
    return bool(length)


def _assemble(parts: list[_Part]) -> list[tuple[int, int]]:
    """Return the spans of clauses: each opens at its leading parts and closes before the next clause opens."""
    spans: list[list[int]] = []
    opening: int | None = None
    for part in parts:
        if part.kind in ("verb", "subject"):
            spans.append([part.start if opening is None else opening, part.end])
            opening = None
        elif part.kind == "lead" or opening is not None or not spans:
            opening = part.start if opening is None else opening
        else:
            spans[-1][1] = part.end
    if opening is not None:
        if spans:
            spans[-1][1] = parts[-1].end
        else:
            spans.append([opening, parts[-1].end])
    return [(first, last) for first, last in spans]


def _split_members(text: str, start: int, end: int, shelter: Shelter, words: Lexicon) -> list[tuple[int, int]]:
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
    head = _after_adverbs(text, start, end, words)
    length = words.strict.at(text, head)
    if _MODIFIER.match(text, head, end):
        return False
    if not length or end - head - length < 2 or text[head + length] in "的和与及":
        return False
    return not (end - head <= 6 and _NOMINAL_END.search(text, head + length, end) and end - head - length <= 2)


def _closes_member(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Return whether what stands before the 、 is itself a verb with an object."""
    begin = max(text.rfind(",", start, end), text.rfind("，", start, end), start - 1) + 1
    head = _after_adverbs(text, begin, end, words)
    length = words.heads.at(text, head)
    return bool(length and end - head - length >= 2) or end - begin >= 10
