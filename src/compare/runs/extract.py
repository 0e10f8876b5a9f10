"""The only unit of extraction: one document's text and the packaged knowledge in, its seven tables out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from compare.coding import Measure, code
from compare.errors import CorrectionError
from compare.regions import Region, find_region, resolve
from compare.restore import Furniture, Restoration, restore
from compare.review.apply import correct_frames
from compare.review.corrections import Correction, raise_all
from compare.review.repairs import correct_repairs
from compare.review.words import check_words
from compare.structure import Facts, Structure, parse
from compare.tables import DOCUMENT_TABLES
from compare.targets import read_targets
from compare.targets.model import Reading

_PAGE_DATE = re.compile(r"(20\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?!\d)")
_PUBLISHED = r"(?:公开|发布|公布|发表|更新)(?:日期|时间)[:：]\s*"
_ISSUED = r"(?:成文|发文|印发)(?:日期|时间)[:：]\s*"
_NUMBER = re.compile(
    r"(?:文号|发文字号)[:：]\s*([\u4e00-\u9fff]{2,16}[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s*\d{1,4}\s*号)"
)
_ISSUER = re.compile(
    r"(?:发文机关|发文机构|发文单位|制发机关|制定机关|发布机构|公开机构)[:：]\s*([\u4e00-\u9fff、（）()]{3,40})"
)

Rows = dict[str, list[dict[str, object]]]
"""Rows by table, as mappings by column."""

HEAD = 400
"""Characters at either end of a text in which the region that speaks is looked for."""


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


def extract_text(
    raw: str, identity: Identity, known: Facts | None = None, corrections: Sequence[Correction] = ()
) -> dict[str, pl.DataFrame]:
    """Return the seven tables of one document by name, each checked against its declaration.

    The result depends on the arguments and the packaged knowledge alone.

    Args:
        raw: The document's part of the raw file as decoded, newlines untouched.
        identity: Names of the document; ``base`` is the code point of the file at which ``raw`` starts.
        known: Facts from the register or from options; they win over what the text says.
        corrections: Rows of the corrections file that are in force; those of other documents are left alone.

    Raises:
        CorrectionError: Corrections do not apply; every one is named.
    """
    own, issues = check_words(raw, identity.base, [c for c in corrections if c.document_id == identity.document_id])
    restoration, more = _restore(raw, identity.base, own)
    rows = _read(restoration, identity, known)
    frames, last = correct_frames(
        {table.name: table.build(rows[table.name]) for table in DOCUMENT_TABLES}, own, restoration.raw_span, restoration.text_span
    )
    raise_all([*issues, *more, *last])
    return frames


def extract_rows(
    raw: str, identity: Identity, known: Facts | None = None, corrections: Sequence[Correction] = ()
) -> Rows:
    """Return the rows of one document by table, as ``extract_text`` has them in frames, for who builds many at once."""
    if any(correction.document_id == identity.document_id for correction in corrections):
        frames = extract_text(raw, identity, known, corrections)
        return {name: frame.rows(named=True) for name, frame in frames.items()}
    return _read(restore(raw, base=identity.base), identity, known)


def _restore(raw: str, base: int, own: Sequence[Correction]) -> tuple[Restoration, list[CorrectionError]]:
    """Return the restoration as people have put it right, and the issues of corrections that do not apply."""
    restoration = restore(raw, base=base)
    forced, issues = correct_repairs(raw, restoration, own)
    return restore(raw, base=base, forced=forced) if forced else restoration, issues


def _read(restoration: Restoration, identity: Identity, known: Facts | None) -> Rows:
    """Return the rows of one document, not yet corrected."""
    structure = parse(restoration.text, _with_page_date(known or Facts(), restoration.furniture))
    structure = replace(structure, facts=_with_page_record(structure.facts, restoration.furniture))
    region = _region(structure.facts, restoration.text)
    structure = replace(structure, facts=replace(structure.facts, region_code=region.region_code if region else None))
    measures = code(restoration.text, structure)
    reading = read_targets(restoration.text, structure, structure.facts)
    return _Rows(identity, restoration, structure, region, measures, reading).rows()


def _with_page_date(known: Facts, furniture: Iterable[Furniture]) -> Facts:
    """Return ``known`` with the date of the page, which its furniture states (2024-01-20 11:52)."""
    if known.published:
        return known
    pieces = [piece.text for piece in furniture if piece.kind == "meta"]
    date = _date_in(pieces, _PUBLISHED) or _date_in(pieces)
    return replace(known, published=date) if date else known


def _with_page_record(facts: Facts, furniture: Iterable[Furniture]) -> Facts:
    """Return ``facts``, what the text itself leaves open taken from the record of its page (文号：诸卫〔2024〕3号)."""
    pieces = [piece.text for piece in furniture if piece.kind == "meta"]
    found: dict[str, str] = {}
    number = next((match[1] for match in map(_NUMBER.search, pieces) if match), None)
    issued = _date_in(pieces, _ISSUED)
    issuer = next((match[1] for match in map(_ISSUER.search, pieces) if match), None)
    for name, value in (("doc_no", number), ("issued", issued), ("issuer", issuer)):
        if value and getattr(facts, name) is None:
            found[name] = value
    return replace(facts, **found) if found else facts  # type: ignore[arg-type]


def _date_in(pieces: Iterable[str], label: str = "") -> str | None:
    """Return the first date behind a label."""
    for piece in pieces:
        for match in re.finditer(label + _PAGE_DATE.pattern, piece):
            return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return None


def _region(facts: Facts, text: str) -> Region | None:
    """Return the region that speaks: the known one, else the one that title, issuer, head or close names."""
    if facts.region_code:
        return resolve(facts.region_code)
    return find_region(facts.title, facts.issuer, text[:HEAD], text[-HEAD:])


class _Rows:
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
        self.measure_ids = self._ids("", ((m.start, m.end) for m in measures))
        self.target_ids = self._ids("t", ((s.value_start, s.value_end) for s in reading.statements))
        self.commitment_ids = self._ids("c", ((c.level_start, c.level_end) for c in reading.commitments))

    def rows(self) -> Rows:
        """Return the rows by table."""
        makers: dict[str, Callable[[], list[dict[str, object]]]] = {
            "documents": self.documents,
            "repairs": self.repairs,
            "items": self.items,
            "measures": self.measure_rows,
            "targets": self.targets,
            "commitments": self.commitments,
            "numerals": self.numerals,
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
        raw_start, raw_end = self.restoration.raw_span(start, end)
        return {"text_start": start, "text_end": end, "raw_start": raw_start, "raw_end": raw_end}

    def _whose(self) -> dict[str, object]:
        return {"document_id": self.document_id, "region_code": self.region.region_code if self.region else None}

    def _words(self, start: int, end: int) -> str:
        return self.restoration.text[start:end]

    def _measure_at(self, start: int, end: int) -> str | None:
        """Return the id of the measure that shares most characters with the span."""
        shared = [(min(end, m.end) - max(start, m.start), -index) for index, m in enumerate(self.measures)]
        best, index = max(shared, default=(0, 0))
        return self.measure_ids[-index] if best > 0 else None

    def documents(self) -> list[dict[str, object]]:
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

    def repairs(self) -> list[dict[str, object]]:
        columns = (
            "raw_start",
            "raw_end",
            "raw",
            "text_start",
            "text_end",
            "restored",
            "kind",
            "certainty",
            "confidence",
        )
        return [
            {"document_id": self.document_id} | {name: getattr(repair, name) for name in columns}
            for repair in self.restoration.repairs
        ]

    def items(self) -> list[dict[str, object]]:
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

    def measure_rows(self) -> list[dict[str, object]]:
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

    def targets(self) -> list[dict[str, object]]:
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

    def commitments(self) -> list[dict[str, object]]:
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

    def numerals(self) -> list[dict[str, object]]:
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
