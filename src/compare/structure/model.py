"""What structure yields: document facts, sections, items and candidate clauses, as spans of restored text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one document; names and values as the ``documents`` table declares them."""

    region_code: str | None = None
    title: str | None = None
    title_from: str | None = None
    issuer: str | None = None
    authority: str | None = None
    doc_no: str | None = None
    issued: str | None = None
    published: str | None = None
    plan_year: int | None = None
    horizon: int | None = None
    reports_year: int | None = None
    kind: str | None = None
    completeness: str | None = None
    is_official_copy: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One numbered item; ``start`` to ``end`` covers number, heading, body and the line of units."""

    item_no: str
    section: str | None
    heading: str | None
    start: int
    end: int
    body_start: int
    body_end: int
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Clause:
    """One candidate measure: the smallest span that could be a unit of the codebook.

    A value like the others here; not frozen only because a frozen one takes four times as long to make, and texts have many.

    ``start`` to ``end`` leaves out outer punctuation. ``sentence_start`` to ``sentence_end`` is the sentence (ended by
    。！？；) it stands in. ``item`` indexes ``Structure.items`` or is null. ``heading`` is the nearest heading words
    (item heading, run-in heading, 一是… headline) that serve as context. ``role`` is ``body``, ``heading`` (context only),
    ``sole_heading`` (a heading that is all the text of its item: one measure), ``preamble`` or ``mechanics``.
    """

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    item: int | None
    section: str | None
    heading: str | None
    stance: str
    firmness: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The structure of one restored text."""

    facts: Facts
    items: tuple[Item, ...]
    clauses: tuple[Clause, ...]
