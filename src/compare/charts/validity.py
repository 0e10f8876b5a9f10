"""Figures on the coder itself: confused pairs, calibration, what more hand codes bring, agreement of two passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from compare.charts.style import AMOUNT, CONTEXT, axis, figure, layout, ticks

_SECOND = "#dc7800"


@dataclass(frozen=True)
class Interval:
    """One labelled value with its interval."""

    label: str
    value: float
    low: float
    high: float


def confusion_bars(labels: Sequence[str], counts: Sequence[int]) -> go.Figure:
    """Return one bar per confused pair of codes, number of units from zero, the first pair on top.

    Args:
        labels: The pairs.
        counts: Units of each.
    """
    rows = list(reversed(range(len(labels))))
    left = ticks([labels[place] for place in rows], 14, 22)
    trace = go.Bar(
        orientation="h",
        y=list(range(len(rows))),
        x=[counts[place] for place in rows],
        text=[str(counts[place]) for place in rows],
        textposition="outside",
        hovertemplate="%{text}<extra></extra>",
        width=0.6,
        marker={"color": AMOUNT},
    )
    settings = layout(
        left.row(28) * len(rows) + 44,
        left=left,
        margin={"r": 30},
        xaxis=axis(showgrid=True, dtick=1, rangemode="tozero"),
        yaxis=axis(tickvals=list(range(len(rows))), ticktext=left.text, showgrid=False),
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
        margin={"l": 62, "b": 48, "t": 12, "r": 24},
        xaxis=axis(range=[start, 101], title={"text": names[0]}, ticksuffix="%", showgrid=True, dtick=10),
        yaxis=axis(range=[start, 101.5], title={"text": names[1]}, ticksuffix="%", showgrid=True, dtick=10),
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
        xaxis=axis(title={"text": below}, showgrid=False, rangemode="tozero"),
        yaxis=axis(range=[least - 4, min(100.0, top + 4)], ticksuffix="%", showgrid=True, nticks=6),
    )
    return figure(traces, settings)


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
        customdata=[f"{row.label}: {row.value:.3f} ({row.low:.3f}—{row.high:.3f})" for row in turned],
        hovertemplate="%{customdata}<extra></extra>",
    )
    least = min((row.low for row in rows), default=0.0)
    settings = layout(
        left.row(26) * len(turned) + 44,
        left=left,
        margin={"r": 20},
        xaxis=axis(range=[min(0.8, least - 0.02), 1.01], showgrid=True, nticks=6),
        yaxis=axis(tickvals=list(range(len(turned))), ticktext=left.text, showgrid=False),
    )
    return figure([trace], settings)
