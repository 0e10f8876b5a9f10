"""Figures on the coder itself: confused pairs, calibration, what more hand codes bring, agreement of two passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from compare.charts.matrix import heat
from compare.charts.style import AMOUNT, CONTEXT, across, axis, down, figure, hover, layout, ticks

_SECOND = "#dc7800"


@dataclass(frozen=True)
class Interval:
    """One labelled value with its interval."""

    label: str
    value: float
    low: float
    high: float


def confusion_heatmap(codes: Sequence[str], labels: Sequence[str], counts: Sequence[Sequence[int]]) -> go.Figure:
    """Return hand-coded domains (rows) by the coder's (columns), the number of miscoded units in each cell.

    Args:
        codes: Domains in order, as the columns are headed.
        labels: The domains' names, as the rows are.
        counts: Miscoded units by row and column; within one domain, those on another topic of it.
    """
    rows = list(reversed(range(len(codes))))
    left = ticks([labels[place] for place in rows], 9, 14)
    z = [list(counts[place]) for place in rows]
    words = [
        [f"{labels[place]} → {labels[other]}: {counts[place][other]}" for other in range(len(codes))] for place in rows
    ]
    text = [[str(count) if count else "" for count in row] for row in z]
    trace = heat(z, max(3, *(max(row) for row in z)), text=text, words=words)
    settings = layout(
        left.row(26) * len(rows) + 40,
        left=left,
        least=left.narrow + 12 + len(codes) * 22,
        margin={"t": 30, "b": 6},
        xaxis=across(codes, side="top"),
        yaxis=down(left.text),
    )
    return figure([trace], settings)


def calibration_dots(stated: Sequence[float], right: Sequence[float], names: tuple[str, str]) -> go.Figure:
    """Return the share right over the stated confidence, in percent, with the line on which both are equal.

    Args:
        stated: Mean confidence of each bin.
        right: Share right of each bin.
        names: Titles of the horizontal and the vertical axis.
    """
    low = min(*stated, *right) * 100
    start = max(0.0, 10 * int((low - 4) // 10))
    line = go.Scatter(
        x=[start, 100], y=[start, 100], mode="lines", line={"color": CONTEXT, "dash": "dot"}, hoverinfo="skip"
    )
    dots = go.Scatter(
        x=[100 * one for one in stated],
        y=[100 * one for one in right],
        mode="markers",
        marker={"color": AMOUNT, "size": 11},
        hovertemplate=f"{names[0]} %{{x:.1f}}%<br>{names[1]} %{{y:.1f}}%<extra></extra>",
    )
    settings = layout(
        330,
        left=ticks(["100"]),
        margin={"l": 52, "b": 48, "t": 34, "r": 24},
        xaxis=axis(range=[start, 101], title=_title(names[0]), ticksuffix="%", showgrid=True, dtick=10),
        yaxis=axis(range=[start, 101.5], ticksuffix="%", showgrid=True, dtick=10),
        annotations=[_above(names[1])],
    )
    return figure([line, dots], settings)


def learning_lines(units: Sequence[int], lines: Sequence[tuple[str, Sequence[float]]], below: str) -> go.Figure:
    """Return one line per level: share right, in percent, over the number of hand-coded units learned from.

    Args:
        units: Numbers of units.
        lines: (label, share right at each number).
        below: Title of the horizontal axis.
    """
    tints, signs = (AMOUNT, _SECOND), ("circle", "square")
    traces = [
        go.Scatter(
            x=list(units),
            y=[100 * value for value in values],
            mode="lines+markers+text",
            name=label,
            text=[*[""] * (len(values) - 1), f"{label} {100 * values[-1]:.1f}%"],
            textposition="top left",
            marker={"color": tints[place], "symbol": signs[place], "size": 9},
            line={"color": tints[place]},
            hovertemplate=f"{label} %{{y:.1f}}% (%{{x}})<extra></extra>",
        )
        for place, (label, values) in enumerate(lines)
    ]
    top = 100 * max(max(values) for _, values in lines)
    least = 100 * min(min(values) for _, values in lines)
    settings = layout(
        330,
        left=ticks(["100"]),
        margin={"l": 52, "b": 48, "t": 24, "r": 24},
        xaxis=axis(title=_title(below), showgrid=False, range=[-0.03 * max(units), 1.05 * max(units)]),
        yaxis=axis(range=[least - 4, min(100.0, top + 4)], ticksuffix="%", showgrid=True, nticks=6),
    )
    return figure(traces, settings)


def _title(words: str) -> dict[str, Any]:
    """Return an axis title in the size of the ticks."""
    return {"text": words, "font": {"size": 13}}


def _above(words: str) -> dict[str, Any]:
    """Return the vertical axis's title lying above it, as Chinese is not turned sideways."""
    return {
        "text": words, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "right", "yanchor": "bottom",
        "yshift": 10, "xshift": 4, "showarrow": False,
    }  # fmt: skip


def interval_dots(rows: Sequence[Interval]) -> go.Figure:
    """Return a dot with its interval per row, the first on top; the axis ends at one.

    Args:
        rows: Labelled values with their intervals.
    """
    turned = list(reversed(rows))
    left = ticks([row.label for row in turned], 9, 14)
    trace = go.Scatter(
        x=[row.value for row in turned],
        y=list(range(len(turned))),
        mode="markers",
        marker={"color": AMOUNT, "size": 9},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [row.high - row.value for row in turned],
            "arrayminus": [row.value - row.low for row in turned],
            "color": CONTEXT,
            "thickness": 2,
            "width": 0,
        },
        **hover([f"{row.label}: {row.value:.3f} ({row.low:.3f}—{row.high:.3f})" for row in turned]),
    )
    least = min((row.low for row in rows), default=0.0)
    settings = layout(
        left.row(26) * len(turned) + 44,
        left=left,
        margin={"r": 20},
        xaxis=axis(range=[min(0.8, least - 0.02), 1.01], showgrid=True, nticks=6),
        yaxis=down(left.text),
    )
    return figure([trace], settings)
