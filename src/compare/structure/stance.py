"""Stance and firmness of a clause, from grammar, headings and the document's years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from compare.knowledge import load_yaml
from compare.periods import PLAN, plan_ends, plan_term
from compare.structure.lines import squeeze

_YEAR = re.compile(r"20\d\d(?=年)")
_BASE = re.compile(rf"(?:比|较|由|从|在)(?:20\d\d年|“?(?:{PLAN.pattern})”?)")
_DATED = re.compile(rf"(?:截至|截止|到|至)?20\d\d年|“?(?:{PLAN.pattern})”?(?:期间|时期|以来)")
_LEADING_YEAR = re.compile(r"(?:回顾|回望|展望|总结|到|在|从)?(?P<year>20\d\d)年(?!底|末|以前|前)")
_BACK = re.compile(r"回顾|回望|过去(?:的)?(?:一年|五年)|一年来|去年|上一年|这一年|五年来")
_AHEAD = re.compile(
    r"展望|下一步|今后|接下来|新的一年|明年|未来(?:一年|五年|三年)|下阶段|下一阶段|今年(?:将|要|我们将)"
)
_MILESTONE = re.compile(
    r"(?:20\d\d年|今年|这一年|过去的?一年|[^,，]{0,12}20\d\d年)?[,，]?(?:也)?是[^。；]{2,60}(?:之年|周年|一年|元年|时期|关键期|阶段)"
)
_INTENT = re.compile(r"[,，](?:我们|全[省市县区州])?[^,，]{0,8}(?:将|要)")
_ANSWERER = re.compile("^(?:答|回答|[\u4e00-\u9fff]{0,6}(?:主任|局长|书记|厅长|院长|市长|县长|区长))[：:]")
_ASKS_PLANS = re.compile(
    "打算|计划|安排|部署|举措|思路|规划|目标|重点|下一步|展望|今后|接下来|新的一年|明年|怎么干|将如何"
)
_ASKS_RESULTS = re.compile("成绩|成效|进展|亮点|回顾|变化|成果|收获|过去|做了哪些|开展了哪些|完成得|取得")
_QUOTED = re.compile("“[^”]*”")
_PILOT = re.compile(
    r"(?<!被)(?:开展|启动|推进|实施|选择|选取|遴选|确定|组织)[^,，]{0,30}(?:试点(?:建设|改革)?$|个试点|试点[,，])"
)
_GUIDING = re.compile(
    r"(?:党的[一二三四五六七八九十]+大(?:和[^,，]{0,30})?精神|思想为指导|以人民健康为中心|卫生健康工作方针|(?:坚强领导|关心指导|大力支持)下|重要(?:讲话|指示|论述)[^,，]{0,12}精神|具体部署|决策部署|工作总基调)"
)
_GROUND = re.compile(
    r"^(?:总体思路|指导思想|总体要求和指导思想|基本原则|工作原则|总体原则|重要意义|重大意义|面临形势|形势与挑战|发展环境|背景意义|工作背景|制定依据|编制依据|总体要求|充分认识[^,，]{0,40})$"
)
_TROUBLE = re.compile(
    r"(?:存在|面临)(?:的)?[^,，]{0,10}(?:问题|困难|短板|不足|挑战|形势)|(?:短板|弱项|差距|不足)[^,，。]{0,6}(?:存在|突出|明显)|^(?:主要)?(?:短板|差距)(?:和|与)?(?:弱项|不足|问题)?$|(?:问题|困难|短板|不足)(?:与|和|及)(?:问题|困难|短板|不足|挑战)|机遇(?:与|和)挑战|形势分析|基础和形势"
)
_SLOGAN = re.compile(
    r"(?:回顾|展望|回望|过去)[^,，]{2,12}[,，](?:我们|全[省市县区])?[^,，]{0,14}、[^,，]{2,10}$"
    r"|(?:回顾|回望|过去)[^。]*(?:答卷|成绩单|承压前行|硕果|不平凡|来之不易)"
    r"|(?:这些)?成绩的?取得|[^,，]{0,12}成绩(?:的同时|面前)|[^,，]{0,30}仍然?存在|(?:我们)?(?:也|还)?(?:要)?清醒(?:地)?(?:认识|看)到"
)
_RALLIES = re.compile(
    r"[^。]{0,60}(?:催人奋进|创造未来|砥砺前行|再创佳绩|扬帆起航|踔厉奋发|勇毅前行|笃行不怠|只争朝夕|不负韶华|未来可期|任重道远|使命光荣)[^,，]{0,4}$"
)
_WEIGHTY = re.compile(
    "(?:关系|事关)(?:到)?(?:千家万户|国计民生|民生福祉|[^，,]{0,12}切身利益|民族未来)|历来高度重视|(?:问题|现象|情况|困难)(?:客观|仍然?|依然|确实|普遍)存在$|具有(?:十分|非常)?重[要大](?:的)?(?:现实)?意义$"
)
_LONGEST_RALLY = 68
_YEAR_FIRSTS = frozenset("2展到在")
_SLOGAN_SIGNS = frozenset("顾望去绩存醒")
_ANNOUNCED_FIRSTS = frozenset("这今本下现")
_ANNOUNCES = re.compile(
    r"(?:这次|今天|本次|今年)[^。]{0,16}会议?[^。]{0,12}(?:主要任务|任务|目的|主题)是|下面[，,].{0,24}$"
    r"|(?:下一步|接下来|下阶段|今后).{0,24}(?:以下|如下|下列)[^，,。：:]{0,12}[：:]?$|现(?:将|就).{0,40}如下$|.{0,20}(?:情况|内容|名单)如下$"
)
_MEETING = re.compile(
    r"(?:\d+月\d+日|日前|近日)[^。]*(?:召开|举行|举办|印发|出席)|(?:[^,，]{2,20}[,，])?[^,，]{2,30}是[^,，]{2,40}(?:任务|总抓手|主题|基础|关键|保障|前提)$"
    r"|会议(?:还)?(?:明确了?|通报(?:表扬)?|听取|传达|审议|宣读|总结了?|邀请|表彰|采取|以视频)|会议(?:指出|认为)[^。]*(?:是[^,，]*(?:组成部分|要求|举措|工程)$|关系[^,，]*利益)"
    r"|[^,，]{2,30}(?:出席|主持|作(?:工作)?报告|讲话|参加会议)"
)
_PAST_DONE = re.compile(r"了|已|获|达到|达|完成|实现|新增|同比|增长|下降|为|建成|占")
_REPORTED = re.compile(
    r"(?:^|[,，。；]|全[省市县区州])(?:目前|截至目前|截止目前|现已|已(?:经)?(?:累计|完成|建成|实现|有|达|开展|启动|形成|建立|创建|获))|(?:^|[,，。；])(?:全[省市县区州])?现(?:共)?有[^,，。；\d]{2,30}\d|荣获|获评|被评为|被授予|被确定为|同比(?:增长|下降|提高|上升)"
)


_PROMISED = re.compile("力争|争取|确保|将|(?<![主重需首纪])要(?![求素点])|计划(?!生育|免疫)|目标|预计|力求")


_NEXT = re.compile("(?:下一步|下步|下一阶段|下阶段|今后|接下来)(?:工作)?(?:中|打算)?[，,]")
_NEXT_FIRSTS = frozenset("下今接")
_WILL = re.compile(
    "(?:我[市县区省州委局厅院]|我们|全[市县区省州])(?:还|也|拟)?将(?=会同|继续|进一步|积极|加[大快强]|认真|以|按照?|持续|联合|结合|不断|推[动进]|组织|在|于|抓住|重点|全面|深入|着力|探索|支持|指导|督促|扩大|建)"
)
_COUNTED = re.compile(r"\d[\d.]*[%％‰万亿余多]*[个家名人张所项件次例台辆支亩间套份对床座处条种门]")

_LEVELS = ("strive", "must", "explore")


@dataclass(frozen=True, slots=True)
class Years:
    """The years that decide what is ahead and what is done; whether the document reports, is news; where it starts.

    ``past`` is the last year that lies behind the document, as its plan year, its period or its date tell.
    """

    plan: int | None
    reports: int | None
    reporting: bool
    news: bool = False
    default: str | None = None
    past: int | None = None

    def is_past(self, words: str) -> bool:
        """Return whether ``words`` name a year or a plan period, and only ones that lie behind the document.

        What a change starts from (比2020年, 从“十三五”末) does not count.
        """
        if self.past is None or ("20" not in words and "五" not in words):
            return False
        words = _BASE.sub("", words)
        named = [int(year) for year in _YEAR.findall(words)]
        named += [plan_ends()[period] for period in PLAN.findall(words)]
        return bool(named) and max(named) <= self.past


def period_start(words: str) -> int | None:
    """Return the first year of the five-year plan that ``words`` name, or null.

    >>> period_start("卫生健康发展“十四五”规划")
    2021
    """
    term = plan_term(words)
    return term[0] if term else None


@cache
def _lexicon() -> dict[str, re.Pattern[str]]:
    data = dict(load_yaml("structure/stance.yml"))
    data["firm"] = " ".join(data[level] for level in _LEVELS)
    return {key: re.compile("|".join(sorted(map(re.escape, value.split()), key=len, reverse=True)))
            for key, value in data.items()}  # fmt: skip


def read_firmness(words: str) -> str:
    """Return how firmly a clause is worded.

    >>> read_firmness("力争开工建设2个"), read_firmness("加强慢病管理")
    ('strive', 'plain')
    """
    patterns = _lexicon()
    words = _QUOTED.sub("", words) if "“" in words else words
    if "试点" in words and _PILOT.search(words):
        return "explore"
    for level in _LEVELS if patterns["firm"].search(words) else ():
        if patterns[level].search(words):
            return level
    return "plain"


@lru_cache(maxsize=4096)
def heading_stance(words: str, years: Years) -> str | None:
    """Return the stance a section heading gives its text, or null.

    >>> heading_stance("2023年工作总结", Years(plan=2024, reports=2023, reporting=True))
    'achieved'
    """
    patterns = _lexicon()
    if _TROUBLE.search(words):
        return "background"
    year = _YEAR.search(squeeze(words))
    if years.is_past(squeeze(words)) and PLAN.search(words):
        return "achieved"
    if patterns["plans_heading"].search(words) and not patterns["results_heading"].search(words):
        return "plan"
    if patterns["results_heading"].search(words) and not re.search(r"总结(?:推广|提炼|评估)", words):
        return "achieved"
    if year and years.plan and int(year[0]) < years.plan and years.reporting:
        return "achieved"
    return None


def gives_ground(words: str) -> bool:
    """Return whether a heading announces guiding thoughts and no action.

    >>> gives_ground("指导思想"), gives_ground("加强组织领导")
    (True, False)
    """
    return bool(_GROUND.search(words))


def paragraph_stance(words: str, years: Years, current: str | None) -> str | None:
    """Return the stance a paragraph opens with, or ``current`` where its opening says nothing."""
    opening = _ANSWERER.sub("", squeeze(words[:52]))[:40]
    ordinal = re.match(r"(?:[一二三四五六七八九十]+是)", opening)
    if ordinal:
        return current
    leading = _LEADING_YEAR.match(opening)
    dated = _DATED.match(opening)
    if dated and years.is_past(dated[0]):
        return "achieved"
    if _AHEAD.search(opening[:16]) or re.match(r"(?:到|至)20\d\d年", opening):
        return "plan"
    if _TROUBLE.match(opening):
        return "background"
    if _BACK.search(opening[:12]):
        return "achieved"
    if leading and years.reporting:
        year = int(leading["year"])
        if years.plan and year >= years.plan:
            return "plan"
        return "achieved"
    return current


def question_stance(words: str) -> str | None:
    """Return what a question asks for, which its answer opens with: results, plans, or null.

    >>> question_stance("记者：过去一年取得了哪些成绩？"), question_stance("记者：2024年有哪些打算？")
    ('achieved', 'plan')
    """
    if _ASKS_RESULTS.search(words):
        return "achieved"
    return "plan" if _ASKS_PLANS.search(words) else None


def is_background(words: str, stance: str, *, opening: bool, news: bool) -> bool:
    """Return whether a sentence sets the scene: a milestone, a slogan, a meeting, a guiding thought.

    Args:
        words: The sentence.
        stance: The stance of the text around it.
        opening: Whether it is among the first sentences of its paragraph.
        news: Whether the document is an account of a meeting.

    >>> is_background("2024年,是新中国成立75周年", "plan", opening=True, news=False)
    True
    """
    words = squeeze(words)
    if len(words) < 100 and "是" in words and _MILESTONE.match(words) and not _INTENT.search(words):
        return True
    if not _SLOGAN_SIGNS.isdisjoint(words) and _SLOGAN.match(words):
        return True
    if (words[:1] in _ANNOUNCED_FIRSTS or words.endswith("如下")) and _ANNOUNCES.match(words):
        return True
    if len(words) <= _LONGEST_RALLY and (_RALLIES.match(words) or _WEIGHTY.search(words)):
        return True
    if news and _MEETING.match(words):
        return True
    return opening and stance == "achieved" and bool(_GUIDING.search(words)) and not _COUNTED.search(words)


def turns_ahead(words: str, years: Years) -> bool:
    """Return whether a sentence after results opens with the year of the plan, from which on its paragraph looks ahead.

    A match: 2024年，我们将一是推进…；二是…, where 2024 is planned and 2023 reported. A non-match: 2023年，全市….
    """
    if words[:1] not in _YEAR_FIRSTS or years.plan is None or years.reports is None:
        return False
    leading = _LEADING_YEAR.match(squeeze(words[:16]))
    return leading is not None and int(leading["year"]) >= years.plan > years.reports


def opens_ahead(words: str) -> bool:
    """Return whether a sentence after results opens with what comes next, from which on its paragraph looks ahead.

    >>> opens_ahead("下一步，我们将扩大筛查范围"), opens_ahead("进一步扩大筛查范围")
    (True, False)
    """
    return words[:1] in _NEXT_FIRSTS and _NEXT.match(words) is not None


def sentence_stance(words: str, current: str, years: Years) -> str:
    """Return the stance of a sentence inside text of stance ``current``."""
    words = squeeze(words)
    if current == "plan":
        if years.is_past(words[:24]) and _PAST_DONE.search(words) and not _PROMISED.search(words):
            return "achieved"
        if _REPORTED.search(words) and not _PROMISED.search(words):
            return "achieved"
    elif current == "achieved" and (_AHEAD.search(words[:12]) or ("将" in words and _WILL.match(words))):
        return "plan"
    return current
