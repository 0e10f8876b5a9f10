"""Marks that are no text: byte order marks, NUL and other control characters, lone surrogates."""

from __future__ import annotations

import re

from compare.spans import Edit

_MARKS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]+"
)


def find_control(text: str) -> list[Edit]:
    """Return the edits that take out marks without meaning; a lone surrogate becomes \ufffd, flagged as lost."""
    edits: list[Edit] = []
    for match in _MARKS.finditer(text):
        for place, char in enumerate(match.group(), match.start()):
            if char == "\ufeff":
                edits.append(Edit(place, place + 1, "", "bom"))
            elif "\ud800" <= char <= "\udfff":
                edits.append(Edit(place, place + 1, "\ufffd", "lost", "unrecoverable", None))
            else:
                edits.append(Edit(place, place + 1, "", "control"))
    return edits
