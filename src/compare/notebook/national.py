"""The nation's own targets and results, shaped like rows of targets, from the packaged reference list."""

from __future__ import annotations

from functools import cache

from compare.align import reference_frame
from compare.knowledge import load_csv
from compare.notebook.corpus import Record
from compare.notebook.labels import NATION


@cache
def national_statements() -> tuple[Record, ...]:
    """Return one row per national statement whose indicator is listed, oldest first."""
    frame = reference_frame(load_csv("national.csv"))
    rows = [
        {
            **row,
            "target_id": f"national-{number}",
            "region_code": NATION,
            "value_max": None,
            "deadline": str(row["year"]),
            "period": None,
            "quality": "ok",
            "denominator": "千人口" if row["unit"] == "个" else None,
        }
        for number, row in enumerate(frame.iter_rows(named=True))
        if row["indicator_id"]
    ]
    return tuple(sorted(rows, key=lambda row: (row["deadline"], row["target_id"])))
