"""What differences coding error and chance alone would make: intervals from the out-of-fold confusion, permutation tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np

from compare import knowledge

ROUNDS = 4999
SEED = 20230224
LEVEL = 0.05
"""Adjusted p up to which a difference is called one."""

PRIOR = 4.0
"""Pseudo-units that each row of the confusion is given, so that a rarely used code is not called faultless."""

_Z = 1.959964


@dataclass(frozen=True)
class Confusion:
    """Out-of-fold confusion: for each code the machine gave, the probabilities of the hand codes, and the units seen."""

    rows: Mapping[str, Mapping[str, float]]
    units: Mapping[str, int]
    right: float

    def row(self, code: str) -> Mapping[str, float]:
        """Return the hand codes' probabilities where the machine gave ``code``; one never seen errs as all do together."""
        return self.rows.get(code) or {code: self.right}


@cache
def confusion(level: str = "domain") -> Confusion:
    """Return the confusion measured on hand-coded units of regions that the coder was not trained on.

    Each row is smoothed by ``PRIOR`` pseudo-units that err as often as all units together.

    Args:
        level: ``domain`` or ``topic``.
    """
    size = 1 if level == "domain" else None
    pairs = [(row["machine"][:size], row["hand"][:size]) for row in knowledge.load_csv("coding/validity/outcomes.csv")]
    right = sum(machine == hand for machine, hand in pairs) / len(pairs)
    counts: dict[str, dict[str, float]] = {}
    for machine, hand in pairs:
        row = counts.setdefault(machine, {})
        row[hand] = row.get(hand, 0.0) + 1.0
    units = {machine: round(sum(row.values())) for machine, row in counts.items()}
    rows = {}
    for machine, row in counts.items():
        total = units[machine] + PRIOR
        rows[machine] = {hand: number / total for hand, number in sorted(row.items())}
        rows[machine][machine] = rows[machine].get(machine, 0.0) + PRIOR * right / total
    return Confusion(rows, units, right)


def coding_intervals(counts: Mapping[str, int], level: str = "domain") -> dict[str, tuple[float, float]]:
    """Return for each code the interval of 95 % in which its true share of the text lies, coding error being all there is.

    A text is a census of itself; sampling plays no part. The true number of a code is a sum of beta-binomial draws, one per
    code the machine gave, with the probabilities of the out-of-fold confusion and its uncertainty (misclassification in the
    coding of party manifestos: Mikhaylov, Laver and Benoit 2012, *Political Analysis* 20(1)). The interval always holds the
    observed share.

    Args:
        counts: Measures by the code that the machine gave.
        level: ``domain`` or ``topic``.

    >>> low, high = coding_intervals({"P": 20, "M": 80})["P"]
    >>> 0.1 < low < 0.2 < high < 0.3
    True
    """
    base = sum(counts.values())
    found = {}
    for code, number in counts.items():
        mean, spread = _moments(counts, {code: 1.0}, level)
        share = number / base
        low, high = mean / base - _Z * spread / base, mean / base + _Z * spread / base
        found[code] = (max(0.0, min(low, share)), min(1.0, max(high, share)))
    return found


def _moments(counts: Mapping[str, int], weights: Mapping[str, float], level: str) -> tuple[float, float]:
    """Return mean and standard deviation of the weighted sum of true numbers, given the codes that the machine gave."""
    known = confusion(level)
    mean = variance = 0.0
    for machine, number in counts.items():
        row = known.row(machine)
        first = sum(weights.get(hand, 0.0) * p for hand, p in row.items())
        second = sum(weights.get(hand, 0.0) ** 2 * p for hand, p in row.items())
        seen = known.units.get(machine, 0) + PRIOR
        mean += number * first
        variance += number * (second - first * first) * (number + seen) / (1.0 + seen)
    return mean, sqrt(max(variance, 0.0))


def told_apart(a: Mapping[str, int], code_a: str, b: Mapping[str, int], code_b: str, *, level: str = "domain") -> bool:
    """Return whether two shares differ by more than coding error alone would make them differ, at 95 %.

    Args:
        a: Measures of the first text by code.
        code_a: Code of the first share.
        b: Measures of the second text; the same mapping where two codes of one text are compared.
        code_b: Code of the second share.
        level: ``domain`` or ``topic``.

    >>> one, other = {"P": 16, "M": 106}, {"P": 15, "M": 107}
    >>> told_apart(one, "P", other, "P"), told_apart({"P": 40, "M": 82}, "P", other, "P")
    (False, True)
    """
    base_a, base_b = sum(a.values()), sum(b.values())
    if not base_a or not base_b:
        return False
    gap = abs(a.get(code_a, 0) / base_a - b.get(code_b, 0) / base_b)
    if a is b:
        if code_a == code_b:
            return False
        spread = _moments(a, {code_a: 1.0, code_b: -1.0}, level)[1] / base_a
    else:
        spread_a, spread_b = _moments(a, {code_a: 1.0}, level)[1], _moments(b, {code_b: 1.0}, level)[1]
        spread = sqrt((spread_a / base_a) ** 2 + (spread_b / base_b) ** 2)
    return gap > _Z * spread


def permutation(
    own: Mapping[str, int], others: Mapping[str, int], codes: Sequence[str] = (), *, rounds: int = ROUNDS
) -> dict[str, float]:
    """Return for each code the adjusted p of the difference of its shares in two texts (or heaps of texts) of one kind.

    The measures are dealt anew to the two sides ``rounds`` times, sides keeping their sizes; a code's p is the share of
    deals whose largest standardized difference over all codes reaches its own (single-step max-T: Westfall and Young 1993,
    *Resampling-Based Multiple Testing*; permutation as in Good 2005, *Permutation, Parametric, and Bootstrap Tests of
    Hypotheses*). The deals are seeded, so that the same texts give the same p.

    Args:
        own: Measures by code on one side.
        others: Measures by code on the other side.
        codes: Codes to test; none named: all.
        rounds: Deals.
    """
    names = sorted(set(own) | set(others))
    n_own, n_others = sum(own.values()), sum(others.values())
    if not n_own or not n_others:
        return {}
    pooled = np.array([own.get(name, 0) + others.get(name, 0) for name in names], dtype=np.int64)
    rates = pooled / pooled.sum()
    spread = np.sqrt(rates * (1 - rates) * (1 / n_own + 1 / n_others))
    spread[spread == 0] = np.inf
    dealt = np.random.default_rng(SEED).multivariate_hypergeometric(pooled, n_own, size=rounds)
    place = {name: number for number, name in enumerate(names)}
    tested = [place[code] for code in (codes or names) if code in place]
    gaps = np.abs(dealt / n_own - (pooled - dealt) / n_others)[:, tested] / spread[tested]
    largest = gaps.max(axis=1)
    first = np.array([own.get(name, 0) for name in names])
    seen = np.abs(first / n_own - (pooled - first) / n_others) / spread
    return {names[number]: float((1 + (largest >= seen[number] - 1e-9).sum()) / (rounds + 1)) for number in tested}


def distinguished(
    own: Mapping[str, int], others: Mapping[str, int], *, level: str = "domain"
) -> dict[str, tuple[float, bool]]:
    """Return for each code the adjusted p of a difference, and whether it is one: beyond chance and beyond coding error.

    Args:
        own: Measures by code on one side.
        others: Measures by code on the other side, texts of one kind with the first.
        level: ``domain`` or ``topic``.
    """
    return {
        code: (p, p <= LEVEL and told_apart(own, code, others, code, level=level))
        for code, p in permutation(own, others).items()
    }
