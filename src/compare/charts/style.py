"""The visual language: fixed colour and marker per region, axes, type, wrapping; nothing here means good or bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

SCALE = [[0, "rgba(47,109,181,0)"], [1, "rgba(47,109,181,0.62)"]]
"""One hue for amounts, transparent at zero, so that it reads on a light and on a dark page."""


@dataclass(frozen=True)
class Palette:
    """Colour and marker of each region; the same region has the same ones in every figure of every run."""

    codes: tuple[str, ...]

    def _place(self, code: str) -> int:
        """Return the region's place: fixed for those of the register, the next free one for others."""
        if code in _FIXED:
            return _FIXED[code]
        others = [other for other in self.codes if other not in _FIXED]
        taken = {_FIXED[other] for other in self.codes if other in _FIXED}
        free = [place for place in range(len(_COLOURS)) if place not in taken] or list(range(len(_COLOURS)))
        return free[others.index(code) % len(free)] if code in others else free[0]

    def colour(self, code: str) -> str:
        """Return the region's colour."""
        return NATION if code == "100000" else _COLOURS[self._place(code)]

    def marker(self, code: str) -> str:
        """Return the region's marker symbol."""
        return "hourglass" if code == "100000" else _MARKERS[self._place(code)]


def wrap(text: str, width: float) -> str:
    """Return ``text`` broken into lines of at most ``width`` Hanzi; a space is the first place to break.

    >>> wrap("公共卫生与疾病防控", 6)
    '公共卫生与疾<br>病防控'
    >>> wrap("广东 2023 会议稿", 4)
    '广东<br>2023<br>会议稿'
    """
    lines: list[str] = []
    for word in text.replace("<", "＜").replace(">", "＞").split(" "):
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        lines.append("")
        for character in word:
            if lines[-1] and _width(lines[-1] + character) > width and ord(character) > 0x2E7F:
                lines.append("")
            lines[-1] += character
    return "<br>".join(line for line in lines if line)


def _width(text: str) -> float:
    """Return the width of ``text`` in Hanzi: others count a half and a bit."""
    return sum(1 if ord(character) > 0x2E7F else 0.55 for character in text)


def layout(height: int, *, left: int = 8, narrow_left: int | None = None, **extra: Any) -> dict[str, Any]:
    """Return the layout every figure starts from: height in pixels, left margin, no title, no frame."""
    margin = {"l": left, "r": 8, "t": 8, "b": 28, **extra.pop("margin", {})}
    narrow = {"margin": {"l": narrow_left}, "font": {"size": 12}} if narrow_left is not None else {"font": {"size": 12}}
    return {
        "height": height, "margin": margin, "font": {"family": TYPE, "size": 13}, "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": False, "meta": {"narrow": narrow}, "dragmode": False,
        "hoverlabel": {"align": "left"}, **extra,
    }  # fmt: skip


def axis(**extra: Any) -> dict[str, Any]:
    """Return an axis in the house style."""
    return {"showline": False, "zeroline": False, "ticks": "", "fixedrange": True, "automargin": False, **extra}


def figure(traces: Sequence[Any], settings: dict[str, Any]) -> go.Figure:
    """Return the figure without plotly's own template."""
    return go.Figure(data=list(traces), layout={**settings, "template": "none"})
