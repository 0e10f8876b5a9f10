"""The command `agree`: how far two people's codes agree, and where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.terminal import say
from compare.errors import ParameterError

if TYPE_CHECKING:
    import polars as pl


def agree(
    first: Annotated[Path, typer.Argument(help="One coder's sheet, xlsx or CSV: measure_id and primary.")],
    second: Annotated[Path, typer.Argument(help="The other coder's sheet.")],
    out: Annotated[Path | None, typer.Option(help="CSV file for the list of differences.")] = None,
) -> None:
    """Show Krippendorff's alpha of two coders, overall, per domain and per topic, and list their differences."""
    from compare.review.agree import compare_coders, read_codes

    found = compare_coders(*(read_codes(_read(path), path.name) for path in (first, second)))
    say("level         units  agreement  alpha [95 % interval]")
    for row in found.summary.iter_rows(named=True):
        say(
            f"{row['level']:<12} {row['units']:>6}  {row['agreement']:>9.3f}  "
            f"{row['alpha']:.3f} [{row['alpha_low']:.3f}, {row['alpha_high']:.3f}]"
        )
    say("code  both  first  second  share")
    for row in found.by_code.iter_rows(named=True):
        say(
            f"{row['code']:<4} {row['both']:>5} {row['first']:>6} {row['second']:>7}  {row['share']:>5.2f}  {row['label_zh']}"
        )
    _list_differences(found.differences, out)


def _list_differences(differences: pl.DataFrame, out: Path | None) -> None:
    if out is not None:
        out.write_bytes(differences.write_csv(include_bom=True).encode("utf-8"))
        say(f"{differences.height} differences in {out}")
        return
    say(f"{differences.height} differences")
    for row in differences.iter_rows(named=True):
        say(f"{row['id']}: {row['first'] or 'none'} / {row['second'] or 'none'}  {(row['text'] or '')[:40]}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ParameterError(
            f"Codes '{path}'", f"cannot be read ({error.strerror})", "Name an xlsx or CSV file."
        ) from error
