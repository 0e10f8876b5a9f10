"""Readers: HTML pages, Office documents and PDF to plain text, each in a child process with limits."""

from compare.readers.aside import Limits, read_aside
from compare.readers.detect import detect_format

__all__ = ["Limits", "detect_format", "read_aside"]
