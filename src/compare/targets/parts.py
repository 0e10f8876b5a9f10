"""The parts of a clause: its values in groups, each with the words before and behind that say what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from compare.quantities.model import Quantity
from compare.targets.fates import RATES
from compare.targets.lexicon import choice, words
from compare.targets.subjects import complete, one_institution, share_heads, split_list, strip_end, strip_start

_LINK = re.compile(r"^\s*(?:、|和|及|与|或|以及|至|,)\s*$")
_STARTS_LINK = re.compile(r"^\s*(?:、|和|及|与|并|以及|同时|或)")
_ENDS_LINK = re.compile(r"\s*(?:、|和|及|与|并|以及|同时|或|,)\s*$")
_NO_NOUN = re.compile(
    r"^\s*(?:的?(?:标准|水平|目标|要求|规模|之间|左右|上下|以[上下内]|的|任务|指标|增长|增速|幅度|速度|比例)?"
    r"|以上水平|[(][^)]*[)]|的?(?:培训|建设|改造|招录|筛查|检查|工作)?任务|\s)*$"
)


@cache
def _end() -> re.Pattern[str]:
    return re.compile(choice("wholes") + r"(?:\([^)]*\))?")


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"^(?:{choice('predicates')}|\d+分钟)")


@dataclass(slots=True)
class Group:
    """Values that follow one another (65%和75%以上) with the words that belong to them."""

    values: list[Quantity]
    before: str = ""
    before_start: int = 0
    behind: str = ""
    verb: str = ""


@dataclass(slots=True)
class Context:
    """What earlier clauses leave for later ones to lean on."""

    name: str | None = None
    noun: str | None = None
    denominator: str | None = None
    clause: str = ""
    topic: str = ""
    verb: str = ""
    earlier: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Named:
    """One value under one name: ``joint`` joins the subject to it, ``verb`` stands before it, ``behind`` follows."""

    quantity: Quantity
    name: str
    joint: str
    verb: str
    behind: str
    denominator: str | None = None


def group_values(text: str, clause: tuple[int, int], values: list[Quantity]) -> list[Group]:
    """Return the values of a clause in groups with the words around them shared out.

    What follows a value without a joining word belongs to it (3个急救点); after 、 or 和 it leads the next value.
    """
    groups: list[Group] = []
    for value in values:
        if groups and _LINK.match(text[groups[-1].values[-1].end : value.start]):
            groups[-1].values.append(value)
        else:
            groups.append(Group([value]))
    at = clause[0]
    for place, group in enumerate(groups):
        start, end = group.values[0].start, group.values[-1].end
        if place == 0:
            group.before, group.before_start = text[at:start], at
        following = groups[place + 1] if place + 1 < len(groups) else None
        stop = following.values[0].start if following else clause[1]
        gap = text[end:stop]
        if following is None:
            group.behind = gap
            continue
        last_behind = _behind_is_empty(text, groups, place + 1, clause[1])
        cut = _cut(gap, last_behind)
        group.behind = _ENDS_LINK.sub("", gap[:cut])
        following.before, following.before_start = gap[cut:].lstrip("、和及与 "), end + cut
    return groups


def _behind_is_empty(text: str, groups: list[Group], place: int, end: int) -> bool:
    stop = groups[place + 1].values[0].start if place + 1 < len(groups) else end
    gap = text[groups[place].values[-1].end : stop]
    return bool(_NO_NOUN.match(gap)) or bool(_STARTS_LINK.match(gap))


def _cut(gap: str, next_has_no_noun: bool) -> int:
    """Return where the words between two values stop belonging to the first."""
    if _STARTS_LINK.match(gap) or _NO_NOUN.match(gap):
        return 0
    if _ENDS_LINK.search(gap):
        return len(gap)
    if next_has_no_noun:
        links = [match.start() for match in re.finditer(r"[、和及与]", gap)]
        if links:
            return links[-1]
    verbs = [match.start() for match in re.finditer(r"[、和及与](?=" + choice("producing") + ")", gap)]
    return verbs[0] if verbs else len(gap)


def name_group(group: Group, context: Context) -> list[Named]:
    """Return each value of the group under its full name, shared subjects multiplied out."""
    behind = group.behind.strip()
    unit = group.values[0].unit
    if unit != "比" and behind and not _NO_NOUN.match(behind) and not re.match(r"^[(][^)]*[)]$", behind):
        return _by_noun(group, behind, context)
    return _by_subject(group, context)


def _by_noun(group: Group, behind: str, context: Context) -> list[Named]:
    """Name values by the noun behind them: 新增3个急救点, 30%的县级综合医院达到基本标准."""
    quantity = group.values[-1]
    noun = behind.removeprefix("的").strip(" 、")
    before = strip_start(strip_end(group.before)) if group.before.strip() else ""
    share = (quantity.unit in RATES or not quantity.unit) and quantity.unit != "比"
    verb = group.before
    if not group.before.strip() and context.verb:
        verb = context.verb
    denominator = None
    if share:
        whole = _whole(noun)
        if _predicate().match(noun) and context.noun:
            name, denominator = context.noun + noun, context.noun
        else:
            name, denominator = noun, whole
        if before and not _is_adverb(before) and len(before) >= 2 and before not in words("producing"):
            name = before + name
    else:
        act = _act(verb)
        name = _about(noun, context)
        name = act + name if act and not name.startswith(act) else name
        if re.match(r"\s*其中", group.before) and context.name:
            name, denominator = context.name + name, None
        denominator = _each(group.before) or denominator
    return [Named(value, name, "", verb, noun, denominator) for value in group.values]


_EACH = re.compile(
    r"每(?:个|所|家|座|支)(?P<what>[\u4e00-\u9fff]{1,6}?(?:\([^)]*\))?)(?=至少|建|设|配|达|有|拥有|不少于|要|均|完成|打造|培育|平均)"
)


def _whole(noun: str) -> str | None:
    """Return the whole of which a percentage is said: 县级综合医院 of 县级综合医院医疗服务能力达到…, or None."""
    first = None
    for match in _end().finditer(noun):
        rest = noun[match.end() :]
        if re.match(r"[、和及与]", rest):
            continue
        if not rest or _predicate().match(rest):
            return noun[: match.end()]
        if first is None and len(match.group()) > 1:
            first = noun[: match.end()]
    return first


def _each(before: str) -> str | None:
    """Return the 县 of 每个县至少建成1家, or None."""
    match = _EACH.search(before)
    return match["what"] if match else None


def _act(verb: str) -> str:
    """Return the producing words before a value that are part of its name: 力争新增 → 新增, 对全省新增建设的 → 新增建设."""
    bare = strip_start(verb.removesuffix("的"))
    bare = re.sub(r"(?:了|不少于|不低于|至少|约|近|超过|有)$", "", bare)
    if bare in words("openers") or bare in {"达到", "达", "共有", "拥有", "现有", "有", "为", "建有"}:
        return ""
    return bare


def _is_adverb(before: str) -> bool:
    return before in words("openers") or bool(re.match(r"^(?:推进|加快|确保|力争|实现|使|推动|要|超过|至少)+$", before))


def _about(noun: str, context: Context) -> str:
    """Return the noun, led by what it belongs to where it is too general to stand alone."""
    general = words("general")
    head = next((word for word in general if noun.startswith(word)), None)
    stands = head is not None and (noun == head or _predicate().match(noun[len(head) :]))
    if stands and context.topic:
        topic = context.topic
        overlap = next((size for size in range(min(len(topic), len(noun)), 0, -1) if topic.endswith(noun[:size])), 0)
        return topic + noun[overlap:]
    return noun


def _by_subject(group: Group, context: Context) -> list[Named]:
    """Name values by the subject before them: 死亡率控制在…, 培训骨干人才300人."""
    bare = strip_end(group.before)
    joint = group.before[len(bare) :]
    subject = strip_start(bare)
    denominator = None
    part = re.match(r"^\s*其中[,:]?", group.before.strip())
    if part and context.name:
        denominator = context.name
        subject = context.name + "中" + subject if subject else context.name
    if not subject:
        subject = _borrow(context)
    elif subject in words("general") or _is_head_only(subject):
        subject = _prepend(subject, context)
    elif subject in words("producing") or _bare_verb(subject):
        subject = context.topic + subject if context.topic else subject
    names = _names(subject, group, joint, context)
    denominator = denominator or _each(group.before)
    act = re.match(choice("producing"), strip_start(context.verb)) if context.verb else None
    if (
        act
        and act.group() not in words("openers")
        and not re.search(choice("producing"), subject)
        and values_are_counts(group)
    ):
        names = [act.group() + name for name in names]
    tail = group.behind.strip()
    if tail.startswith("("):
        names = [name + tail for name in names]
    verb = group.before
    values = group.values
    if len(values) == 1:
        return [Named(values[0], name, joint, verb, "", denominator) for name in names]
    if len(names) == len(values):
        return [Named(value, name, joint, verb, "", denominator) for value, name in zip(values, names, strict=True)]
    return [Named(value, subject, joint, verb, "", denominator) for value in values]


def values_are_counts(group: Group) -> bool:
    """Return whether the group's values count things rather than say a rate."""
    return group.values[0].unit not in RATES and group.values[0].denominator is None


def _names(subject: str, group: Group, joint: str, context: Context) -> list[str]:
    values = group.values
    listed = split_list(subject)
    each = "分别" in joint or "均" in joint or "都" in joint or "各" in joint
    if len(values) > 1 and len(listed) != len(values):
        wider = split_list("、".join([*[c for c in context.earlier if not re.search(r"\d", c)][-3:], subject]))
        listed = [strip_start(name) for name in wider[-len(values) :]] if len(wider) >= len(values) else listed
    if len(listed) < 2:
        return [subject]
    rate = values[0].unit in RATES - {"比"} or values[0].denominator is not None or complete(listed[-1])
    if len(values) == len(listed) and len(values) > 1:
        return share_heads(listed)
    if len(values) > 1 or not rate or not (complete(listed[-1]) or each):
        return [subject]
    if one_institution(listed) and not each:
        return [subject]
    return share_heads(listed)


def _borrow(context: Context) -> str:
    """Return a subject from the clause before: 互认率,年底前达到90%."""
    if context.clause:
        return strip_start(strip_end(context.clause))
    return context.name or context.topic


def _is_head_only(subject: str) -> bool:
    return len(subject) <= 4 and complete(subject)


def _prepend(subject: str, context: Context) -> str:
    lead = context.noun or context.topic
    if subject.endswith("面积"):
        lead = next(
            (
                topic
                for clause in reversed(context.earlier)
                if (topic := topic_of(clause)).endswith(words("institutions"))
            ),
            lead,
        )
    if lead and _is_head_only(subject):
        lead = re.split(r"(?:全部|均|已)?(?:建成|实现|创建|建立|开展|设置|设立|开通)", lead)[-1] or lead
    if not lead or subject in lead:
        return subject
    return lead + subject


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"^{choice('producing')}+$")


def _bare_verb(subject: str) -> bool:
    return bool(_verbs().match(subject))


_LEADING = re.compile(
    r"^(?:加快|启动|推进|开展|实施|深化|加强|完善|强化|深入|持续|继续|建设|做好|抓好|落实|健全|优化|推动|大力|积极|全面|扎实|稳步|统筹|支持|促进|提升|新建|扩建|改建|建成|巩固|探索|组织|创建|打造|培育|有序|规范|发展|完成|实现|制定|高标准|高质量|高水平|推广|进一步|着力|切实|系统|努力|不断|通过)+"
)
_TRAILING = re.compile(r"(?:工作|活动|试点工作|任务)$")


def topic_of(clause: str) -> str:
    """Return what a clause without a value is about, as a noun: 加快建设省级区域医疗中心 → 省级区域医疗中心."""
    bare = strip_start(clause)
    bare = re.sub(r"^(?:为|对|在|由|围绕|聚焦|坚持|按照)[^,]{1,20}?(?=开展|提供|建设|实施)", "", bare)
    bare = _LEADING.sub("", bare) or bare
    return _TRAILING.sub("", bare) if len(bare) > 6 else bare
