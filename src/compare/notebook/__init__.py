"""What the notebooks call: load the tables, check the parameters, one function per section or table."""

from compare.notebook.across import across_answer, across_emphasis, across_limits, across_numbers, across_topics
from compare.notebook.browse import Browse
from compare.notebook.cascade import across_cascade
from compare.notebook.checks import across_checks, region_checks
from compare.notebook.coder import (
    validity_agreement,
    validity_calibration,
    validity_confusions,
    validity_learning,
)
from compare.notebook.common import method, reliability, texts
from compare.notebook.corpus import Corpus, load_corpus
from compare.notebook.findings import (
    region_lines,
    region_origin,
    region_silence,
    region_targets,
)
from compare.notebook.leading import region_emphasis
from compare.notebook.lens import through_lens
from compare.notebook.listings import (
    all_citations,
    all_commitments,
    all_measures,
    all_silences,
    all_targets,
    all_wording,
)
from compare.notebook.pair import pair_answer, pair_emphasis, pair_numbers, pair_topics, pair_wording
from compare.notebook.parameters import (
    AcrossParameters,
    CorpusParameters,
    EmphasisParameters,
    LensParameters,
    NumbersParameters,
    PairParameters,
    Parameters,
    RegionParameters,
    ReviewParameters,
    SearchParameters,
    SeriesParameters,
)
from compare.notebook.practices import region_practices
from compare.notebook.region import (
    region_answer,
    region_limits,
    region_numbers,
    region_texts,
)
from compare.notebook.repairs import SideBySide, repairs_overview, side_by_side
from compare.notebook.review import review_form, review_progress
from compare.notebook.search import search_context, search_counts
from compare.notebook.series import series_emphasis, series_numbers, series_texts
from compare.notebook.shared import across_pairs, across_shared
from compare.notebook.specifics import across_specifics, across_states
from compare.notebook.streams import (
    across_deadlines,
    across_origin,
    across_targets,
    across_yardsticks,
)
from compare.notebook.stressed import region_distinctive
from compare.notebook.trace import trace_number
from compare.notebook.validity import (
    doubtful_measures,
    validity_confidence,
    validity_measured,
    validity_scores,
)
from compare.notebook.wordings import across_terms

__all__ = [
    "AcrossParameters",
    "Browse",
    "Corpus",
    "CorpusParameters",
    "EmphasisParameters",
    "LensParameters",
    "NumbersParameters",
    "PairParameters",
    "Parameters",
    "RegionParameters",
    "ReviewParameters",
    "SearchParameters",
    "SeriesParameters",
    "SideBySide",
    "across_answer",
    "across_cascade",
    "across_checks",
    "across_deadlines",
    "across_emphasis",
    "across_limits",
    "across_numbers",
    "across_origin",
    "across_pairs",
    "across_shared",
    "across_specifics",
    "across_states",
    "across_targets",
    "across_terms",
    "across_topics",
    "across_yardsticks",
    "all_citations",
    "all_commitments",
    "all_measures",
    "all_silences",
    "all_targets",
    "all_wording",
    "doubtful_measures",
    "load_corpus",
    "method",
    "pair_answer",
    "pair_emphasis",
    "pair_numbers",
    "pair_topics",
    "pair_wording",
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
    "repairs_overview",
    "review_form",
    "review_progress",
    "search_context",
    "search_counts",
    "series_emphasis",
    "series_numbers",
    "series_texts",
    "side_by_side",
    "texts",
    "through_lens",
    "trace_number",
    "validity_agreement",
    "validity_calibration",
    "validity_confidence",
    "validity_confusions",
    "validity_learning",
    "validity_measured",
    "validity_scores",
]
