"""What the notebooks call: load the tables, check the parameters, one function per section."""

from compare.notebook.across import (
    across_answer,
    across_emphasis,
    across_limits,
    across_numbers,
    across_pairs,
    across_shared,
)
from compare.notebook.common import method, reliability, texts
from compare.notebook.corpus import Corpus, load_corpus
from compare.notebook.findings import (
    region_distinctive,
    region_emphasis,
    region_lines,
    region_origin,
    region_silence,
    region_targets,
)
from compare.notebook.parameters import (
    AcrossParameters,
    CorpusParameters,
    EmphasisParameters,
    PairParameters,
    Parameters,
    RegionParameters,
    SearchParameters,
)
from compare.notebook.region import (
    region_answer,
    region_checks,
    region_limits,
    region_numbers,
    region_practices,
    region_texts,
)
from compare.notebook.streams import (
    across_cascade,
    across_deadlines,
    across_origin,
    across_targets,
)

__all__ = [
    "AcrossParameters",
    "Corpus",
    "CorpusParameters",
    "EmphasisParameters",
    "PairParameters",
    "Parameters",
    "RegionParameters",
    "SearchParameters",
    "across_answer",
    "across_cascade",
    "across_deadlines",
    "across_emphasis",
    "across_limits",
    "across_numbers",
    "across_origin",
    "across_pairs",
    "across_shared",
    "across_targets",
    "load_corpus",
    "method",
    "region_answer",
    "region_checks",
    "region_distinctive",
    "region_emphasis",
    "region_limits",
    "region_lines",
    "region_numbers",
    "region_origin",
    "region_practices",
    "region_silence",
    "region_targets",
    "region_texts",
    "reliability",
    "texts",
]
