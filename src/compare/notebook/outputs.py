"""Outputs on their way to a notebook: one at a time, a value per MIME type."""

from __future__ import annotations

from typing import Any

HTML = "text/html"


def send(data: dict[str, Any], raw: bool = True) -> None:
    """Send one output, a value per MIME type, to the notebook; dollar signs in its HTML are no mathematics."""
    from IPython.display import display

    display({kind: without_mathematics(value) if kind == HTML else value for kind, value in data.items()}, raw=raw)


def without_mathematics(html: str) -> str:
    """Return HTML in which JupyterLab typesets nothing: a text's own dollar signs and backslashes stay as they are."""
    return f'<div class="mathjax_ignore">{html}</div>'
