"""Numerals that order, grade or name something, and what a quantity's surroundings make of it."""

from __future__ import annotations

import re
from dataclasses import replace

from compare.quantities.lexicon import CHINESE_RUN
from compare.quantities.model import Quantity
from compare.quantities.numbers import read_number

_C = "一二三四五六七八九十百零"
_RANK_BEFORE = re.compile(
    r"(?:排名|排|列|居|位|名列|位列|位居|跃居|升至|上升到|保持|进入|排位|名次|全省|全国|全市|全区|全州|省内|市内|全县|西部|中部|东部|地级市|县级市|世界|亚洲|华南|珠三角|粤[东西北]{1,3}|同类)[^，。；、]{0,8}$"
)
_RANK_AFTER = re.compile(r"[位名]?(?=[，,。；;！、）)”\n\s]|$|并|且|的好|和全|、全|水平|方阵|梯队|的位)|[位名]")
_ORDINAL = re.compile(rf"(?P<number>\d{{1,5}}|[{_C}]{{1,6}})")
_NAMED = re.compile(
    r"(?:次|届|轮)?(?:全国|全省|全市|全体)?(?:人民|附属|中西医|中医|妇幼|军医|医科|医学|医院|中学|小学|师范|临床|康复|精神|医|党代会|党代表|代表大会|人代会|人民代表|中央|全会|全体会议|政协|大会|五年)"
)
_TOP = re.compile(rf"(?P<number>\d{{1,5}}|[{_C}]{{1,6}})(?P<unit>%|％|[名位强]|个|家)?")
_BIG = re.compile(r"大(?![于约型中规量幅小会学家力众致专面气连庆同]|部分|多数|医院|病)")
_CONGRESS = re.compile(
    r"(?:大(?=精神|报告|以来|部署|和|、|及|提出|关于|党章|后|召开|$|[，。”])|届[一二三四五六七]中全会|届(?:[一二三四五六七]次)?全会|届|次全会|次会议|中全会)"
)
_THINGS = re.compile(
    r"[大项个种类条张件本]?(?:重点|专项|重大|主要|基本|关键|核心|民生|健康|攻坚|提升|服务|责任|监督|安全|攻坚|示范|标志性|先行|惠民|配套|保障|支撑|创新)*"
    r"(?:行动(?!不)|工程(?!师)|计划(?!生)|任务|体系|制度|规定|机制|战略|意识|自信|维护|确立|先行|定位|清单|攻坚战|战役|会战|抓手|支柱|布局|理念|路径|窗口|革命|纪律|生活|作风|导向|举措)"
)
_COUNTING = re.compile(
    r"(?:完成|出台|制定|新增|印发|新建|签约|引进|立项|申报|获批|开工|累计|共有|现有|建成|修订|取得)[^，。；]{0,4}$"
)
_QUOTED = re.compile(r"[“「『‘\"]([^“”「」『』‘’\"\n。；，]{1,24})[”」』’\"]")
_VERB_IN_QUOTE = re.compile(r"达到?|提高|不低于|增长|[%％‰]|完成|下降")
_GRADE = re.compile(
    rf"(?:[、和]?[{_C}两]{{1,4}}|[1-9](?:[-—～~至、][1-9])?)(?:级|等(?=医院|以上|及以上|奖|功|甲|乙)|型(?=糖尿|肝炎|[高冠])|甲(?!状|方)|星级|类(?=医疗器械|疫苗|切口|手术|传染|区|地区|岗|保障|财政|以上|及))(?!联动|书记)"
)
_YEARLY = re.compile(r"年(?:内|期)?(?:[\u4e00-\u9fa5]{0,10}?)(?:行动|计划|规划|攻坚|方案|工程|大会战|专项)")
_FREQUENT = re.compile(
    r"(?:每|逐)(?:人|个|半|一|两|[二三四五六七八九十\d])?(?:年|月|周|季度?|天|日|学期|个月)[^，。；]{0,16}$"
)
_INDICATED = re.compile(
    r"(?:日|天数|时间|时长|寿命|期限|周期|时限|年限|时|期|响应|出车|等候|候诊|住院|半径)[^，。；]{0,8}(?:达到?|为|至|到|在|过|于|缩短|压缩|降低?|控制|保持|约)$"
)
_AGE_VALUE = re.compile(r"(?:寿命|期望|年龄(?:为|达|控制|平均))[^。；]{0,14}$")
_INFANT = re.compile(r"以?[下内]?(?:龄|的?婴|的?儿童|的?幼儿|的?孩|大)")
_DEFINES = re.compile(
    r"(?:内|以内)?(?:接[听报]|出车|到达|送达|急救圈|响应|服务圈|生活圈|医疗圈|就医圈|健康圈|医疗卫生服务圈|可达)"
)
_ALNUM = re.compile(r"[A-Za-z][A-Za-z\d.+\-]*$", re.ASCII)
_ALNUM_AFTER = re.compile(
    r"[-]?(?:[GDKTPVABCMNHX](?![A-Za-z]*/)|AI|MDT|HIS)(?![\w])|G\+|D打|G[远网医技应智通基]|K[超高]|D[打影]|[A-Z](?=[^A-Za-z%/]|$)",
    re.ASCII,
)


def _named(text: str, start: int, end: int, number: tuple[int, int], kind: str, value: float | None) -> Quantity:
    return Quantity(
        start=start, end=end, text=text[start:end], value=value, value_max=None, unit=None, comparator="=", kind=kind,
        number_start=number[0], number_end=number[1],
    )  # fmt: skip


def _value(text: str, at: int) -> float | None:
    number = read_number(text, at)
    return None if number is None or number.value is None else float(number.value)


def read_ordinal(text: str, at: int, floor: int) -> Quantity | None:
    """Return the ordinal or rank whose numeral starts at ``at`` after 第 or 前, or None.

    >>> read_ordinal("全省排名第4；", 5, 0).kind
    'rank'
    """
    before = text[at - 1 : at] if at > floor else ""
    if before == "前":
        return _top(text, at)
    if before != "第":
        return None
    match = _ORDINAL.match(text, at)
    if match is None:
        return None
    value, span = _value(text, at), match.span()
    named = _NAMED.match(text, match.end())
    if named:
        return _named(text, at - 1, match.end(), span, "programme_name", value)
    after = _RANK_AFTER.match(text, match.end())
    if after and (_RANK_BEFORE.search(text[max(0, at - 24) : at - 1]) or after.group()):
        rank = _named(text, at - 1, after.end(), span, "rank", value)
        return replace(rank, unit="名")
    return _named(text, at - 1, match.end(), span, "ordinal", value)


def _top(text: str, at: int) -> Quantity | None:
    match = _TOP.match(text, at)
    if match is None:
        return None
    after = text[match.end() : match.end() + 1]
    entering = re.search(
        r"(?:进入|位居|位列|居|列|排名|全国|全省|全市|跻身|保持|进|稳居|处于|在|冲刺)[^，。；]{0,8}$",
        text[max(0, at - 14) : at - 1],
    )
    if not match["unit"] and (not entering or after not in "，,。；;、）)”行列\n方的并水"):
        return None
    if match["unit"] in ("个", "家") and not entering:
        return None
    value = _value(text, at)
    share = match["unit"] in ("%", "％")
    top = _named(text, at - 1, match.end(), match.span("number"), "rank", value)
    return replace(top, unit="%" if share else "名", comparator="<=")


def read_grade(text: str, at: int, floor: int) -> Quantity | None:
    """Return the grade (三级, 四级手术) whose numeral starts at ``at``, or None."""
    match = _GRADE.match(text, at)
    if match is None:
        return None
    run = CHINESE_RUN.match(text, at)
    end = run.end() if run else at + 1
    return _named(text, at, match.end(), (at, end), "definition", _value(text, at) if end - at == 1 else None)


def read_name(text: str, at: int, floor: int, quoted: tuple[int, int] | None) -> Quantity | None:
    """Return the numeral at ``at`` as part of a name (九大行动, “5+3”, 党的二十大, 5G), or None."""
    number = read_number(text, at)
    if number is None or text[at] == "?":
        return None
    end, value = number.end, None if number.value is None else float(number.value)
    if quoted and not _VERB_IN_QUOTE.search(text, *quoted) and text[end : end + 1] != "年":
        inside = _YEARLY.match(text, end) is not None or text[end : end + 2] not in ("分钟", "小时", "公里")
        if inside:
            return _named(text, at, min(end, quoted[1]), (at, min(end, quoted[1])), "programme_name", value)
    congress = _CONGRESS.match(text, end)
    if congress and not number.arabic:
        return _named(
            text, at, congress.end(), (at, congress.end() if "届" in congress.group() else end), "programme_name", value
        )
    if _BIG.match(text, end) and value is not None and value <= 30:
        return _named(text, at, end + 1, (at, end), "programme_name", value)
    if (
        value is not None
        and value <= 40
        and _THINGS.match(text, end)
        and not _COUNTING.search(text[max(0, at - 10) : at])
    ):
        return _named(text, at, end, (at, end), "programme_name", value)
    if _YEARLY.match(text, end):
        return _named(text, at, end + 1, (at, end), "programme_name", value)
    if number.arabic and (_ALNUM.search(text[max(floor, at - 12) : at]) or _ALNUM_AFTER.match(text, end)):
        return _named(text, at, end, (at, end), "programme_name", None)
    return None


def quotes(text: str) -> list[tuple[int, int]]:
    """Return the spans of short quotations, in which numerals are names rather than counts."""
    return [match.span(1) for match in _QUOTED.finditer(text)]


def settle(text: str, found: Quantity, measure: str | None) -> Quantity:
    """Return ``found`` with the kind that its unit and its surroundings give it."""
    if found.kind != "quantity":
        return found
    before = text[max(0, found.start - 24) : found.start]
    after = text[found.end : found.end + 8]
    if measure == "age":
        return found if _AGE_VALUE.search(before) else replace(found, kind="age")
    if measure == "time":
        if _INFANT.match(after) and found.unit in ("月", "个月", "天", "日"):
            return replace(found, kind="age")
        if _DEFINES.match(after):
            return replace(found, kind="duration")
        return found if _INDICATED.search(before) else replace(found, kind="duration")
    if measure == "frequency" and (
        _FREQUENT.search(before) or (found.value in (1.0, 2.0) and not text[found.number_start].isdecimal())
    ):
        return replace(found, kind="frequency")
    if measure == "grade":
        return replace(found, kind="definition")
    return found
