"""Figure of the cascade: what each lower text does with what the superior's text sets."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from compare.charts.matrix import crossed, slim
from compare.charts.style import CONTEXT, Palette, figure, hover, ticks

SYMBOLS = {"done": "", "specifies": "-open-dot", "repeats": "-open", "continues": "-open"}
"""Filled for results, hollow with a dot for a plan with a number, hollow for a plan; a continued plan is thin."""


def cascade_matrix(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str, str]],
    status: dict[tuple[str, str], str],
    palette: Palette,
    words: dict[tuple[str, str], str] | None = None,
) -> go.Figure:
    """Return subjects (rows) by lower texts (columns): filled for results, hollow for plans, a small dot for silence.

    Where nothing may be said on what a text leaves out, its cell stays empty.

    Args:
        rows: (subject, label), first on top; a row without a subject is a heading.
        columns: (document id, label, region code).
        status: Status by (subject, document id).
        palette: Colours of the regions.
        words: What a cell shows under the pointer, by (subject, document id).
    """
    place = {subject or label: len(rows) - 1 - number for number, (subject, label) in enumerate(rows)}
    traces: list[go.Scatter] = []
    for number, (document_id, label, code) in enumerate(columns):
        said = {subject: status.get((subject, document_id), "not_judged") for subject, _ in rows if subject}
        quiet = [place[subject] for subject, what in said.items() if what == "silent"]
        loud = [subject for subject, what in said.items() if what in SYMBOLS]
        traces.append(
            go.Scatter(
                x=[number] * len(quiet), y=quiet, mode="markers", hoverinfo="skip", marker={"size": 4, "color": CONTEXT}
            )
        )
        colour = palette.colour(code)
        traces.append(
            go.Scatter(
                x=[number] * len(loud),
                y=[place[subject] for subject in loud],
                mode="markers",
                name=label,
                **hover([(words or {}).get((subject, document_id), label) for subject in loud]),
                marker={
                    "size": 13,
                    "color": colour,
                    "line": {"width": [1 if said[subject] == "continues" else 2 for subject in loud], "color": colour},
                    "symbol": [f"{palette.marker(code)}{SYMBOLS[said[subject]]}" for subject in loud],
                },
            )
        )
    left = ticks([label for _, label in rows], 13, 18)
    heads = ticks([label for _, label, _ in columns], 5, 9)
    narrow = slim([label for _, label in rows], [label for _, label, _ in columns], row=26, column=30, head=6)
    if narrow:
        narrow["yaxis"]["ticktext"] = _headed(rows, narrow["yaxis"]["ticktext"])
    settings = crossed(
        (26 if left.lines == 1 else 30 if left.lines == 2 else left.row(30)) * len(rows) + 56,
        left=left,
        heads=heads,
        rows={"tickvals": list(place.values()), "ticktext": _headed(rows, left.text), "tickfont": {"size": 12}},
        head=44,
        narrow=narrow,
    )
    return figure(traces, settings)


def _headed(rows: Sequence[tuple[str, str]], text: Sequence[str]) -> list[str]:
    """Return the rows' labels with headings in bold."""
    return [words if subject else f"<b>{words}</b>" for (subject, _), words in zip(rows, text, strict=True)]
