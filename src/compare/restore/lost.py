"""Lost characters: question marks that stand for indentation, inside labels, or for words nobody can give back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.restore.language import chars_of
from compare.spans import Edit

_INDENT = re.compile(r"^(?P<mark>[?？]{2,}(?:[ \t\u3000]+(?=\S)|(?=[\u4e00-\u9fff“《（(〔])))", re.M)
_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff](?:[?？]+[\u4e00-\u9fff]){1,5})[?？]*[:：]")
_PADDED = re.compile(r"(?<=[\u4e00-\u9fff])[?？]+(?=[\u4e00-\u9fff])")
_BEFORE = re.compile(r"[\u4e00-\u9fff\d%]|(?<=\d)[.．]")
_AFTER = re.compile(r"[\u4e00-\u9fff\d%‰]|[.．]\d|/\d")
_ASKS = re.compile(r"[吗呢么谁哪几否]|何|怎|多少|(.)不\1")
_LOST = re.compile(r"[?？]+|\ufffd+|[\u25a1\u25a0]{2,}|锟斤拷(?:锟斤拷)*")
_DOUBLED = re.compile(r"、、(?<=[\u4e00-\u9fff]、、)(?=[\u4e00-\u9fff])")
_SPACED = re.compile(
    r"(?<![\u4e00-\u9fff] )(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff] ){3,}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
)
_HALF_VERBS = "进施善"
_WHOLE_WORDS = frozenset(
    {
        "进入",
        "进行",
        "进一",
        "进口",
        "进出",
        "进修",
        "进展",
        "进驻",
        "进村",
        "进度",
        "进程",
        "进而",
        "进取",
        "进步",
        "进京",
        "进城",
        "进军",
    }
    | {
        "进万",
        "进千",
        "进百",
        "进社",
        "进学",
        "进校",
        "进企",
        "进家",
        "进机",
        "进农",
        "进乡",
        "进户",
        "进门",
        "进站",
        "进货",
        "进食",
    }
    | {"施行", "施工", "施策", "施治", "施教", "施药", "施救", "施用", "施政", "施压", "施以", "施展"}
    | {"善作", "善于", "善治", "善待", "善后", "善育", "善用", "善意", "善良", "善举", "善为", "善政"}
)
_PLACES = ("进贤", "施秉", "施甸")
"""Counties whose names begin with half a verb."""
_SENTENCE = re.compile(
    rf"(?:^|[。；])[ \u3000\t]{{0,8}}(?P<half>[{_HALF_VERBS}])(?P<next>[\u4e00-\u9fff])(?!.{{0,6}}、(?P=half))", re.M
)
_LOST_SIGNS = frozenset("?？\ufffd□■锟")
_LABELS = frozenset(
    {
        "联系人",
        "联系电话",
        "电话",
        "手机",
        "传真",
        "邮箱",
        "地址",
        "邮编",
        "网址",
        "附件",
        "抄送",
        "主送",
        "日期",
        "签发人",
        "经办人",
    }
    | {"责任人", "负责人", "联系方式", "发文字号", "发布时间", "来源", "编辑"}
)


def find_layout(text: str) -> list[Edit]:
    """Return the deletions of question marks that only replaced blanks, and of blanks between characters.

    ``??? 现将…``, ``联?系?人：张?三`` and ``工 作 要 点`` lose their marks.
    """
    edits = [
        Edit(place, place + 1, "", "layout")
        for match in (_SPACED.finditer(text) if " " in text else ())
        for place in range(match.start() + 1, match.end(), 2)
    ]
    if "?" not in text and "？" not in text:
        return edits
    edits += [Edit(*match.span("mark"), "", "layout") for match in _INDENT.finditer(text)]
    for match in _LABEL.finditer(text):
        if re.sub("[?？]", "", match.group("label")) not in _LABELS:
            continue
        stop = text.find("\n", match.start())
        stop = len(text) if stop < 0 else stop
        edits.extend(Edit(*mark.span(), "", "layout") for mark in _PADDED.finditer(text, match.start(), stop))
        if text[match.end() - 2] in "?？":
            edits.append(Edit(match.end("label"), match.end() - 1, "", "layout"))
    return sorted(edits)


def find_lost(text: str) -> list[Edit]:
    """Return the flags on lost characters; the text keeps its visible marks, for nobody can say what stood there.

    建设省级重点???0个 keeps its ???, 重症、呼吸、、感染 its doubled mark.
    """
    edits = [Edit(*match.span(), "、、", "lost", "unrecoverable", None) for match in _DOUBLED.finditer(text)]
    edits.extend(Edit(*match.span("half"), match["half"], "lost", "unrecoverable", None) for match in _half_words(text))
    for match in () if _LOST_SIGNS.isdisjoint(chars_of(text)) else _LOST.finditer(text):
        mark = match.group()
        if mark[0] in "?？" and not _stands_for_words(text, match.start(), match.end()):
            continue
        edits.append(Edit(*match.span(), mark, "lost", "unrecoverable", None))
    return sorted(edits, key=lambda edit: edit.start)


def _half_words(text: str) -> Iterator[re.Match[str]]:
    """Yield sentences that begin with the second half of a verb: 。进医保、医疗、医药协同治理 has lost a character."""
    for match in _SENTENCE.finditer(text):
        if match["half"] + match["next"] not in _WHOLE_WORDS and not match.string.startswith(
            _PLACES, match.start("half")
        ):
            yield match


def _stands_for_words(text: str, start: int, end: int) -> bool:
    """Return whether question marks replace words rather than end a question.

    Three always do, and so do half-width ones inside a sentence that asks nothing: 20?3年, 达?.6个, 呼吸?感染.
    """
    if end - start >= 3:
        return True
    inside = start and _BEFORE.match(text, start - 1) and _AFTER.match(text, end)
    if not inside or text[start] == "？":
        return False
    clause = max(text.rfind(mark, 0, start) for mark in "。；！？\n") + 1
    return not _ASKS.search(text, max(clause, start - 60), start)
