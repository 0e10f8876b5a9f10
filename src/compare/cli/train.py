"""The command `train`: the coder learned anew from the hand codes, the examples and the lexicon."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compare.cli.terminal import say, show_warning

KNOWLEDGE = Path("src/compare/knowledge")


def train(
    out: Annotated[Path, typer.Option(help="Folder of the packaged knowledge to write into.")] = KNOWLEDGE,
    assess: Annotated[
        bool, typer.Option(help="Measure the coder anew, one region held out at a time (minutes).")
    ] = True,
) -> None:
    """Train the coder, write its weights as plain data, and measure it out of fold."""
    from compare.coding import validity
    from compare.coding.train import train as learn
    from compare.review.hand import compare_passes, read_texts, read_units, write_coder, write_scores

    texts = read_texts(Path())
    units, gone = read_units(Path(), texts)
    if gone:
        show_warning(f"{len(gone)} hand-coded units are not in the restored texts, {gone[0]} first; they are left out")
    coder = learn(texts, units, report=say)
    for path in write_coder(out, coder):
        say(f"written: {path}")
    if assess:
        say("measuring out of fold")
        frames = validity.assess(texts, units, coder) | {"agreement": compare_passes(Path())}
        for path in write_scores(out / "coding" / "validity", frames):
            say(f"written: {path}")
