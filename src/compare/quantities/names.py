"""Numerals that name something: programmes, slogans, grades, institutions, technical designations."""

from __future__ import annotations

import re
from functools import cache

from compare.knowledge import load_yaml
from compare.quantities.build import make
from compare.quantities.lexicon import CHINESE_RUN, read_unit
from compare.quantities.model import Quantity
from compare.quantities.numbers import Number, read_number

NAMES_FILE = "quantities/names.yml"
_C = "一二三四五六七八九十"
_GRADED = rf"(?:[{_C}百两]{{1,4}}|[1-9](?:\.\d)?(?:[-—～~至、][1-9])?)(?:、[{_C}1-9]级?){{0,3}}" + "{grades}"
_BIG = re.compile(r"大(?![类于约型幅会学家力众致气连庆同豆米]|部分|多数|小(?!事))")
_CONGRESS = re.compile(
    r"大(?=精神|报告|以来|部署|战略|和|、|及|提出|关于|党章|后|前|召开|胜利|会议|期间|代表|，|。|”|》|$)"
    rf"|届(?:[{_C}]{{1,2}}中(?:、[{_C}]{{1,2}}中){{0,4}}全会|[{_C}]{{1,2}}次全(?:体)?会(?:议)?)?"
)
_BODY = re.compile(r"(?:党|历次|以来|人大|政协|省|市|中央|全国)")
_PHASE = re.compile(
    r"期(?=工程|项目|建设|扩建|改造|临床|及|和|、|，|（|\(|投|已|开|主体|完成|基本|启|用房|大楼|）|\)|\d|$)(?!间)"
)
_SHEET = re.compile(r"[张块](?=[“\"]|清单|网|表|名片|榜|牌|图|问卷|答卷|底牌|王牌|考卷)")
_ONES = re.compile(r"个一(?:百|批)?(?=[”」工行标，、。；]|$)")
_SOME_OF = re.compile(r"[两三四五六七八九十]个(?:\d|零|百分)")
_DESIGNATED = re.compile(r"(?:[GDK](?![A-Za-z])|[A-Z]\d{0,2}(?![A-Za-z%/]))", re.ASCII)
_SUM_AFTER = re.compile(r"\+[\dNXn]")
_SUM_BEFORE = re.compile(r"[\dNXn]\+$")
_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z.\-—]{0,11}$")
_STATED_IN_QUOTE = re.compile(r"达到?\d|提高|不低于|增长|[%％‰]|完成|下降|签约率")
_SO_MANY = re.compile(r"(?<=[两三四五六七八九十2-9])个(?:100[%％]|\d{2}[%％]|全覆盖|零|百分之百)")
_QUOTED = re.compile(r"[“「『‘\"]([^“”「」『』‘’\"\n。；]{1,24})[”」』’\"]")
_MEASURED = ("分钟", "小时", "公里", "米", "天", "日", "岁", "月龄", "周岁", "个月")
_LARGEST_NAME = 60


@cache
def pattern(template: str) -> re.Pattern[str]:
    """Return the compiled template, ``{key}`` being the alternatives listed in names.yml under that key.

    Raises:
        KeyError: The file has no such list.
    """
    data = load_yaml(NAMES_FILE)
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda key: "(?:" + "|".join(data[key[1]]) + ")", template))


@cache
def _first_marks() -> frozenset[str]:
    """Return the characters that a name may go on with after its number; any Chinese one for 大, 项 and 个."""
    data = load_yaml(NAMES_FILE)
    return frozenset("大项个种类条张件本支批年") | {word[0] for key in ("things", "qualities") for word in data[key]}


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Return the spans inside short quotation marks: numerals there are names rather than counts."""
    return [match.span(1) for match in _QUOTED.finditer(text)]


def read_grade(text: str, at: int, floor: int) -> Quantity | None:
    """Return the grade or class (三级, 四级手术, 2型糖尿病) whose numeral starts at ``at``, or None.

    >>> read_grade("三级甲等医院", 0, 0).text
    '三级'
    """
    match = pattern(_GRADED).match(text, at)
    if match is None or text[max(0, at - 1) : at].isdecimal():
        return None
    run = CHINESE_RUN.match(text, at)
    if run and run.end() > match.end():
        return None
    number = read_number(text, at)
    value = float(number.value) if number and number.value is not None and number.upper is None else None
    unit = text[match.end() - 1]
    return make(text, at, match.end(), "definition", number=(at, match.end() - 1), value=value, unit=unit)


def read_name(text: str, at: int, floor: int, quoted: tuple[int, int] | None) -> Quantity | None:
    """Return the numeral at ``at`` as part of a name (九大行动, “5+3”, 党的二十大, 5G), or None.

    >>> read_name("深化九大行动", 2, 0, None).kind
    'programme_name'
    """
    number = read_number(text, at)
    if number is None or number.corrupt:
        return None
    end = number.end
    ones = None if number.arabic else _ONES.match(text, end)
    if ones:
        return make(text, at, ones.end(), "programme_name")
    if quoted and _is_quoted_name(text, end, quoted):
        return make(text, at, min(end, quoted[1]), "programme_name")
    if _is_goal(text, at, end):
        return make(text, at, end, "programme_name")
    if number.arabic:
        return _designation(text, at, end) or _programme(text, at, number)
    return _chinese_name(text, at, number, floor) or _programme(text, at, number)


def _is_goal(text: str, at: int, end: int) -> bool:
    """Return whether the numeral is a part of 4个100% or 三个全覆盖."""
    if text[end : end + 1] == "个":
        return _SO_MANY.match(text, end) is not None
    return text[at - 1 : at] == "个" and _SO_MANY.search(text[max(0, at - 3) : end + 1], 1) is not None


def _chinese_name(text: str, at: int, number: Number, floor: int) -> Quantity | None:
    """Return 二十大, 二十届三中全会, 二期, 浙医二院 or 三张清单."""
    end = number.end
    congress = _CONGRESS.match(text, end)
    if congress and (congress.group() != "届" or _BODY.match(text, congress.end())):
        named = congress.end() if "会" in congress.group() else end
        return make(text, at, congress.end(), "programme_name", number=(at, named))
    single = end - at == 1
    if single and text[at] in "一二三四五" and _PHASE.match(text, end):
        return make(text, at, end + 1, "ordinal", number=(at, end), value=float(number.value or 0))
    joined = at > floor and "\u4e00" <= text[at - 1] <= "\u9fff"
    if single and joined and text[at] in _C[:9] and pattern("{houses}(?=[^，。；、\\d]|$)").match(text, end):
        return make(text, at, end, "programme_name")
    return make(text, at, end, "programme_name") if _SHEET.match(text, end) else None


def _is_quoted_name(text: str, end: int, quoted: tuple[int, int]) -> bool:
    """Return whether a quoted numeral names something: not “15分钟医疗圈”, not “达到90%”, not “2023年”."""
    if _SOME_OF.match(text, *quoted):
        return True
    if _STATED_IN_QUOTE.search(text, *quoted) or (text[end : end + 1] == "年" and not _names_plan(text, end)):
        return False
    return not text[end : end + 6].lstrip("-—～~至0123456789").startswith(_MEASURED)


def _names_plan(text: str, end: int) -> bool:
    """Return whether 年 at ``end`` belongs to the name of a plan (三年行动), not to a time (三年内)."""
    return pattern("年(?![内来前后间以初底末])[一-龥]{0,7}?{plans}").match(text, end) is not None


def _programme(text: str, at: int, number: Number) -> Quantity | None:
    end, value = number.end, number.value
    if value is None or value > _LARGEST_NAME or text[end : end + 1] not in _first_marks():
        return None
    if _BIG.match(text, end) and not number.scale.endswith(("百", "千", "万", "亿")):
        return make(text, at, end + 1, "programme_name", number=(at, end))
    if text[end] == "年":
        return make(text, at, end + 1, "programme_name", number=(at, end)) if _names_plan(text, end) else None
    things = pattern("[大项个种类条张件本支批]?{qualities}{0,4}{things}|[大项个][一-龥]{1,6}?{campaigns}")
    if not things.match(text, end):
        return None
    counted = number.arabic and pattern("{counting}[^，。；]{0,3}$").search(text[max(0, at - 10) : at])
    return None if counted else make(text, at, end, "programme_name")


def _designation(text: str, at: int, end: int) -> Quantity | None:
    """Return 5G, 3D, H1N1 or COVID-19: technical names; 5G is a programme's."""
    after = text[end : end + 1]
    summed = after == "+" and _SUM_AFTER.match(text, end)
    if summed or (text[max(0, at - 1) : at] == "+" and _SUM_BEFORE.search(text[max(0, at - 3) : at])):
        return make(text, at, end, "programme_name")
    if not (after.isascii() and after.isalpha()) and not (at and text[at - 1].isascii()):
        return None
    unit = read_unit(text, end)
    designated = _DESIGNATED.match(text, end)
    if designated and (unit is None or designated.group() == "G"):
        return make(text, at, designated.end(), "programme_name" if designated.group() == "G" else "definition")
    latin = _LATIN_BEFORE.search(text[max(0, at - 12) : at])
    if latin and unit is None:
        return make(text, at, end, "definition")
    return None
