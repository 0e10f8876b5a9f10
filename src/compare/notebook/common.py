"""Sections that several notebooks share: texts and status, coverage, reliability, method and citation."""

from __future__ import annotations

import polars as pl

from compare.knowledge import load_yaml
from compare.notebook.corpus import Corpus
from compare.notebook.desks import Across
from compare.notebook.display import Desk, Shown
from compare.notebook.dues import spoken_date
from compare.notebook.fitness import fit
from compare.notebook.parameters import Parameters, RegionParameters, WideParameters
from compare.sections import Row


def texts_section(desk: Desk, document_ids: list[str]) -> Shown:
    """Return a row per text: title, date, kind, completeness, what copy it is; and for which years they speak."""
    corpus, words = desk.corpus, desk.words
    rows = []
    for document_id in document_ids:
        row = corpus.document[document_id]
        copy = "official" if row["is_official_copy"] else "unknown" if row["is_official_copy"] is None else "repost"
        status = [words(f"copy.{copy}"), words(f"completeness.{row['completeness'] or 'full'}")]
        cells = {
            "title": desk.labels.named(document_id),
            "date": desk.labels.date(document_id),
            "kind": words(f"kind.{row['kind'] or 'unknown'}"),
            "status": words("list.comma").join(status),
            "measures": words.fill("texts.count", n=corpus.count(document_id)),
        }
        rows.append(Row(id=document_id, cells=cells))
    stated = (corpus.document[d][name] for d in document_ids for name in ("plan_year", "reports_year"))
    years = sorted({year for year in stated if year})
    span = f"{years[0]}—{years[-1]}" if len(years) > 1 else str(years[0]) if years else words("texts.no_year")
    unofficial = sum(not corpus.document[d]["is_official_copy"] for d in document_ids)
    as_of = spoken_date(corpus, desk.parameters, document_ids)
    facts = {"n": str(len(rows)), "years": span, "unofficial": str(unofficial), "as_of": as_of}
    places = ("years", "as_of") if as_of else ("years",)
    reflects = desk.say("texts.years" if as_of else "texts.years_only", **{name: ("facts", name) for name in places})
    return desk.section(
        "texts",
        "texts",
        title=desk.say(copies_key("texts.title", corpus, document_ids), n=("facts", "n"), unofficial=("facts", "unofficial")),
        sentences=(reflects,),
        columns=desk.columns("texts", "title", "date", "kind", "status", "measures"),
        rows=rows,
        facts=facts,
    )


def copies_key(key: str, corpus: Corpus, document_ids: list[str]) -> str:
    """Return the words' key; where nobody said whether a text is an official copy, the one that says so."""
    unverified = any(corpus.document[d]["is_official_copy"] is None for d in document_ids)
    return f"{key}_unverified" if unverified else key


def reliability_section(desk: Desk, document_ids: list[str]) -> Shown:
    """Return in one line how reliable the page is: coding and numbers as measured, repairs, unreadable numbers."""
    corpus = desk.corpus
    repairs = corpus.repairs.filter(pl.col("document_id").is_in(document_ids))
    facts = {
        "inferred": str(repairs.filter(pl.col("certainty") == "inferred").height),
        "repairs": str(repairs.height),
        "lost": str(repairs.filter(pl.col("certainty") == "unrecoverable").height),
        "unreadable": desk.covered(document_ids)["unreadable"],
        **{name: value for name, value in measured_accuracy().items() if name in ("topic_right", "targets_found")},
    }
    return desk.section(
        "reliability",
        "reliability",
        title=desk.say("reliability.title"),
        sentences=(desk.say("reliability.line", **{name: ("facts", name) for name in facts}),),
        facts=facts,
    )


def measured_accuracy() -> dict[str, str]:
    """Return what was measured on texts of regions the rules had not seen, as percent."""
    known = load_yaml("accuracy.yml")
    names = ("units_found", "topic_right", "domain_right", "targets_found", "targets_complete")
    return {name: f"{100 * float(known[name]):.0f}%" for name in names}


def method_section(desk: Desk, document_ids: list[str]) -> Shown:
    """Return how the page was made, and each text's citation in GB/T 7714 form."""
    rows = [Row(id=d, cells={"citation": citation(desk, d)}) for d in document_ids]
    sentences = tuple(desk.say(key) for key in ("method.restore", "method.code", "method.compare"))
    return desk.section(
        "method",
        "method",
        title=desk.say("method.title"),
        sentences=sentences,
        columns=desk.columns("method", "citation"),
        rows=rows,
    )


def citation(desk: Desk, document_id: str) -> str:
    """Return a document's citation in the form of GB/T 7714—2015."""
    row = desk.corpus.document[document_id]
    issuer = fit(row["issuer"] or "") or desk.labels.region(row["region_code"])
    number = f"：{row['doc_no']}" if row["doc_no"] else ""
    date = row["issued"] or (f"({row['published']})" if row["published"] else "")
    return f"{issuer}. {desk.labels.title(document_id)}{number}[Z]. {date}".strip() + "."


def _chosen(corpus: Corpus, parameters: Parameters) -> list[str]:
    """Return the documents a notebook speaks of: its region's, those of its list, else all."""
    if isinstance(parameters, RegionParameters):
        return corpus.documents_of(parameters.region_code)
    if isinstance(parameters, WideParameters):
        return Across(corpus, parameters).texts
    named = getattr(parameters, "document_ids", None)
    return [document_id for document_id in corpus.ordered if not named or document_id in named]


def texts(corpus: Corpus, parameters: Parameters) -> Shown:
    """Return which texts a notebook reads, their dates and what copies they are."""
    desk = Across(corpus, parameters) if isinstance(parameters, WideParameters) else Desk(corpus, parameters)
    return texts_section(desk, _chosen(corpus, parameters))


def reliability(corpus: Corpus, parameters: Parameters) -> Shown:
    """Return how reliable a notebook's figures are, in one line."""
    return reliability_section(Desk(corpus, parameters), _chosen(corpus, parameters))


def method(corpus: Corpus, parameters: Parameters) -> Shown:
    """Return the method in three sentences and each text's citation in GB/T 7714 form."""
    return method_section(Desk(corpus, parameters), _chosen(corpus, parameters))
