"""Adverts between and inside paragraphs: loans, papers, novels, betting, pills, ranking services."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from compare.knowledge import load_yaml
from compare.restore.injected import is_site
from compare.restore.scan import Hit, scan
from compare.spans import Edit

_LISTS = frozenset(("advert", "lead", "name", "open"))
_LONGEST_LINE = 90
_BRACKET = re.compile(r"[【（(\[〖「]([^【】（）()\[\]〖〗「」\n]{2,40})[】）)\]〗」]")
_ADDRESS = r"(?:https?://)?(?:[A-Za-z0-9-]{1,40}\.){1,4}(?:com|cn|net|org|cc|top|vip|xyz|info|tv|me|co|club|site|online)(?![A-Za-z])(?:/[\w./?=&-]{0,60})?"
_SITE = re.compile(_ADDRESS)
_OFFICE = re.compile(r"gov\.cn|\.edu\.cn|\.org\.cn")
_POLICY = re.compile(r"打击|整治|查处|严禁|禁止|治理|监管|防范|取缔|规范")


@cache
def _words() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return the calls to buy, and the openings of a clause that leads to an address."""
    known = load_yaml("restore/adverts.yml")
    lead = "|".join(map(re.escape, known["lead"].split()))
    clause = rf"(?:{lead})[^，。；;！!\n]{{0,24}}?{_ADDRESS}[^，。；;！!、\n]{{0,8}}[，。；;！!]?"
    return tuple(known["calls"].split()), re.compile(clause)


def find_adverts(text: str) -> list[Edit]:
    """Return the deletions of adverts: whole lines, brackets, and clauses that lead to an address.

    无抵押贷款 当天放款 加微信：dk88 goes, and so does 【澳门新葡京】; 严厉打击信用卡套现。 and www.nhc.gov.cn stay.
    """
    hits = [hit for hit in scan(text).hits if not hit.lists.isdisjoint(_LISTS)]
    if not hits:
        return []
    spans = [found.span() for found in _BRACKET.finditer(text) if _is_advert(found[1])]
    if any("lead" in hit.lists for hit in hits):
        spans += [_clause(text, *found.span()) for found in _words()[1].finditer(text) if not _OFFICE.search(found[0])]
    spans.sort()
    starts = [start for start, _ in spans]
    free = [hit for hit in hits if "advert" in hit.lists and not _covered(hit.start, starts, spans)]
    spans += [span for hit in free for span in _line(text, hit.start, free)]
    edits: list[Edit] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not edits or start >= edits[-1].end:
            edits.append(Edit(start, end, "", "injected", "certain", 0.97))
    return edits


def _covered(place: int, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place is inside one of ``spans``, which are in order."""
    before = bisect_right(starts, place) - 1
    return before >= 0 and place < spans[before][1]


def _line(text: str, place: int, hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """Return the line around a hit where it is an advert as a whole, with its end."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    line = text[start:end]
    if len(line.strip()) > _LONGEST_LINE or _POLICY.search(line) or _OFFICE.search(line):
        return []
    words = {hit.word for hit in hits if start <= hit.start < end}
    if len(words) >= 2 or (words and any(call in line for call in _words()[0])):
        return [(start, min(end + 1, len(text)))]
    return []


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a clause with its bracket, and with one mark where a sentence goes on after it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and after and before + after in ("（）", "()", "【】", "[]"):
        return start - 1, end + 1
    if text[end - 1 : end] in "。！!" and before in ("，", ","):
        return start - 1, end - 1
    return start, end


def _is_advert(words: str) -> bool:
    """Return whether what a bracket holds is a site's name, an advert, or an address that no office has."""
    if _POLICY.search(words):
        return False
    if is_site(words):
        return True
    lists = frozenset[str]().union(*(hit.lists for hit in scan(words).hits))
    if lists & {"advert", "name"}:
        return not _OFFICE.search(words)
    return "lead" in lists and bool(_SITE.search(words)) and not _OFFICE.search(words)
