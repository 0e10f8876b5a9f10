"""Interactive tables for JupyterLab: search, sort, copy, export to Excel, offline; plain tables where scripts do not run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import polars as pl
from markupsafe import escape

from compare.notebook.outputs import send


class Browse:
    """A table that shows itself; ``name`` makes its HTML the same in every run, ``note`` says what it leaves out."""

    def __init__(self, name: str, columns: dict[str, str], rows: Sequence[dict[str, Any]], note: str = "") -> None:
        self.frame = pl.DataFrame(
            [[row.get(key) for key in columns] for row in rows] or None,
            schema=list(columns.values()),
            orient="row",
            infer_schema_length=None,
        )
        self._name, self.note = name, note

    def __repr__(self) -> str:
        return f"{self.frame.height} rows: {', '.join(self.frame.columns)}"

    def _ipython_display_(self) -> None:
        """Send the scripts once, then the table."""
        if _first():
            send({"text/html": _scripts(), "text/plain": ""})
        send({"text/html": self.html(), "text/plain": repr(self)})
        if self.note:
            send({"text/html": f"<p><small>{escape(self.note)}</small></p>", "text/plain": self.note})

    def html(self) -> str:
        """Return the table as HTML, escaped, with its buttons; words begin at the left, numbers end at the right."""
        from itables import to_html_datatable

        words = [place for place, kind in enumerate(self.frame.dtypes) if kind == pl.String]
        return str(
            to_html_datatable(
                self.frame,
                connected=False,
                table_id=f"table-{self._name}",
                buttons=["copyHtml5", "csvHtml5", "excelHtml5"],
                layout={"topStart": "buttons", "topEnd": "search", "bottomStart": "info", "bottomEnd": "paging"},
                classes="display compact",
                maxBytes=0,
                pageLength=15,
                display_logo_when_loading=False,
                show_dtypes=False,
                columnDefs=[{"className": "dt-left", "targets": words}] if words else [],
            )
        )


_shown: list[bool] = []


def _first() -> bool:
    """Return whether no table was shown in this kernel yet."""
    if _shown:
        return False
    _shown.append(True)
    return True


@cache
def _scripts() -> str:
    """Return the scripts of the tables, inlined."""
    from itables import options
    from itables.javascript import generate_init_offline_itables_html

    return str(generate_init_offline_itables_html(options.dt_bundle))
