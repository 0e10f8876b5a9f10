"""Plotly figures on their way into a page: trace types the bundle draws, labels without markup, JSON without tags."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from compare.errors import BriefError, examples

BUNDLE = "plotly-cartesian-4.1.1.min.js"
TRACES = frozenset(
    ("scatter", "bar", "box", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "contour", "image", "pie", "violin", "scatterternary")
)  # fmt: skip
"""Trace types of the bundle; any other would be drawn as an invisible scatter."""

_OWN_TAG = re.compile(r"""<(?!(?:br|b|/b|extra|/extra|span style="font-size:[0-9]{1,2}px"|/span)>)""")


def script_json(value: Any) -> Markup:
    r"""Return ``value`` as JSON that can stand inside a ``<script>`` element.

    >>> script_json({"a": "</script>"})
    Markup('{"a":"\\u003c/script\\u003e"}')
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def safe_figure(figure: dict[str, Any], place: str) -> dict[str, Any]:
    """Return the figure's data and layout with neutral labels.

    Raises:
        BriefError: A trace type that the bundle cannot draw, or a figure without data.
    """
    traces = figure.get("data") or []
    strange = sorted({str(trace.get("type", "scatter")) for trace in traces} - TRACES)
    if strange:
        raise BriefError(place, f"trace types {examples(strange)}", f"The page draws only {', '.join(sorted(TRACES))}.")
    if not traces:
        raise BriefError(place, "a figure without traces", "Leave the figure out where there is nothing to draw.")
    layout = {key: value for key, value in figure.get("layout", {}).items() if key != "template"}
    return {"data": [_neutral(trace) for trace in traces], "layout": _neutral(layout)}


def _neutral(value: Any) -> Any:
    """Return ``value`` with every pseudo-HTML tag but line breaks, bold and smaller type made harmless, at any depth."""
    if isinstance(value, str):
        return _OWN_TAG.sub("＜", value)
    if isinstance(value, dict):
        return {key: _neutral(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_neutral(item) for item in value]
    return value
