"""How well the coder codes: scores out of fold with intervals, baselines, confusions, calibration, learning curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from compare.coding.coder import Coder, code
from compare.coding.gold import Text, Unit, match
from compare.coding.taxonomy import NO_MEASURE, domain_of
from compare.coding.train import fit_linear, gold_rows, read_examples, read_terms, train

RESAMPLES = 1000
SEED = 20230224
BINS = 5

Labels = NDArray[np.str_]


def train_folds(texts: Sequence[Text], units: Sequence[Unit]) -> dict[str, Coder]:
    """Return one coder per region, trained without that region's units."""
    return {region: train(texts, units, without=region) for region in regions(texts)}


def regions(texts: Sequence[Text]) -> list[str]:
    """Return the regions of the texts in order."""
    return list(dict.fromkeys(text.region for text in texts))


def compare_codes(
    texts: Sequence[Text], units: Sequence[Unit], coders: Mapping[str, Coder] | None = None
) -> pl.DataFrame:
    """Return one row per hand-coded unit with the machine's code for it.

    Columns: ``unit_id``, ``region``, ``hand``, ``machine`` (``Z`` where no machine unit overlaps), ``runner_up``,
    ``confidence``, ``stance_hand``, ``stance``, ``exact`` (same span), ``words`` (the hand-coded unit).

    Args:
        texts: The documents.
        units: Their hand-coded units.
        coders: The coder for each region; the packaged one where left out (in-sample).
    """
    rows = []
    for text in texts:
        measures = code(text.text, text.structure, coders[text.region] if coders else None)
        own = [unit for unit in units if unit.document_id == text.document_id]
        for unit, found in zip(own, match(own, measures), strict=True):
            rows.append({
                "unit_id": unit.unit_id, "region": text.region, "hand": unit.primary,
                "machine": found.primary if found else NO_MEASURE,
                "runner_up": (found.runner_up if found else None) or NO_MEASURE,
                "confidence": found.confidence if found else 0.0,
                "stance_hand": unit.stance, "stance": found.stance if found else None,
                "exact": found is not None and (found.start, found.end) == (unit.start, unit.end),
                "words": " ".join(text.text[unit.start : unit.end].split()),
            })  # fmt: skip
    return pl.DataFrame(rows)


def score(outcomes: pl.DataFrame, coder: str = "coder") -> pl.DataFrame:
    """Return accuracy and macro-F1 with 95 % intervals at topic and domain level, over all and by region.

    Columns: ``coder``, ``region`` (``all`` first), ``level``, ``units``, ``accuracy``, ``accuracy_low``,
    ``accuracy_high``, ``macro_f1``, ``macro_f1_low``, ``macro_f1_high``, ``top_2``.
    """
    rows = []
    parts = [
        ("all", outcomes),
        *((str(key[0]), part) for key, part in outcomes.group_by("region", maintain_order=True)),
    ]
    for region, part in parts:
        for level in ("topic", "domain"):
            hand, machine = (_at(level, part[name].to_list()) for name in ("hand", "machine"))
            second = _at(level, part["runner_up"].to_list())
            accuracy = _interval(hand, machine, accuracy_of)
            macro = _interval(hand, machine, macro_f1_of)
            rows.append({
                "coder": coder, "region": region, "level": level, "units": len(hand),
                "accuracy": accuracy[0], "accuracy_low": accuracy[1], "accuracy_high": accuracy[2],
                "macro_f1": macro[0], "macro_f1_low": macro[1], "macro_f1_high": macro[2],
                "top_2": float(np.mean((hand == machine) | (hand == second))) if len(hand) else 0.0,
            })  # fmt: skip
    return pl.DataFrame(rows)


def _at(level: str, labels: Sequence[str]) -> Labels:
    return np.array([domain_of(label) if level == "domain" else label for label in labels], dtype=np.str_)


def accuracy_of(hand: Labels, machine: Labels) -> float:
    """Return the share of equal labels."""
    return float(np.mean(hand == machine)) if len(hand) else 0.0


def macro_f1_of(hand: Labels, machine: Labels) -> float:
    """Return the mean F1 over the labels that the hand codes use."""
    scores = []
    for label in np.unique(hand):
        both = np.sum((hand == label) & (machine == label))
        scores.append(2 * both / (np.sum(hand == label) + np.sum(machine == label)))
    return float(np.mean(scores)) if scores else 0.0


def _interval(hand: Labels, machine: Labels, measure: object) -> tuple[float, float, float]:
    """Return a score with its bootstrap interval of 95 %."""
    if not callable(measure) or not len(hand):
        return 0.0, 0.0, 0.0
    random = np.random.default_rng(SEED)
    times = RESAMPLES if measure is accuracy_of else RESAMPLES // 5
    drawn = []
    for _ in range(times):
        sample = random.integers(0, len(hand), len(hand))
        drawn.append(float(measure(hand[sample], machine[sample])))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(measure(hand, machine)), float(low), float(high)


def confusions(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of codes that were confused, the commonest first, each with its shortest example.

    Columns: ``hand``, ``machine``, ``units``, ``example``.
    """
    return (
        outcomes.filter(pl.col("hand") != pl.col("machine"))
        .sort(pl.col("words").str.len_chars(), "unit_id")
        .group_by("hand", "machine", maintain_order=True)
        .agg(pl.len().alias("units"), pl.col("words").first().alias("example"))
        .sort(["units", "hand", "machine"], descending=[True, False, False])
    )


def calibrate(outcomes: pl.DataFrame) -> tuple[pl.DataFrame, float]:
    """Return stated confidence against share right in five bins of equal mass, and the expected calibration error.

    Background is left out: it is coded by its place, not by evidence.
    """
    judged = outcomes.filter(pl.col("stance") != "background").sort("confidence", "unit_id")
    rows, error = [], 0.0
    for place, part in enumerate(np.array_split(np.arange(judged.height), BINS)):
        if not len(part):
            continue
        chosen = judged[part.tolist()]
        stated = float(np.mean(chosen["confidence"].to_numpy()))
        right = float(np.mean((chosen["hand"] == chosen["machine"]).to_numpy()))
        error += abs(stated - right) * len(part) / judged.height
        rows.append({"bin": place + 1, "units": len(part), "confidence": stated, "right": right})
    return pl.DataFrame(rows), error


def score_boundaries(
    texts: Sequence[Text], units: Sequence[Unit], coders: Mapping[str, Coder] | None = None
) -> pl.DataFrame:
    """Return how often machine and hand mark the same spans: ``region``, ``precision``, ``recall``, ``f1``."""
    rows = []
    counts: dict[str, list[int]] = {}
    for text in texts:
        made = {(m.start, m.end) for m in code(text.text, text.structure, coders[text.region] if coders else None)}
        hand = {(unit.start, unit.end) for unit in units if unit.document_id == text.document_id}
        for region in ("all", text.region):
            both, all_made, all_hand = counts.setdefault(region, [0, 0, 0])
            counts[region] = [both + len(made & hand), all_made + len(made), all_hand + len(hand)]
    for region, (both, all_made, all_hand) in counts.items():
        rows.append({
            "region": region, "precision": both / max(all_made, 1), "recall": both / max(all_hand, 1),
            "f1": 2 * both / max(all_made + all_hand, 1),
        })  # fmt: skip
    return pl.DataFrame(rows)


def score_baselines(texts: Sequence[Text], units: Sequence[Unit]) -> pl.DataFrame:
    """Return the scores of plain coders that are told the units: the commonest topic, and TF-IDF with an SVM."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    rows = gold_rows(texts, units)
    outcomes: dict[str, list[dict[str, object]]] = {"majority": [], "TF-IDF + SVM": []}
    for region in regions(texts):
        known = [row for row in rows if row.group != region]
        asked = [(unit, row) for unit, row in zip(units, rows, strict=True) if row.group == region]
        words = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
        model = LinearSVC(random_state=0).fit(
            words.fit_transform([row.words for row in known]), [row.code for row in known]
        )
        answers = {"TF-IDF + SVM": list(model.predict(words.transform([row.words for _, row in asked])))}
        measures = sorted(row.code for row in known if row.code != NO_MEASURE)
        answers["majority"] = [max(dict.fromkeys(measures), key=measures.count)] * len(asked)
        for name, machine in answers.items():
            outcomes[name] += [
                {
                    "unit_id": unit.unit_id,
                    "region": region,
                    "hand": unit.primary,
                    "machine": str(answer),
                    "runner_up": str(answer),
                }
                for (unit, _), answer in zip(asked, machine, strict=True)
            ]
    return pl.concat([score(pl.DataFrame(found), name) for name, found in outcomes.items()])


def learn(
    texts: Sequence[Text], units: Sequence[Unit], folds: Mapping[str, Coder],
    shares: Sequence[float] = (0.0, 0.25, 0.5, 0.75, 1.0),
) -> pl.DataFrame:  # fmt: skip
    """Return accuracy out of fold by how many hand-coded units the model learned from: ``units``, ``topic``, ``domain``.

    The blend of each fold stays; units are drawn at random once, the smaller draws inside the larger.
    """
    rows = gold_rows(texts, units)
    order = np.random.default_rng(SEED).permutation(len(rows))
    rank = np.empty(len(rows), dtype=np.int64)
    rank[order] = np.arange(len(rows))
    shared = [*read_examples(), *read_terms()]
    found = []
    for share in shares:
        coders, counts = {}, []
        for region in regions(texts):
            drawn = [row for place, row in enumerate(rows) if row.group != region and rank[place] < share * len(rows)]
            coders[region] = Coder(fit_linear([*drawn, *shared]), folds[region].blend)
            counts.append(len(drawn))
        outcomes = compare_codes(texts, units, coders)
        hand, machine = outcomes["hand"].to_list(), outcomes["machine"].to_list()
        found.append({
            "units": round(float(np.mean(counts))),
            **{level: accuracy_of(_at(level, hand), _at(level, machine)) for level in ("topic", "domain")},
        })  # fmt: skip
    return pl.DataFrame(found)


def assess(texts: Sequence[Text], units: Sequence[Unit], coder: Coder) -> dict[str, pl.DataFrame]:
    """Return every frame on the coder's validity by name, each fold trained anew; ``coder`` itself is in-sample.

    ``scores`` (coder: leave-one-region-out, in-sample, the baselines), ``outcomes`` (unit by unit, out of fold),
    ``confusions``, ``calibration``, ``boundaries``, ``learning``.
    """
    folds = train_folds(texts, units)
    inside = dict.fromkeys(regions(texts), coder)
    outcomes = compare_codes(texts, units, folds)
    bins, error = calibrate(outcomes)
    own = [score(outcomes, "leave-one-region-out"), score(compare_codes(texts, units, inside), "in-sample")]
    return {
        "scores": pl.concat([*own, score_baselines(texts, units)]),
        "outcomes": outcomes,
        "confusions": confusions(outcomes),
        "calibration": bins.with_columns(pl.lit(error).alias("expected_error")),
        "boundaries": score_boundaries(texts, units, folds),
        "learning": learn(texts, units, folds),
    }
