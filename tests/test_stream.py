"""A corpus of any size: parts by content, resumed without repeating, one bad file stops no other."""

import json
import os
import signal
import time
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
from small import call, snapshot, start

from compare.errors import CompareError, ParameterError
from compare.runs import parts, stream
from compare.runs.partitions import Document, Partition, cut, find_documents
from compare.runs.places import check_address
from compare.runs.stream import local_engine
from compare.store import read_table, scan_table
from compare.structure.model import Facts
from compare.tables import DOCUMENT_TABLES

TEXT = "诸暨市卫生健康局2024年工作要点\n\n（一）推进医共体建设。新改扩建村卫生室{}家。\n（二）签约率达到{}%以上。\n"


@pytest.fixture
def corpus(tmp_path):
    for number in range(24):
        path = tmp_path / "corpus" / ("above" if number % 3 else "") / f"plan{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(number + 3, number + 50), encoding="utf-8")
    return tmp_path / "corpus"


def run(corpus, out, jobs=1, size=4, **more):
    faults = []
    done = stream.stream([str(corpus)], str(out), Facts(), local_engine(jobs), faults.append, size=size, **more)
    return done, [str(fault) for fault in faults]


def test_parts_open_as_one_table_everywhere(corpus, tmp_path):
    done, faults = run(corpus, tmp_path / "out")
    assert faults == []
    assert done.made > 2
    place = tmp_path / "out/targets.parquet"
    frame = read_table(tmp_path / "out", "targets")
    assert frame.height == 48 == done.rows["targets"]
    assert scan_table(tmp_path / "out", "targets").select(pl.len()).collect().item() == 48
    assert pl.read_parquet(place).height == len(pd.read_parquet(place)) == 48
    assert duckdb.sql(f"select count(*) from '{place}/*.parquet'").fetchall() == [(48,)]
    assert sorted(frame["document_id"].unique()) == sorted(
        f"above/plan{n:02}" if n % 3 else f"plan{n:02}" for n in range(24)
    )
    assert read_table(tmp_path / "out", "regions")["region_code"].to_list() == ["330681"]
    assert json.loads((tmp_path / "out/extract.json").read_text())["complete"] is True


def test_the_command_takes_a_folder_and_two_processes_give_the_same_bytes(corpus, tmp_path):
    done = call(tmp_path, "extract", corpus, "--out", "one", "--jobs", 1, "--part", 4)
    assert (done.returncode, done.stderr) == (0, "")
    assert "24 documents" in done.stdout
    assert call(tmp_path, "extract", corpus, "--out", "two", "--jobs", 2, "--part", 4).returncode == 0
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_a_second_run_repeats_nothing_and_a_changed_file_costs_its_part_only(corpus, tmp_path, monkeypatch):
    first, _ = run(corpus, tmp_path / "out")
    counted = []
    attempt = parts.attempt_rows
    monkeypatch.setattr(parts, "attempt_rows", lambda s, rows: counted.append(s.document_id) or attempt(s, rows))
    again, _ = run(corpus, tmp_path / "out")
    assert (again.made, again.kept, counted) == (0, first.made, [])
    (corpus / "plan09.txt").write_text(TEXT.format(99, 99), encoding="utf-8")
    changed, _ = run(corpus, tmp_path / "out")
    assert (changed.made, changed.kept) == (1, first.made - 1)
    assert 99.0 in read_table(tmp_path / "out", "targets")["value"]
    assert read_table(tmp_path / "out", "documents").height == 24
    run(corpus, tmp_path / "fresh")
    fresh, kept = snapshot(tmp_path / "fresh"), snapshot(tmp_path / "out")
    assert fresh == kept


def test_a_file_that_goes_takes_its_rows_with_it(corpus, tmp_path):
    run(corpus, tmp_path / "out")
    (corpus / "plan00.txt").unlink()
    run(corpus, tmp_path / "out")
    assert "plan00" not in read_table(tmp_path / "out", "documents")["document_id"]


def test_a_killed_run_goes_on_where_it_was(corpus, tmp_path):
    running = start(tmp_path, "extract", corpus, "--out", "out", "--jobs", 1, "--part", 1)
    records = tmp_path / "out/_parts"
    until = time.monotonic() + 60
    while time.monotonic() < until and len(list(records.glob("*.json"))) < 3:
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    left = len(list(records.glob("[!.]*.json")))
    assert left >= 3
    assert json.loads((tmp_path / "out/extract.json").read_text())["complete"] is False
    done, _ = run(corpus, tmp_path / "out", size=1)
    assert done.kept == left
    run(corpus, tmp_path / "fresh", size=1)
    assert snapshot(tmp_path / "fresh") == snapshot(tmp_path / "out")


def test_bad_files_are_listed_with_their_cause_each_time(corpus, tmp_path):
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n")
    (corpus / "large.txt").touch()
    os.truncate(corpus / "large.txt", 1 << 30)
    for _ in range(2):
        done = call(tmp_path, "extract", corpus, "--out", "out", "--jobs", 1)
        assert done.returncode == 1
        lines = sorted(done.stderr.splitlines())
        assert len(lines) == 4
        for words in (
            "empty.txt': the file is empty",
            "large.txt': 1,074 MB",
            "a PNG picture",
            "3 files are not in the tables",
        ):
            assert sum(words in line for line in lines) == 1
        assert read_table(tmp_path / "out", "documents").height == 24


def test_a_file_that_changes_while_it_is_read_is_named_and_read_whole_the_next_time(corpus, tmp_path, monkeypatch):
    def write_on(size, place):
        if "plan05" in place:
            with (corpus / "above/plan05.txt").open("a", encoding="utf-8") as file:
                file.write("（三）新增托位300个。\n")

    with monkeypatch.context() as patch:
        patch.setattr("compare.sources.load.refuse_size", write_on)
        done, faults = run(corpus, tmp_path / "out")
    (fault,) = faults
    assert "plan05.txt': changed while it was read" in fault
    assert "Wait until it is written" in fault
    assert done.rows["documents"] == 23
    done, faults = run(corpus, tmp_path / "out")
    assert (done.rows["documents"], faults) == (24, [])
    texts = read_table(tmp_path / "out", "documents")["text"].to_list()
    assert sum("新增托位300个" in text for text in texts) == 1


def test_a_worker_that_dies_costs_the_file_that_killed_it(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "work", deadly_work)
    done, faults = run(corpus, tmp_path / "out", jobs=2)
    assert len(faults) == 1
    assert "plan07.txt': its worker process died" in faults[0]
    assert done.rows["documents"] == 23


def deadly_work(partition, task):
    if any(document.document_id.endswith("plan07") for document in partition.documents):
        os._exit(9)
    return parts.work(partition, task)


def test_files_of_one_stem_keep_apart(tmp_path):
    for name in ("a.txt", "a.html", "b/a.txt", "b.txt", ".hidden.txt", "README.md"):
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    found = [document.document_id for document in find_documents([str(tmp_path / "folder")])]
    assert found == ["a", "a.txt", "b", "b/a"]
    twice = [d.document_id for d in find_documents([str(tmp_path / "folder/a.txt"), str(tmp_path / "folder/b/a.txt")])]
    assert twice == ["a", "a-2"]


def test_a_million_files_are_cut_as_they_come():
    def many():
        for number in range(1_000_000):
            seen.append(1)
            yield Document(f"f{number}", f"f{number}", f"f{number}", 2000)

    seen = []
    first = next(cut(many()))
    assert 50 <= len(first.documents) <= 400
    assert len(seen) == len(first.documents)


def test_a_new_file_changes_one_partition_only():
    names = [f"plan{number}" for number in range(2000)]
    before = set(cut(Document(n, n, n) for n in names))
    after = set(cut(Document(n, n, n) for n in [*names[:1000], "new", *names[1000:]]))
    assert len(after - before) <= 2
    assert all(isinstance(partition, Partition) for partition in after)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("zip://a::s3://b/c", id="chained"),
        pytest.param("http://example.org/a", id="web"),
        pytest.param("s3://", id="no-bucket"),
    ],
)
def test_addresses_beyond_the_allowed_list_are_wrong_use(address, tmp_path):
    with pytest.raises(ParameterError):
        check_address(address)
    done = call(tmp_path, "extract", address, "--out", "out")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_an_output_that_cannot_be_written_to_is_named(corpus, tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(CompareError, match="not writable"):
        run(corpus, tmp_path / "out")
    assert Path(tmp_path / "out").read_text(encoding="utf-8") == "a file"


def test_every_document_table_has_parts(corpus, tmp_path):
    done, _ = run(corpus, tmp_path / "out")
    for table in DOCUMENT_TABLES:
        assert len(list((tmp_path / "out" / f"{table.name}.parquet").glob("part-*.parquet"))) == done.made


def test_the_registers_own_folder_means_its_documents(tmp_path):
    done = call(Path(__file__).parents[1], "extract", "data/raw", "--out", tmp_path / "out", "--jobs", 1)
    assert done.returncode == 0
    assert read_table(tmp_path / "out", "documents")["document_id"].to_list()[0] == "guangdong-2023-ten-key-tasks"
    assert call(tmp_path, "extract", "--out", "out", "--scheduler", "tcp://127.0.0.1:1").returncode == 2
