"""What becomes of a number that is no statement: dates, ages, names, definitions and the rest."""

from __future__ import annotations

import re

from compare.quantities.model import Quantity
from compare.targets.lexicon import choice
from compare.targets.shadow import quoted

_CHINESE = re.compile(r"^[零〇一二两三四五六七八九十百千万亿几数]+$")
_AGE = re.compile(r"^(?:周岁|岁|月龄|个月龄|日龄|周龄)|^个?月(?:龄|以[下上]?的?[婴幼儿]|儿童|婴)")
_GRADE = re.compile(r"^(?:级|甲|等|类|型|期|批|线|年级|号|楼|版|档)")
_FIELD = re.compile(
    r"^\s*(?:多)?[^,。;]{0,16}?(?:排名中|中排|中列|中位|中名|参评|参加(?:评|考)|评价中|考核中|监测中|榜单)"
)
_PARTS = re.compile(r"(?:(?:现|下|管|所)?辖|全国|全省|全市|全县|全区|全州|我省|我市|我县|辖区)\s*(?:共有?|所有|的)?$")
_UNITS_OF_LAND = re.compile(
    r"^(?:省|地级市|地市|市|州|县|区|乡镇|镇|乡|街道|村(?!卫生室|医|卫生)|行政村(?!卫生室)|自治区)(?!级|中心|人民|中医|妇幼|疾控|属)"
)
_SINCE_PART = re.compile(r"\d+\s*个[\u4e00-\u9fff]{0,4}(?:\([^)]*\))?\s*[、和及]?$")
_PREDICATE = re.compile(
    r"创建|建成|建立|实现|达到|达标|完成|通过|开展|获|设立|设置|配备|配置|配齐|提供|安装|选派|入选|启动|开通|覆盖|成立|纳入|推行|实行|被"
)
_TIME = re.compile(r"秒|分钟|小时|天|日|周|个月|年|学时|课时")
_FREQUENT = re.compile(r"^(?:次|遍|轮|回)$")
_EVERY = re.compile(r"(?:每|各|一|1)\s*(?:年|月|周|季度|季|日|天|半年|人|个?学期|村|两年|三年|\d年)[^,。;]{0,26}$")
_LEVELS = re.compile(
    r"(?:降至|降到|缩短至|缩短到|缩短为|精[准确]到|下降|上升|增加|提高|控制在|不超过|达到|达|提高到|压缩至|压缩到|减少到|为|少于|低于|高于|超过|不少于|不低于|提升至|延长至|延长到|增加到|提高至|缩短|减少|至|压减|延长|降低)\s*(?:约|近)?$"
)
_CLOSED = re.compile(r"^\s*(?:以内|之内|内|以下|以上|左右)?\s*(?:$|[、,;。)和与及])")
_PRODUCE = re.compile(choice("producing") + r"(?:了|有|好)?(?:不少于|不低于|至少|约|近|超过)?$")
_SLOGAN = re.compile(r"^(?:[^,。;、\d]{0,8}?)" + choice("programmes"))
_TIGHT = re.compile(
    r"^[\u4e00-\u9fff“]{0,3}?(?:行动(?!不)|工程(?!师)|制度|机制|举措|措施|准则|要求|原则|体系|任务|战略|攻坚战|规定|清单)"
)
_WINDOW = 80
_YARDSTICK = re.compile(
    r"(?:[低高优好]于|超过|超出|达到?|接近)(?:全[国省市县区州]|国家|同类[\u4e00-\u9fff]{2,4})(?:的)?$"
)
_AVERAGE = re.compile(r"(?:的)?(?:总体)?平均(?:水平|值|数)?")
_OUT_OF = re.compile(r"[\u4e00-\u9fff]{2,14}中\s*")
_VALUED = re.compile(r"(?:的[\u4e00-\u9fff]{2,12}|[\u4e00-\u9fff]{0,6}(?:项目|企业|工程))\d")
_THRESHOLD = re.compile(r"[十百千万亿]+")
_DOSED = re.compile(r"(?:以上|及以上)?(?:免疫|规范|全程|首针|加强)?[\u4e00-\u9fff]{0,4}?(?:率|比例|占比)")
_MOST_DOSES = 4
_DOSES = frozenset({"剂次", "剂", "针", "针次", "剂次以上"})
_TIMED = re.compile(
    r"(?:时间|时限|时长|天数|住院日|周期|期限|半径|服务期|产假|有效期|学制|工期|时|日)(?:[^,。;]{0,4})$"
)
_TRAINED = re.compile(
    r"(?:培训|轮训|进修|派驻|服务期|产假(?:延长)?|护理假|育儿假)(?:时间)?(?:不少于|不低于|至少|达到?|为|至|到|累计)?$"
)
_OWN_TIME = re.compile(
    r"(?:平均住院[日天]数?|(?:支付|可用|库存|周转|支撑)(?:能力)?(?:月数|天数)|平均[^,。;]{1,8}(?:时间|时长|天数)|服务期限?|反应时间|等候时间|等待时间)$"
)
_SIZED = re.compile(r"(?:及?以[上下内])?的[\u4e00-\u9fff]")
_NAMED_DISEASES = re.compile(r"(?:农村|儿童)?(?:重大疾病|大病|罕见病|慢性病|疾病)[\u4e00-\u9fff]")
_REACHED = re.compile(r"(?:将|扩大|增加|拓展|扩展|达|至|到|覆盖|纳入|对)$")
_SOLD = re.compile(r"(?:用量|使用量|储备量|消耗量|需求量?)")
_SORTED = re.compile(r"(?:及?以[上下])?的\d")
_PEOPLED = re.compile(r"人口(?:超过?|达到?|不足|在|少于|多于|低于)?$")
_BY_SIZE = re.compile(r"(?:及?以[上下])?的?(?:设区的?市|地级市|县|市|区|乡镇|镇|街道|城市|行政村|社区|建制镇|地区)")
_KINDS_OF = re.compile(r"\d+\s*类")
_BATCH = re.compile(r"\d[类期批]")
_LISTED = re.compile(r"(?:[\d.]+(?:%|‰|个|人|张|分|次|天|分钟)?(?:以上|以下|以内)?[、和])+$")
_COUNTED = re.compile(r"(?:新增|立项|新立项|申报|获批|完成|制定|修订|落实整改|达|达到|不少于|不低于|至少)$")
_ALONE = re.compile(r"^\s*\d{1,3}\s*$")
NO_VALUES = frozenset({"date", "period", "document_number", "list_number", "contact"})
"""Kinds of numerals that are no values whatever stands around them."""

FIXED = {
    "date": "date",
    "period": "date",
    "document_number": "document_number",
    "list_number": "list_number",
    "age": "age",
    "contact": "contact",
    "programme_name": "programme_name",
    "frequency": "frequency",
    "duration": "duration",
    "ordinal": "programme_name",
    "definition": "definition",
    "other": "other",
}
RATES = frozenset({"%", "‰", "/10万", "‱", "/万", "个百分点", "百分点", "比", "倍", "番"})
MONEY = frozenset({"亿元", "万元", "元", "美元", "万美元", "亿美元", "港元", "万亿元"})
AREAS = frozenset({"亩", "万亩", "平方米", "平方公里", "公顷", "㎡"})
TIMES = frozenset(
    {"秒", "秒钟", "分钟", "小时", "天", "日", "个工作日", "工作日", "周", "个月", "月", "年", "学时", "课时", "岁"}
)


def fate_of(text: str, quantity: Quantity, clause: tuple[int, int], sentence: tuple[int, int]) -> str | None:
    """Return the fate of a number that is no statement, or None where it is one.

    A statement: 达90%以上, 新增3个, 排名第4, 平均住院日降至7.5天. None of these: 65岁及以上, 八大行动, 3分钟出车率, 2112间医院排名中.
    """
    before = text[max(clause[0], quantity.start - _WINDOW) : quantity.start]
    after = text[quantity.end : min(clause[1], quantity.end + _WINDOW)]
    unit = quantity.unit or ""
    kind = quantity.kind
    if kind in NO_VALUES:
        return FIXED[kind]
    if is_rank(text, quantity, clause):
        return None
    inside = quoted(text, quantity.start, quantity.end)
    if inside is not None:
        return "programme_name"
    if kind == "definition" and unit in MONEY:
        return "definition"
    if _YARDSTICK.search(text[max(clause[0], quantity.start - _WINDOW) : quantity.number_start]) and _AVERAGE.match(
        after
    ):
        return "definition"
    if kind == "age" or unit in {"岁", "周岁", "月龄"} or _AGE.match(after):
        earlier = text[max(sentence[0], quantity.start - _WINDOW) : quantity.start]
        return None if re.search(r"寿命|年龄", earlier) and _CLOSED.match(after) else "age"
    lost = text[quantity.start - 1 : quantity.start] in {"?", "\ufffd"}
    if quantity.comparator in {">=", "<="} and quantity.text.endswith(("以上", "以下")) and _SORTED.match(after):
        return "definition"
    if unit in MONEY and quantity.comparator in {">", ">="} and _VALUED.match(after):
        return "definition"
    if unit in MONEY and _THRESHOLD.fullmatch(words_of(quantity)) and not lost:
        return "definition"
    if words_of(quantity) in {"百", "千", "万", "十"} and not lost:
        return "definition" if unit in MONEY else "programme_name"
    if unit in RATES or unit in MONEY or unit in AREAS:
        return "programme_name" if kind == "programme_name" else None
    if kind == "frequency" or (_FREQUENT.match(unit) and (_chinese(quantity) or _EVERY.search(before))):
        done = not _chinese(quantity) and not _EVERY.search(before) and _PRODUCE.search(before)
        return None if _FREQUENT.match(unit) and done else "frequency"
    if unit in TIMES or kind == "duration":
        return _time(quantity, before, after)
    if not unit and clause[1] - clause[0] < 5 and _ALONE.match(text[clause[0] : clause[1]]):
        return "list_number"
    if kind in {"ordinal", "programme_name", "definition", "other"}:
        return None if _is_batch(quantity, before, after) or _is_graded(quantity, before, after) else FIXED[kind]
    if kind == "rank":
        return "definition"
    return _count(text, quantity, before, after, clause)


def is_rank(text: str, quantity: Quantity, clause: tuple[int, int]) -> bool:
    """Return whether the number is a rank: 排名第4, 前258名, 居全省第二."""
    before = text[max(clause[0], quantity.start - _WINDOW) : quantity.start]
    words = text[quantity.start : quantity.end]
    follows = text[quantity.end : quantity.end + 1]
    if quantity.kind == "rank":
        return not re.match(r"[批届次个轮期等季的]", follows)
    ordinal = words.startswith(("第", "前")) or before.endswith(("第", "前"))
    if not ordinal or re.match(r"[批届次个轮期代版季一二三四五六七八九十人节章条款等]", follows):
        return False
    return bool(re.search(r"(?:排名|排在|排|位列|位居|名列|列|居|位次|进入|跃居|升至|上升至)[^,。;]{0,12}$", before))


def _count(text: str, quantity: Quantity, before: str, after: str, clause: tuple[int, int]) -> str | None:
    unit = quantity.unit or ""
    words = text[quantity.start : quantity.end]
    if after.startswith("周年") or unit == "周年":
        return "duration"
    if _is_batch(quantity, before, after) or _is_graded(quantity, before, after):
        return None
    if after.startswith(("级", "甲")) or unit in {"级", "等", "甲", "类", "型", "期", "批", "线", "号"}:
        return "definition"
    if unit == "种" and _NAMED_DISEASES.match(after) and not _REACHED.search(before):
        return "definition"
    slogan = _SLOGAN if _chinese(quantity) else _TIGHT
    if unit in {"", "大"} and not quantity.corrupt and after.strip() and (unit == "大" or slogan.match(after)):
        return "programme_name"
    if unit in _DOSES and (_DOSED.match(after) or (quantity.value is not None and quantity.value <= _MOST_DOSES)):
        return "definition"
    if unit in {"家", "所", "个", "名"} and _OUT_OF.fullmatch(after):
        return "definition"
    if unit == "人口" or _FIELD.match(after) or _is_threshold(words, unit, before, after):
        return "definition"
    if unit == "个" and _UNITS_OF_LAND.match(after):
        scope = _PARTS.search(before) or (
            _SINCE_PART.search(before) and re.search(r"(?:全[国省市县区州]|辖)\d+\s*个", before)
        )
        if scope and not _PREDICATE.search(after):
            return "definition"
    if _chinese(quantity) and text[quantity.start - 1 : quantity.start] not in {"?", "\ufffd"}:
        return _chinese_count(before, after, unit, quantity.value)
    named = unit in {"项", "大", "个", "条", "类", "种", "位", "方面", ""} and _TIGHT.match(after)
    return "programme_name" if named and not _COUNTED.search(before) else None


def _is_threshold(words: str, unit: str, before: str, after: str) -> bool:
    """Return whether the number sorts places or people by size: 在1000人口以上的行政村, 500张床以上的医院."""
    if "人口" in before[-6:] and _PEOPLED.search(before) and _BY_SIZE.match(after):
        return True
    if not _SIZED.match(after) or not re.search(r"人口|人|床|张", unit + words[-4:]):
        return False
    return "人口" in words or bool(re.search(r"(?:在|对|向|为|有|拥有|将|凡|服务人口|常住人口|床位)$", before[-6:]))


def _chinese_count(before: str, after: str, unit: str, value: float | None) -> str | None:
    """A count in Chinese numerals is mostly a name (五项制度, 一批, 两个确立); 培育一家…, 三分之二 are statements."""
    if (
        unit in {"家", "所", "名", "个", "座", "支", "间", "人", "处", "台", "辆"}
        and _PRODUCE.search(before)
        and not _SLOGAN.match(after)
    ):
        return None
    if unit in {"家", "所", "座"} and not before.rstrip().endswith(("每", "这", "同")):
        return None
    if (
        value is not None
        and value >= 20
        and unit in {"个", "名", "人", "张", "户", "例", "台", "辆", "份", "处", "支", "间"}
    ):
        return "programme_name" if _SLOGAN.match(after) else None
    return "programme_name"


def _time(quantity: Quantity, before: str, after: str) -> str | None:
    """Time is a statement where it is what is measured (降至7.5天以内), else a definition (10秒内接听电话比例) or a duration."""
    if _bound(quantity) and _SOLD.match(after):
        return None
    if (_TRAINED.search(before) or _OWN_TIME.search(before)) and _CLOSED.match(after):
        return None
    if _is_level(before, after) or (_TIMED.search(before) and _is_level(before + _bound(quantity), after)):
        return None
    if before.endswith(("分别", "均")) and _bound(quantity) and _is_level(before + _bound(quantity), after):
        return None
    listed = _LISTED.sub("", before)
    if listed != before and "分别" in listed and _is_level(listed, after):
        return None
    if re.match(r"(?:以内|之内|内)?[^,。;]{0,10}(?:圈|率|比例|接听|到达|可达|送达|响应|办结)", after):
        return "definition"
    return "duration"


def _bound(quantity: Quantity) -> str:
    """Return the bounding words of the quantity before its number: 控制在, 不超过."""
    return quantity.text[: quantity.number_start - quantity.start]


def _is_level(before: str, after: str) -> bool:
    return bool(_LEVELS.search(before) and _CLOSED.match(after))


def _is_batch(quantity: Quantity, before: str, after: str) -> bool:
    """Return whether 期, 批 or 类 counts: 举办培训班12期, 组织5批药品集中采购, 提供6类以上服务; not 二期工程."""
    if not _BATCH.search(quantity.text):
        return False
    if re.fullmatch(r"\d+类(?:及以上|以上)", quantity.text):
        return True
    if _KINDS_OF.fullmatch(quantity.text):
        return bool(_CLOSED.match(after) and re.search(r"[\u4e00-\u9fff]{2}$", before) and not before.endswith("分为"))
    counted = re.fullmatch(r"\d+[期批]", quantity.text)
    return bool(
        counted
        and re.search(
            r"(?:举办|开展|组织|实施|完成|培训|派驻|选派|派出|班|讲座|论坛|医疗队|专家组)[^,。;]{0,10}$", before
        )
    )


def _is_graded(quantity: Quantity, before: str, after: str) -> bool:
    """Return whether 级 is what is measured: 电子病历应用水平达到4级; not 4级手术."""
    level = quantity.unit == "级" and not _chinese(quantity)
    return (
        level
        and not re.match(r"(?:及?以[上下])?的", after)
        and bool(re.search(r"(?:水平|等级|级别|评级|智慧服务|智慧管理|互联互通|成熟度|电子病历)[^,;。]{0,8}$", before))
    )


def _chinese(quantity: Quantity) -> bool:
    return bool(_CHINESE.match(words_of(quantity).strip("第前约近")))


def words_of(quantity: Quantity) -> str:
    """Return the numeral's own words."""
    return quantity.text[quantity.number_start - quantity.start : quantity.number_end - quantity.start]
