r"""Characters written as escapes: \\u536b, %E5%8D%AB, &amp;#21355;, &#21355 without its mark."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from compare.spans import Edit

_UNICODE = re.compile(r"(?:\\u[0-9a-fA-F]{4}|%u[0-9a-fA-F]{4})+")
_CODE = re.compile(r"[\\%]u([0-9a-fA-F]{4})")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){3,}")
_TWICE = re.compile(r"&amp;(?=(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});)")
_OPEN = re.compile(r"&#(\d{5}|x[0-9A-Fa-f]{4})(?![0-9A-Fa-f;])")


def find_escaped(text: str) -> list[Edit]:
    r"""Return the edits that write escaped characters as themselves: \\u536b\\u751f and %E5%8D%AB become 卫生 and 卫.

    Only what gives Chinese characters or marks counts: 100%20 and C:\\users stay.
    """
    edits: list[Edit] = []
    if "\\u" in text or "%u" in text:
        for match in _UNICODE.finditer(text):
            new = _CODE.sub(lambda found: chr(int(found[1], 16)), match[0])
            if _is_chinese(new):
                edits.append(Edit(*match.span(), new, "markup"))
    if "%E" in text or "%e" in text or (text.count("%") >= 3 and _PERCENT.search(text)):
        for match in _PERCENT.finditer(text):
            data = unquote_to_bytes(match[0])
            new = _decode(data)
            if new and _is_chinese(new):
                edits.append(Edit(*match.span(), new, "markup"))
    if "&" in text:
        edits += [Edit(match.start() + 1, match.end(), "", "markup") for match in _TWICE.finditer(text)]
        for match in _OPEN.finditer(text):
            number = match[1]
            new = chr(int(number[1:], 16) if number[0] == "x" else int(number))
            if _is_chinese(new):
                edits.append(Edit(*match.span(), new, "markup"))
    return sorted(edits)


def _decode(data: bytes) -> str:
    """Return bytes of UTF-8 or GBK as text; nothing where they are neither."""
    for codec in ("utf-8", "gbk"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""


def _is_chinese(text: str) -> bool:
    """Return whether ``text`` is made of Chinese characters and marks for the most part."""
    count = sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char in "“”‘’—…·" for char in text)
    return count >= 0.8 * len(text)
