"""Words cut out without a trace: where the grammar left behind shows that something is gone, and nothing tells what."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import ahocorasick

from compare.knowledge import load_yaml
from compare.spans import Edit

_ENDS = "，。；、！,;"
_OPENS = "，。；：、,;:"
_OF = re.compile(r"的(?![确士话])(?=[\u4e00-\u9fff])")
_SHARE = re.compile(r"(?<=[\u4e00-\u9fff])[%％‰](?=[，。；、,;以左的])")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_EMPTY = ("《》", "“”")
_NUMBERED = re.compile(r"[〔\[【]\s*(?:19|20)\d\d\s*[〕\]】]号")


class Sign(NamedTuple):
    """One run of characters that shows a loss: which part of it is flagged, and what before it excuses it."""

    run: str
    start: int
    end: int
    unless: tuple[str, ...] = ()


@cache
def _signs() -> ahocorasick.Automaton:
    """Return the automaton of the runs that show a loss."""
    known = {key: tuple(words.split()) for key, words in load_yaml("restore/hanging.yml").items()}
    signs = [Sign(word + end, 0, len(word)) for word in known["hanging"] for end in _ENDS]
    signs += [
        Sign(word + end, 0, len(word), known["before_adverbs"])
        for word in known["adverbs"]
        for end in _ENDS
        if end != "、"
    ]
    signs += [
        Sign(word + noun, 0, len(word), known["before_adverbs"]) for word in known["eager"] for noun in known["nouns"]
    ]
    signs += [Sign("积极" + noun, 0, 2) for noun in known["active"]]
    signs += [
        Sign(verb + measure + end, 0, len(verb + measure))
        for verb in known["counted"]
        for measure in known["measures"]
        for end in _ENDS
    ]
    signs += [Sign(pair, 0, 2) for pair in _EMPTY]
    signs += [Sign(mark + "的", 1, 2) for mark in _OPENS]
    automaton = ahocorasick.Automaton()
    for sign in signs:
        automaton.add_word(sign.run, sign)
    automaton.make_automaton()
    return automaton


def find_cut(text: str) -> list[Edit]:
    """Return the flags on words left hanging; the text stays as it is, for nobody can say what stood there.

    签约率达到，, 进一步医疗服务能力, 积极优惠激励政策 and 、的患者 have lost a word; 更进一步， and 积极政策 have not.
    """
    edits: list[Edit] = []
    for last, sign in _signs().iter(text):
        start = last + 1 - len(sign.run)
        if _holds(text, start, sign):
            begin, end = start + sign.start, start + sign.end
            if not edits or begin >= edits[-1].end:
                edits.append(Edit(begin, end, text[begin:end], "lost", "unrecoverable", None))
    if "%" in text or "％" in text or "‰" in text:
        edits += [Edit(*match.span(), match.group(), "lost", "unrecoverable", None) for match in _SHARE.finditer(text)]
    if "]号" in text or "〕号" in text or "】号" in text:
        edits += [
            Edit(match.end() - 1, match.end(), "号", "lost", "unrecoverable", None)
            for match in _NUMBERED.finditer(text)
        ]
    return sorted(edits)


def _holds(text: str, start: int, sign: Sign) -> bool:
    """Return whether a run shows a loss where it stands."""
    if sign.unless and text[max(0, start - 2) : start].endswith(sign.unless):
        return False
    if sign.run.endswith("的"):
        return bool(_OF.match(text, start + 1)) and bool(_HANZI.match(text, start - 1))
    return True
