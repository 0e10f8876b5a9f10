"""Coded clauses to units: neighbours on one topic merge, general clauses join the measure beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.structure import Clause
from compare.structure.lexicon import lexicon

SWITCH_COST = 2.5
"""Log-probability that a change of topic inside a sentence costs, so that weak clauses follow their neighbours."""

SOFT_COST = 3.5
"""What it costs more where no new clause begins, only a piece of one."""

FIGURE_COST = 2.5
"""What it costs more at a clause that begins without a verb and holds a figure."""

FIGURE_OWN = 3.6
"""Score of its own terms from which a figure's clause names its topic and costs no more (通过二甲复审，出院病人10万人次)."""

LEAN_COST, OWN_LEAST = 4.0, 2.5
"""What it costs more at a clause whose own terms score less than this."""

LEAN_SHARE = 0.5
"""What such a clause's own leaning counts beside a clause of its sentence that does name its topic (rule 6: the nearest
context decides what a clause leaves open)."""

OPENER_SHARE = 0.1
"""What a phrase that only opens its sentence counts beside the clauses that follow; so for a remark on the figure before."""

CLOSER_COST = 1.0
"""What a change of topic costs more at a closing clause that states the aim of its sentence (rule 1)."""

_CLOSER = re.compile(
    "(?:切实|不断|全面|有效|持续|着力)?(?:确保|实现|保障|提升|提高|引导|形成|满足|助力|营造|维护|增强|促进)"
)

_ACT = "(?:开展|做好|建成|推进|实施|打造|建立|加强|建设|组建|抓好|完善|落实|提升|创建)"
_OPENER = re.compile(
    r"(?:坚持|突出|注重|始终|紧紧|牢牢|继续)?(?:以[^，,]+为[^，,]{1,6}"
    r"|(?:抓住|抢抓|把握|利用|借助|借)[^，,]+(?:机遇|契机|优势|东风|机会|主题)"
    rf"|(?:围绕|聚焦|按照|根据|针对|借势|借助|依托|突出|对标|立足|坚持|紧扣|紧盯|着眼|瞄准|结合|本着|遵循|尤其是|特别是)"
    rf"(?:(?!{_ACT}(?![，,]|$|为|的|要求|需求|目标|机遇|任务|标准|重点|原则)|党)[^，,])+)"
)
"""A phrase that only opens its sentence: 以…为契机, 围绕…需求, but not 依托…建成….; it says how, what follows says what."""

_DIGIT = re.compile(r"\d")
_OPENS = frozenset("坚突注始以围聚按根针借依对立紧尤特牢继抓抢把利着瞄结本遵")

_REMARK = re.compile(
    r"(?:其中|分别|平均|总体|累计|连续\d年|均)?(?:同比|环比|[较比](?:上年|去年|上一年|同期|\d{4}年)|增长|增幅|增速|下降|降幅|上升)[^，,]*\d[^，,]*"
)
"""A clause that only says how the figure before it has changed: 同比增长18.7%."""
_REMARKS = frozenset("其分平总累连均同环较比增下降上")
"""The letters that such a clause begins with; looking at the first one saves most tries of the pattern."""

DECISIVE_EASE = 1.0
"""What it costs less at a clause that holds a decisive term."""


def group_sentences(clauses: Sequence[Clause]) -> list[list[int]]:
    """Return the rows of the clauses of each sentence, headings left out."""
    sentences: list[list[int]] = []
    start, role = -1, ""
    for row, clause in enumerate(clauses):
        if clause.role == "heading":
            continue
        if clause.sentence_start != start or clause.role != role:
            sentences.append([])
            start, role = clause.sentence_start, clause.role
        sentences[-1].append(row)
    return sentences


def lean_cost(text: str, clause: Clause, is_soft: bool, own: float, is_decisive: bool = False) -> float:
    """Return what a change of topic costs more at a clause that leans on the one before it.

    A piece of a clause leans, and so does one that puts its neighbour in figures (年底前覆盖90%以上的县) or says little of its
    own: what stands before it in the sentence tells more than the heading does.

    Args:
        text: The restored text.
        clause: The clause.
        is_soft: Whether it is only a piece of the clause before.
        own: Score of the strongest topic in its own terms.
        is_decisive: Whether it holds a decisive term.
    """
    closes = CLOSER_COST if clause.end >= clause.sentence_end - 2 and _CLOSER.match(text, clause.start) else 0.0
    if is_decisive:
        closes -= DECISIVE_EASE
    if own < OWN_LEAST:
        return LEAN_COST + closes
    if is_soft:
        return SOFT_COST + closes
    if own >= FIGURE_OWN:
        return closes
    begins = lexicon().strict.at(text, clause.start) > 0
    return closes + (FIGURE_COST if not begins and _DIGIT.search(text, clause.start, clause.end) else 0.0)


def is_opener(words: str) -> bool:
    """Return whether a clause only opens its sentence and takes its topic from the clause that follows.

    >>> is_opener("以“枫桥经验”60周年为契机"), is_opener("坚持早诊早治"), is_opener("聚焦肿瘤开展技术攻关")
    (True, True, False)
    """
    return words[:1] in _OPENS and _OPENER.fullmatch(words) is not None


def is_remark(words: str) -> bool:
    """Return whether a clause only says how the figure before it has changed and takes its topic from there.

    >>> is_remark("同比增长18.7%"), is_remark("较上年下降2.1个百分点"), is_remark("增长点不断培育")
    (True, True, False)
    """
    return words[:1] in _REMARKS and _REMARK.fullmatch(words) is not None


def weigh_clauses(own: Sequence[float], openers: Sequence[bool], remarks: Sequence[bool]) -> list[float]:
    """Return what the log-probabilities of each clause of one sentence count: less for those that lean on a neighbour.

    Args:
        own: Score of the strongest topic in each clause's own terms.
        openers: Whether each clause only opens the sentence.
        remarks: Whether each clause only says how the figure before it has changed.
    """
    leans = max(own) >= OWN_LEAST
    shares = [LEAN_SHARE if leans and score < OWN_LEAST else 1.0 for score in own]
    for place, opens in enumerate(openers[:-1]):
        if opens:
            shares[place] = OPENER_SHARE
    for place, remarks_only in enumerate(remarks[1:], start=1):
        if remarks_only and own[place] < OWN_LEAST <= own[place - 1]:
            shares[place] = OPENER_SHARE
    return shares


def label_sentence(
    logs: Sequence[Sequence[float]], pool: Sequence[int], shares: Sequence[float], costs: Sequence[float]
) -> list[int]:
    """Return the best topic index of each clause of one sentence, of those that lead in one of its clauses.

    Args:
        logs: Log-probabilities by clause and topic of the pool.
        pool: The topics, in order, that are the likeliest of one of the clauses.
        shares: What the log-probabilities of each clause count.
        costs: What a change of topic costs more at each clause.
    """
    best = [shares[0] * value for value in logs[0]]
    back: list[list[int]] = []
    for row, share, cost in zip(logs[1:], shares[1:], costs[1:], strict=True):
        highest = max(best)
        top = best.index(highest)
        switch = highest - SWITCH_COST - cost
        back.append([place if value >= switch else top for place, value in enumerate(best)])
        best = [
            (value if value >= switch else switch) + share * score for value, score in zip(best, row, strict=True)
        ]
    place = best.index(max(best))
    path = [place]
    for came in reversed(back):
        place = came[place]
        path.append(place)
    return [pool[place] for place in reversed(path)]


def merge_labels(labels: Sequence[int], nothing: int) -> list[tuple[int, int, int]]:
    """Return the units of one sentence as (first clause, end, label).

    A clause without a measure joins the coded clause before it; leading ones join the first coded one.

    >>> merge_labels([9, 1, 1, 9, 2], nothing=9)
    [(0, 4, 1), (4, 5, 2)]
    """
    units: list[tuple[int, int, int]] = []
    for place, label in enumerate(labels):
        if units and (label in (nothing, units[-1][2]) or units[-1][2] == nothing):
            first, _, before = units[-1]
            units[-1] = (first, place + 1, label if before == nothing else before)
        else:
            units.append((place, place + 1, label))
    return units
