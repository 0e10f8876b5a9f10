"""Numerals that identify: document numbers, contacts, addresses, numbers of lists and of parts of a text."""

from __future__ import annotations

import re

from compare.quantities.build import make
from compare.quantities.lexicon import read_unit
from compare.quantities.model import Quantity

_C = "一二三四五六七八九十"
_DOCUMENT = re.compile(
    r"(?:19|20)\d\d ?[〕\]】）)〉］] ?(?:第 ?)?\d{1,6}(?: ?[-—、和至] ?\d{1,5}){0,9} ?号?(?:文件?)?"
    r"|\d{1,6}(?: ?[-—、和至] ?\d{1,5}){0,9} ?号(?=文|令|公告|通知|通告|决定|提案|建议|议案|意见|函|批复|修改单|标准|主席令)"
    rf"|[{_C}百]{{1,5}}号(?=文|令|公告|通告|主席令|议案)"
)
_NUMBERED = re.compile(r"\d{1,6}号")
_NUMBERED_BEFORE = re.compile(r"(?:令|公告|通告|年|通知|文|函|批复|议案|提案|建议)第 ?$")
_STANDARD = re.compile(r"(?<![A-Za-z])(?:GBZ?|WS|YY|DB|HJ|JGJ?|ISO|IEC|T|GBJ)(?:\d{2,4})?(?:/[A-Z]{1,6})? ?$", re.ASCII)
_STANDARD_NUMBER = re.compile(r"\d+(?:\.\d+){0,5}(?:[-—]\d{2,4})?")
_PHONE = re.compile(
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|0\d{2,3}[)）]?[-—– ]{0,2}\d{7,8}(?:[-转]\d{1,5})?(?!\d)"
    r"|[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)"
)
_CONTACT_BEFORE = re.compile(
    r"(?:电话|传真|邮编|邮政编码|热线|手机|号码|QQ群?|微信|拨打|联系方式|身份证|代码|账号|账户|卡号|证号)号?[：: ]{0,2}(?:[\d\-—、 ]{3,24}[、，])?$"
)
_CONTACT = re.compile(r"\d{3,20}(?:[A-Z][A-Z\d]{0,12}|(?:[-—]\d{2,8}){1,4})?(?![\d.%‰人个名家张件万亿])")
_HOTLINE = re.compile(
    r"(?:123\d\d|120|119|110|122|114)(?!\d)(?=[”\"]?(?:急救|热线|指挥|调度|电话|平台|心理|救护|医疗急救|政务|服务|院前|呼叫|卫生|公共|网络"
    r"|受理|接警|联动|系统|报警|中心|分站|站点|便民|医保|公益|[、与和及]1[12]\d(?!\d)|[、与和及]123\d\d|特服))"
)
_SHORT = re.compile(r"12(?:345|3(?:20|56|93|38|55|48|15|49|33|66|29|88|11))(?![\d.%‰万])")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#:+~-]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}", re.ASCII)

_LINE_NUMBER = re.compile(
    rf"(?P<chinese>[{_C}百零]{{1,6}})(?=[、．.，)）](?![{_C}]{{1,2}}[级类名位]))"
    r"|(?P<arabic>\d{1,3}(?:\.\d{1,2}){0,3})(?=[、．)）](?!\d)|\.(?!\d)|[.、．](?:19|20)\d\d年)"
    r"|(?P<alone>0?\d|\d\d)(?=[ \t　]*(?:[\n\r]|$))"
    r"|(?P<spaced>\d{1,2}(?:\.\d{1,2}){1,3})(?= {0,2}[一-龥“《])"
    r"|(?P<loose>\d{1,3})(?= ?[一-龥“《])"
)
_SEQUEL = re.compile(r"\d{1,3}(?=\.\d)")
_SPOKEN = re.compile(rf"[{_C}]{{1,3}}(?=是[^否]|要(?!素|点|求|件|约)|则|曰)")
_BRACKETED = re.compile(rf"(?:\d{{1,3}}|[{_C}]{{1,5}})(?=[)）\]］])")
_RUN_IN = re.compile(r"\d{1,2}(?=[.．、)）](?=[一-龥“《]))")
_APPENDIX = re.compile(r"(?:附件|附表|附图|表|图|专栏|附录|步骤|序号|编号|(?<![病案])例|案例)[ :：]?$")
_APPENDIX_NUMBER = re.compile(
    rf"\d{{1,2}}(?:[-—.]\d{{1,2}}){{0,2}}(?![\d.%个名人家张项位份例件起次台篇场])|[{_C}]{{1,2}}(?=[：:、，。\n)）])"
)
_REFERENCE = re.compile(
    rf"(?:\d{{1,4}}|[{_C}百零]{{1,6}})(?:(?:[-—至、]|[和与])第?(?:\d{{1,4}}|[{_C}百零]{{1,6}})){{0,9}}(?=[条章节款编](?!件|约|理|目)|项(?:规定|第|[，。；、）]))"
)
_FIRSTLY = re.compile(rf"[{_C}]{{1,2}}(?=[，,]|、(?![{_C}]))")
_NUMBER_ALONE = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,5}(?![\d.%])|[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿㊀-㊉]")
_LEADS = "[［(（?#*>-\ufeff第件表图栏录骤号例案"
_BREAKS = "。；;：:，,、！？!?\n\r \t　“”)）—"


def read_document_number(text: str, at: int, floor: int) -> Quantity | None:
    """Return the number of a document or standard that starts at ``at``, or None.

    >>> read_document_number("国发〔2022〕2号文件", 3, 0).text
    '〔2022〕2号文件'
    """
    match = _DOCUMENT.match(text, at) if text[at].isdecimal() or "号" in text[at : at + 7] else None
    if match:
        opened = at > floor and text[at - 1] in "〔[【（(〈［"
        if match.group()[4:6].strip(" ")[:1] in tuple("〕]】）)〉］") and not opened:
            return None
        return make(text, at - opened, match.end(), "document_number", number=match.span())
    before = text[at - 1 : at]
    numbered = _NUMBERED.match(text, at) if before in ("第", " ") else None
    if numbered and _NUMBERED_BEFORE.search(text[max(0, at - 6) : at]):
        return make(text, at, numbered.end(), "document_number")
    if before.isascii() and text[at].isdecimal() and _STANDARD.search(text[max(0, at - 10) : at]):
        match = _STANDARD_NUMBER.match(text, at)
        return make(text, at, match.end(), "document_number") if match else None
    return None


def read_contact(text: str, at: int, floor: int) -> Quantity | None:
    """Return the telephone number or hotline that starts at ``at``, or None.

    >>> read_contact("全省120急救电话开通率", 2, 0).text
    '120'
    """
    match = _PHONE.match(text, at) or _HOTLINE.match(text, at)
    if match is None:
        match = _SHORT.match(text, at)
        match = (
            None if match and (read_unit(text, match.end()) or text[match.end() : match.end() + 1] in "”") else match
        )
    if match is None:
        match = _CONTACT.match(text, at)
        match = match if match and _CONTACT_BEFORE.search(text[max(0, at - 36) : at]) else None
    return make(text, at, match.end(), "contact") if match else None


def find_addresses(text: str) -> list[tuple[int, int]]:
    """Return the spans of web and mail addresses."""
    if "://" not in text and "@" not in text and "www." not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def read_list_number(text: str, at: int, floor: int, expected: int) -> Quantity | None:
    """Return the number of a list or of a part of a text that starts at ``at``, or None.

    Args:
        text: The text.
        at: Where the numeral starts.
        floor: End of what was read before.
        expected: The number that continues the list of Arabic numbers at line starts.
    """
    last = text[at - 1] if at else "\n"
    match: re.Match[str] | None = None
    if last not in _BREAKS and last not in _LEADS:
        if "一" <= text[at] <= "龥":
            return None
        match = _NUMBER_ALONE.match(text, at)
        return make(text, at, match.end(), "list_number") if match else None
    if _starts_line(text, at):
        match = _at_line_start(text, at, expected)
    opened = text[max(0, at - 4) : at].rstrip(" ")[-1:]
    if match is None and opened and opened in "(（[［":
        match = _BRACKETED.match(text, at)
    if match is None and last in _BREAKS:
        match = _SPOKEN.match(text, at)
        if match is None and opened and opened in "。；;：:）)":
            match = _RUN_IN.match(text, at)
    if match is None and last == "第":
        match = _REFERENCE.match(text, at)
        if match is None and (at < 2 or text[at - 2] in _BREAKS):
            match = _FIRSTLY.match(text, at)
    if match is None and _APPENDIX.search(text[max(0, at - 6) : at]):
        match = _APPENDIX_NUMBER.match(text, at)
    match = match or _NUMBER_ALONE.match(text, at)
    return make(text, at, match.end(), "list_number") if match else None


def _starts_line(text: str, at: int) -> bool:
    start = at
    while start and at - start < 12 and text[start - 1] in " \t　(（?#*>-\ufeff":
        start -= 1
    return start == 0 or text[start - 1] in "\n\r"


def _at_line_start(text: str, at: int, expected: int) -> re.Match[str] | None:
    match = _LINE_NUMBER.match(text, at)
    sequel = _SEQUEL.match(text, at)
    if sequel and int(sequel.group()) == expected > 1 and (match is None or match["spaced"] or match["arabic"]):
        return sequel
    if match is None or match["chinese"]:
        return match
    if match["spaced"] and (read_unit(text, match.end()) or text[match.end()] in "十百千万亿余多几"):
        return None
    if match["loose"]:
        return match if int(match["loose"]) == expected > 1 else None
    if match["alone"]:
        return (
            match
            if (match["alone"].startswith("0") and len(match["alone"]) == 2) or int(match["alone"]) == expected
            else None
        )
    return match
