"""The nation's own targets and results, shaped like rows of targets, from the packaged reference list."""

from __future__ import annotations

import re

import polars as pl

from compare.knowledge import load_csv
from compare.notebook.corpus import Record
from compare.notebook.labels import NATION

_NOISE = re.compile(r"[的及（）()的拥有规范、以上]")


def national_statements(indicators: pl.DataFrame) -> list[Record]:
    """Return one row per national statement whose indicator is listed, oldest first.

    Args:
        indicators: An INDICATORS frame; a reference belongs to the indicator of the same name, particles apart.
    """
    known = {
        _bare(name): indicator_id for indicator_id, name in indicators.select("indicator_id", "name_zh").iter_rows()
    }
    rows = []
    for number, row in enumerate(load_csv("national.csv")):
        indicator_id = known.get(_bare(row["indicator"]))
        if indicator_id is None:
            continue
        rows.append(
            {
                "target_id": f"national-{number}",
                "indicator": row["indicator"],
                "indicator_id": indicator_id,
                "region_code": NATION,
                "value": float(row["value"]),
                "value_max": None,
                "unit": row["unit"],
                "comparator": row["comparator"],
                "kind": row["kind"],
                "deadline": row["year"],
                "period": None,
                "quality": "ok",
                "denominator": "千人口" if row["unit"] == "个" else None,
                "source": row["source"],
                "issuer": row["issuer"],
                "published": row["published"],
            }
        )
    return sorted(rows, key=lambda row: (row["deadline"], row["target_id"]))


def _bare(name: str) -> str:
    """Return an indicator's name without particles and brackets, so that two spellings of one name meet."""
    return _NOISE.sub("", name)
