"""Numerals that count nothing: dates, plan periods, document numbers, contacts, numbers of lists."""

from __future__ import annotations

import re

from compare.quantities.model import Quantity

_TO = "[-—–－~～至到]{1,2}"
_C = "一二三四五六七八九十"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零○Ｏ九][〇零○Ｏ一二三四五六七八九]{2})"
_DAY = rf"(?:\d{{1,2}}|[{_C}]{{1,3}})"

_DATES = re.compile(
    rf"(?P<iso>(?:19|20)\d\d(?P<dash>[-/.])\d{{1,2}}(?P=dash)\d{{1,2}}(?!\d)(?:[ T]+\d{{1,2}}:\d\d(?::\d\d)?)?)"
    rf"|(?P<years>{_YEAR} ?年?度?{_TO}{_YEAR} ?(?:学年|年度?)?(?!\d)(?:\d{{1,2}} ?月)?)"
    rf"|(?P<year>{_YEAR} ?(?:学年|年度?)"
    rf"(?: ?{_DAY} ?月(?!龄)份?(?: ?{_DAY} ?[日号](?:{_TO}{_DAY} ?月?{_DAY}? ?[日号])?|{_TO}{_DAY} ?月(?!龄)份?)?)?)"
    rf"|(?P<monthday>{_DAY} ?月 ?{_DAY} ?[日号](?:{_TO}(?:{_DAY} ?月 ?)?{_DAY} ?[日号])?)"
    rf"|(?P<months>{_DAY} ?月?份?{_TO}{_DAY} ?月(?!龄)份?(?: ?{_DAY} ?日)?)"
    rf"|(?P<month>(?<!个){_DAY} ?月(?!龄|[内以])份?)"
    rf"|(?P<quarter>(?:[一二三四]|(?<!\d)[1-4])(?:{_TO}[一二三四1-4]|、[一二三四])? ?季度)"
    rf"|(?P<century>(?:\d\d|[{_C}]{{1,3}})世纪(?:(?:\d0|[{_C}]{{2}})年代)?)"
    rf"|(?P<decade>(?:\d0|[{_C}]{{2}})年代)"
    rf"|(?P<clock>(?<![\d:：])(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d:：%])(?:{_TO}(?:[01]?\d|2[0-4])[:：][0-5]\d)?)"
    rf"|(?P<hour>(?:[01]?\d|2[0-4])时(?![间期常]|[0-9]*[内以])(?:[0-5]?\d分)?(?:{_TO}(?:[01]?\d|2[0-4])时(?:[0-5]?\d分)?)?)"
    rf"|(?P<day>(?<!\d){_DAY} ?日(?=[前起止晚]|之前|以前|至|[上下]午))"
    rf"|(?P<bare>(?<![\d.])(?:19|20)\d\d(?=[)）”」』》〉]|[{_C}]?版|健康|规划纲要))"
)
_BARE_MONTHS = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}")
_CLOCK_BEFORE = re.compile(r"(?:[上下中]午|时间|[日早晚]|[-—至到~]|每天|于|在) ?$")

_PERIOD = re.compile(
    rf"(?:十[一二三四五六七八九]·?五|(?<=“)[八九]·?五)(?=[”’」』规时期末初以开收的之发医卫健中公妇老基人全信疾，。、和与及至]|$)|第[{_C}]{{1,3}}个五年(?:规划|计划)"
)

_DOCUMENT = re.compile(
    r"(?:19|20)\d\d ?[〕\]】）)〉］] ?(?:第 ?)?\d{1,5}(?: ?[-—、和至] ?\d{1,5})* ?号?(?:文件?)?"
    r"|\d{1,6}(?: ?[-—、和至] ?\d{1,5})* ?号(?=文|令|公告|通知|通告|决定|提案|建议|议案|意见|函|批复|修改单|标准)"
    r"|[一二三四五六七八九十百]{1,5}号(?=文|令|公告|通告|主席令)"
)
_STANDARD = re.compile(r"(?:GB|WS|YY|DB|HJ|JG|ISO|IEC|T|GBZ)\d{0,2}(?:/[A-Z]{1,2})? ?$", re.ASCII)
_STANDARD_NUMBER = re.compile(r"\d+(?:\.\d+)*(?:[-—]\d{2,4})?")

_PHONE = re.compile(
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|[(（]?0\d{2,3}[)）]?[-—– ]{0,2}\d{7,8}(?:[-转]\d{1,5})?(?!\d)"
    r"|[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)"
)
_CONTACT_BEFORE = re.compile(r"(?:电话|传真|邮编|邮政编码|热线|手机|号码|QQ|微信|拨打|联系方式)[^。；;\n]{0,12}$")
_HOTLINE = re.compile(
    r"(?:12345|12320|12356|12349|12355|12338|12348|12315|12393|1234\d|123\d\d|120|119|110|122|114)(?!\d)"
    r"(?=[”\"]?(?:急救|热线|指挥|调度|电话|平台|心理|救护|医疗急救|政务|服务|院前|呼叫|卫生|公共|网络|受理|接警|联动|系统|报警|中心|分站|站|、1[12]\d|与|和|”))"
)
_URL = re.compile(r"(?:https?://|www\.)[\w./?=&%#:+~-]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}", re.ASCII)

_LINE_NUMBER = re.compile(
    r"(?P<chinese>[一二三四五六七八九十百]{1,5})(?=[、．.，](?!\d)|[)）])"
    r"|(?P<arabic>\d{1,3}(?:\.\d{1,2}){0,3})(?=[、．)）](?!\d)|\.(?!\d)|\.(?:19|20)\d\d年| (?=[一-龥“《]))"
    r"|(?P<lost>\d{1,3})(?=[一-龥“《])"
)
_INLINE_NUMBER = re.compile(r"(?P<is>[一二三四五六七八九十]{1,3})(?=[是要][^否]|则|曰)")
_PAREN_NUMBER = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,4})(?=[)）])")
_APPENDIX = re.compile(r"(?:附件|附表|附图|表|图|专栏|附录|案例|步骤|条款|序号|编号|例)[ :：]?$")
_CIRCLED = re.compile(r"[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿㊀-㊉]")
_REFERENCE = re.compile(
    rf"(?:\d{{1,4}}|[{_C}百零]{{1,6}})(?:(?:[-—至、]|[和与])第?(?:\d{{1,4}}|[{_C}百零]{{1,6}}))*(?=[条章节款编]|项(?:规定|第|[，。；、]))"
)
_MASK = re.compile(r"[＊*]{2,}")


def _whole(text: str, start: int, end: int, kind: str, value: float | None = None, unit: str | None = None) -> Quantity:
    return Quantity(
        start=start, end=end, text=text[start:end], value=value, value_max=None, unit=unit, comparator="=",
        kind=kind, number_start=start, number_end=end,
    )  # fmt: skip


def read_date(text: str, at: int, floor: int) -> Quantity | None:
    """Return the date, time of day or span of years that starts at ``at``, or None."""
    match = _DATES.match(text, at)
    if match is None:
        return None
    name, words = match.lastgroup, match.group()
    if name == "dash":
        name = "iso"
    if name in ("month", "months", "monthday"):
        numbers = [_month_number(found) for found in _BARE_MONTHS.findall(words.partition("月")[0])]
        if not numbers or any(number is None or not 1 <= number <= 12 for number in numbers):
            return None
    if name == "clock" and not _is_clock(text, at, words):
        return None
    if name == "day" and (_month_number(words.rstrip("日 ")) or 0) > 31:
        return None
    year = int(words[:4]) if words[:4].isdecimal() else None
    return _whole(text, at, match.end(), "date", float(year) if year and year >= 1900 else None)


def _month_number(words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    marks = "一二三四五六七八九"
    if words in marks:
        return marks.index(words) + 1
    if words[:1] == "十":
        return 10 + (marks.index(words[1]) + 1 if words[1:2] and words[1] in marks else 0)
    if len(words) >= 2 and words[1] == "十" and words[0] in marks:
        return 10 * (marks.index(words[0]) + 1) + (marks.index(words[2]) + 1 if words[2:] and words[2] in marks else 0)
    return None


def _is_clock(text: str, at: int, words: str) -> bool:
    parts = re.split("[:：]", words)
    if len(parts) > 2:
        return True
    before = text[max(0, at - 4) : at]
    return (bool(_CLOCK_BEFORE.search(before)) and "比" not in before) or parts[0].startswith("0")


def read_period(text: str, at: int, floor: int) -> Quantity | None:
    """Return the plan period (十四五) that starts at ``at``, or None."""
    match = _PERIOD.match(text, at)
    return _whole(text, at, match.end(), "period") if match else None


def read_document_number(text: str, at: int, floor: int) -> Quantity | None:
    """Return the number of a document or standard that starts at ``at``, or None."""
    match = _DOCUMENT.match(text, at)
    if match:
        start = at - 1 if at > floor and text[at - 1] in "〔[【（(〈［" else at
        if match.group()[4:5].strip() and match.group()[4] in "〕]】）)〉］" and start == at:
            return None
        return _whole(text, start, match.end(), "document_number")
    if _STANDARD.search(text[max(0, at - 10) : at]):
        match = _STANDARD_NUMBER.match(text, at)
        return _whole(text, at, match.end(), "document_number") if match else None
    return None


def read_contact(text: str, at: int, floor: int) -> Quantity | None:
    """Return the telephone number, hotline or address that starts at ``at``, or None."""
    match = _PHONE.match(text, at) or _HOTLINE.match(text, at)
    if match is None and _CONTACT_BEFORE.search(text[max(0, at - 18) : at]):
        match = re.compile(r"\d{3,12}(?:[-—]\d{2,8})*(?![\d.%‰人个名家张])").match(text, at)
    return _whole(text, at, match.end(), "contact") if match else None


def read_address(text: str, floor: int, at: int) -> tuple[int, int] | None:
    """Return the span of the web or mail address that holds position ``at``, or None."""
    start = at
    while start > floor and at - start < 200 and (text[start - 1].isascii() and not text[start - 1].isspace()):
        start -= 1
    for match in _URL.finditer(text, start, min(len(text), at + 300)):
        if match.start() <= at < match.end():
            return match.start(), match.end()
    return None


def read_list_number(text: str, at: int, floor: int, expected: int) -> Quantity | None:
    """Return the number of a list or of a part of a text that starts at ``at``, or None.

    Args:
        text: The text.
        at: Where the numeral starts.
        floor: End of what was read before.
        expected: The number that continues the list of Arabic numbers at line starts.
    """
    if _CIRCLED.match(text, at):
        return _whole(text, at, at + 1, "list_number")
    before = text[max(0, at - 6) : at]
    opened = before.rstrip(" \t　")
    line_start = (not text[floor:at].strip(" \t　(（?\ufeff") and (floor == 0 or "\n" in text[floor:at])) or _at_line(
        text, at
    )
    if line_start:
        match = _LINE_NUMBER.match(text, at)
        if match and (not match["lost"] or int(match["lost"]) == expected):
            if match["arabic"] and "." in match["arabic"] and not _is_section(match["arabic"], expected):
                whole = match["arabic"].partition(".")[0]
                return _whole(text, at, at + len(whole), "list_number") if int(whole) == expected else None
            return _whole(text, at, match.end(), "list_number")
        sequel = re.compile(r"\d{1,3}(?=\.\d)").match(text, at)
        if sequel and int(sequel.group()) == expected and expected > 1:
            return _whole(text, at, sequel.end(), "list_number")
    if opened.endswith(("(", "（")):
        match = _PAREN_NUMBER.match(text, at)
        if match and text[match.end()] in ")）":
            return _whole(text, at, match.end(), "list_number")
    match = _INLINE_NUMBER.match(text, at)
    if match and (at == 0 or text[at - 1] in "。；;：:，,、！？\n \t　“)）"):
        return _whole(text, at, match.end(), "list_number")
    if opened.endswith("第"):
        match = _REFERENCE.match(text, at)
        if match or (
            re.compile(r"[一二三四五六七八九十]{1,2}(?=[，,])").match(text, at) and before[-2:-1] in "。；;：:\n"
        ):
            end = match.end() if match else at + 1
            return _whole(text, at, end, "list_number")
    if _APPENDIX.search(before):
        match = re.compile(
            r"\d{1,2}(?:[-—]\d{1,2})?(?![\d.%个名人家张项])|[一二三四五六七八九十]{1,2}(?=[：:、，。\n)）])"
        ).match(text, at)
        if match:
            return _whole(text, at, match.end(), "list_number")
    return None


def _at_line(text: str, at: int) -> bool:
    start = at
    while start and at - start < 8 and text[start - 1] in " \t　(（?�#*":
        start -= 1
    return start == 0 or text[start - 1] == "\n"


def _is_section(words: str, expected: int) -> bool:
    return len(words) <= 8 and all(part and int(part) < 30 for part in words.split("."))
