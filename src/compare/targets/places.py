"""Where a figure holds: the area, or the one institution, that its words name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from compare.regions import all_regions

_WHOLE = r"全(?:省|市|县|区|州|自治区|域|旗|盟|疆)|我(?:省|市|县|区|州|旗)|本(?:省|市|县|区)"
_AREA = re.compile(
    rf"(?:{_WHOLE})(?!的?平均|第|前|排|首|最|领先|上游|一流|统一|试点)"
    r"|(?:(?<![城])市|(?<![全各跨])[省县])域(?:内(?![外])|(?=就诊|住院|转诊|医保|次均|医疗服务能力))|(?<!全)(?:州|区)域内|(?:省|市|县|州)内(?=就诊|住院|转诊|医保|次均)"
    r"|(?:珠三角|粤东西北|长三角|京津冀|成渝|苏北|苏南|浙南|皖北|川东北|湘西|陕南|陕北|关中|豫南|鲁西|闽西|赣南|黔东南|滇西)(?:地区)?"
    r"|(?:农村|城镇|城市|山区|牧区|边境|民族|偏远|脱贫)地区|(?:中心|主|建成?)?城区"
)
_AGAINST = re.compile(
    r"(?:位居|居|位列|名列|列|进入|跻身|高于|低于|优于|好于|高出|超过|达到|接近|占|较|比|来|到|向|面向|辐射|走在|排名?|连续[\d一二三四五六七八九十]+年)$"
)
_OPENED = re.compile(rf"(?:^|[,;:])(?:[^,;\d]{{0,4}}?)({_WHOLE})(?!的?平均|第|前|排)")
_LEADING = re.compile(
    rf"(?:[^,;。]{{0,4}}?(?:19|20)\d\d年(?:度|末|底|上半年|下半年|前三季度|[\d-]+月)?[,]?|(?:截至|到|至|年)[^,;。]{{1,12}}?[,]?|上半年[,]?|全年[,]?|目前[,]?|(?:一年来|五年来|[^,;。]{{0,8}}以来|与[^,;。]{{2,10}}相比)[,]?)?"
    rf"(?:我们|共|在)?({_WHOLE})(?!的?平均|第|前|排)"
)
_KIND = (
    r"(?:医学中心|医疗中心|医院|疾控中心|疾病预防控制中心|疾病控制中心|妇幼保健院|妇幼保健中心|妇幼保健计划生育服务中心|保健院|急救中心|血液中心|中心血站"
    r"|血站|卫生院|卫生服务中心|康养中心|公共卫生中心|卫生学校|护理学院|医专|卫校|福利院|养老院|护理院|卫生监督所|(?<=[省市县区州])[一二三四五六七八九十]院|卫生健康综合行政执法大队)"
)
_YARD = r"(?:[东西南北中新老]+?部?(?:院区|院)|[\u4e00-\u9fff]{1,3}(?:院区|分院)|院区|分院)"
_KINDS = re.compile(rf"(?<!医共体){_KIND}(?:{_YARD})?")
_SPECIAL = (
    r"(?:第[一二三四五六七八九十]+|人民|中心|中医|中西医结合|[蒙藏维傣彝壮]医|综合性?|专科|传染病|妇幼保健|妇幼|妇儿|妇女儿童|妇产|儿童|精神卫生|精神病?|康复|老年"
    r"|肿瘤|口腔|胸科|眼科|心血管病|结核病|职业病|公共卫生|医疗|红十字会?|附属|大学|医科大学|医学院|中心乡?镇?|中)"
)
_NAMED = re.compile(
    rf"(?P<region>[\u4e00-\u9fff]{{0,8}}?)(?P<level>[省市县区州旗]|大学|医学院|学院|[镇乡]|街道|社区)(?:{_SPECIAL}){{0,3}}$"
)
_CLASS = re.compile(
    r"[省市县区乡村]级|[一二三](?:级|甲)|以上|基层|公立|民营|社会办|各|每|所有|全部|等|的|家|所|个|类|批|城市$|(?:^|[^\u4e00-\u9fff])(?:乡镇|社区|街道|镇|乡)$|县域|区域|城市社区|乡镇|城乡"
)
_OTHER_WORD = re.compile(r"(?:城市|社区|地区|园区|灾区|山区|牧区|院区|疫区|库区|小区|辖区|片区|全[区市县省州])$")
_LED = re.compile(
    r"^.*(?:支持|指导|推进|推动|推广|促进|加快|完成|启动|实施|开展|建设|建成|提升|依托|加强|强化|确保|力争|以|在|对|为|由|把|将|和|与|及|、|是|争取|新建|改建|扩建|迁建|实现|发挥|其中)"
)
_SEVERAL = re.compile(rf"(?:[省市县区]|{_KIND}(?:{_YARD})?)[、和及与]$")
_JOINED = ("、", "和", "及", "与", "等")
_NO_REGION = re.compile(r"[全各每本我邻外跨]|新增|多|其他|部分")
_SENDING = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}?[市区县])?(?:选派|派出|派驻|派遣|支援|援助|援建|对口|帮扶|组织专家|协作)"
)
_SHORTEST_REGION, _LONGEST_REGION = 3, 14
_REACH = 14
_OPENING = 24
_OF_LEVEL = frozenset("省市县区州旗")


@lru_cache(maxsize=4096)
def read_place(name: str, clause: str, sentence: str, counted: bool = False, behind: str = "") -> str | None:
    """Return the area or the one institution a figure is of, as printed, or None.

    A kind of institutions (三级医院, 乡镇卫生院) is what is measured or its whole, and never a place. What the indicator names
    counts before its clause, the clause before what opens its sentence.

    >>> read_place("三级医院四级手术占比", "全市三级医院四级手术占比达到20%", ""), read_place("基层诊疗量占比", "县域内就诊率", "")
    ('全市', '县域内')
    >>> read_place("婴儿死亡率", "婴儿死亡率控制在3‰", "全省孕产妇死亡率9/10万,"), read_place("托位数", "托位数", "")
    ('全省', None)
    >>> read_place("四级手术占比", "四级手术占比达20%", "市中医医院创成三甲,"), read_place("建成市儿童医院", "建成市儿童医院", "", True)
    ('市中医医院', None)

    Args:
        name: The indicator's words.
        clause: The words before the value in its clause.
        sentence: The words of its sentence before the clause.
        counted: Whether the value counts things, of which the institution in the name may be the one.
        behind: The noun that follows the value, where one does.
    """
    own = _institution(name)
    if own and not (counted and (name.endswith(own) or own in behind[: len(own) + 2])):
        return own
    area = _region(name) or _area(name) or _area(clause)
    if area:
        return area
    near = None if counted and own else _institution(clause)
    if near:
        return near
    opening = None if _KINDS.search(name) else _institution(sentence[:_OPENING])
    later = list(_OPENED.finditer(sentence))
    return opening or (later[-1].group(1) if later else None)


def ranked_place(name: str, sentence: str) -> str | None:
    """Return the one institution or the region that a rank is of: what its name opens with, else its sentence."""
    own = _institution(name)
    return own or _region(name) or (None if _KINDS.search(name) else _institution(sentence[:_OPENING]))


def leading_area(sentence: str) -> str | None:
    """Return the area that leads a sentence and holds for its parts behind a semicolon too: 全市 of 2022年,全市…;…."""
    led = _LEADING.match(sentence)
    return led.group(1) if led else None


@cache
def _regions() -> frozenset[str]:
    return frozenset(region.region_zh for region in all_regions().values() if len(region.region_zh) >= _SHORTEST_REGION)


def _region(words: str) -> str | None:
    """Return the region whose full name opens the words (德阳市婴儿死亡率), or None."""
    sizes = range(min(_LONGEST_REGION, len(words) - 1), _SHORTEST_REGION - 1, -1)
    found = next((words[:size] for size in sizes if words[:size] in _regions()), None)
    return None if found and _SENDING.match(words, len(found)) else found


def _area(words: str) -> str | None:
    """Return the area that the words name as where they hold, no yardstick (高于全省, 居全市第三)."""
    for match in _AREA.finditer(words):
        if not _AGAINST.search(words, max(0, match.start() - 5), match.start()):
            return match.group()
    return None


def _institution(words: str) -> str | None:
    """Return the one institution that the words name (市疾控中心, not 县级疾控中心), or None."""
    for match in _KINDS.finditer(words):
        before = words[max(0, match.start() - _REACH) : match.start()]
        named = _NAMED.search(before)
        if named is None or words.startswith(_JOINED, match.end()):
            continue
        if _SEVERAL.search(before[: named.start("level")]):
            continue
        lead = _LED.sub("", before[: named.start("level")])
        level, at = named["level"], before[: named.end("level")]
        if _OTHER_WORD.search(at) or _NO_REGION.search(lead) or not re.fullmatch(r"[\u4e00-\u9fff]{0,8}", lead):
            continue
        special = before[named.end("level") :]
        if not (special or lead or level in _OF_LEVEL) or _CLASS.search(lead + level + special):
            continue
        if level not in _OF_LEVEL and len(lead) < 2:
            continue
        bare = match.group() in {
            "医院",
            "卫生院",
            "卫生服务中心",
            "血站",
            "医疗中心",
            "医学中心",
            "福利院",
            "养老院",
            "护理院",
        }
        if bare and not special and len(lead) < 2:
            continue
        return lead + level + special + match.group()
    return None
