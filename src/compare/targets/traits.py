"""Traits of a statement: measure type, comparator, change, accumulation, stage, firmness, population."""

from __future__ import annotations

import re
from functools import cache

from compare.quantities.model import Quantity
from compare.targets.fates import AREAS, MONEY, TIMES
from compare.targets.lexicon import choice, words
from compare.targets.memory import remembered

_GROWTH = re.compile(
    r"(?:增长|增速|增幅|涨幅|降幅|减幅|增长率|增长速度)(?:率|速度)?(?:分别|均)?(?:控制在|不超过|不低于|达到?|为)?$"
)
_MOST = re.compile(
    r"(?:控制在|控制到|控制|不超过|不高于|不得超过|不得高于|限制在|至多|最多|不大于|低于|以内)[^\d]{0,3}$"
)
_BESIDE_AIM = re.compile(
    r"(?:高于|低于|超过|优于|少于|多于)(?:年度|全年|既定|国家|省级?|市级?|控制)?(?:目标|指标|标准|平均|预期|计划|要求)(?:值|水平|数)?$"
)
_LEAST = re.compile(r"(?:不低于|不少于|至少|不小于|不得低于|不得少于|最少|起码)[^\d,;]{0,20}$")
_OVER = re.compile(r"(?:突破|超过|高于|多于|大于|逾)[^\d]{0,2}$")
_NEAR = re.compile(r"(?:(?<![签预节集公合契违履续邀制])约|(?<![附就靠临邻最接将])近|将近|接近)$")
_TO = r"(?:了)?(?:到|至|为)"
_SERVED = re.compile(r"(?:为|对|向|给|针对|面向)([^,，；。]{2,24})")
_SERVING = re.compile(r"(?:^|,)(?:免费)?(?:为|对|向|给)(?:全[省市县区州])?(?:不少于|约|超过)?$")
_NEW = re.compile(
    r"(?:在[\u4e00-\u9fff]{2,8}?)?新(?:增|建|组建|招|改|引|培|设|认|创|获|开|收录|配|购|聘|纳入|发展|成立|批准|核准|签约|入职|注册|投用|评|添)"
)
_STUDENTS_OF_MEDICINE = re.compile(r"(?:医|定向|大)学?生|实习生|研究生")
_IN_NAMES = re.compile(
    r"(?:妇女|儿童|老年|青少年|孕产妇)+(?=区域医疗|医学|医院|医疗|疾病|友好|活动|友善|健康中心|专科|心理健康中心|保健中心|救治中心)"
)
_AGED = re.compile(
    r"\d+(?:-\d+)?\s*(?:周?岁|个?月龄?)(?:及?以[上下])?(?:的)?(?:[\u4e00-\u9fff]{0,6}?(?:老年人|儿童|婴幼儿|妇女|女性|女生|人群|人口|居民|学生))"
)
_FALLING = re.compile(r"(?:降价|降费)(?:幅度)?$")
_AIMED = re.compile(r"、[^、]{0,12}(?:达到?|为)$")
_LESS = re.compile(r"(?:[一二三四五六七八九十]+年内)?(?:减少|拉低|降低)")
_HASTENED = re.compile(r"提速(?:率)?$")
_PER_HEAD = re.compile(r"^(?:每|[百千万]人)")
_UP = re.compile(r"(?:提高|提升|增加|增长|上升|扩大|升|增|拓展|扩展|延长)" + _TO)
_DOWN = re.compile(r"(?:降低|下降|减少|缩短|降|减|压减|压缩|缩减|压降)" + _TO)


@cache
def _change(part: str) -> re.Pattern[str]:
    return re.compile(choice("change", part))


def measure_type(quantity: Quantity, name: str, joint: str) -> str:
    """Return the sort of quantity: 达60% is a share, 12/10万 and 每千人口3.3个 are rates, 增长5% is a rate."""
    unit = quantity.unit or ""
    if unit in {"‰", "‱", "/10万", "/万"} or quantity.denominator:
        return "rate"
    if unit == "%" and (_FALLING.search(name) or _HASTENED.search(name)):
        return "rate"
    if unit == "%":
        return "rate" if _GROWTH.search(name + joint) or _GROWTH.search(name) else "share"
    if unit in {"个千分点", "个万分点", "个十万分点"}:
        return "rate"
    if unit in {"个百分点", "百分点"}:
        return "share"
    if unit == "次" and name.endswith("频次"):
        return "frequency"
    if unit in {"比", "倍", "番"}:
        return "ratio"
    if unit in MONEY:
        return "money"
    if unit in AREAS:
        return "area"
    if unit in TIMES:
        return "time"
    if not unit and name.endswith("性别比"):
        return "ratio"
    if not unit and name.endswith("率"):
        return "rate" if _PER_HEAD.match(name) or name.endswith(("死亡率", "发病率", "患病率", "发生率")) else "share"
    if not unit and quantity.value is not None and 0 < quantity.value < 1:
        return "share"
    return "count"


def comparator(quantity: Quantity, joint: str) -> str:
    """Return how the value binds: what the quantity says, else what the words that join it to its subject say."""
    if quantity.comparator and quantity.comparator != "=":
        return quantity.comparator
    if joint and _BESIDE_AIM.search(joint):
        return "="
    for pattern, sign in ((_MOST, "<="), (_LEAST, ">="), (_OVER, ">"), (_NEAR, "~")):
        if pattern.search(joint):
            return sign
    return "="


def change(name: str, joint: str, verb: str, counted: bool) -> str:
    """Return level, increase, decrease or maintain.

    达3.3个 and 提升到30% are levels; 提高2个百分点, 新增562个 and 增长5% increases; 稳定在40万亩 is maintained.

    Args:
        name: The indicator's words.
        joint: The words that join the subject to its value.
        verb: The words before the value where the noun follows it (新增3个急救点).
        counted: Whether the value is a count, of which the name may say that it is added (新增托位).
    """
    near = (verb + joint).replace("起降", "").replace("升降", "")
    if _change("maintain").search(near) or name.startswith("保留"):
        return "maintain"
    if _UP.search(joint) or _DOWN.search(joint):
        return "level"
    if _LESS.match(name) and not joint.strip():
        return "decrease"
    if name.endswith("自然增长率"):
        return "level"
    if "、" in joint and _AIMED.search(joint):
        return "level"
    falls = "降幅" in name or "减幅" in name
    if name.removesuffix("的").endswith(("增幅", "涨幅", "增速", "增长率")) or _GROWTH.search(name + joint):
        return "decrease" if falls else "increase"
    if falls:
        return "decrease"
    if (counted and "新增" in name) or name.endswith(("新增", "净增")):
        return "increase"
    if _FALLING.search(name) or _HASTENED.search(name):
        return "decrease" if _FALLING.search(name) else "increase"
    for part in ("decrease", "increase"):
        if _change(part).search(near):
            return part
    return "increase" if (counted and _NEW.match(name)) or name.endswith("调增幅度") else "level"


@cache
def _stages() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """Return the pattern of any word for a stage, and the pattern of each."""
    parts = ("applied", "approved", "started", "in_use", "built")
    every = re.compile("|".join(choice("stage", part) for part in parts))
    return every, {part: re.compile(choice("stage", part)) for part in parts}


@remembered
def stage(near: str) -> str | None:
    """Return how far a project is by the last word for it before the value: 申报 applied, 获批 approved, 开工 started, 建成 built."""
    if not _stages()[0].search(near):
        return None
    best: tuple[int, str] | None = None
    for part, pattern in _stages()[1].items():
        for match in pattern.finditer(near):
            if near[match.end() :].startswith(("率", "条件", "区")) or near[: match.start()].endswith(("未", "拟")):
                continue
            if best is None or match.end() > best[0]:
                best = (match.end(), part)
    return best[1] if best else None


def accumulation(kind: str, changed: str, verb: str, name: str, predicate: bool) -> str:
    """Return stock, flow or unknown: 共有托位19022个 is a stock, 新增托位562个 and 培训400人 are flows.

    Args:
        kind: Measure type.
        changed: Change.
        verb: Words before the value.
        name: The indicator's words.
        predicate: Whether the value's noun does something of its own (7家妇幼保健机构达到…).
    """
    if kind == "money":
        return "flow"
    if kind != "count":
        return "flow" if changed == "increase" and kind == "rate" else "stock"
    if changed in {"increase", "decrease"}:
        return "flow"
    if changed == "maintain":
        return "stock"
    if _SERVING.search(verb):
        return "flow"
    near = verb + name
    if re.search(choice("stock"), near) and not re.search(r"新立项|立项|招|培训|申报", near):
        return "stock"
    if re.search(r"纳入|落户|签约", name) and predicate:
        return "flow"
    if re.search(r"(?:推进|加快|推动)(?:“[^”]*”)?$", verb):
        return "stock"
    if re.search(choice("flow"), verb) or (not predicate and re.search(choice("flow"), name)):
        return "flow"
    return "stock" if predicate else "unknown"


@cache
def _firm() -> re.Pattern[str]:
    return re.compile("|".join(choice("firmness", part) for part in ("must", "strive", "explore")))


@remembered
def firmness(near: str) -> str | None:
    """Return how firmly the words bind, or None where they do not say: 确保 must, 力争 strive, 探索 explore."""
    if not _firm().search(near):
        return None
    last: tuple[int, str] | None = None
    for part in ("must", "strive", "explore"):
        for match in re.finditer(choice("firmness", part), near):
            if (
                match.group() == "争取"
                and re.match(r"(?:中央|上级|资金|国家|省级)", near[match.end() :])
                and "力争" in near
            ):
                continue
            if last is None or match.start() > last[0]:
                last = (match.start(), part)
    return last[1] if last else None


def population(name: str, clause: str) -> str | None:
    """Return the people whom the value is about, or None: those the indicator names, else those its clause serves.

    Of shared heads each has its own: 孕产妇、婴儿死亡率 gives 孕产妇 to the first. A clause serves people by 为, 对 or 面向;
    other people in it belong to other values.

    >>> population("婴儿死亡率", "孕产妇、婴儿、5岁以下儿童死亡率分别控制在"), population("免费发放健康包", "为全省老年人免费发放健康包")
    ('婴儿', '老年人')
    """
    served = _SERVED.search(clause)
    return _people(name) or (_people(served[1]) if served else None)


def _people(words_: str) -> str | None:
    """Return the kind of people that the words name, with their age where it is said, the longest first."""
    words_ = _IN_NAMES.sub("", _STUDENTS_OF_MEDICINE.sub("", words_))
    ages = _AGED.search(words_)
    return ages.group() if ages else next((word for word in words("population") if word in words_), None)
