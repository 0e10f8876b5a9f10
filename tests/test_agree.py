"""The agreement of two coders, from their sheets."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from compare.cli import main
from compare.errors import ParameterError
from compare.review.agree import compare_coders, read_codes


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


def test_the_command_shows_alpha_and_writes_the_differences(tmp_path, capsys) -> None:
    one = {str(n): ("C1" if n % 2 else "T1") for n in range(20)}
    (tmp_path / "A.xlsx").write_bytes(sheet(one))
    (tmp_path / "B.xlsx").write_bytes(sheet(one | {"3": "C2"}))
    with pytest.raises(SystemExit) as left:
        main(["agree", str(tmp_path / "A.xlsx"), str(tmp_path / "B.xlsx"), "--out", str(tmp_path / "d.csv")])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert "domain C" in shown
    assert "1 differences" in shown
    assert "3,C1,C2" in (tmp_path / "d.csv").read_text(encoding="utf-8-sig")


def test_the_command_names_a_sheet_that_is_missing(tmp_path) -> None:
    with pytest.raises(SystemExit) as left:
        main(["agree", str(tmp_path / "A.xlsx"), str(tmp_path / "B.xlsx")])
    assert left.value.code == 2
