"""PDF with a text layer to text: printed lines joined to paragraphs by where they end and begin on the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from compare.readers.refusal import RefusalError

_PAGE_NO = re.compile(r"[\s\-—–－·]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-—–－·]*")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节条部篇]|[一二三四五六七八九十百]{1,4}[、．.]|[（(][一二三四五六七八九十百\d]{1,4}[）)]|\d{1,3}[、．.](?!\d)"
    r"|[①-⑳]|附件\s*\d*[:：]"
)
_ENDS = "。！？；：!?;:"
_MOST_PAGES = 3000
_FEWEST_PER_PAGE = 8
_FROM_ELSEWHERE = "Find the text version on the issuer's page, or save its text as UTF-8 in a .txt file."


@dataclass(slots=True)
class Line:
    """One printed line with its place: left and right edge, size of its characters, page."""

    text: str
    left: float
    right: float
    size: float
    page: int


def read_pdf(data: bytes) -> str:
    """Return the text of a document, one paragraph a line; page numbers and running lines are left out.

    Raises:
        RefusalError: The document is locked, damaged, a scan, or its fonts do not say what their signs mean.
    """
    document = _open(data)
    if len(document) > _MOST_PAGES:
        raise RefusalError(f"{len(document)} pages; {_MOST_PAGES} are allowed", "Split it into its documents.")
    pages = [_lines(document[number], number) for number in range(len(document))]
    signs = "".join(line.text for page in pages for line in page)
    if len(re.sub(r"\s", "", signs)) < _FEWEST_PER_PAGE * len(pages):
        _refuse_scan(document, len(pages))
    unknown = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in signs)
    if unknown > 0.2 * len(signs):
        raise RefusalError(
            "its text layer is unreadable (fonts without a table of characters)",
            "Run text recognition on it (`ocrmypdf --force-ocr -l chi_sim`), or find the text version.",
        )
    running = _running(pages)
    kept = [_trim(page, running) for page in pages]
    return "\n".join(_paragraphs([line for page in kept for line in page])) + "\n"


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise RefusalError(
                "the PDF is locked with a password", "Save an unlocked copy, or its text as UTF-8 in a .txt file."
            ) from error
        raise RefusalError(f"a damaged PDF ({error})", _FROM_ELSEWHERE) from error


def _refuse_scan(document: Any, pages: int) -> None:
    """Raise for pages without a text layer."""
    pictures = any(
        any(item.type == pdfium.FPDF_PAGEOBJ_IMAGE for item in document[number].get_objects(max_depth=3))
        for number in range(min(pages, 3))
    )
    what = "a scanned PDF" if pictures else "a PDF without text"
    raise RefusalError(
        f"{what} ({pages} pages, no text layer)",
        "Run text recognition on it (`ocrmypdf -l chi_sim in.pdf out.pdf`) and check the numbers, or find the text version.",
    )


def _lines(page: Any, number: int) -> list[Line]:
    """Return the printed lines of a page in reading order."""
    layer = page.get_textpage()
    lines: list[Line] = []
    chars: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for index in range(layer.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(layer, index))
        if char in "\r\n":
            _close(lines, chars, boxes, number)
            continue
        if pdfium.FPDFText_IsGenerated(layer, index) and char == " ":
            chars.append("\x00")
            continue
        chars.append(char)
        if not char.isspace():
            boxes.append(layer.get_charbox(index))
    _close(lines, chars, boxes, number)
    return lines


def _close(lines: list[Line], chars: list[str], boxes: list[tuple[float, float, float, float]], number: int) -> None:
    """Append the line collected so far, if it holds any sign, and begin a new one."""
    text = "".join(chars)
    for high in re.findall("[\ud800-\udbff][\udc00-\udfff]", text):
        text = text.replace(high, high.encode("utf-16-le", "surrogatepass").decode("utf-16-le"))
    text = re.sub(r"(?<=[\x21-\x7e])\x00+(?=[\x21-\x7e])", " ", text).replace("\x00", "").replace("\ufffe", "-")
    if text.strip() and boxes:
        size = median(max(top - bottom, right - left) for left, bottom, right, top in boxes)
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        lines.append(Line(text.strip(" \u3000\t\xa0"), left, right, size, number))
    chars.clear()
    boxes.clear()


def _running(pages: list[list[Line]]) -> frozenset[str]:
    """Return the words that stand first or last on most pages, numbers aside."""
    edges = Counter(edge for page in pages if page for edge in {_bare(page[0]), _bare(page[-1])})
    return frozenset(words for words, count in edges.items() if count >= 3 and count * 2 >= len(pages))


def _bare(line: Line) -> str:
    return re.sub(r"[\d\s]", "", line.text)


def _trim(page: list[Line], running: frozenset[str]) -> list[Line]:
    """Return a page's lines without its number and running lines."""
    lines = list(page)
    for edge in (0, -1):
        while lines and (_PAGE_NO.fullmatch(lines[edge].text) or (_bare(lines[edge]) in running)):
            lines.pop(edge)
    return lines


def _paragraphs(lines: list[Line]) -> list[str]:
    """Return paragraphs: a line that reaches the right margin goes on in the next one, unless that one is indented."""
    if not lines:
        return []
    left, right = _margins(lines)
    joined = [lines[0].text]
    for before, line in pairwise(lines):
        size = min(before.size, line.size)
        full = before.right >= right - 2.2 * size
        indented = line.left >= left + 1.3 * size
        other_size = abs(before.size - line.size) > 0.25 * size
        new = not full or indented or other_size or bool(_NUMBERED.match(line.text) and before.text[-1] in _ENDS)
        if new:
            joined.append(line.text)
        else:
            joined[-1] = _join(joined[-1], line.text)
    return joined


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Return the left and right edge of the type area, odd lines set apart."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]


def _join(before: str, after: str) -> str:
    """Return two printed lines as one.

    >>> _join("加强基层服", "务能力"), _join("health manage-", "ment"), _join("health care", "system")
    ('加强基层服务能力', 'health management', 'health care system')
    """
    if re.search(r"[A-Za-z]-$", before) and re.match(r"[a-z]", after):
        return before[:-1] + after
    gap = " " if re.search(r"[A-Za-z,;]$", before) and re.match(r"[A-Za-z]", after) else ""
    return before + gap + after
