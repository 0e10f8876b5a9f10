"""Sections on the coder's own errors: confused pairs, calibration, learning curve, agreement of the hand coding's passes."""

from __future__ import annotations

import numpy as np

from compare.charts import Interval, calibration_dots, confusion_heatmap, interval_dots, learning_lines
from compare.coding.taxonomy import NO_MEASURE, taxonomy
from compare.knowledge import load_csv
from compare.notebook.corpus import Corpus
from compare.notebook.desks import Across, clause
from compare.notebook.display import Shown
from compare.notebook.parameters import EmphasisParameters
from compare.notebook.profile import percent
from compare.sections import Row

HUNDRED = 100
"""Hand-coded units whose worth the learning curve is asked for."""


def validity_confusions(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the pairs of topics that the coder confused out of fold, each with an example sentence."""
    desk = Across(corpus, parameters)
    pairs = load_csv("coding/validity/confusions.csv")
    codes = [(row["hand"], row["machine"]) for row in pairs]
    domains = [domain.code for domain in taxonomy().domains] + [NO_MEASURE]
    counts = [[0] * len(domains) for _ in domains]
    for row in pairs:
        counts[domains.index(row["hand"][0])][domains.index(row["machine"][0])] += int(row["units"])
    rows = [
        Row(
            id=f"{hand}-{machine}",
            cells={
                "hand": f"{hand} {desk.labels.topic(hand)}",
                "machine": f"{machine} {desk.labels.topic(machine)}",
                "units": row["units"],
                "example": clause(row["example"], 60),
            },
        )
        for row, (hand, machine) in zip(pairs, codes, strict=True)
    ]
    total = sum(int(row["units"]) for row in pairs)
    same = sum(int(row["units"]) for row, (hand, machine) in zip(pairs, codes, strict=True) if hand[0] == machine[0])
    return desk.section(
        "confusions",
        "finding",
        title=desk.say("confusions.title", wrong=("facts", "wrong"), pairs=("facts", "pairs"), same=("facts", "same")),
        facts={"wrong": str(total), "pairs": str(len(pairs)), "same": str(same)},
        rows=rows,
        columns=desk.columns("confusions", "hand", "machine", "units", "example", numeric=("units",)),
        figure=confusion_heatmap(domains, [desk.labels.topic(code) for code in domains], counts),
        reading=desk.say("confusions.reading"),
    )


def validity_calibration(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return how often codes were right out of fold, in five bins of equal mass by stated confidence."""
    desk = Across(corpus, parameters)
    bins = load_csv("coding/validity/calibration.csv")
    rows = [
        Row(
            id=f"bin-{row['bin']}",
            cells={
                "bin": row["bin"],
                "units": row["units"],
                "confidence": percent(float(row["confidence"])),
                "right": percent(float(row["right"])),
            },
        )
        for row in bins
    ]
    names = desk.words("calibration.col_confidence"), desk.words("calibration.col_right")
    return desk.section(
        "calibration",
        "finding",
        title=desk.say("calibration.title", error=("facts", "error")),
        facts={"error": percent(float(bins[0]["expected_error"]))},
        rows=rows,
        columns=desk.columns(
            "calibration", "bin", "units", "confidence", "right", numeric=("units", "confidence", "right")
        ),
        figure=calibration_dots(
            [float(row["confidence"]) for row in bins], [float(row["right"]) for row in bins], names
        ),
        reading=desk.say("calibration.reading"),
    )


def validity_learning(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the share right out of fold by number of hand-coded units, and what another hundred would bring."""
    desk = Across(corpus, parameters)
    steps = load_csv("coding/validity/learning.csv")
    units = [int(row["units"]) for row in steps]
    shares = {level: [float(row[level]) for row in steps] for level in ("topic", "domain")}
    gains = {level: HUNDRED * slope(units, values) for level, values in shares.items()}
    scores = next(row for row in load_csv("coding/validity/scores.csv") if row["level"] == "topic")
    width = 50 * (float(scores["accuracy_high"]) - float(scores["accuracy_low"]))
    key = "learning.title_within" if 100 * gains["topic"] < width else "learning.title"
    rows = [
        Row(
            id=f"units-{row['units']}",
            cells={"units": row["units"], **{level: percent(float(row[level])) for level in shares}},
        )
        for row in steps
    ]
    facts = {level: _points(gain) for level, gain in gains.items()} | {
        "hundred": str(HUNDRED), "width": f"{width:.1f}"
    }  # fmt: skip
    return desk.section(
        "learning",
        "finding",
        title=desk.say(key, **{name: ("facts", name) for name in facts}),
        facts=facts,
        rows=rows,
        columns=desk.columns("learning", "units", "topic", "domain", numeric=("units", "topic", "domain")),
        figure=learning_lines(
            units, [(desk.words(f"level.{level}"), values) for level, values in shares.items()],
            desk.words("learning.col_units"),
        ),
        reading=desk.say("learning.reading"),
    )  # fmt: skip


def _points(gain: float) -> str:
    """Return a gain in percentage points with its sign; none where it rounds to nothing.

    >>> _points(0.0123), _points(-0.0001)
    ('+1.2', '0.0')
    """
    rounded = round(100 * gain, 1)
    return f"{rounded:+.1f}" if rounded else "0.0"


def slope(units: list[int], values: list[float]) -> float:
    """Return by how much a score rises per unit, by least squares over the points with any hand-coded unit.

    >>> round(slope([0, 100, 200], [0.5, 0.8, 0.9]), 4)
    0.001
    """
    known = [(unit, value) for unit, value in zip(units, values, strict=True) if unit]
    if len(known) < 2:
        return 0.0
    return float(np.polyfit([unit for unit, _ in known], [value for _, value in known], 1)[0])


def validity_agreement(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return how far the two passes of the one hand coder agree: Krippendorff's alpha, over all and per domain."""
    desk = Across(corpus, parameters)
    found = load_csv("coding/validity/agreement.csv")
    names = [_level(desk, row["level"]) for row in found]
    rows = [
        Row(
            id=row["level"].replace(" ", "-"),
            cells={
                "level": name,
                "units": row["units"],
                "agreement": percent(float(row["agreement"])),
                "alpha": f"{float(row['alpha']):.3f}",
                "interval": f"{float(row['alpha_low']):.3f}—{float(row['alpha_high']):.3f}",
            },
        )
        for row, name in zip(found, names, strict=True)
    ]
    dots = [
        Interval(name, float(row["alpha"]), float(row["alpha_low"]), float(row["alpha_high"]))
        for row, name in zip(found, names, strict=True)
    ]
    return desk.section(
        "agreement",
        "finding",
        title=desk.say("agreement.title", alpha=("topic", "alpha"), interval=("topic", "interval")),
        rows=rows,
        columns=desk.columns(
            "agreement", "level", "units", "agreement", "alpha", "interval", numeric=("units", "agreement", "alpha")
        ),
        figure=interval_dots(dots),
        reading=desk.say("agreement.reading"),
    )


def _level(desk: Across, level: str) -> str:
    """Return a level as readers know it: all topics, all domains, or one domain's name."""
    if level.startswith("domain "):
        code = level.removeprefix("domain ")
        return desk.labels.topic(code)
    return desk.words(f"level.{level}")
