"""Lost characters: question marks that stand for indentation, inside labels, or for words nobody can give back."""

from __future__ import annotations

import re

from compare.spans import Edit

_INDENT = re.compile(r"^(?P<mark>[?？]{2,}(?:[ \t\u3000]+(?=\S)|(?=[\u4e00-\u9fff“《（(〔])))", re.M)
_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff](?:[?？]+[\u4e00-\u9fff]){1,5})[?？]*[:：]")
_PADDED = re.compile(r"(?<=[\u4e00-\u9fff])[?？]+(?=[\u4e00-\u9fff])")
_LOST = re.compile(r"[?？]{2,}|\ufffd+|[\u25a1\u25a0]{2,}|锟斤拷(?:锟斤拷)*")
_DOUBLED = re.compile(r"、、(?<=[\u4e00-\u9fff]、、)(?=[\u4e00-\u9fff])")
_LOST_SIGNS = frozenset("?？\ufffd□■锟")
_LABELS = frozenset(
    {"联系人", "联系电话", "电话", "手机", "传真", "邮箱", "地址", "邮编", "网址", "附件", "抄送", "主送", "日期", "签发人", "经办人"}
    | {"责任人", "负责人", "联系方式", "发文字号", "发布时间", "来源", "编辑"}
)


def find_layout(text: str) -> list[Edit]:
    """Return the deletions of question marks that only replaced spaces: ``??? 现将…`` and ``联?系?人：张?三``."""
    if "?" not in text and "？" not in text:
        return []
    edits = [Edit(*match.span("mark"), "", "layout") for match in _INDENT.finditer(text)]
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
    if _LOST_SIGNS.isdisjoint(text):
        return edits
    for match in _LOST.finditer(text):
        mark = match.group()
        if mark[0] in "?？" and not _stands_for_words(text, match.start(), match.end()):
            continue
        edits.append(Edit(*match.span(), mark, "lost", "unrecoverable", None))
    return sorted(edits, key=lambda edit: edit.start)


def _stands_for_words(text: str, start: int, end: int) -> bool:
    """Return whether question marks replace words rather than end a question."""
    after = text[end : end + 1]
    return end - start >= 3 or bool(after and after not in "\n\r ”’」』）)")
