"""Tables go out and come back as declared, with equal bytes for equal frames."""

import csv
import io
import json

import polars as pl
import pytest

from compare.errors import RunError, TableError
from compare.store import describe, read_table, tables_folder, write_tables
from compare.tables import ITEMS, REGIONS, SCHEMA_VERSION, TABLES, TARGETS


def item(number, **fields):
    return {
        "item_id": f"d#{number}",
        "document_id": "d",
        "item_no": number,
        "heading": "强化基层",
        "lead_units": ["委规划处", '委"办"'],
        "responsible_units": [],
        "text_start": 0,
        "text_end": 4,
        "raw_start": 0,
        "raw_end": 4,
    } | fields


def region(code):
    return {"region_code": code, "region_zh": "北京市", "short_zh": "北京", "admin_level": "province"}


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_a_table_comes_back_as_it_went_out(tmp_path):
    frame = ITEMS.build([item("1"), item("2", section="一、总体要求")])
    write_tables(tmp_path, {"items": frame})
    assert read_table(tmp_path, "items").equals(frame)


def test_equal_frames_give_equal_bytes(tmp_path):
    for name in ("a", "b"):
        write_tables(tmp_path / name, {"items": ITEMS.build([item(str(n)) for n in range(500)])})
    for file in ("items.parquet", "items.csv", "datapackage.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_csv_has_a_mark_lists_as_json_and_codes_as_text(tmp_path):
    write_tables(tmp_path, {"items": ITEMS.build([item("1")]), "regions": REGIONS.build([region("010000")])})
    assert (tmp_path / "items.csv").read_bytes().startswith(b"\xef\xbb\xbfitem_id,")
    assert json.loads(rows_of(tmp_path / "items.csv")[0]["lead_units"]) == ["委规划处", '委"办"']
    assert rows_of(tmp_path / "regions.csv")[0]["region_code"] == "010000"
    assert read_table(tmp_path, "regions")["region_code"].to_list() == ["010000"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_in_free_text_are_harmless_in_csv_and_untouched_in_parquet(tmp_path, words):
    write_tables(tmp_path, {"items": ITEMS.build([item("1", heading=words)])})
    assert rows_of(tmp_path / "items.csv")[0]["heading"] == "'" + words
    assert read_table(tmp_path, "items")["heading"].to_list() == [words]


def test_closed_lists_and_numbers_are_not_neutralised(tmp_path):
    comparators = TARGETS.columns["comparator"].values
    assert "=" in comparators
    row = dict.fromkeys(TARGETS.columns) | {
        "target_id": "d:t0", "document_id": "d", "indicator": "增幅", "value": -3.5, "comparator": "=", "kind": "target",
        "measure_type": "share", "change": "level", "accumulation": "unknown", "firmness": "plain", "quality": "ok",
        "quote": "-3.5%", "text_start": 0, "text_end": 5, "raw_start": 0, "raw_end": 5,
    }  # fmt: skip
    row |= {name: 0 for name, column in TARGETS.columns.items() if row.get(name) is None and not column.nullable}
    write_tables(tmp_path, {"targets": TARGETS.build([row])})
    stored = rows_of(tmp_path / "targets.csv")[0]
    assert (stored["comparator"], stored["value"], stored["quote"]) == ("=", "-3.5", "'-3.5%")


def test_a_table_may_be_a_folder_of_parts_in_the_order_of_their_names(tmp_path):
    for part, numbers in (("part-1", ["3"]), ("part-0", ["1", "2"])):
        (tmp_path / "items.parquet").mkdir(exist_ok=True)
        ITEMS.build([item(n) for n in numbers]).write_parquet(tmp_path / "items.parquet" / f"{part}.parquet")
    assert read_table(tmp_path, "items")["item_no"].to_list() == ["1", "2", "3"]


def test_writing_a_table_replaces_its_folder_of_parts(tmp_path):
    (tmp_path / "items.parquet").mkdir()
    write_tables(tmp_path, {"items": ITEMS.build([item("9")])})
    assert read_table(tmp_path, "items")["item_no"].to_list() == ["9"]


def test_every_declared_table_is_described_with_types_and_version():
    package = describe(list(TABLES.values()))
    assert package["schema_version"] == SCHEMA_VERSION
    for resource, table in zip(package["resources"], TABLES.values(), strict=True):
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(table.columns)
        assert all(field["description"] for field in fields)


def test_a_missing_table_names_folder_and_remedy(tmp_path):
    with pytest.raises(TableError, match="make report"):
        read_table(tmp_path, "measures")


def test_a_torn_file_is_named(tmp_path):
    (tmp_path / "items.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(TableError, match="not readable"):
        read_table(tmp_path, "items")


def test_a_stored_table_of_another_shape_is_refused(tmp_path):
    pl.DataFrame({"item_id": ["x"]}).write_parquet(tmp_path / "items.parquet")
    with pytest.raises(TableError, match="columns differ"):
        read_table(tmp_path, "items")


def test_an_undeclared_table_is_refused(tmp_path):
    with pytest.raises(TableError, match="undeclared"):
        write_tables(tmp_path, {"gossip": pl.DataFrame()})


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(RunError, match="not writable"):
        write_tables(tmp_path / "file" / "below", {"items": ITEMS.empty()})


def test_the_environment_names_the_tables_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("POLICY_COMPARE_TABLES", str(tmp_path))
    assert tables_folder() == tmp_path
    monkeypatch.delenv("POLICY_COMPARE_TABLES")
    assert tables_folder().as_posix() == "data/processed"
