"""Marks that are no text: byte order marks, NUL and other control characters, lone surrogates."""

from __future__ import annotations

import html
import re

from compare.spans import Edit

_MARKS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]+"
)

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
            if char != match.group():
                edits.append(Edit(*match.span(), char, "markup"))
    if "<" in text:
        edits.extend(Edit(*match.span(), "", "markup") for match in _TAGS.finditer(text))
    return sorted(edits, key=lambda edit: edit.start)


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
