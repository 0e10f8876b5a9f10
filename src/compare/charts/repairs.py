"""Figure of the repairs each text needed."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from compare.charts.style import AMOUNT, axis, down, figure, hover, layout, ticks


def repairs_bars(labels: Sequence[str], groups: Sequence[tuple[str, Sequence[int]]]) -> go.Figure:
    """Return one stacked bar per text, number of repairs by certainty, from zero.

    Args:
        labels: Texts, first on top.
        groups: (certainty's label, number per text), in order of stacking.
    """
    rows = list(reversed(range(len(labels))))
    tints = (AMOUNT, "#dc7800", "#c80c64")
    shapes = ("", "/", "x")
    traces = [
        go.Bar(
            orientation="h",
            y=list(range(len(labels))),
            x=[numbers[place] for place in rows],
            name=name,
            **hover([f"{labels[place]} · {name}: {numbers[place]}" for place in rows]),
            width=0.6,
            marker={"color": tints[number], "pattern": {"shape": shapes[number], "fgopacity": 0.6}},
        )
        for number, (name, numbers) in enumerate(groups)
    ]
    left = ticks([labels[place] for place in rows], 7, 10)
    settings = layout(
        left.row(36) * len(labels) + 96,
        left=left,
        margin={"t": 62, "b": 28, "r": 20},
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "normal"},
        xaxis=axis(showgrid=True, nticks=5, rangemode="tozero"),
        yaxis=down(left.text),
    )
    return figure(traces, settings)
