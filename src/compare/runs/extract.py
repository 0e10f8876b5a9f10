"""The only unit of extraction: one document's text and the packaged knowledge in, its seven tables out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from compare.coding import code
from compare.errors import CorrectionError
from compare.regions import Region, find_region, resolve
from compare.restore import Furniture, Restoration, restore
from compare.review.apply import correct_frames
from compare.review.corrections import Correction, raise_all
from compare.review.repairs import correct_repairs
from compare.review.words import check_words
from compare.runs.rows import DocumentRows, Identity, Rows
from compare.structure import Facts, parse
from compare.tables import DOCUMENT_TABLES
from compare.targets import read_targets

_PAGE_DATE = re.compile(r"(20\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?!\d)")
_PUBLISHED = r"(?:公开|发布|公布|发表|更新)(?:日期|时间)[:：]\s*"
_ISSUED = r"(?:成文|发文|印发)(?:日期|时间)[:：]\s*"
_NUMBER = re.compile(
    r"(?:文号|发文字号)[:：]\s*([\u4e00-\u9fff]{2,16}[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s*\d{1,4}\s*号)"
)
_ISSUER = re.compile(
    r"(?:发文机关|发文机构|发文单位|制发机关|制定机关|发布机构|公开机构)[:：]\s*([\u4e00-\u9fff、（）()]{3,40})"
)

HEAD = 400
"""Characters at either end of a text in which the region that speaks is looked for."""


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
    return DocumentRows(identity, restoration, structure, region, measures, reading).rows()


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
