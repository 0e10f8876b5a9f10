"""A document's restoration as one file that works offline: no script, everything inlined, contacts masked on both sides."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from compare.errors import BriefError
from compare.knowledge import load_yaml
from compare.ledger.rows import Paragraph, Piece, Record, align_paragraphs, changed_characters, mask, near
from compare.ledger.view import LIMIT, chain, fit, show_paragraphs, visible
from compare.spans import RANKS
from compare.words import Words

CERTAINTIES = ("certain", "inferred", "unrecoverable")
_DOUBTS = 12
_LOST = 40
_SAMPLES = 3
_CONTACTS = {"a contact's number": "", "a contact's name": "[^＊\\s、,，;；。]{0,3}"}
"""Rules of what no page may hold that speak of contacts, and what of the words after a match belongs to it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of damage on the page: its name, its counts, and what became what most often."""

    key: str
    name: str
    counts: Mapping[str, int]
    characters: str
    samples: tuple[tuple[str, str, int, int], ...]

    @property
    def total(self) -> int:
        """Return how many repairs are of this kind."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Doubt:
    """One repair a reader should look at first, with the words around it."""

    number: int
    before: str
    piece: Piece
    after: str
    percent: str


def render_ledger(
    document: Record, repairs: Sequence[Record], *, base: int = 0, language: str = "zh", run_id: str = "",
    limit: int = LIMIT,
) -> str:  # fmt: skip
    """Return the page of one document: what was damaged, what became of it, and the whole text side by side.

    Args:
        document: Its row of the documents table.
        repairs: Its rows of the repairs table.
        base: Where the document starts in its file, asked only where nothing was repaired.
        language: Language of the page's own words.
        run_id: Name of the run, printed in the footer.
        limit: Bytes the page may have; a longer document shows its repaired paragraphs first and says what it left out.

    Raises:
        BriefError: The page cannot be made small enough.
    """
    words = Words(language)
    text = str(document["text"])
    paragraphs = mask(align_paragraphs(text, repairs, base), _contact_rules())
    pieces = [piece for paragraph in paragraphs for piece in paragraph.repairs]
    place = f"Restoration of '{document['document_id']}'"
    kinds = _kinds(pieces, _raw_length(paragraphs), words)
    lost = [piece.number for piece in pieces if piece.certainty == "unrecoverable"]
    doubts = _doubts(paragraphs)
    targets = {doubt.number for doubt in doubts} | {number for kind in kinds for *_, number in kind.samples} | set(lost)
    style = _style(kinds)

    def render(rows: Markup) -> str:
        return (
            _environment()
            .get_template("ledger.html.j2")
            .render(
                w=words, document=document, name=name_document(document), kinds=kinds, rows=rows, run_id=run_id, style=Markup(style),
                policy=_policy(style), totals=Counter(piece.certainty for piece in pieces), repairs=len(pieces),
                certainties=CERTAINTIES, doubts=doubts, lost=len(lost), first=lost[0] if lost else None,
                characters=len(text), changed=_percent(changed_characters(pieces), _raw_length(paragraphs)),
                paragraphs=len(paragraphs), repaired=sum(bool(paragraph.repairs) for paragraph in paragraphs),
                visible=visible,
            )
        )  # fmt: skip

    shown = show_paragraphs(paragraphs, words, targets, chain(lost))
    html = render(fit(shown, words, limit - len(render(Markup("")).encode("utf-8"))))
    size = len(html.encode("utf-8"))
    if size > limit:
        raise BriefError(place, f"{size} bytes", f"Keep it under {limit}: the head alone is too large.")
    return html


def name_document(document: Record) -> str:
    """Return what a document is called on the page and in links to it: its region before a title that does not open with it.

    >>> name_document({"document_id": "gz", "title": "2023年全省卫生健康工作要点", "region_zh": "贵州省"})
    '贵州省 · 2023年全省卫生健康工作要点'
    """
    title, region = str(document["title"] or document["document_id"]), str(document.get("region_zh") or "")
    return title if not region or region in title else f"{region} · {title}"


def _raw_length(paragraphs: Sequence[Paragraph]) -> int:
    """Return how many characters of the source the paragraphs cover."""
    return max(sum(paragraph.raw_end - paragraph.raw_start for paragraph in paragraphs), 1)


def _percent(part: int, whole: int) -> str:
    """Return a share in words of the page: one decimal, and what is small but there is not shown as nothing."""
    share = 100 * part / whole
    return "<0.1%" if 0 < share < 0.05 else f"{share:.1f}%"


def _kinds(pieces: Sequence[Piece], length: int, words: Words) -> list[Kind]:
    """Return the kinds of damage found, most frequent first."""
    names = words.group("damage")
    found = []
    for key in RANKS:
        own = [piece for piece in pieces if piece.kind == key]
        if not own:
            continue
        pairs: Counter[tuple[str, str]] = Counter()
        firsts: dict[tuple[str, str], int] = {}
        for piece in own:
            pair = (_brief(piece.raw), _brief(piece.restored))
            pairs[pair] += 1
            firsts.setdefault(pair, piece.number)
        common = sorted(pairs, key=lambda pair: (-pairs[pair], firsts[pair]))[:_SAMPLES]
        samples = tuple((*pair, pairs[pair], firsts[pair]) for pair in common)
        counts = Counter(piece.certainty for piece in own)
        found.append(Kind(key, names.get(key, key), counts, _percent(changed_characters(own), length), samples))
    return sorted(found, key=lambda kind: (-kind.total, kind.key))


def _brief(words: str) -> str:
    """Return words as a sample of their kind: without blanks around, unless they are nothing else."""
    return visible(words.strip() or words, 12)


def _doubts(paragraphs: Sequence[Paragraph]) -> list[Doubt]:
    """Return every repair beyond recovery, as far as a list is still read, then the least sure of the inferred ones."""
    lost: list[tuple[Paragraph, int, Piece]] = []
    inferred: list[tuple[Paragraph, int, Piece]] = []
    for paragraph in paragraphs:
        for index, piece in enumerate(paragraph.pieces):
            if piece.certainty == "unrecoverable" and len(lost) < _LOST:
                lost.append((paragraph, index, piece))
            elif piece.certainty == "inferred":
                inferred.append((paragraph, index, piece))
    inferred.sort(key=lambda entry: (entry[2].confidence if entry[2].confidence is not None else 1.0, entry[2].number))
    found: list[Doubt] = []
    seen: set[tuple[str, str]] = set()
    for paragraph, index, piece in [*lost, *inferred]:
        pair = (piece.raw, piece.restored)
        if piece.certainty == "inferred" and (pair in seen or len(found) >= min(len(lost), _LOST) + _DOUBTS):
            continue
        seen.add(pair)
        before, after = near(paragraph, index, "restored")
        sure = "" if piece.confidence is None or piece.certainty != "inferred" else f"{piece.confidence:.0%}"
        found.append(Doubt(piece.number, before, piece, after, sure))
    return found


@cache
def _contact_rules() -> tuple[re.Pattern[str], ...]:
    """Return the rules by which contacts are found that restoration has left."""
    rules = load_yaml("forbidden.yml")
    return tuple(re.compile(f"(?:{r['pattern']}){_CONTACTS[r['name']]}") for r in rules if r["name"] in _CONTACTS)


def _style(kinds: Sequence[Kind]) -> str:
    """Return the page's style: what a box unticked hides is a rule, so that the page needs no script."""
    keys = [kind.key for kind in kinds]
    off = [f"body:has(#k-{key}:not(:checked)) mark.{key}" for key in keys]
    off += [f"body:has(#c-{key}:not(:checked)) mark.{key}" for key in CERTAINTIES]
    shown = [
        f"body:has(#k-{kind.key}:checked):has(#c-{certainty}:checked) .row.{kind.key}-{certainty}"
        for kind in kinds
        for certainty in CERTAINTIES
        if kind.counts.get(certainty)
    ]
    rules = [_asset("ledger.css")]
    rules.append(",".join(off) + "{background:none;border-color:transparent;color:inherit;outline:0}")
    rules.append(",".join(f"{rule}::after" for rule in off) + "{content:none}")
    if shown:
        rules.append("body:has(#only:checked) .row{display:none}")
        rules.append(",".join(f"body:has(#only:checked){rule[4:]}" for rule in shown) + "{display:grid}")
        rules.append(".row:has(:target){display:grid!important}")
    return "\n".join(rules)


def _policy(style: str) -> str:
    """Return the content security policy: nothing but this style."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _asset(name: str) -> str:
    """Return a packaged asset as text that cannot end its element."""
    text = files("compare.ledger").joinpath("assets", name).read_bytes().decode("utf-8").strip()
    if re.search(r"</(script|style)", text, re.IGNORECASE):
        raise BriefError(f"Asset '{name}'", "it ends its own element", "Escape the closing tag.")
    return text


@cache
def _environment() -> Environment:
    """Return the template's environment: escaping on, unknown names refused."""
    return Environment(
        loader=PackageLoader("compare.ledger", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_text,
    )


def _text(value: Any) -> Any:
    """Return a value for the page; words never carry markup of their own."""
    return value if isinstance(value, (Markup, str, int)) else escape(value)
