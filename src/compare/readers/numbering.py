"""Automatic numbers of Word: what numbering.xml and styles.xml make a reader see before a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def chinese(number: int) -> str:
    """Return a number up to 9999 in Chinese.

    >>> chinese(10), chinese(21), chinese(105), chinese(1010)
    ('十', '二十一', '一百零五', '一千零一十')
    """
    text = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += _DIGITS[digit] + unit
        elif text and number and not text.endswith("零"):
            text += "零"
    return re.sub("^一十", "十", text) or "零"


def roman(number: int) -> str:
    """Return a number as a Roman numeral in capitals."""
    text = ""
    signs = [
        "M",
        "1000",
        "CM",
        "900",
        "D",
        "500",
        "CD",
        "400",
        "C",
        "100",
        "XC",
        "90",
        "L",
        "50",
        "XL",
        "40",
        "X",
        "10",
        "IX",
        "9",
        "V",
        "5",
        "IV",
        "4",
        "I",
        "1",
    ]
    for sign, value in zip(signs[::2], map(int, signs[1::2]), strict=True):
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letters(number: int, first: str) -> str:
    """Return a, b, … z, aa, bb, … as Word counts by letters."""
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def render(number: int, style: str) -> str:
    """Return ``number`` in a number format of Word; a bullet or an unknown picture is nothing, the rest is decimal.

    >>> render(3, "chineseCountingThousand"), render(12, "decimalEnclosedCircle"), render(4, "upperRoman")
    ('三', '⑫', 'IV')
    """
    if style in ("bullet", "none") or number < 0 or number > 9999:
        return ""
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese(number).translate(_FORMAL)
    if style.startswith(("chineseCounting", "japaneseCounting", "taiwaneseCounting", "koreanCounting")):
        return chinese(number)
    if style in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return str(number).translate({ord(str(digit)): sign for digit, sign in enumerate("〇" + _DIGITS[1:])})
    if style.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if style == "decimalEnclosedParen" and 1 <= number <= 20:
        return chr(0x2474 + number - 1)
    if style.startswith("decimalFullWidth"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if number and style in ("lowerLetter", "upperLetter"):
        return _letters(number, "a" if style == "lowerLetter" else "A")
    if number and style in ("lowerRoman", "upperRoman"):
        return roman(number).lower() if style == "lowerRoman" else roman(number)
    if number and style == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if number and style == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    return f"{number:02d}" if style == "decimalZero" else str(number)


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, its number format, its text (第%1章), what follows it."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    after: str = "tab"
    legal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None


@dataclass
class Numbering:
    """The lists of one document and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    uses: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None, str | None]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: Any) -> str:
        """Return the number before the paragraph, after counting it; empty where it has none."""
        use, level = self._place(paragraph)
        if use is None or use not in self.uses:
            return ""
        name, changed, starts = self.uses[use]
        levels = {**self.lists.get(name, {}), **changed}
        if level not in levels:
            return ""
        counts = self.counts.setdefault(name, {})
        if level in starts and (use, level) not in self.begun:
            counts[level] = starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self.begun.add((use, level))
        for deeper in [other for other in counts if other > level]:
            if levels.get(deeper, Level()).restart != 0:
                del counts[deeper]
        return self._written(levels, counts, level)

    def _written(self, levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
        own = levels[level]
        if own.style == "bullet":
            return ""

        def fill(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = levels.get(place, Level())
            return render(counts.get(place, other.start), "decimal" if own.legal else other.style)

        text = re.sub(r"%([1-9])", fill, own.text)
        return text + " " if text and own.after != "nothing" and text[-1] not in "、，．.：:)）〕】]" else text

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and level of a paragraph: its own, else its style's or that of the styles below it."""
        properties = paragraph.find(f"{W}pPr")
        use, level = _numbered(properties)
        style = _value(properties, "pStyle") or "" if properties is not None else ""
        seen: set[str] = set()
        while (use is None or level is None) and style in self.styles and style not in seen:
            seen.add(style)
            inherited, at, based_on = self.styles[style]
            if use is None and inherited is not None:
                use = inherited
                level = at if level is None else level
                level = self._level_of(use, style) if level is None else level
            style = based_on or ""
        return (None if use == "0" else use), level or 0

    def _level_of(self, use: str, style: str) -> int | None:
        levels = self.lists.get(self.uses[use][0], {}) if use in self.uses else {}
        return next((level for level, own in levels.items() if own.paragraph_style == style), None)


def read_numbering(numbering: Any | None, styles: Any | None) -> Numbering:
    """Return the lists that a document's parts define; either part may be missing."""
    found = Numbering()
    for style in styles.iter(f"{W}style") if styles is not None else ():
        use, level = _numbered(style.find(f"{W}pPr"))
        found.styles[style.get(f"{W}styleId", "")] = (use, level, _value(style, "basedOn"))
        if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
            found.styles.setdefault("", (use, level, None))
    if numbering is None:
        return found
    links: dict[str, str] = {}
    for one in numbering.iter(f"{W}abstractNum"):
        name = one.get(f"{W}abstractNumId", "")
        found.lists[name] = {int(level.get(f"{W}ilvl", "0")): _level(level) for level in one.iterchildren(f"{W}lvl")}
        if link := _value(one, "numStyleLink"):
            links[name] = link
    for one in numbering.iter(f"{W}num"):
        changed: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for other in one.iterchildren(f"{W}lvlOverride"):
            level = int(other.get(f"{W}ilvl", "0"))
            if other.find(f"{W}lvl") is not None:
                changed[level] = _level(other.find(f"{W}lvl"))
            if (start := _value(other, "startOverride")) is not None:
                starts[level] = _whole(start, 1)
        found.uses[one.get(f"{W}numId", "")] = (_value(one, "abstractNumId") or "", changed, starts)
    for name, style_name in links.items():
        linked = found.uses.get((found.styles.get(style_name) or (None,))[0] or "")
        if linked and not found.lists[name]:
            found.lists[name] = found.lists.get(linked[0], {})
    return found


def _level(element: Any) -> Level:
    legal = element.find(f"{W}isLgl")
    restart = _value(element, "lvlRestart")
    return Level(
        start=_whole(_value(element, "start"), 0),
        style=_value(element, "numFmt") or _alternate(element) or "decimal",
        text=_value(element, "lvlText") or "",
        after=_value(element, "suff") or "tab",
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false"),
        restart=_whole(restart, 0) if restart is not None else None,
        paragraph_style=_value(element, "pStyle"),
    )


def _alternate(element: Any) -> str | None:
    """Return a number format that stands inside alternate content."""
    inner = next(element.iter(f"{W}numFmt"), None)
    return str(inner.get(f"{W}val")) if inner is not None else None


def _numbered(properties: Any | None) -> tuple[str | None, int | None]:
    own = properties.find(f"{W}numPr") if properties is not None else None
    if own is None:
        return None, None
    level = _value(own, "ilvl")
    return _value(own, "numId"), _whole(level, 0) if level is not None else None


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(f"{W}{name}")
    return child.get(f"{W}val") if child is not None else None


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default
