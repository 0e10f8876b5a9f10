"""What a page must prove before it is written: every number bound to a record, no damaged or unsafe words."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

from compare.errors import BriefError, examples
from compare.knowledge import load_yaml
from compare.regions import all_regions
from compare.sections import Section, Sentence

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
INLINE = frozenset(("a", "b", "i", "mark", "q", "span", "em", "strong", "output"))
_BREAK = r"\u003cbr\u003e"
"""A line break within a figure's label, as its JSON writes it; words run on across it."""
_DIGIT = re.compile(r"[0-9０-９]")
_COUNTED = re.compile(
    r"[〇零一二三四五六七八九十百千万亿两几]+(?:个(?!人)|项|家|类|份|篇|条|处|地区|成|倍|人次|万人|年(?!度)|分之|张|件(?!套)|所(?!有|以|在|属|谓|需|列|称|涉))"
)


@cache
def region_names() -> frozenset[str]:
    """Return the names that only a record may put into prose: provinces and prefectures by any name, counties by full name."""
    found: set[str] = set()
    for region in all_regions().values():
        if region.admin_level in ("province", "prefecture"):
            found |= {region.region_zh, region.short_zh, region.region_en}
        elif region.admin_level == "county" and len(region.region_zh) > 2:
            found.add(region.region_zh)
    return frozenset(name for name in found if len(name) > 1)


def check_sentence(section: Section, sentence: Sentence, names: frozenset[str] = frozenset()) -> None:
    """Raise where the sentence's own words hold a number or a region's name, or a place has no record.

    Args:
        section: The section whose table fills the sentence.
        sentence: The sentence.
        names: Region names that may only come from a row.
    """
    place = f"Section '{section.id}'"
    words = re.sub(r"\{[^{}]*\}", "\x00", sentence.template)
    loose = [match.group() for match in (*_DIGIT.finditer(words), *_COUNTED.finditer(words))]
    if loose:
        raise BriefError(place, f"numbers without a record in {sentence.template!r}: {examples(loose)}", "Bind each.")
    claimed = sorted(name for name in names if name in words)
    if claimed:
        raise BriefError(place, f"regions without a record in {sentence.template!r}: {examples(claimed)}", "Bind each.")
    wanted = set(re.findall(r"\{([^{}]*)\}", sentence.template))
    missing = sorted(wanted ^ set(sentence.values))
    if missing:
        raise BriefError(place, f"places and values differ in {sentence.template!r}: {examples(missing)}", "Name both.")
    for name, cell in sentence.values.items():
        if not section.value(cell):
            raise BriefError(
                place, f"{name!r} points to row '{cell.row}', column '{cell.column}': no record", "Add it."
            )


def check_page(html: str, place: str) -> None:
    """Raise on the first kind of word that must not be in a page, and on a loose number in its prose."""
    reader = _Reader()
    reader.feed(html)
    whole, restored = "".join(reader.all), "".join(reader.restored)
    for rule in load_yaml("forbidden.yml"):
        text = restored if rule.get("raw_words") else whole
        found = [match.group() for match in re.finditer(rule["pattern"], text)]
        if found:
            raise BriefError(place, f"{rule['name']} {examples(found)}", rule["remedy"])
    loose = [piece for piece in reader.loose if _DIGIT.search(piece)]
    if loose:
        raise BriefError(
            place, f"numbers without a record in the prose: {examples(loose)}", "Bind them to a table row."
        )
    dangling = sorted(reader.links - reader.ids)
    if dangling:
        raise BriefError(place, f"links to nowhere {examples(dangling)}", "Give each its target.")


class _Reader(HTMLParser):
    """Collects a page's text, the prose outside bound values, its ids and its inner links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.all: list[str] = []
        self.restored: list[str] = []
        self.loose: list[str] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self._stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and links, and enter the element."""
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(str(found["id"]))
        if (found.get("href") or "").startswith("#"):
            self.links.add(str(found["href"])[1:])
        for name in ("title", "aria-label", "alt"):
            if found.get(name):
                self.all.append(f"\n{found[name]}\n")
        if tag not in INLINE:
            self.all.append("\n")
        if tag in VOID:
            return
        classes = (found.get("class") or "").split()
        mark = "quiet" if tag in ("script", "style") and found.get("type") != "application/json" else ""
        mark = mark or (
            "raw" if "raw" in classes else "bound" if "data-row" in found else "prose" if "prose" in classes else ""
        )
        self._stack.append(mark)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        if tag not in INLINE:
            self.all.append("\n")
        if tag not in VOID and self._stack:
            self._stack.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text, and what of it is prose outside a bound value."""
        if "quiet" in self._stack:
            return
        data = data.replace(_BREAK, "")
        self.all.append(data)
        self.restored.append("\n" if "raw" in self._stack else data)
        marks = [mark for mark in self._stack if mark in ("bound", "prose")]
        if marks and marks[-1] == "prose" and data.strip():
            self.loose.append(data)
