"""Matrices: the trace of a heat map, and the axes on which rows and columns cross, one way for all figures of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from compare.charts.style import INK, SCALE, Ticks, across, axis, hover, layout, ticks, wrap

MANY = 12
"""Most texts whose names stand on two lines, in rows with room, or as columns beside one another."""


def heat(
    z: Sequence[Sequence[float | None]],
    most: float,
    *,
    text: Sequence[Sequence[str]] = (),
    words: Sequence[Sequence[str]] = (),
    gap: int = 2,
    **extra: Any,
) -> go.Heatmap:
    """Return the trace of a heat map: one hue from nothing to ``most``, cells apart, no scale beside it.

    Args:
        z: Amounts by row and column, the row at 0 first.
        most: Amount that takes the full colour.
        text: What each cell prints, in the colour of the page's text.
        words: What each cell shows under the pointer; none: nothing.
        gap: Pixels between cells.
        extra: Further settings, such as ``y`` for rows that stand at names.
    """
    printed = {"text": text, "texttemplate": "%{text}", "meta": INK} if text else {}
    shown = hover(words) if words else {"hoverinfo": "skip"}
    places = {"x": list(range(len(z[0]) if z else 0)), "y": list(range(len(z)))}
    scale = {"colorscale": SCALE, "zmin": 0, "zmax": most, "showscale": False}
    return go.Heatmap(z=z, xgap=gap, ygap=gap, **{**places, **scale, **printed, **shown, **extra})


def crossed(
    height: int, *, left: Ticks, heads: Ticks, rows: dict[str, Any], head: int, narrow: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the layout of marks in a matrix: columns' labels on top, a line through each row.

    Args:
        height: Height in pixels.
        left: Labels of the rows.
        heads: Labels of the columns, left to right.
        rows: Settings of the vertical axis: its ticks.
        head: Room for the columns' labels in pixels.
        narrow: Settings on a narrow page, as ``slim`` makes them.
    """
    size = len(rows["tickvals"])
    return layout(
        height,
        left=left,
        narrow=narrow,
        least=left.narrow + 12 + len(heads.text) * heads.column(30),
        margin={"t": head, "b": 6},
        xaxis=across(heads.text, side="top", range=[-0.6, len(heads.text) - 0.4]),
        yaxis=axis(range=[-0.7, size - 0.3], showgrid=True, **rows),
    )


def slim(
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    row: int,
    column: int,
    head: int = 0,
    bases: Sequence[int] = (),
    below: bool = False,
) -> dict[str, Any] | None:
    """Return the settings of a matrix with Latin labels on a narrow page: short rows, columns' labels upright; else null.

    Chinese labels are never turned; they are short enough to stand as they are.

    Args:
        rows: Labels of the rows as the axis has them, from the first tick on.
        columns: Labels of the columns.
        row: Least height of a row.
        column: Least width of a column.
        head: Room above the rows beside the columns' labels.
        bases: Numbers that stand behind the columns' labels.
        below: Whether the columns' labels stand below.
    """
    if any(ord(character) > 0x2E7F for label in (*rows, *columns) for character in label):
        return None
    left = ticks(rows, latin=8.6)
    names = [wrap(label, 9) for label in columns]
    if bases:
        names = [f"{name} ({base})" for name, base in zip(names, bases, strict=True)]
    longest = max((len(line) for name in names for line in name.split("<br>")), default=1)
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    room = round(6.6 * longest) + 12
    margin = {"l": left.narrow, "r": 6, ("b" if below else "t"): room + (0 if below else head)}
    return {
        "margin": margin,
        "font": {"size": 12},
        "height": left.row(row) * len(rows) + room + head + 14,
        "xaxis": {"tickangle": -90, "ticktext": names, "tickfont": {"size": 10.5}},
        "yaxis": {"ticktext": left.text},
        "least": left.narrow + 10 + len(columns) * max(column, 13 * lines + 2),
    }
