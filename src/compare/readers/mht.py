"""Pages saved by a browser with all their parts in one file (MHTML) to text."""

from __future__ import annotations

import re
from email import message_from_bytes

from compare.readers.html import read_html
from compare.readers.refusal import RefusalError

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def read_mht(data: bytes) -> str:
    """Return the text of the page that an archive holds; its frames and pictures are left out.

    Raises:
        RefusalError: The archive holds no page.
    """
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return read_html(_decode(page, part.get_content_charset()))
    raise RefusalError("the archive holds no page", "Save the page as .html, or its text as UTF-8 .txt.")


def _decode(page: bytes, charset: str | None) -> str:
    """Return a page's characters, by its own declaration where its header has none."""
    named = _CHARSET.search(page[:4096])
    for name in (charset, named[1].decode("ascii") if named else None, "utf-8", "gb18030"):
        if not name:
            continue
        try:
            return page.decode("gb18030" if name.lower() in ("gb2312", "gbk") else name)
        except (LookupError, UnicodeDecodeError):
            continue
    return page.decode("utf-8", "replace")
