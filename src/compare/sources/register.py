"""The register: which documents there are, in which files, and what is known of them beside their text."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, field_validator, model_validator

from compare.errors import SourceError, examples
from compare.structure.model import Facts

REGISTER_NAME = "sources.yml"

_Year = Annotated[int, Field(ge=1949, le=2100)]
_Line = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Entry(BaseModel):
    """One registered document: its file, the part of it, and its facts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$")
    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    region: str = Field(pattern=r"^\d{6}$")
    part: tuple[int, int] | None = None
    issuer: _Line | None = None
    title: _Line | None = None
    title_from: Literal["source", "register"] | None = None
    doc_no: _Line | None = None
    issued: datetime.date | None = None
    published: datetime.date | None = None
    plan_year: _Year | None = None
    horizon: _Year | None = None
    reports_year: _Year | None = None
    kind: Literal["work_points", "opinions", "news_summary", "statement", "report", "plan"] | None = None
    authority: Literal["party_government", "department", "official_statement"] | None = None
    completeness: Literal["full", "summary", "excerpt"] | None = None
    is_official_copy: bool | None = None
    url: HttpUrl | None = None
    note: _Line | None = None

    @field_validator("file")
    @classmethod
    def _stay_inside(cls, file: str) -> str:
        path = PurePosixPath(file)
        if not file or path.is_absolute() or ".." in path.parts or "\\" in file or re.search(r"[\x00-\x1f]", file):
            raise ValueError("must be a relative path inside the folder of the register")
        return file

    @field_validator("part")
    @classmethod
    def _hold_text(cls, part: tuple[int, int] | None) -> tuple[int, int] | None:
        if part is not None and not 0 <= part[0] < part[1]:
            raise ValueError("must be [start, end) with 0 <= start < end")
        return part

    @model_validator(mode="after")
    def _name_titles_origin(self) -> Entry:
        if (self.title is None) != (self.title_from is None):
            raise ValueError("'title' and 'title_from' go together")
        return self

    @property
    def facts(self) -> Facts:
        """Return what the register knows, in the terms of the documents table."""
        return Facts(
            region_code=self.region,
            title=self.title,
            title_from=self.title_from,
            issuer=self.issuer,
            authority=self.authority,
            doc_no=self.doc_no,
            issued=self.issued.isoformat() if self.issued else None,
            published=self.published.isoformat() if self.published else None,
            plan_year=self.plan_year,
            horizon=self.horizon,
            reports_year=self.reports_year,
            kind=self.kind,
            completeness=self.completeness,
            is_official_copy=self.is_official_copy,
        )


class Register(BaseModel):
    """All registered documents, in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: tuple[Entry, ...]

    @model_validator(mode="after")
    def _agree(self) -> Register:
        twice = [name for name, count in Counter(entry.id for entry in self.documents).items() if count > 1]
        if twice:
            raise ValueError(f"ids repeat: {examples(twice)}")
        for file in {entry.file for entry in self.documents}:
            shared = [entry for entry in self.documents if entry.file == file]
            if len({entry.sha256 for entry in shared}) > 1:
                raise ValueError(f"'{file}' is registered with different checksums")
            if len(shared) > 1:
                _check_parts(file, shared)
        return self

    def entries_of(self, file: str) -> tuple[Entry, ...]:
        """Return the documents that the file holds."""
        return tuple(entry for entry in self.documents if entry.file == file)

    def of_regions(self, codes: tuple[str, ...]) -> tuple[Entry, ...]:
        """Return the documents of the regions, all documents where no code is given."""
        return tuple(entry for entry in self.documents if not codes or entry.region in codes)


def _check_parts(file: str, shared: list[Entry]) -> None:
    """Raise where documents of one file overlap or one of them claims the whole file."""
    parts = sorted((entry.part or (-1, -1), entry.id) for entry in shared)
    if parts[0][0] == (-1, -1):
        raise ValueError(f"'{file}' holds several documents, but '{parts[0][1]}' has no 'part'")
    for (before, name), (after, other) in pairwise(parts):
        if after[0] < before[1]:
            raise ValueError(f"parts of '{file}' overlap: '{name}' and '{other}'")


def load_register(folder: Path) -> Register:
    """Return the register that lies in ``folder``.

    Raises:
        SourceError: The register is missing, is not YAML, or breaks its schema; the message lists what to mend.
    """
    path = folder / REGISTER_NAME
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourceError(
            f"Register '{path}'", "no such file", "Run inside the project, or restore the file."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise SourceError(f"Register '{path}'", f"not readable: {_one_line(error)}", "Mend it.") from error
    try:
        return Register.model_validate(content)
    except ValidationError as error:
        found = "; ".join(_describe(content, issue["loc"], issue["msg"]) for issue in error.errors()[:5])
        raise SourceError(f"Register '{path}'", found, "Mend these entries.") from error


def _describe(content: object, where: tuple[int | str, ...], message: str) -> str:
    """Return one broken rule of the register with the entry's id, its field and the value found."""
    name, value = "", content
    for step in where:
        try:
            value = value[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            value = "nothing"
            break
        if isinstance(value, dict) and "id" in value:
            name = f"document '{value['id']}', "
    field = ".".join(str(step) for step in where if not isinstance(step, int)) or "the file"
    shown = "" if isinstance(value, (dict, list)) else f" (found {value!r:.80})"
    return f"{name}{field}: {message.removeprefix('Value error, ')}{shown}"


def _one_line(error: BaseException) -> str:
    """Return an error's words without line breaks."""
    return " ".join(str(error).split())
