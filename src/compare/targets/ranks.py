"""Ranks: what is ranked, and in which field."""

from __future__ import annotations

import re

_SCOPE = (
    r"(?:全国|全省|全市|全区|全州|全县|全球|世界|亚洲|华南|华东|华北|华中|西南|西北|东北|同类|国内|中部六省|西部十二省(?:区市)?|长三角|珠三角|京津冀|东部地区|中部地区|西部地区|省内|市内|区内"
    r"|[\u4e00-\u9fff]{2,3}[省市](?=排|位|第|居|列|中))"
)
_IN = re.compile(
    rf"(?:在|居|位列|位居|名列|列|排名?|跃居)?(?P<scope>{_SCOPE}(?:\d+[^,;。在]{{1,12}}?|[^,;。在排位第居列进跃前名]{{0,14}}?))(?:的)?(?:排名中|排名|中|评比中|考核中)?(?:排名|排在|排|位列|位居|名列|居|列|位次|进入|跃居|升至|第|前|位|$)"
)
_VERB = re.compile(r"(?:综合)?(?:排名|排在|排|位列|位居|名列|居|列|位次|进入|跃居|升至|上升至|跻身)")
_THEME = re.compile(
    r"(?:国家|全国|全省|全市|[\u4e00-\u9fff]{2,3}[省市])?[^,;。在]{0,30}?(?:绩效考核|绩效评价|考核|评价|评估|评比|排行榜|监测|测评|竞赛|大赛|评审)"
)
_SCORED = re.compile(
    r"(?P<who>[^,;。]{2,16}?)在(?:20\d\d年度?)?(?P<scope>全国|全省|全市|全区|全州)(?P<theme>[^,;。\d]{2,20}?(?:考核|评价|评比|评估|测评|竞赛|大赛|检查))"
    r"(?:成绩|结果)?中?(?:排名?|位列|位居|名列|居|列|获|荣获)?(?:第)?$"
)
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_TESTED = re.compile(
    r"在(?P<scope>全国|全省|全市|全区|全州)(?P<theme>[^,;。\d]{2,30}?(?:考核|评价|评比|评估|测评|竞赛|大赛))(?:成绩|结果)?中"
)
_WHO = re.compile(r"[^,;。]{1,16}?(?:医院|疾控中心|保健院|卫生院|血站|急救中心|县|市|区)(?=[\u4e00-\u9fff])")
_HOW = re.compile(r"^(?:连续[一二三四五六七八九十\d]+年|首次|再次|继续|成功|稳步|整体|总体|历史性|跃|均|又)+")
_HOUSES = ("医院", "疾控中心", "保健院", "卫生院", "血站", "中心", "院")
_APPRAISED = re.compile(
    r"^(?:在|根据|参加)?(?P<theme>(?:国家|全国|全省|全市)?[^,;。\d]{0,30}?(?:绩效考核|绩效评价|考核|评价|评估|评比|测评|监测|竞赛|大赛))(?:成绩|结果|排名)?(?:中|里)?$"
)
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]是|[(（]?\d{1,2}[)）.、])")


def _opening(earlier: list[str]) -> tuple[str, str | None]:
    """Return theme and scope of an appraisal named in an earlier clause: 全国三级公立医院绩效考核中."""
    for clause in reversed(earlier):
        named = re.search(
            r"(?:进入|在|跻身)?((?:国家|全国|全省)[^,;。\d]{0,40}?(?:绩效考核|绩效评价|排行榜))(全国|全省|全市)?(?:前\d+|排名)",
            clause,
        )
        if named:
            return named[1], named[2] or ("全国" if named[1].startswith(("国家", "全国")) else "全省")
        match = re.search(
            r"(全国|全省|全市|全区|全州|全县)([^,;。]*?(?:绩效考核|考核|评价|评估|评比|测评|评审))中?$", clause
        )
        if match:
            return match.group(1) + match.group(2), match.group(1)
    return "", None


def _theme(earlier: list[str]) -> str:
    """Return the appraisal that an earlier clause opens: 在2022年度国家三级公立医院绩效考核中."""
    for clause in reversed(earlier):
        match = _APPRAISED.search(_YEAR.sub("", clause))
        if match:
            return match["theme"]
    return ""


def read_rank(before: str, earlier: list[str], last_name: str | None) -> tuple[str, str | None]:
    """Return ``(indicator, rank_scope)`` of a rank.

    >>> read_rank("市疾控中心食品安全工作能力在全省地级市排", [], None)
    ('市疾控中心食品安全工作能力排名', '全省地级市')
    >>> read_rank("全省排名", ["上半年市域内住院率97.4%"], "市域内住院率")
    ('市域内住院率排名', '全省')

    Args:
        before: Words of the clause before the rank.
        earlier: Earlier clauses of the sentence.
        last_name: Indicator of the sentence's last statement, if any.
    """
    before = _NUMBERED.sub("", before).strip("、和 ")
    scored = _SCORED.match(before)
    if scored:
        return scored["who"].strip("、的,( ") + scored["theme"] + "排名", scored["scope"]
    found = list(_IN.finditer(before))
    scope = found[-1]["scope"] if found else None
    theme = ""
    if scope is not None:
        scope = re.sub(r"(?:中|的)$", "", scope)
        split = re.match(
            r"(全国|全省|全市|全区|全州|全县)([^\d]*(?:绩效考核|考核|评价|评估|评比|监测|测评|评审))$", scope
        )
        if split:
            scope, theme = split.groups()
    cut = found[-1].start() if found else (match.start() if (match := _VERB.search(before)) else len(before))
    subject = _YEAR.sub("", before[:cut]).strip("、在的,( ")
    subject = _VERB.sub("", subject) if len(subject) < 3 else re.sub(_VERB.pattern + "$", "", subject)
    subject = subject.replace("中排名", "").removesuffix("中").strip("在、的 ")
    if scope is None:
        inner = _THEME.search(before)
        national = re.search(r"全国|全省|全市", inner.group() if inner else before)
        scope = national.group() if national else None
    subject = _HOW.sub("", subject)
    if len(subject) >= 2 and not theme and scope is None:
        theme, scope = _opening(earlier)
    elif len(subject) >= 2 and not theme and subject.endswith(_HOUSES) and not _THEME.search(before):
        theme = _theme(earlier)
    if len(subject) >= 2:
        return (subject if subject.endswith("排名") else subject + theme + "排名"), scope
    tested = _TESTED.search(before)
    if tested:
        who = next((led.group() for clause in earlier if (led := _WHO.match(clause))), "")
        return who + re.sub(r"^.*(?:医院|机构|单位|中心)", "", tested["theme"]) + "排名", tested["scope"]
    if last_name:
        return (last_name if last_name.endswith("排名") else last_name + "排名"), scope
    for clause in reversed(earlier):
        bare = _YEAR.sub("", _NUMBERED.sub("", clause))
        actor, _, rest = bare.partition("在")
        appraisal = _THEME.search(rest)
        if appraisal:
            return actor.strip() + appraisal.group() + "排名", scope
        if actor:
            return actor.strip() + "排名", scope
    return "排名", scope
