"""What one text stresses beyond others, as terms: words of jieba's dictionary, ranked by log-odds with an informative prior."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from functools import cache
from math import log
from pathlib import Path
from typing import Any

import polars as pl

from compare.errors import KnowledgeError
from compare.knowledge import load_yaml
from compare.overlap.distinctive import log_odds
from compare.overlap.emphasis import coded
from compare.regions import all_regions

LONGEST = 6
"""Most characters of a word that is looked up."""
PRIOR = 50.0
"""Pseudo-counts of the prior; terms are many and rare, so that it is stronger than for topics."""
FEWEST = 3
"""Fewest occurrences of a term in the text."""

_TOTAL = log(60_014_991)
"""Logarithm of the dictionary's occurrences in all."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@cache
def dictionary() -> dict[str, str]:
    """Return the words of jieba's dictionary with their number of occurrences, as printed there.

    The file is read without importing jieba, whose import alone takes longer than all the work here.
    """
    found = importlib.util.find_spec("jieba")
    if found is None or found.origin is None:
        raise KnowledgeError("jieba", "not installed", "Install policy-compare with its dependencies.")
    text = (Path(found.origin).parent / "dict.txt").read_text(encoding="utf-8")
    return dict(re.findall(rf"^(\S{{1,{LONGEST}}}) (\d+) ", text, re.MULTILINE))


@cache
def _weight(word: str) -> float:
    """Return the logarithm of a word's frequency; a lone unknown character is rare, an unknown word impossible."""
    number = dictionary().get(word)
    if number is None:
        return -20.0 if len(word) == 1 else -1e9
    return log(int(number) or 1) - _TOTAL


def segment(text: str) -> list[str]:
    """Return the words of a text: the most probable division of each run of Hanzi into words of the dictionary.

    The unigram model that jieba uses with its hidden Markov model off.

    >>> segment("推进家庭医生签约服务")
    ['推进', '家庭', '医生', '签约', '服务']
    """
    words: list[str] = []
    for run in _HAN.findall(text):
        size = len(run)
        best: list[tuple[float, int]] = [(0.0, size)] * (size + 1)
        for start in range(size - 1, -1, -1):
            best[start] = max(
                (_weight(run[start:end]) + best[end][0], end)
                for end in range(start + 1, min(size, start + LONGEST) + 1)
            )
        place = 0
        while place < size:
            words.append(run[place : best[place][1]])
            place = best[place][1]
    return words


@cache
def kept_out() -> frozenset[str]:
    """Return the words that are no terms: boilerplate of policy texts and names of regions with their parts."""
    boilerplate = load_yaml("overlap/boilerplate.yml")
    names: set[str] = set()
    for region in all_regions().values():
        names |= {region.region_zh, region.short_zh}
        names |= {region.region_zh.rstrip("省市县区州盟旗"), f"{region.short_zh}省", f"{region.short_zh}市"}
    return frozenset((*boilerplate["verbs"], *boilerplate["nouns"], *names))


@cache
def terms(text: str) -> tuple[str, ...]:
    """Return the terms of a text in order: words of two Hanzi or more that are neither boilerplate nor a region's name.

    >>> terms("推进贵州省家庭医生签约服务工作")
    ('家庭', '医生', '签约')
    """
    out = kept_out()
    return tuple(word for word in segment(text) if len(word) > 1 and word not in out)


def distinctive_terms(measures: pl.DataFrame, against: dict[str, list[str]]) -> pl.DataFrame:
    """Return one row per document and term that it stresses: ``count``, ``others``, ``z`` and ``measure_ids`` that hold it.

    Log-odds ratios with an informative Dirichlet prior: Monroe, Colaresi and Quinn (2008), *Political Analysis* 16(4).

    Args:
        measures: A MEASURES frame.
        against: The documents that each document is set against; one without any is left out.
    """
    frame = coded(measures).sort("document_id", "text_start", "measure_id")
    found: dict[str, dict[str, list[str]]] = {}
    for document_id, measure_id, text in frame.select("document_id", "measure_id", "text").iter_rows():
        for term in terms(text):
            found.setdefault(document_id, {}).setdefault(term, []).append(measure_id)
    counts = {d: Counter({term: len(ids) for term, ids in held.items()}) for d, held in found.items()}
    rows = []
    for document_id, others in sorted(against.items()):
        own = counts.get(document_id, Counter())
        rest: Counter[str] = Counter()
        for other in others:
            rest.update(counts.get(other, {}))
        for term, z in log_odds(own, rest, strength=PRIOR).items():
            if z > 0 and own[term] >= FEWEST:
                ids = list(dict.fromkeys(found[document_id][term]))
                rows.append((document_id, term, own[term], rest[term], z, ids))
    schema: dict[str, Any] = {
        "document_id": pl.String, "term": pl.String, "count": pl.Int64, "others": pl.Int64, "z": pl.Float64,
        "measure_ids": pl.List(pl.String),
    }  # fmt: skip
    made = pl.DataFrame(rows, schema=schema, orient="row")
    return made.sort("document_id", "z", "term", descending=[False, True, False])
