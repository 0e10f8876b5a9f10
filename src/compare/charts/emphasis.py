"""Figures on the share of text: heat map of region by topic, strip of one text among others, pairs of shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from compare.charts.style import CONTEXT, SCALE, Palette, axis, figure, layout, quoted, slim, ticks

ROOM = 1.56
"""How far the axis runs beyond the largest share where words stand at the right."""
MANY = 12
"""Most texts that stand as columns beside one another."""


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
    across = ticks([s.label for s in series], 2.6, 5.2)
    names = [f"{name}<br>{s.base}" for name, s in zip(across.text, series, strict=True)]
    z = [[100 * s.shares.get(code, 0.0) if s.base >= thin else 0.0 for s in series] for code in rows]
    text = [[_cell(s.shares.get(code, 0.0)) for s in series] for code in rows]
    said = sentences or {}
    hover = [
        [
            f"{s.label} · {labels[code]}<br>{100 * s.shares.get(code, 0.0):.1f}%"
            + (f"<br>{quoted(said[s.document_id, code])}" if (s.document_id, code) in said else "")
            for s in series
        ]
        for code in rows
    ]
    trace = go.Heatmap(
        z=z,
        x=list(range(len(series))),
        y=[labels[code] for code in rows],
        text=text,
        texttemplate="%{text}",
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
        colorscale=SCALE,
        zmin=0,
        zmax=max(10.0, *(max(row) for row in z)),
        showscale=False,
        xgap=2,
        ygap=2,
        meta={"ink": "text"},
    )
    head = 17 * (across.lines + 1) + 8
    settings = layout(
        left.row(28) * len(rows) + head + 8,
        left=left,
        narrow=slim(
            [labels[code] for code in rows],
            [s.label for s in series],
            row=28,
            column=28,
            bases=[s.base for s in series],
        ),
        least=left.narrow + 12 + len(series) * across.column(28),
        margin={"t": head, "b": 6},
        xaxis=axis(
            side="top",
            tickvals=list(range(len(series))),
            ticktext=names,
            showgrid=False,
            tickangle=0,
            tickfont={"size": 11.5},
        ),
        yaxis=axis(showgrid=False, tickvals=[labels[code] for code in rows], ticktext=left.text),
    )
    return figure([trace], settings)


def _long_heatmap(series: Sequence[Series], codes: Sequence[str], labels: dict[str, str], thin: int) -> go.Figure:
    """Return texts (rows, first on top) by topics (columns), the share in percent in each cell."""
    rows = list(reversed(series))
    left = ticks([f"{s.label} {s.base}" for s in rows], 14, 22)
    across = ticks([labels[code] for code in codes], 2.6, 5.2)
    z = [[100 * s.shares.get(code, 0.0) if s.base >= thin else 0.0 for code in codes] for s in rows]
    hover = [[f"{s.label} · {labels[code]}<br>{100 * s.shares.get(code, 0.0):.1f}%" for code in codes] for s in rows]
    trace = go.Heatmap(
        z=z,
        x=list(range(len(codes))),
        y=list(range(len(rows))),
        text=[[_cell(s.shares.get(code, 0.0)) for code in codes] for s in rows],
        texttemplate="%{text}",
        textfont={"size": 11},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
        colorscale=SCALE,
        zmin=0,
        zmax=max(10.0, *(max(row) for row in z)),
        showscale=False,
        xgap=1,
        ygap=1,
        meta={"ink": "text"},
    )
    head = 15 * across.lines + 10
    settings = layout(
        20 * len(rows) + head + 8,
        left=left,
        narrow=slim([f"{s.label} {s.base}" for s in rows], [labels[code] for code in codes], row=20, column=22),
        least=left.narrow + 12 + len(codes) * 26,
        margin={"t": head, "b": 6},
        font={"size": 12},
        xaxis=axis(
            side="top",
            tickvals=list(range(len(codes))),
            ticktext=across.text,
            showgrid=False,
            tickangle=0,
            tickfont={"size": 10},
        ),
        yaxis=axis(showgrid=False, tickvals=list(range(len(rows))), ticktext=left.text),
    )
    return figure([trace], settings)


def _cell(share: float) -> str:
    """Return the share as the cell prints it: whole percent, a dot where the text has none."""
    return "·" if not share else "<1" if share < 0.005 else f"{100 * share:.0f}"


def emphasis_strip(
    own: Series,
    others: Sequence[Series],
    codes: Sequence[str],
    labels: dict[str, str],
    palette: Palette,
    verdicts: dict[str, str] | None = None,
    rest: Series | None = None,
) -> go.Figure:
    """Return one text's shares (filled marker, labelled) among the others', a row per topic, percent from zero.

    Texts of its kind are hollow in their colour, others grey; a bar shows the interval that coding error leaves.

    Args:
        own: The text the figure is about.
        others: Texts beside it.
        codes: Rows, first on top.
        labels: Row labels by code.
        palette: Colours of the regions.
        verdicts: Words printed at the right end of a row, such as whether it can be told apart from texts of one kind; those
            under an empty code stand over the whole figure.
        rest: Texts that are not drawn one by one: their median, its spans the quartiles, as a grey bar with a tick.
    """
    rows = list(reversed(codes))
    place = {code: number for number, code in enumerate(rows)}
    reach = 100 * max((s.shares.get(code, 0.0) for s in (own, *others) for code in codes), default=0.1)
    reach = max(reach, *(100 * high for _, high in rest.spans.values())) if rest and rest.spans else reach
    traces = [
        *(_band(rest, rows) if rest else ()),
        *(
            go.Scatter(
                x=[100 * s.shares.get(code, 0.0) for code in rows],
                y=[place[code] for code in rows],
                mode="markers",
                name=s.label,
                customdata=[f"{s.label} · {labels[code]}<br>{100 * s.shares.get(code, 0.0):.1f}%" for code in rows],
                hovertemplate="%{customdata}<extra></extra>",
                marker={
                    "symbol": palette.marker(s.region_code),
                    "size": 8,
                    "color": "rgba(0,0,0,0)",
                    "line": {
                        "color": palette.colour(s.region_code)
                        if s.alike or s.region_code == own.region_code
                        else CONTEXT,
                        "width": 1.8 if s.alike else 1.3,
                    },
                },
            )
            for s in sorted(others, key=lambda s: s.alike)
        ),
    ]
    traces.append(
        go.Scatter(
            x=[100 * own.shares.get(code, 0.0) for code in rows],
            y=[place[code] for code in rows],
            mode="markers+text",
            name=own.label,
            error_x=_bars(own, rows, palette.colour(own.region_code)),
            text=[f"<b>{_cell(own.shares.get(code, 0.0))}</b>" if own.shares.get(code) else "" for code in rows],
            textposition="top center",
            cliponaxis=False,
            meta={"ink": "text"},
            customdata=[f"{own.label} · {labels[code]}<br>{_spanned(own, code)}" for code in rows],
            hovertemplate="%{customdata}<extra></extra>",
            marker={"symbol": palette.marker(own.region_code), "size": 12, "color": palette.colour(own.region_code)},
        )
    )
    left = ticks([labels[code] for code in rows])
    settings = layout(
        left.row(34) * len(rows) + 52,
        left=left,
        margin={"b": 42, "t": 26 if "" in (verdicts or {}) else 14, "r": 18},
        xaxis=axis(
            range=[-0.04 * reach, (ROOM if verdicts else 1.08) * reach],
            showgrid=True,
            tickvals=_round_ticks(reach),
            ticktext=[f"{tick:.0f}%" for tick in _round_ticks(reach)],
            rangemode="tozero",
        ),
        annotations=[_remark(words, ROOM * reach, place.get(code)) for code, words in (verdicts or {}).items()],
        yaxis=axis(range=[-0.6, len(rows) - 0.3], showgrid=True, tickvals=list(place.values()), ticktext=left.text),
    )
    return figure(traces, settings)


def _band(rest: Series, rows: Sequence[str]) -> list[go.Scatter]:
    """Return the quartiles of the texts that are not drawn one by one as wide grey bars, their medians as ticks."""
    known = [(place, code) for place, code in enumerate(rows) if code in rest.spans]
    spans = [rest.spans[code] for _, code in known]
    bars_x = [x for low, high in spans for x in (100 * low, 100 * high, None)]
    bars_y = [y for place, _ in known for y in (place, place, None)]
    bar = {"color": "rgba(139,148,158,0.3)", "width": 9}
    tick = {"symbol": "line-ns", "size": 12, "line": {"color": CONTEXT, "width": 2}}
    return [
        go.Scatter(x=bars_x, y=bars_y, mode="lines", line=bar, hoverinfo="skip"),
        go.Scatter(
            x=[100 * rest.shares[code] for _, code in known],
            y=[place for place, _ in known],
            mode="markers",
            name=rest.label,
            customdata=[f"{rest.label}<br>{_spanned(rest, code)}" for _, code in known],
            hovertemplate="%{customdata}<extra></extra>",
            marker=tick,
        ),
    ]


def _remark(words: str, x: float, row: int | None) -> dict[str, object]:
    """Return words at the right end of a row, or over the whole figure where they are of no row."""
    place = {"x": x, "y": row} if row is not None else {"x": 1, "xref": "paper", "y": 1, "yref": "paper"}
    return {**place, "text": words, "showarrow": False, "xanchor": "right", "yanchor": "bottom", "font": {"size": 11}}


def _round_ticks(reach: float) -> list[float]:
    """Return ticks from zero in steps of 5, 10 or 20 percent, up to what the data reach."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if reach / step <= 5 or step == 50)
    return [float(step * number) for number in range(int(reach // step) + 1)]


def _bars(series: Series, codes: Sequence[str], colour: str) -> dict[str, object] | None:
    """Return the error bars of a text's shares, or null where no interval is known."""
    if not series.spans:
        return None
    shares = [series.shares.get(code, 0.0) for code in codes]
    spans = [series.spans.get(code, (share, share)) for code, share in zip(codes, shares, strict=True)]
    return {
        "type": "data",
        "symmetric": False,
        "array": [round(100 * max(0.0, high - share), 3) for share, (_, high) in zip(shares, spans, strict=True)],
        "arrayminus": [round(100 * max(0.0, share - low), 3) for share, (low, _) in zip(shares, spans, strict=True)],
        "color": colour,
        "thickness": 1.6,
        "width": 0,
    }


def _spanned(series: Series, code: str) -> str:
    """Return a share as percent with its interval where one is known."""
    span = series.spans.get(code)
    words = f"{100 * series.shares.get(code, 0.0):.1f}%"
    return f"{words} [{100 * span[0]:.1f}—{100 * span[1]:.1f}]" if span else words


def _percent(share: float, *, bold: bool) -> str:
    """Return a share as percent with one decimal."""
    return f"<b>{100 * share:.1f}%</b>" if bold else f"{100 * share:.1f}%"


def share_pairs(
    own: Series,
    rest: Series,
    codes: Sequence[str],
    labels: dict[str, str],
    palette: Palette,
    verdicts: dict[str, str] | None = None,
) -> go.Figure:
    """Return a dumbbell per topic: one text's share (filled) and others' together (grey ring), percent from zero.

    Args:
        own: The text the figure is about.
        rest: The texts it is set against, together.
        codes: Rows, first on top.
        labels: Row labels by code.
        palette: Colours of the regions.
        verdicts: Words printed at the right end of a row: whether the two can be told apart.
    """
    rows = list(reversed(codes))
    traces: list[go.Scatter] = []
    for number, code in enumerate(rows):
        pair = [100 * rest.shares.get(code, 0.0), 100 * own.shares.get(code, 0.0)]
        traces.append(
            go.Scatter(x=pair, y=[number, number], mode="lines", line={"color": CONTEXT, "width": 2}, hoverinfo="skip")
        )
    for s, filled in ((rest, False), (own, True)):
        colour = palette.colour(own.region_code) if filled else CONTEXT
        traces.append(
            go.Scatter(
                x=[100 * s.shares.get(code, 0.0) for code in rows],
                y=list(range(len(rows))),
                mode="markers+text",
                text=[_percent(s.shares.get(code, 0.0), bold=filled) for code in rows],
                name=s.label,
                cliponaxis=False,
                textposition="top center" if filled else "bottom center",
                meta={"ink": "text"},
                hoverinfo="skip",
                marker={
                    "size": 12,
                    "color": colour if filled else "rgba(0,0,0,0)",
                    "symbol": palette.marker(own.region_code) if filled else "circle",
                    "line": {"color": colour, "width": 1.8},
                },
            )
        )
    reach = 100 * max(s.shares.get(code, 0.0) for s in (own, rest) for code in codes)
    left = ticks([labels[code] for code in rows], 7.5)
    settings = layout(
        left.row(56) * len(rows) + 44,
        left=left,
        margin={"b": 30, "t": 10, "r": 18},
        xaxis=axis(
            range=[-0.14 * reach, (1.55 if verdicts else 1.2) * reach],
            showgrid=True,
            tickvals=_round_ticks(reach),
            ticktext=[f"{tick:.0f}%" for tick in _round_ticks(reach)],
        ),
        annotations=[
            {
                "x": 1.55 * reach,
                "y": rows.index(code),
                "text": words,
                "showarrow": False,
                "xanchor": "right",
                "yanchor": "middle",
                "font": {"size": 11},
            }
            for code, words in (verdicts or {}).items()
        ],
        yaxis=axis(range=[-0.7, len(rows) - 0.3], showgrid=False, tickvals=list(range(len(rows))), ticktext=left.text),
    )
    return figure(traces, settings)
