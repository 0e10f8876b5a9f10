"""The command `taxonomy`: the common taxonomy as SKOS."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compare.cli.terminal import say


def taxonomy(
    out: Annotated[Path | None, typer.Option(help="File to write; none: the screen.")] = None,
    form: Annotated[str, typer.Option("--format", help="turtle, xml, json-ld or nt.")] = "turtle",
) -> None:
    """Write the common taxonomy as SKOS: labels in two languages, scope notes, matches in other schemes."""
    from compare.coding.skos import to_skos
    from compare.errors import ParameterError
    from compare.store import write_text

    if form not in ("turtle", "xml", "json-ld", "nt"):
        raise ParameterError("Option --format", f"'{form}'", "Use turtle, xml, json-ld or nt.")
    text = to_skos(form)
    if out is None:
        say(text.rstrip("\n"))
    else:
        write_text(out, text)
        say(f"written: {out}")
