"""Pages over many regions: bounded by what they show, saying what they leave out; comparisons looked up by statement."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

import factory
import pytest
from pages import run_cells

from compare import notebook
from compare.briefs import render_brief
from compare.briefs.proof import check_sentence, region_names
from compare.notebook import numbers
from compare.notebook.desks import BESIDE, Region, nearness
from compare.regions import all_regions, regions_table
from compare.tables import COMPARISONS, DOCUMENT_PAIRS, DOCUMENTS, MEASURES, TARGETS

TOPICS = ("R1", "C3", "T1", "M1", "H1", "P3", "W2", "A1", "D1", "L2")
SAYING = "每千人口拥有3岁以下婴幼儿托位数达4.5个。"
OWN = "441800"


@cache
def many(size=90):
    """Return a corpus of prefectures of Guangdong and elsewhere, each with 24 measures and one number, all comparable."""
    found = sorted(code for code, region in all_regions().items() if region.admin_level == "prefecture")
    codes = ["440000", OWN, *[code for code in found if code != OWN][: size - 2]]
    documents, measures, targets = [], [], []
    for place, code in enumerate(codes):
        own = f"d{code}"
        documents.append(factory.document(own, code, SAYING + "推进建设，提升能力。" * 24))
        said = factory.measure(own, code, 0, SAYING.rstrip("。"), "C3", "plan")
        targets.append(factory.target(said, "4.5", 4.5 + place / 100))
        start = len(SAYING)
        measures += [said] + [
            factory.measure(own, code, start + 10 * n, "推进建设", TOPICS[(n * (place % 7 + 1)) % 10], "plan")
            for n in range(24)
        ]
    ids = [row["target_id"] for row in targets]
    same = {"verdict": "comparable", "reason": "同一指标、同一年份"}
    peers = {"verdict": "peer", "reason": "同级、同类、同年"}
    return replace(
        factory.corpus(),
        regions=regions_table(codes),
        documents=DOCUMENTS.build(documents),
        measures=MEASURES.build(measures),
        targets=TARGETS.build(targets),
        comparisons=COMPARISONS.build([{"target_id_a": a, "target_id_b": b, **same} for a, b in combinations(ids, 2)]),
        document_pairs=DOCUMENT_PAIRS.build(
            [{"document_id_a": f"d{a}", "document_id_b": f"d{b}", **peers} for a, b in combinations(codes, 2)]
        ),
    )


def of_region(name, language="zh"):
    section = getattr(notebook, name)(many(), notebook.RegionParameters(region_code=OWN, language=language))
    for said in section.prose():
        check_sentence(section, said, region_names())
    return section


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["region_emphasis", "region_targets", "region_limits", "region_silence"])
def test_a_regions_section_stays_small_among_many(name, language):
    section = of_region(name, language)
    assert len(section.model_dump_json(exclude_defaults=True)) < 80_000
    assert sum(not row.hidden for row in section.rows) <= 60


def test_shares_show_the_near_texts_one_by_one_and_the_rest_as_quartiles():
    section = of_region("region_emphasis")
    labels = [column.label for column in section.columns]
    assert len(labels) == BESIDE + 4
    assert any("广东" in label for label in labels)
    rest = next(row.cells["rest"] for row in section.rows if row.id == "C")
    assert "%（" in rest
    assert "—" in rest
    assert any("四分位" in section.plain(note) and str(89 - BESIDE) in section.plain(note) for note in section.notes)


def test_limits_count_the_texts_that_are_not_listed():
    section = of_region("region_limits")
    assert section.plain(section.title).startswith("只有89份")
    assert f"其余{89 - BESIDE}份文本" in [row.cells.get("document") for row in section.rows]


def test_a_table_of_numbers_keeps_the_own_one_and_says_how_many_it_leaves_out():
    section = of_region("region_targets")
    shown = [row.cells["region"] for row in section.rows if row.evidence]
    assert len(shown) == numbers.EACH
    assert "清远" in shown
    assert "广东" in shown
    assert any(str(90 - numbers.EACH) in section.plain(note) for note in section.notes)
    assert len(section.evidence) == numbers.EACH


def test_a_page_across_regions_keeps_to_its_texts():
    corpus = many()
    first, second = (
        notebook.across_targets(corpus, notebook.AcrossParameters(language="zh", page=page)) for page in (1, 2)
    )
    regions = [{row.cells["region"] for row in section.rows if row.evidence} for section in (first, second)]
    assert regions[0]
    assert regions[1]
    assert not regions[0] & regions[1]


def test_comparisons_are_found_from_either_side_in_the_tables_order():
    corpus = many()
    rows = corpus.comparisons.select("target_id_a", "target_id_b", "verdict", "reason").rows()
    for target_id in corpus.targets["target_id"].to_list()[::17]:
        wanted = [(b if a == target_id else a, *said) for a, b, *said in rows if target_id in (a, b)]
        assert corpus.compared.of(target_id) == wanted
    assert corpus.compared.of("unknown") == []
    two = corpus.documents["document_id"].to_list()[:1]
    assert len(corpus.compared.ranked(two)) == 89


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        pytest.param("440900", "440000", 0, id="its-province"),
        pytest.param("440000", "440981", 0, id="a-county-below"),
        pytest.param("440900", "441200", 1, id="same-province"),
        pytest.param("440900", "520000", 2, id="another-province"),
        pytest.param("440900", None, 2, id="unknown"),
    ],
)
def test_nearness_follows_the_code(own, other, expected):
    assert nearness(own, other) == expected


def test_two_texts_are_chosen_among_many_by_their_kind_or_as_named():
    first = notebook.pair_answer(many(), notebook.PairParameters())
    named = notebook.pair_answer(many(), notebook.PairParameters(document_id_b=f"d{OWN}"))
    facts = [{row.id: row.facts for row in section.rows}["facts"] for section in (first, named)]
    assert facts[0]["a"].startswith("广东")
    assert facts[1]["b"].startswith("清远")


def test_few_texts_are_all_shown():
    corpus = factory.corpus()
    desk = Region(corpus, notebook.RegionParameters(region_code="520000"))
    assert desk.beside == desk.others


def test_briefs_over_many_regions_stay_far_below_the_bound():
    for stem, more in (("05_region", {"region_code": OWN}), ("07_across_regions", {})):
        assert len(render_brief(run_cells(stem, many(), **more)).encode()) < 2_200_000
