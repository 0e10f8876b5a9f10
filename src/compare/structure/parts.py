"""Parts between commas: what kind each is, by its head, its verb and its subject."""

from __future__ import annotations

import re

from compare.structure.lexicon import Lexicon

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
_FIELD = re.compile(r"(?:领域|方面|需求|目标|主题|问题|主线|重点)(?=.{4})")
_PART_OF = re.compile("其中|尤其|特别是|包括|含有?|如|即")
_SUBJECT_MODAL = re.compile(r"[^，。]{2,18}?(?:要|将|应当|应|须|必须|需要?)(?=.)")
_NUMBER_END = re.compile(
    r"[0-9０-９一二三四五六七八九十百千万亿％%‰多余第]\s?[个家名人张所项件次间元亩%％‰万亿千岁天倍位种类条批例台辆支座处分钟小时点只套份对组户平方米公里]{0,4}(?:以上|以下|以内|左右)?$|(?:以上|以下|以内|左右|全覆盖|清零|达标)$"
)
_PRINCIPLE = re.compile(
    r"坚持以|坚持把|(?:原则|理念|方针|导向|至上|结合|并用|并重|优先|公益性|思想|基调|统筹|思路|观念|第一|为要|为先|为本|思维|主线|根本)$"
)
_AMOUNT = re.compile(r"一批|一[个家次项]|\d")
_LIGHT_VERB = re.compile(r"进行|给予|予以|开展|实施|作出|延伸|转变|倾斜|排名|位居|达到")
_SUBJECT = re.compile(r"[^的、“《（(]{2,12}")
_NOT_HEAD_AFTER = re.compile(r"[的性率度型化者员]")


class Part:
    """One part between commas: its span and what kind of part it is."""

    __slots__ = ("end", "kind", "start")

    def __init__(self, start: int, end: int, kind: str) -> None:
        self.start = start
        self.end = end
        self.kind = kind


def after_adverbs(text: str, place: int, end: int, words: Lexicon) -> int:
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


def kind_of(text: str, start: int, end: int, words: Lexicon) -> str:
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
    head = after_adverbs(text, start, end, words)
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
    if modal and words.heads.at(text, after_adverbs(text, modal.end(), end, words)):
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
