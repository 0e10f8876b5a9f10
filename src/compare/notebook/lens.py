"""A researcher's lenses in the notebooks: a filter on measures, and rows of their own in every matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from compare.charts.emphasis import Series
from compare.errors import ParameterError
from compare.notebook.corpus import Corpus
from compare.notebook.display import Desk
from compare.notebook.parameters import Parameters
from compare.notebook.profile import percent, settings
from compare.notebook.review import project_root
from compare.overlap import coded
from compare.review.lenses import Lens, look_through, read_lenses
from compare.sections import Row


def lenses() -> list[Lens]:
    """Return the project's lenses, by name."""
    return read_lenses(project_root())


def through_lens(corpus: Corpus, parameters: Parameters) -> Corpus:
    """Return the corpus as the lenses that the parameters name see it; no lens named: as it is.

    Measures that none of them sees are left out, and with them their statements; documents and regions stay, and so does the
    ``whole``, on which silence is judged.

    Raises:
        ParameterError: There is no such lens, or it sees no measure.
    """
    names: list[str] = getattr(parameters, "lens", [])
    if not names:
        return corpus
    chosen = [_named(name) for name in names]
    seen = look_through(corpus.measures, chosen).filter(pl.any_horizontal(lens.column for lens in chosen))
    kept = seen.select(corpus.measures.columns)
    if not coded(kept).height:
        raise ParameterError("Parameter 'lens'", f"{', '.join(names)} sees no measure", "Add terms to it.")
    ids = kept["measure_id"].implode()
    return replace(
        corpus, measures=kept, targets=corpus.targets.filter(pl.col("measure_id").is_in(ids)),
        commitments=corpus.commitments.filter(pl.col("measure_id").is_in(ids)), beneath=corpus,
    )  # fmt: skip


def lens_shares(desk: Desk, texts: list[Series]) -> tuple[list[Series], dict[str, str]]:
    """Return the texts' shares with those that each lens sees, and the lenses' labels by code; notebooks without lenses: none."""
    if not _has_lenses(desk.parameters):
        return texts, {}
    found = lenses()
    chosen = settings(desk)
    frame = coded(desk.corpus.measures, exclude_domains=chosen["exclude_domains"], stance=chosen["stance"])
    weights = pl.lit(1) if chosen["weight"] == "measures" else pl.col("characters")
    seen = look_through(frame.with_columns(weights.alias("weight")), found)
    label_of = {d: desk.labels.short_document(d) for d in desk.corpus.ordered}
    sums: dict[str, dict[str, float]] = {}
    for document_id, label in label_of.items():
        own = seen.filter(pl.col("document_id") == document_id)
        base = max(int(own["weight"].sum()), 1)
        sums[label] = {lens.column: int(own.filter(pl.col(lens.column))["weight"].sum()) / base for lens in found}
    labels = {lens.column: lens_label(desk, lens) for lens in found}
    return [replace(s, shares={**s.shares, **sums[s.label]}) for s in texts], labels


def lens_rows(texts: list[Series], labels: Mapping[str, str]) -> list[Row]:
    """Return a row per lens with each text's share under ``d0``, ``d1`` and so on."""
    return [
        Row(
            id=code,
            cells={"topic": label, **{f"d{i}": percent(s.shares.get(code, 0.0)) for i, s in enumerate(texts)}},
        )
        for code, label in labels.items()
    ]


def _has_lenses(parameters: Parameters) -> bool:
    """Return whether a notebook takes lenses."""
    return "lens" in type(parameters).model_fields


def lens_cells(parameters: Parameters, desk: Desk, text: str) -> dict[str, str]:
    """Return a mark per lens that sees a measure, by column; notebooks without lenses: none."""
    if not _has_lenses(parameters):
        return {}
    return {lens.column: desk.words("browse.yes") if lens.sees(text) else "" for lens in lenses()}


def lens_columns(parameters: Parameters, desk: Desk) -> dict[str, str]:
    """Return the lenses' labels by column; notebooks without lenses: none."""
    return {lens.column: lens_label(desk, lens) for lens in lenses()} if _has_lenses(parameters) else {}


def lens_label(desk: Desk, lens: Lens) -> str:
    """Return a lens's label, marked as the researcher's own."""
    return desk.words("lens.label").format(label=lens.label_en if desk.labels.english else lens.label_zh)


def expand_terms(words: Iterable[str]) -> list[str]:
    """Return terms, a lens's in place of its name."""
    known = {lens.name: lens.terms for lens in lenses()}
    return [term for word in words for term in known.get(word, (word,))]


def _named(name: str) -> Lens:
    """Return a lens by its name.

    Raises:
        ParameterError: There is no such lens.
    """
    known = {lens.name: lens for lens in lenses()}
    if name not in known:
        raise ParameterError(
            "Parameter 'lens'", f"no lens '{name}'", f"Lenses: {', '.join(known) or 'none'}; add lenses/{name}.yml."
        )
    return known[name]
