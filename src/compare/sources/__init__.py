"""Sources: the register of documents, their files' bytes, and the bytes as text."""

from compare.sources.contents import Content, read_content
from compare.sources.decode import Decoded, decode
from compare.sources.files import Source, check_files, open_file, open_registered
from compare.sources.register import Entry, Register, load_register

__all__ = [
    "Content",
    "Decoded",
    "Entry",
    "Register",
    "Source",
    "check_files",
    "decode",
    "load_register",
    "open_file",
    "open_registered",
    "read_content",
]
