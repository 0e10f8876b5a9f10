"""Figures of what texts say and leave unsaid: a matrix of states, and shares of each text side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from compare.charts.matrix import crossed
from compare.charts.style import CONTEXT, INK, Palette, axis, down, figure, hover, layout, stems, ticks

SYMBOLS = {"stated": "square", "no_deadline": "square-open", "no_number": "circle-open", "unreadable": "x-thin"}
"""Marker of each state; what is not mentioned is a small grey dot, so that no cell is ever empty."""
_SIZES = {"stated": 13, "no_deadline": 13, "no_number": 9, "unreadable": 9, "not_mentioned": 4}


def states_matrix(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str, str]],
    states: dict[tuple[str, str], str],
    words: dict[str, str],
    palette: Palette,
) -> go.Figure:
    """Return indicators (rows) by texts (columns): a mark per cell, another one for each kind of silence.

    Args:
        rows: (indicator, label), first on top.
        columns: (document id, label, region code).
        states: State by (document id, indicator).
        words: The states in words, for the key under the figure's title.
        palette: Colours of the regions.
    """
    place = {indicator: len(rows) - 1 - number for number, (indicator, _) in enumerate(rows)}
    traces = []
    for number, (document_id, label, code) in enumerate(columns):
        for state, size in _SIZES.items():
            found = [place[i] for i, _ in rows if states.get((document_id, i), "not_mentioned") == state]
            if not found:
                continue
            colour = CONTEXT if state == "not_mentioned" else palette.colour(code)
            traces.append(
                go.Scatter(
                    x=[number] * len(found),
                    y=found,
                    mode="markers",
                    name=label,
                    **hover([f"{label}<br>{words[state]}"] * len(found)),
                    marker={
                        "size": size,
                        "color": colour,
                        "symbol": SYMBOLS.get(state, "circle"),
                        "line": {"width": 2, "color": colour},
                    },
                )
            )
    left = ticks([label for _, label in rows], 12, 16)
    settings = crossed(
        left.row(25) * len(rows) + 66,
        left=left,
        heads=ticks([label for _, label, _ in columns], 4, 9),
        rows={"tickvals": list(place.values()), "ticktext": left.text},
        head=58,
    )
    return figure(traces, settings)


@dataclass(frozen=True)
class Share:
    """One share of one text: which of the columns, 0 to 1, and its printed form (7/155)."""

    column: str
    value: float
    printed: str


def shares_beside(
    rows: Sequence[tuple[str, str, Sequence[Share]]], columns: Sequence[tuple[str, str]], palette: Palette
) -> go.Figure:
    """Return a dot per text and column on axes of one length from zero; columns are not added up.

    Args:
        rows: (label, region code, shares) per text, first on top.
        columns: (key, label) of the columns, left to right.
        palette: Colours and markers of the regions.
    """
    left = ticks([label for label, _, _ in rows], 6, 10)
    reach = max((share.value for _, _, shares in rows for share in shares), default=0.1) * 1.75 + 0.02
    traces, axes, notes = [], {}, []
    width = 1 / max(1, len(columns))
    for number, (key, title) in enumerate(columns):
        suffix = "" if number == 0 else str(number + 1)
        found = [
            (len(rows) - 1 - at, share, code)
            for at, (_, code, shares) in enumerate(rows)
            for share in shares
            if share.column == key
        ]
        common = {"xaxis": f"x{suffix}", "yaxis": "y"}
        values, places = [share.value for _, share, _ in found], [place for place, _, _ in found]
        traces.append(stems(values, places, CONTEXT, **common))
        traces.append(
            go.Scatter(
                x=values,
                y=places,
                mode="markers+text",
                text=[f" {share.printed}" for _, share, _ in found],
                textposition="middle right",
                cliponaxis=False,
                hoverinfo="skip",
                meta=INK,
                marker={
                    "size": 11,
                    "color": [palette.colour(code) for _, _, code in found],
                    "symbol": [palette.marker(code) for _, _, code in found],
                },
                **common,
            )
        )
        start = number * width
        axes[f"xaxis{suffix}"] = axis(
            range=[-0.05 * reach, reach], domain=[start, start + 0.92 * width], showgrid=False, showticklabels=False,
            zeroline=True, zerolinewidth=1, anchor="y",
        )  # fmt: skip
        notes.append(
            {
                "x": start, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom",
                "text": f"<b>{title}</b>", "showarrow": False, "font": {"size": 12}, "align": "left",
            }
        )  # fmt: skip
    settings = layout(
        left.row(34) * len(rows) + 48,
        left=left,
        least=left.narrow + 118 * len(columns),
        margin={"t": 40, "b": 6, "r": 20},
        annotations=notes,
        yaxis=down(left.text[::-1], range=[-0.6, len(rows) - 0.4]),
        **axes,
    )
    return figure(traces, settings)
