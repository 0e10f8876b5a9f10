"""Views of the corpus and its restoration: repairs by kind, raw and restored words side by side."""

from __future__ import annotations

from collections import Counter

import polars as pl
from markupsafe import Markup, escape

from compare.charts import repairs_bars
from compare.ledger.view import visible
from compare.notebook.corpus import Corpus, Record
from compare.notebook.display import Desk, Shown
from compare.notebook.outputs import without_mathematics
from compare.notebook.parameters import CorpusParameters
from compare.sections import Row
from compare.store import tables_folder

CERTAINTIES = ("certain", "inferred", "unrecoverable")
_STYLE = (
    ".side{display:grid;grid-template-columns:1fr 1fr;gap:.4rem 1.4rem;line-height:1.8;max-width:72rem}"
    ".side mark{padding:0 .1em;color:inherit;background:transparent}"
    ".side .certain{border-bottom:2px solid #2f6db5}.side .inferred{border-bottom:2px dashed #dc7800}"
    ".side .unrecoverable{border-bottom:2px dotted #c80c64}"
)


def repairs_overview(corpus: Corpus, parameters: CorpusParameters) -> Shown:
    """Return how many repairs each text needed, by kind of damage and certainty."""
    desk = Desk(corpus, parameters)
    chosen = [d for d in corpus.ordered if not parameters.document_ids or d in parameters.document_ids]
    frame = _filtered(corpus, parameters).filter(pl.col("document_id").is_in(chosen))
    counts = Counter(frame.select("document_id", "kind", "certainty").iter_rows())
    rows = [
        Row(
            id=f"{d}-{kind}-{certainty}",
            cells={
                "text": desk.labels.short_document(d),
                "kind": _kind(desk, kind),
                "certainty": desk.words(f"certainty.{certainty}"),
                "n": str(counts[d, kind, certainty]),
            },
        )
        for d, kind, certainty in sorted(counts, key=lambda key: (chosen.index(key[0]), -counts[key], key))
    ]
    totals = {c: str(frame.filter(pl.col("certainty") == c).height) for c in CERTAINTIES}
    facts = {"n": str(frame.height), "texts": str(len(chosen)), **totals}
    bars = [(desk.words(f"certainty.{c}"), [_sum(counts, d, c) for d in chosen]) for c in CERTAINTIES]
    return desk.section(
        "repairs",
        "finding",
        title=desk.say(
            "repairs.title", **{name: ("facts", name) for name in ("texts", "n", "inferred", "unrecoverable")}
        ),
        rows=rows,
        facts=facts,
        columns=desk.columns("repairs", "text", "kind", "certainty", "n", numeric=("n",)),
        figure=repairs_bars([desk.labels.short_document(d) for d in chosen], bars) if frame.height else None,
        reading=desk.say("repairs.reading"),
        covers=chosen,
    )


class SideBySide:
    """Raw and restored words of each paragraph that was repaired; shows itself as HTML, escaped."""

    def __init__(self, html: Markup, plain: str) -> None:
        self._html = html
        self._plain = plain

    def __repr__(self) -> str:
        return self._plain

    def _repr_html_(self) -> str:
        """Return the view as HTML."""
        return without_mathematics(str(self._html))


def side_by_side(corpus: Corpus, parameters: CorpusParameters, paragraphs: int = 12) -> SideBySide:
    """Return raw and restored words side by side, repairs underlined by certainty, with boxes to hide a certainty.

    Args:
        corpus: The tables.
        parameters: Which documents, kinds and certainties to show; no document named: the first that has repairs.
        paragraphs: Most paragraphs to show per document.
    """
    desk = Desk(corpus, parameters)
    frame = _filtered(corpus, parameters)
    repaired = [d for d in corpus.ordered if frame.filter(pl.col("document_id") == d).height]
    chosen = [d for d in repaired if d in parameters.document_ids] or repaired[:1]
    pieces = [Markup("<style>{}</style>").format(Markup(_STYLE + _hiding())), _boxes(desk)]
    for document_id in chosen:
        own = frame.filter(pl.col("document_id") == document_id).sort("text_start", "text_end", "raw_start").to_dicts()
        pieces.append(Markup("<h4>{}</h4>").format(desk.labels.title(document_id)))
        pieces += _pairs(corpus.document[document_id]["text"], own, paragraphs, desk)
        pieces.append(_whole(desk, document_id))
    html = Markup('<div class="policy-compare-side">{}</div>').format(Markup("").join(pieces))
    return SideBySide(html, desk.words("repairs.side").format(n=frame.height))


def _whole(desk: Desk, document_id: str) -> Markup:
    """Return the link to the document's page of restoration: of the same run, or of the last one where none is under way."""
    folder = "../restoration" if tables_folder().name == "tables" else "../reports/latest/restoration"
    link = Markup('<p>{}<a href="{}/{}.html">{}</a></p>')
    return link.format(desk.words("ledger.notebook"), folder, document_id, desk.labels.title(document_id))


def _filtered(corpus: Corpus, parameters: CorpusParameters) -> pl.DataFrame:
    """Return the repairs of the asked kinds and certainties."""
    frame = corpus.repairs
    for name, wanted in (("kind", parameters.kinds), ("certainty", parameters.certainty)):
        if wanted:
            frame = frame.filter(pl.col(name).is_in(wanted))
    return frame


def _sum(counts: Counter[tuple[str, str, str]], document_id: str, certainty: str) -> int:
    """Return the number of a document's repairs of one certainty."""
    return sum(number for (d, _, c), number in counts.items() if d == document_id and c == certainty)


def _kind(desk: Desk, kind: str) -> str:
    """Return the name of a kind of damage, itself where the catalogue has none."""
    return desk.words.group("damage").get(kind, kind)


def _hiding() -> str:
    """Return the rules by which an unticked box hides its certainty's marks."""
    return "".join(
        f".policy-compare-side:has(input[name={c}]:not(:checked)) mark.{c}{{border:0;opacity:.45}}" for c in CERTAINTIES
    )


def _boxes(desk: Desk) -> Markup:
    """Return the boxes that show or hide a certainty."""
    box = Markup('<label style="margin-right:1.2em"><input type="checkbox" name="{}" checked> {}</label>')
    return Markup("<p>{}</p>").format(Markup("").join(box.format(c, desk.words(f"certainty.{c}")) for c in CERTAINTIES))


def _pairs(text: str, repairs: list[Record], most: int, desk: Desk) -> list[Markup]:
    """Return a row of two cells per repaired paragraph: raw words left, restored words right."""
    made: list[Markup] = []
    start = 0
    for paragraph in text.splitlines(keepends=True):
        end = start + len(paragraph)
        inside = [r for r in repairs if start <= r["text_start"] and r["text_end"] <= end and r["text_start"] < end]
        if inside and len(made) < most:
            row = Markup('<div class="side"><div lang="zh-Hant">{}</div><div lang="zh-Hans">{}</div></div><hr>')
            made.append(
                row.format(
                    _marked(text, start, end, inside, "raw", desk), _marked(text, start, end, inside, "restored", desk)
                )
            )
        start = end
    return made


def _marked(text: str, start: int, end: int, repairs: list[Record], side: str, desk: Desk) -> Markup:
    """Return one side of a paragraph with each repair marked by its certainty, its kind as hover text."""
    pieces: list[Markup] = []
    place = start
    for repair in repairs:
        if repair["text_start"] < place:
            continue
        mark = Markup('<mark class="{}" title="{}">{}</mark>')
        words = visible(repair[side]) or ("∅" if side == "restored" else "")
        pieces += [
            escape(text[place : repair["text_start"]]),
            mark.format(repair["certainty"], _kind(desk, repair["kind"]), words),
        ]
        place = repair["text_end"]
    return Markup("").join([*pieces, escape(text[place:end])])
