"""Corrections laid over the machine, and the agreement of two coders."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from compare.errors import CorrectionError, ParameterError
from compare.review import (
    Correction,
    append_correction,
    check_share,
    correct_tables,
    find_correction_issues,
    hold_words,
    read_corrections,
)
from compare.review.agree import compare_coders, read_codes
from compare.review.corrections import hash_words, lint_corrections, settle
from compare.runs.extract import Identity, extract_text

RAW = "一、推进托育服务\n新增普惠托位500个，开展养育照护指导。推进智慧托育平台应用。"
IDENTITY = Identity(document_id="a", source_file="a.txt", sha256="0" * 64)


def correction(words: str = "推进智慧托育平台应用", *, raw: str = RAW, **changed: object) -> Correction:
    start = raw.index(words)
    row = Correction(document_id="a", raw_start=start, raw_end=start + len(words), sha256=hash_words(words), field="primary",
                     old="C3", new="D2", reason="the tool is the object", reviewer="Li", date="2026-11-21", line=2)  # fmt: skip
    return replace(row, **changed)


def measure_at(frame: pl.DataFrame, words: str) -> dict[str, object]:
    return next(row for row in frame.iter_rows(named=True) if words in row["text"])


def test_a_corrected_code_holds_over_the_machine() -> None:
    tables = extract_text(RAW, IDENTITY, corrections=[correction()])
    row = measure_at(tables["measures"], "智慧托育")
    assert (row["primary"], row["coded_by"], row["confidence"]) == ("D2", "person", 1.0)
    other = measure_at(tables["measures"], "托位")
    assert other["coded_by"] != "person"


def test_what_a_correction_moved_is_listed() -> None:
    tables = extract_text(RAW, IDENTITY)
    _, moved = correct_tables(tables, [correction()])
    assert moved[0].after == "D2"
    assert "智慧托育" in moved[0].words
    assert "D2" in moved[0].topics


def test_a_corrected_number_reaches_the_target() -> None:
    fixed = correction("500", field="value", old="500", new="600")
    tables = extract_text(RAW, IDENTITY, corrections=[fixed])
    assert tables["targets"]["value"].to_list() == [600.0]


def test_corrected_words_are_read_anew() -> None:
    raw = RAW.replace("托位500个", "托位???个")
    fixed = correction("???", raw=raw, field="restored", old="", new="500")
    tables = extract_text(raw, IDENTITY, corrections=[fixed])
    assert "托位500个" in tables["documents"]["text"][0]
    row = tables["targets"].row(0, named=True)
    assert row["value"] == 500.0
    assert tables["documents"]["text"][0][row["text_start"] : row["text_end"]] == row["quote"]


def test_corrections_of_other_documents_are_passed_over() -> None:
    assert extract_text(RAW, IDENTITY, corrections=[correction(document_id="b")])["measures"].equals(
        extract_text(RAW, IDENTITY)["measures"]
    )


def test_words_that_are_gone_stop_the_work() -> None:
    with pytest.raises(CorrectionError, match="its words are gone"):
        hold_words([correction()], RAW.replace("智慧", "数字"))


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        pytest.param({"new": "Q7"}, "unknown code 'Q7'", id="a-code-that-does-not-exist"),
        pytest.param({"field": "colour"}, "unknown field 'colour'", id="a-field-that-does-not-exist"),
        pytest.param({"reason": ""}, "no reason", id="no-reason"),
        pytest.param({"date": "yesterday"}, "is not YYYY-MM-DD", id="no-date"),
        pytest.param({"field": "stance", "new": "future"}, "unknown stance", id="a-stance-that-does-not-exist"),
        pytest.param({"field": "value", "new": "many"}, "is no number", id="a-value-that-is-no-number"),
    ],
)
def test_lint_names_what_is_wrong(changed: dict[str, object], finding: str) -> None:
    issues = lint_corrections([correction(**changed)])
    assert any(finding in issue for issue in issues)


def test_two_reviewers_in_conflict_are_named() -> None:
    rows = [correction(), correction(reviewer="Wang", new="C3", line=3)]
    with pytest.raises(CorrectionError, match=r"Li: D2.*Wang: C3"):
        settle(rows)


def test_a_reviewer_may_change_their_mind() -> None:
    assert settle([correction(new="D1"), correction(new="D2", line=3)])[0].new == "D2"


def test_the_file_is_appended_to_and_read_back(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    append_correction(tmp_path, correction())
    append_correction(tmp_path, correction("新增普惠托位500个", new="C3", old="C4"))
    assert [row.new for row in read_corrections(tmp_path)] == ["D2", "C3"]
    assert find_correction_issues(tmp_path) == []
    with pytest.raises(CorrectionError, match="unknown code"):
        append_correction(tmp_path, correction(new="Q7"))


def test_no_file_means_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == []


def test_people_may_code_at_most_a_twentieth() -> None:
    frame = pl.DataFrame({"coded_by": ["person"] * 2 + ["rule"] * 18})
    assert "2 of 20" in check_share(frame)[0]
    assert check_share(pl.DataFrame({"coded_by": ["person"] + ["rule"] * 19})) == []


def sheet(codes: dict[str, str]) -> bytes:
    book = Workbook()
    book.active.append(["measure_id", "primary", "text"])
    for key, code in codes.items():
        book.active.append([key, code, "推进托育服务"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_agreement_of_two_coders_with_the_list_of_differences() -> None:
    one = {str(n): ("C1" if n % 2 else "T1") for n in range(20)}
    two = one | {"3": "C2", "5": "R1"}
    found = compare_coders(read_codes(sheet(one), "A.xlsx"), read_codes(sheet(two), "B.xlsx"))
    topic, domain = found.summary.rows(named=True)[:2]
    assert topic["agreement"] == pytest.approx(0.9)
    assert topic["alpha_low"] <= topic["alpha"] <= topic["alpha_high"]
    assert domain["alpha"] > topic["alpha"]
    assert found.differences["id"].to_list() == ["3", "5"]


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        pytest.param(b"measure_id,primary\n1,Q7\n", "unknown codes 'Q7'", id="unknown-code"),
        pytest.param(b"measure_id,primary\n1,C1\n1,C2\n", "ids twice", id="id-twice"),
        pytest.param(b"a,b\n1,2\n", "columns", id="columns-missing"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_named(content: bytes, finding: str) -> None:
    with pytest.raises(ParameterError, match=finding):
        read_codes(content, "A.csv")
