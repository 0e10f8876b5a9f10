"""The command `run`: the main job, texts to briefs."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from compare.cli.terminal import log_to_run, say


class Language(StrEnum):
    """Language of the briefs."""

    zh = "zh"
    en = "en"
    both = "both"


def run(
    regions: Annotated[
        str | None, typer.Option(metavar="CODES", help="Regions, codes or names, separated by commas; default: all.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Root folder of the runs.")] = Path("reports"),
    language: Annotated[Language, typer.Option(help="Language of the briefs.")] = Language.zh,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Documents and notebooks side by side; default: one per processor.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Work everything out again, changed or not.")] = False,
    keep: Annotated[
        int | None, typer.Option(min=1, help="Remove older runs than the newest N once a new one stands.")
    ] = None,
    cell_seconds: Annotated[int, typer.Option(min=1, help="Time limit of a notebook's cell.")] = 300,
    pdf: Annotated[
        bool | None, typer.Option("--pdf/--no-pdf", help="PDF beside each brief; default: where Chromium is found.")
    ] = None,
) -> None:
    """Extract the registered texts, run the notebooks, write the briefs."""
    perform(regions, out, language.value, jobs=jobs, force=force, keep=keep, cell_seconds=cell_seconds, pdf=pdf)


def perform(
    regions: str | None,
    out: Path,
    language: str,
    *,
    jobs: int | None = None,
    force: bool = False,
    keep: int | None = None,
    cell_seconds: int = 300,
    pdf: bool | None = None,
) -> None:
    """Do the run and say where it stands and what changed."""
    from compare.runs.run import Wanted
    from compare.runs.run import run as do_run

    root = Path.cwd()
    wanted = Wanted(
        root=root,
        out=out,
        regions=_codes(regions) if regions else (),
        language=language,
        jobs=jobs,
        force=force,
        keep=keep,
        cell_seconds=cell_seconds,
        pdf=pdf,
    )
    with log_to_run():
        done = do_run(wanted, datetime.now(UTC))
        if not done.built:
            logging.getLogger("compare").info("nothing changed since the last run", extra={"run": done.folder.name})
    say(f"{'new run' if done.built else 'nothing changed since'} {done.folder.name}")
    for line in done.changes:
        say(line)
    say(f"open {os.path.relpath(done.folder.parent / 'latest' / 'index.html')}")


def _codes(regions: str) -> tuple[str, ...]:
    """Return the region codes meant, in order and each once; each must have a registered document."""
    from compare.errors import ParameterError
    from compare.regions import resolve
    from compare.runs.inputs import RAW
    from compare.sources import load_register

    names = [name.strip() for name in regions.replace("，", ",").split(",") if name.strip()]
    if not names:
        raise ParameterError("Option --regions", "no region named", "Name codes separated by commas, such as 520000.")
    codes = tuple(dict.fromkeys(resolve(name).region_code for name in names))
    held = {entry.region for entry in load_register(RAW).documents}
    missing = [code for code in codes if code not in held]
    if missing:
        raise ParameterError(
            "Option --regions",
            f"no registered document of {', '.join(missing)}",
            f"Registered: {', '.join(sorted(held))}.",
        )
    return codes
