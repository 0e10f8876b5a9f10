"""From a text's quantities to statements, commitments and the ledger of numerals."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from compare.align.match import match_indicator
from compare.quantities import read_quantities
from compare.quantities.model import Quantity
from compare.structure.model import Clause, Facts, Structure
from compare.targets import traits
from compare.targets.commitments import read_commitments
from compare.targets.fates import fate_of, is_rank
from compare.targets.lexicon import choice
from compare.targets.model import Numeral, Reading, Statement
from compare.targets.moments import Moment, base_year, read_moments, when
from compare.targets.parts import Context, Named, group_values, name_group, topic_of
from compare.targets.ranks import read_rank
from compare.targets.shadow import segments, sentences, shadow, trim

_BASE_VALUE = re.compile(r"(?:由|从|自)(?P<when>[^,。;]{0,14}?)(?:约|的)?$")
_BASE_MOVE = re.compile(
    r"^\s*(?:左右)?(?:逐步|稳步|进一步)?(?:提高|提升|增加|增长|上升|扩大|升|增|下降|降低|减少|缩短|降|减|改善|优化|压缩|拓展)(?:到了?|至|为)"
)
_MAX_VALUE = 1e15
_OPEN_WORDS = re.compile(r"成功(?:率|治疗)|治疗成功|抢救成功")


@dataclass(slots=True)
class _Page:
    """One text under reading."""

    text: str
    seen: str
    facts: Facts
    clauses: tuple[Clause, ...]
    starts: list[int]
    statements: list[Statement] = field(default_factory=list)
    fates: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    listed: dict[int, str] = field(default_factory=dict)
    periods: list[Moment] = field(default_factory=list)


def read_targets(text: str, structure: Structure, facts: Facts | None = None) -> Reading:
    """Return every statement, commitment and numeral of ``text``.

    Args:
        text: Restored text of one document.
        structure: Its structure; where it has no clauses, stance and firmness are read from the words alone.
        facts: Plan year, reported year and kind; those of the structure if left out.
    """
    facts = facts or structure.facts
    seen = shadow(text)
    clauses = tuple(sorted(structure.clauses, key=lambda clause: clause.start))
    page = _Page(text, seen, facts, clauses, [clause.start for clause in clauses])
    quantities = [_graded(quantity) for quantity in read_quantities(text)]
    starts = [quantity.start for quantity in quantities]
    topic = ""
    for sentence in sentences(seen):
        first, last = bisect_right(starts, sentence[0] - 1), bisect_right(starts, sentence[1] - 1)
        topic = _read_sentence(page, sentence, quantities[first:last], topic)
    numerals = tuple(
        Numeral(
            start=quantity.number_start,
            end=quantity.number_end,
            text=text[quantity.number_start : quantity.number_end],
            fate=page.fates.get(quantity.start, ("other", None))[0],
            statement=page.fates.get(quantity.start, ("other", None))[1],
        )
        for quantity in quantities
    )
    commitments = read_commitments(
        seen, facts, page.statements, lambda start, end, words, moments: _kind(page, start, end, words, moments)
    )
    return Reading(statements=tuple(page.statements), commitments=commitments, numerals=numerals)


def _read_sentence(page: _Page, sentence: tuple[int, int], quantities: list[Quantity], topic: str) -> str:
    """Read one sentence into the page; return what it was about, for the next one to lean on."""
    seen, facts = page.seen, page.facts
    moments = read_moments(seen, *sentence, facts.plan_year, facts.reports_year)
    said, moments = moments, moments or (page.periods if seen[sentence[0] - 1 : sentence[0]] == ";" else [])
    page.periods = [moment for moment in said if moment.period]
    context = Context(topic=topic)
    firm: str | None = None
    for clause in segments(seen, *sentence):
        held = [q for q in quantities if clause[0] <= q.start < clause[1]]
        values: list[Quantity] = []
        bases: dict[int, Quantity] = {}
        waiting: Quantity | None = None
        for quantity in held:
            fate = fate_of(seen, quantity, clause, sentence)
            if fate is None and _is_base(seen, quantity, clause, held):
                waiting = quantity
            elif fate is None:
                values.append(quantity)
                if waiting is not None:
                    bases[quantity.start] = waiting
                    waiting = None
            else:
                page.fates[quantity.start] = (fate, None)
        words = seen[clause[0] : clause[1]]
        firm = _carry_firmness(words, firm, bool(values))
        if values:
            _read_values(page, clause, values, bases, moments, context, firm, sentence)
        else:
            found = topic_of(words)
            context.clause = words
            context.topic = found if len(found) >= 2 else context.topic
        context.earlier.append(words)
    return context.topic


def _read_values(
    page: _Page,
    clause: tuple[int, int],
    values: list[Quantity],
    bases: dict[int, Quantity],
    moments: list[Moment],
    context: Context,
    firm: str | None,
    sentence: tuple[int, int],
) -> None:
    seen = page.seen
    plain = [value for value in values if not is_rank(seen, value, clause)]
    context.verb = ""
    at = clause[0]
    for value in values:
        if value not in plain:
            name, scope = read_rank(seen[at : value.start], context.earlier, context.name)
            at = value.end
            _keep_rank(page, clause, value, name, scope, moments)
            context.name = name
    fixed = [replace(value, start=_outer(seen, value, clause)) for value in plain]
    groups = group_values(seen, clause, fixed) if fixed else []
    named: list[Named] = []
    for group in groups:
        bounds = [value.comparator for value in group.values if value.comparator in {">=", "<=", ">", "<"}]
        if bounds:
            page.listed.update({value.number_start: bounds[-1] for value in group.values})
        found = name_group(group, context)
        named.extend(found)
        context.verb = group.before if group.before.strip() else context.verb
        context.name = found[-1].name
        context.noun = found[-1].denominator or _noun(found[-1].name)
        context.denominator = found[-1].denominator
    named = _share_predicate(named)
    for item in named:
        base = bases.get(item.quantity.number_start) or next(
            (b for start, b in bases.items() if item.quantity.start <= start < item.quantity.end), None
        )
        _keep(page, clause, item, base, moments, firm, sentence)
    if named:
        context.topic = _noun(named[-1].name) or context.topic
        context.clause = ""


def _outer(seen: str, value: Quantity, clause: tuple[int, int]) -> int:
    """Return where the value's words start; joining words that the quantity took in (控制在12) go back to the subject."""
    match = re.match(r"(?:控制在|控制到|控制|达到|达|为|至|到|降至|降到)+", seen[value.start : value.end])
    return value.start + match.end() if match else value.start


def _noun(name: str) -> str:
    return re.sub(r"^(?:" + choice("producing") + r")+", "", name) or name


def _share_predicate(named: list[Named]) -> list[Named]:
    """Give 100%的卫生院和86%的卫生室能提供… the predicate that only the last of them carries."""
    if len(named) < 2 or named[-1].denominator is None or not named[-1].behind:
        return named
    tail = named[-1].name.removeprefix(named[-1].denominator)
    if not tail:
        return named
    return [
        replace(item, name=item.name + tail) if item.denominator and item.name == item.denominator else item
        for item in named
    ]


def _keep(
    page: _Page,
    clause: tuple[int, int],
    item: Named,
    base: Quantity | None,
    moments: list[Moment],
    firm: str | None,
    sentence: tuple[int, int],
) -> None:
    seen, quantity = page.seen, item.quantity
    start, end = _span(page, clause, quantity, item)
    words = seen[clause[0] : clause[1]]
    kind = _kind(page, quantity.start, quantity.end, words, moments)
    sort = traits.measure_type(quantity, item.name, item.joint)
    quantity = _with_unit(quantity, item.name)
    changed = traits.change(item.name, item.joint, item.verb if item.behind else "", sort == "count")
    predicate = bool(item.behind) and bool(re.search(r"达到|达标|开展|创建|实现|落户|通过|纳入|能力提升", item.behind))
    corrupt = (
        quantity.corrupt
        or seen[quantity.start - 1 : quantity.start] in {"?", "？", "\ufffd", "□"}
        or (quantity.value is not None and abs(quantity.value) > _MAX_VALUE)
    )
    near = item.verb + item.joint if not item.behind else item.verb + item.behind
    deadline, source, period = _deadline(page, kind, moments, clause, quantity.start)
    statement = Statement(
        start=start,
        end=end,
        value_start=quantity.start,
        value_end=quantity.end,
        indicator=_words(item.name),
        value=None if corrupt else quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        comparator=_spread(page, quantity, clause) or traits.comparator(quantity, item.joint or item.verb),
        kind=kind,
        measure_type=sort,
        change=changed,
        accumulation=traits.accumulation(sort, changed, item.verb, item.name, predicate),
        firmness=firm or "plain",
        quality="corrupt" if corrupt else "ok",
        stage=_stage(page, near, item, sort, sentence),
        denominator=quantity.denominator or item.denominator,
        population=traits.population(words[: quantity.start - clause[0]] + item.behind),
        deadline=deadline,
        deadline_from=source,
        period=period,
        baseline_value=base.value if base is not None else None,
        baseline_period=base_year(moments, clause) or _year_in(words, base is not None),
    )
    statement = replace(statement, indicator_id=match_indicator(statement))
    page.statements.append(statement)
    page.fates.setdefault(_origin(quantity), (kind, len(page.statements) - 1))
    if base is not None:
        page.fates[base.start] = ("baseline", len(page.statements) - 1)


def _words(name: str) -> str:
    """Return an indicator's words without outer signs."""
    return name.strip(" 、,;:。的()") if name.count("(") != name.count(")") else name.strip(" 、,;:。")


def _graded(quantity: Quantity) -> Quantity:
    """Return a grade in Arabic digits (达到4级) with its value, so that it may be a statement."""
    match = re.fullmatch(r"(\d)级(?:以上|及以上)?", quantity.text) if quantity.kind == "definition" else None
    return replace(quantity, value=float(match[1]), unit="级") if match else quantity


def _with_unit(quantity: Quantity, name: str) -> Quantity:
    """Return the quantity with the unit that its subject names where it has none: 总诊疗人次达1.2亿."""
    if quantity.unit or quantity.value is None or quantity.value < 1:
        return quantity
    match = re.search(r"(?:人次|人数|户数|例数|件数|床位数|场次)$", name)
    units = {"人次": "人次", "人数": "人", "户数": "户", "例数": "例", "件数": "件", "床位数": "张", "场次": "场次"}
    return replace(quantity, unit=units[match.group()]) if match else quantity


def _spread(page: _Page, quantity: Quantity, clause: tuple[int, int]) -> str | None:
    """Return the bound that a list of values shares (75%、98%、90%以上; 不低于20%、40%), or None where it has its own."""
    if quantity.comparator != "=":
        return None
    return page.listed.get(quantity.number_start)


def _origin(quantity: Quantity) -> int:
    """Return the start under which the ledger knows the quantity: values are cut at joining words, the ledger is not."""
    return quantity.end - len(quantity.text)


def _stage(page: _Page, near: str, item: Named, sort: str, sentence: tuple[int, int]) -> str | None:
    """Return the stage; the total investment of projects has the projects' (申报…36个,总投资134亿元)."""
    own = traits.stage(near if item.behind else near + item.verb)
    last = page.statements[-1] if page.statements else None
    if own is None and sort == "money" and "总投资" in item.name and last is not None and last.start >= sentence[0]:
        return last.stage
    return own


def _keep_rank(
    page: _Page, clause: tuple[int, int], quantity: Quantity, name: str, scope: str | None, moments: list[Moment]
) -> None:
    deadline, source, period = _deadline(page, "achieved", moments, clause, quantity.start, loose=True)
    first = page.seen[quantity.start : quantity.end].startswith("前") or page.seen[: quantity.start].endswith("前")
    page.statements.append(
        Statement(
            start=clause[0],
            end=quantity.end,
            value_start=quantity.start,
            value_end=quantity.end,
            indicator=name,
            value=quantity.value,
            value_max=quantity.value_max,
            unit="名",
            comparator="<=" if first else "=",
            kind="achieved",
            measure_type="rank",
            change="level",
            accumulation="stock",
            firmness="plain",
            quality="corrupt" if quantity.corrupt else "ok",
            rank_scope=scope,
            deadline=deadline,
            deadline_from=source,
            period=period,
        )
    )
    page.fates[quantity.start] = ("achieved", len(page.statements) - 1)


def _span(page: _Page, clause: tuple[int, int], quantity: Quantity, item: Named) -> tuple[int, int]:
    end = quantity.end
    if item.behind:
        place = page.seen.find(item.behind, quantity.end, clause[1])
        end = place + len(item.behind) if place >= 0 else end
    return trim(page.seen, clause[0], end)


def _deadline(
    page: _Page, kind: str, moments: list[Moment], clause: tuple[int, int], at: int, loose: bool = False
) -> tuple[str | None, str | None, str | None]:
    """Return deadline, where it stands and period; ``loose`` lets a 2022年度 of an earlier clause hold (ranks)."""
    said = when(moments, clause, at, bool(re.match(r"(?:按照?|依照|根据|对照)", page.seen[clause[0] : clause[1]])))
    deadline, stated = said.deadline, said.stated
    if loose and not stated:
        earlier = [moment for moment in moments if moment.reach == "clause" and moment.start < at]
        if earlier:
            deadline, stated = earlier[-1].deadline, True
    facts = page.facts
    if deadline is None:
        year = facts.reports_year if kind == "achieved" else facts.plan_year
        deadline = str(year) if year else None
    period = said.period
    if period and not period[:4].isdigit():
        period = f"{deadline[:4]}{period}" if deadline else None
    return deadline, ("stated" if stated else "inherited") if deadline else None, period or None


def _kind(page: _Page, start: int, end: int, words: str, moments: list[Moment]) -> str:
    """Return target or achieved: by the structure's stance, else by the sentence's words and years."""
    facts = page.facts
    year = None
    for moment in moments:
        if moment.start < end and moment.deadline and moment.reach == "sentence":
            year = int(moment.deadline[:4])
    if any(moment.past and moment.reach == "relative" and moment.start < end for moment in moments):
        return "achieved"
    if year is not None and facts.plan_year and year < facts.plan_year:
        return "achieved"
    stance = _stance(page, start)
    words = _OPEN_WORDS.sub("", words)
    if stance in {"plan", "achieved"}:
        if stance == "achieved" and year is not None and facts.reports_year and year > facts.reports_year:
            return "target"
        return "target" if stance == "plan" else "achieved"
    planned = re.search(choice("planned"), words)
    if facts.plan_year is None and facts.reports_year is not None and not planned:
        return "achieved"
    if re.search(choice("achieved"), words) and not planned:
        return "achieved"
    return "target"


def _stance(page: _Page, at: int) -> str | None:
    place = bisect_right(page.starts, at) - 1
    for clause in page.clauses[max(0, place - 3) : place + 1][::-1]:
        if clause.start <= at < clause.end:
            return clause.stance
    return None


def _is_base(seen: str, quantity: Quantity, clause: tuple[int, int], held: list[Quantity]) -> bool:
    """Return whether the value is where a change starts from: 由86.5%提高到90%."""
    if not _BASE_MOVE.match(seen[quantity.end : clause[1]]):
        return False
    return bool(_BASE_VALUE.search(seen[clause[0] : quantity.start])) and any(
        other.start > quantity.end for other in held
    )


def _year_in(words: str, wanted: bool) -> str | None:
    match = re.search(r"(?:由|从|自)[^,。;]{0,3}?((?:19|20)\d\d)年", words) if wanted else None
    return match.group(1) if match else None


def _carry_firmness(words: str, firm: str | None, has_values: bool) -> str | None:
    """Return how firmly the clause binds: its own words, else those of an earlier clause that no verb of its own ends."""
    own = traits.firmness(words)
    if own:
        return own
    if firm is None:
        return None
    start = re.sub(r"^(?:同时|并|且)", "", words)
    return None if re.match(choice("producing") + r"(?!率|比|占)", start) else firm
