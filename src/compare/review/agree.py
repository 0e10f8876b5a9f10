"""Agreement of two people's codes: Krippendorff's alpha with bootstrap intervals, by domain and topic, and the differences."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import krippendorff
import numpy as np
import polars as pl

from compare.coding.taxonomy import codes, domain_of, label
from compare.errors import ParameterError, examples

RESAMPLES = 1000
SEED = 20230224
ID_COLUMNS = ("measure_id", "unit_id", "id")
CODE_COLUMNS = ("primary", "code", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agree, by level and by code, and where they differ."""

    summary: pl.DataFrame
    by_code: pl.DataFrame
    differences: pl.DataFrame


def read_codes(content: bytes, name: str) -> pl.DataFrame:
    """Return one coder's sheet as ``id``, ``code`` and, where it has them, ``text``.

    Args:
        content: Bytes of an xlsx file or of a UTF-8 CSV.
        name: The file's name, for messages and to tell the format.

    Raises:
        ParameterError: The sheet lacks a column, repeats an id or holds an unknown code.
    """
    rows = _rows(content, name)
    columns = list(rows[0]) if rows else []
    key = next((column for column in ID_COLUMNS if column in columns), None)
    coded = next((column for column in CODE_COLUMNS if column in columns), None)
    if key is None or coded is None:
        raise ParameterError(
            f"Codes '{name}'", f"columns {examples(columns)}",
            f"Give a first row with {' or '.join(ID_COLUMNS)}, and {' or '.join(CODE_COLUMNS)}.",
        )  # fmt: skip
    filled = [row for row in rows if row[key] not in (None, "") and row[coded] not in (None, "")]
    wrong = sorted({str(row[coded]).strip() for row in filled} - set(codes()))
    if wrong:
        raise ParameterError(f"Codes '{name}'", f"unknown codes {examples(wrong)}", f"Use {', '.join(codes())}.")
    ids = [str(row[key]).strip() for row in filled]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ParameterError(f"Codes '{name}'", f"ids twice: {examples(twice)}", "One row per unit.")
    return pl.DataFrame(
        {
            "id": ids,
            "code": [str(row[coded]).strip() for row in filled],
            "text": [str(row.get("text") or "") for row in filled],
        },
        schema={"id": pl.String, "code": pl.String, "text": pl.String},
    )


def _rows(content: bytes, name: str) -> list[dict[str, object]]:
    if not name.lower().endswith((".xlsx", ".xlsm")):
        try:
            return pl.read_csv(io.BytesIO(content), infer_schema=False).rows(named=True)
        except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
            raise ParameterError(
                f"Codes '{name}'", f"not a CSV ({error})", "Give an xlsx file or a UTF-8 CSV."
            ) from error
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    except Exception as error:
        raise ParameterError(f"Codes '{name}'", f"not an xlsx workbook ({error})", "Save it as .xlsx.") from error
    lines = list(sheet.iter_rows(values_only=True))
    head = [str(cell).strip() if cell is not None else "" for cell in lines[0]] if lines else []
    return [dict(zip(head, line, strict=False)) for line in lines[1:]]


def compare_coders(first: pl.DataFrame, second: pl.DataFrame) -> Agreement:
    """Return the agreement of two coders on the units that both coded.

    ``summary`` has ``level`` (topic, domain, domain X: of that domain or not), ``units``, ``agreement``, ``alpha``,
    ``alpha_low``, ``alpha_high``; ``by_code`` the units each gave a code and the share both gave it;
    ``differences`` the units coded otherwise, and those only one coder has.

    Raises:
        ParameterError: The two have no unit in common.
    """
    both = first.join(second.select("id", other="code"), on="id", how="inner", maintain_order="left")
    if not both.height:
        raise ParameterError("Agreement", "no unit is in both sheets", "Check that both use the same ids.")
    one, two = both["code"].to_list(), both["other"].to_list()
    rows = [_summary("topic", one, two), _summary("domain", *([domain_of(c) for c in side] for side in (one, two)))]
    for domain in sorted({domain_of(code) for code in (*one, *two)}):
        sides = ([domain if domain_of(c) == domain else "-" for c in side] for side in (one, two))
        rows.append(_summary(f"domain {domain}", *sides))
    return Agreement(summary=pl.DataFrame(rows), by_code=_by_code(one, two), differences=_differences(first, second))


def _summary(level: str, one: Sequence[str], two: Sequence[str]) -> dict[str, object]:
    names = {name: place for place, name in enumerate(sorted({*one, *two}))}
    pair = np.array([[names[c] for c in one], [names[c] for c in two]], dtype=np.float64)
    random = np.random.default_rng(SEED)
    drawn = [_alpha(pair[:, random.integers(0, pair.shape[1], pair.shape[1])]) for _ in range(RESAMPLES)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return {
        "level": level, "units": len(one), "agreement": float(np.mean(pair[0] == pair[1])), "alpha": _alpha(pair),
        "alpha_low": float(low), "alpha_high": float(high),
    }  # fmt: skip


def _alpha(pair: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    """Return Krippendorff's nominal alpha; 1 where both coders used one and the same code throughout."""
    if len(np.unique(pair)) < 2:
        return 1.0
    return float(krippendorff.alpha(reliability_data=pair, level_of_measurement="nominal"))


def _by_code(one: Sequence[str], two: Sequence[str]) -> pl.DataFrame:
    rows = []
    for code in [code for code in codes() if code in {*one, *two}]:
        shared = sum(a == b == code for a, b in zip(one, two, strict=True))
        given = (list(one).count(code), list(two).count(code))
        sides = ([int(c == code) for c in side] for side in (one, two))
        alpha = _alpha(np.array(list(sides), dtype=np.float64))
        rows.append({"alpha": alpha, "code": code, "label_zh": label(code), "first": given[0], "second": given[1],
                     "both": shared, "share": 2 * shared / max(sum(given), 1)})  # fmt: skip
    return pl.DataFrame(rows)


def _differences(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    joined = first.join(second.select("id", other="code", other_text="text"), on="id", how="full", coalesce=True)
    return (
        joined.filter(pl.col("code").ne_missing(pl.col("other")))
        .select("id", first="code", second="other", text=pl.coalesce("text", "other_text"))
        .sort("id")
    )
