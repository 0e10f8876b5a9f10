"""Which statements the tables set beside which, looked up without a pass over the whole table of comparisons."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl


class Compared:
    """Comparisons by statement, both ways round, in the order of the table."""

    def __init__(self, comparisons: pl.DataFrame, targets: pl.DataFrame) -> None:
        ids = targets["target_id"]
        known = pl.Enum(ids)
        places = comparisons.select(
            pl.col("target_id_a").cast(known, strict=False).to_physical().alias("a"),
            pl.col("target_id_b").cast(known, strict=False).to_physical().alias("b"),
            "verdict",
            "reason",
        ).drop_nulls(["a", "b"])
        self._ids = ids.to_list()
        self._place = {target_id: place for place, target_id in enumerate(self._ids)}
        self._said = places.select("verdict", "reason")
        a, b = places["a"].to_numpy().astype(np.int64), places["b"].to_numpy().astype(np.int64)
        region = np.unique(targets["region_code"].fill_null("").to_numpy(), return_inverse=True)[1]
        elsewhere = region[a] != region[b] if a.size else np.zeros(0, dtype=bool)
        rows = np.flatnonzero(elsewhere)
        self._a, self._b, self._rows = a[rows], b[rows], rows
        self._ranks = places["verdict"].to_numpy()[rows] != "related"
        self._documents = targets["document_id"]
        own, line = np.concatenate((self._a, self._b)), np.concatenate((rows, rows))
        order = np.lexsort((line, own))
        self._own, self._line = own[order], line[order]
        self._other = np.concatenate((self._b, self._a))[order]

    def of(self, target_id: str) -> list[tuple[str, str, str]]:
        """Return what other regions' statements stand beside a statement: id, verdict, reason."""
        place = self._place.get(target_id)
        if place is None:
            return []
        first, last = np.searchsorted(self._own, (place, place + 1))
        said = self._said[self._line[first:last]]
        others = (self._ids[other] for other in self._other[first:last])
        return list(zip(others, said["verdict"].to_list(), said["reason"].to_list(), strict=True))

    def ranked(self, document_ids: Iterable[str]) -> frozenset[str]:
        """Return the statements that may be ranked beside a statement of another region from one of the documents."""
        inside = self._documents.is_in(list(document_ids)).to_numpy()
        a, b = self._a[self._ranks], self._b[self._ranks]
        return frozenset(self._ids[place] for place in np.unique(np.concatenate((a[inside[b]], b[inside[a]]))))
