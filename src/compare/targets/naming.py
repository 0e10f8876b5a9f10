"""Names for values: each in self-contained words, from its own clause and what earlier clauses leave to lean on."""

from __future__ import annotations

import re
from functools import cache

from compare.quantities.lexicon import unit_named
from compare.targets.counted import BY_RULE, about, act_of, dated, share_name
from compare.targets.fates import MONEY, RATES, TIMES
from compare.targets.filling import fill, joined, of_people, ratio_of
from compare.targets.groups import Group
from compare.targets.lexicon import choice, words
from compare.targets.lists import (
    complete,
    is_apposition,
    one_institution,
    only_head,
    share_heads,
    split_list,
)
from compare.targets.memory import remembered
from compare.targets.named import Context, Named
from compare.targets.sharing import (
    bare_noun,
    of_each,
    of_each_place,
    of_group,
    of_heads,
    of_institutions,
    owners_of,
    threshold,
    told_apart,
    whole_of,
    within,
)
from compare.targets.subjects import strip_end, strip_start
from compare.targets.wholes import predicate, read_each, read_whole

_GROWTH = re.compile(r"(?:同比|环比|较上年|比上年)?(?:分别)?(?P<grown>增长|下降)")
_PATIENTS = re.compile(r"(?<=管理)[^,。;]{2,12}患者|[^,。;管理]{2,12}患者")
_LONGEST_LIST = 12
_WIDENED = re.compile(r"(?:扩大|拓展|扩展|延伸|推广|增加|增|扩)(?:到|至)$")
_LAND = re.compile(r"(?:县\(市、区\)|市\(州\)|县|市|区|乡镇|街道|社区|省|省份|城市|县区|地市|单位|机构|医院)")
_BESIDE = ("占", "超年度", "超计划", "超额", "高于", "低于", "高出", "优于", "好于")
_BY_LEVEL = re.compile(
    r"(?P<rate>.{2,40}?(?:率|比例|占比))(?P<levels>[省市县乡村镇](?:、[省市县乡村镇])+)(?:[二两三四五]级)?"
)
_DOER = re.compile(r"^[\u4e00-\u9fff]{2,12}?(?:医院|中心|保健院|卫生院|血站|院区)(?=[\u4e00-\u9fff]{2})")
_OF_THEM = re.compile(
    r"(?P<level>(?:达到?|符合|具备|通过|开展|设有|配备)[^,;]{2,24})的(?:机构|医院|单位)?占(?:比)?(?:达到?|为)?"
)
_SPENT = re.compile(r"^.*?(?:安排|投入|拨付|落实|下达|筹集)")
_SHARES_OF = re.compile(r"(?:其中)?(?P<list>[^,;]{2,40}?[、和与及][^,;]{2,20}?)(?:分别|各)占(?:比)?(?:达到?|为)?")
_BRACKETS = re.compile(r"\([^()]*\)$")
_NET = frozenset({"净增", "净增加", "净减", "净减少"})


def name_group(group: Group, context: Context) -> list[Named]:
    """Return each value of the group under its full name, shared subjects multiplied out."""
    context.kept = None
    widened = group.has_noun and _WIDENED.search(group.before) and _LAND.fullmatch(group.behind.strip())
    return _by_noun(group, context) if group.has_noun and not widened else _by_subject(group, context)


def counted_noun(item: Named) -> str | None:
    """Return what a named value counts, for later clauses: 乡镇卫生院 of 2家乡镇卫生院通过评审."""
    whole = read_whole(item.behind) if item.behind else None
    return whole if whole and predicate().match(item.behind[len(whole) :]) else None


@remembered
def opens_with_verb(before: str) -> bool:
    """Return whether the words before a value begin with a producing verb, which holds for the values after it too."""
    return bool(_leading_verb().match(_without_doer(strip_start(before))))


def _without_doer(before: str) -> str:
    """Return the words without the institution that does it: 建成… of 县中医医院建成…."""
    return _DOER.sub("", before)


def _by_noun(group: Group, context: Context) -> list[Named]:
    """Name values by the noun behind them: 新增3个急救点, 30%的县级综合医院达到基本标准."""
    unit = group.values[-1].unit
    said = group.behind.strip().removeprefix("的").strip(" 、")
    noun = dated(BY_RULE.sub("", said))
    before = group.before if group.before.strip() or not context.verb else context.verb
    if unit in RATES or not unit:
        name, denominator = share_name(group, noun, context)
    else:
        each = read_each(group.before)
        act, name = act_of(before), noun if each else about(noun, context)
        if unit in MONEY and group.behind.startswith("的") and noun == said:
            act, name = "", re.sub(r"(?<=项目|工程)[^,。;]*$", "", noun) + act
        name = act + name if act and not name.startswith(act) else name
        if re.match(r"\s*其中", group.before) and context.name:
            name = context.name + name
        denominator = each or _whole_before(group, context)
        if denominator == "人":
            name = "每人" + noun if act in ("", "给予") else name
        elif denominator and not name.startswith(denominator):
            name = denominator + name
    return [Named(value, name, "", before, noun, denominator) for value in group.values]


def _by_subject(group: Group, context: Context) -> list[Named]:
    """Name values by the subject before them: 死亡率控制在…, 培训骨干人才300人."""
    bare = strip_end(group.before)
    joint = group.before[len(bare) :]
    subject, denominator = strip_start(bare), read_each(group.before)
    if subject in _NET and context.name:
        subject, joint = "", subject + joint
    borrowed = not subject
    if len(group.values) > 1 and (shares := _SHARES_OF.fullmatch(group.before)):
        subject, denominator = shares["list"] + "占比", None
    elif re.match(r"\s*其中", group.before) and context.name:
        whole = re.sub(r"(?:同比|较上年|比上年)?(?:增长|下降|增加|减少)$", "", context.name)
        moved = of_group(subject, whole) if complete(whole) else subject
        subject = moved if moved != subject and not moved.startswith("其中") else subject
        denominator = whole_of(whole, subject) if group.values[0].unit in RATES else None
        alone = (
            complete(subject)
            or subject.startswith("每")
            or (_BRACKETS.sub("", subject).endswith(words("institutions")) and denominator is None)
        )
        context.whole = whole if denominator else None
        unit = group.values[0].unit
        part = subject if unit in RATES else of_institutions(subject, whole, unit)
        alone, subject = alone or part != subject, part
        among = subject + whole if subject.endswith("占") else within(whole, subject)
        subject = subject if alone and not of_heads(whole, subject) else among if subject else whole
    elif context.counted and (them := _OF_THEM.fullmatch(group.before)) and group.values[0].unit in RATES:
        subject, denominator = context.counted + them["level"], context.counted
    elif context.counted and predicate().match(subject) and subject[0] in "接参获":
        subject = context.counted + subject
    elif re.match(r"人均", group.before) and bare in {"人", "人均"} and context.name and group.values[0].unit in MONEY:
        subject = "人均" + _SPENT.sub("", context.name)
    elif (reached := threshold(group.before, context.name)) and group.values[0].unit in RATES:
        subject = reached
    elif subject.endswith("占") and context.whole:
        subject, denominator = subject + context.whole, context.whole
    elif borrowed or (subject.startswith(_BESIDE) and context.name):
        subject = _borrow(context, group.before) + subject
    elif (each := _each_of(subject, group)) and (lead := context.noun or context.topic):
        subject, denominator = bare_noun(lead) + subject, each
    else:
        rate = context.clause if complete(context.clause) else context.name
        likewise = group.values[0].unit in RATES or (
            bool(context.here or context.names) and context.unit == group.values[0].unit
        )
        if likewise:
            subject = of_group(subject, rate, group.values[0].unit not in RATES)
            subject = of_institutions(subject, rate or "", group.values[0].unit)
        subject = fill(subject, context)
        subject = of_people(subject, context)
        subject = ratio_of(subject, context) if group.values[0].unit == "比" else subject
        if subject in words("general"):
            subject = _without_numbering(re.sub(r"^全[国省市县区州]", "", bare))
    names = _names(subject, group, joint, context, borrowed)
    names = [re.sub("占$", "占比", _with_act(name, context, group)) + _bracket(group) for name in names]
    values = group.values
    if len(values) > 1 and len(names) != len(values):
        names = [names[-1] if len(names) == 1 else subject] * len(values)
    pairs = list(zip(values, names, strict=True)) if len(values) > 1 else [(values[0], name) for name in names]
    return [Named(value, name, joint, group.before, "", denominator, borrowed) for value, name in pairs]


def _each_of(subject: str, group: Group) -> str | None:
    """Return the 支队伍 of 每支队伍; of money only a place's or a person's, for 每县奖补600万元 says what is done."""
    unit = group.values[0].unit
    return of_each_place(subject) if unit in MONEY else of_each(subject) if unit not in TIMES else None


def _whole_before(group: Group, context: Context) -> str | None:
    """Return the whole of the value before, which this one is said of too: 80%的卫生院设置中医馆并配备2名以上中医医师."""
    if not context.here or not (group.before.startswith("并") or not group.before.strip()):
        return None
    last = context.here[-1]
    shared = group.before.startswith("并") or last.quantity.unit not in RATES
    return last.denominator if shared and last.behind else None


def _without_numbering(bare: str) -> str:
    return re.sub(r"^[\s\d.、()一二三四五六七八九十是]*", "", bare)


def _with_act(name: str, context: Context, group: Group) -> str:
    """Return a counted name led by the verb that opened its list: 新增托位562个、床位20张."""
    act = _leading_verb().match(_without_doer(strip_start(context.verb))) if context.verb else None
    counts = group.values[0].unit not in RATES and group.values[0].denominator is None
    if act is None or not counts or act.group() in words("openers") or _holds_verb(name):
        return name
    return act.group() + name


def _holds_verb(name: str) -> bool:
    return bool(_leading_verb().match(name)) or name.endswith(words("producing"))


def _bracket(group: Group) -> str:
    tail = group.behind.strip()
    if unit_named(tail[1:-1]):
        return ""
    return tail if tail.startswith("(") and tail.endswith(")") and not re.search(r"\d", tail) else ""


def _names(subject: str, group: Group, joint: str, context: Context, borrowed: bool) -> list[str]:
    values = group.values
    listed = split_list(subject, "分别" in joint and len(values) > 1)
    each = bool(re.search(r"分别|均|都|各", joint))
    if len(values) > 1 and len(listed) != len(values):
        wider = split_list("、".join([*[c for c in context.earlier if not re.search(r"\d", c)][-3:], subject]))
        listed = (
            [strip_start(name) for name in wider[-len(values) :]]
            if "分别" in joint and len(wider) >= len(values)
            else listed
        )
    if only_head(bare := strip_start(strip_end(group.before))) and len(context.names) > 1:
        owners = [_PATIENTS.search(name) for name in context.names[-max(2, len(values)) :]]
        if (len(values) == len(owners) or (each and len(values) == 1)) and all(owners):
            return [owner.group() + bare for owner in owners if owner]
    if only_head(bare) and "分别" in joint and 1 < len(values) <= len(context.names):
        owners_ = [bare_noun(name) for name in context.names[-len(values) :]]
        if not any(complete(name) for name in owners_):
            return [name + bare for name in owners_]
    if only_head(bare) and each and len(values) == 1 and len(context.before) > 1 and "其中" not in group.before:
        return [bare_noun(name) + bare for name in context.before]
    if only_head(bare) and len(values) == 1 and not each:
        return [subject]
    told = told_apart(subject, len(values), context.topic)
    if told:
        return told
    levels = _BY_LEVEL.fullmatch(subject)
    if levels and len(split_list(levels["levels"])) == len(values):
        return [level + "级" + levels["rate"] for level in split_list(levels["levels"])]
    several = owners_of(subject, context.earlier, len(values)) if len(values) > 1 and "分别" in joint else []
    if several:
        return several
    if "分别" in joint and 1 < len(values) == len(context.before) and len(listed) == 1 and complete(subject):
        return [joined(bare_noun(name), subject) for name in context.before]
    if borrowed and 1 < len(values) == len(context.before) and not context.here:
        return list(context.before)
    growth = _GROWTH.fullmatch(subject)
    if len(values) > 1 and (growth or (borrowed and "分别" in joint)) and len(context.names) >= len(values):
        return [name + (growth["grown"] if growth else "") for name in context.names[-len(values) :]]
    if not 2 <= len(listed) <= _LONGEST_LIST:
        return [subject]
    alike = "分别" in joint or len({value.unit for value in values}) == 1 or values[0].unit in RATES
    if len(values) == len(listed) and len(values) > 1 and alike:
        return [fill(name, context) for name in share_heads(listed)]
    rate = values[0].unit in RATES - {"比"} or values[0].denominator is not None or complete(listed[-1])
    if len(values) > 1 or not (each or (rate and complete(listed[-1]))):
        return [subject]
    if not each and (one_institution(listed) or is_apposition(subject, listed)):
        return [subject]
    return [fill(name, context) for name in share_heads(listed)]


def _borrow(context: Context, before: str) -> str:
    """Return a subject from the clause before: 互认率,年底前达到90%; 新增专科2个,总数达12个 is of 专科."""
    if context.here:
        return context.here[-1].name
    if context.clause:
        return strip_start(strip_end(context.clause))
    name = context.name or context.topic
    if re.search(r"(?:达到?|为|至|到)$", before):
        name = re.sub(r"(?:年均|同比|每年)?(?:增幅|增速|降幅|增长|下降|提高)$", "", name) or name
    return bare_noun(name) if re.search(r"总数|总量|累计|总计", before) else name


@cache
def _leading_verb() -> re.Pattern[str]:
    return re.compile(choice("producing"))
