"""HTML pages to text: the blocks a reader sees, one line each; menus and scripts are no part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from compare.readers.grids import grid_lines
from compare.readers.records import join_records, record_of
from compare.readers.refusal import RefusalError

_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "iframe",
        "object",
        "svg",
        "canvas",
        "video",
        "audio",
        "map",
        "rt",
        "rp",
        "textarea",
        "datalist",
        "dialog",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MENU_LINKS = 3
_MENU_SHARE = 0.8
_BREAK = "\n"
_BETWEEN = re.compile(r"(?<=[^\x00-\xff])[ \t\r\n\f]*[\r\n][ \t\r\n\f]*(?=[^\x00-\xff])")


def read_html(page: str) -> str:
    """Return the text of a page, one block a line; blocks made of links (menus) are left out.

    >>> read_html("<div><p>一、强化<b>基层</b></p><p>新增床位<br>50张</p></div>").splitlines()
    ['一、强化基层', '新增床位', '50张']
    """
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    document = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page) or "<p></p>", parser=parser)
    body = document.find("body")
    lines = join_records(_lines("".join(_walk(body if body is not None else document))))
    if not lines:
        raise RefusalError(
            "the page holds no text", "Save the page as the browser shows it, or its text as UTF-8 .txt."
        )
    return "\n".join([*_missing_title(document, lines), *lines]) + "\n"


def _missing_title(document: Any, lines: list[str]) -> list[str]:
    """Return the page's own title where no line of the page says it."""
    title = re.split(r"\s*[_|\-–—]+\s*", " ".join((document.findtext(".//title") or "").split()))[0]
    bare = re.sub(r"\s", "", title)
    return [title] if len(bare) >= 8 and bare not in re.sub(r"\s", "", "".join(lines)) else []


def _walk(element: Any) -> Iterator[str]:
    """Yield the pieces of text below an element, line breaks where blocks begin and end."""
    if not isinstance(element.tag, str) or _is_hidden(element):
        return
    name = element.tag.lower()
    if name == "br":
        yield _BREAK
        return
    if name in _BLOCKS and _is_menu(element):
        return
    edge = _BREAK if name in _BLOCKS else ""
    yield edge
    if name == "table" and _is_grid(element):
        cells = _cells(element)
        yield "\n".join(record_of(cells) or grid_lines(cells))
    else:
        if name == "li":
            yield _ordinal(element)
        yield _collapse(element.text, name)
        for child in element:
            yield from _walk(child)
            yield _collapse(child.tail, name)
    yield edge


def _collapse(text: str | None, name: str) -> str:
    """Return text as a browser sets it: runs of blanks are one, none where a line of Hanzi was broken."""
    if not text or name == "pre":
        return text or ""
    return re.sub(r"[ \t\r\n\f]+", " ", _BETWEEN.sub("", text))


def _is_hidden(element: Any) -> bool:
    return (
        element.tag.lower() in _HIDDEN
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_UNSEEN.search(element.get("style", "")))
    )


def _is_menu(element: Any) -> bool:
    """Return whether a block's text is mostly links: a menu, a list of headlines, a row of shares."""
    links = [_count("".join(link.itertext())) for link in element.iter("a") if link.get("href")]
    links = [length for length in links if length]
    if len(links) < _MENU_LINKS:
        return False
    return sum(links) >= _MENU_SHARE * _count("".join(element.itertext("*")))


def _count(text: str) -> int:
    """Return the number of characters that belong to words."""
    return len(re.sub(r"[\W_]", "", text))


def _ordinal(item: Any) -> str:
    """Return the number that the browser sets before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    if re.match(r"\s*[（(]?[\d一二三四五六七八九十]+\s*[)）、.．]", "".join(item.itertext())):
        return ""
    start = parent.get("start", "1")
    before = sum(1 for other in item.itersiblings("li", preceding=True))
    return f"{(int(start) if re.fullmatch(r'-?[0-9]{1,6}', start) else 1) + before}."


def _is_grid(table: Any) -> bool:
    """Return whether a table holds data, not the layout of a page."""
    cells = list(table.iter("td", "th"))
    rows = list(table.iter("tr"))
    return (
        len(rows) > 1
        and len(cells) >= 2 * len(rows) - 1
        and next(table.iterdescendants("table"), None) is None
        and all(len("".join(cell.itertext())) <= 2000 for cell in cells)
    )


def _cells(table: Any) -> list[list[str]]:
    """Return the text of a table's cells, row by row; a cell that spans rows stands in its first."""
    rows: list[list[str]] = []
    below: dict[int, int] = {}
    for tr in table.iter("tr"):
        row: list[str] = []
        for cell in tr.iterchildren("td", "th"):
            row += _spanned(below, len(row))
            row.append("\n".join(_lines("".join(_walk_inside(cell)))))
            if _number(cell.get("rowspan")) > 1:
                below[len(row) - 1] = _number(cell.get("rowspan"))
            row += [""] * (_number(cell.get("colspan")) - 1)
        below = {column: left - 1 for column, left in below.items() if left > 1}
        if any(row):
            rows.append(row)
    return rows or [[""]]


def _spanned(below: dict[int, int], column: int) -> list[str]:
    """Return empty cells for the columns from ``column`` on that a cell of an earlier row fills."""
    count = 0
    while column + count in below:
        count += 1
    return [""] * count


def _walk_inside(cell: Any) -> Iterator[str]:
    yield _collapse(cell.text, "td")
    for child in cell:
        yield from _walk(child)
        yield _collapse(child.tail, "td")


def _number(value: str | None) -> int:
    return min(int(value), 100) if value and re.fullmatch(r"[1-9]\d{0,3}", value) else 1


def _lines(text: str) -> list[str]:
    """Return the lines that hold words, blanks at their edges taken off."""
    lines = (line.replace("\xa0", " ").strip(" \t\u3000\u2002\u2003") for line in re.split(r"[\r\n]+", text))
    return [line for line in lines if line]
