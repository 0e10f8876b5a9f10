"""Analytics over the tables: what texts share, where they part, whose idea it is, what they leave unsaid."""

from compare.overlap.cascade import cascade
from compare.overlap.chance import coding_intervals, distinguished, permutation, told_apart
from compare.overlap.distinctive import distinctive, log_odds
from compare.overlap.emphasis import coded, emphasis
from compare.overlap.origin import ORIGINS, handed_down, origin, programme, programmes_named
from compare.overlap.presence import presence, shared_sets
from compare.overlap.silence import silence
from compare.overlap.similarity import rarefied_jaccard, similarity
from compare.overlap.tallies import tally_documents, tally_numbers, tally_topics
from compare.overlap.terms import distinctive_terms
from compare.overlap.wording import shared_wording

__all__ = [
    "ORIGINS",
    "cascade",
    "coded",
    "coding_intervals",
    "distinctive",
    "distinctive_terms",
    "distinguished",
    "emphasis",
    "handed_down",
    "log_odds",
    "origin",
    "permutation",
    "presence",
    "programme",
    "programmes_named",
    "rarefied_jaccard",
    "shared_sets",
    "shared_wording",
    "silence",
    "similarity",
    "tally_documents",
    "tally_numbers",
    "tally_topics",
    "told_apart",
]
