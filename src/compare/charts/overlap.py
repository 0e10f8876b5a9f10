"""Figures on what texts share: UpSet plot, similarity of pairs, whose idea the measures are."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from compare.charts.matrix import MANY, heat, slim
from compare.charts.style import AMOUNT, CONTEXT, INK, Palette, Ticks, across, axis, down, figure, hover, layout, ticks


def upset(
    sets: Sequence[tuple[tuple[str, ...], int, str]], members: Sequence[tuple[str, str, str]], palette: Palette
) -> go.Figure:
    """Return an UpSet plot: bars of how many topics just these texts share, above a matrix that names the texts.

    Args:
        sets: (member ids, size, hover words), in reading order.
        members: (member id, label, region code), first on top.
        palette: Colours of the regions.
    """
    place = {member: len(members) - number for number, (member, _, _) in enumerate(members)}
    traces = [_sizes(sets), *_crossings(sets, place)]
    for member, label, code in members:
        held = [column for column, (ids, _, _) in enumerate(sets) if member in ids]
        marker = {"size": 12, "symbol": palette.marker(code), "color": palette.colour(code)}
        traces.append(
            go.Scatter(
                x=held, y=[place[member]] * len(held), mode="markers", name=label, hoverinfo="skip", marker=marker
            )
        )
    left = _names([label for _, label, _ in members], 7, 10)
    low = (left.row(30) if len(members) <= MANY else 20) * len(members) + 16
    total = low + 150
    settings = layout(
        total + 16,
        left=left,
        margin={"t": 14, "b": 4},
        bargap=0.4,
        xaxis=axis(range=[-0.6, len(sets) - 0.4], showgrid=False, showticklabels=False, anchor="y"),
        yaxis=axis(
            domain=[0, low / total],
            range=[0.4, len(members) + 0.6],
            showgrid=False,
            tickvals=list(place.values()),
            ticktext=left.text,
        ),
        yaxis2=axis(
            domain=[low / total + 0.03, 1],
            range=[0, 1.15 * max(size for _, size, _ in sets)],
            showgrid=False,
            showticklabels=False,
            anchor="x",
        ),
    )
    return figure(traces, settings)


def _sizes(sets: Sequence[tuple[tuple[str, ...], int, str]]) -> go.Bar:
    """Return the bars of how many topics each set of texts shares."""
    return go.Bar(
        x=list(range(len(sets))),
        y=[size for _, size, _ in sets],
        text=[str(size) for _, size, _ in sets],
        textposition="outside",
        cliponaxis=False,
        width=0.56,
        marker={"color": AMOUNT},
        yaxis="y2",
        meta=INK,
        **hover([words for _, _, words in sets]),
    )


def _crossings(sets: Sequence[tuple[tuple[str, ...], int, str]], place: dict[str, int]) -> list[go.Scatter]:
    """Return a pale dot in every cell of the matrix, and a line through the texts of each set."""
    empty = [(column, row) for column in range(len(sets)) for row in place.values()]
    dot = {"size": 5, "color": CONTEXT, "opacity": 0.45}
    x, y = [x for x, _ in empty], [y for _, y in empty]
    traces = [go.Scatter(x=x, y=y, mode="markers", hoverinfo="skip", marker=dot)]
    for column, (inside, _, _) in enumerate(sets):
        held = sorted(place[member] for member in inside)
        line = {"color": CONTEXT, "width": 2}
        traces.append(go.Scatter(x=[column, column], y=[held[0], held[-1]], mode="lines", hoverinfo="skip", line=line))
    return traces


def similarity_heatmap(
    labels: Sequence[str], values: dict[tuple[int, int], float], marks: dict[tuple[int, int], str]
) -> go.Figure:
    """Return the lower triangle of pairs: expected overlap in percent in each cell, pale where the two are no peers.

    Args:
        labels: Texts in reading order.
        values: Overlap, 0 to 1, by (row, column) with row > column.
        marks: What to add under the number of a pair, such as a sign for peers.
    """
    size = len(labels)
    if size > MANY:
        return _many_pairs(labels, values)
    z = [
        [100 * values[row, column] if (row, column) in values else None for column in range(size - 1)]
        for row in range(1, size)
    ]
    text = [
        [
            f"{100 * values[row, column]:.0f}{marks.get((row, column), '')}" if (row, column) in values else ""
            for column in range(size - 1)
        ]
        for row in range(1, size)
    ]
    trace = heat(z, 100, text=text, hoverongaps=False)
    left, below = ticks(labels[1:], 7, 9), ticks(labels[:-1], 3, 5.2)
    settings = layout(
        left.row(46) * (size - 1) + 17 * below.lines + 22,
        left=left,
        narrow=slim(labels[1:], labels[:-1], row=40, column=30, head=6, below=True),
        least=left.narrow + 12 + (size - 1) * below.column(30),
        margin={"t": 6, "b": 17 * below.lines + 16},
        xaxis=across(below.text),
        yaxis=down(left.text, autorange="reversed"),
    )
    return figure([trace], settings)


def _names(labels: Sequence[str], hanzi: float, latin: float) -> Ticks:
    """Return the texts' names as ticks; many of them stand on one line each."""
    return ticks(labels, hanzi, latin) if len(labels) <= MANY else ticks(labels, 14, 22)


def _many_pairs(labels: Sequence[str], values: dict[tuple[int, int], float]) -> go.Figure:
    """Return the lower triangle of many texts: colour only, columns by number, the number before each row's name."""
    size = len(labels)
    named = [f"{name} {number}" for number, name in enumerate(labels, start=1)]
    z = [[100 * values[r, c] if (r, c) in values else None for c in range(size - 1)] for r in range(1, size)]
    hovers = [
        [f"{labels[r]} · {labels[c]}<br>{100 * values[r, c]:.0f}%" if (r, c) in values else "" for c in range(size - 1)]
        for r in range(1, size)
    ]
    trace = heat(z, 100, words=hovers, gap=1, hoverongaps=False)
    left = ticks(named[1:], 14, 22)
    step = max(1, size // 10)
    numbers = list(range(0, size - 1, step))
    settings = layout(
        20 * (size - 1) + 46,
        left=left,
        margin={"t": 6, "b": 28},
        font={"size": 11},
        xaxis=axis(tickvals=numbers, ticktext=[str(number + 1) for number in numbers], showgrid=False, tickangle=0),
        yaxis=down(left.text, autorange="reversed"),
    )
    return figure([trace], settings)


def origin_bars(labels: Sequence[str], groups: Sequence[tuple[str, Sequence[int]]]) -> go.Figure:
    """Return one stacked bar per text, shares of measures by origin in percent, each part with its number.

    Args:
        labels: Texts, first on top.
        groups: (origin's label, number of measures per text), in order of stacking.
    """
    totals = [sum(numbers[place] for _, numbers in groups) or 1 for place in range(len(labels))]
    tints = ("rgba(47,109,181,0.85)", "rgba(47,109,181,0.5)", "rgba(124,133,143,0.28)", "rgba(220,120,0,0.75)")
    shapes = ("", "", "", "/")
    rows = list(reversed(range(len(labels))))
    traces = [
        go.Bar(
            orientation="h",
            y=list(range(len(labels))),
            x=[100 * numbers[place] / totals[place] for place in rows],
            name=name,
            text=[str(numbers[place]) if numbers[place] / totals[place] > 0.045 else "" for place in rows],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            marker={"color": tints[number], "pattern": {"shape": shapes[number], "fgopacity": 0.5}},
            **hover([f"{labels[place]} · {name}<br>{numbers[place]} / {totals[place]}" for place in rows]),
            width=0.62,
            meta=INK,
        )
        for number, (name, numbers) in enumerate(groups)
    ]
    left = _names([labels[place] for place in rows], 7, 10)
    settings = layout(
        (left.row(44) if len(labels) <= MANY else 20) * len(labels) + 96,
        left=left,
        margin={"t": 62, "b": 26, "r": 26},
        barmode="stack",
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.0,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        xaxis=axis(range=[0, 100], ticksuffix="%", showgrid=False, nticks=5),
        yaxis=down(left.text),
    )
    return figure(traces, settings)


def counts_bars(groups: Sequence[tuple[str, int]]) -> go.Figure:
    """Return a bar per label from zero with its number.

    Args:
        groups: (label, number), first on top.
    """
    rows = list(reversed(groups))
    trace = go.Bar(
        orientation="h",
        y=list(range(len(rows))),
        x=[number for _, number in rows],
        text=[str(number) for _, number in rows],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
        width=0.56,
        marker={"color": AMOUNT},
        meta=INK,
    )
    reach = max((number for _, number in rows), default=1) or 1
    left = ticks([label for label, _ in rows])
    settings = layout(
        left.row(38) * len(rows) + 16,
        left=left,
        margin={"t": 4, "b": 6, "r": 34},
        xaxis=axis(range=[0, 1.05 * reach], showgrid=False, showticklabels=False, zeroline=True, zerolinewidth=1),
        yaxis=down(left.text),
    )
    return figure([trace], settings)
