"""Commitments: aims and results at a level without a number (全覆盖, 清零, A等次, 三甲), by a list of levels kept as data."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from compare.errors import KnowledgeError
from compare.knowledge import load_yaml
from compare.structure.model import Facts
from compare.targets.model import Commitment, Statement
from compare.targets.moments import Moment, read_moments, when
from compare.targets.shadow import quoted, segments
from compare.targets.subjects import numbering, strip_end, strip_start, topic_of

FILE = "targets/levels.yml"
_REACHING = re.compile(
    r"(?:服务能力)?(?:继续)?(?:成功|巩固|年内|年底前|力争|创成|均|做到|持续实现|实现|持续|优于|高于|好于|低于|居|位居|走在|排在|处于|迈入|位列|保持|重返|达到|晋升为?|晋|进入|符合|通过|创建|争创|评为|获评|跻身|成为|建成|顺利|现场|等级|服务能力)+$"
)
_QUANTIFIER = re.compile(r"(?:打造|建设|建成|培育|新增|创建)?(?:一批|一系列|更多|若干)?")
_KEYS = {"name", "needs", "pattern", "verb", "not_after", "quantified", "in_quotes"}

Judge = Callable[[int, int, tuple[int, int], tuple[int, int], list[Moment]], str]


_YEARS_ON = re.compile(r"^连续[\d一二三四五六七八九十]+年")
_ENDED = re.compile(r"(?:国家)?消除(?P<what>[\u4e00-\u9fff]{2,4}?)(?=目标|认证|评估|标准|状态|成果|$)")
_STEP = re.compile(r"(?:主体(?:结构|工程)?)?(?:开工(?:建设)?|动工|封顶|建成投用|竣工投用|(?:建成|竣工)?投入(?:使用|运行|运营)|竣工|完工|投用|启用|开诊)")
_DATED = re.compile(
    r"(?:力争|确保|计划|预计|将|于|在|到)*(?:今年|明年|(?:19|20)\d\d年|\d{1,2}月|[一二三四]季度|年[底末内]|上半年|下半年|“?十[四五]五)"
)
_LISTED_VALUES = re.compile(r"分别[^,;\d]{0,4}\d[^,;]*$")
_LAST_VALUE = re.compile(r"(?<![\d.])\d[\d.]*\s*(?:%|‰|/\d*[十百千万]+|[\u4e00-\u9fff]{1,4})?(?:以[上下内])?$")


@dataclass(frozen=True, slots=True)
class _Level:
    name: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    verb: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    quantified: bool
    in_quotes: bool


@cache
def _levels() -> tuple[_Level, ...]:
    found = []
    for entry in load_yaml(FILE):
        if not {"name", "needs", "pattern"} <= set(entry) <= _KEYS:
            raise KnowledgeError(f"Knowledge file '{FILE}'", f"entry {entry}", f"Use the keys {sorted(_KEYS)}.")
        verb, after = entry.get("verb"), entry.get("not_after")
        found.append(
            _Level(
                entry["name"],
                tuple(str(word) for word in entry["needs"]),
                re.compile(entry["pattern"]),
                re.compile(f"(?:{verb})") if verb else None,
                re.compile(after) if after else None,
                bool(entry.get("quantified", True)),
                bool(entry.get("in_quotes", False)),
            )
        )
    return tuple(found)


def _likely(seen: str, parts: list[tuple[int, int]]) -> dict[int, list[_Level]]:
    """Return by a sentence's number the levels of which it holds a word that every match of them has."""
    starts = [start for start, _ in parts]
    found: dict[int, list[_Level]] = {}
    for level in _levels():
        numbers: set[int] = set()
        for word in level.needs:
            at = seen.find(word)
            while at >= 0:
                number = bisect_right(starts, at) - 1
                numbers.add(number)
                at = seen.find(word, max(at + 1, parts[number][1] if number >= 0 else 0))
        for number in numbers - {-1}:
            found.setdefault(number, []).append(level)
    return found


def read_commitments(
    seen: str,
    parts: list[tuple[int, int]],
    facts: Facts,
    statements: list[Statement],
    judge: Judge,
    inherit: Callable[[str], str | None],
) -> tuple[Commitment, ...]:
    """Return the commitments of a text in text order, each level's words in one of them only.

    Args:
        seen: The shadow of the text.
        parts: Its sentences.
        facts: Plan year and reported year.
        statements: The text's statements; a level that qualifies a counted noun belongs to them.
        inherit: Gives the year that a target or a result inherits.
        judge: Gives target or achieved for a place, its clause, its sentence and the sentence's dates.
    """
    likely = _likely(seen, parts)
    found: list[Commitment] = []
    values = sorted((item.value_start, item.start, item.end) for item in statements)
    starts = [value[0] for value in values]
    for number in sorted(likely):
        sentence = parts[number]
        levels = [level for level in likely[number] if level.pattern.search(seen, *sentence)]
        if not levels:
            continue
        moments = read_moments(seen, *sentence, facts.plan_year, facts.reports_year)
        earlier = ""
        for clause in segments(seen, sentence[0] + numbering(seen[sentence[0] : sentence[1]]), sentence[1]):
            counted = bisect_right(starts, clause[1]) > bisect_right(starts, clause[0] - 1)
            for start, end in _spans(seen, clause, counted, levels):
                kind = judge(start, end, clause, sentence, moments)
                step = _STEP.fullmatch(seen, start, end) is not None
                said = when(moments, (clause[0], start) if step else clause, start)
                found.append(
                    Commitment(
                        start=clause[0],
                        end=max(end, clause[1]),
                        level_start=start,
                        level_end=end,
                        indicator=_indicator(seen, clause, start, end, earlier),
                        level=seen[start:end].strip('“”"'),
                        kind=kind,
                        deadline=said.deadline or inherit(kind),
                    )
                )
            earlier = seen[clause[0] : clause[1]]
    return tuple(sorted(found, key=lambda item: item.level_start))


def _spans(seen: str, clause: tuple[int, int], counted: bool, levels: list[_Level]) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for level in levels:
        if counted and not level.quantified:
            continue
        for match in level.pattern.finditer(seen, clause[0], clause[1]):
            start, end = match.span()
            before, after = seen[clause[0] : start], seen[end : clause[1]]
            if level.verb is not None and not level.verb.search(before) and not level.verb.match(after.lstrip("”")):
                continue
            if level.not_after is not None and level.not_after.match(after):
                continue
            if any(start < right and end > left for left, right in taken):
                continue
            if quoted(seen, start, end) and not level.in_quotes:
                continue
            taken.append((start, end))
    return sorted(taken)


def _indicator(seen: str, clause: tuple[int, int], start: int, end: int, earlier: str) -> str:
    """Return what reaches the level: the words before it without the verb, else those behind, else the clause before."""
    before = seen[clause[0] : start]
    if _STEP.fullmatch(seen, start, end):
        topic = re.sub("(?:建设|改造|工作)$", "", topic_of(earlier)) if earlier else ""
        return _project(before) or _project(earlier) or topic or _behind(seen, end, clause[1]) or seen[clause[0] : clause[1]]
    links = [match.end() for match in re.finditer(r"[,;]", before)]
    before = before[links[-1] :] if links else before
    reached = list(re.finditer(r"(?:达到?|通过|提升[到至])[^,;、]{1,8}、", before))
    before = before[reached[-1].end() :] if reached else before
    listed = re.search(r"零[\u4e00-\u9fff]{2}[”\"]?、", before)
    before = before[listed.end() :] if listed else before
    before = re.sub(r"^.*\d级、", "", before)
    before = re.sub(r"(?:及时|继续|重新|持续|服务能力)+$", "", before.rstrip('“" '))
    if seen[start:end].endswith("清零") and "、" in before:
        before = before.rsplit("、", 1)[-1]
    bare = strip_start(strip_end(_REACHING.sub("", before)))
    bare = re.sub(r"通过(?=国家|全国|省)", "", _YEARS_ON.sub("", bare))
    ended = _ENDED.match(seen, start, end)
    if ended and len(bare) < 2:
        return ended["what"]
    behind = _behind(seen, end, clause[1])
    if behind and (len(bare) < 2 or _QUANTIFIER.fullmatch(bare)):
        return behind
    if len(bare) >= 2:
        return bare
    return strip_end(_LAST_VALUE.sub("", _LISTED_VALUES.sub("", strip_start(earlier)))) or seen[clause[0] : clause[1]]


def _project(said: str) -> str:
    """Return the project that a clause names before its first date: 市中医院二期 of 市中医院二期一季度开工."""
    dated = _DATED.search(said)
    name = strip_end(strip_start(said[: dated.start()] if dated else said))
    return name if dated and len(name) > 1 else ""


def _behind(seen: str, start: int, end: int) -> str:
    """Return the thing named behind a level, or nothing."""
    match = re.match(r"^(?:的)?([\u4e00-\u9fff“”()、]{2,24})", seen[start:end])
    return match.group(1) if match else ""
