"""Figure of the cascade: what each lower text does with what the superior's text sets."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from compare.charts.style import CONTEXT, Palette, axis, figure, layout, ticks


def cascade_matrix(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str, str]],
    status: dict[tuple[str, str], str],
    palette: Palette,
) -> go.Figure:
    """Return subjects (rows) by lower texts (columns): filled for results, hollow for plans, a small dot for silence.

    Args:
        rows: (subject, label), first on top.
        columns: (document id, label, region code).
        status: Status by (subject, document id).
        palette: Colours of the regions.
    """
    place = {subject: len(rows) - 1 - number for number, (subject, _) in enumerate(rows)}
    traces = []
    for number, (document_id, label, code) in enumerate(columns):
        found = [(subject, status.get((subject, document_id), "silent")) for subject, _ in rows]
        quiet = [place[subject] for subject, said in found if said == "silent"]
        traces.append(
            go.Scatter(
                x=[number] * len(quiet), y=quiet, mode="markers", hoverinfo="skip", marker={"size": 4, "color": CONTEXT}
            )
        )
        loud = [(place[subject], said) for subject, said in found if said != "silent"]
        colour = palette.colour(code)
        traces.append(
            go.Scatter(
                x=[number] * len(loud),
                y=[y for y, _ in loud],
                mode="markers",
                name=label,
                hoverinfo="skip",
                marker={
                    "size": 13,
                    "color": colour,
                    "line": {"width": 2, "color": colour},
                    "symbol": [f"{palette.marker(code)}{'' if said == 'done' else '-open'}" for _, said in loud],
                },
            )
        )
    left = ticks([label for _, label in rows], 12, 16)
    across = ticks([label for _, label, _ in columns], 5, 9)
    settings = layout(
        left.row(26) * len(rows) + 56,
        left=left,
        least=left.narrow + 12 + len(columns) * across.column(30),
        margin={"t": 44, "b": 6},
        xaxis=axis(
            side="top",
            range=[-0.6, len(columns) - 0.4],
            tickvals=list(range(len(columns))),
            ticktext=across.text,
            showgrid=False,
            tickangle=0,
        ),
        yaxis=axis(
            range=[-0.7, len(rows) - 0.3],
            tickvals=list(place.values()),
            ticktext=left.text,
            showgrid=True,
        ),
    )
    return figure(traces, settings)
