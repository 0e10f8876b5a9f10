"""Forms of letters and digits: full-width letters, digits of two widths in one number, letters of other alphabets that look Latin, letters read for digits."""

from __future__ import annotations

import re

from compare.restore.language import chars_of
from compare.spans import Edit

_WIDE = re.compile(r"[\uff21-\uff3a\uff41-\uff5a]+|(?<=[0-9])[\uff10-\uff19]+|[\uff10-\uff19]+(?=[0-9])")
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE_CHARS = frozenset(map(chr, _NARROW))
_LETTERS = frozenset("OoIlSsBZ")
_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТХҮѴаеорсхуіѕјѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "ABESIJKMHOPCTXYVaeopcxyisjvABEZHIKMNOPTYX",
        strict=True,
    )
)
_FOREIGN = re.compile(f"[A-Za-z]*[{''.join(_ALIKE)}][A-Za-z{''.join(_ALIKE)}]*")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_UNIT = "[年月日号个家张人名万亿千百%％‰所项例次件元间台辆支户份种岁周天小分公里平米床位级批期处套度级]"
_DIGITS = re.compile(rf"(?<![A-Za-z0-9.])(?=[OoIl.]*\d)(?=[\d.]*[OoIl])[\dOoIl]+(?:\.[\dOoIl]+)?(?={_UNIT})")
_UNSURE = re.compile(r"(?<![A-Za-z0-9.])(?:\d+[SsBZ]\d*|[SBZ]\d+)(?=[%％‰])")
_MIXED = re.compile(r"\d(?:\.[OoIl]|[OoIlSsBZ])|[OoIlSBZ]\d")
_READ = str.maketrans("OoIl", "0011")


def find_forms(text: str) -> list[Edit]:
    """Return the edits that write letters and digits as standard text does.

    ２０24年 becomes 2024年, ＨＰＶ or НРV with two Cyrillic letters HPV, and 2O24年 2024年 (inferred). In 9S% nobody knows
    the digit: it is flagged. α, O2O模式 and numbers all in full width stay: a page may be set so.
    """
    edits: list[Edit] = []
    chars = chars_of(text)
    if not _WIDE_CHARS.isdisjoint(chars):
        edits += [Edit(*found.span(), found[0].translate(_NARROW), "variant") for found in _WIDE.finditer(text)]
    if not _ALIKE.keys().isdisjoint(chars):
        for found in _FOREIGN.finditer(text):
            if _stands_alone(text, *found.span()) and (len(found[0]) > 1 or found[0] in "АВЕКМНОРСТХ"):
                new = "".join(_ALIKE.get(char, char) for char in found[0])
                edits += [
                    Edit(found.start() + at, found.start() + at + 1, char, "variant")
                    for at, char in enumerate(new)
                    if char != found[0][at]
                ]
    if _LETTERS.isdisjoint(chars) or not _MIXED.search(text):
        return sorted(edits)
    for found in _DIGITS.finditer(text):
        new = found[0].translate(_READ)
        edits += [
            Edit(found.start() + at, found.start() + at + 1, char, "variant", "inferred", 0.9)
            for at, char in enumerate(new)
            if char != found[0][at]
        ]
    edits += [Edit(*found.span(), found[0], "lost", "unrecoverable", None) for found in _UNSURE.finditer(text)]
    return sorted(edits)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether letters that look Latin are no part of a word in their own alphabet."""
    around = text[start - 1 : start] + text[end : end + 1]
    return not _OTHER.search(around)
