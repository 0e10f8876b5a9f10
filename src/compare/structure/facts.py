"""The document's own words to its facts: title, issuer, number, dates, kind, years; known facts win."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, replace

from compare.structure.frame import is_mechanics, is_question, is_title
from compare.structure.lines import Paragraph, squeeze
from compare.structure.model import Facts
from compare.structure.stance import question_stance

_DOC_NO = re.compile(
    r"[\u4e00-\u9fff]{1,10}(?:发|函|办|字|规|通|令|明电|医|卫|疾控|基层)?[〔\[（(【]20\d\d[〕\]）)】]\s*(?:第)?\d{1,4}\s*号"
)
_DATE = re.compile(r"(20\d\d)\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?")
_CN_DATE = re.compile(
    r"二[〇○零Oo]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_YEAR = re.compile(r"(20\d\d)(?=年)")
_AIM_YEAR = re.compile(
    r"(?:到|至|力争|确保|争取)(?:到)?(20\d\d)年(?:底|末|前)?|(20\d\d)年(?:底|末)?(?:前|之前|以前)|展望(20\d\d)年"
)
_NEWS = re.compile(r"召开|会议(?!精神)|部署|解读|发布会")
_PAPER = re.compile(r"(?:报告|要点|意见|方案|总结)(?:[（(][^（）()]{1,12}[）)])?$")
_REPLY = re.compile(r"(?:建议|提案|议案).{0,12}(?:答复|复函|回复|办理(?:情况|意见))|的?(?:答复|复函)(?:函|意见|的函)?$")
_UNTIL = re.compile(r"(?:截至|截止)(?:目前|到)?(20\d\d)年")
_TOLD = re.compile(r"(20\d\d)年(?:度)?[^，。；]{0,14}(?:回顾|总结|完成情况|开展情况|工作情况|主要成效|工作成效)$")
_MEANT = re.compile(
    r"(20\d\d)年(?:度)?[^，。；]{0,14}(?:安排|计划|思路|打算|重点|任务|目标|举措|建议|重点工作|主要工作)$"
)
_RESULTS = re.compile(r"获评|获批|入选|荣获|同比|建成|新增|达到?|实现|完成|升至|增长|下降|排名|位居|成功|取得")
_PLANS = re.compile(r"[将要]|力争|确保|计划|推进|推动|加强|深化|加快|完善|健全|提升|聚焦")
_SPEAKER = re.compile(r"^[\u4e00-\u9fff]{1,8}[：:]")
_LEADING = re.compile(r"(?:^|[。；！？])(?:回顾|展望|总结)?(20\d\d)年(?=[，,]|[我全市县省区是])")
_LONGEST_HEAD = 40
_INTERVIEW = 2
"""Questions that make a text an interview."""
_SPAN = re.compile(r"(20\d\d)\s*年?\s*[—\-–~至到]+\s*(20\d\d)\s*年?")
_BODIES = (
    "卫生健康委员会|卫生健康委|卫生健康局|卫生和计划生育委员会|卫生和计划生育局|卫生计生委|卫健委|卫健局|人民政府办公厅|人民政府办公室|人民政府|医疗保障局|"
    "中医药管理局|疾病预防控制局|爱国卫生运动委员会办公室|爱国卫生运动委员会|委员会办公室|办公厅"
)
_LABELLED = re.compile(r"^[\s【\[]*(?:成文|发文|印发|签发|制发)(?:日期|时间)[】\]]?\s*[:：]\s*")
_NAMED_ISSUER = re.compile(
    r"^[\s【\[]*(?:发文|发布|制发|印发|制定)(?:机关|机构|单位|部门)[】\]]?\s*[:：]\s*"
    rf"(?P<issuer>[\u4e00-\u9fff]{{2,16}}?(?:{_BODIES}))\s*$"
)
_ISSUER = re.compile(
    rf"(?:中共[\u4e00-\u9fff]{{2,10}}委(?:员会)?[\s、]*)?(?!各|关于|现将)[\u4e00-\u9fff]{{2,16}}?(?:{_BODIES})"
)
_ACTS = re.compile(
    rf"(?:^|[，,。日])(?P<issuer>[\u4e00-\u9fff]{{2,8}}?(?:{_BODIES}))(?:今日|近日|日前)?(?:召开|举行|印发|发布|出台)"
)
_KINDS = (
    (
        "report",
        r"总结|工作报告|的报告|情况报告|公报|年报|年鉴|白皮书|统计资料|评估报告|监测报告|工作情况|工作回顾|亮点|综述|回眸|成绩单|工作成效|纪实|盘点",
    ),
    ("work_points", r"工作要点|重点工作|(?:年|年度).*(?:工作(?:安排|任务|计划|思路|打算)|重点任务)|年度.*清单"),
    ("opinions", r"意见|若干措施|的决定"),
    ("plan", r"规划|方案|计划|行动|措施|任务清单|纲要"),
)


def read_facts(text: str, paragraphs: list[Paragraph], known: Facts) -> Facts:
    """Return the facts of a document; what is known already stands, the rest is read where the text states it."""
    lines = [text[p.start : p.end] for p in paragraphs]
    title = known.title or _title(lines)
    kind = known.kind or _kind(squeeze(title or ""), lines)
    found = Facts(
        title=title,
        title_from="source" if title and not known.title else None,
        issuer=_issuer(title, lines),
        doc_no=_doc_no(lines),
        issued=_issued(lines, kind),
        kind=kind,
        completeness=_completeness(kind),
    )
    squeezed = squeeze(text)
    plan, reports = _years(squeeze(title or ""), kind, squeezed, [squeeze(line) for line in lines])
    issuer = known.issuer or found.issuer
    found = replace(found, plan_year=plan, reports_year=reports, authority=_authority(issuer, kind),
                    horizon=_horizon(squeezed, known.plan_year or plan))  # fmt: skip
    given = {f.name: getattr(known, f.name) for f in fields(Facts) if getattr(known, f.name) is not None}
    return replace(found, **given)


def _title(lines: list[str]) -> str | None:
    """Return the title line, the printed document's before its cover notice's; a line that names its body joins it."""
    head = lines[:16]
    found: list[str] = []
    for index, line in enumerate(head):
        if not is_title(line) or re.match(
            r"[一二三四五六七八九十]+、|第[一二三四五六七八九十\d]+[章节部]|[（(]|附件", line
        ):
            continue
        before = head[index - 1] if index else ""
        split = line.startswith("关于") and _ISSUER.fullmatch(before)
        found.append(f"{before}{line}" if split else line)
    own = [line for line in found if not line.endswith("通知")]
    if found:
        return (own or found)[0]
    named = next((m[0] for m in (re.match(r"20\d\d年[^，。]{2,30}?工作要点", line) for line in head) if m), None)
    return named or (_headline(lines) if len(lines) > 1 else None)


def _headline(lines: list[str]) -> str | None:
    """Return the first line where it stands above the text like a headline (宜昌:以高质量卫生健康服务托起幸福)."""
    first = next((line for line in lines[:3] if not is_mechanics(line)), "")
    bare = re.sub(r"^【[^】]{2,8}】", "", first)
    numbered = re.match(r"第?[一二三四五六七八九十\d①-⑳㈠-㈩]+\s*[、.．章条部]?|[（(【〔]", bare)
    if not 10 <= len(first) <= 60 or numbered or first[-1] in "。；;：:！，," or "。" in first:
        return None
    return first if re.search("卫生|健康|医|疾|卫健|托育|人口|民生", first) else None


def _kind(title: str, lines: list[str]) -> str | None:
    if title and (_REPLY.search(title) or re.search("讲话|致辞|发言|访谈|作答", title)):
        return "statement"
    if title and _NEWS.search(title) and not _PAPER.search(title):
        return "news_summary"
    if title:
        for kind, pattern in _KINDS:
            if re.search(pattern, title):
                return kind
    if sum(map(is_question, lines)) >= _INTERVIEW:
        return "statement"
    head = "".join(lines[:6])
    if re.search(r"会议(?:强调|要求|指出|明确)|记者|讯[（(]?", head):
        return "news_summary"
    if re.search(r"提出如下意见", head):
        return "opinions"
    if sum(line.count("我们") for line in lines) >= 2 and not any(
        re.match("[一二三四五六七八九十]+、", line) for line in lines
    ):
        return "statement"
    if re.search(r"我们", "".join(lines)) and any(
        re.search(r"(?:书记|局长|主任|院长)", line) and len(line) < 40 for line in lines[:8]
    ):
        return "statement"
    return None


def _issuer(title: str | None, lines: list[str]) -> str | None:
    """Return the body that issues: named by title, head, signature, or the news of its meeting."""
    named = _ISSUER.match(title or "")
    if named:
        return named[0]
    labelled = next((m for m in map(_NAMED_ISSUER.match, lines[:12]) if m), None)
    if labelled:
        return labelled["issuer"]
    for line in [*lines[:10], *lines[-6:]]:
        match = _ISSUER.match(line)
        if match and re.fullmatch(
            r"文件|[(（]?.{0,3}章[)）]?|党[组委].{0,16}|(?:局|主任|委).{0,10}|", line[match.end() :]
        ):
            return match[0]
    acting = (_ACTS.search(line) for line in lines[:6])
    return next((match["issuer"] for match in acting if match), None)


def _doc_no(lines: list[str]) -> str | None:
    for line in lines[:15]:
        match = _DOC_NO.search(line) if "号" in line and "20" in line else None
        if match and (match[0] == line or len(line) < 40):
            return re.sub(r"\s", "", match[0])
    return None


def _issued(lines: list[str], kind: str | None) -> str | None:
    for line in [*lines[:10], *reversed(lines[-5:])]:
        label = _LABELLED.match(line)
        bare = line[label.end() if label else 0 :].strip("()（） ")
        match = _DATE.fullmatch(bare)
        if match and ("年" in line or label):
            return f"{int(match[1]):04d}-{int(match[2]):02d}-{int(match[3]):02d}"
        chinese = _CN_DATE.fullmatch(bare)
        if chinese:
            return _chinese_date(chinese)
    return None


def _chinese_date(match: re.Match[str]) -> str:
    from compare.structure.marks import read_chinese

    digits = {sign: index for index, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
    year = 2000 + digits[match[1]] * 10 + digits[match[2]]
    return f"{year}-{read_chinese(match[3]):02d}-{read_chinese(match[4]):02d}"


def _years(title: str, kind: str | None, text: str, lines: list[str]) -> tuple[int | None, int | None]:
    """Return the plan year and the report year; a page's date line never counts."""
    named = _YEAR.search(title)
    body = [_SPEAKER.sub("", line) for line in lines if not is_mechanics(line)]
    leading = [int(year) for line in body if "20" in line for year in _LEADING.findall(line)]
    in_title = sorted({int(year) for year in _YEAR.findall(title)})
    if kind == "work_points" and named:
        return int(named[1]), None
    if in_title and "政府工作报告" in title:
        return in_title[-1], in_title[-1] - 1
    if kind == "report" and in_title:
        return (in_title[-1], in_title[-2]) if len(in_title) > 1 else (None, in_title[0])
    if kind in ("statement", "report", None):
        meant, told = _years_of_parts(lines)
        if told or meant:
            return meant, told or max((year for year in leading if meant and year < meant), default=None)
        if is_reply(title):
            past = [int(year) for year in _UNTIL.findall(text)]
            return None, max([*past, *leading], default=None)
        years = sorted(set(leading))
        if len(years) >= 2:
            return years[-1], years[-2]
        if years and kind == "report":
            return None, years[0]
        if years:
            return (None, years[0]) if _tells_results(text) else (years[0], None)
        return None, None
    if named and kind == "plan" and not _SPAN.search(title):
        return int(named[1]), None
    if kind == "news_summary":
        meeting = re.search(r"(20\d\d)年[^。]{0,20}(?:会议|工作|任务|重点)", "".join(lines[:6]))
        if meeting:
            return int(meeting[1]), None
        if leading:
            return Counter(leading).most_common(1)[0][0], None
    return None, None


def is_reply(title: str | None) -> bool:
    """Return whether a title is of a letter that answers a deputy's proposal: what was done, then what comes next.

    >>> is_reply("对市十五届人大三次会议第128号建议的答复"), is_reply("关于落实代表建议的实施意见")
    (True, False)
    """
    return title is not None and _REPLY.search(title) is not None


def _years_of_parts(lines: list[str]) -> tuple[int | None, int | None]:
    """Return the years planned and reported by the headings that part them (2024年重点工作, 2023年工作回顾), null where none."""
    heads = [line.rstrip("。：:") for line in lines if len(line) <= _LONGEST_HEAD]
    told = [int(match[1]) for match in map(_TOLD.search, heads) if match]
    meant = [int(match[1]) for match in map(_MEANT.search, heads) if match]
    for asked in (line for line in lines if len(line) <= _LONGEST_HEAD and line[-1:] in "？?"):
        years = [int(year) for year in _YEAR.findall(asked)]
        {"achieved": told, "plan": meant}.get(question_stance(asked) or "", []).extend(years)
    return (max(meant) if meant else None), (max(told) if told else None)


def _tells_results(text: str) -> bool:
    """Return whether a text speaks of results more than of plans."""
    return len(_RESULTS.findall(text)) > len(_PLANS.findall(text))


def _horizon(text: str, plan: int | None) -> int | None:
    near = (text[max(0, match.start() - 4) : match.end() + 5] for match in _YEAR.finditer(text))
    years = [int(a or b or c) for words in near for a, b, c in _AIM_YEAR.findall(words)]
    years = [year for year in years if plan is None or year >= plan]
    return max([*years, *([plan] if plan else [])], default=None)


def _authority(issuer: str | None, kind: str | None) -> str | None:
    if kind == "statement":
        return "official_statement"
    if issuer is None:
        return None
    if re.search(r"中共|党委|人民政府|国务院|省委|市委|县委", issuer):
        return "party_government"
    return "department" if re.search(r"委|局|厅|办", issuer) else None


def _completeness(kind: str | None) -> str | None:
    return {"news_summary": "summary", "statement": "full", "work_points": "full", "plan": "full", "opinions": "full",
            "report": "full"}.get(kind or "")  # fmt: skip
