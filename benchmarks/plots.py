"""Figures of `benchmarks/results.json`: speed beside peers, cost and memory by size, workers, where the time goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

RESULTS = Path(__file__).with_name("results.json")
INK, OWN, OTHER = "#1f2937", "#0f766e", "#94a3b8"
_LAYOUT = {
    "template": "plotly_white", "font": {"color": INK, "size": 13}, "width": 760, "height": 380,
    "margin": {"l": 70, "r": 30, "t": 60, "b": 60},
}  # fmt: skip


def load(path: Path = RESULTS) -> dict[str, Any]:
    """Return the measured results by benchmark."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def machine(results: dict[str, Any]) -> str:
    """Return in one line what the figures were measured on."""
    facts = results["scale"]["machine"]
    return (
        f"{facts['processor']}, {facts['processors']} processors, Python {facts['python']}, {facts['when']}, "
        f"load {facts['load'][0]}"
    )


def speeds(results: dict[str, Any]) -> go.Figure:
    """Return bars of kilobytes per second and core, ours beside each peer."""
    figure = go.Figure()
    for texts, color in (("registered", OWN), ("invented", OTHER)):
        found = results["scale"]["peers"][texts]["kb_per_second"]
        speed = list(found.values())
        figure.add_bar(x=speed, y=list(found), orientation="h", marker_color=color, text=speed, name=f"{texts} texts")
    return figure.update_layout(**_LAYOUT, title="Kilobytes of text per processor second, whole extraction and peers")


def cost(results: dict[str, Any]) -> go.Figure:
    """Return seconds and peak memory by number of documents, both axes logarithmic, each run of the benchmark a line."""
    figure = go.Figure()
    for name, color in (("scale", OWN), ("scale_large", INK)):
        points = results.get(name, {}).get("growth", {}).get("points", [])
        sizes = [point["documents"] for point in points]
        if not points:
            continue
        seconds = [point["seconds"] for point in points]
        slope = results[name]["growth"]["exponent"]
        figure.add_scatter(x=sizes, y=seconds, name=f"seconds, exponent {slope}", line_color=color)
        figure.add_scatter(
            x=sizes,
            y=[point["peak_mb"] for point in points],
            name="peak memory, MB",
            line={"color": color, "dash": "dot"},
        )
    return figure.update_layout(
        **_LAYOUT, title="Processor seconds and peak memory by documents", xaxis={"type": "log", "title": "documents"},
        yaxis={"type": "log"},
    )  # fmt: skip


def workers(results: dict[str, Any]) -> go.Figure:
    """Return bars of wall and processor seconds with one worker, two, and two processes that do not know each other."""
    found = results["scale"]["workers"]
    figure = go.Figure()
    for key, color in (("wall_seconds", OWN), ("processor_seconds", OTHER)):
        figure.add_bar(x=list(found[key]), y=list(found[key].values()), name=key.replace("_", " "), marker_color=color)
    gained = found["two_against_one_by_wall"]
    return figure.update_layout(
        **_LAYOUT, title=f"{found['documents']} documents: two workers against one {gained} times by wall time",
        xaxis={"type": "category", "title": "workers"}, yaxis={"title": "seconds"},
    )  # fmt: skip


def wording(results: dict[str, Any]) -> go.Figure:
    """Return seconds of finding shared wording by number of texts."""
    found = results["scale"]["wording"]
    points = found["points"]
    line = go.Scatter(x=[p["documents"] for p in points], y=[p["seconds"] for p in points], line_color=OWN)
    return go.Figure(line).update_layout(
        **_LAYOUT, title=f"Shared wording: processor seconds by texts, exponent {found['exponent']}",
        xaxis={"type": "log", "title": "texts"}, yaxis={"type": "log"},
    )  # fmt: skip


def profile(results: dict[str, Any]) -> go.Figure:
    """Return bars of the share of processor time by step."""
    figure = go.Figure()
    for texts, color in (("registered", OWN), ("invented", OTHER)):
        found = results["scale"]["profile"][texts]
        figure.add_bar(
            x=list(found.values()), y=list(found), orientation="h", marker_color=color, name=f"{texts} texts"
        )
    return figure.update_layout(**_LAYOUT, title="Where the time goes", xaxis={"tickformat": ".0%"})
