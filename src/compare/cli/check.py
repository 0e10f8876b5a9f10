"""The command `check`: every issue of the register, the knowledge, the corrections and the tables, at once."""

from __future__ import annotations

from pathlib import Path

import typer

from compare.cli.terminal import say, show_error

RAW_FOLDER = Path("data/raw")


def check() -> None:
    """List every issue found in the register, the taxonomy, the corrections and the tables."""
    from compare.runs.check import find_issues

    issues = find_issues(Path())
    for issue in issues:
        say(issue)
    if issues:
        show_error(f"{len(issues)} issues found")
        raise typer.Exit(1)
    say("no issues found")
