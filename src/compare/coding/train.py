"""Training, on request only: hand-coded units, packaged examples and the lexicon's terms to a coder as plain data."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import Ridge

from compare.coding.blend import Blend, write_blend
from compare.coding.coder import Coder, code, is_frame
from compare.coding.evidence import KINDS, gather
from compare.coding.gold import Text, Unit, match
from compare.coding.lexicon import GAP, lexicon_files
from compare.coding.linear import DECIMALS, LinearModel, index_grams, write_weights
from compare.coding.ngrams import LENGTHS, Keys, extract, pack
from compare.coding.pieces import cut
from compare.coding.tally import Scores
from compare.coding.taxonomy import NO_MEASURE, codes
from compare.errors import KnowledgeError
from compare.knowledge import load_csv
from compare.structure import Clause

TERM_WEIGHTS = {"decisive": 0.5, "strong": 0.35, "plain": 0.15}
"""What a term of the lexicon counts as a training text beside a hand-coded one."""

HAND_WEIGHT = 1.5
"""What a hand-coded unit counts beside a packaged example."""

STIFFNESS = 0.5
FOLDS = 5
_KNOTS = 7
_EXAMPLES = "coding/examples"


@dataclass(frozen=True, slots=True)
class Row:
    """One training text: its words, the words above it, its code, what it counts, the group it is held out with."""

    words: str
    heading: str
    code: str
    weight: float
    group: str


def read_examples() -> list[Row]:
    """Return the packaged examples, dealt into folds by turns.

    Raises:
        KnowledgeError: An example has an unknown code.
    """
    rows: list[Row] = []
    folder = files("compare.knowledge").joinpath(_EXAMPLES)
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv")):
        for line, row in enumerate(load_csv(f"{_EXAMPLES}/{name}"), start=2):
            if row["primary"] not in codes():
                raise KnowledgeError(f"Examples '{name}', line {line}", f"unknown code '{row['primary']}'", "Mend it.")
            fold = f"examples-{len(rows) % FOLDS}"
            rows.append(Row(row["text"], row["heading"] or "", row["primary"], 1.0, fold))
    return rows


def read_terms() -> list[Row]:
    """Return the lexicon's telling terms as short training texts."""
    return [
        Row(term.replace(GAP, ""), "", topic, TERM_WEIGHTS[tier], "terms")
        for content in lexicon_files().values()
        for topic, tiers in content.items()
        for tier, value in tiers.items()
        if tier in TERM_WEIGHTS and topic in codes()
        for term in value.split()
    ]


def gold_rows(texts: Sequence[Text], units: Iterable[Unit]) -> list[Row]:
    """Return the hand-coded units as training texts, grouped by region."""
    by_id = {text.document_id: text for text in texts}
    rows = []
    for unit in units:
        text = by_id[unit.document_id]
        rows.append(Row(text.text[unit.start : unit.end], unit.heading, unit.primary, HAND_WEIGHT, text.region))
    return rows


def fit_linear(rows: Sequence[Row]) -> LinearModel:
    """Return a linear model of the rows: ridge regression on each code, weights rounded as they are shipped."""
    spans, place = [], 0
    for row in rows:
        spans.append((place, place + len(row.words)))
        place += len(row.words) + 1
    text = "\n".join(row.words for row in rows)
    row_of, grams = extract(text, spans)
    keys = _vocabulary(text, grams)
    matrix = index_grams(keys, row_of, grams, len(rows))
    index = {name: number for number, name in enumerate(codes())}
    wanted = np.full((len(rows), len(index)), -1.0)
    wanted[np.arange(len(rows)), [index[row.code] for row in rows]] = 1.0
    ridge = Ridge(alpha=STIFFNESS, solver="sparse_cg", tol=1e-5, max_iter=2000)
    ridge.fit(matrix, wanted, sample_weight=[row.weight for row in rows])
    weights = np.round(ridge.coef_.T, DECIMALS).astype(np.float32)
    return LinearModel(keys, weights, np.round(ridge.intercept_, DECIMALS).astype(np.float32))


def _vocabulary(text: str, grams: Keys) -> Keys:
    """Return the n-grams worth a weight: those that come twice, and the words that jieba finds."""
    words = {word for word in _tokenizer().cut(text, HMM=False) if len(word) in LENGTHS and not word.isspace()}
    known, counts = np.unique(grams, return_counts=True)
    packed = np.array(sorted(pack(word) for word in words), dtype=np.uint64)
    return known[(counts >= 2) | np.isin(known, packed)]


@cache
def _tokenizer() -> Any:
    """Return a tokenizer of our own, so that nobody's dictionary or shared cache file has a say."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as private:
        tokenizer.tmp_dir = private
        tokenizer.initialize()
    return tokenizer


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Clauses with known codes: their scores by kind of evidence, and the index of the code."""

    kinds: dict[str, Scores]
    labels: NDArray[np.int64]


def fit_blend(sheets: Sequence[_Sheet]) -> Blend:
    """Return the blend under which the known codes of held-out clauses are likeliest."""
    kinds = np.stack([np.concatenate([np.minimum(sheet.kinds[kind], 9.0) for sheet in sheets]) for kind in KINDS])
    labels = np.concatenate([sheet.labels for sheet in sheets])
    nothing = codes().index(NO_MEASURE)
    rows = np.arange(len(labels))

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = np.tensordot(values[:-1], kinds, axes=1)
        logits[:, nothing] += values[-1]
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        shares = odds / odds.sum(axis=1, keepdims=True)
        gap = shares.copy()
        gap[rows, labels] -= 1.0
        slope = np.array([*(float((gap * kind).sum()) for kind in kinds), float(gap[:, nothing].sum())])
        return float(-np.log(shares[rows, labels] + 1e-12).mean()), slope / len(labels)

    start = np.append(np.full(len(KINDS), 0.5), 0.5)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(KINDS) + [(None, None)])
    return Blend(weights=tuple(round(float(value), 3) for value in found.x[:-1]), nothing=round(float(found.x[-1]), 3))


def train(
    texts: Sequence[Text], units: Sequence[Unit], without: str | None = None,
    report: Callable[[str], None] = lambda words: None,
) -> Coder:  # fmt: skip
    """Return a coder trained on the documents' hand-coded units, the packaged examples and the lexicon's terms.

    Args:
        texts: The documents.
        units: Their hand-coded units with spans.
        without: A region whose units are left out of everything.
        report: Told what is done, in words.
    """
    kept = [text for text in texts if text.region != without]
    ids = {text.document_id for text in kept}
    held = [unit for unit in units if unit.document_id in ids]
    rows = [*gold_rows(kept, held), *read_examples(), *read_terms()]
    groups = sorted({row.group for row in rows} - {"terms"})
    sheets, drafts = [], {}
    for group in groups:
        report(f"holding out {group}")
        drafts[group] = fit_linear([row for row in rows if row.group != group])
        sheets += [_text_sheet(text, held, drafts[group]) for text in kept if text.region == group]
        sheets += [_example_sheet([row for row in rows if row.group == group], drafts[group])]
    blend = fit_blend([sheet for sheet in sheets if len(sheet.labels)])
    checks = [
        check
        for text in kept
        for check in _check(
            text, [u for u in held if u.document_id == text.document_id], Coder(drafts[text.region], blend)
        )
    ]
    report("fitting all")
    return Coder(fit_linear(rows), _calibrate(blend, checks))


def _text_sheet(text: Text, units: Sequence[Unit], model: LinearModel) -> _Sheet:
    """Return the clauses of a document that a hand-coded unit covers."""
    clauses = [
        clause for clause, _ in cut(text.text, text.structure.clauses) if clause.role in ("body", "sole_heading")
    ]
    kinds = gather(text.text, clauses, model, text.structure.facts.region_code).kinds if clauses else {}
    own = [unit for unit in units if unit.document_id == text.document_id]
    pairs = [(row, _cover(clause, own)) for row, clause in enumerate(clauses) if not is_frame(clause)]
    rows = [row for row, label in pairs if label is not None]
    labels = np.array([codes().index(label) for _, label in pairs if label is not None], dtype=np.int64)
    return _Sheet({kind: scores[rows] for kind, scores in kinds.items()}, labels)


def _cover(clause: Clause, units: Sequence[Unit]) -> str | None:
    shared = [(min(clause.end, unit.end) - max(clause.start, unit.start), unit.primary) for unit in units]
    best = max(shared, default=(0, ""))
    return best[1] if best[0] * 2 > clause.end - clause.start else None


def _example_sheet(rows: Sequence[Row], model: LinearModel) -> _Sheet:
    """Return examples as clauses, each under its heading, if the group is one of examples."""
    rows = [row for row in rows if row.group.startswith("examples")]
    clauses, place = [], 0
    for row in rows:
        end = place + len(row.words)
        clauses.append(Clause(start=place, end=end, sentence_start=place, sentence_end=end, item=None, section=None,
                              heading=row.heading or None, stance="plan", firmness="plain", role="body"))  # fmt: skip
        place = end + 1
    if not clauses:
        return _Sheet({}, np.zeros(0, dtype=np.int64))
    kinds = gather("\n".join(row.words for row in rows), clauses, model).kinds
    return _Sheet(kinds, np.array([codes().index(row.code) for row in rows], dtype=np.int64))


def _check(text: Text, units: Sequence[Unit], coder: Coder) -> list[tuple[float, bool]]:
    """Return how sure the coder was of each unit it was not trained on, and whether it was right."""
    measures = code(text.text, text.structure, coder)
    return [
        (measure.confidence, measure.primary == unit.primary)
        for unit, measure in zip(units, match(units, measures), strict=True)
        if measure is not None and measure.stance != "background"
    ]


def _calibrate(blend: Blend, checks: Sequence[tuple[float, bool]]) -> Blend:
    """Return the blend with a confidence curve through the held-out units: rising, with few knots."""
    if len(checks) < 30:
        return blend
    sure = np.array([check[0] for check in checks])
    right = np.array([float(check[1]) for check in checks])
    smooth = IsotonicRegression(y_min=0.02, y_max=0.995, out_of_bounds="clip").fit(sure, right)
    bins = np.array_split(np.sort(sure), _KNOTS)
    knots = sorted({0.0, *(round(float(part.mean()), 4) for part in bins), 1.0})
    curve = smooth.predict(knots)
    middle = [float(np.mean(smooth.predict(part))) for part in bins]
    levels = np.maximum.accumulate(
        np.interp(knots, [0.0, *(float(p.mean()) for p in bins), 1.0], [curve[0], *middle, max(curve[-1], middle[-1])])
    )
    return Blend(
        weights=blend.weights,
        nothing=blend.nothing,
        knots=tuple(knots),
        levels=tuple(round(float(v), 4) for v in levels),
    )


def packed_files(coder: Coder) -> Mapping[str, str]:
    """Return the coder as the texts of its packaged files, by their names below ``knowledge``."""
    return {
        "coding/model/weights.csv.gz": write_weights(coder.model),
        "coding/model/blend.json": write_blend(coder.blend),
    }
