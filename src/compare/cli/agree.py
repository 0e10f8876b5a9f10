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
    first: Annotated[
        Path | None, typer.Argument(help="One coder's sheet, xlsx or CSV: measure_id and primary.")
    ] = None,
    second: Annotated[Path | None, typer.Argument(help="The other coder's sheet.")] = None,
    out: Annotated[Path | None, typer.Option(help="CSV file for the list of differences.")] = None,
    template: Annotated[
        Path | None, typer.Option(help="Write an empty sheet of the last run's measures for coders to fill (xlsx).")
    ] = None,
) -> None:
    """Show Krippendorff's alpha of two coders, overall, per domain and per topic, and list their differences.

    Each coder fills a sheet of their own: --template writes it, with the codes on a second page. Rows are matched by
    measure_id (or unit_id); rows without a code are left out. Alpha is 1 at full agreement and 0 at chance; its interval
    comes from 1,000 resamples. Two passes by one coder measure intra-coder agreement: never call it inter-coder.
    """
    from compare.review.agree import compare_coders, read_codes

    if template is not None:
        _write_template(template)
        return
    if first is None or second is None:
        raise ParameterError("Sheets", "two are needed", "Name both, or write an empty one by --template FILE.")
    found = compare_coders(*(read_codes(_read(path), path.name) for path in (first, second)))
    say("level         units  agreement  alpha [95 % interval]")
    for row in found.summary.iter_rows(named=True):
        say(
            f"{row['level']:<12} {row['units']:>6}  {row['agreement']:>9.3f}  "
            f"{row['alpha']:.3f} [{row['alpha_low']:.3f}, {row['alpha_high']:.3f}]"
        )
    say("code  both  first  second  share   alpha")
    for row in found.by_code.iter_rows(named=True):
        say(
            f"{row['code']:<4} {row['both']:>5} {row['first']:>6} {row['second']:>7}  {row['share']:>5.2f}  {row['alpha']:>6.3f}  {row['label_zh']}"
        )
    _list_differences(found.differences, out)


def _write_template(path: Path) -> None:
    """Write an empty sheet for coders."""
    from compare.review.sheet import template_sheet
    from compare.store import read_table, tables_folder, write_bytes

    measures = read_table(tables_folder(), "measures")
    write_bytes(path, template_sheet(measures))
    say(f"{measures.height} units to code in {path}")


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
