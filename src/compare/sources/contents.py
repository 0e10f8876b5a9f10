"""A file's content as text: plain text as decoded, pages and documents as their reader reads them."""

from __future__ import annotations

from dataclasses import dataclass

from compare.errors import SourceError
from compare.readers import detect_format, read_aside
from compare.sources.decode import decode


@dataclass(frozen=True, slots=True)
class Content:
    """A file's text, the encoding it was read with, and its form: ``text``, ``html``, ``mht``, ``docx`` or ``pdf``."""

    text: str
    encoding: str
    form: str = "text"


def read_content(data: bytes, name: str = "", place: str = "Source file") -> Content:
    """Return the text of a whole file's bytes; a form with a reader of its own is read in a child process.

    Args:
        data: The file's bytes.
        name: The file's name; its ending counts only where the content does not tell.
        place: What to call the file in an error.

    Raises:
        SourceError: The file is empty, locked, a scan, damaged, or not text.
    """
    form = detect_format(data, name)
    if form is None:
        decoded = decode(data, place)
        return Content(decoded.text, decoded.encoding)
    if form == "locked":
        raise SourceError(
            place, "an Office document locked with a password", "Remove the password and save it again as .docx."
        )
    if form == "html":
        decoded = decode(data, place)
        page = decoded.text.encode("utf-8", "replace")
        return Content(read_aside(page, form, place), decoded.encoding, form)
    return Content(read_aside(data, form, place), form, form)
