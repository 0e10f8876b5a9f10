"""From a named value to a complete statement."""

from __future__ import annotations

import re
from dataclasses import replace

from compare.align.match import match_words
from compare.quantities.model import Quantity
from compare.targets import traits
from compare.targets.model import Statement
from compare.targets.moments import base_year, behind, when
from compare.targets.named import Named
from compare.targets.page import Page, Place, default_deadline, read_heading, read_kind, read_stance
from compare.targets.places import ranked_place, read_place
from compare.targets.shadow import trim

_NEAR, _FAR = 60, 160
_MAX_VALUE = 1e15
_DOES = re.compile(r"达到|达标|开展|创建|实现|落户|通过|纳入|能力提升")
_STANDARD = re.compile(r"(?:按照?|依照|根据|对照)")
_UNITS = {"人次": "人次", "人数": "人", "户数": "户", "例数": "例", "件数": "件", "床位数": "张", "场次": "场次"}
_EVENTS = re.compile(r"(?<!过早死亡)(?:发病|患病|(?<!过早)死亡|发生|出生|报告)率$")
_OF_PROJECTS = re.compile(r"总投资|发行额度|资金额度")
_BUILT = ("建成", "竣工")
_SHARES = re.compile(r"(?:率|比例|占比|比重|水平|指数|覆盖面)(?:\([^()]*\))?$")
_MOVING = re.compile(r"推动|推进|进入|跻身|保持|实现|提升至|迈入")
_AIMED = re.compile(r"力争|争取|确保|力求|冲刺|争创")
_HEADS = re.compile(r"(?:\d+|[十百千万])+\s*(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|人)?$")
_HEADED = {"人", "名", "张", "个", "位"}
_DUTIES = re.compile(r"\([^()]*(?:负责|牵头|配合|责任单位)[^()]*\)$")
_COUNTED = re.compile("(?:" + "|".join(_UNITS) + ")$")


def keep(page: Page, place: Place, item: Named, base: Quantity | None) -> None:
    """Add the statement of a named value to the page, and its numbers to the ledger.

    Args:
        page: The text under reading.
        place: The clause.
        item: The value under its name.
        base: The value it starts from (由86.5%提高到90%), or None.
    """
    quantity = _with_unit(item.quantity, item.name)
    words = page.seen[max(place.clause[0], quantity.start - 200) : min(place.clause[1], quantity.end + 200)]
    start, end = _span(page, place, quantity, item)
    last = _last(page, place)
    kind = read_kind(page, quantity.start, quantity.end, place)
    denominator = quantity.denominator or item.denominator or _inherited_denominator(item, quantity, last)
    name = _grown(item, quantity, last)
    relative = name != item.name or (denominator and denominator != item.denominator)
    if denominator and _HEADS.match(denominator) and not re.search(r"每|千人|万人|人均", item.before + name):
        name = f"每{denominator}{name}"
    sort = "rate" if relative else traits.measure_type(quantity, item.name, item.joint)
    changed = traits.change(item.name, item.joint, item.before if item.behind else "", sort == "count")
    if sort == "share" and quantity.unit == "%" and changed in {"increase", "decrease"}:
        sort = "share" if _SHARES.search(name) and not _EVENTS.search(name) else "rate"
    deadline, source, period = read_deadline(page, place, kind, quantity)
    gained = traits.accumulation(sort, changed, item.before, item.name, bool(_DOES.search(item.behind)))
    if (
        kind == "achieved"
        and deadline
        and (deadline.endswith("-12") or not any(m.past and m.deadline == deadline for m in place.moments))
    ):
        deadline = deadline[:4]
    corrupt = _is_corrupt(page, quantity)
    indicator = _words(name) or read_heading(page, quantity.start) or _around(page, place, quantity)
    statement = Statement(
        start=start,
        end=end,
        value_start=quantity.start,
        value_end=page.seams.get(quantity.number_start, quantity.end),
        indicator=indicator,
        indicator_id=match_words(indicator, sort, changed),
        value=None if corrupt else quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        comparator=_comparator(page, quantity, item),
        kind=kind,
        measure_type=sort,
        change=changed,
        accumulation=gained,
        firmness=place.firm or "plain" if kind == "target" else "plain",
        quality="corrupt" if corrupt else "ok",
        stage=_stage(item, sort, last),
        denominator=denominator,
        population=traits.population(name, words.partition(page.seen[quantity.start : quantity.end])[0]),
        place=read_place(
            name,
            page.seen[place.clause[0] : quantity.start][-_NEAR:],
            page.seen[place.sentence[0] : place.clause[0]][:_FAR],
            sort in {"count", "area"},
            item.behind[:_NEAR],
        )
        or page.area,
        deadline=deadline,
        deadline_from=source,
        period=period,
        baseline_value=base.value if base is not None else None,
        baseline_period=base_year(
            place.moments, page.seen, place.clause, base is not None or changed in {"increase", "decrease"}
        )
        or _year_in(words, base is not None)
        or _base_beside(last, changed, quantity)
        or (
            last.baseline_period if base is not None and last is not None and last.baseline_value is not None else None
        ),
    )
    page.statements.append(statement)
    page.fates.setdefault(_origin(quantity), (kind, len(page.statements) - 1))
    twin = page.twins.get(quantity.number_start)
    if twin is not None:
        page.fates[twin] = (kind, len(page.statements) - 1)
    if base is not None:
        page.fates[base.start] = ("baseline", len(page.statements) - 1)


def keep_rank(page: Page, place: Place, quantity: Quantity, name: str, scope: str | None) -> None:
    """Add the statement of a rank to the page: a result, unless the clause aims for it (力争进入前50名)."""
    words = page.seen[place.clause[0] : quantity.end]
    aimed = (
        _AIMED.search(words)
        or _ahead(page, place, quantity.start)
        or (read_stance(page, quantity.start) == "plan" and _MOVING.search(words))
    )
    kind = "target" if aimed else "achieved"
    first = page.seen[quantity.start : quantity.end].startswith("前") or page.seen[: quantity.start].endswith("前")
    deadline, source, period = read_deadline(page, place, kind, quantity, loose=True)
    deadline = deadline[:4] if deadline and kind == "achieved" else deadline
    statement = Statement(
        start=place.clause[0],
        end=quantity.end,
        value_start=quantity.start,
        value_end=quantity.end,
        indicator=name,
        indicator_id=match_words(name, "rank", "level"),
        value=quantity.value,
        value_max=quantity.value_max,
        unit="%" if quantity.unit == "%" else "名",
        comparator="<=" if first else "=",
        kind=kind,
        measure_type="rank",
        change="level",
        accumulation="stock",
        firmness=place.firm or "plain" if kind == "target" else "plain",
        quality="corrupt" if quantity.corrupt else "ok",
        place=ranked_place(name, page.seen[place.sentence[0] : place.clause[0]][:_FAR]),
        rank_scope=scope,
        deadline=deadline,
        deadline_from=source,
        period=period,
    )
    page.statements.append(statement)
    page.fates[_origin(quantity)] = (kind, len(page.statements) - 1)


def _ahead(page: Page, place: Place, at: int) -> bool:
    """Return whether the sentence named, before a rank, a year to come: 到2035年,…,主要健康指标进入全国前10位."""
    last = page.facts.reports_year or (page.facts.plan_year or 10000) - 1
    dates = [m.deadline for m in place.moments if m.deadline and m.reach == "sentence" and m.start < at and not m.past]
    return bool(dates) and int((dates[-1] or "0")[:4]) > last


def read_deadline(
    page: Page, place: Place, kind: str, quantity: Quantity, loose: bool = False
) -> tuple[str | None, str | None, str | None]:
    """Return deadline, where it stands and period; ``loose`` lets a 2022年度 of an earlier clause hold (ranks)."""
    by_standard = bool(_STANDARD.match(page.seen, place.clause[0]))
    said = when(place.moments, place.clause, quantity.start, by_standard)
    deadline, stated = said.deadline, said.stated
    own = page.deadlines.get(quantity.number_start)
    if own is not None:
        deadline, stated = own, True
    if loose and not stated:
        earlier = [moment for moment in place.moments if moment.reach == "clause" and moment.start < quantity.start]
        if earlier:
            deadline, stated = earlier[-1].deadline, True
    if kind == "target" and not stated and (after := behind(place.moments, page.seen, place.clause, place.sentence[1])):
        deadline, stated = after, True
    if deadline is None:
        deadline = _aim(page, kind) or default_deadline(page, kind)
    period = said.period
    if period and not period[:4].isdigit():
        period = f"{deadline[:4]}{period}" if deadline else None
    return deadline, ("stated" if stated else "inherited") if deadline else None, period or None


def _aim(page: Page, kind: str) -> str | None:
    """Return the year that opened a sentence of the paragraph (到2025年,…; 2020年底,… for results), where it holds for this kind."""
    if kind == "target":
        return None if page.facts.plan_year else page.aim
    last = page.facts.reports_year or (page.facts.plan_year or 10000) - 1
    return page.aim[:4] if page.aim and int(page.aim[:4]) <= last else None


def _comparator(page: Page, quantity: Quantity, item: Named) -> str:
    """Return the value's own bound, else the one its list shares (75%、98%、90%以上), else what its words say."""
    if quantity.comparator == "=" and quantity.number_start in page.bounds:
        return page.bounds[quantity.number_start]
    return traits.comparator(quantity, item.joint or item.before)


def _is_corrupt(page: Page, quantity: Quantity) -> bool:
    lost = page.seen[quantity.start - 1 : quantity.start] in {"?", "？", "\ufffd", "□"}
    huge = any(value is not None and abs(value) > _MAX_VALUE for value in (quantity.value, quantity.value_max))
    return quantity.corrupt or lost or huge or quantity.number_start in page.contradictory


def _last(page: Page, place: Place) -> Statement | None:
    last = page.statements[-1] if page.statements else None
    return last if last is not None and last.start >= place.sentence[0] else None


def _inherited_denominator(item: Named, quantity: Quantity, last: Statement | None) -> str | None:
    """Return the denominator of the value before where this one is its change: 千人口托位数3.8个,增加0.6个."""
    if last is None or last.denominator is None:
        return None
    if item.borrowed and last.unit == quantity.unit and last.indicator == _words(item.name):
        return last.denominator
    heads = last.measure_type == "rate" and bool(_HEADS.match(last.denominator))
    origin = _origin(quantity)
    number = quantity.text[quantity.number_start - origin : quantity.number_end - origin]
    fine = re.fullmatch(r"\d{1,2}\.\d+", number)
    return last.denominator if heads and fine and quantity.unit in _HEADED and not item.behind else None


def _base_beside(last: Statement | None, changed: str, quantity: Quantity) -> str | None:
    """Return the base year of the change before, which holds for this one too: 能耗较2020年下降6%,用水量下降8%."""
    if last is None or changed not in {"increase", "decrease"} or last.change != changed or quantity.unit != "%":
        return None
    return last.baseline_period if last.unit == "%" and last.baseline_value is None else None


def _grown(item: Named, quantity: Quantity, last: Statement | None) -> str:
    """Return the name, led on by 同比上升 where a percentage says how a value that is none has moved."""
    moved = re.search(r"(?:同比|环比|较上年|比上年|年均|平均每年)?(?:上升|下降|增长|增加|减少|提高|降低)", item.joint)
    if not item.borrowed or quantity.unit != "%" or moved is None or last is None or last.unit == "%":
        return item.name
    return item.name if re.search(r"[到至为]", item.joint[moved.end() :]) else item.name + moved.group()


def _stage(item: Named, sort: str, last: Statement | None) -> str | None:
    """Return the stage; the total investment of projects has the projects' (申报…36个,总投资134亿元)."""
    own = traits.stage(item.before + (item.behind or item.joint))
    if own is None and sort == "money" and _OF_PROJECTS.search(item.name) and last is not None:
        return last.stage
    if own is None and item.name.startswith(_BUILT):
        return "built"
    if own is None and item.name.startswith("启动") and item.name.endswith("建设"):
        return "started"
    return own


def _with_unit(quantity: Quantity, name: str) -> Quantity:
    """Return the quantity with the unit that its subject names where it has none: 总诊疗人次达1.2亿."""
    if quantity.unit or quantity.value is None or quantity.value < 1:
        return quantity
    match = _COUNTED.search(name)
    return replace(quantity, unit=_UNITS[match.group()]) if match else quantity


def _origin(quantity: Quantity) -> int:
    """Return the start under which the ledger knows the quantity: values are cut at joining words, the ledger is not."""
    return quantity.end - len(quantity.text)


def _span(page: Page, place: Place, quantity: Quantity, item: Named) -> tuple[int, int]:
    end = max(quantity.end, page.ends.get(quantity.number_start, 0))
    if item.behind:
        at = page.seen.find(item.behind, quantity.end, place.clause[1])
        end = at + len(item.behind) if at >= 0 else end
    return trim(page.seen, place.clause[0], max(end, page.seams.get(quantity.number_start, end)))


def _words(name: str) -> str:
    """Return an indicator's words without outer signs."""
    name = _DUTIES.sub("", name)
    return name.strip(" 、,;:。的()") if name.count("(") != name.count(")") else name.strip(" 、,;:。")


def _around(page: Page, place: Place, quantity: Quantity) -> str:
    """Return the words about a value that nothing names: those of its clause without the number, else its sentence's."""
    for start, end in (place.clause, place.sentence):
        left = page.seen[max(start, quantity.start - 40) : quantity.start]
        words = _words(left + page.seen[quantity.end : min(end, quantity.end + 40)])
        if words:
            return words
    return quantity.unit or quantity.text


def _year_in(words: str, wanted: bool) -> str | None:
    match = re.search(r"(?:由|从|自)[^,。;]{0,3}?((?:19|20)\d\d)年", words) if wanted else None
    return match.group(1) if match else None
