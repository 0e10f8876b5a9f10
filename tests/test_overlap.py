"""The analytics against worked examples: figures that can be checked by hand."""

from __future__ import annotations

import csv
from math import log, sqrt
from pathlib import Path

import factory
import polars as pl
import pytest

from compare.coding import taxonomy
from compare.errors import ParameterError
from compare.knowledge import load_csv
from compare.overlap import (
    cascade,
    coded,
    coding_intervals,
    distinctive,
    distinguished,
    emphasis,
    log_odds,
    origin,
    permutation,
    presence,
    programmes_named,
    rarefied_jaccard,
    shared_sets,
    shared_wording,
    silence,
    similarity,
    told_apart,
)
from compare.overlap.chance import confusion
from compare.regions import all_regions


def test_emphasis_shares_sum_to_one_and_leave_out_what_is_asked():
    frame = emphasis(factory.corpus().measures, exclude_domains=["G"])
    assert frame.group_by("document_id").agg(pl.col("share").sum().round(9))["share"].to_list() == [1.0] * 3
    province = dict(frame.filter(pl.col("document_id") == "province").select("code", "share").iter_rows())
    assert province == {"C": 0.25, "R": 0.5, "T": 0.25}


def test_emphasis_by_characters_weighs_long_measures_more():
    frame = emphasis(factory.corpus().measures, level="topic", weight="characters", document_ids=["county"])
    assert frame.sort("share", descending=True)["code"].to_list()[0] == "D3"


def test_emphasis_keeps_one_stance():
    assert emphasis(factory.corpus().measures, stance=["achieved"])["document_id"].unique().to_list() == ["city"]


@pytest.mark.parametrize(
    ("name", "value"),
    [pytest.param("level", "region", id="no-such-level"), pytest.param("weight", "money", id="no-such-weight")],
)
def test_emphasis_refuses_an_unknown_option(name, value):
    with pytest.raises(ParameterError, match=name):
        emphasis(factory.corpus().measures, **{name: value})


def test_text_without_a_measure_is_not_coded():
    assert coded(factory.counts([("a", "Z", 3), ("a", "R1", 1)])).height == 1


def test_secondary_codes_count_for_presence_only():
    row = factory.measure("a", "520000", 0, "推进中医医院互联网诊疗", "T1", "plan", secondary=["D2"])
    frame = factory.MEASURES.build([row])
    assert presence(frame)["topic"].to_list() == ["D2", "T1"]
    assert emphasis(frame, level="topic")["code"].to_list() == ["T1"]


def test_shared_sets_are_exclusive():
    frame = shared_sets(
        presence(factory.counts([("a", "R1", 2), ("b", "R1", 1), ("a", "C3", 1), ("b", "H1", 1), ("a", "T1", 1)]))
    )
    found = {tuple(row["document_ids"]): row["topics"] for row in frame.iter_rows(named=True)}
    assert found == {("a",): ["C3", "T1"], ("a", "b"): ["R1"], ("b",): ["H1"]}


def test_similarity_of_a_worked_pair():
    # a: R1 x3, C3 x1; b: R1 x1, H1 x1. Jaccard 1/3; cosine 3 / (sqrt(10) * sqrt(2)).
    row = similarity(factory.counts([("a", "R1", 3), ("a", "C3", 1), ("b", "R1", 1), ("b", "H1", 1)])).row(
        0, named=True
    )
    assert (row["shared"], row["union"]) == (1, 3)
    assert row["jaccard"] == pytest.approx(1 / 3)
    assert row["cosine"] == pytest.approx(3 / sqrt(20))
    # two drawn of a's four: R1 is always there (one C3 only), C3 with 1 - C(3,2)/C(4,2) = 1/2.
    assert row["rarefied"] == pytest.approx(1 / (1 + 0.5 + 1))


def test_rarefaction_of_equal_lengths_is_plain_jaccard():
    assert rarefied_jaccard({"R1": 1, "C3": 1}, {"R1": 1, "H1": 1}) == pytest.approx(1 / 3)


def test_a_long_text_gains_nothing_by_its_length():
    long = {"R1": 60, **{f"M{n}": 1 for n in range(1, 7)}}
    assert rarefied_jaccard(long, {"R1": 2}) > 1 / 7


def test_log_odds_of_a_worked_example():
    # own: x 3, y 1; others: x 1, y 3; pooled 4:4, so the prior adds 5 to each.
    delta = log(8 / 6) - log(6 / 8)
    found = log_odds({"x": 3, "y": 1}, {"x": 1, "y": 3})
    assert found["x"] == pytest.approx(delta / sqrt(1 / 8 + 1 / 6))
    assert found["y"] == pytest.approx(-found["x"])


def test_distinctive_ranks_what_only_one_text_stresses():
    frame = distinctive(factory.counts([("a", "R1", 5), ("a", "C3", 5), ("b", "R1", 5), ("b", "H1", 5)]))
    first = frame.filter(pl.col("document_id") == "a").row(0, named=True)
    assert (first["topic"], first["measures"], first["others"]) == ("C3", 5, 0)


def test_shared_wording_finds_the_run_and_the_other_number():
    documents = factory.DOCUMENTS.build(
        [
            factory.document("a", "520000", "二级及以上综合性医院设立老年医学科比例达60%以上。"),
            factory.document("b", "330681", "到年底，综合性医院设立老年医学科比例达80%以上；推进建设。"),
        ]
    )
    row = shared_wording(documents).row(0, named=True)
    assert row["text_a"] == "综合性医院设立老年医学科比例达60%以上"
    assert row["text_b"] == "综合性医院设立老年医学科比例达80%以上"
    assert row["other_number"]
    for side in ("a", "b"):
        text = documents.filter(pl.col("document_id") == side)["text"].item()
        assert text[row[f"text_start_{side}"] : row[f"text_end_{side}"]] == row[f"text_{side}"]


def test_shared_wording_stays_within_a_sentence():
    documents = factory.DOCUMENTS.build(
        [factory.document(name, "520000", "推进健康建设。深化医改工作。") for name in ("a", "b")]
    )
    assert shared_wording(documents).height == 0


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        pytest.param("推进“千县工程”60个项目医院建设", "thousand_counties", id="national-project"),
        pytest.param("实施适龄妇女“两癌”免费筛查", "two_cancers", id="short-name"),
        pytest.param("推动“港澳药械通”提质扩面", "gd_hk_mo_drugs", id="provincial-scheme"),
    ],
)
def test_programmes_are_found_by_their_names(text, programme):
    assert programme in programmes_named(text)


def test_origin_takes_the_first_that_holds():
    corpus = factory.corpus()
    found = origin(corpus.measures, corpus.documents, corpus.wording)
    said = {row["measure_id"]: row["origin"] for row in found.iter_rows(named=True)}
    by_topic = {(corpus.measure[m]["document_id"], corpus.measure[m]["primary"]): o for m, o in said.items()}
    assert by_topic["county", "D3"] == "only"
    assert by_topic["city", "T4"] == "national"
    assert by_topic["city", "C3"] == "superior", "the province's own wording of the indicator is handed down"
    assert by_topic["county", "C3"] == "shared"


def test_cascade_sets_results_against_the_superiors_plan():
    corpus = factory.corpus()
    frame = cascade(corpus.measures, corpus.documents, corpus.targets)
    assert frame.select("superior_id", "lower_id").unique().rows() == [("province", "city")]
    said = {row["subject"]: row for row in frame.filter(pl.col("subject_kind") == "topic").iter_rows(named=True)}
    assert said["R1"]["status"] == "done"
    assert said["R2"]["status"] == "not_judged", "a text of three measures leaves nothing out"
    assert said["C3"]["superior_number"]
    assert said["C3"]["lower_number"]
    assert said["C3"]["lower_target_id"] == "city:32:t"
    assert said["R1"]["superior_number"] is False
    assert said["R1"]["lower_target_id"] is None


def test_a_plan_of_a_later_year_is_continuity_only():
    corpus = factory.corpus(city={"plan_year": 2024})
    measures = corpus.measures.with_columns(stance=pl.lit("plan"))
    frame = cascade(measures, corpus.documents, corpus.targets)
    assert set(frame["status"].to_list()) == {"continues", "not_judged"}


def test_cascade_follows_named_programmes_too():
    corpus = factory.corpus()
    frame = cascade(corpus.measures, corpus.documents, corpus.targets).filter(pl.col("subject_kind") == "programme")
    said = dict(frame.select("subject", "status").iter_rows())
    assert said["county_consortium"] == "done"
    assert said["primary_quality"] == "not_judged"


def test_results_of_an_earlier_year_do_not_answer_a_later_task():
    corpus = factory.corpus(city={"reports_year": 2022})
    frame = cascade(corpus.measures, corpus.documents, corpus.targets).filter(pl.col("subject") == "R1")
    assert frame["status"].to_list() == ["not_judged"]


@pytest.mark.parametrize(
    ("facts", "measures", "topic", "status"),
    [
        pytest.param({}, 40, "A1", "silent", id="long-full-text"),
        pytest.param({}, 39, "A1", "not_judged", id="short-text"),
        pytest.param({"completeness": "summary"}, 40, "A1", "not_judged", id="summary"),
        pytest.param({}, 40, "H5", "not_judged", id="insurance-is-not-the-health-authority's"),
        pytest.param({}, 40, "R1", "repeats", id="repeated"),
    ],
)
def test_cascade_calls_a_text_silent_only_where_silence_can_be_known(facts, measures, topic, status):
    documents = factory.DOCUMENTS.build([
        factory.document("above", "520000", "推进建设"), factory.document("below", "520300", "推进建设", **facts),
    ])  # fmt: skip
    coded_rows = factory.counts([("above", topic, 1), ("below", "R1", measures)])
    row = cascade(coded_rows, documents, factory.corpus().targets).row(0, named=True)
    assert row["status"] == status


@pytest.mark.parametrize(
    ("facts", "measures", "topic", "said", "reason"),
    [
        pytest.param({}, 40, "A1", "not_mentioned", None, id="long-full-text"),
        pytest.param({}, 39, "A1", "not_judged", "few_measures", id="short-text"),
        pytest.param({"completeness": "summary"}, 40, "A1", "not_judged", "not_full", id="summary"),
        pytest.param({}, 40, "H5", "not_judged", "other_authority", id="insurance-is-not-the-health-authority's"),
        pytest.param({"authority": "party_government"}, 40, "H5", "not_mentioned", None, id="government-owns-all"),
        pytest.param({}, 40, "R1", "mentioned", None, id="mentioned"),
    ],
)
def test_silence_is_said_only_where_it_can_be_known(facts, measures, topic, said, reason):
    documents = factory.DOCUMENTS.build([factory.document("a", "520000", "推进建设", **facts)])
    row = silence(factory.counts([("a", "R1", measures)]), documents, [topic]).row(0, named=True)
    assert (row["said"], row["reason"]) == (said, reason)


def test_programmes_name_a_topic_and_a_level_each():
    rows = load_csv("programmes.csv")
    assert len({row["programme_id"] for row in rows}) == len(rows)
    for row in rows:
        assert taxonomy.is_code(row["topic"]), row
        assert row["level"] in ("national", "province"), row
        assert row["owner_code"] in all_regions(), row
        assert all(term.strip() for term in row["terms"].split("|")), row


def test_the_packaged_reference_is_the_one_in_data():
    path = Path(__file__).parents[1] / "data" / "reference" / "national.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.DictReader(stream)) == list(load_csv("national.csv"))


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        pytest.param({"P": 16, "M": 106}, {"P": 15, "M": 107}, False, id="one-measure-more-says-nothing"),
        pytest.param({"P": 40, "M": 82}, {"P": 15, "M": 107}, True, id="a-lead-beyond-coding-error"),
        pytest.param({"M": 14}, {"M": 22}, False, id="nothing-against-nothing"),
        pytest.param({}, {"P": 1, "M": 9}, False, id="no-base-decides-nothing"),
    ],
)
def test_coding_error_tells_shares_apart(a, b, apart):
    assert told_apart(a, "P", b, "P") is apart


def test_two_shares_of_one_text_are_told_apart_by_their_difference():
    text = {"P": 20, "M": 20, "H": 60}
    assert not told_apart(text, "P", text, "M")
    assert told_apart(text, "H", text, "M")
    assert not told_apart(text, "P", text, "P")


def test_the_interval_is_that_of_the_confusion_and_holds_the_share():
    counts = {"P": 10, "M": 30, "H": 60}
    known = confusion("domain")
    for code, (low, high) in coding_intervals(counts).items():
        assert 0 <= low <= counts[code] / 100 <= high <= 1
        assert known.row(code)[code] < 1
        assert high - low > 0
    halves = {code: number * 100 for code, number in counts.items()}
    wide = coding_intervals({code: number // 5 for code, number in counts.items()})["P"]
    narrow = coding_intervals(halves)["P"]
    assert wide[1] - wide[0] > narrow[1] - narrow[0]


def test_the_confusions_rows_are_probabilities():
    for level in ("domain", "topic"):
        for row in confusion(level).rows.values():
            assert sum(row.values()) <= 1 + 1e-9
            assert min(row.values()) >= 0


def test_the_permutation_test_agrees_with_fishers_exact_test():
    from scipy.stats import fisher_exact

    own, others = {"P": 9, "M": 21}, {"P": 6, "M": 64}
    exact = fisher_exact([[9, 21], [6, 64]]).pvalue
    assert permutation(own, others)["P"] == pytest.approx(exact, abs=0.02)


def test_many_codes_at_once_are_paid_for():
    own = {"A": 6, **{f"x{number}": 2 for number in range(12)}}
    others = {"A": 1, **{f"x{number}": 2 for number in range(12)}}
    alone = permutation(own, others, ["A"])["A"]
    assert permutation(own, others)["A"] >= alone


def test_the_permutation_test_is_the_same_every_time_and_finds_nothing_in_equal_texts():
    own = {"A": 12, "B": 30, "C": 8}
    assert permutation(own, own) == permutation(dict(reversed(own.items())), own)
    assert min(permutation(own, own).values()) == 1.0


def test_a_difference_is_one_beyond_chance_and_beyond_coding_error():
    assert distinguished({"P": 40, "M": 40}, {"P": 10, "M": 70})["P"][1]
    assert not distinguished({"P": 3, "M": 4}, {"P": 1, "M": 7})["P"][1]
