"""The noun behind a value as its name: what is counted, of what a percentage is said, which producing words lead it."""

from __future__ import annotations

import re

from compare.targets.filling import joined
from compare.targets.groups import Group
from compare.targets.lexicon import words
from compare.targets.lists import complete, split_list
from compare.targets.named import Context
from compare.targets.subjects import strip_end, strip_start
from compare.targets.wholes import EACH, predicate, read_whole

BY_RULE = re.compile(
    r"^(?:配备|配置|建设)?(?:要求|标准|比例|原则|规模)(?=布局|配备|配置|核定|设置|设立|建设|建成|落实|安排|规划|补足|招聘|储备|发放|给予|列支|拨付|筹集|提取|预算|预拨|补助)"
)
_EACH_TIME = re.compile(r"(?<=[\u4e00-\u9fff])按照?每(?:人|名|村|户)?(?:每)?[年月日天]?$")
_AT = re.compile(
    r"(?:已|将|拟|预计)?于(?:今年|去年|明年|(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|份|初|中旬|上旬|下旬)?(?:正式)?"
)
_PER_WHOM = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}财政)?按?照?(?:常住人口|户籍人口|服务人口|辖区人口|每(?:个|名|位|家|所)?(?:人|年|月|日|天|例|床|村|户|次))+"
)


def share_name(group: Group, noun: str, context: Context) -> tuple[str, str | None]:
    """Return name and whole of a percentage whose noun follows it; 12%达到推荐标准 takes the whole of the one before."""
    before = strip_start(strip_end(group.before)) if group.before.strip() else ""
    if predicate().match(noun) and context.noun and not complete(context.noun):
        return context.noun + noun, context.noun
    keep = len(before) >= 2 and before not in words("producing") and not _is_adverb(before)
    whole = read_whole(re.split(r"\d", noun)[0])
    owned = whole and group.behind.startswith("的") and before.endswith(words("institutions"))
    return (before + noun if keep else noun), before + whole if owned and whole and keep else whole


def dated(noun: str) -> str:
    """Return the noun behind a value without the date inside it: 床位已于今年3月开诊 is 床位开诊."""
    return _AT.sub("", noun) if "于" in noun else noun


def act_of(before: str) -> str:
    """Return the producing words before a value that are part of its name: 力争新增 → 新增, 对全省新增建设的 → 新增建设."""
    bare = before.removesuffix("的")
    bare = _EACH_TIME.sub("", EACH.sub("", bare)) if "每" in bare or "各" in bare else bare
    bare = strip_start(re.sub(r"(?:了|不少于|不低于|至少|约|近|超过|有)+$", "", bare))
    if _PER_WHOM.fullmatch(bare):
        return ""
    if bare in words("openers") or bare in {"达到", "达", "共有", "拥有", "现有", "有", "为", "建有"}:
        return ""
    return bare


def _is_adverb(before: str) -> bool:
    return before in words("openers") or bool(re.match(r"^(?:推进|加快|确保|力争|实现|使|推动|要|超过|至少)+$", before))


def about(noun: str, context: Context) -> str:
    """Return the noun, led by what it belongs to where it is too general to stand alone."""
    head = next((word for word in words("general") if noun.startswith(word)), None)
    noun = _first_of_unlike(noun)
    if context.topic.endswith(noun) and noun in words("producing"):
        return context.topic
    if predicate().match(noun) and context.counted and context.counted.endswith(words("institutions")):
        return context.counted + noun
    stands = head is not None and (noun == head or predicate().match(noun[len(head) :]))
    return joined(context.topic, noun) if stands and context.topic else noun


def _first_of_unlike(noun: str) -> str:
    """Return what the count counts where other things follow it in a list: 3所救治基地、传染病医院和…病区建设 → 救治基地建设."""
    members = split_list(noun)
    first = members[0] if members else ""
    if len(members) < 2 or not re.search(r"(?:基地|中心|医院|卫生院|卫生室|站|馆|院|所|实验室)$", first):
        return noun
    last = re.sub(r"(?:改扩建|扩建|新建|提升|改造|建设|项目)+$", "", members[-1])
    if last.endswith(first[-2:]) or last == members[-1]:
        return noun
    return first + members[-1][len(last) :]
