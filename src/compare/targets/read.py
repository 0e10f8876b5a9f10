"""From a text's quantities to statements, commitments and the ledger of numerals."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from compare.quantities import read_quantities
from compare.quantities.model import Quantity
from compare.structure.model import Facts, Structure
from compare.targets.bounds import close_range, cut_joining, share_bounds
from compare.targets.carry import share_grade, share_predicate
from compare.targets.commitments import read_commitments
from compare.targets.fates import FIXED, MONEY, NO_VALUES, RATES, is_rank
from compare.targets.groups import Group, bracketed, group_values, joined_among, of_things
from compare.targets.lists import complete
from compare.targets.model import Numeral, Reading
from compare.targets.named import Context, Named, nearest_topic
from compare.targets.naming import counted_noun, name_group, opens_with_verb
from compare.targets.page import Page, Place, carry_firmness, default_deadline, open_page, read_dates, read_kind
from compare.targets.places import leading_area
from compare.targets.ranks import read_rank
from compare.targets.record import keep, keep_rank
from compare.targets.rows import read_rows
from compare.targets.settle import settle
from compare.targets.shadow import segments, sentences
from compare.targets.sharing import bare_noun, of_money, verbs_only
from compare.targets.sorting import sort_values
from compare.targets.subjects import topic_of
from compare.targets.wholes import read_whole

_PER = re.compile(r"\s*/\s*\d+[十百千万]*")
_NUMBER_END = re.compile(r"[.、)是\s]*")
_LONGEST_NAME = 60
_AMONG = re.compile(r"\d\s*[家所个名](?P<noun>[\u4e00-\u9fff]{2,14})中$")
_WITHIN = re.compile(r"^(?:全[省市县区州旗])?(?:在)?(?P<noun>[\u4e00-\u9fff\d]{2,20}?)中$")
_LEAST = ("至少", "不少于", "不低于")
_EQUIPPED = re.compile(r"(?:配备|配置|设置|设有|拥有|具备|建有|有|开展|提供)(?:不少于|至少)?$")
_BEFORE_PER = frozenset("/ \t")
_DEEPEST = 100
_FARTHEST = 300
_OPENING = 40


def read_targets(text: str, structure: Structure, facts: Facts | None = None) -> Reading:
    """Return every statement, commitment and numeral of ``text``.

    Args:
        text: Restored text of one document.
        structure: Its structure; where it has no clauses, stance and firmness are read from the words alone.
        facts: Plan year, reported year and kind; those of the structure if left out.
    """
    page = open_page(text, structure, facts or structure.facts)
    quantities = settle(page.seen, read_quantities(text))
    starts = [quantity.start for quantity in quantities]
    rows = read_rows(page, quantities)
    end = 0
    parts = sentences(page.seen)
    for sentence in parts:
        if rows and any(start <= sentence[0] < stop for start, stop in rows):
            continue
        if "\n" in page.seen[end : sentence[0]]:
            page.aim = page.aim if page.seen.startswith("-", sentence[0]) else None
        end = sentence[1]
        first, last = bisect_right(starts, sentence[0] - 1), bisect_right(starts, sentence[1] - 1)
        if first == last and not page.carried and page.seen[sentence[0]] != "其":
            page.unread.append((sentence, []))
            page.last_name = None
            continue
        _read_sentence(page, sentence, quantities[first:last])
    return Reading(
        statements=tuple(page.statements),
        commitments=read_commitments(
            page.seen,
            parts,
            page.facts,
            page.statements,
            lambda start, end, clause, sentence, moments: read_kind(page, start, end, Place(clause, sentence, moments)),
            lambda kind: default_deadline(page, kind),
        ),
        numerals=tuple(_numeral(page, quantity) for quantity in quantities),
    )


def _numeral(page: Page, quantity: Quantity) -> Numeral:
    fate, statement = page.fates.get(quantity.start, ("other", None))
    start, end = quantity.number_start, quantity.number_end
    if page.seen[end : end + 1] in _BEFORE_PER:
        per = _PER.match(page.seen, end, max(end, quantity.end))
        end = per.end() if per else end
    return Numeral(start=start, end=end, text=page.text[start:end], fate=fate, statement=statement)


def _read_sentence(page: Page, sentence: tuple[int, int], quantities: list[Quantity]) -> None:
    """Read one sentence into the page; one without a value only leaves its words for later ones to lean on."""
    moments = read_dates(page, sentence) if quantities or page.carried else []
    if page.seen[sentence[0] - 1 : sentence[0]] != ";":
        page.area = None
    page.area = leading_area(page.seen[sentence[0] : sentence[0] + _OPENING]) or page.area
    goes_on = page.seen[sentence[0] - 1 : sentence[0]] == ";" and page.seen.startswith("其中", sentence[0])
    name = page.last_name if goes_on else None
    if not quantities:
        page.carried = [moment for moment in page.carried if not moment.period]
    if all(quantity.kind in NO_VALUES for quantity in quantities):
        page.fates.update({quantity.start: (FIXED[quantity.kind], None) for quantity in quantities})
        page.unread.append((sentence, quantities))
        page.last_name = name
        return
    clauses = []
    for clause in joined_among(page.seen, segments(page.seen, *sentence)):
        held = _held(quantities, clause)
        clause = _after_number(page, clause, held)
        clauses.append((clause, *(sort_values(page, clause, sentence, held) if held else ([], {}))))
    if not any(values for _, values, _ in clauses):
        page.unread.append((sentence, quantities))
        page.last_name = name
        return
    context = Context(base=_earlier(page), name=name)
    firm: str | None = None
    for clause, values, bases in clauses:
        words = page.seen[clause[0] : clause[1]]
        firm = carry_firmness(words, firm)
        inner = bracketed(page.seen, clause, values) if values else []
        outer = [value for value in values if not any(start <= value.start < end for start, end in inner)]
        if outer:
            _read_values(page, Place(clause, sentence, moments, firm), outer, bases, context)
        for span in inner:
            aside = Context(known=topic_of(page.seen[clause[0] : span[0] - 1]), name=context.name, noun=context.noun)
            for part in segments(page.seen, *span):
                within = [value for value in values if part[0] <= value.start < part[1]]
                if within:
                    _read_values(page, Place(part, sentence, moments, firm), within, bases, aside)
        if not values:
            among = _AMONG.search(words) or _WITHIN.match(words)
            context.counted = among["noun"] if among else context.counted
            context.clause = words
            context.said.append(words)
        context.earlier.append(words)
    page.last_name, page.leaning, page.unread = context.name, context, []
    page.depth = page.depth + 1 if context.base is not None else 0
    if page.depth > _DEEPEST:
        _, page.depth = context.topic, 0


def _earlier(page: Page) -> Callable[[], str]:
    """Return how to find what the sentences before were about, when a name leans on it."""
    unread, leaning = page.unread, page.leaning

    def find() -> str:
        for sentence, quantities in reversed(unread):
            clauses = joined_among(page.seen, segments(page.seen, *sentence))
            said = [page.seen[slice(*_after_number(page, clause, _held(quantities, clause)))] for clause in clauses]
            found = nearest_topic(said)
            if found:
                return found
        return leaning.topic

    return find


def _held(quantities: list[Quantity], clause: tuple[int, int]) -> list[Quantity]:
    return [quantity for quantity in quantities if clause[0] <= quantity.start < clause[1]]


def _after_number(page: Page, clause: tuple[int, int], held: list[Quantity]) -> tuple[int, int]:
    """Return the clause without the list number that opens it: 21.推进…, (一)强化…, 29深化."""
    if not held or held[0].kind != "list_number" or held[0].start - clause[0] > 1:
        return clause
    page.fates[held[0].start] = ("list_number", None)
    mark = _NUMBER_END.match(page.seen, held[0].end, clause[1])
    return (mark.end() if mark else held[0].end), clause[1]


def _read_values(
    page: Page, place: Place, values: list[Quantity], bases: dict[int, Quantity], context: Context
) -> None:
    seen, clause = page.seen, place.clause
    ranks = [value for value in values if is_rank(seen, value, clause)]
    for value in [rank for rank in ranks if _is_field(seen, rank, values)]:
        page.fates[value.start] = ("definition", None)
        ranks.remove(value)
        values = [other for other in values if other is not value]
    counted = [item.name for item in context.here if item.quantity.unit not in RATES]
    context.before = counted if len(counted) == len(context.here) and not any(map(complete, counted)) else []
    context.verb, context.here = "", []
    at = clause[0]
    follows = seen[place.sentence[0] - 1 : place.sentence[0]] == ";"
    said = [*page.leaning.earlier[-3:], *context.earlier] if follows and ranks else context.earlier
    for value in ranks:
        name, scope = read_rank(seen[max(at, value.start - _FARTHEST) : value.start], said, context.name)
        keep_rank(page, place, value, name, scope)
        context.name, at = context.name if name == f"{context.name}排名" else name, value.end
    plain = [cut_joining(seen, value) for value in values if value not in ranks]
    if not plain:
        return
    named: list[Named] = []
    least: Quantity | None = None
    for group in _nested(page, of_things(group_values(seen, clause, plain))):
        close_range(page, group)
        share_bounds(page, place, group)
        if least and not group.before.strip() and least.unit == group.values[0].unit:
            page.bounds.update({value.number_start: ">=" for value in group.values})
        least = group.values[-1] if group.values[-1].text.startswith(_LEAST) else least
        found = name_group(group, context)
        named.extend(found)
        context.here.extend(found)
        context.verb = group.before if opens_with_verb(group.before) or not context.verb else context.verb
        context.name = found[-1].name if len(found[-1].name) <= _LONGEST_NAME else None
        context.names.extend(item.name for item in found)
        context.unit = group.values[-1].unit
        if group.values[-1].unit not in MONEY:
            noun = context.kept or found[-1].denominator or bare_noun(found[-1].name)
            context.noun = noun if len(noun) <= _LONGEST_NAME else None
            among_them = context.counted if context.counted and context.counted == found[-1].denominator else None
            context.counted = counted_noun(found[-1]) or among_them
        elif of := of_money(found[-1].name):
            context.noun = of
    for item in share_predicate(share_grade(named)):
        keep(page, place, item, bases.get(item.quantity.number_start))
    topic = bare_noun(named[-1].name)
    context.topic = topic if len(topic) <= _LONGEST_NAME and not verbs_only().match(topic) else ""
    context.clause = ""


def _is_field(seen: str, rank: Quantity, values: list[Quantity]) -> bool:
    """Return whether the rank says what a count has reached: 3家医院进入全国前500名."""
    before = [
        value
        for value in values
        if value.end <= rank.start and value.unit in {"家", "所", "个", "名", "人", "位", "项"}
    ]
    between = seen[before[-1].end : rank.start] if before else ""
    return bool(between) and "," not in between and re.search(r"进入|跻身|入围|位列|排名", between) is not None


def _nested(page: Page, groups: list[Group]) -> list[Group]:
    """Leave to a share the count inside what its whole does: 80%的村卫生室至少配备1名医务人员; 并配备2名 stands for itself."""
    kept: list[Group] = []
    for group in groups:
        share = kept[-1] if kept else None
        inside = (
            share is not None
            and share.values[-1].unit == "%"
            and bool(read_whole(share.behind))
            and (_EQUIPPED.search(share.behind) or group.values[-1].unit == "级")
            and not group.before.strip()
        )
        if not inside or share is None:
            kept.append(group)
            continue
        share.behind = page.seen[share.values[-1].end : group.values[-1].end] + group.behind
        page.fates.update({value.start: ("definition", None) for value in group.values})
    return kept
