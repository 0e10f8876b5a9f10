"""What only the last of several named values carries, given to all of them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from compare.targets.named import Named
from compare.targets.wholes import read_whole

_WORK = re.compile(r"(?:培训|轮训|招录|招聘|筛查|评估|接种|改造|建设|创建)(?:工作|任务)?")
_JUDGED = re.compile(
    r"(?P<noun>[\u4e00-\u9fff“”]{2,24}?)(?P<work>(?:评审|复审|评估|验收|创建|认定|申报|遴选|评选|筹建|复核|建设)(?:工作)?)"
)
_PLACES = r"(?:县\(市、区\)|县\(市\)|县\(区\)|区\(县\)|市\(州\)|乡镇\(街道\)|设区市|地级市|县区|乡镇|街道|社区|行政村|市|县|区|村)"
_LAND = re.compile(_PLACES)
_OF_LAND = re.compile(_PLACES + r"(?=[\u4e00-\u9fff]{2,12}$)(?!级|全|均|实|达|开|建|通|推|创|启|纳|完|设)")
_AIDING = re.compile(r"[\u4e00-\u9fff]{2,}(?:对口)?(?:帮扶|支援|托管|结对|联系|包联|对接)$")
_PREDICATE = re.compile(r"(?<=[院站室构所])(?=开展|实现|建立|达|全)")
_LEVEL = re.compile(r"^(?:国家|省|市|县|区|州)级(?P<noun>.*)$")


def share_grade(named: list[Named]) -> list[Named]:
    """Give 5个国家级、20个省级、100个市级临床重点专科 the noun that only the last of them carries."""
    tail = _LEVEL.match(named[-1].behind)
    if len(named) < 2 or tail is None or not tail["noun"]:
        return named
    return [
        replace(item, name=item.name + tail["noun"]) if (own := _LEVEL.match(item.behind)) and not own["noun"] else item
        for item in named
    ]


def _share_work(named: list[Named]) -> list[Named]:
    """Give 重症医生4000人、重症护士10000人的培训工作 the work that only the last of them names."""
    last = named[-1]
    if len(named) < 2 or not _WORK.fullmatch(last.behind) or not last.name.endswith(last.behind):
        return named
    return [
        replace(item, name=item.name + last.behind)
        if not item.behind and item.quantity.unit == last.quantity.unit and not _WORK.search(item.name)
        else item
        for item in named
    ]


def _share_ending(named: list[Named]) -> list[Named]:
    """Give 12个重点学科、30个特色专科评审 the work, 9个市、60个县(市、区)业务系统 the thing, that only the last of them names."""
    last = named[-1]
    if len(named) < 2 or not last.behind:
        return named
    land = _OF_LAND.match(last.behind)
    done = _JUDGED.fullmatch(last.behind)
    shared: list[Named] = []
    for item in named:
        alike = item is not last and item.behind and item.quantity.unit == last.quantity.unit
        if alike and land and _LAND.fullmatch(item.behind):
            item = replace(item, name=item.name + last.behind[land.end() :])
        elif alike and done and item.behind[-1:] == done["noun"][-1:] and not item.name.endswith(done["work"]):
            item = replace(item, name=item.name + done["work"])
        shared.append(item)
    return shared


def share_predicate(named: list[Named]) -> list[Named]:
    """Give 100%的卫生院和86%的卫生室能提供… the predicate that only the last of them carries."""
    last = named[-1]
    named = _share_aid(named)
    named = _share_work(_share_ending(_share_doing(named)))
    tail = last.name.removeprefix(last.denominator) if last.denominator and last.behind else ""
    if len(named) < 2 or not tail:
        return named
    return [
        replace(item, name=item.name + tail) if item.denominator and item.name == item.denominator else item
        for item in named
    ]


def _share_aid(named: list[Named]) -> list[Named]:
    """Give 6家三级医院帮扶14家县级医院 both sides: each counts in 三级医院帮扶县级医院."""
    for at, (one, other) in enumerate(pairwise(named)):
        if one.behind and other.behind and not other.before.strip() and _AIDING.search(one.behind):
            whole = one.behind + re.split(_PREDICATE, other.behind)[0]
            named = [*named[:at], replace(one, name=whole), replace(other, name=whole), *named[at + 2 :]]
    return named


def _share_doing(named: list[Named]) -> list[Named]:
    """Give 1200家公共场所、36家学校、15家供水单位开展监督检查 what only the last of them is said to do."""
    last = named[-1]
    whole = read_whole(last.behind) if last.behind and last.denominator is None else None
    tail = last.behind[len(whole) :] if whole else ""
    if len(named) < 2 or not tail.startswith(
        ("开展", "改造", "提升", "建设", "达标", "进行", "实施", "实行", "推行", "接受")
    ):
        return named
    bare = [
        item
        for item in named[:-1]
        if item.behind and item.quantity.unit == last.quantity.unit and len(item.behind) <= 12
    ]
    return [replace(item, name=item.name + tail) if item in bare else item for item in named]
