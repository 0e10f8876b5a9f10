"""Stretches of text under one context to clauses with stance, firmness and role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from compare.structure.clauses import skip_ordinal, split_clauses
from compare.structure.frame import is_exhortation
from compare.structure.model import Clause
from compare.structure.sentences import Shelter, split_sentences, trim
from compare.structure.stance import Years, is_background, opens_ahead, read_firmness, sentence_stance, turns_ahead

_HEADLINE = re.compile(r"[一二三四五六七八九十]+是")
_RESULT_HEADLINE = re.compile(
    r"(?:取得(?:新|明显|显著|积极|突出|良好|阶段性|重大)*(?:成效|进展|突破|成绩)|(?:不断|稳步|持续|全面|显著|明显|有效|进一步|逐步|扎实|深入|日益|积极|有序|加快|大幅)"
    r"(?:提升|增强|改善|加强|完善|优化|推进|落实|达标|显现|向好|夯实|健全|提高|深化|拓展|巩固|见效|开展|发展|实施|形成|降低|筑牢))$"
)
_HEADLINE_LIMIT = 30
_FOCUS = re.compile(
    r"(?:(?:会议|报告)(?:强调|指出|要求|提出)[,，:：])?(?:[^,，]{4,24}[,，])?要?(?P<opener>聚焦|紧扣|突出|围绕|立足|着眼|紧盯|锚定)[^,，]+[,，](?:(?:围绕|紧扣|立足)[^,，]+[,，])?"
)
_TOLD = re.compile(
    r"(?:下一步|下一阶段|下阶段|今后|重点|主要)[^。；：:]{0,30}(?:以下|如下|下列|[一二三四五六七八九十几]个)[^。；：:]{0,14}[：:]"
    r"|就[^,，]{4,40}[,，](?=会议)|(?:会议|报告|讲话|文件|通知)(?:强调|指出|要求|提出|明确)[,，:：]"
)
_TOLD_FIRSTS = frozenset("下今重主就会报讲文通")
_SPEAKER = re.compile(
    r"(?:嘉宾|答|回答|[\u4e00-\u9fff＊]{0,4}(?:主任|局长|书记|委员|院长|部长|厅长|市长|县长|发言人))[：:]\s*(?=\S)"
)
_OPENING_SENTENCES = 3


@dataclass(slots=True)
class Stretch:
    """A run of text under one context: its span, its item, section, heading, role and stance; whether it opens with a heading."""

    start: int
    end: int
    item: int | None
    section: str | None
    heading: str | None
    role: str
    stance: str | None
    titled: bool = False

    def at(self, start: int, end: int) -> Stretch:
        """Return the same context at another place."""
        return Stretch(
            start, end, self.item, self.section, self.heading, self.role, self.stance, self.titled
        )  # fmt: skip

    def opened(self) -> Stretch:
        """Return the same context, opening with a heading."""
        return replace(self, titled=True)

    def as_role(self, role: str) -> Stretch:
        """Return the same context with another role."""
        return replace(self, role=role)

    def clause(
        self, text: str, start: int, end: int, sentence: tuple[int, int], *, stance: str, role: str, heading: str | None
    ) -> Clause:
        """Return a clause in this context."""
        return Clause(
            start=start, end=end, sentence_start=sentence[0], sentence_end=sentence[1], item=self.item,
            section=self.section, heading=heading, stance=stance, firmness=read_firmness(text[start:end]), role=role,
        )  # fmt: skip


def read_clauses(text: str, stretches: list[Stretch], years: Years) -> list[Clause]:
    """Return the clauses of every stretch in text order."""
    clauses: list[Clause] = []
    for stretch in stretches:
        clauses += _body(text, stretch, years) if stretch.role == "body" else _whole(text, stretch)
    return clauses


def _whole(text: str, stretch: Stretch) -> list[Clause]:
    """Return headings whole and framing paragraphs by sentence."""
    if stretch.role in ("heading", "sole_heading"):
        stance, spans = stretch.stance or "plan", [trim(text, stretch.start, stretch.end)]
    else:
        shelter = Shelter(text, stretch.start, stretch.end)
        spans = [trim(text, a, b) for a, b in split_sentences(text, stretch.start, stretch.end, shelter)]
        stance = "background"
    return [
        stretch.clause(text, a, b, (a, b), stance=stance, role=stretch.role, heading=stretch.heading)
        for a, b in spans
        if a < b
    ]


def _body(text: str, stretch: Stretch, years: Years) -> list[Clause]:
    shelter = Shelter(text, stretch.start, stretch.end)
    sentences = [
        (first, last, end)
        for start, end in split_sentences(text, stretch.start, stretch.end, shelter)
        for first, last in [trim(text, start, end)]
        if first < last
    ]
    sentences = _without_speaker(text, sentences)
    focused = _focused(text, sentences)
    clauses: list[Clause] = []
    heading, stance, headlined = stretch.heading, stretch.stance or "plan", False
    for index, (first, last, end) in enumerate(sentences):
        words, sentence = text[first:last], (first, end)
        following = text[sentences[index + 1][0] : sentences[index + 1][1]] if index + 1 < len(sentences) else ""
        begin = skip_ordinal(text, first, last)
        titled = index == 0 and stretch.titled and bool(following)
        member = index > 0 and text[sentences[index - 1][2] - 1] in "；;" and _HEADLINE.match(words) is not None
        if titled or (not member and _is_headline(words, text[end - 1], following, stance)):
            heading, headlined = text[begin:last], True
            clauses.append(stretch.clause(text, begin, last, sentence, stance=stance, role="heading", heading=heading))
            continue
        if _HEADLINE.match(words):
            heading = stretch.heading
        opening = index < _OPENING_SENTENCES and not headlined
        if is_exhortation(words) or is_background(words, stance, opening=opening, news=years.news):
            clauses.append(
                stretch.clause(text, first, last, sentence, stance="background", role="body", heading=heading)
            )
            continue
        if stance == "achieved" and (opens_ahead(words) or (index and turns_ahead(words, years))):
            stance = "plan"
        own, above = sentence_stance(words, stance, years), heading
        lead = focused.get(first) or _told(text, first, last)
        if lead:
            a, b = trim(text, begin, lead)
            clauses.append(stretch.clause(text, a, b, sentence, stance=own, role="heading", heading=heading))
            above, begin = text[a:b], lead
        for a, b in split_clauses(text, begin, last, shelter):
            clauses.append(stretch.clause(text, a, b, sentence, stance=own, role="body", heading=above))
    return clauses


def _without_speaker(text: str, sentences: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the sentences of an interview's answer without the speaker's name before them."""
    if not sentences:
        return sentences
    first, last, end = sentences[0]
    speaker = _SPEAKER.match(text, first, last)
    return [(speaker.end(), last, end), *sentences[1:]] if speaker else sentences


def _focused(text: str, sentences: list[tuple[int, int, int]]) -> dict[int, int]:
    """Return where the action begins in each member of a list of 聚焦…，…；聚焦…，…, by the member's start."""
    found: dict[str, list[tuple[int, int]]] = {}
    for first, last, _ in sentences:
        match = _FOCUS.match(text, first, last)
        if match and match.end() < last:
            found.setdefault(match["opener"], []).append((first, match.end()))
    return {
        first: end
        for opener, places in found.items()
        if len(places) >= (2 if opener == "聚焦" else 3)
        for first, end in places
    }


def _told(text: str, start: int, end: int) -> int:
    """Return where the words after 会议强调， begin, or 0."""
    match = _TOLD.match(text, start, end) if text[start] in _TOLD_FIRSTS else None
    return match.end() if match and match.end() < end else 0


def _is_headline(words: str, stop: str, following: str, stance: str) -> bool:
    """Return whether a sentence is the run-in heading of the sentences after it."""
    if stop not in "。：:" or not following or len(words) > _HEADLINE_LIMIT or re.search(r"[,，；\d％%]", words):
        return False
    if _HEADLINE.match(words):
        return not _HEADLINE.match(following)
    return stance == "achieved" and bool(_RESULT_HEADLINE.search(words)) and not _RESULT_HEADLINE.search(following)
