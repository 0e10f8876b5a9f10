"""Source files: opened, decoded, cut into their documents, and held to their checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from compare.errors import SourceError
from compare.sources.contents import Content, read_content
from compare.sources.load import load_bytes
from compare.sources.register import REGISTER_NAME, Entry, Register
from compare.structure.model import Facts

_IGNORED = {REGISTER_NAME, "README.md"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document as it lies in its file: ``raw`` starts at code point ``base`` of the decoded file.

    Of an HTML page, DOCX or PDF, raw is what its reader reads; ``read_text`` then holds the reader's whole text.
    """

    document_id: str
    raw: str
    base: int
    facts: Facts
    source_file: str
    sha256: str
    encoding: str
    form: str = "text"
    read_text: str | None = None

    @property
    def raw_sha256(self) -> str | None:
        """Return the SHA-256 of the reader's text, null where raw is the file itself."""
        return hashlib.sha256(self.read_text.encode("utf-8")).hexdigest() if self.read_text is not None else None


def open_registered(folder: Path, entry: Entry) -> Source:
    """Return the registered document, after its file was held to its checksum.

    Raises:
        SourceError: The file is missing, changed, leads out of the folder, or does not hold the part.
    """
    place = f"Source '{entry.file}'"
    data = load_bytes(folder / entry.file, place)
    _check_inside(folder, entry.file, place)
    found = hashlib.sha256(data).hexdigest()
    if found != entry.sha256:
        raise SourceError(
            place,
            f"changed since it was registered: SHA-256 {found[:12]}…, registered {entry.sha256[:12]}…",
            f"Restore the file, or register the new one in {REGISTER_NAME}.",
        )
    decoded = read_content(data, entry.file, place)
    start, end = entry.part or (0, len(decoded.text))
    if end > len(decoded.text):
        raise SourceError(
            place, f"'{entry.id}' ends at {end}, the file at {len(decoded.text)}", f"Correct 'part' in {REGISTER_NAME}."
        )
    return Source(
        document_id=entry.id,
        raw=decoded.text[start:end],
        base=start,
        facts=entry.facts,
        source_file=entry.file,
        sha256=found,
        encoding=decoded.encoding,
        form=decoded.form,
        read_text=_read_text(decoded),
    )


def open_file(path: Path, facts: Facts | None = None) -> Source:
    """Return an unregistered file as one document, named by its stem.

    Raises:
        SourceError: The file is missing, unreadable, empty, or not text.
    """
    place = f"File '{path}'"
    data = load_bytes(path, place)
    decoded = read_content(data, path.name, place)
    return Source(
        document_id=path.stem,
        raw=decoded.text,
        base=0,
        facts=facts or Facts(),
        source_file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        form=decoded.form,
        read_text=_read_text(decoded),
    )


def check_files(folder: Path, register: Register) -> list[SourceError]:
    """Return every issue of the registered files and of files that nobody registered, in the order of the names."""
    issues: list[SourceError] = []
    for file in sorted({entry.file for entry in register.documents}):
        for entry in register.entries_of(file):
            try:
                open_registered(folder, entry)
            except SourceError as error:
                if str(error) not in map(str, issues):
                    issues.append(error)
    registered = {entry.file for entry in register.documents}
    for name in _files_below(folder):
        if name not in registered and name not in _IGNORED:
            issues.append(
                SourceError(
                    f"Source '{name}'", "lies in the folder but is not registered", f"Register it in {REGISTER_NAME}."
                )
            )
    return issues


def _files_below(folder: Path) -> Iterable[str]:
    """Return the names of all visible files below the folder, sorted."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts))


def _check_inside(folder: Path, file: str, place: str) -> None:
    """Raise where a link leads out of the folder."""
    if not (folder / file).resolve().is_relative_to(folder.resolve()):
        raise SourceError(place, "a link leads out of the folder", "Put the file itself into the folder.")


def _read_text(content: Content) -> str | None:
    return content.text if content.form != "text" else None
