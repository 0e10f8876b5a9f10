"""Marks that are no text: byte order marks, NUL and other control characters, lone surrogates."""

from __future__ import annotations

import html
import re

from compare.restore.language import chars_of
from compare.spans import Edit

_MARKS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u00ad\u115f\u1160\u180e\u200b-\u200f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]+"
)

_THIN_CHARS = frozenset(map(chr, (*range(0x2000, 0x200B), 0x202F, 0x205F, 0xA0)))
_THIN = re.compile(
    r"(?<=[^\s!-~])[\u2000-\u200a\u202f\u205f]+(?=[^\sA-Za-z])|(?<=[\d.])[\u2000-\u200a\u202f\u205f\xa0]+(?=[\d.%])"
    r"|(?<=\d)[\u2000-\u200a\u202f\u205f]+(?=[^\s!-~])"
)
_HARD = re.compile(r"(?<=[^\sA-Za-z:：])\xa0(?=[^\sA-Za-z])")
_MANY_HARD = 5
_MARK = "，。、；：！？（）《》“”"
_BLANK = frozenset(("&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&#160;", "&#xa0;"))
_ENTITIES = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_TAGS = re.compile(
    r"</?(?:br|p|div|span|strong|em|b|i|u|a|h[1-6]|font|ul|ol|li|td|tr|th|table|tbody|img|section|center|o:p|sup|sub)"
    r"(?:\s[^<>\n]{0,300})?/?>",
    re.I,
)


def find_markup(text: str) -> list[Edit]:
    """Return the edits that take out tags of a page's source and put characters for their names: &nbsp; a blank.

    机关党委<机关纪委> stays.
    """
    edits: list[Edit] = []
    if "&" in text:
        for match in _ENTITIES.finditer(text):
            char = html.unescape(match.group()).replace("\xa0", " ")
            if match.group() in _BLANK and _within(text, *match.span()):
                char = ""
            if char != match.group():
                edits.append(Edit(*match.span(), char, "markup"))
    if "<" in text:
        edits.extend(Edit(*match.span(), "", "markup") for match in _TAGS.finditer(text))
    return sorted(edits, key=lambda edit: edit.start)


def _within(text: str, start: int, end: int) -> bool:
    """Return whether a blank stands alone beside a mark of a Chinese sentence, where no blank belongs."""
    before, after = text[start - 1 : start], text[end : end + 1]
    beside = before > "\u2e80" and after > "\u2e80" and "\u3000" not in (before, after)
    return beside and (before in _MARK or after in _MARK)


def find_thin(text: str) -> list[Edit]:
    """Return the deletions of thin blanks between characters, and of hard ones where a line is strewn with them."""
    if _THIN_CHARS.isdisjoint(chars_of(text)):
        return []
    thin = not _THIN_CHARS.isdisjoint(chars_of(text) - {"\xa0"})
    edits = [Edit(*match.span(), "", "layout") for match in _THIN.finditer(text)] if thin else []
    if text.count("\xa0") >= _MANY_HARD:
        place = 0
        for line in text.split("\n"):
            found = [match.start() + place for match in _HARD.finditer(line)]
            if len(found) >= _MANY_HARD and len(line) >= 30:
                edits += [Edit(at, at + 1, "", "layout") for at in found]
            place += len(line) + 1
    return sorted(edits)


def find_control(text: str) -> list[Edit]:
    """Return the edits that take out marks without meaning; a lone surrogate becomes \ufffd, flagged as lost."""
    edits: list[Edit] = []
    for match in _MARKS.finditer(text):
        for place, char in enumerate(match.group(), match.start()):
            if char == "\ufeff":
                edits.append(Edit(place, place + 1, "", "bom"))
            elif "\ud800" <= char <= "\udfff":
                edits.append(Edit(place, place + 1, "\ufffd", "lost", "unrecoverable", None))
            else:
                edits.append(Edit(place, place + 1, "", "control"))
    return edits
