"""Rows that people add or take away: measures split and merged, statements missed or read where there is none."""

import pytest
from test_corrections import extract, line, measure, rows, statement

from compare.errors import CorrectionError, CorrectionsError
from compare.review.corrections import read_rows
from compare.review.fields import find_fault, read_statement
from compare.review.rows import change_rows
from compare.runs.moved import words

BEDS = "加强乡镇卫生院建设,新增家庭病床50张"
FIRST, SECOND = "加强乡镇卫生院建设", "新增家庭病床50张"


def codes(frames):
    """Return words, code and coder of each measure, in order."""
    wanted = frames["measures"].select("text", "primary", "coded_by")
    return [row for row in wanted.rows() if row[0] in (BEDS, FIRST, SECOND)]


def machine(wanted):
    """Return the code that the machine gives the measure of just these words."""
    return next(row["primary"] for row in extract()["measures"].iter_rows(named=True) if row["text"] == wanted)


def whole():
    """Return the lines that merge what the machine made of the first item into one measure, whatever it made."""
    made = [row for row in extract()["measures"].iter_rows(named=True) if row["text"] in (BEDS, FIRST, SECOND)]
    return [(row["text"], row["primary"]) for row in made]


class TestMeasures:
    def test_a_measure_is_split_by_removing_it_and_adding_its_parts(self):
        removed = [line(n, words, "removed", code, "") for n, (words, code) in enumerate(whole(), start=1)]
        count = len(removed)
        added = [line(count + 1, FIRST, "added", "", "R2"), line(count + 2, SECOND, "added", "", "A2|R2")]
        frames = extract(rows(*removed, *added))
        assert codes(frames) == [(FIRST, "R2", "person"), (SECOND, "A2", "person")]
        beds = measure(frames, "家庭病床")
        assert (beds["secondary"], beds["item_no"], beds["confidence"], beds["stance"]) == (["R2"], "1", 1.0, "plan")
        assert statement(frames, "家庭病床")["measure_id"] == beds["measure_id"]

    def test_measures_are_merged_by_removing_them_and_adding_the_whole(self):
        removed = [line(n, words, "removed", code, "") for n, (words, code) in enumerate(whole(), start=1)]
        frames = extract(rows(*removed, line(len(removed) + 1, BEDS, "added", "", "R2")))
        assert codes(frames) == [(BEDS, "R2", "person")]
        targets = frames["targets"]
        assert set(targets["measure_id"].drop_nulls()) <= set(frames["measures"]["measure_id"])

    def test_a_field_of_an_added_measure_can_be_put_right_later(self):
        removed = [line(n, words, "removed", code, "") for n, (words, code) in enumerate(whole(), start=1)]
        count = len(removed)
        later = line(count + 2, BEDS, "stance", "plan", "achieved")
        frames = extract(rows(*removed, line(count + 1, BEDS, "added", "", "R2"), later))
        assert measure(frames, "家庭病床")["stance"] == "achieved"

    def test_words_of_another_measure_are_not_taken_twice(self):
        with pytest.raises(CorrectionError, match="part of other measures"):
            extract(rows(line(1, "家庭病床", "added", "", "A2")))

    def test_what_the_machine_no_longer_makes_need_not_be_removed(self):
        frames = extract(rows(line(1, "丽水市", "removed", "Z", ""))) if not whole_of("丽水市") else extract()
        assert frames["measures"].equals(extract()["measures"])

    def test_a_removal_whose_measure_says_something_else_stops(self):
        words, _ = whole()[0]
        with pytest.raises(CorrectionError, match="no longer holds"):
            extract(rows(line(1, words, "removed", "X2", "")))

    def test_a_removal_of_part_of_a_measure_stops(self):
        with pytest.raises(CorrectionError, match="just these words"):
            extract(rows(line(1, "家庭病床", "removed", "A2", "")))

    def test_an_added_measure_that_the_machine_makes_by_now_rests(self):
        words, code = whole()[0]
        assert extract(rows(line(1, words, "added", "", code)))["measures"].equals(extract()["measures"])

    def test_an_added_measure_that_the_machine_codes_otherwise_stops(self):
        words, _ = whole()[0]
        with pytest.raises(CorrectionError, match="already"):
            extract(rows(line(1, words, "added", "", "X2")))


def whole_of(words):
    """Return the measures that share some words."""
    return [row for row in extract()["measures"].iter_rows(named=True) if words in row["text"]]


class TestStatements:
    def test_a_statement_that_is_none_is_removed_and_its_number_kept_in_the_ledger(self):
        frames = extract(rows(line(1, "50张", "removed", "50张", "", table="targets")))
        assert not [row for row in frames["targets"].iter_rows(named=True) if row["value"] == 50]
        fate = next(row for row in frames["numerals"].iter_rows(named=True) if row["text"].startswith("50"))
        assert (fate["fate"], fate["target_id"]) == ("other", None)
        assert frames["numerals"].height == extract()["numerals"].height

    def test_a_statement_that_was_missed_is_added(self):
        said = "indicator=家庭病床数;value=50;unit=张;comparator=>=;deadline=2024"
        frames = extract(
            rows(
                line(1, "50张", "removed", "50张", "", table="targets"),
                line(2, "50张", "added", "", said, table="targets"),
            )
        )
        row = next(row for row in frames["targets"].iter_rows(named=True) if row["value"] == 50)
        assert (row["indicator"], row["comparator"], row["kind"], row["quality"]) == (
            "家庭病床数",
            ">=",
            "target",
            "ok",
        )
        text = frames["documents"]["text"][0]
        assert text[row["text_start"] : row["text_end"]] == row["quote"]
        assert text[row["value_text_start"] : row["value_text_end"]] == "50张"
        fate = next(row for row in frames["numerals"].iter_rows(named=True) if row["text"].startswith("50"))
        assert (fate["fate"], fate["target_id"]) == ("target", row["target_id"])


@pytest.mark.parametrize(
    ("table", "value", "finding"),
    [
        pytest.param("measures", "R9", "does not exist", id="no-such-code"),
        pytest.param("measures", "R2|R9", "cannot be secondary", id="no-such-secondary-code"),
        pytest.param("targets", "value=5", "needs indicator", id="no-indicator"),
        pytest.param("targets", "colour=red", "no field of a statement", id="no-such-field"),
        pytest.param("targets", "indicator=托位;value=viel", "no value of value", id="no-number"),
    ],
)
def test_what_cannot_be_added_is_named(table, value, finding):
    assert finding in find_fault(table, "added", value)
    _, issues = read_rows("\n".join([HEAD, line(1, BEDS, "added", "", value, table=table)]).encode())
    assert any(finding in str(issue) for issue in issues)


HEAD = "correction_id,document_id,raw_start,raw_end,raw_sha256,table,field,old_value,new_value,reason,reviewer,date"


def test_two_reviewers_who_add_differently_are_in_conflict():
    data = "\n".join([HEAD, line(1, BEDS, "added", "", "R2"), line(2, BEDS, "added", "", "A2", reviewer="李医生")])
    _, issues = read_rows(data.encode())
    assert any("李医生" in str(issue) and "王医生" in str(issue) for issue in issues)


def test_a_removed_row_has_no_new_value():
    _, issues = read_rows("\n".join([HEAD, line(1, BEDS, "removed", "R2", "R1")]).encode())
    assert issues


def test_nothing_to_change_changes_nothing():
    frames = extract()
    assert change_rows(frames, [], lambda a, b: (a, b), lambda a, b: (a, b)) == (frames, [])


def test_fields_of_a_statement_are_read():
    assert read_statement("indicator=病床使用率;value=85;unit=%") == {
        "indicator": "病床使用率",
        "value": 85.0,
        "unit": "%",
    }


def test_every_decision_that_does_not_apply_is_named_at_once():
    with pytest.raises(CorrectionsError) as caught:
        extract(rows(line(1, "家庭病床", "removed", "A2", ""), line(2, "托育服务", "added", "", "C3")))
    assert len(caught.value.issues) == 2


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        pytest.param({"field": "added", "before": "", "after": "R2"}, "新增 R2", id="added"),
        pytest.param({"field": "removed", "before": "R2", "after": ""}, "删去 R2", id="removed"),
    ],
)
def test_a_run_says_in_plain_words_what_was_added_and_removed(entry, said):
    news = {"correction_id": 1, "reviewer": "王医生", "words": BEDS} | entry
    assert said in words([news], [], alone=True)[0]
