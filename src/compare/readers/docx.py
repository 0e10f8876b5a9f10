"""Word documents to text: paragraphs and tables in their order, with the numbers that Word sets itself."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from compare.readers.grids import grid_lines
from compare.readers.numbering import Numbering, W, read_numbering
from compare.readers.refusal import RefusalError

_MOST_BYTES = 200 << 20
_MOST_FILES = 10_000
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}pPr", f"{W}rPr", f"{W}instrText", _FALLBACK})
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SAVE_AGAIN = "Open it in Word or LibreOffice and save it again as .docx, or its text as UTF-8 .txt."


def read_docx(data: bytes) -> str:
    """Return the text of a document: one paragraph a line, tables row by row, deleted and hidden text left out.

    Raises:
        RefusalError: The archive is damaged, a bomb, or no Word document.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise RefusalError(f"a damaged DOCX ({error})", _SAVE_AGAIN) from error
    with archive:
        _refuse_bombs(archive)
        main = _main_part(archive)
        folder = posixpath.dirname(main)
        document = _parse(archive, main)
        parts = [_parse(archive, f"{folder}/{name}.xml") for name in ("numbering", "styles")]
        body = document.find(f"{W}body") if document is not None else None
        if body is None:
            raise RefusalError("a DOCX without a document body", _SAVE_AGAIN)
        lines = list(_lines(body, read_numbering(*parts)))
    if not any(line.strip() for line in lines):
        raise RefusalError(*_empty(archive))
    return "\n".join(lines) + "\n"


def _empty(archive: zipfile.ZipFile) -> tuple[str, str]:
    """Return why a document has no text: it holds pictures of pages, or nothing."""
    if any("/media/" in name for name in archive.namelist()):
        return "its pages are pictures, there is no text", "Run text recognition on it, or find the text version."
    return "the document holds no text", "Fetch it again, or take it off the list."


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to more than any document needs."""
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if size > _MOST_BYTES or len(members) > _MOST_FILES:
        found = f"it unpacks to {size >> 20} MB in {len(members)} files; {_MOST_BYTES >> 20} MB are allowed"
        raise RefusalError(found, "Save the text alone as UTF-8 in a .txt file.")
    if any(member.flag_bits & 1 for member in members):
        raise RefusalError("the document is locked with a password", "Remove the password in Word and save it again.")


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the text."""
    names = set(archive.namelist())
    relations = _parse(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            target = posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
            if target in names:
                return target
    if "word/document.xml" not in names:
        raise RefusalError("an Office document without Word text", _SAVE_AGAIN)
    return "word/document.xml"


def _parse(archive: zipfile.ZipFile, name: str) -> Any | None:
    """Return a part's root, entities and outside references off; None where the part is missing."""
    try:
        data = archive.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise RefusalError(f"a damaged DOCX ({error})", _SAVE_AGAIN) from error
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise RefusalError(f"its part '{name}' declares entities", "Fetch it from its issuer again.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data.replace(_STRICT, _USUAL), parser)
    except etree.XMLSyntaxError as error:
        raise RefusalError(f"a damaged DOCX ('{name}': {error.msg})", _SAVE_AGAIN) from error


def _lines(parent: Any, numbering: Numbering) -> Iterator[str]:
    """Yield the lines of a body or of a cell in the order of the page."""
    for child in parent:
        if child.tag == f"{W}p":
            label = numbering.label(child)
            text = _text(child)
            yield label + text if text.strip() else ""
            for box in _boxes(child):
                yield from _lines(box, numbering)
        elif child.tag == f"{W}tbl":
            rows = _rows(child, numbering)
            yield from grid_lines(rows) if rows else ()
        elif child.tag not in _GONE and child.tag != f"{W}sectPr":
            yield from _lines(child, numbering)


def _boxes(paragraph: Any) -> list[Any]:
    """Return the contents of text boxes that hang on a paragraph, each once."""
    found = []
    for box in paragraph.iter(f"{W}txbxContent"):
        above = {parent.tag for parent in box.iterancestors()}
        if _FALLBACK not in above:
            found.append(box)
    return found


def _text(element: Any) -> str:
    """Return the words of a paragraph as it is printed: insertions in, deletions and hidden text out."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag == f"{W}txbxContent" or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag != f"{W}r" or child.find(f"{W}rPr/{W}vanish") is None:
            yield from _pieces(child)


def _rows(table: Any, numbering: Numbering) -> list[list[str]]:
    """Return the text of a table's cells, row by row; a merged cell stands in its first place."""
    rows: list[list[str]] = []
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue
        cells: list[str] = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            below = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            lines = [line for line in _lines(cell, numbering) if line.strip()]
            cells.append("" if below else "\n".join(lines))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = str(span.get(f"{W}val", "1")) if span is not None else "1"
            cells += [""] * (min(int(width), 100) - 1 if width.isdecimal() else 0)
        if any(cells):
            rows.append(cells)
    return rows
