"""What a subject lacks to stand alone, from what stands before it: whose rate it is, of what a ratio, of which people."""

from __future__ import annotations

import re

from compare.targets.fates import RATES
from compare.targets.lexicon import words
from compare.targets.lists import aged, complete, only_head
from compare.targets.named import Context
from compare.targets.sharing import bare_noun, of_others, owner, per_head, verbs_only
from compare.targets.subjects import topic_of

_GRADE = re.compile(r"^(?P<grade>国家|省|市|县|区|州|乡镇)级$")
_REPORTED = re.compile(r"^(?:累计|共)?(?:网络)?报告(?=[\u4e00-\u9fff]{2,}(?:病|病例|癌))")
_PRIZE = re.compile(r"[特一二三四]等奖|优秀奖|[金银铜]奖")
_PRIZED = re.compile(r"(?:[特一二三四]等奖|优秀奖|[金银铜]奖)$")
_GROWN = re.compile(r"年均(?:复合)?(?:增长|增速|增幅|递增|下降|递减|上涨)(?:率)?")
_FALLEN_ILL = re.compile(r"(?<=[病病炎毒])(?:(?:报告)?发病率|患病率|报告发病|(?:报告)?发病|报告)$")
_BOOKED = re.compile(r"(?:总|累计|当期|滚存|年末)?(?:收入|支出|结[存余]|赤字)")
_SCORE = re.compile(r"(?:得分|评分|分数|成绩)$")
_INVESTED = re.compile(r"(?:计划|概算|估算|预计)?总投资额?$")
_SHARE = re.compile(r"占(?!比|地|床)[^,]*(?:发病|死亡|报告)$")
_SHORTEST_PART = 2
_SHORTEST_TOPIC = 4
_OF_BUILDINGS = ("面积", "总投资", "投资")
_BUILDINGS = ("院区", "项目", "工程", "大楼", "综合楼")
_ATTRIBUTES = ("面积", "床位", "投资", "资金", "额度")


def fill(subject: str, context: Context) -> str:
    """Return a subject with what it lacks: 覆盖率, 总投资, 开工建设 and 市级 lean on what stands before."""
    grade = _GRADE.match(subject)
    if subject.endswith("奖") and _PRIZE.fullmatch(subject) and context.name and _PRIZED.search(context.name):
        return _PRIZED.sub(subject, context.name)
    if subject in {"死亡率", "病死率", "死亡"} and context.name and _FALLEN_ILL.search(context.name):
        return _FALLEN_ILL.sub("", context.name) + subject
    if context.name and context.name.endswith(("收入", "支出")) and _BOOKED.fullmatch(subject):
        return context.name[:-2] + subject
    if subject in {"完成率", "任务完成率", "完成进度"} and context.name and not complete(context.name):
        return context.name + subject
    if subject.startswith("年均") and _GROWN.fullmatch(subject) and context.name and context.unit not in RATES:
        return context.name + subject
    if grade and context.name and re.search(r"(?:国家|省|市|县|区|州)级", context.name):
        return re.sub(r"(?:国家|省|市|县|区|州)级", subject, context.name, count=1)
    if re.fullmatch(r"(?:年度|全年|年初|计划)?(?:目标|任务|计划)(?:任务)?", subject) and context.name:
        return context.name + "完成" + subject
    if per_head(subject) and context.name and not per_head(context.name):
        return subject + bare_noun(context.name)
    if subject in words("population") and context.name and complete(context.name):
        return of_others(subject, context.name)
    if subject in words("general") or (only_head(subject) and not subject.startswith("每")):
        return _lead_by(subject, context)
    if verbs_only().match(subject):
        if context.name and context.name.startswith(subject):
            return context.name
        return (owner(context.topic) if complete(context.topic) else context.topic) + subject
    return subject


def _lead_by(subject: str, context: Context) -> str:
    nearest = context.topic if context.clause and not context.here and len(context.topic) >= _SHORTEST_TOPIC else ""
    lead = nearest or context.noun or context.topic
    if subject.endswith(_OF_BUILDINGS) and not lead.endswith(_BUILDINGS):
        topics = [topic_of(clause) for clause in reversed(context.earlier)]
        lead = next((topic for topic in topics if topic.endswith((*words("institutions"), *_BUILDINGS))), lead)
    elif lead and complete(subject):
        lead = _REPORTED.sub("", owner(lead))
    elif lead and complete(lead):
        lead = ""
    lead = "" if _SHARE.search(lead) or _SCORE.search(lead) else _INVESTED.sub("", lead)
    if subject.endswith(_ATTRIBUTES):
        context.kept = lead
    return subject if not lead or subject in lead else joined(lead, subject)


def of_people(subject: str, context: Context) -> str:
    """Return a rate led by the people that the rate beside it names: 60岁以上人群接种率96%、加强免疫接种率86%."""
    before = context.here[-1].name if context.here else ""
    if not before.endswith(subject[-3:]) or not complete(subject):
        return subject
    return aged([before, subject]) + subject


def ratio_of(subject: str, context: Context) -> str:
    """Return a ratio led by what the ratio beside it is of: 重症病床医生与床位0.8:1、医生与护士1:2.5."""
    before = context.here[-1].name if context.here and context.here[-1].quantity.unit == "比" else ""
    first = re.split(r"[与和]", subject)[0]
    at = before.find(first) if len(first) >= _SHORTEST_PART else -1
    return before[:at] + subject if at > 0 else subject


def joined(lead: str, noun: str) -> str:
    """Return two names as one, words that end the first and open the second once."""
    shared = next((size for size in range(min(len(lead), len(noun)), 0, -1) if lead.endswith(noun[:size])), 0)
    return lead + noun[shared:]
