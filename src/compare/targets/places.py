"""Where a figure holds: the area or the institutions that its words name."""

from __future__ import annotations

import re
from functools import lru_cache

_WHOLE = r"全(?:省|市|县|区|州|自治区|域)|我(?:省|市|县|区|州)|本(?:省|市|县|区)"
_LEVEL = r"(?:国家级|省级|市级|县级|区级|乡级|村级|省|市|县|区|乡镇?|镇|村|[一二三](?:级|甲)|及?以上)"
_KIND = (
    r"(?:医疗卫生机构|医疗机构|医院|卫生院|卫生室|卫生服务中心|疾控中心|疾控机构|疾病预防控制中心|妇幼保健院|保健院|保健机构"
    r"|急救中心|血站|中小学校?|养老机构|托育机构|医共体牵头医院|服务中心|公共场所|党政机关|行政村|街道办事处)"
)
_KINDS = re.compile(rf"{_KIND}(?:和(?:[\u4e00-\u9fff]{{0,4}}){_KIND})?")
_QUALIFIER = re.compile(
    rf"(?:{_LEVEL}|基层|城市|社区|乡镇|公立|民营|(?:第[一二三四五六七八九十])?人民|第[一二三四五六七八九十]|中心|中医|综合性?|专科|传染病|妇幼|精神|儿童"
    r"|中西医结合|肿瘤|口腔|妇幼保健)$"
)
_REGION = re.compile(
    r"(?<![为对由在以各每向把将给])[\u4e00-\u9fff](?<![为对由在以各每向把将给])[\u4e00-\u9fff]?(?<![为对由在以各每向把将给])[省市县区]$"
)
_WIDE = re.compile(rf"(?:{_WHOLE})$")
_MOST_QUALIFIERS = 6
_AREA = re.compile(
    rf"{_WHOLE}|[省市县]域内?(?!外)|(?:珠三角|粤东西北|长三角|京津冀|成渝|苏北|苏南|浙南|皖北|川东北|湘西|陕南|陕北|关中|豫南|鲁西|闽西|赣南|黔东南|滇西)(?:地区)?"
    r"|(?:农村|城镇?|城市|山区|牧区|边境|民族|偏远|脱贫)(?:地区|县)|城区|农村(?=[\u4e00-\u9fff]{2})|乡镇\(街道\)|县\(市、区\)|乡镇(?=[\u4e00-\u9fff]{0,6}覆盖)"
    r"|(?:省|市|县|乡|村)级(?=[\u4e00-\u9fff]{0,3}(?:达|不|远程))|基层(?!首诊)"
)
_OPENING = 16


_BARE = re.compile(r"(?:医疗卫生机构|医疗机构|医院|服务中心|养老机构|托育机构|党政机关|[\u4e00-\u9fff]{0,3}行政村)$")
_LEADING = re.compile(r"^(?:以|推进|推动|在|对|为|支持|指导|\d+\.|持续推进)?")
_PLACES = frozenset(
    {
        "县",
        "县(市、区)",
        "县(市)",
        "市(州)",
        "乡镇",
        "乡镇(街道)",
        "街道",
        "社区",
        "村",
        "行政村",
        "区",
        "市",
        "街道办事处",
    }
)


@lru_cache(maxsize=4096)
def read_place(
    name: str, clause: str, sentence: str, counted: bool = False, whole: str | None = None, behind: str = ""
) -> str | None:
    """Return the area or the kind of institutions a figure is said of, as printed, or None.

    What the indicator itself names counts before its clause, the clause before the opening of its sentence.

    >>> read_place("三级医院四级手术占比", "全市三级医院四级手术占比达到20%", ""), read_place("基层诊疗量占比", "县域内就诊率", "")
    ('全市三级医院', '基层')
    >>> read_place("婴儿死亡率", "婴儿死亡率控制在3‰", "全省孕产妇死亡率9/10万,"), read_place("托位数", "托位数", "")
    ('全省', None)

    Args:
        name: The indicator's words.
        clause: The words before the value in its clause.
        sentence: The words of its sentence before the clause.
        counted: Whether the value counts things, of which the institutions in the name may be the ones.
        whole: What the value is per (每个县 is 县).
        behind: The noun that follows the value, where one does.
    """
    if whole in _PLACES:
        return whole
    own = _institution(name)
    if own and not (counted and (name.endswith(own) or own in behind[: len(own) + 2])):
        joined = re.search(rf"(?:{_WHOLE}){re.escape(own)}", clause)
        return joined.group() if joined else own
    area = _AREA.search(name) or _AREA.search(clause)
    if area:
        return area.group()
    near = None if counted else _institution(clause)
    if near:
        return near
    later = list(re.finditer(rf"(?:^|[,;:])(?:[^,;]{{0,4}}?)({_WHOLE})", sentence))
    opening = _institution(_LEADING.sub("", sentence[:_OPENING]), first=True)
    return opening or (later[-1].group(1) if later else None)


def _institution(words: str, first: bool = False) -> str | None:
    """Return the institutions that the words name with more than their bare kind (三级医院, not 医院), or None.

    Args:
        words: Any words.
        first: Whether they must open the words.
    """
    match = _KINDS.search(words)
    if match is None:
        return None
    start = _begin(words, match.start())
    named = words[start : match.end()]
    return None if _BARE.fullmatch(named) or (first and start) else named


def _begin(words: str, start: int) -> int:
    """Return where what qualifies a kind of institutions begins: the 全 of 全市三级公立医院."""
    for _ in range(_MOST_QUALIFIERS):
        wide = _WIDE.search(words, max(0, start - 4), start)
        if wide is not None:
            return wide.start()
        before = _QUALIFIER.search(words, max(0, start - 8), start)
        if before is None:
            break
        start = before.start()
    region = _REGION.search(words, max(0, start - 3), start)
    return region.start() if region else start
