"""Figures on the share of text: the series of one text, and the heat map of texts by topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from compare.charts.matrix import MANY, heat, slim
from compare.charts.style import across, axis, down, figure, layout, quoted, ticks


@dataclass(frozen=True)
class Series:
    """One text in a figure: its label, its region, its base (number of measures) and its shares by code.

    ``counts`` are the measures by code, ``spans`` the interval of each share that coding error leaves, ``alike`` whether the
    text is of one kind with the one the figure is about.
    """

    label: str
    region_code: str
    base: int
    shares: dict[str, float]
    counts: dict[str, int] = field(default_factory=dict)
    spans: dict[str, tuple[float, float]] = field(default_factory=dict)
    alike: bool = False
    document_id: str = ""


def emphasis_heatmap(
    series: Sequence[Series],
    codes: Sequence[str],
    labels: dict[str, str],
    thin: int = 20,
    sentences: dict[tuple[str, str], str] | None = None,
) -> go.Figure:
    """Return texts (columns) by topics (rows), the share in percent in each cell; a thin text's column is pale.

    Where texts are many and topics few, texts are the rows, so that the page stays as wide as it is.

    Args:
        series: Texts in reading order.
        codes: Rows, first on top.
        labels: Row labels by code.
        thin: Fewest measures for a column to be coloured.
        sentences: A sentence behind a cell by (document id, code), as hover shows it.
    """
    if len(series) > MANY and len(codes) <= 20:
        return _long_heatmap(series, codes, labels, thin)
    rows = list(reversed(codes))
    left = ticks([labels[code] for code in rows], 7.5, 13)
    heads = ticks([s.label for s in series], 2.6, 5.2)
    names = [f"{name}<br>{s.base}" for name, s in zip(heads.text, series, strict=True)]
    z = [[100 * s.shares.get(code, 0.0) if s.base >= thin else 0.0 for s in series] for code in rows]
    text = [[printed(s.shares.get(code, 0.0)) for s in series] for code in rows]
    said = sentences or {}
    words = [
        [
            f"{s.label} · {labels[code]}<br>{percent(s.shares.get(code, 0.0))}"
            + (f"<br>{quoted(said[s.document_id, code])}" if (s.document_id, code) in said else "")
            for s in series
        ]
        for code in rows
    ]
    trace = heat(z, max(10.0, *(max(row) for row in z)), text=text, words=words, y=[labels[code] for code in rows])
    head = 17 * (heads.lines + 1) + 8
    own = [labels[code] for code in rows]
    settings = layout(
        left.row(28) * len(rows) + head + 8,
        left=left,
        narrow=slim(own, [s.label for s in series], row=28, column=28, bases=[s.base for s in series]),
        least=left.narrow + 12 + len(series) * heads.column(28),
        margin={"t": head, "b": 6},
        xaxis=across(names, side="top", tickfont={"size": 11.5}),
        yaxis=axis(showgrid=False, tickvals=own, ticktext=left.text),
    )
    return figure([trace], settings)


def _long_heatmap(series: Sequence[Series], codes: Sequence[str], labels: dict[str, str], thin: int) -> go.Figure:
    """Return texts (rows, first on top) by topics (columns), the share in percent in each cell."""
    rows = list(reversed(series))
    left = ticks([f"{s.label} {s.base}" for s in rows], 14, 22)
    heads = ticks([labels[code] for code in codes], 2.6, 5.2)
    z = [[100 * s.shares.get(code, 0.0) if s.base >= thin else 0.0 for code in codes] for s in rows]
    text = [[printed(s.shares.get(code, 0.0)) for code in codes] for s in rows]
    words = [[f"{s.label} · {labels[code]}<br>{percent(s.shares.get(code, 0.0))}" for code in codes] for s in rows]
    most = max(10.0, *(max(row) for row in z))
    head = 15 * heads.lines + 10
    settings = layout(
        20 * len(rows) + head + 8,
        left=left,
        narrow=slim([f"{s.label} {s.base}" for s in rows], [labels[code] for code in codes], row=20, column=22),
        least=left.narrow + 12 + len(codes) * 26,
        margin={"t": head, "b": 6},
        font={"size": 12},
        xaxis=across(heads.text, side="top", tickfont={"size": 10}),
        yaxis=down(left.text),
    )
    return figure([heat(z, most, text=text, words=words, gap=1, textfont={"size": 11})], settings)


def printed(share: float) -> str:
    """Return the share as the cell prints it: whole percent, a dot where the text has none."""
    return "·" if not share else "<1" if share < 0.005 else f"{100 * share:.0f}"


def percent(share: float) -> str:
    """Return a share as percent with one decimal."""
    return f"{100 * share:.1f}%"
