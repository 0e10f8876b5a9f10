"""A new file to a proposed entry of the register: what its text says of itself, options before it, nothing guessed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath
from typing import Any

from compare.errors import SourceError, examples
from compare.regions import Region, full_name, mentioned, resolve
from compare.sources.register import REGISTER_NAME, Register
from compare.structure.model import Facts

_ENDINGS = {"html": ".html", "mht": ".mht", "docx": ".docx", "pdf": ".pdf"}
_FIELDS = (
    "issuer", "title", "title_from", "doc_no", "issued", "published", "plan_year", "reports_year", "kind",
    "authority", "completeness",
)  # fmt: skip


def refuse_known(register: Register, sha256: str, place: str) -> None:
    """Raise where the register has a file with these bytes."""
    known = [entry for entry in register.documents if entry.sha256 == sha256]
    if known:
        raise SourceError(
            place,
            f"its content is registered already, as {examples(entry.id for entry in known)}",
            f"Nothing to do; to change its entry, edit {REGISTER_NAME}.",
        )


def require_region(code: str | None, text: str, place: str) -> Region:
    """Return the region that was given or found; where the text leaves it open, raise with the names it mentions.

    Raises:
        SourceError: No region, or more than one, speaks in the text.
    """
    if code:
        return resolve(code)
    named = Counter(region.region_code for region in mentioned(text) if region.admin_level != "nation")
    listed = examples(f"{name} {full_name(resolve(name))}" for name, _ in named.most_common(5))
    found = f"which region speaks is open; it names {listed}" if named else "no region found in the text"
    raise SourceError(place, found, "Name it by --region, with a GB/T 2260 code or a name.")


def propose_id(region: Region, row: dict[str, Any], register: Register, wanted: str | None, place: str) -> str:
    """Return the document's id: the wanted one, or region, year and kind; raise where it is taken."""
    year = row["plan_year"] or row["reports_year"] or (row["issued"] or row["published"] or "")[:4]
    name = wanted or "-".join(
        part
        for part in (_slug(region.region_en or region.region_code), str(year), _slug(row["kind"] or "text"))
        if part
    )
    taken = {entry.id for entry in register.documents}
    if name in taken:
        free = next(f"{name}-{number}" for number in range(2, len(taken) + 3) if f"{name}-{number}" not in taken)
        raise SourceError(place, f"another document is registered as '{name}'", f"Give it another name: --id {free}.")
    return name


def propose_entry(document_id: str, file: str, region: Region, row: dict[str, Any], options: Facts) -> dict[str, Any]:
    """Return the entry as the register writes it: the document's row without what is null.

    Args:
        document_id: Its id.
        file: Its name below the register's folder.
        region: The region that speaks.
        row: The document's row of the documents table.
        options: What the user said; a title the user gave is the register's, not the source's.
    """
    entry: dict[str, Any] = {"id": document_id, "file": file, "sha256": row["sha256"], "region": region.region_code}
    entry |= {name: row[name] for name in _FIELDS if row[name] is not None}
    if "title" in entry:
        entry["title"] = " ".join(entry["title"].split())[:500]
        entry["title_from"] = "register" if options.title else "source"
    return entry


def propose_file(document_id: str, path: PurePath, form: str) -> str:
    """Return the name under which a file is kept: its document's id, the ending of its form.

    >>> propose_file("zhuji-2024-plan", PurePath("要点.HTM"), "html")
    'zhuji_2024_plan.html'
    """
    return document_id.replace("-", "_") + _ENDINGS.get(form, ".txt")


def _slug(name: str) -> str:
    """Return a name in small Latin letters, digits and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
