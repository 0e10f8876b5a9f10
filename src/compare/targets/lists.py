"""Coordinated names: a list split into its members, each given the words it shares with the others."""

from __future__ import annotations

import re
from functools import cache

from compare.targets.lexicon import choice, words
from compare.targets.memory import remembered

_PER = re.compile(
    r"每\s*(?:\d+(?:\.\d+)?|[十百千万]+)?\s*[十百千万亿]*\s*(?:名|个)?(?:常住人口|户籍人口|人口|居民|人|名|老年人|儿童|活产|平方公里|张床|张|户)?|千人口?|万人口?"
)
_PER_HEADS = re.compile(
    r"(?:(?:全[省市县区州])?(?:常住|户籍)人口)?每?[千万](?:名)?(?:常住|户籍)?(?:人口|人|名居民|名儿童|儿童)?(?=[床医护病执注托全卫])"
)
_BRACKET = re.compile(r"\([^()]*\)$")


_LONGEST = 400
_ORDINAL = re.compile(r"(?<!第)[一二三四五甲乙丙]、[一二三四五甲乙丙](?:、[一二三四五甲乙丙])*(?=[级类型甲线孩期])")
_ORDINALS = re.compile(r"([一二三四五甲乙丙])、(?=[一二三四五甲乙丙](?:、[一二三四五甲乙丙])*([级类型甲线孩期]))")
_NUMBERS = re.compile(r"(?<=[师士员位张生构人])数量?$")
_HOUSE = re.compile(
    r"(?:[一二三]级(?:及?以上)?|公立|县级|市级|省级|基层)(?:公立)?(?:综合性?|中医|专科)?(?:医院|医疗机构|医疗卫生机构)"
)
_AGED = re.compile(
    r"\d+(?:-\d+)?(?:周?岁|个?月龄?)(?:及?以[上下])?(?:儿童|婴幼儿|老年人|妇女|女生|女孩|人群|居民)|[\u4e00-\u9fff]{2,10}?(?:工作人员|劳动者|技术人员)(?=[\u4e00-\u9fff])"
)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("^" + choice("producing"))


def split_list(names: str, ordinals: bool = False) -> list[str]:
    """Return the members of a list joined by 、 和 与 及 outside brackets.

    Ordinals before one noun (三、四级手术) are one name, unless ``ordinals`` tells that each has a value of its own.

    >>> split_list("孕产妇、婴儿、5岁以下儿童死亡率")
    ['孕产妇', '婴儿', '5岁以下儿童死亡率']
    >>> split_list("国家级和省级临床重点专科")
    ['国家级', '省级临床重点专科']
    >>> split_list("三、四级手术占比"), split_list("一、二类疫苗接种率", ordinals=True)
    (['三、四级手术占比'], ['一类', '二类疫苗接种率'])
    """
    if len(names) > _LONGEST:
        return [names]
    if ordinals:
        names = _ORDINALS.sub(lambda match: match[1] + match[2] + "、", names)
    members: list[str] = []
    depth = at = 0
    last = _last_pause(names)
    for place, mark in enumerate(names):
        if mark in "(“《":
            depth += 1
        elif mark in ")”》":
            depth = max(0, depth - 1)
        elif depth == 0 and (
            (mark == "、" and not _ORDINAL.match(names, max(0, place - 1))) or (place > last and _joins(names, place))
        ):
            members.append(names[at:place])
            at = place + (2 if names[place : place + 2] in {"以及"} else 1)
    members.append(names[at:])
    return [member.strip() for member in members if member.strip()]


def _last_pause(names: str) -> int:
    """Return the place of the last 、 outside brackets, or -1: in A和B、C the 和 stands inside the first member."""
    if "(" not in names and "“" not in names and "《" not in names:
        return names.rfind("、")
    bare = re.sub(r"[(“《][^()“”《》]*[)”》]", lambda match: "x" * len(match.group()), names)
    return bare.rfind("、")


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
    people = _people(members)
    if people:
        return [members[0] + _tail_for(members), *[people + name for name in share_heads(members[1:])]]
    if all(not complete(member) for member in members[:-1]):
        head = _head(members)
        prefix = _lead(members[0]) if len(members) > 1 else ""
        full = [member + head for member in members[:-1]] + [last]
        return [name if at == 0 or name.startswith(prefix) else prefix + name for at, name in enumerate(full)]
    prefix = _common_front(members) or aged(members) or _house(members)
    named: list[str] = []
    whose = without_head(members[0])
    for at, member in enumerate(members):
        name = member if complete(member) or at == len(members) - 1 else member + _head([member, _next(members, at)])
        if at and len(members[0]) > 4 and only_head(name) and not prefix and whose != members[0]:
            name = whose + name
        elif at and name.endswith("约率") and not prefix and (who := _opening_people(members[0])):
            name = who + name
        named.append(name if at == 0 or not prefix or name.startswith(prefix) else prefix + name)
    return named


def _people(members: list[str]) -> str:
    """Return the people that open the first member and hold for all: 适龄妇女宫颈癌、乳腺癌筛查率."""
    named = words("population")
    place = re.match(r"[\u4e00-\u9fff]{0,6}?(?:医院|卫生院|医疗机构|服务中心|卫生室)(?=[\u4e00-\u9fff]{2})", members[0])
    if place and not complete(members[0]) and all(len(member) <= 5 or complete(member) for member in members[1:]):
        return place.group() if len(members[0]) - place.end() <= 5 else ""
    who = next((word for word in named if members[0].startswith(word) and len(members[0]) - len(word) >= 2), "")
    others = [member for member in members[1:] if not any(word in member for word in named)]
    return who if who and len(others) == len(members) - 1 and not complete(members[0]) else ""


def _opening_people(name: str) -> str:
    return next((word for word in words("population") if name.startswith(word)), "")


def _tail_for(members: list[str]) -> str:
    return "" if complete(members[0]) else _head(members)


def without_head(name: str) -> str:
    """Return whose rate a name says, without the rate: 高血压知晓率 → 高血压."""
    match = _head_pattern().search(name)
    if match is None or match.start() == 0:
        return name
    people = re.match(r"患者|病例|人群|人口", match.group())
    return (name[: match.start()] + (people.group() if people else "")).rstrip("的")


@remembered
def only_head(name: str) -> bool:
    """Return whether a name says a rate but not whose: 覆盖率, 规范管理率."""
    if name in words("standing") or name[:1].isascii() or not complete(name):
        return False
    if len(name) <= 4:
        return True
    return (
        not name.startswith(("住院", "参保", "就诊", "报销"))
        and len(name) <= 6
        and bool(_head_pattern().fullmatch(name))
    )


@remembered
def complete(name: str) -> bool:
    """Return whether the name ends in a word for a rate or level, so that nothing of it is shared from behind."""
    bare = _BRACKET.sub("", name)
    return bare.endswith(words("rates")) or bool(_NUMBERS.search(bare))


def _next(members: list[str], at: int) -> str:
    return next((member for member in members[at + 1 :] if complete(member)), members[-1])


_CENTRE, _SHORT = re.compile("[\u4e00-\u9fff]{2,3}中心"), re.compile("[\u4e00-\u9fff]{2,3}")
"""胸痛、卒中、创伤中心覆盖率: what short names before a centre share is the centre too."""


@cache
def _head_pattern() -> re.Pattern[str]:
    middle = (
        "资金支付|资金|支付|早诊早治|早诊|及时|准确|完整|发放|到位|拨付|办结|结案|直报|整改|患者|病例|人群|人口|基层|城乡|规范化?|规律|系统|健康|综合|早期|标准化|电子|抗病毒|总体|平均|管理|预约|检查|等待|服药|治疗|死亡|发病|患病|筛查|检测|检查|接种|报告|覆盖|签约|知晓|控制|达标|住院|就诊"
        "|设置|设立|建成|建档|使用|开放|服务|处置|随访|干预|诊断|成功|合格|完成|普及|吸烟|近视|感染|检出|救治|培训|通过|满意|建设|开设|配备|参保|报销|利用|持证|注册|创建|评审|互认|执行|响应|免费|补助|的|应用|动态|年度|稳定|在管|监测|发现|登记|办理|上报|收治"
    )
    return re.compile(
        rf"(?:{middle})*(?:率|比例|占比|比重|水平|人数|数量|数|床位数|满意度|人次|次均费用|增幅|增速|反应时间|等待时间|预约时间|时间|天数)$"
    )


def _head(members: list[str]) -> str:
    """Return what the earlier members borrow from the end of the last."""
    last = members[-1]
    shared = _noun_head(members)
    if shared:
        return shared
    for size in (4, 3, 2):
        kind = members[0][-size:]
        if len(kind) == size and kind in last[:-1]:
            return last[last.rfind(kind) + size :]
    if members[0][-1:] in "癌病症炎" and members[0][-1:] in last[:-1]:
        return last[last.rfind(members[0][-1:]) + 1 :]
    starts = (match for start in range(1, len(last)) if (match := _head_pattern().match(last, start)))
    found = next(starts, None)
    if found is None:
        return ""
    of_centre = _CENTRE.fullmatch(last, 0, found.start()) and all(_SHORT.fullmatch(member) for member in members[1:-1])
    return "中心" + found.group() if of_centre and "中心" not in members[0] else found.group()


def _noun_head(members: list[str]) -> str:
    """Return the shared noun of 国家级和省级临床重点专科: what follows the last member's modifier of the same form."""
    first, last = members[0], members[-1]
    if first[-1:] in "级类种型" and len(first) <= 6 and not complete(first):
        place = last.find(first[-1])
        if place > 0:
            return last[place + 1 :]
    payers = next((word for word in words("sides") if last.startswith(word)), "")
    return last[len(payers) :] if payers and all(member in words("sides") for member in members[:-1]) else ""


def _lead(first: str) -> str:
    """Return the producing verb or 每…人口 that opens the first member and holds for all."""
    per = _PER.match(first)
    if per and per.group().startswith("每"):
        return per.group()
    heads = _PER_HEADS.match(first)
    if heads and len(first) > heads.end() + 1:
        return heads.group()
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


def aged(members: list[str]) -> str:
    """Return the people of a given age that open the first rate and hold for the next: 5岁以下儿童贫血患病率和生长迟缓率."""
    who = _AGED.match(members[0])
    if who is None or len(members[0]) < who.end() + 3 or "死亡" in members[0]:
        return ""
    others = any(word in member for member in members[1:] for word in (*words("population"), "岁", "月龄"))
    return "" if others else who.group()


def _house(members: list[str]) -> str:
    """Return the kind of institutions that opens the first rate and holds for all: 二级以上医院门诊患者满意度、职工满意度."""
    kind = _HOUSE.match(members[0])
    if kind is None or len(members[0]) < kind.end() + 3 or not complete(members[0]):
        return ""
    return "" if any(word in member for member in members[1:] for word in words("institutions")) else kind.group()


def _is_group(start: str) -> bool:
    return start.startswith(("患者", "儿童", "老年", "新生"))


def one_institution(members: list[str]) -> bool:
    """Return whether all members are institutions, which under one percentage are one denominator.

    >>> one_institution(["乡镇卫生院", "社区卫生服务中心中医馆设置率"]), one_institution(["健康学校", "健康机关占比"])
    (True, False)
    """
    ends = words("institutions")
    return all(member.endswith(ends) for member in members[:-1]) and any(word in members[-1] for word in ends)


def is_apposition(subject: str, listed: list[str]) -> bool:
    """Return whether the list is one name: X、Y等重大慢性病过早死亡率, 眼保健和视力检查覆盖率."""
    if re.search(
        r"等(?![级次于奖])|导致|引起|所致|[三四五六七八九两]大(?!病|型|学|众)|[三四五六七八九两]类(?=慢|重点|人群|患者|疾病|人员)",
        listed[-1],
    ):
        return True
    if "、" in subject or complete(listed[0]):
        return False
    kinds = (*words("population"), *words("members"))
    return not listed[0].endswith(kinds) and listed[0][:2] != listed[-1][:2]
