"""Candidate clauses to pieces: what a comma or a verb after 、 parts may be a measure of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.structure import Clause
from compare.structure.lexicon import lexicon
from compare.structure.sentences import Shelter, split_commas, trim

_LEAST = 6
"""Characters that a member after 、 needs to be looked at on its own."""

_LABEL = re.compile(
    r"(?:20\d\d年)?[\u4e00-\u9fff]{0,8}(?:工作|重点|计划|打算|任务|目标|要点|情况|成效|方面|措施|安排|进展)[:：]\s*(?=[\u4e00-\u9fff“《\d])"
)
"""A label that heads a line of measures and is none itself; 总体要求是: is part of its sentence."""

_LABEL_REACH = 18
"""Characters within which the colon of such a label stands."""

Piece = tuple[Clause, bool]


def cut(text: str, clauses: Sequence[Clause]) -> list[Piece]:
    """Return the clauses' pieces in order, each with whether it only softly begins anew inside its clause.

    The unit rule parts clauses of different topics; whether the pieces have different topics is for the coder to say.
    A piece that keeps its neighbour's topic joins it again, so nothing changes where the clause was right.
    """
    pieces: list[Piece] = []
    for whole in clauses:
        clause = _without_label(text, whole)
        if clause.role != "body" or clause.stance == "background" or not _is_divided(text, clause):
            pieces.append((clause, False))
            continue
        spans = _spans(text, clause.start, clause.end)
        pieces += [(_part(clause, start, end), place > 0) for place, (start, end) in enumerate(spans)]
    return pieces


def _without_label(text: str, clause: Clause) -> Clause:
    """Return a clause without the label that heads its line: 2024年重点:推进… begins at 推进 (rule 2)."""
    reach = min(clause.start + _LABEL_REACH, clause.end)
    if clause.role != "body" or (text.find("：", clause.start, reach) < 0 and text.find(":", clause.start, reach) < 0):
        return clause
    label = _LABEL.match(text, clause.start, clause.end)
    return _part(clause, label.end(), clause.end) if label and label.end() < clause.end else clause


def _part(clause: Clause, start: int, end: int) -> Clause:
    """Return a stretch of a clause as a clause, named field by field as this is twice as quick as ``replace``."""
    return Clause(start=start, end=end, sentence_start=clause.sentence_start, sentence_end=clause.sentence_end,
                  item=clause.item, section=clause.section, heading=clause.heading, stance=clause.stance,
                  firmness=clause.firmness, role=clause.role)  # fmt: skip


def _is_divided(text: str, clause: Clause) -> bool:
    """Return whether a clause holds a comma, or a verb after 、."""
    start, end = clause.start, clause.end
    if text.find("，", start, end) >= 0 or text.find(",", start, end) >= 0:
        return True
    place = text.find("、", start, end)
    while place >= 0:
        if _has_verb(text, place + 1):
            return True
        place = text.find("、", place + 1, end)
    return False


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    shelter = Shelter(text, start, end)
    spans: list[tuple[int, int]] = []
    for first, last in split_commas(text, start, end, shelter):
        begin = first
        place = text.find("、", begin, last)
        while place >= 0:
            if (
                place - begin >= _LEAST
                and last - place > _LEAST
                and not shelter.holds(place)
                and _has_verb(text, place + 1)
            ):
                spans.append((begin, place))
                begin = place + 1
            place = text.find("、", place + 1, last)
        spans.append((begin, last))
    trimmed = [trim(text, first, last) for first, last in spans]
    return [span for span in trimmed if span[0] < span[1]]


def _has_verb(text: str, place: int) -> bool:
    """Return whether a verb stands at ``place``: 、立项建设… but not 、学科建设."""
    return lexicon().strict.at(text, place) > 0
