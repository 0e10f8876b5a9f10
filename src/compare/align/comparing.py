"""Which statements of two documents may be set side by side, and why not the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import polars as pl

from compare.align.listing import by_id
from compare.tables import COMPARISONS

LEVELS = {"nation": "国家", "province": "省级", "prefecture": "地市级", "county": "县级"}
KINDS = {"target": "目标", "achieved": "结果", "baseline": "基期值"}
CHANGES = {"level": "水平值", "increase": "增加量", "decrease": "减少量", "maintain": "保持的水平值"}
TYPES = {
    "share": "占比", "rate": "比率", "ratio": "比值", "count": "数量", "money": "金额", "area": "面积", "time": "时间", "frequency": "频次",
    "rank": "名次",
}  # fmt: skip
STAGES = {"applied": "申报", "approved": "获批", "started": "开工", "built": "建成", "in_use": "投用"}
_RATES = {"share", "rate", "ratio", "time"}
_SCALE = {"%": 0.01, "‰": 0.001, "‱": 0.0001, "/万": 0.0001, "/10万": 0.00001}
_MONEY = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
_HEADS = {"千": 1e3, "万": 1e4, "10万": 1e5, "十万": 1e5, "百万": 1e6}
_PER = re.compile(r"^(?P<size>10万|十万|百万|千|万)\s*(?:名|个)?(?:常住|户籍)?(?P<who>人口|人|居民|儿童|老年人)?$")

_NARROW = re.compile(
    r"[一二三]级(?:甲等)?(?:及?以上)?(?:公立)?(?=综合|中医|专科|医院|医疗)|县级(?=公立|医院|综合|中医)|公立医院|民营|农村|城镇|乡镇(?!卫生院)|城市|脱贫|低收入|流动人口|困难|户籍|60岁|65岁|70岁|80岁"
)

Row = Mapping[str, Any]


def compare_statements(targets: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return the COMPARISONS frame: pairs of statements of two documents with one indicator or related ones.

    Rates with one definition and denominator compare across levels of government, the level noted; counts, sums and
    ranks of different regions do not.

    Args:
        targets: A TARGETS frame.
        documents: The DOCUMENTS frame of the same documents.
    """
    levels = dict(zip(documents["document_id"], documents["admin_level"], strict=True))
    known = by_id()
    families: dict[str, list[Row]] = defaultdict(list)
    for row in targets.filter(pl.col("indicator_id").is_not_null()).iter_rows(named=True):
        entry = known.get(row["indicator_id"])
        families[entry.family if entry else row["indicator_id"]].append(row)
    rows: list[dict[str, object]] = []
    for members in families.values():
        for one, other in combinations(members, 2):
            if one["document_id"] == other["document_id"]:
                continue
            verdict, reason = judge(one, other, levels.get(one["document_id"]), levels.get(other["document_id"]))
            rows.append(
                {
                    "target_id_a": one["target_id"],
                    "target_id_b": other["target_id"],
                    "verdict": verdict,
                    "reason": reason,
                }
            )
    return COMPARISONS.build(rows)


def judge(one: Row, other: Row, level_one: str | None, level_other: str | None) -> tuple[str, str]:
    """Return ``(verdict, reason)`` for two statements of one family.

    Args:
        one: A row of TARGETS.
        other: A row of TARGETS of another document.
        level_one: Administrative level of the first document's region.
        level_other: Administrative level of the second document's region.
    """
    against = differences(one, other)
    shown, converted = conversion(one, other)
    if against:
        return "related", "；".join(against)
    notes = ["同一指标、同一口径、同一年份"]
    if converted:
        notes.append(shown)
    if level_one != level_other and level_one and level_other:
        notes.append(f"行政层级不同（{LEVELS[level_one]}与{LEVELS[level_other]}），比率可比，层级须注明")
    bounds = {one["comparator"], other["comparator"]}
    if len(bounds) > 1:
        notes.append("达到、以上等限定词不同，按指标方向判断")
    return ("converted" if converted else "comparable"), "；".join(notes)


def differences(one: Row, other: Row) -> list[str]:
    """Return every reason in words why two statements of one family cannot be compared."""
    found: list[str] = []
    if "corrupt" in {one["quality"], other["quality"]} or one["value"] is None or other["value"] is None:
        found.append("原文数字无法辨认")
    if one["indicator_id"] != other["indicator_id"]:
        found.append(_definitions(one["indicator_id"], other["indicator_id"]))
    scopes = _scope(one), _scope(other)
    if scopes[0] != scopes[1]:
        found.append(
            f"对象范围不同（{'、'.join(sorted(scopes[0])) or '未限定'}与{'、'.join(sorted(scopes[1])) or '未限定'}）"
        )
    if one["measure_type"] != other["measure_type"]:
        found.append(f"{TYPES[one['measure_type']]}与{TYPES[other['measure_type']]}不可直接比较")
    elif one["measure_type"] not in _RATES:
        if one["measure_type"] == "rank":
            if one["rank_scope"] != other["rank_scope"]:
                found.append(f"排名范围不同（{one['rank_scope'] or '未写明'}与{other['rank_scope'] or '未写明'}）")
        elif one["region_code"] != other["region_code"] or one["region_code"] is None:
            found.append(f"不同地区的{TYPES[one['measure_type']]}受规模影响，不可比")
    if _movement(one) != _movement(other):
        found.append(f"{CHANGES[one['change']]}与{CHANGES[other['change']]}不同")
    if {one["accumulation"], other["accumulation"]} == {"stock", "flow"}:
        found.append("存量与流量不同")
    if one["kind"] != other["kind"]:
        found.append(f"{KINDS[one['kind']]}与{KINDS[other['kind']]}不同")
    years = _year(one), _year(other)
    if years[0] != years[1]:
        found.append(f"年份不同（{years[0] or '未写明'}与{years[1] or '未写明'}）")
    elif (one["period"] or years[0]) != (other["period"] or years[1]):
        found.append(f"时段不同（{one['period'] or '全年'}与{other['period'] or '全年'}）")
    if one["stage"] != other["stage"] and one["measure_type"] in {"count", "money"}:
        found.append(f"阶段不同（{STAGES.get(one['stage'], '未写明')}与{STAGES.get(other['stage'], '未写明')}）")
    if one["measure_type"] == other["measure_type"]:
        found.extend(_denominators(one, other))
        if not _units_meet(one, other):
            found.append(f"单位不同（{one['unit']}与{other['unit']}）")
    return found


def conversion(one: Row, other: Row) -> tuple[str, bool]:
    """Return how the second value reads in the first one's unit, and whether anything had to be converted."""
    factor = _factor(one, other)
    if factor is None or abs(factor - 1) < 1e-12 or other["value"] is None:
        return "", False
    value = round(other["value"] * factor, 6)
    return (
        f"{_say(other)}换算为{_say({**other, 'value': value, 'unit': one['unit'], 'denominator': one['denominator']})}",
        True,
    )


def _factor(one: Row, other: Row) -> float | None:
    for table in (_SCALE, _MONEY):
        if one["unit"] in table and other["unit"] in table:
            return table[other["unit"]] / table[one["unit"]]
    first, second = _heads(one["denominator"]), _heads(other["denominator"])
    if first and second and first[1] == second[1] and _same_unit(one["unit"], other["unit"]):
        return first[0] / second[0]
    return 1.0 if one["unit"] == other["unit"] else None


def _say(row: Row) -> str:
    per = f"每{row['denominator']}" if _heads(row["denominator"]) else ""
    return f"{per}{row['value']:g}{row['unit'] or ''}"


def _heads(words: str | None) -> tuple[float, str] | None:
    match = _PER.match((words or "").removeprefix("每"))
    if match is None:
        return None
    who = match["who"] or "人口"
    return _HEADS[match["size"]], "人口" if who in {"人口", "人", "居民"} else who


def _denominators(one: Row, other: Row) -> list[str]:
    first, second = one["denominator"], other["denominator"]
    if first == second or not first or not second:
        return []
    heads = _heads(first), _heads(second)
    if heads[0] and heads[1]:
        return [] if heads[0][1] == heads[1][1] else [f"分母不同（每{first}与每{second}）"]
    same = by_id().get(one["indicator_id"] or "")
    if same is not None and one["indicator_id"] == other["indicator_id"] and _bare(first) == _bare(second):
        return []
    return [f"分母不同（{first}与{second}）"]


def _bare(words: str) -> str:
    """Return the institutions of a denominator in one order and spelling."""
    parts = re.split(r"[、和及与]", re.sub(r"全[省市县区州]|的|（.*?）|\(.*?\)", "", words))
    return "、".join(sorted(part.replace("综合性", "综合").replace("二级及以上", "二级以上") for part in parts if part))


def _units_meet(one: Row, other: Row) -> bool:
    return _factor(one, other) is not None or _same_unit(one["unit"], other["unit"])


def _same_unit(one: str | None, other: str | None) -> bool:
    people = {"人", "名", "位", "个"}
    places = {"家", "所", "个", "间", "处"}
    return one == other or {one, other} <= people or {one, other} <= places


def _scope(row: Row) -> frozenset[str]:
    """Return the words that narrow whom a statement is about, where its indicator does not say them itself."""
    entry = by_id().get(row["indicator_id"] or "")
    own = entry.zh + "".join(entry.aliases) if entry else ""
    words = {match.group().replace("及以上", "以上") for match in _NARROW.finditer(row["indicator"])}
    return frozenset(word for word in words if word not in own)


def _movement(row: Row) -> str:
    return "level" if row["change"] in {"level", "maintain"} else str(row["change"])


def _year(row: Row) -> str | None:
    return row["deadline"][:4] if row["deadline"] else None


def _definitions(one: str, other: str) -> str:
    known = by_id()
    names = [known[key].zh if key in known else key for key in (one, other)]
    return f"口径不同（{names[0]}与{names[1]}）"
