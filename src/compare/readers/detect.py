"""Bytes to the name of their format, by content first and by the file's name only for pages."""

from __future__ import annotations

import re

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(rb"</(?:p|div|span|td|li)>", re.IGNORECASE)
_ARCHIVED_PAGE = re.compile(
    rb"\A(?=[\s\S]*^MIME-Version:)(?=[\s\S]*^Content-Type:\s*multipart/related)", re.IGNORECASE | re.MULTILINE
)
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")


def detect_format(data: bytes, name: str = "") -> str | None:
    """Return ``html``, ``mht``, ``docx``, ``pdf`` or ``locked`` (an encrypted Office document); None for everything else.

    >>> detect_format(b"%PDF-1.7"), detect_format("一、加强基层。".encode())
    ('pdf', None)
    """
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return "docx" if b"word/" in data else None
    if head.startswith(_OLD_OFFICE):
        return "locked" if "EncryptedPackage".encode("utf-16-le") in data else None
    if _ARCHIVED_PAGE.search(head):
        return "mht"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") and (_PAGE.search(head) or _FRAGMENT.search(data[:65536])):
        return "html"
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    named = name.lower().endswith(_PAGE_NAMES)
    return "html" if named and (wide or _PAGE.search(head) or _FRAGMENT.search(data[:65536])) else None
