"""Frames to plotly figures in one visual language."""

from compare.charts.cascade import cascade_matrix
from compare.charts.emphasis import emphasis_heatmap
from compare.charts.overlap import counts_bars, origin_bars, similarity_heatmap, upset
from compare.charts.repairs import repairs_bars
from compare.charts.states import shares_beside, states_matrix
from compare.charts.strips import emphasis_strip, share_pairs
from compare.charts.style import Palette, wrap
from compare.charts.targets import deadlines, statements_dots
from compare.charts.validity import Interval, calibration_dots, confusion_heatmap, interval_dots, learning_lines

__all__ = [
    "Interval",
    "Palette",
    "calibration_dots",
    "cascade_matrix",
    "confusion_heatmap",
    "counts_bars",
    "deadlines",
    "emphasis_heatmap",
    "emphasis_strip",
    "interval_dots",
    "learning_lines",
    "origin_bars",
    "repairs_bars",
    "share_pairs",
    "shares_beside",
    "similarity_heatmap",
    "statements_dots",
    "states_matrix",
    "upset",
    "wrap",
]
