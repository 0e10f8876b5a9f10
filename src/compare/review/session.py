"""A sitting of review: the least certain measures first, one short answer each, every decision written at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from compare.coding.evidence import score_words
from compare.coding.lexicon import lexicon
from compare.coding.taxonomy import codes, is_code
from compare.errors import CompareError
from compare.review.corrections import Correction, live
from compare.review.decide import decide, take_back
from compare.review.fields import REMOVED
from compare.review.files import read_corrections

CANDIDATES = 5
REASONS = {"accept": "核对原文，编码相符", "change": "核对原文，按编码手册改码", "remove": "核对原文，不是单独一项举措"}
"""Reasons written where the reviewer gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A code that may hold, with the terms that speak for it and what they weigh."""

    code: str
    terms: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A measure to look at: its row, the codes that may hold, the likeliest first, and where their terms stand in it."""

    row: dict[str, Any]
    candidates: tuple[Candidate, ...]
    marks: tuple[tuple[int, int], ...]


@dataclass
class Session:
    """Cards in order, what was decided in this sitting, and what was put off."""

    root: Path
    tables: Path
    measures: pl.DataFrame
    reviewer: str
    date: datetime.date
    queue: list[dict[str, Any]]
    done: list[Correction] = field(default_factory=list)
    skipped: int = 0

    def card(self) -> Card | None:
        """Return the next card, null when there is none left."""
        return make_card(self.queue[0]) if self.queue else None

    def answer(self, words: str, reason: str = "") -> str:
        """Return what was done on an answer; a fault is said, and the card stays.

        Args:
            words: ``a`` accepts the code, ``1`` to ``5`` takes that candidate, ``s`` puts the card off, ``x`` removes the
                measure, ``u`` takes the last decision back; a code such as ``R1``, or several such as ``R1 D2`` (primary first), changes it.
            reason: Why; a standing phrase where left out.
        """
        said = words.strip()
        card = self.card()
        try:
            if said.lower() == "u":
                return self._undo()
            if card is None:
                return "队列已空 · nothing left"
            if said.lower() == "s":
                self.queue.append(self.queue.pop(0))
                self.skipped += 1
                return "已跳过 · skipped"
            return self._decide(card, said, reason)
        except CompareError as error:
            return f"未写入 · not written: {error}"

    def _decide(self, card: Card, said: str, reason: str) -> str:
        """Return what was decided, after it was written."""
        if said.lower() == "x":
            self._write(card, REMOVED, "", reason or REASONS["remove"])
            self.queue.pop(0)
            return f"已写入 · written: {card.row['primary']} 删去 removed"
        given = [part.upper() for part in re.split(r"[\s|,，、]+", said) if part]
        if said.lower() == "a":
            given = [card.row["primary"]]
        elif said.isdigit() and 1 <= int(said) <= len(card.candidates):
            given = [card.candidates[int(said) - 1].code]
        strange = [code for code in given if not is_code(code)]
        if strange or not given:
            return f"未写入 · not written: '{said}' 不是编码或命令 is no code or command (a, 1-5, s, u, x)"
        primary, secondary = given[0], [code for code in given[1:] if code != given[0]]
        kind = "accept" if primary == card.row["primary"] else "change"
        self._write(card, "primary", primary, reason or REASONS[kind])
        if secondary:
            self._write(card, "secondary", "|".join(secondary), reason or REASONS["change"])
        self.queue.pop(0)
        return f"已写入 · written: {card.row['primary']} → {' '.join(given)}"

    def _write(self, card: Card, field_name: str, value: str, reason: str) -> None:
        row_id = card.row["measure_id"]
        made = decide(
            self.root, self.tables, row_id, field_name, value, reason=reason, reviewer=self.reviewer, date=self.date
        )
        self.done.append(made)

    def _undo(self) -> str:
        """Return what was taken back; the card comes first again."""
        if not self.done:
            return "本次尚无决定 · nothing to take back"
        last = self.done.pop()
        own_rows = [last]
        while self.done and _place(self.done[-1]) == _place(last):
            own_rows.append(self.done.pop())
        for made in own_rows:
            take_back(self.root, made, reviewer=self.reviewer, date=self.date)
        own = (pl.col("document_id") == last.document_id) & (pl.col("raw_start") == last.raw_start)
        rows = self.measures.filter(own, pl.col("raw_end") == last.raw_end).rows(named=True)
        self.queue = rows + [row for row in self.queue if row not in rows]
        numbers = "、".join(str(made.correction_id) for made in reversed(own_rows))
        return f"已撤回第{numbers}行 · row {numbers} taken back"

    def progress(self) -> tuple[int, int, int]:
        """Return how many measures people have looked at, how many codes they changed, and how many measures there are."""
        rows = [row for row in live(read_corrections(self.root)[0]) if row.field in ("primary", REMOVED)]
        changed = [row for row in rows if row.old_value != row.new_value]
        return len(reviewed_spans(rows)), len(reviewed_spans(changed)), self.measures.height


def open_session(
    root: Path, tables: Path, measures: pl.DataFrame, *, reviewer: str, date: datetime.date, limit: int = 25
) -> Session:
    """Return a sitting over the least certain measures that nobody has decided.

    Args:
        root: The project's root.
        tables: Folder of the tables.
        measures: Rows of MEASURES to choose from.
        reviewer: Who decides.
        date: The day.
        limit: Most cards.
    """
    decided = reviewed_spans(live(read_corrections(root)[0]))
    rows = measures.filter(pl.col("coded_by") != "person", pl.col("stance") != "background", pl.col("confidence") < 1)
    ordered = rows.sort("confidence", "measure_id").rows(named=True)
    left = [row for row in ordered if (row["document_id"], row["raw_start"], row["raw_end"]) not in decided]
    return Session(root, tables, measures, reviewer, date, left[:limit])


def reviewed_spans(rows: Sequence[Correction]) -> set[tuple[str, int, int]]:
    """Return the measures whose code people decided, by document and raw span."""
    return {(row.document_id, row.raw_start, row.raw_end) for row in rows if row.field in ("primary", REMOVED)}


def _place(row: Correction) -> tuple[str, int, int]:
    return row.document_id, row.raw_start, row.raw_end


def make_card(row: dict[str, Any]) -> Card:
    """Return the card of a measure: the machine's code first, then what its own terms and its heading speak for."""
    text = str(row["text"])
    scores = score_words(text) + 0.3 * score_words(str(row["heading"] or ""))
    order = [codes()[topic] for topic in scores.argsort(kind="stable")[::-1].tolist() if scores[topic] > 0]
    listed = list(dict.fromkeys([row["primary"], *row["secondary"], *order]))[:CANDIDATES]
    terms: dict[str, dict[str, float]] = {code: {} for code in listed}
    marks = set()
    for hit in lexicon().scan(text):
        for topic, weight in hit.votes:
            code = codes()[topic]
            if code in terms and weight > 0:
                terms[code][hit.term] = round(weight, 1)
                if code == row["primary"]:
                    marks.add((hit.start, hit.end))
    candidates = tuple(
        Candidate(code=code, terms=tuple(sorted(found.items(), key=_weight))) for code, found in terms.items()
    )
    return Card(row=row, candidates=candidates, marks=tuple(sorted(marks)))


def _weight(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]
