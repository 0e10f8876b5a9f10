"""Names shared out: whose rate it is, another group's rate, lists parted by 分别."""

from __future__ import annotations

import re
from functools import cache

from compare.targets.lexicon import choice, words
from compare.targets.lists import complete, share_heads, split_list, without_head
from compare.targets.memory import remembered

_ACTING = re.compile(
    r"(?:全部|均|已|全面)*(?:推开|推行|实行|铺开|实施|建成|实现|创建|建立|开展|设置|设立|开通|接受|提供|完成|免费|进行|达到|纳入|能够?提供)"
)
_MANNER = re.compile(r"(?:治疗|有效|成功|规范|管理|抗病毒|控制|接受|随访|救治|服药|筛查|检测|发现|接种|报告|处置)+")
_KINDS = (
    r"(?:小学|初中|高中|大学|中小学|中学)生|\d+岁(?:以[上下])?(?:儿童)?|(?:农村|城市)?高发(?:地)?区|男性|女性|(?:其他|其余)?(?:基层|城市|农村|城镇|城区|县级|乡级|乡镇|村级|省级|市级|区级|[一二三]级|县域|县区?|社区)(?:及以上|以上)?"
    r"(?:综合|公立|中医|专科)?(?:医疗卫生机构|医疗机构|医院|机构|地区|居民)?"
)
_PUPILS = re.compile(r"(?:小学|初中|高中|大学|中小学|中学)生|\d+岁(?:以[上下])?(?:儿童)?")
_GROUP = re.compile(_KINDS)
_INSTITUTION_UNITS = frozenset({"家", "个", "所", "间", "座", "处", "万家", "万个", "万所"})
_RATE_OF_GROUP = re.compile(rf"(?P<rate>[^,]{{2,30}}?(?:率|比例|占比|比重|水平))(?P<group>{_KINDS})")
_REACHED = re.compile(
    r"(?:其中)?(?:达到?|符合|具备)(?P<level>[^,;的达]{2,14})的(?:比例|占比|比重)?(?:分别|均|不低于|不少于|达到?|为|占|超过|提高到|提升至|至少|约)*"
)
_REACHING = re.compile(
    r"(?P<who>.{2,30}?)(?P<verb>达到?|符合|具备)(?P<level>[^,;达]{2,20}?)(?P<rate>的?(?:比例|占比|比重))"
)
_GRADE = re.compile(r"[\d一二三四五六七八]级")
_HEADS = re.compile(r"每\s*(?:\d+)?[百千万十]*(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|儿童|人|老年人)")
_LAYERED = re.compile(
    r"(?P<levels>[国省市县区乡镇村](?:、[省市县区乡镇村]){1,3})[两二三四]级(?P<what>[\u4e00-\u9fff]{4,40})"
)
_ONE_THING = re.compile(r"[^、,;和与及]{2,12}")
_HOUSE = r"(?:[省市县区][一二三四五六七八九十]院|[^、,;和与及\d]{2,14}?(?:医院|保健院|疾控中心|卫生院|服务中心|院区))"
_OWNERS = re.compile(rf"{_HOUSE}(?:[、和与及]{_HOUSE}){{1,5}}(?=[\u4e00-\u9fff])(?!等)")
_MONEY_OF = re.compile(r"(?P<what>[^,;]{4,40}?)(?:计划|概算|估算|预计|完成)?(?:总投资|投资|总投入|概算)额?")
_EACH_PLACE = re.compile(r"每(?:个)?(村|县|区|乡镇|镇|人|户|例|所|家|院|街道|社区|团队|名[\u4e00-\u9fff]{2,4})")
_EACH_ONLY = re.compile(r"每((?![十百千万亿])(?:个|支|家|所|名|座|处)?[\u4e00-\u9fff]{1,5})")


def owner(lead: str) -> str:
    """Return whose rate it is: the people or things of the earlier name, without its own rate or verb.

    全部建成紧密型县域医共体 gives 紧密型县域医共体, 适龄妇女宫颈癌筛查率 gives 适龄妇女宫颈癌, HIV感染者接受治疗的比例 gives HIV感染者.
    """
    if complete(lead) and _MANNER.fullmatch(without_head(lead)):
        return ""
    if complete(lead):
        return _ACTING.split(without_head(lead))[0] or lead
    parts = [part for part in _ACTING.split(lead) if part]
    if not parts:
        return lead
    people = parts[0].endswith(tuple(words("population"))) or len(parts) == 1
    return parts[0] if people else parts[-1]


def of_others(people: str, name: str) -> str:
    """Return another group's rate: 重点人群 after 常住居民签约覆盖率 is 重点人群签约覆盖率."""
    found = next((word for word in words("population") if word in name), None)
    return people + (name.partition(found)[2] if found else name)


def told_apart(subject: str, count: int, topic: str) -> list[str]:
    """Return a name for each of several values where 分别 parts the list from what is said of it, or an empty list.

    对二孩、三孩家庭分别给予补助5000元、10000元; …国家级、省级和市级重点专科建设,分别新增3个、10个和25个.
    """
    listed, parted, said = subject.partition("分别")
    verb = said if parted else subject
    if count > 1 and parted and said in {"增长", "下降", "提高", "减少", "增加", "上升", "降低"}:
        members = share_heads(split_list(re.sub(r"(?:同比|环比|较上年|比上年|较去年|比去年)$", "", listed)))
        return [member + said for member in members] if len(members) == count else []
    if count < 2 or not verbs_only().match(re.sub(r"^给予", "实施", verb)[:2] if parted and listed else verb):
        return []
    if parted and listed:
        members = share_heads(split_list(re.sub(r"^(?:对|为|给)", "", listed)))
        return [member + said for member in members] if len(members) == count else []
    members = share_heads(split_list(re.sub(r"(?:建设|创建|工作)$", "", topic)))
    return [verb + member for member in members] if len(members) == count else []


def of_group(subject: str, name: str | None, counted: bool = False) -> str:
    """Return a rate led by the group it is said of: 覆盖率县级 is 县级覆盖率, and 乡级 after it 乡级覆盖率.

    Args:
        subject: The words before the value.
        name: The rate before it, or None.
        counted: Whether it is no rate but a count, which the name before must say of such a group (三级医院下派专家).
    """
    if counted:
        first = _GROUP.match(name) if name and _GROUP.fullmatch(subject) else None
        return subject + name[first.end() :] if first and name else subject
    behind = _RATE_OF_GROUP.fullmatch(subject)
    if behind:
        return behind["group"] + behind["rate"]
    if name is None or not _GROUP.fullmatch(subject) or not complete(name):
        return subject
    before = _GROUP.match(name)
    if before is None and _PUPILS.fullmatch(subject):
        return of_others(subject, name)
    return subject + (name[before.end() :] if before and before.end() < len(name) else name)


def of_each_place(subject: str) -> str | None:
    """Return the 村 of 每村 and the 人 of 每人, or None."""
    match = _EACH_PLACE.fullmatch(subject)
    return match.group(1) if match else None


def of_each(subject: str) -> str | None:
    """Return the 县 of 每县 where nothing else is said of it, or None."""
    match = _EACH_ONLY.fullmatch(subject)
    return match.group(1) if match else None


def owners_of(subject: str, earlier: list[str], count: int) -> list[str]:
    """Return the subject of each of several owners: 市、县两级疾控中心达标率, or 床位 after A医院、B医院年内创成三甲."""
    layered = _LAYERED.fullmatch(subject)
    if layered and len(split_list(layered["levels"])) == count:
        return [f"{level}级{layered['what']}" for level in split_list(layered["levels"])]
    owned = _OWNERS.match(subject)
    if owned and len(listed := split_list(owned.group())) == count and _ONE_THING.fullmatch(subject, owned.end()):
        return [who + subject[owned.end() :] for who in listed]
    if not earlier or len(split_list(subject)) > 1 or subject[:1].isdigit() or any(mark in subject for mark in "每全"):
        return []
    owners = _OWNERS.match(earlier[-1])
    listed = split_list(owners.group()) if owners else []
    return [who + subject for who in listed] if len(listed) == count else []


def of_money(name: str) -> str | None:
    """Return the project whose investment a name says, or None: 市中医医院迁建项目 of 市中医医院迁建项目总投资."""
    match = _MONEY_OF.fullmatch(name)
    return match["what"] if match else None


def threshold(before: str, name: str | None) -> str | None:
    """Return the rate of a second threshold by the first's words, or None: 达到推荐标准的 after 卫生院达到基本标准的比例."""
    said = _REACHED.fullmatch(before)
    first = _REACHING.fullmatch(name) if said and name else None
    if said is None or first is None:
        return None
    theme = _GRADE.split(first["level"])[0] if _GRADE.match(said["level"]) else ""
    return f"{first['who']}{first['verb']}{theme}{said['level']}{first['rate']}"


def whole_of(whole: str, part: str) -> str | None:
    """Return what a share is of after 其中: a count, never a rate; of 每千人口托位数 the 托位 where the part names them."""
    counted = _HEADS.sub("", whole).removeprefix("拥有").removesuffix("数") if _HEADS.match(whole) else whole
    if counted != whole:
        return counted if len(counted) > 1 and counted in part else None
    if whole.endswith("占比") and not complete(part):
        return whole.removesuffix("占比")
    return None if complete(whole) else whole


def of_heads(whole: str, part: str) -> bool:
    """Return whether a part after 其中 is a kind of institutions of which a number per head is said."""
    return bool(_HEADS.match(whole)) and whole.endswith("数") and part.endswith(words("institutions"))


def of_institutions(part: str, whole: str, unit: str | None) -> str:
    """Return a kind of institutions with what the whole counts, where the unit counts no institutions.

    医院51万张 after 医疗卫生机构床位 is 医院床位; 医院24家 stays 医院.
    """
    kinds = words("institutions")
    if unit in _INSTITUTION_UNITS or not part.endswith(kinds) or complete(whole):
        return part
    ends = [whole.rfind(kind) + len(kind) for kind in kinds if kind in whole]
    counted = whole[max(ends, default=0) :]
    return part + counted


def within(whole: str, part: str) -> str:
    """Return the name of a part of a whole: 床位中负压床位; 每千人口公立医院床位数 where the whole is counted per head."""
    heads = _HEADS.match(whole)
    if heads is None or not of_heads(whole, part):
        return f"{whole}中{part}"
    return heads.group() + part + whole[heads.end() :]


def per_head(subject: str) -> bool:
    """Return whether a subject says per whom it is counted and not what: 每千人口达3.87个."""
    return _HEADS.fullmatch(subject) is not None


@remembered
def bare_noun(name: str) -> str:
    """Return a name without the verb that leads it: 新增托位 → 托位."""
    return _leading_verbs().sub("", name) or name


@cache
def _leading_verbs() -> re.Pattern[str]:
    return re.compile(f"^{choice('producing')}+")


@cache
def verbs_only() -> re.Pattern[str]:
    """Return the pattern of words that are producing verbs and nothing else."""
    return re.compile(f"^{choice('producing')}+$")
