"""A form for JupyterLab over the review queue; every decision is written at once, so a closed tab loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from compare.coding.taxonomy import codes
from compare.errors import CorrectionError, ParameterError
from compare.review.files import append_correction
from compare.review.queue import (
    LOG_COLUMNS,
    Doubt,
    correct,
    format_decision,
    list_doubts,
    mark_evidence,
    name_code,
    progress,
    read_log,
)
from compare.sources import load_register, open_registered

LOG = Path("data/reviewed.csv")


class Review:
    """The queue of one reviewer in one project, and the widget that shows it.

    Buttons are reached by Tab and pressed by Enter or Space; the suggested codes come first.
    """

    def __init__(self, measures: pl.DataFrame, reviewer: str, root: Path | None = None) -> None:
        if not reviewer.strip():
            raise ParameterError("Review", "no reviewer is named", "Give your name or initials.")
        self.root = root or Path()
        self.reviewer = reviewer.strip()
        path = self.root / LOG
        decided = read_log(path.read_text(encoding="utf-8-sig")) if path.is_file() else []
        self.left = list_doubts(measures, _raws(self.root), decided)
        self.done = 0

    @property
    def current(self) -> Doubt | None:
        """Return the measure on show, null at the end of the queue."""
        return self.left[0] if self.left else None

    def accept(self) -> None:
        """Keep the machine's code."""
        self._decide("accept", None)

    def skip(self) -> None:
        """Leave the measure for a later session."""
        self._decide("skip", None)

    def change(self, code: str, reason: str) -> None:
        """Give the measure another code.

        Raises:
            CorrectionError: The code is unknown or no reason is given; nothing is written then.
        """
        self._decide("change", (code, reason))

    def _decide(self, decision: str, changed: tuple[str, str] | None) -> None:
        doubt = self.current
        if doubt is None:
            return
        today = date.today().isoformat()
        if changed is not None:
            append_correction(self.root, correct(doubt, changed[0], changed[1], self.reviewer, today))
        path = self.root / LOG
        head = "" if path.is_file() and path.stat().st_size else ",".join(LOG_COLUMNS) + "\n"
        line = format_decision(doubt, decision, changed[0] if changed else doubt.primary, self.reviewer, today)
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(head + line)
        self.left.pop(0)
        self.done += 1

    def show(self) -> Any:
        """Return the form as a widget."""
        import ipywidgets as w

        box = w.VBox()

        def redraw(message: str = "") -> None:
            box.children = self._parts(w, redraw, message)

        redraw()
        return box

    def _parts(self, w: Any, redraw: Any, message: str) -> tuple[Any, ...]:
        head = w.HTML(f"<b>{progress(self.done, self.left)}</b> {message}")
        doubt = self.current
        if doubt is None:
            return (head,)
        words = w.HTML(
            f"<p>{mark_evidence(doubt.heading, doubt.primary)}</p><p style='font-size:1.2em'>"
            f"{mark_evidence(doubt.text, doubt.primary)}</p><p>{name_code(doubt.primary)} · {doubt.confidence:.2f}</p>"
        )
        reason = w.Text(placeholder="理由 / reason", description="理由")
        other = w.Dropdown(
            options=[(name_code(code), code) for code in codes()], value=doubt.primary, description="代码"
        )

        def press(action: Any) -> Any:
            def pressed(_: object) -> None:
                try:
                    action()
                except CorrectionError as error:
                    redraw(str(error))
                    return
                redraw()

            return pressed

        buttons: list[tuple[str, Callable[[], None]]] = [("接受 " + doubt.primary, self.accept)]
        buttons += [
            (name_code(one), lambda one=one: self.change(one, reason.value))  # type: ignore[misc]
            for one in doubt.suggestions
            if one != doubt.primary
        ]
        buttons += [("改为所选", lambda: self.change(other.value, reason.value)), ("跳过", self.skip)]
        made = []
        for text, action in buttons:
            button = w.Button(description=text, tooltip=text, layout=w.Layout(width="auto"))
            button.on_click(press(action))
            made.append(button)
        return head, words, reason, w.HBox(made, layout=w.Layout(flex_flow="row wrap")), other


def _raws(root: Path) -> dict[str, tuple[str, int]]:
    folder = root / "data/raw"
    sources = (open_registered(folder, entry) for entry in load_register(folder).documents)
    return {source.document_id: (source.raw, source.base) for source in sources}
