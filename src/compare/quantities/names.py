"""Numerals that order, grade or name something."""

from __future__ import annotations

import re

from compare.quantities.build import make
from compare.quantities.lexicon import CHINESE_RUN, read_unit
from compare.quantities.model import Quantity
from compare.quantities.numbers import Number, read_number

_C = "一二三四五六七八九十百零〇"
_NUMBER = rf"(?:\d{{1,5}}|[{_C}]{{1,6}})"
_SCOPE = (
    r"(?:全国|全省|全市|全区|全州|全县|省内|市内|区内|西部|中部|东部|东北|西北|西南|地级市|县级市|世界|全球|亚洲|华南|华东|华中"
    r"|珠三角|长三角|粤[东西北]{1,3}|同类|同级|我省|我市|本省)"
)
_PLACED = (
    r"(?:排名|排位|排在|排到|排|位列|位居|名列|居|列|位次|名次|跃居|升至"
    rf"|上升[到至]|晋升[到至]|跻身|进入|挺进|[由从至到]|稳居|保持|获|荣获|夺得|取得|{_SCOPE})"
)
_RANK_BEFORE = re.compile(rf"{_PLACED}[^，,。；;、\d]{{0,10}}$")
_RANK_AFTER = re.compile(
    r"[位名](?!患|师|医|专|同志|老)|(?=[，,。；;！、）)”\n\s\]]|$|并|且|的好|和全|，|的(?:成绩|位次|佳绩)|[上下]升)"
)
_NAMED_AFTER = re.compile(
    r"(?:人民|附属|中西医|中医|妇幼|军医|医科|医学院|医院|中学|小学|师范|临床医学院|康复|精神|强制|职业|幼儿园|老年|儿童|工人|机床|钢铁)"
    r"|(?:次|届)(?:全国|全省|全市|全体|中国|党|[\u4e00-\u9fff]{0,6}?(?:大会|党代会|代表会|代会|会议|全会|委员会|峰会|论坛|博览会|运动会|亚运会|年会|医师节|护士节|[周日]))"
    r"|党代会"
)
_SESSION = re.compile(rf"(?:届[^，。；\d]{{0,14}}?)?[{_C}]{{1,3}}(?:次(?:全体)?(?:会议|全会|全体会议|委员会)|中全会)")
_TOP = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>[%％]|[名位强]|[个家]|分之[{_C}]{{1,3}})?")
_TOP_BEFORE = re.compile(rf"(?:{_PLACED}|处于|位于|冲刺|入选|入围|争创|排行榜|在)[^，,。；;]{{0,10}}$")
_STRONG = re.compile(rf"(?P<number>\d{{1,4}}|[{_C}千]{{1,3}})[强佳](?!化|制|调|度|烈|绩)")
_BIG = re.compile(r"大(?![类于约型幅会学家力众致气连庆同豆米]|部分|多数|小(?!事))")
_CONGRESS = re.compile(
    rf"大(?=精神|报告|以来|部署|战略|和|、|及|提出|关于|党章|后|前|召开|胜利|会议|期间|代表|，|。|”|》|$)|届(?:[{_C}]{{1,2}}中(?:、[{_C}]{{1,2}}中){{0,4}}全会|[{_C}]{{1,2}}次全(?:体)?会(?:议)?)?"
)
_GRADE = re.compile(
    rf"(?:[{_C}两]{{1,4}}|[1-9](?:[-—～~至、][1-9])?)(?:、[{_C}1-9]级?){{0,3}}"
    r"(?:级(?!联)|等(?=医院|以上|及以上|奖|功|甲|乙|残|伤)|型(?=糖尿|肝炎|[冠呼]|流感)|星级|年级|价(?=[A-Z宫流肺轮疫])|代(?=测序|药|医保)|类(?=医疗|疫苗|切口|手术|传染|保障|财政|事业|以上|及|公益|器械|岗|精神)|甲(?!状|方|胎|基|医)|档(?!案)|胎(?!儿)|孩(?!子|童)|版(?!块|面|图|权|本)|线(?=药|城|用药|治疗|抗))"
)
_PHASE = re.compile(
    r"期(?=工程|项目|建设|扩建|改造|临床|及|和|、|，|（|\(|投|已|开|主体|完成|基本|启|用房|大楼|$)(?!间)"
)
_HOUSE = re.compile(r"(?:院|医大|医|院区|附院|附|中心|师大|中|小|厂|院士?)(?=[^，。；、\d]|$)")
_THINGS = re.compile(
    r"[大项个种类条张件本支批]?(?:重点|专项|重大|主要|基本|关键|核心|民生|健康|攻坚|提升|服务|责任|监督|安全|示范|标志性|先行|惠民|配套|保障|支撑|创新|优先|特色|改革|协同|治理|能力|质量|医疗|卫生|公共|中长期|三年){0,4}"
    r"(?:行动(?![方能])|工程(?!师|中心|技术|实验|项目|[建款])|计划(?!生|内|外)|任务|体系(?!认)|制度(?!文)|规定(?!动)|机制|战略(?!合)|意识|自信|维护|确立|先行(?!区)|定位|清单|攻坚战|战役|会战|抓手|支柱|布局|理念|路径|窗口期|革命|纪律|作风|导向|举措|实事|好事|关系|原则|转变|统筹|跃升|优势|结合|坚持|坚定|强化|聚焦|统一|一律|严禁|不准|必须|禁止|允许|协同|联动|融合|贯通|融入|到位|提升|保障)"
)
_NAMED_SHEET = re.compile(r"[张块](?=[“\"]|清单|网|表|名片|榜|牌|图|问卷|答卷|底牌|王牌|考卷)")
_COUNTING = re.compile(
    r"(?:完成|出台|制定|新增|印发|新建|签约|引进|立项|申报|获批|开工|累计|共有|现有|建成|修订|取得|形成|发布|推出|新立项|达到?|不少于|不低于|至少|超过)[^，。；]{0,3}$"
)
_YEARLY = re.compile(r"年(?![内来前后间以初底末])[\u4e00-\u9fff]{0,7}?(?:行动|计划|规划|攻坚|方案|工程|大会战|大灶)")
_N_ONES = re.compile(r"个一(?:百|批)?(?=[”」工行标，、。；]|$)")
_DESIGNATED = re.compile(r"(?:\d+)?(?:[GDK](?![A-Za-z])|[A-Z]\d{0,2}(?![A-Za-z%/]))", re.ASCII)
_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z.\-—]{0,11}$")
_STATED_IN_QUOTE = re.compile(r"达到?\d|提高|不低于|增长|[%％‰]|完成|下降|签约率")
_SOME_OF = re.compile(r"[两三四五六七八九十]个(?:\d|零|百分)")
_QUOTED = re.compile(r"[“「『‘\"]([^“”「」『』‘’\"\n。；]{1,24})[”」』’\"]")
_LENGTHS = ("分钟", "小时", "公里", "分种", "米", "天", "日", "岁", "月龄", "周岁", "个月")


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Return the spans inside short quotation marks: numerals there are names rather than counts."""
    return [match.span(1) for match in _QUOTED.finditer(text)]


def read_ordinal(text: str, at: int, floor: int) -> Quantity | None:
    """Return the ordinal or rank whose numeral starts at ``at`` after 第 or 前, or None.

    >>> read_ordinal("全省排名第4；", 5, 0).kind
    'rank'
    """
    before = text[at - 1] if at > floor else ""
    if before == "前":
        return _read_top(text, at)
    run = re.compile(_NUMBER).match(text, at)
    if before != "第" or run is None:
        return _read_strong(text, at) or _read_place(text, at)
    start, end = at - 1, run.end()
    if text.startswith("季度", end):
        return None
    number = read_number(text, at)
    value = float(number.value) if number and number.value is not None else None
    session = _SESSION.match(text, end)
    named = _NAMED_AFTER.match(text, end)
    if session or named:
        return make(
            text,
            start,
            session.end() if session else end,
            "programme_name",
            number=(at, session.end() if session else end),
        )
    after = _RANK_AFTER.match(text, end)
    if after and (after.group() or _RANK_BEFORE.search(text[max(0, start - 24) : start])):
        return make(text, start, after.end(), "rank", number=run.span(), value=value, unit="名")
    return make(text, start, end, "ordinal", number=run.span(), value=value)


def _read_place(text: str, at: int) -> Quantity | None:
    """Return a rank without 第: 全省排名15, 列全国15位."""
    number = read_number(text, at)
    if number is None or number.value is None or number.value > 5000 or number.scale not in ("", "十"):
        return None
    before = text[max(0, at - 12) : at]
    ranked = re.search(
        r"(?:排名|排位|位次|名次)(?:为|在|是|列|居)?(?:全[国省市区县州])?$|(?:[排列居]|位居|位列)(?:在)?(?:全[国省市区县州])?$",
        before,
    )
    after = re.compile(r"[位名](?=[，,。；;、）)\n的和]|$)|(?=[，,。；;、）)\n]|$)").match(text, number.end)
    if not ranked or not after or (not after.group() and "排名" not in before):
        return None
    return make(text, at, after.end(), "rank", number=(at, number.end), value=float(number.value), unit="名")


def _read_top(text: str, at: int) -> Quantity | None:
    match = _TOP.match(text, at)
    if match is None or (
        match["unit"] is None and text[match.end() : match.end() + 1] not in ("", *"，,。；;、）)”行列\n方的并水且")
    ):
        return None
    unit = match["unit"]
    entered = _TOP_BEFORE.search(text[max(0, at - 16) : at - 1])
    if not entered and unit not in ("名", "强", "%", "％"):
        return None
    number = read_number(text, at)
    value = float(number.value) if number and number.value is not None else None
    if unit and unit.startswith("分之"):
        return make(text, at - 1, match.end(), "rank", number=(at, match.end()), comparator="<=")
    named = "%" if unit in ("%", "％") else "名"
    return make(
        text, at - 1, match.end(), "rank", number=match.span("number"), value=value, unit=named, comparator="<="
    )


def _read_strong(text: str, at: int) -> Quantity | None:
    match = _STRONG.match(text, at)
    if match is None:
        return None
    entered = re.search(
        r"(?:进入|入围|跻身|入选|位列|上榜|挺进|冲刺|获评|荣登)[^，。；]{0,16}$", text[max(0, at - 24) : at]
    )
    number = read_number(text, at)
    if not entered or number is None or number.value is None:
        return make(text, at, match.end(), "programme_name", number=match.span("number"))
    return make(
        text,
        at,
        match.end(),
        "rank",
        number=match.span("number"),
        value=float(number.value),
        unit="名",
        comparator="<=",
    )


def read_grade(text: str, at: int, floor: int) -> Quantity | None:
    """Return the grade or class (三级, 四级手术, 2型糖尿病) whose numeral starts at ``at``, or None."""
    match = _GRADE.match(text, at)
    if match is None or (text[at - 1 : at].isdecimal() and at):
        return None
    run = CHINESE_RUN.match(text, at)
    if run and run.end() > match.end():
        return None
    number = read_number(text, at)
    value = float(number.value) if number and number.value is not None and number.upper is None else None
    return make(
        text, at, match.end(), "definition", number=(at, match.end() - 1), value=value, unit=text[match.end() - 1]
    )


def read_name(text: str, at: int, floor: int, quoted: tuple[int, int] | None) -> Quantity | None:
    """Return the numeral at ``at`` as part of a name (九大行动, “5+3”, 党的二十大, 5G), or None."""
    number = read_number(text, at)
    if number is None or number.corrupt:
        return None
    end = number.end
    ones = _N_ONES.match(text, end) if not number.arabic else None
    if ones:
        return make(text, at, ones.end(), "programme_name")
    if quoted and _is_quoted_name(text, end, quoted):
        return _name(text, at, min(end, quoted[1]))
    if number.arabic:
        return _arabic_name(text, at, number)
    congress = _CONGRESS.match(text, end)
    if congress and (congress.group() != "届" or re.match(r"党|人大|政协|省|市|中央|全国", text[end + 1 : end + 5])):
        return make(
            text, at, congress.end(), "programme_name", number=(at, congress.end() if "会" in congress.group() else end)
        )
    if _PHASE.match(text, end) and end - at == 1 and text[at] in "一二三四五":
        return make(text, at, end + 1, "ordinal", number=(at, end), value=float(number.value or 0))
    if (
        end - at == 1
        and text[at] not in "两十百千万亿"
        and at > floor
        and "\u4e00" <= text[at - 1] <= "\u9fff"
        and _HOUSE.match(text, end)
    ):
        return _name(text, at, end)
    if _NAMED_SHEET.match(text, end):
        return _name(text, at, end)
    return _programme(text, at, number)


def _name(text: str, start: int, end: int) -> Quantity:
    return make(text, start, end, "programme_name")


def _is_quoted_name(text: str, end: int, quoted: tuple[int, int]) -> bool:
    if _SOME_OF.match(text, *quoted):
        return True
    if _STATED_IN_QUOTE.search(text, *quoted) or (text[end : end + 1] == "年" and not _YEARLY.match(text, end)):
        return False
    rest = text[end : end + 6].lstrip("-—～~至0123456789")
    return not rest.startswith(_LENGTHS)


def _programme(text: str, at: int, number: Number) -> Quantity | None:
    end, value = number.end, number.value
    if value is None or value > 60:
        return None
    counted = _COUNTING.search(text[max(0, at - 10) : at])
    if _BIG.match(text, end) and number.scale not in tuple("百千万亿"):
        return make(text, at, end + 1, "programme_name", number=(at, end))
    if _THINGS.match(text, end) and not (counted and number.arabic):
        return make(text, at, end, "programme_name")
    if _YEARLY.match(text, end):
        return make(text, at, end + 1, "programme_name", number=(at, end))
    return None


def _arabic_name(text: str, at: int, number: Number) -> Quantity | None:
    end = number.end
    designated = _DESIGNATED.match(text, end)
    unit = read_unit(text, end)
    if designated and (unit is None or unit.measure == "other") and text[end : end + 2] not in ("GB", "MB"):
        kind = "programme_name" if designated.group() == "G" else "definition"
        if unit is None or designated.group() == "G":
            return make(text, at, designated.end(), kind)
    latin = _LATIN_BEFORE.search(text[max(0, at - 12) : at])
    if (
        latin
        and unit is None
        and (latin.group()[-1:] in "-—." or (at and text[at - 1].isalpha() and text[at - 1].isascii()))
    ):
        return make(text, at, end, "definition")
    return _programme(text, at, number)
