"""The commands of review: correct, agree with its empty sheet, taxonomy."""

import io

import pytest
import small
from openpyxl import load_workbook
from rdflib import SKOS, Graph

from compare.coding.taxonomy import codes
from compare.review.corrections import live
from compare.review.files import read_corrections
from compare.review.sheet import COLUMNS, template_sheet
from compare.store import read_table


@pytest.fixture
def project(tmp_path):
    """Return a small project with tables."""
    return small.make_project_with_tables(tmp_path)


def test_correct_writes_a_row_that_check_likes(project):
    row = read_table(project / "data/processed", "measures").row(0, named=True)
    done = small.call(
        project, "correct", row["measure_id"], "primary", "X2", "--reason", "重读", "--reviewer", "王医生"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "row 1 of data/corrections.csv" in done.stdout
    assert read_corrections(project)[0][0].new_value == "X2"
    assert small.call(project, "check").returncode == 0


def test_a_correction_is_taken_back_by_its_number(project):
    row = read_table(project / "data/processed", "measures").row(0, named=True)
    who = ("--reason", "重读", "--reviewer", "王医生")
    small.call(project, "correct", row["measure_id"], "primary", "X2", *who)
    done = small.call(project, "correct", "1", "withdrawn", "", *who)
    assert (done.returncode, done.stderr) == (0, "")
    assert live(read_corrections(project)[0]) == []
    assert small.call(project, "check").returncode == 0
    again = small.call(project, "correct", "1", "withdrawn", "", *who)
    assert (again.returncode, "no correction in force has the number '1'" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("yunfu:1", "primary", "R99"), 2, "is in no table", id="no-such-row"),
        pytest.param(("first", "primary", "R99"), 1, "'R99' does not exist", id="no-such-code"),
        pytest.param(("first", "text", "x"), 2, "Use one of primary", id="no-such-field"),
    ],
)
def test_correct_refuses_in_one_line(project, arguments, code, said):
    first = read_table(project / "data/processed", "measures")["measure_id"][0]
    named = [first if argument == "first" else argument for argument in arguments]
    done = small.call(project, "correct", *named, "--reason", "x", "--reviewer", "y")
    assert done.returncode == code
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_empty_sheet_does_not_lead_the_coder(project):
    measures = read_table(project / "data/processed", "measures")
    book = load_workbook(io.BytesIO(template_sheet(measures)))
    lines = list(book["units"].iter_rows(values_only=True))
    assert lines[0] == COLUMNS
    assert [line[0] for line in lines[1:]] == measures["measure_id"].to_list()
    assert {line[4] for line in lines[1:]} == {None}
    assert [line[0] for line in book["codes"].iter_rows(min_row=2, values_only=True)] == list(codes())


def test_agree_wants_two_sheets_and_writes_an_empty_one(project):
    done = small.call(project, "agree")
    assert (done.returncode, "two are needed" in done.stderr) == (2, True)
    done = small.call(project, "agree", "--template", "sheet.xlsx")
    assert (done.returncode, (project / "sheet.xlsx").is_file()) == (0, True)


def test_the_taxonomy_is_skos(project):
    done = small.call(project, "taxonomy", "--out", "taxonomy.ttl")
    assert done.returncode == 0
    graph = Graph().parse(project / "taxonomy.ttl")
    notations = {str(code) for code in graph.objects(None, SKOS.notation)}
    assert set(codes()) <= notations
