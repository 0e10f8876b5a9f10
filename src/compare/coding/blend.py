"""The blend: how much each kind of evidence counts, and how sure the coder is of what it says."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache

import numpy as np

from compare.coding.evidence import KINDS
from compare.coding.tally import Scores
from compare.coding.taxonomy import NO_MEASURE, codes
from compare.knowledge import open_text

BLEND_FILE = "coding/model/blend.json"

TERMS_CAP = 9.0
"""Scores of terms above this say nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend:
    """Weights by kind of evidence, the standing score of ``Z``, and the knots of the confidence curve."""

    weights: tuple[float, ...]
    nothing: float
    knots: tuple[float, ...] = (0.0, 1.0)
    levels: tuple[float, ...] = (0.0, 1.0)

    def log_probabilities(self, kinds: dict[str, Scores]) -> Scores:
        """Return the log-probability of each code for each clause."""
        logits = np.zeros(kinds["terms"].shape)
        share = np.empty_like(logits)
        for weight, kind in zip(self.weights, KINDS, strict=True):
            if weight:
                np.minimum(kinds[kind], TERMS_CAP, out=share)
                share *= weight
                logits += share
        logits[:, codes().index(NO_MEASURE)] += self.nothing
        logits -= logits.max(axis=1, keepdims=True)
        logs: Scores = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return logs

    def confidences(self, probabilities: Scores) -> Scores:
        """Return for each probability the share of units that were right where the blend was this sure."""
        levels: Scores = np.interp(probabilities, self.knots, self.levels)
        return levels


@cache
def packaged_blend() -> Blend:
    """Return the packaged blend."""
    return read_blend(open_text(BLEND_FILE))


def read_blend(words: str) -> Blend:
    """Return the blend written by ``write_blend``."""
    data = json.loads(words)
    return Blend(
        weights=tuple(data["weights"][kind] for kind in KINDS), nothing=data["nothing"],
        knots=tuple(data["knots"]), levels=tuple(data["levels"]),
    )  # fmt: skip


def write_blend(blend: Blend) -> str:
    """Return the blend as JSON, rounded."""
    data = asdict(blend)
    data["weights"] = {kind: round(value, 3) for kind, value in zip(KINDS, blend.weights, strict=True)}
    data |= {"nothing": round(blend.nothing, 3)}
    data |= {name: [round(value, 4) for value in data[name]] for name in ("knots", "levels")}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
