"""Desks: what the sections of one region, and of many, start from."""

from __future__ import annotations

import re

from compare.charts import Palette
from compare.notebook.corpus import Corpus, Record
from compare.notebook.display import Desk
from compare.notebook.parameters import EmphasisParameters, RegionParameters

THIN = 20
"""Fewest measures for a text's shares to be coloured."""


MOST = 40
"""Most texts that figures across regions set side by side; parameters name others."""


class Region(Desk):
    """A desk for one region: its documents, the main one first."""

    def __init__(self, corpus: Corpus, parameters: RegionParameters) -> None:
        super().__init__(corpus, parameters)
        self.code = parameters.region_code
        self.own = corpus.documents_of(self.code)
        self.main = corpus.main_document(self.code)
        self.palette = Palette(tuple(corpus.region_codes))
        self.others = [d for d in corpus.ordered if corpus.document[d]["region_code"] != self.code]

    def exclude(self) -> tuple[str, ...]:
        """Return the domains that the headline leaves out."""
        return tuple(self.parameters.exclude_domains)  # type: ignore[attr-defined]


class Across(Desk):
    """A desk for all texts, or those of the regions and documents that the parameters name."""

    def __init__(self, corpus: Corpus, parameters: EmphasisParameters) -> None:
        super().__init__(corpus, parameters)
        codes = list(getattr(parameters, "region_codes", ())) or corpus.region_codes
        named = list(parameters.document_ids)
        self.texts = [
            d
            for d in corpus.ordered
            if corpus.document[d]["region_code"] in codes and (not named or d in named) and corpus.count(d)
        ][:MOST]
        self.exclude = tuple(parameters.exclude_domains)
        self.palette = Palette(tuple(corpus.region_codes))

    def code(self, document_id: str) -> str:
        """Return the region of a document."""
        return str(self.corpus.document[document_id]["region_code"])


def line_of(desk: Desk, row: Record) -> tuple[str, ...]:
    """Return the line of work of a statement: of its measure's topic, else of its indicator's."""
    measure = desk.corpus.measure.get(row["measure_id"] or "")
    listed = desk.corpus.indicator.get(row["indicator_id"] or "")
    code = measure["primary"] if measure and measure["primary"] != "Z" else listed["topic"] if listed else None
    return desk.labels.line(code) if code else ()


def clause_around(measure: Record, row: Record, longest: int = 80) -> str:
    """Return the words of a measure around one of its statements: whole clauses, as many as fit, the statement's among them."""
    text, start = str(measure["text"]), max(0, row["text_start"] - measure["text_start"])
    end = start + row["text_end"] - row["text_start"]
    if len(text) <= longest:
        return clause(text, longest)
    marks = [-1, *(place for place, character in enumerate(text) if character in "，,；;。"), len(text)]
    left = max(place for place in marks if place < start)
    right = min(place for place in marks if place >= min(end, len(text)))
    while (wider := min((p for p in marks if p > right), default=right)) > right and wider - left <= longest:
        right = wider
    while (wider := max((p for p in marks if p < left), default=left)) < left and right - wider <= longest:
        left = wider
    words = clause(text[left + 1 : right], right - left)
    return f"{'……' if left > 0 else ''}{words}{'……' if right < len(text.rstrip('，,；;。')) else ''}"


def clause(text: str, longest: int = 70) -> str:
    """Return a measure's words, cut at its last fitting mark where long (never inside a name), unreadable runs said in words."""
    text = re.sub(r"[?？]{2,}|\uFFFD+", "〔原文无法辨认〕", text).strip(" ，,。；;")
    if len(text) <= longest:
        return text
    cut = max(text.rfind(mark, 0, longest) for mark in "，,、；;")
    return f"{text[:cut]}……" if cut > 0 else text
