"""The command `add`: a new document into the register, with one screen on what was read."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from compare.cli.extract import RAW_FOLDER
from compare.cli.terminal import say


class Kind(StrEnum):
    """Kind of a document."""

    work_points = "work_points"
    opinions = "opinions"
    news_summary = "news_summary"
    statement = "statement"
    report = "report"
    plan = "plan"


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Text, HTML page, DOCX or PDF with a text layer.")],
    region: Annotated[str | None, typer.Option(help="Region that speaks: name or GB/T 2260 code.")] = None,
    year: Annotated[int | None, typer.Option(min=1949, max=2100, help="Year whose work it plans.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Kind of document.")] = None,
    title: Annotated[str | None, typer.Option(help="Title.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Issuing body.")] = None,
    issued: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Date of issue.")] = None,
    document_id: Annotated[str | None, typer.Option("--id", help="Id; default: region, year and kind.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before registering.")] = False,
) -> None:
    """Register a document of any region: what its text says of itself is proposed, options win."""
    from compare.cli.extract import known_facts
    from compare.runs.add import prepare, register_document
    from compare.runs.screen import screen

    facts = known_facts(
        region, year, kind=kind.value if kind else None, title=title, issuer=issuer, issued=_date(issued)
    )
    added = prepare(RAW_FOLDER, file, facts, _id(document_id))
    say(f"{file}: {added.entry['id']}")
    for label, line in screen(added.source, added.frames, added.region):
        say(f"  {label:<11}{line}")
    if not yes and sys.stdin.isatty() and not typer.confirm("Register it?", default=True):
        say("Nothing was written.")
        return
    register_document(RAW_FOLDER, file, added)
    say(f"Registered as '{added.entry['id']}', kept as {added.kept}. `make report` takes it from here.")


def _date(value: str | None) -> str | None:
    """Return a date of the calendar, or raise."""
    from datetime import date

    from compare.errors import ParameterError

    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise ParameterError("Option --issued", f"'{value}' is no date", "Write it as YYYY-MM-DD.") from error


def _id(value: str | None) -> str | None:
    """Return an id in the register's form, or raise."""
    import re

    from compare.errors import ParameterError

    if value and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", value):
        raise ParameterError("Option --id", f"'{value}'", "Use small Latin letters, digits and hyphens.")
    return value
