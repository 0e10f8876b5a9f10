"""What a quantity's unit and surroundings make of it: age, duration, frequency, definition."""

from __future__ import annotations

import re
from dataclasses import replace

from compare.quantities.lexicon import unit_named
from compare.quantities.model import Quantity

_EVERY = re.compile(
    r"(?:每|逐|一(?=[年周天日月])|半(?=年))(?:人|个|户|名|半|一|两|[二三四五六七八九十\d])?(?:年|月|周|季度?|天|日|学期|个月|年度)?[^，,。；;]{0,16}$"
)
_MEASURED = re.compile(
    r"(?:天数|时间|时长|寿命|期限|周期|时限|年限|响应|出车|等候|候诊|住院日|半径|耗时|用时|时效|工龄|服务期|学制)[^，,。；;]{0,8}$"
)
_EXPECTED = re.compile(
    r"(?:寿命[^。；;，,]{0,22}|(?:提高|增加|延长|增长|上升)了?|(?:平均|中位)年龄[^。；;，,、]{0,10})$"
)
_AGED = re.compile(r"的?(?:儿童|老|人[群口]|婴|女|男|妇|居民|职工|患者|学生|青|参保|者|失能)")
_CHILDREN = re.compile(r"(?:以[下内上])?(?:龄|的?婴|的?儿童|的?幼儿|的?孩|大(?!型)|以下(?:婴|儿))")
_KEPT_PLACES = re.compile(
    r"的?(?:[\u4e00-\u9fff]{0,4})(?:村|行政村|乡镇|乡|镇|县|市|地区|街道|社区|单位|企业|机构|医院|卫生院|学校|聚居)"
)
_MODELS = frozenset({"排", "T", "层", "导", "通道", "像素"})
_DEVICE = re.compile(r" ?(?:\d{1,3}层)?(?:螺旋|CT|核磁|磁共振|MRI|高清|心电|彩超|X)")
_SINGLE = frozenset({1.0, 2.0})


def settle(text: str, found: Quantity) -> Quantity:
    """Return ``found`` with the kind that its unit and its surroundings give it.

    >>> from compare.quantities import read_quantities
    >>> [q.kind for q in read_quantities("65岁及以上老年人每年免费体检一次")]
    ['age', 'frequency']
    """
    unit = unit_named(found.unit)
    measure = unit.measure if unit else None
    before = text[max(0, found.start - 24) : found.start]
    after = text[found.end : found.end + 14]
    if measure == "age":
        return found if _EXPECTED.search(before) and not _AGED.match(after) else replace(found, kind="age")
    if measure == "time":
        return _time(found, before, after)
    if measure == "frequency":
        spoken = not text[found.number_start].isdecimal() and found.value in _SINGLE
        return replace(found, kind="frequency") if spoken or _EVERY.search(before) else found
    if measure == "grade" or (found.unit in _MODELS and _DEVICE.match(after)):
        return replace(found, kind="definition")
    if (
        found.comparator in (">=", "<=")
        and found.text[-1] in "上下内"
        and unit
        and unit.name in ("人", "张")
        and _KEPT_PLACES.match(after)
        and ("人口" in found.text + before[-6:] or after.startswith("的") or "床位" in before[-4:])
    ):
        return replace(found, kind="definition")
    return found


def _time(found: Quantity, before: str, after: str) -> Quantity:
    if found.corrupt and found.unit == "年":
        return replace(found, kind="date")
    if _CHILDREN.match(after) and found.unit in ("个月", "月", "天", "日", "周"):
        return replace(found, kind="age")
    if re.match(r"[一二两三四五六七八九十\d]{1,2}次", after):
        return replace(found, kind="frequency")
    if _MEASURED.search(before) and not after.startswith(("内接", "出车", "圈")):
        return found
    return replace(found, kind="duration")
