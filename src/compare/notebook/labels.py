"""Names as readers see them: topics, regions, documents, indicators, values with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from compare.align import indicators
from compare.coding import taxonomy
from compare.notebook.corpus import NATION as NATION
from compare.notebook.corpus import Corpus, Record
from compare.notebook.fitness import fit
from compare.regions import all_regions
from compare.words import Words

_PROPER = ("Greater Bay", "Party", "Chinese")
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "约", "=": "", "range": ""}

_TAIL = re.compile(r"(?<![\d.])\d+\.\d*0(?![\d.])")
"""A number whose last decimal is a nought that its source took the trouble to write."""


@dataclass(frozen=True)
class Labels:
    """Names of one corpus in one language."""

    corpus: Corpus
    words: Words

    @property
    def english(self) -> bool:
        """Return whether labels are English."""
        return self.words.language == "en"

    def region(self, code: str | None) -> str:
        """Return a region's full name."""
        row = all_regions().get(code or "")
        return self.words("region.unknown") if row is None else row.region_en if self.english else row.region_zh

    def short(self, code: str | None) -> str:
        """Return a region's short name, for charts."""
        row = all_regions().get(code or "")
        return self.words("region.unknown") if row is None else row.region_en if self.english else row.short_zh

    def topic(self, code: str) -> str:
        """Return the label of a topic or domain code."""
        return taxonomy.label(code, self.words.language)

    def line(self, code: str) -> tuple[str, ...]:
        """Return the lines of work (业务条线) that a topic belongs to; its domain where none is known."""
        found = taxonomy.find(code)
        line = found.line_zh if isinstance(found, taxonomy.Topic) else None
        if not line:
            return (self.topic(code[0]),)
        names = self.words.group("line") if self.english else {}
        return tuple(names.get(part, part) for part in line.split("、"))

    def named(self, document_id: str) -> str:
        """Return a document as its region and its title."""
        code = self.corpus.document[document_id]["region_code"]
        return self.words("texts.named").format(region=self.region(code), title=self.title(document_id))

    def short_document(self, document_id: str) -> str:
        """Return a document's name in a figure: region, year, and what it is where the region has several."""
        row = self.corpus.document[document_id]
        name = f"{self.short(row['region_code'])} {row['plan_year'] or ''}".strip()
        several = sum(other["region_code"] == row["region_code"] for other in self.corpus.document.values()) > 1
        return f"{name} {self.words('kindshort.' + row['kind'])}" if several and row["kind"] else name

    def title(self, document_id: str) -> str:
        """Return a document's title, or what it is called in the register."""
        row = self.corpus.document[document_id]
        return fit(row["title"] or document_id)

    def date(self, document_id: str) -> str:
        """Return the date a document was issued, else published on a page, else that none is stated."""
        row = self.corpus.document[document_id]
        if row["issued"]:
            return str(row["issued"])
        if row["published"]:
            return self.words("date.published").format(date=row["published"])
        return self.words("date.none")

    def indicator(self, row: Record) -> str:
        """Return the name of a statement's indicator, of the list where it has one."""
        listed = self.corpus.indicator.get(row["indicator_id"] or "")
        if listed is None:
            return fit(str(row["indicator"]))
        return str(listed["name_en"] if self.english else listed["name_zh"])

    def value(self, row: Record) -> str:
        """Return a statement's value as printed: sign, number, unit and denominator close together."""
        return f"{self.number(row)}{self.unit(row)}" if self.readable(row) else self.words("value.unreadable")

    @staticmethod
    def readable(row: Record) -> bool:
        """Return whether at least one bound of a statement can be read."""
        return row["value"] is not None or row["value_max"] is not None

    def number(self, row: Record) -> str:
        """Return a statement's sign and number without its unit; a number that cannot be read is said so."""
        if not self.readable(row):
            return self.words("value.unreadable")
        lower, upper = row["value"], row["value_max"]
        if lower is not None and upper is not None and upper != lower:
            number = f"{self._written(row, lower)}—{self._written(row, upper)}"
        else:
            number = self._written(row, lower if lower is not None else upper)
        sign = _SIGNS.get(row["comparator"] or "=", "")
        sign = self.words("value.about") if sign == "约" else sign
        return f"{sign}{number}"

    def _written(self, row: Record, value: float) -> str:
        """Return a number with the decimals its source wrote (4.0, not 4); without a source, as people write it."""
        document = self.corpus.document.get(row.get("document_id") or "")
        start, end = row.get("value_text_start"), row.get("value_text_end")
        if document is not None and start is not None:
            for found in _TAIL.findall(document["text"][start:end]):
                if float(found) == value:
                    return f"{printed(float(int(value)))}.{found.partition('.')[2]}" if value >= 1 else str(found)
        return printed(value)

    def unit(self, row: Record) -> str:
        """Return a statement's unit with its denominator, spaced as the unit wants."""
        unit = row["unit"] or ""
        one = row["value"] == 1 and row["value_max"] in (None, 1)
        if unit in ("%", "‰", "℃"):
            return unit
        per = row["denominator"] or ""
        if self.english:
            forms = self.words.group("unit").get(unit, unit).split("|")
            unit = forms[0] if one else forms[-1]
            per = self.words.group("per").get(per, per)
            return (
                f" {unit} per {per}".replace("  ", " ")
                if per and len(per) <= 24
                else f" {unit.strip()}"
                if unit
                else ""
            )
        if not unit or unit.startswith(("/", " ")):
            return unit
        return f" {unit}/{per}" if per and len(per) <= 8 else f" {unit}"

    def when(self, row: Record) -> str:
        """Return a statement's year or period and whether it is a target or a result."""
        half = re.fullmatch(r"(\d{4})([HQ]\d)", row["period"] or "")
        if half:
            period = self.words(f"period.{half[2]}").format(year=half[1])
            return self.words(f"when.{row['kind']}_period").format(period=period)
        year = row["period"] or row["deadline"] or ""
        return (
            self.words(f"when.{row['kind']}").format(year=year).strip()
            if year
            else self.words(f"when.{row['kind']}_undated")
        )


def in_sentence(name: str) -> str:
    """Return a topic's or an indicator's English name as it stands in a sentence; proper names, acronyms, other words stay.

    >>> in_sentence("Digital health"), in_sentence("TCM services"), in_sentence("Zhuji 2023")
    ('digital health', 'TCM services', 'Zhuji 2023')
    >>> in_sentence("Childcare places per thousand people"), in_sentence("HIV prevalence")
    ('childcare places per thousand people', 'HIV prevalence')
    """
    stays = name not in _listed_names() or name[1:2].isupper() or name.startswith(_PROPER)
    return name if stays else name[:1].lower() + name[1:]


@cache
def _listed_names() -> frozenset[str]:
    """Return the English names of topics, domains and indicators."""
    domains = (domain.code for domain in taxonomy.taxonomy().domains)
    topics = (taxonomy.label(code, "en") for code in (*taxonomy.codes(), *domains))
    return frozenset((*topics, *indicators()["name_en"]))


def printed(value: float | None) -> str:
    """Return a number as people write it: no trailing zeros, thousands grouped from five digits on.

    >>> printed(28000.0), printed(3.3), printed(1900.0)
    ('28 000', '3.3', '1900')
    """
    if value is None:
        return ""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    whole, _, rest = text.partition(".")
    if len(whole.lstrip("-")) > 4:
        whole = f"{int(whole):,}".replace(",", " ")
    return f"{whole}.{rest}" if rest else whole
