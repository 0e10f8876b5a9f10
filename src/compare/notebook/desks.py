"""Desks: what the sections of one region, and of many, start from."""

from __future__ import annotations

import re
from math import ceil
from typing import Any

from compare.charts import Palette
from compare.errors import ParameterError
from compare.notebook.corpus import Corpus, Record
from compare.notebook.display import Desk, Shown
from compare.notebook.parameters import EmphasisParameters, RegionParameters
from compare.overlap import coded
from compare.sections import Kind, Row

THIN = 20
"""Fewest measures for a text's shares to be coloured."""


MOST = 40
"""Most texts that figures across regions set side by side; parameters name others."""


BESIDE = 24
"""Other texts that a region's page sets beside its own one by one where they are more than ``MOST``."""


def nearness(code: str, other: str | None) -> int:
    """Return how near a region lies by its code: 0 above or below, 1 in the same province, 2 elsewhere.

    >>> nearness("440900", "440000"), nearness("440900", "441200"), nearness("440900", "520000")
    (0, 1, 2)
    """
    if not other:
        return 2
    own, theirs = (_stem(one) for one in (code, other))
    if own.startswith(theirs) or theirs.startswith(own):
        return 0
    return 1 if code[:2] == other[:2] else 2


def _stem(code: str) -> str:
    """Return the part of a region's code that all regions below it share."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


class Region(Desk):
    """A desk for one region: its documents, the main one first."""

    def __init__(self, corpus: Corpus, parameters: RegionParameters) -> None:
        super().__init__(corpus, parameters)
        self.code = parameters.region_code
        self.own = corpus.documents_of(self.code)
        self.main = corpus.main_document(self.code)
        self.palette = Palette(tuple(corpus.region_codes))
        self.others = [d for d in corpus.ordered if corpus.document[d]["region_code"] != self.code]
        self.beside = self._beside()

    def _beside(self) -> list[str]:
        """Return the other texts shown one by one, in their order: all; of many, those above and below, of one kind, near."""
        if len(self.others) <= MOST:
            return self.others
        documents = self.corpus.document

        def rank(document_id: str) -> tuple[bool, int, int]:
            near = nearness(self.code, documents[document_id]["region_code"])
            verdict = self.corpus.pair(self.main, document_id)[0]
            return near > 0, near + (0 if verdict == "peer" else 1 if verdict == "same kind, other level" else 2), near

        return sorted(sorted(self.others, key=rank)[:BESIDE], key=self.others.index)

    def exclude(self) -> tuple[str, ...]:
        """Return the domains that the headline leaves out."""
        return tuple(self.parameters.exclude_domains)  # type: ignore[attr-defined]


class Across(Desk):
    """A desk for all texts, or those of the regions and documents that the parameters name."""

    def __init__(self, corpus: Corpus, parameters: EmphasisParameters) -> None:
        super().__init__(corpus, parameters)
        codes = list(getattr(parameters, "region_codes", ())) or corpus.region_codes
        named = list(parameters.document_ids)
        spoken = set(coded(corpus.measures)["document_id"].unique().to_list())
        self.all_texts = [
            d
            for d in corpus.ordered
            if corpus.document[d]["region_code"] in codes and (not named or d in named) and d in spoken
        ]
        self.page, self.pages = int(getattr(parameters, "page", 1)), max(1, ceil(len(self.all_texts) / MOST))
        if self.page > self.pages:
            raise ParameterError("Parameter 'page'", f"{self.page}", f"There are {self.pages} pages.")
        self.texts = self.all_texts[(self.page - 1) * MOST : self.page * MOST]
        self.group = self._grouping(str(getattr(parameters, "group", "none")))
        self.exclude = tuple(parameters.exclude_domains)
        self.palette = Palette(tuple(corpus.region_codes))

    def _grouping(self, wanted: str) -> str:
        """Return by what texts are grouped in heat maps: as asked; where they are more than a page, by province or level."""
        if wanted:
            return "" if wanted == "none" else wanted
        if self.pages == 1:
            return ""
        return "province" if len({self.heap(d, "province") for d in self.all_texts}) > 1 else "level"

    def heap(self, document_id: str, group: str) -> str:
        """Return the name of the group a text belongs to: its province, its level of government, its kind."""
        document = self.corpus.document[document_id]
        if group == "kind":
            return self.words(f"kind.{document['kind'] or 'unknown'}")
        if group == "level":
            return (
                self.words(f"admin.{document['admin_level']}")
                if document["admin_level"]
                else self.words("region.unknown")
            )
        code = document["region_code"]
        return self.labels.short(f"{code[:2]}0000" if code else None)

    def section(self, section_id: str, kind: Kind, **parts: Any) -> Shown:
        """Return the section; where not all texts are shown, it says which page of them is."""
        if self.pages > 1 and (parts.get("covers") or section_id == "texts"):
            facts = {"page": str(self.page), "pages": str(self.pages), "all": str(len(self.all_texts))}
            parts["rows"] = [*parts.get("rows", ()), Row(id="paging", cells={}, hidden=True, facts=facts)]
            parts["notes"] = (*parts.get("notes", ()), self.say("paging", **{name: ("paging", name) for name in facts}))
        return super().section(section_id, kind, **parts)

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
