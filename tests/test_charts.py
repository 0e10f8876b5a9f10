"""The visual language: colours that hold on both pages and for colour-blind readers, labels that fit, forms that are honest."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from compare.briefs.figures import TRACES, safe_figure
from compare.charts import (
    Interval,
    Palette,
    calibration_dots,
    cascade_matrix,
    confusion_heatmap,
    counts_bars,
    deadlines,
    emphasis_heatmap,
    emphasis_strip,
    interval_dots,
    learning_lines,
    origin_bars,
    repairs_bars,
    share_pairs,
    similarity_heatmap,
    statements_dots,
    upset,
    wrap,
)
from compare.charts.emphasis import Series
from compare.charts.targets import Dot, Due, Panel

SIX = ("440000", "520000", "440900", "441200", "441800", "330681")
PAGES = {"light": "#ffffff", "dark": "#16191d"}
BLINDNESS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
"""Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB."""


def linear(colour):
    """Return a hex colour as linear RGB."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(colour):
    """Return a colour's relative luminance."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lab(rgb):
    """Return linear RGB as CIELAB."""
    r, g, b = rgb
    xyz = (
        0.4124 * r + 0.3576 * g + 0.1805 * b,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        0.0193 * r + 0.1192 * g + 0.9505 * b,
    )
    x, y, z = (
        max(v, 0) ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116
        for v in (xyz[0] / 0.9505, xyz[1], xyz[2] / 1.089)
    )
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def seen(colour, kind):
    """Return how a colour is seen, as CIELAB."""
    rgb = linear(colour)
    return lab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in BLINDNESS[kind]])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", SIX)
def test_region_colours_stand_out_on_both_pages(code, page):
    first, second = sorted((luminance(Palette(SIX).colour(code)), luminance(PAGES[page])), reverse=True)
    assert (first + 0.05) / (second + 0.05) >= 3


@pytest.mark.parametrize("kind", BLINDNESS)
def test_region_colours_differ_for_every_reader(kind):
    colours = [Palette(SIX).colour(code) for code in SIX]
    assert min(dist(seen(a, kind), seen(b, kind)) for a, b in combinations(colours, 2)) >= 25


def test_each_region_has_a_second_cue():
    assert len({Palette(SIX).marker(code) for code in SIX}) == len(SIX)


def test_a_new_region_takes_a_free_colour_and_moves_none():
    more = Palette((*SIX, "430000"))
    assert [more.colour(code) for code in SIX] == [Palette(SIX).colour(code) for code in SIX]
    assert more.colour("430000") not in {more.colour(code) for code in SIX}


@pytest.mark.parametrize("number", [2, 6, 40, 400])
def test_colours_are_given_to_any_number_of_regions(number):
    codes = tuple(f"{410000 + n}" for n in range(number))
    palette = Palette(codes)
    assert all(palette.colour(code).startswith("#") for code in codes)
    assert len({(palette.colour(code), palette.marker(code)) for code in codes}) == min(number, 64)


def texts(number):
    """Return as many texts with shares on every domain."""
    shares = {code: 1 / len(DOMAINS) for code in DOMAINS}
    return [Series(f"地区{n} 2023", f"{410000 + n}", 30, shares) for n in range(number)]


DOMAINS = tuple("PMRHTCALWSDBXE")


@pytest.mark.parametrize("number", [2, 6, 12])
def test_few_texts_stand_as_columns(number):
    drawn = emphasis_heatmap(texts(number), DOMAINS, {code: f"领域{code}" for code in DOMAINS})
    assert len(drawn.data[0].z[0]) == number


@pytest.mark.parametrize("number", [13, 40])
def test_many_texts_stand_as_rows_and_fit_a_page_of_paper(number):
    palette = Palette(tuple(f"{410000 + n}" for n in range(number)))
    many = texts(number)
    heat = emphasis_heatmap(many, DOMAINS, {code: f"领域{code}" for code in DOMAINS})
    members = [(s.label, s.label, s.region_code) for s in many]
    sets = upset([(tuple(s.label for s in many), 9, "x")], members, palette)
    pairs = similarity_heatmap([s.label for s in many], {(r, c): 0.5 for r in range(number) for c in range(r)}, {})
    bars = origin_bars([s.label for s in many], [("甲", [3] * number), ("乙", [2] * number)])
    assert len(heat.data[0].z) == number
    for figure in (heat, sets, pairs, bars):
        assert figure.layout.height <= 261 / 25.4 * 96
        assert figure.layout.meta["least"] <= 174 / 25.4 * 96


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("每千人口托位数", 4, ["每千人口", "托位数"], id="hanzi-break-anywhere"),
        pytest.param("贵州 2023", 6, ["贵州 2023"], id="fits"),
        pytest.param(
            "Traditional Chinese medicine", 8, ["Traditional", "Chinese", "medicine"], id="latin-words-stay-whole"
        ),
        pytest.param("a<b>c", 9, ["a＜b＞c"], id="no-markup"),
    ],
)
def test_labels_wrap(text, width, lines):
    assert wrap(text, width).split("<br>") == lines


OWN = Series("贵州 2023", "520000", 100, {"R": 0.6, "C": 0.4})
REST = Series("诸暨 2023", "330681", 12, {"R": 0.2, "C": 0.8})
LABELS = {"R": "基层卫生与城乡均衡", "C": "妇幼健康与生育支持"}
PALETTE = Palette(SIX)
DOT = Dot("520000", "贵州 2023年目标", 3.3, "3.3", True, "贵州")
FIGURES = {
    "heat-map": emphasis_heatmap([OWN, REST], ["R", "C"], LABELS),
    "strip": emphasis_strip(OWN, [REST], ["R", "C"], LABELS, PALETTE),
    "pairs": share_pairs(OWN, REST, ["R", "C"], LABELS, PALETTE),
    "dots": statements_dots([Panel("托位数（个/千人口）", (DOT,)), Panel("其他", (DOT, DOT))], PALETTE),
    "time-line": deadlines([Due("520000", "贵州", 2023, 3, True), Due("520000", "贵州", 2022, 1, False)], PALETTE),
    "upset": upset(
        [(("a", "b"), 3, "x"), (("a",), 1, "y")], [("a", "贵州", "520000"), ("b", "诸暨", "330681")], PALETTE
    ),
    "similarity": similarity_heatmap(["a", "b", "c"], {(1, 0): 0.5, (2, 0): 0.1, (2, 1): 0.2}, {(1, 0): "*"}),
    "origin": origin_bars(["贵州", "诸暨"], [("国家", [1, 2]), ("仅见", [3, 4])]),
    "counts": counts_bars([("国家", 3), ("仅见", 0)]),
    "cascade": cascade_matrix([("R1", "医共体")], [("d", "茂名", "440900")], {("R1", "d"): "done"}, PALETTE),
    "repairs": repairs_bars(["贵州"], [("确定", [4]), ("推断", [0])]),
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_draws_with_the_bundle_and_is_no_pie(name):
    made = FIGURES[name].to_plotly_json()
    types = {trace.get("type", "scatter") for trace in safe_figure(made, name)["data"]}
    assert types <= TRACES - {"pie"}
    assert made["layout"]["height"] >= 40


@pytest.mark.parametrize("name", FIGURES)
def test_labels_are_never_turned_sideways(name):
    layout = FIGURES[name].to_plotly_json()["layout"]
    assert all(axis.get("tickangle", 0) == 0 for key, axis in layout.items() if key.startswith(("xaxis", "yaxis")))


@pytest.mark.parametrize("name", ["strip", "pairs", "dots", "counts", "repairs"])
def test_amounts_start_at_zero(name):
    axis = FIGURES[name].to_plotly_json()["layout"]["xaxis"]
    assert axis.get("rangemode") == "tozero" or axis["range"][0] <= 0


def test_a_thin_text_is_not_coloured_but_its_numbers_stay():
    trace = FIGURES["heat-map"].to_plotly_json()["data"][0]
    assert [list(row) for row in trace["z"]] == [[40.0, 0.0], [60.0, 0.0]]
    assert trace["text"][0] == ["40", "80"]


def test_targets_are_hollow_and_results_filled():
    result = Dot("441200", "肇庆 2023年结果", 4.61, "4.61", False, "")
    markers = statements_dots([Panel("托位数", (DOT, result))], PALETTE).to_plotly_json()["data"][1]["marker"]["symbol"]
    assert [str(symbol).endswith("-open") for symbol in markers] == [False, True]


class TestValidity:
    def test_confusions_are_a_matrix_of_domains_first_on_top(self):
        made = confusion_heatmap(["G", "M"], ["党建与治理", "医疗服务体系"], [[0, 2], [1, 3]])
        assert [list(row) for row in made.data[0].z] == [[1, 3], [0, 2]]
        assert list(made.layout.yaxis.ticktext)[-1].replace("<br>", "") == "党建与治理"

    def test_the_line_of_equality_frames_the_calibration(self):
        made = calibration_dots([0.8, 0.95], [0.85, 0.94], ("把握", "归对"))
        assert list(made.data[0].x) == list(made.data[0].y)
        assert [round(value) for value in made.data[1].x] == [80, 95]

    def test_each_level_of_the_learning_curve_is_labelled_at_its_end(self):
        made = learning_lines([0, 100], [("主题", [0.8, 0.9]), ("领域", [0.85, 0.95])], "条数")
        assert [trace.text[-1] for trace in made.data] == ["主题 90.0%", "领域 95.0%"]

    def test_intervals_stand_around_their_dots(self):
        made = interval_dots([Interval("主题", 0.98, 0.97, 0.99)])
        assert made.data[0].error_x.array[0] == pytest.approx(0.01)
