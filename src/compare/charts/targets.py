"""Figures on numbers: one panel per indicator with a row per statement, and the years that statements fall due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from compare.charts.style import INK, NATION, Palette, axis, figure, hover, layout, stems, ticks, wrap


@dataclass(frozen=True)
class Dot:
    """One statement in a panel: who, label of the row, value, its printed form, whether a target, hover words."""

    region_code: str
    label: str
    value: float
    printed: str
    target: bool
    hover: str


@dataclass(frozen=True)
class Panel:
    """One indicator: its title with unit and direction, and its statements in reading order."""

    title: str
    dots: tuple[Dot, ...]
    note: str = ""


def statements_dots(panels: Sequence[Panel], palette: Palette) -> go.Figure:
    """Return a panel per indicator, a row per statement from zero: hollow target, filled result, grey nation."""
    left = ticks([dot.label for panel in panels for dot in panel.dots], 12, 14)
    titles = [_headed(panel) for panel in panels]
    row, tail, gap = left.row(26), 6, 14
    heads = [8 + 18 * (title.count("<br>") + 1) for title in titles]
    heights = [head + row * len(panel.dots) + tail for head, panel in zip(heads, panels, strict=True)]
    total = sum(heights) + gap * (len(panels) - 1) + 8
    traces: list[go.Scatter] = []
    notes: list[dict[str, object]] = []
    axes: dict[str, Any] = {}
    top = float(total)
    for number, (panel, title, head, height) in enumerate(zip(panels, titles, heads, heights, strict=True), start=1):
        suffix = "" if number == 1 else str(number)
        upper, lower = top - head, top - height + tail
        size = len(panel.dots)
        reach = max(max(dot.value for dot in panel.dots), 1e-9)
        axes[f"xaxis{suffix}"] = axis(
            range=[0, 1.5 * reach],
            anchor=f"y{suffix}",
            showgrid=False,
            showticklabels=False,
            zeroline=True,
            zerolinewidth=1,
        )
        axes[f"yaxis{suffix}"] = axis(
            range=[-0.6, size - 0.4],
            domain=[max(0.0, lower / total), upper / total],
            anchor=f"x{suffix}",
            showgrid=False,
            tickvals=list(range(size)),
            ticktext=ticks([dot.label for dot in reversed(panel.dots)], 12, 14).text,
        )
        notes.append(_title(title, left.narrow, top / total))
        traces.extend(_panel(panel, suffix, palette))
        top -= height + gap
    return figure(traces, layout(total + 16, left=left, margin={"t": 8, "b": 8}, annotations=notes, **axes))


def _headed(panel: Panel) -> str:
    """Return a panel's title in bold over its note in small type."""
    note = f'<br><span style="font-size:11px">{wrap(panel.note, 26)}</span>' if panel.note else ""
    return f"<b>{wrap(panel.title, 24)}</b>{note}"


def _title(text: str, left: int, height: float) -> dict[str, object]:
    """Return a panel's title as a note that starts at the figure's left edge."""
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 6 - left,
        "y": height,
        "yref": "paper",
        "yanchor": "top",
        "text": text,
        "showarrow": False,
        "align": "left",
    }


def _panel(panel: Panel, suffix: str, palette: Palette) -> list[go.Scatter]:
    """Return the traces of one panel: stems from zero, then markers with their values."""
    dots = list(reversed(panel.dots))
    common = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    colours = [palette.colour(dot.region_code) for dot in dots]
    return [
        stems([dot.value for dot in dots], range(len(dots)), NATION, **common),
        go.Scatter(
            x=[dot.value for dot in dots],
            y=list(range(len(dots))),
            mode="markers+text",
            text=[f"  {dot.printed}" for dot in dots],
            textposition="middle right",
            cliponaxis=False,
            **hover([dot.hover for dot in dots]),
            meta=INK,
            marker={
                "size": 12,
                "symbol": [_symbol(dot, palette) for dot in dots],
                "color": colours,
                "line": {"width": 2, "color": colours},
            },
            **common,
        ),
    ]


def _symbol(dot: Dot, palette: Palette) -> str:
    """Return the region's marker, hollow for a target."""
    base = palette.marker(dot.region_code)
    return f"{base}-open" if dot.target else base


def _passed(due: Due, past: str, some: str) -> str:
    """Return the words beside a marker on deadlines that have passed."""
    return some.format(past=due.past) if 0 < due.past < due.number else past if due.past else ""


def _line(place: float) -> dict[str, object]:
    """Return a broken line at a date, from top to bottom."""
    line = {"color": NATION, "width": 1, "dash": "dot"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": place, "x1": place, "y0": 0, "y1": 1, "line": line}


def _line_label(place: float, words: str, after: bool) -> dict[str, object]:
    """Return the words over the broken line, running to the side that has room."""
    side = "left" if after else "right"
    return {
        "x": place, "xref": "x", "xanchor": side, "y": 1, "yref": "paper", "yanchor": "bottom", "text": words,
        "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


@dataclass(frozen=True)
class Due:
    """How many statements of a region fall in a year."""

    region_code: str
    label: str
    year: int
    number: int
    target: bool
    past: int = 0


def deadlines(
    dues: Sequence[Due], palette: Palette, *, as_of: tuple[float, str] | None = None, past: str = "", some: str = ""
) -> go.Figure:
    """Return a time line: years across, a row per text, the number of statements beside each marker; hollow are targets.

    Args:
        dues: How many statements fall in which year.
        palette: Colours and markers of the regions.
        as_of: Where the date the page speaks as of stands among the years, and its words.
        past: Words beside targets whose deadline has passed by then.
        some: Words where that holds for ``{past}`` of them only.
    """
    labels = list(dict.fromkeys(due.label for due in dues))
    place = {label: len(labels) - number for number, label in enumerate(labels)}
    traces = []
    for target, shift in ((False, 0.17), (True, -0.17)):
        group = [due for due in dues if due.target is target]
        if not group:
            continue
        traces.append(
            go.Scatter(
                x=[due.year for due in group],
                y=[place[due.label] + shift for due in group],
                mode="markers+text",
                text=[f" {due.number} {_passed(due, past, some)}".rstrip() for due in group],
                textposition="middle right",
                cliponaxis=False,
                meta=INK,
                hoverinfo="skip",
                marker={
                    "size": 11,
                    "symbol": [f"{palette.marker(due.region_code)}{'-open' if target else ''}" for due in group],
                    "color": [palette.colour(due.region_code) for due in group],
                    "line": {"width": 2, "color": [palette.colour(due.region_code) for due in group]},
                },
            )
        )
    years = sorted({due.year for due in dues} | ({round(as_of[0])} if as_of else set()))
    left = ticks(list(place), 6, 10)
    settings = layout(
        left.row(52) * len(labels) + 40,
        left=left,
        margin={"b": 30, "t": 26 if as_of else 6, "r": 26},
        shapes=[_line(as_of[0])] if as_of else [],
        annotations=[_line_label(*as_of, after=as_of[0] < years[0] + (years[-1] - years[0]) / 2)] if as_of else [],
        xaxis=axis(
            range=[years[0] - 0.5, years[-1] + 0.6],
            tickvals=years,
            ticktext=[str(year) for year in years],
            showgrid=True,
            tickangle=0,
        ),
        yaxis=axis(
            range=[0.4, len(labels) + 0.6],
            showgrid=True,
            tickvals=list(place.values()),
            ticktext=left.text,
        ),
    )
    return figure(traces, settings)
