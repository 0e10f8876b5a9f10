"""What is made of a store of parts: opened by four libraries, counted lazily, finished by CSV files and tables of pairs."""

import json

import duckdb
import pandas as pd
import polars as pl
import pytest
from small import call

from compare.overlap import emphasis, presence, tally_documents, tally_numbers, tally_topics
from compare.runs import finish, stream
from compare.runs.stream import local_engine
from compare.store import read_table, scan_table
from compare.structure.model import Facts
from compare.tables import DOCUMENT_TABLES, TABLES

PLACES = ("诸暨市", "绍兴市", "清远市", "茂名市", "毕节市", "福泉市")
TEXT = (
    "{}卫生健康局{}年工作要点\n\n（一）推进医共体建设。新改扩建村卫生室{}家，牵头单位：医政科。\n"
    "（二）家庭医生签约率达到{}%以上。加强中医药人才培养。\n"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(18):
        text = TEXT.format(PLACES[number % 6], 2023 + number // 6, number + 3, number + 50)
        (folder / f"plan{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("store")
    run(corpus, out)
    return out


def run(corpus, out, **more):
    return stream.stream([str(corpus)], str(out), Facts(), local_engine(1), print, size=4, **more)


@pytest.mark.parametrize("name", [pytest.param(table.name, id=table.name) for table in DOCUMENT_TABLES])
def test_parts_open_as_one_table_in_four_libraries(store, name):
    dd = pytest.importorskip("dask.dataframe", reason="declared for development")
    place = store / f"{name}.parquet"
    columns = list(TABLES[name].columns)
    rows = pl.read_parquet(place).height
    assert len(list(place.glob("*.parquet"))) > 2
    assert pl.scan_parquet(place).collect_schema().names() == columns
    frame = pd.read_parquet(place)
    assert (list(frame.columns), len(frame)) == (columns, rows)
    found = duckdb.sql(f"from '{place}/*.parquet'")
    assert (found.columns, len(found.fetchall())) == (columns, rows)
    parts = dd.read_parquet(place)
    assert (list(parts.columns), len(parts)) == (columns, rows)


def test_a_count_over_the_store_is_the_count_over_the_table(store):
    lazy, whole = scan_table(store, "measures"), read_table(store, "measures")
    for level in ("domain", "topic"):
        assert emphasis(lazy, level=level).equals(emphasis(whole, level=level))
    assert presence(lazy).equals(presence(whole))
    topics = tally_topics(lazy, exclude_domains=["G"])
    assert topics.equals(tally_topics(whole, exclude_domains=["G"]))
    assert topics.group_by("region_code").agg(pl.col("share").sum().round(9))["share"].to_list() == [1.0] * 6


def test_numbers_are_tallied_by_definition_and_year(store):
    found = tally_numbers(scan_table(store, "targets")).filter(pl.col("unit") == "%")
    assert found.select("year", "statements", "documents", "regions", "least", "median", "greatest").rows() == [
        ("2023", 6, 6, 6, 50.0, 52.5, 55.0), ("2024", 6, 6, 6, 56.0, 58.5, 61.0), ("2025", 6, 6, 6, 62.0, 64.5, 67.0),
    ]  # fmt: skip


def test_documents_are_tallied_by_level_and_year(store):
    found = tally_documents(scan_table(store, "documents"), by=("admin_level", "plan_year"))
    assert found.filter(plan_year=2024).rows() == [("county", 2024, 2, 2), ("prefecture", 2024, 4, 4)]


def test_tables_of_pairs_are_those_of_a_whole_run(corpus, store, tmp_path):
    files = sorted(str(path) for path in corpus.iterdir())
    assert call(tmp_path, "extract", *files, "--out", "whole").returncode == 0
    for name, key in (("comparisons", "target_id"), ("document_pairs", "document_id")):
        one, other = (read_table(folder, name) for folder in (store, tmp_path / "whole"))
        assert one.height == other.height > 10
        pairs = [
            {(frozenset((row[f"{key}_a"], row[f"{key}_b"])), row["verdict"]) for row in frame.rows(named=True)}
            for frame in (one, other)
        ]
        assert pairs[0] == pairs[1]


def test_csv_files_hold_the_rows_of_the_parts_and_the_package_describes_them(store):
    for table in TABLES.values():
        frame = pd.read_csv(store / f"{table.name}.csv", dtype=str, encoding="utf-8-sig")
        assert (list(frame.columns), len(frame)) == (list(table.columns), read_table(store, table.name).height)
    described = json.loads((store / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in described["resources"]] == [f"{name}.csv" for name in TABLES]


def test_pairs_beyond_the_bound_are_left_out_and_named(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "PAIRS", 100)
    done = run(corpus, tmp_path / "out")
    assert done.left["document_pairs"] == 18 * 17 // 2
    assert not (tmp_path / "out/document_pairs.parquet").exists()
    assert run(corpus, tmp_path / "out", finish="all").rows["document_pairs"] == 153
    again = run(corpus, tmp_path / "out", finish="none")
    assert (again.made, again.left) == (0, {})
    assert sorted(path.name for path in (tmp_path / "out").glob("*.csv")) == []
    assert not (tmp_path / "out/comparisons.parquet").exists()


def test_pairs_stand_in_parts_of_a_size_that_memory_holds(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(finish, "PART_ROWS", 50)
    run(corpus, tmp_path / "out")
    parts = sorted((tmp_path / "out/document_pairs.parquet").iterdir())
    assert [pl.read_parquet(part).height for part in parts] == [50, 50, 50, 3]


def test_an_unchanged_store_is_not_finished_twice(corpus, tmp_path, monkeypatch):
    first = run(corpus, tmp_path / "out")
    monkeypatch.setattr(stream, "write_pairs", None)
    assert run(corpus, tmp_path / "out").rows == first.rows
