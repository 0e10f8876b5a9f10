"""What a value is about: the subject before it or the noun behind it, in self-contained words."""

from __future__ import annotations

import re
from functools import cache

from compare.targets.lexicon import choice, words

_NUMBERING = re.compile(
    r"^\s*(?:\d{1,3}\s*[.、]\s*|[(][一二三四五六七八九十\d]{1,3}[)]\s*|[一二三四五六七八九十]{1,3}[、.]\s*|[一二三四五六七八九十]是(?:要)?|[①-⑳]\s*)+"
)
_DATE = (
    r"(?:(?:力争)?(?:到|至|截至|于|自)?(?:19|20)\d\d年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之?前|以前)?|\d{1,2}月(?:底|末)?(?:之?前|以前)"
    r"|(?:今年|全年|年)(?:底|末)(?:之?前)?|“?十[三四五六]五”?(?:末|期末|期间|时期)?|上半年|下半年|前三季度|[一二三四]季度|1-\d{1,2}月)"
)
_PER = re.compile(
    r"每\s*(?:\d+(?:\.\d+)?|[十百千万]+)?\s*[十百千万亿]*\s*(?:名|个)?(?:常住人口|户籍人口|人口|居民|人|名|老年人|儿童|活产|平方公里|张床|张|户)?|千人口?|万人口?"
)
_BASE = re.compile(r"(?:较|比|从|由|在)[^,。;]{1,16}?(?:基础上|相比|同期|年度?)(?=\S)")
_FROM = re.compile(r"(?:由|从)[^,。;]{0,10}\d[\d.,]*\s*[^,。;\d]{0,6}$")
_SINCE = re.compile(
    r"(?:较|比)(?:上年|去年|上一年|同期|(?:19|20)\d\d年[底末]?|“?十[三四]五”?末?)(?:同期)?(?:相比)?$|较$|在(?:19|20)\d\d年(?:的)?基础上$"
)
_FOR = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}?对(?=全[省市县区州])全.|为[^,。;]{2,30}?(?=免费|提供|发放|开展|进行|实施|安排|接种|办理)(?=[^,。;]{4}))"
)
_LAYERS = re.compile(
    r"^(?:省|市|县|区|镇|乡|村)(?:、(?:省|市|县|区|镇|乡|村))+(?:\([^)]*\))?(?:三级|两级|四级)?(?:分别|均|各)?(?=[建设打创新完组])"
)
_BRACKET = re.compile(r"\([^()]*\)$")


@cache
def _connector() -> re.Pattern[str]:
    return re.compile(choice("connectors") + r"\s*$")


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_DATE}[,、]?|{choice('openers')})")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("^" + choice("producing"))


def strip_end(pre: str) -> str:
    """Return the subject without the words that join it to its value.

    >>> strip_end("死亡率分别控制在")
    '死亡率'
    """
    while pre:
        shorter = _FROM.sub("", pre) if _FROM.search(pre) else _connector().sub("", pre)
        shorter = _SINCE.sub("", shorter)
        shorter = shorter.rstrip(" 、:,的")
        if shorter == pre:
            return pre
        if _verb_only(pre) and not shorter:
            return pre
        pre = shorter
    return pre


def _verb_only(words_: str) -> bool:
    return words_ in words("producing")


def strip_start(pre: str) -> str:
    """Return the subject without numbering, dates and adverbs before it; producing verbs stay.

    >>> strip_start("29.到2025年,全省新增省级健康县区")
    '新增省级健康县区'
    """
    pre = _NUMBERING.sub("", pre)
    while pre:
        pre = pre.lstrip(" 、,:的")
        shorter = _opener().sub("", pre, count=1)
        if shorter == pre:
            break
        if _keeps(pre, shorter):
            break
        pre = shorter
    pre = _FOR.sub("", _LAYERS.sub("", pre))
    return _BASE.sub("", pre) if len(_BASE.sub("", pre)) >= 2 else pre


def _keeps(pre: str, shorter: str) -> bool:
    """Return whether cutting would break a word: 有效投资 is no 有 + 效投资, 全省… is."""
    cut = pre[: len(pre) - len(shorter)]
    if not shorter.strip():
        return _verb_only(cut)
    if len(cut) == 1:
        if cut == "总" or (cut in "有再到以对" and re.match(r"[效机关的外力色意生诊院口家]", shorter)):
            return True
        if cut in {
            "和",
            "与",
            "及",
            "并",
            "将",
            "把",
            "使",
            "要",
            "现",
            "共",
            "各",
            "已",
            "约",
            "近",
            "按",
            "在",
            "或",
            "且",
            "拟",
            "让",
        }:
            return bool(
                re.match(r"发症|谐|时|级|种|类|有|享|摩|代|校|岗|职|编|来|求|素|同体", shorter)
            ) and cut not in {"已", "要"}
    return False


def split_list(names: str) -> list[str]:
    """Return the members of a list joined by 、 和 与 及 outside brackets.

    >>> split_list("孕产妇、婴儿、5岁以下儿童死亡率")
    ['孕产妇', '婴儿', '5岁以下儿童死亡率']
    >>> split_list("国家级和省级临床重点专科")
    ['国家级', '省级临床重点专科']
    """
    members: list[str] = []
    depth = 0
    at = 0
    for place, mark in enumerate(names):
        if mark in "(“《":
            depth += 1
        elif mark in ")”》":
            depth = max(0, depth - 1)
        elif depth == 0 and (mark == "、" or _joins(names, place)):
            members.append(names[at:place])
            at = place + (2 if names[place : place + 2] in {"以及"} else 1)
    members.append(names[at:])
    return [member.strip() for member in members if member.strip()]


def _joins(names: str, place: int) -> bool:
    mark, before, after = names[place], names[:place], names[place + 1 :]
    if mark not in "和与及" or not before or not after:
        return False
    if mark == "和":
        return not after.startswith(("谐", "睦", "平", "田")) and not before.endswith(("共", "缓", "温", "总", "饱"))
    if mark == "及":
        return not after.startswith(("时", "其", "以上", "以下", "格", "早")) and not before.endswith(
            ("普", "以", "涉", "危")
        )
    return not before.endswith(("参", "赠", "给")) and not after.startswith("会")


def share_heads(members: list[str]) -> list[str]:
    """Return the full name of each member of a list that shares its first or last words.

    >>> share_heads(["严重精神障碍患者", "精神分裂症患者规律服药率"])
    ['严重精神障碍患者规律服药率', '精神分裂症患者规律服药率']
    >>> share_heads(["每千人口执业(助理)医师数", "注册护士数"])
    ['每千人口执业(助理)医师数', '每千人口注册护士数']
    """
    if len(members) < 2:
        return members
    last = members[-1]
    if all(not complete(member) for member in members[:-1]):
        head = _head(members)
        prefix = _lead(members[0]) if len(members) > 1 else ""
        full = [member + head for member in members[:-1]] + [last]
        return [name if at == 0 or name.startswith(prefix) else prefix + name for at, name in enumerate(full)]
    prefix = _common_front(members)
    named: list[str] = []
    for at, member in enumerate(members):
        name = member if complete(member) or at == len(members) - 1 else member + _head([member, _next(members, at)])
        named.append(name if at == 0 or not prefix or name.startswith(prefix) else prefix + name)
    return named


def complete(name: str) -> bool:
    """Return whether the name ends in a word for a rate or level, so that nothing of it is shared from behind."""
    bare = _BRACKET.sub("", name)
    return bare.endswith(words("rates")) or bool(re.search(r"(?<=[师士员位张生构人])数量?$", bare))


def _next(members: list[str], at: int) -> str:
    return next((member for member in members[at + 1 :] if complete(member)), members[-1])


@cache
def _head_pattern() -> re.Pattern[str]:
    middle = (
        "患者|病例|人群|人口|基层|城乡|规范化?|规律|系统|健康|综合|早期|标准化|电子|抗病毒|总体|平均|管理|服药|治疗|死亡|发病|患病|筛查|检测|检查|接种|报告|覆盖|签约|知晓|控制|达标|住院|就诊"
        "|设置|设立|建成|建档|使用|开放|服务|处置|随访|干预|诊断|成功|合格|完成|普及|吸烟|近视|感染|检出|救治|培训|通过|满意|建设|开设|配备|参保|报销|利用|持证|注册|创建|评审|互认|执行|响应|免费|补助|的|应用|动态|年度|稳定|在管|监测|发现|登记|办理|上报|收治"
    )
    return re.compile(rf"(?:{middle})*(?:率|比例|占比|比重|水平|人数|数量|数|床位数)$")


def _head(members: list[str]) -> str:
    """Return what the earlier members borrow from the end of the last."""
    last = members[-1]
    shared = _noun_head(members)
    if shared:
        return shared
    for size in (4, 3, 2, 1):
        kind = members[0][-size:]
        if len(members[0]) >= size and kind and kind in last[:-1] and len(kind) == size:
            place = last.rfind(kind)
            if place > 0 or size > 1:
                return last[place + size :] if size > 1 or complete(last[place + 1 :]) else ""
    match = _head_pattern().search(last)
    if match and match.start() > 0:
        return match.group()
    return ""


def _noun_head(members: list[str]) -> str:
    """Return the shared noun of 国家级和省级临床重点专科: what follows the last member's modifier of the same form."""
    first, last = members[0], members[-1]
    if first[-1:] in "级类种型" and len(first) <= 6 and not complete(first):
        place = last.find(first[-1])
        if place > 0:
            return last[place + 1 :]
    return ""


def _lead(first: str) -> str:
    """Return the producing verb or 每…人口 that opens the first member and holds for all."""
    per = _PER.match(first)
    if per and per.group().startswith("每"):
        return per.group()
    verb = _verb().match(first)
    return verb.group() if verb and len(first) > len(verb.group()) else ""


def _common_front(members: list[str]) -> str:
    """Return the words that open the first of several complete names and hold for all: 每千人口, 艾滋病 (…治疗比例、治疗成功率)."""
    prefix = _lead(members[0])
    if prefix:
        return prefix
    for later in members[1:]:
        for size in (4, 3, 2):
            start = later[:size]
            place = members[0].find(start)
            if len(start) == size and place > 1 and not _is_group(start):
                front = members[0][:place]
                shared = re.match(r"(?:[\u4e00-\u9fff]{0,6}?(?:病|癌|结核|高血压|糖尿病|孕产妇|患者))", front)
                if shared:
                    return shared.group()
    return ""


def _is_group(start: str) -> bool:
    return start.startswith(("患者", "儿童", "老年", "新生"))


def one_institution(members: list[str]) -> bool:
    """Return whether all members are institutions, which under one percentage are one denominator."""
    ends = words("institutions")
    head = _head(members)
    bare = [*members[:-1], members[-1].removesuffix(head)]
    return all(member.endswith(ends) for member in bare)
