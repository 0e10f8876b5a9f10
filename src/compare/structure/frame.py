"""Paragraphs outside the numbered text: title, addressee, notice, signature, preamble, closing words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from compare.knowledge import load_yaml

_QUESTION = re.compile(r"(?:主持人|记者|网友|问|提问|[^：:]{0,6}记者)[：:]")
_DATE_LINE = re.compile(
    r"(?:[—－-]{1,3})?[（(]?\s*(?:发布(?:时间|日期)|时间|日期|成文日期|印发日期)?[:：]?\s*(?:20\d\d|二[〇○零Oo0][一二三四五六七八九〇○零]{2})\s*[年\-/.]\s*[\d一二三四五六七八九十]{1,2}\s*[月\-/.]\s*[\d一二三四五六七八九十]{1,3}\s*日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:印发)?[)）]?$"
)
_MECHANIC = re.compile(
    r"(?:来源|来历|作者|编辑|责编|责任编辑|审核|校对|发布(?:时间|日期|机构|单位)?|浏览(?:次数|量)?|阅读|点击|字号|字体|分享|打印|关闭|上一[篇条]|下一[篇条]|相关(?:阅读|链接|新闻)|附件|附表|附录|抄送|主送|联\s*系\s*人|联系(?:电话|方式)|电\s*话|传真|邮箱|电子邮箱|索\s*引\s*号|发文(?:字号|机关|机构|日期)|文\s*号|主题分类|主题词|信息(?:公开|来源|类别)|名\s*称|有效性|新闻资讯|首页|当前位置|您(?:现在|当前)的?位置|官方微信|最新快讯|供稿|撰稿|通讯员|记者)\s*(?:[:：|丨]|$|\d)"
)
_DOC_NO_LINE = re.compile(r"^[\u4e00-\u9fff]{1,12}[〔\[（(【]20\d\d[〕\]）)】]\s*第?\d+号$")
_ADDRESSEE = re.compile(
    r"^(?:(?:各|省|市|县|区|委|局|机关|直属|有关|驻)[^。；！]{2,160}|(?:尊敬的)?[\u4e00-\u9fff、·]{2,40}(?:代表|委员|同志|先生|女士|党委|党组))[:：]$"
)
_NOTICE = re.compile(
    r"(?:现将|现印发|现予|经.{0,20}(?:同意|研究)).{0,60}(?:印发|转发|下发|发给|公布)(?:给)?(?:你们|如下|如左)?|请(?:认真|结合实际|遵照|抓好|各地).{0,24}(?:贯彻|执行|落实|组织实施)|(?:此件|本件)(?:公开|主动|不予|依申请)"
)
_SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）()]{2,30}(?:委员会|卫生健康委|卫生健康局|卫健委|卫健局|办公室|办公厅|人民政府|中共.{2,12}委|领导小组|指挥部|厅|局|委|处)$"
)
_PERSON = re.compile(r"^[\u4e00-\u9fff]{2}(?:[\u4e00-\u9fff]|\s*[\u4e00-\u9fff·]){0,2}$")
_POST = re.compile(
    r"(?:书记|局长|主任|院长|厅长|部长|市长|县长|区长|主席|会长|所长|处长|委员|组长)(?:[、，,\s].{0,20})?$"
)
_KINDS = (
    "工作要点|重点工作|工作计划|工作安排|工作方案|实施方案|行动方案|行动计划|实施意见|指导意见|的意见|意见|的通知|规划|工作总结|工作报告|任务清单|工作情况|工作安排|的报告|工作思路|工作打算|工作重点|工作亮点|工作综述|工作成效|分工表|任务表|"
    "工作任务|重点任务|总结|措施|办法|作答|答复|答复函|复函|上的讲话|上的报告|致辞|条例|决定|公报|公告"
)
_SHORT = 120
_RECEIVED = re.compile(r"(?:您|你|贵|.{0,8}(?:代表|委员|同志)).{0,12}(?:提出|提交).{2,80}(?:收悉|收到)")
_REPORTS = re.compile(r"现将.{0,30}(?:报告|汇报|通报|总结|公布|说明)如下")
_MADE_PUBLIC = re.compile("[（(](?:此件|本件|信息公开|公开)")
_HANZI = re.compile(r"[一-鿿]")
_PASSES_ON = re.compile(r"(?:印发|转发|下发)给|此件|本件|请.{0,12}(?:贯彻|执行|落实)")
_STOPPED = re.compile(r"[。；，！]")
_TITLE = re.compile(rf"(?:{_KINDS})(?:[（(].{{1,16}}[)）])?$")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = load_yaml("structure/frame.yml")
    return {key: re.compile("|".join(map(re.escape, value.split()))) for key, value in data.items()}


def is_mechanics(words: str) -> bool:
    """Return whether a paragraph outside the numbered text only transmits, dates, signs or decorates.

    A match: 来源:某报. A non-match: 附件管理工作有序推进，成效明显。
    """
    return _short_is_mechanics(words) if len(words) <= _SHORT else _is_mechanics(words)


@lru_cache(maxsize=4096)
def _short_is_mechanics(words: str) -> bool:
    """Return what is_mechanics says of a short line, which is asked several times for each document."""
    return _is_mechanics(words)


def _is_mechanics(words: str) -> bool:
    if _DATE_LINE.match(words) or _DOC_NO_LINE.match(words) or _ADDRESSEE.match(words):
        return True
    if len(words) <= 60 and _REPORTS.match(words):
        return True
    if len(words) <= 120 and "收" in words and _RECEIVED.match(words):
        return True
    if len(words) <= 80 and (_MECHANIC.match(words) or _MADE_PUBLIC.match(words)):
        return True
    if not _HANZI.search(words):
        return True
    if words[-1] not in "。！？；：;:" and len(words) <= 60:
        return bool(_SIGNATURE.match(words) or _PERSON.match(words) or _POST.search(words) or is_title(words))
    return bool(
        len(words) <= 400
        and ("请" in words or "发给" in words or "此件" in words or "本件" in words)
        and _NOTICE.search(words[:80])
        and _PASSES_ON.search(words)
    )


def is_title(words: str) -> bool:
    """Return whether a line reads as a document's title.

    >>> is_title("2023年全省卫生健康工作要点"), is_title("推进卫生健康工作，制定工作要点")
    (True, False)
    """
    return len(words) <= 80 and not _STOPPED.search(words) and bool(_TITLE.search(words))


def is_question(words: str) -> bool:
    """Return whether a paragraph is what an interviewer or a citizen asks.

    >>> is_question("记者：2024年有哪些打算？"), is_question("问题：基层能力薄弱")
    (True, False)
    """
    return _QUESTION.match(words) is not None


def is_preamble(words: str) -> bool:
    """Return whether a paragraph before the first number gives grounds (为深入贯彻…，制定本方案)."""
    return bool(_words()["preamble"].match(words))


def is_closing(words: str) -> bool:
    """Return whether a paragraph after the numbered text is an exhortation or a final clause."""
    return bool(_words()["closing"].match(words) or _words()["exhortation"].search(words[:60]))


def is_exhortation(words: str) -> bool:
    """Return whether a sentence greets or exhorts."""
    return bool(re.match(r"(?:同志们|祝|谢谢|感谢|衷心|各位|大家好|尊敬的|亲爱的)", words))


def is_goal(words: str) -> bool:
    """Return whether a paragraph before the first number states aims (主要目标：…达到95%)."""
    return bool(re.match(r"(?:主要|工作|总体|发展|年度|预期|重点)+(?:目标|指标|任务)", words))
