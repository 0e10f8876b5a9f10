"""The visual language: fixed colour and marker per region, axes, type, wrapping; nothing here means good or bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

import plotly.graph_objects as go

NATION = "#7c858f"
CONTEXT = "#8b949e"
AMOUNT = "#2f6db5"
TYPE = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif'

_COLOURS = ("#3c54f0", "#dc7800", "#509cb4", "#c80c64", "#a05428", "#3c84dc", "#8c6ec8", "#7a8232")
"""At least 3:1 on white and on #16191d; the first six differ by ΔE 28 or more under deuteranopia and protanopia."""
_MARKERS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "pentagon", "hexagram")
_FIXED = {"440000": 0, "520000": 1, "440900": 2, "441200": 3, "441800": 4, "330681": 5}

INK: dict[str, str] = {"ink": "text"}
"""What a trace's ``meta`` says where its words take the colour of the page's text, in either scheme."""

SCALE = [[0, "rgba(47,109,181,0)"], [1, "rgba(47,109,181,0.62)"]]
"""One hue for amounts, transparent at zero, so that it reads on a light and on a dark page."""


@dataclass(frozen=True)
class Palette:
    """Colour and marker of each region; the same region has the same ones in every figure of every run."""

    codes: tuple[str, ...]

    def _place(self, code: str) -> tuple[int, int]:
        """Return the region's colour and marker by number: fixed for those of the register, the next free pair for others.

        Pairs of colour and marker stay apart up to 64 regions; beyond that, labels tell.
        """
        size = len(_COLOURS)
        if code in _FIXED:
            return _FIXED[code], _FIXED[code]
        taken = {_FIXED[other] for other in self.codes if other in _FIXED}
        pairs = [
            (place, (place + shift) % size)
            for shift in range(size)
            for place in range(size)
            if shift or place not in taken
        ]
        others = self._others
        return pairs[others[code] % len(pairs)] if code in others else pairs[0]

    @cached_property
    def _others(self) -> dict[str, int]:
        """Return the place of each region that is not of the register."""
        return {code: number for number, code in enumerate(code for code in self.codes if code not in _FIXED)}

    def colour(self, code: str) -> str:
        """Return the region's colour."""
        return NATION if code == "100000" else _COLOURS[self._place(code)[0]]

    def marker(self, code: str) -> str:
        """Return the region's marker symbol."""
        return "hourglass" if code == "100000" else _MARKERS[self._place(code)[1]]


def wrap(text: str, width: float) -> str:
    """Return ``text`` broken into lines of at most ``width`` Hanzi, spaces first, lines of about one length.

    >>> wrap("公共卫生与疾病防控", 8)
    '公共卫生与<br>疾病防控'
    >>> wrap("广东 2023 会议稿", 4)
    '广东<br>2023<br>会议稿'
    >>> wrap("一老一小（自选视角）", 8)
    '一老一小<br>（自选视角）'
    """
    lines: list[str] = []
    for word in text.replace("<", "＜").replace(">", "＞").split(" "):
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        room = _width(word) / max(1, ceil(_width(word) / width))
        lines.append("")
        for character in word:
            if lines[-1] and _width(lines[-1]) >= room and ord(character) > 0x2E7F and character not in "）、，":
                opener = "（" if lines[-1].endswith("（") else ""
                lines[-1] = lines[-1].removesuffix(opener)
                lines.append(opener)
            lines[-1] += character
    return "<br>".join(line for line in lines if line)


def _width(text: str) -> float:
    """Return the width of ``text`` in Hanzi: others count a half and a bit."""
    return sum(1 if ord(character) > 0x2E7F else 0.55 for character in text)


def quoted(text: str, width: float = 24) -> str:
    """Return a source sentence as hover shows it: in quotation marks, broken into lines."""
    return wrap(f"“{text}”", width)


@dataclass(frozen=True)
class Ticks:
    """Labels of a category axis as they fit: broken into lines, with the room they take in pixels."""

    text: list[str]
    lines: int
    left: int
    narrow: int

    def column(self, least: int) -> int:
        """Return the width of a column that holds its label on a narrow page; Latin letters run wider than measured."""
        latin = all(ord(character) < 0x2E80 for label in self.text for character in label)
        return max(least, self.narrow + 6 if latin else self.narrow - 8)

    def row(self, least: int) -> int:
        """Return the height of a row that holds its label."""
        return max(least, 16 * self.lines + 8)


def ticks(labels: Sequence[str], hanzi: float = 8, latin: float = 11) -> Ticks:
    """Return labels broken to lines of at most ``hanzi`` Hanzi, or ``latin`` where they are written in Latin letters."""
    width = hanzi if any(ord(character) > 0x2E7F for label in labels for character in label) else latin
    text = [wrap(label, width) for label in labels]
    widest = max((_width(line) for label in text for line in label.split("<br>")), default=1.0)
    lines = max((label.count("<br>") for label in text), default=0) + 1
    return Ticks(text, lines, round(13 * widest) + 14, round(12 * widest) + 10)


def layout(
    height: int, *, left: Ticks, least: int = 0, narrow: dict[str, Any] | None = None, **extra: Any
) -> dict[str, Any]:
    """Return the layout every figure starts from: height in pixels, room for the labels on the left, no title, no frame.

    Args:
        height: Height in pixels.
        left: Labels of the vertical axis.
        least: Width in pixels under which the figure scrolls instead of shrinking.
        narrow: Settings on a narrow page instead of the usual ones, as ``slim`` makes them.
        extra: Further settings; ``margin`` adds to the margins.
    """
    margin = {"l": left.left, "r": 10, "t": 8, "b": 28, **extra.pop("margin", {})}
    slimmer = dict(narrow or {"margin": {"l": left.narrow}, "font": {"size": 12}})
    least = slimmer.pop("least", least)
    return {
        "height": height, "margin": margin, "font": {"family": TYPE, "size": 13}, "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": False, "meta": {"narrow": slimmer, "least": least}, "dragmode": False,
        "hoverlabel": {"align": "left"}, **extra,
    }  # fmt: skip


def axis(**extra: Any) -> dict[str, Any]:
    """Return an axis in the house style."""
    return {"showline": False, "zeroline": False, "ticks": "", "fixedrange": True, "automargin": False, **extra}


def across(labels: Sequence[str], **extra: Any) -> dict[str, Any]:
    """Return the axis on which columns stand at 0, 1, 2 …, each under or over its label; no label is turned."""
    return axis(tickvals=list(range(len(labels))), ticktext=list(labels), showgrid=False, tickangle=0, **extra)


def down(labels: Sequence[str], **extra: Any) -> dict[str, Any]:
    """Return the axis on which rows stand at 0, 1, 2 … beside their labels, without lines."""
    return axis(tickvals=list(range(len(labels))), ticktext=list(labels), showgrid=False, **extra)


def hover(words: Sequence[Any]) -> dict[str, Any]:
    """Return the settings of a trace that show these words, one per mark, and nothing else under the pointer."""
    return {"customdata": words, "hovertemplate": "%{customdata}<extra></extra>"}


def stems(values: Sequence[float], places: Sequence[int], colour: str, **axes: str) -> go.Scatter:
    """Return thin lines from zero to each value at its place on the vertical axis."""
    return go.Scatter(
        x=[x for value in values for x in (0, value, None)],
        y=[y for place in places for y in (place, place, None)],
        mode="lines", line={"color": colour, "width": 1}, hoverinfo="skip", **axes,
    )  # fmt: skip


def figure(traces: Sequence[Any], settings: dict[str, Any]) -> go.Figure:
    """Return the figure without plotly's own template."""
    return go.Figure(data=list(traces), layout={**settings, "template": "none"})
