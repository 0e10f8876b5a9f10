"""Figures on one text's shares among others': a strip of all texts, and pairs of one text with others together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from compare.charts.emphasis import Series, percent, printed
from compare.charts.style import CONTEXT, INK, Palette, axis, figure, hover, layout, ticks

ROOM = 1.56
"""How far the axis runs beyond the largest share where words stand at the right."""


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
    beside = [
        _ring(s, rows, labels, palette, s.alike or s.region_code == own.region_code)
        for s in sorted(others, key=lambda s: s.alike)
    ]
    traces = [*(_band(rest, rows) if rest else ()), *beside, _filled(own, rows, labels, palette)]
    left = ticks([labels[code] for code in rows])
    settings = layout(
        left.row(34) * len(rows) + 52,
        left=left,
        margin={"b": 42, "t": 26 if "" in (verdicts or {}) else 14, "r": 18},
        xaxis=_percents([-0.04 * reach, (ROOM if verdicts else 1.08) * reach], reach, rangemode="tozero"),
        annotations=[_remark(words, ROOM * reach, place.get(code)) for code, words in (verdicts or {}).items()],
        yaxis=axis(range=[-0.6, len(rows) - 0.3], showgrid=True, tickvals=list(place.values()), ticktext=left.text),
    )
    return figure(traces, settings)


def _ring(s: Series, rows: Sequence[str], labels: dict[str, str], palette: Palette, coloured: bool) -> go.Scatter:
    """Return another text's shares as hollow markers, in its region's colour or grey."""
    line = {"color": palette.colour(s.region_code) if coloured else CONTEXT, "width": 1.8 if s.alike else 1.3}
    return go.Scatter(
        x=[100 * s.shares.get(code, 0.0) for code in rows],
        y=list(range(len(rows))),
        mode="markers",
        name=s.label,
        marker={"symbol": palette.marker(s.region_code), "size": 8, "color": "rgba(0,0,0,0)", "line": line},
        **hover([f"{s.label} · {labels[code]}<br>{percent(s.shares.get(code, 0.0))}" for code in rows]),
    )


def _filled(own: Series, rows: Sequence[str], labels: dict[str, str], palette: Palette) -> go.Scatter:
    """Return the text's own shares as filled markers with their numbers and intervals."""
    return go.Scatter(
        x=[100 * own.shares.get(code, 0.0) for code in rows],
        y=list(range(len(rows))),
        mode="markers+text",
        name=own.label,
        error_x=_bars(own, rows, palette.colour(own.region_code)),
        text=[f"<b>{printed(own.shares.get(code, 0.0))}</b>" if own.shares.get(code) else "" for code in rows],
        textposition="top center",
        cliponaxis=False,
        meta=INK,
        marker={"symbol": palette.marker(own.region_code), "size": 12, "color": palette.colour(own.region_code)},
        **hover([f"{own.label} · {labels[code]}<br>{_spanned(own, code)}" for code in rows]),
    )


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
            marker=tick,
            **hover([f"{rest.label}<br>{_spanned(rest, code)}" for _, code in known]),
        ),
    ]


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
    words = percent(series.shares.get(code, 0.0))
    return f"{words} [{100 * span[0]:.1f}—{100 * span[1]:.1f}]" if span else words


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
    traces = [
        go.Scatter(
            x=[100 * s.shares.get(code, 0.0) for s in (rest, own)], y=[number, number],
            mode="lines", line={"color": CONTEXT, "width": 2}, hoverinfo="skip",
        )
        for number, code in enumerate(rows)
    ]  # fmt: skip
    colour = palette.colour(own.region_code)
    ring = {"color": "rgba(0,0,0,0)", "symbol": "circle", "line": {"color": CONTEXT, "width": 1.8}}
    dot = {"color": colour, "symbol": palette.marker(own.region_code), "line": {"color": colour, "width": 1.8}}
    traces += [_ends(rest, rows, "{}", "bottom center", ring), _ends(own, rows, "<b>{}</b>", "top center", dot)]
    reach = 100 * max(s.shares.get(code, 0.0) for s in (own, rest) for code in codes)
    end = 1.55 * reach
    left = ticks([labels[code] for code in rows], 7.5)
    settings = layout(
        left.row(56) * len(rows) + 44,
        left=left,
        margin={"b": 30, "t": 10, "r": 18},
        xaxis=_percents([-0.14 * reach, end if verdicts else 1.2 * reach], reach),
        annotations=[_remark(words, end, rows.index(code), "middle") for code, words in (verdicts or {}).items()],
        yaxis=axis(range=[-0.7, len(rows) - 0.3], showgrid=False, tickvals=list(range(len(rows))), ticktext=left.text),
    )
    return figure(traces, settings)


def _ends(s: Series, rows: Sequence[str], form: str, position: str, marker: dict[str, Any]) -> go.Scatter:
    """Return one end of each dumbbell with its share printed in ``form``."""
    return go.Scatter(
        x=[100 * s.shares.get(code, 0.0) for code in rows],
        y=list(range(len(rows))),
        mode="markers+text",
        text=[form.format(percent(s.shares.get(code, 0.0))) for code in rows],
        name=s.label,
        cliponaxis=False,
        textposition=position,
        meta=INK,
        hoverinfo="skip",
        marker={"size": 12, **marker},
    )


def _percents(reach: list[float], most: float, **extra: Any) -> dict[str, Any]:
    """Return an axis of percent over ``reach``, ticked from zero in steps of 1 to 50 up to what the data reach."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if most / step <= 5 or step == 50)
    places = [float(step * number) for number in range(int(most // step) + 1)]
    return axis(range=reach, showgrid=True, tickvals=places, ticktext=[f"{place:.0f}%" for place in places], **extra)


def _remark(words: str, x: float, row: int | None, anchor: str = "bottom") -> dict[str, object]:
    """Return words at the right end of a row, or over the whole figure where they are of no row."""
    place = {"x": x, "y": row} if row is not None else {"x": 1, "xref": "paper", "y": 1, "yref": "paper"}
    return {**place, "text": words, "showarrow": False, "xanchor": "right", "yanchor": anchor, "font": {"size": 11}}
