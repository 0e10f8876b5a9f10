"""One document's restoration, structure, codes and numbers as rows of its seven tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from compare.coding import Measure
from compare.regions import Region
from compare.restore import Restoration
from compare.structure import Facts, Structure
from compare.targets.model import Reading

Rows = dict[str, list[dict[str, object]]]
"""Rows by table, as mappings by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What names a document: its id, the raw file it stands in, that file's checksum, where its part starts.

    ``raw_sha256`` is the checksum of the text that a reader made of a page, DOCX or PDF.
    """

    document_id: str
    source_file: str
    sha256: str
    base: int = 0
    raw_sha256: str | None = None


class DocumentRows:
    """Rows of the seven tables; ids stem from raw offsets, so they outlive better restoration."""

    def __init__(
        self,
        identity: Identity,
        restoration: Restoration,
        structure: Structure,
        region: Region | None,
        measures: tuple[Measure, ...],
        reading: Reading,
    ) -> None:
        self.identity = identity
        self.document_id = identity.document_id
        self.restoration = restoration
        self.structure = structure
        self.region = region
        self.measures = measures
        self.reading = reading
        self.starts = [m.start for m in measures]
        self.reached = list(accumulate((m.end for m in measures), max))
        self.measure_ids = self._ids("", ((m.start, m.end) for m in measures))
        self.target_ids = self._ids("t", ((s.value_start, s.value_end) for s in reading.statements))
        self.commitment_ids = self._ids("c", ((c.level_start, c.level_end) for c in reading.commitments))

    def rows(self) -> Rows:
        """Return the rows by table."""
        makers: dict[str, Callable[[], list[dict[str, object]]]] = {
            "documents": self._documents,
            "repairs": self._repairs,
            "items": self._items,
            "measures": self._measures,
            "targets": self._targets,
            "commitments": self._commitments,
            "numerals": self._numerals,
        }
        return {name: make() for name, make in makers.items()}

    def _ids(self, letter: str, spans: Iterable[tuple[int, int]]) -> list[str]:
        """Return ``document:letter+raw start`` per span, numbered from 2 where spans start alike."""
        seen: dict[int, int] = {}
        ids = []
        for start, end in spans:
            raw_start = self.restoration.raw_span(start, end)[0]
            seen[raw_start] = seen.get(raw_start, 0) + 1
            ids.append(
                f"{self.document_id}:{letter}{raw_start}" + (f"-{seen[raw_start]}" if seen[raw_start] > 1 else "")
            )
        return ids

    def _spans(self, start: int, end: int) -> dict[str, object]:
        """Return the four offsets of a span of text."""
        raw_start, raw_end = self.restoration.raw_span(start, end)
        return {"text_start": start, "text_end": end, "raw_start": raw_start, "raw_end": raw_end}

    def _whose(self) -> dict[str, object]:
        """Return the document and the region that speaks in it."""
        return {"document_id": self.document_id, "region_code": self.region.region_code if self.region else None}

    def _words(self, start: int, end: int) -> str:
        """Return the words of the restored text at a span."""
        return self.restoration.text[start:end]

    def _measure_at(self, start: int, end: int) -> str | None:
        """Return the id of the measure that shares most characters with the span."""
        near = range(bisect_right(self.reached, start), bisect_left(self.starts, end))
        shared = [(min(end, m.end) - max(start, m.start), -index) for index in near for m in (self.measures[index],)]
        best, index = max(shared, default=(0, 0))
        return self.measure_ids[-index] if best > 0 else None

    def _documents(self) -> list[dict[str, object]]:
        facts = self.structure.facts
        row: dict[str, Any] = {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
        row |= self._whose() | {
            "region_zh": self.region.region_zh if self.region else None,
            "admin_level": self.region.admin_level if self.region else None,
            "source_file": self.identity.source_file,
            "sha256": self.identity.sha256,
            "raw_sha256": self.identity.raw_sha256,
            "text": self.restoration.text,
        }
        return [row]

    def _repairs(self) -> list[dict[str, object]]:
        return [{"document_id": self.document_id, **repair._asdict()} for repair in self.restoration.repairs]

    def _items(self) -> list[dict[str, object]]:
        return [
            {
                "item_id": f"{self.document_id}#{item.item_no}",
                "document_id": self.document_id,
                "section": item.section,
                "item_no": item.item_no,
                "heading": item.heading,
                "lead_units": list(item.lead_units),
                "responsible_units": list(item.responsible_units),
            }
            | self._spans(item.start, item.end)
            for item in self.structure.items
        ]

    def _measures(self) -> list[dict[str, object]]:
        rows = []
        for measure_id, measure in zip(self.measure_ids, self.measures, strict=True):
            item = self.structure.items[measure.item] if measure.item is not None else None
            rows.append(
                {
                    "measure_id": measure_id,
                    "section": measure.section,
                    "item_no": item.item_no if item else None,
                    "heading": measure.heading,
                    "text": self._words(measure.start, measure.end),
                    "stance": measure.stance,
                    "firmness": measure.firmness,
                    "primary": measure.primary,
                    "secondary": list(measure.secondary),
                    "confidence": measure.confidence,
                    "coded_by": measure.coded_by,
                    "lead_units": list(item.lead_units) if item else [],
                    "responsible_units": list(item.responsible_units) if item else [],
                }
                | self._whose()
                | self._spans(measure.start, measure.end)
            )
        return rows

    def _targets(self) -> list[dict[str, object]]:
        own = (
            "indicator", "indicator_id", "value", "value_max", "unit", "comparator", "kind", "measure_type", "change",
            "accumulation", "firmness", "stage", "denominator", "population", "place", "rank_scope", "deadline",
            "deadline_from", "period", "baseline_value", "baseline_period", "quality",
        )  # fmt: skip
        return [
            {
                "target_id": target_id,
                "measure_id": self._measure_at(s.value_start, s.value_end),
                "quote": self._words(s.start, s.end),
                "value_text_start": s.value_start,
                "value_text_end": s.value_end,
            }
            | {name: getattr(s, name) for name in own}
            | self._whose()
            | self._spans(s.start, s.end)
            for target_id, s in zip(self.target_ids, self.reading.statements, strict=True)
        ]

    def _commitments(self) -> list[dict[str, object]]:
        return [
            {
                "commitment_id": commitment_id,
                "measure_id": self._measure_at(c.level_start, c.level_end),
                "quote": self._words(c.start, c.end),
                "indicator": c.indicator,
                "level": c.level,
                "kind": c.kind,
                "deadline": c.deadline,
            }
            | self._whose()
            | self._spans(c.start, c.end)
            for commitment_id, c in zip(self.commitment_ids, self.reading.commitments, strict=True)
        ]

    def _numerals(self) -> list[dict[str, object]]:
        return [
            {
                "document_id": self.document_id,
                "text_start": n.start,
                "text_end": n.end,
                "text": n.text,
                "fate": n.fate,
                "target_id": self.target_ids[n.statement] if n.statement is not None else None,
            }
            for n in self.reading.numerals
        ]
