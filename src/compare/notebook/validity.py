"""Sections on how far the coding can be trusted: scores out of fold, confidence by text, doubtful codes first."""

from __future__ import annotations

from compare.charts import repairs_bars
from compare.knowledge import load_csv
from compare.notebook.browse import Browse
from compare.notebook.common import measured_accuracy
from compare.notebook.corpus import Corpus
from compare.notebook.desks import Across
from compare.notebook.display import Shown
from compare.notebook.parameters import EmphasisParameters
from compare.notebook.profile import percent
from compare.overlap import coded
from compare.sections import Row

BANDS = (("high", 0.8, 1.01), ("middle", 0.5, 0.8), ("low", 0.0, 0.5))
"""Bands of confidence: name, lower bound, upper bound (exclusive)."""


def validity_confidence(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return how many measures of each text are coded with high, middle and low confidence."""
    desk = Across(corpus, parameters)
    counts = {
        d: [
            sum(low <= value < high for value in coded(corpus.measures, document_ids=(d,))["confidence"].to_list())
            for _, low, high in BANDS
        ]
        for d in desk.texts
    }
    rows = [
        Row(
            id=d,
            cells={
                "text": desk.labels.short_document(d),
                **{name: str(number) for (name, _, _), number in zip(BANDS, counts[d], strict=True)},
            },
        )
        for d in desk.texts
    ]
    facts = {
        "n": str(sum(sum(numbers) for numbers in counts.values())),
        "low": str(sum(numbers[-1] for numbers in counts.values())),
    }
    groups = [
        (desk.words(f"validity.col_{name}"), [counts[d][place] for d in desk.texts])
        for place, (name, _, _) in enumerate(BANDS)
    ]
    return desk.section(
        "confidence",
        "finding",
        title=desk.say("validity.title", n=("facts", "n"), low=("facts", "low")),
        facts=facts,
        rows=rows,
        columns=desk.columns("validity", "text", "high", "middle", "low", numeric=("high", "middle", "low")),
        figure=repairs_bars([desk.labels.short_document(d) for d in desk.texts], groups),
        reading=desk.say("validity.reading"),
        covers=desk.texts,
    )


def validity_measured(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return what was measured on texts of regions that the rules had not seen."""
    desk = Across(corpus, parameters)
    measured = measured_accuracy()
    rows = [
        Row(id=name, cells={"what": desk.words(f"accuracy.{name}"), "share": share}) for name, share in measured.items()
    ]
    return desk.section(
        "measured",
        "finding",
        title=desk.say("accuracy.title", topic=("topic_right", "share"), found=("targets_found", "share")),
        rows=rows,
        columns=desk.columns("accuracy", "what", "share", numeric=("share",)),
        reading=desk.say("accuracy.reading"),
    )


def validity_scores(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the coder's scores out of fold and in sample, with intervals, beside two plain baselines."""
    desk = Across(corpus, parameters)
    known = [row for row in load_csv("coding/validity/scores.csv") if row["region"] == "all"]
    known.sort(key=lambda row: row["coder"] == "in-sample")
    rows = [
        Row(
            id=f"{row['coder']}-{row['level']}",
            cells={
                "coder": desk.words(f"coder.{row['coder']}"),
                "level": desk.words(f"level.{row['level']}"),
                "units": row["units"],
                "accuracy": percent(float(row["accuracy"])),
                "interval": f"{percent(float(row['accuracy_low']))}—{percent(float(row['accuracy_high']))}",
                "macro": percent(float(row["macro_f1"])),
                "macro_interval": f"{percent(float(row['macro_f1_low']))}—{percent(float(row['macro_f1_high']))}",
                "top_2": percent(float(row["top_2"])),
            },
        )
        for row in known
    ]
    return desk.section(
        "scores",
        "finding",
        title=desk.say(
            "scores.title",
            topic=("leave-one-region-out-topic", "accuracy"),
            domain=("leave-one-region-out-domain", "accuracy"),
            plain=("TF-IDF + SVM-topic", "accuracy"),
        ),
        rows=rows,
        columns=desk.columns(
            "scores",
            "coder",
            "level",
            "units",
            "accuracy",
            "interval",
            "macro",
            "macro_interval",
            "top_2",
            numeric=("units", "accuracy", "macro", "top_2"),
        ),
        reading=desk.say("scores.reading"),
    )


def doubtful_measures(corpus: Corpus, parameters: EmphasisParameters) -> Browse:
    """Return every measure, the least sure code first, with who decided it."""
    desk = Across(corpus, parameters)
    frame = coded(corpus.measures, document_ids=tuple(desk.texts)).sort("confidence", "measure_id")
    rows = [
        {
            "confidence": round(row["confidence"], 2),
            "topic": f"{row['primary']} {desk.labels.topic(row['primary'])}",
            "coded_by": desk.words(f"coded_by.{row['coded_by']}"),
            "text": desk.labels.short_document(row["document_id"]),
            "place": row["item_no"],
            "quote": row["text"],
        }
        for row in frame.iter_rows(named=True)
    ]
    keys = ("confidence", "topic", "coded_by", "text", "place", "quote")
    return Browse("doubtful", {key: desk.words(f"browse.{key}") for key in keys}, rows)
