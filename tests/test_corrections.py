"""Corrections: people put codes, statements and repairs right, and nothing of it is lost or applied in silence."""

import datetime
import pickle

import pytest
import small

from compare.errors import CorrectionError, CorrectionsError, ParameterError
from compare.review.corrections import COLUMNS, hash_words, live, read_rows
from compare.review.decide import decide
from compare.review.fields import find_fault, read_value, show_value
from compare.review.files import read_corrections, to_line
from compare.runs.corpus import extract_sources
from compare.runs.corrections import find_issues, read_in_force
from compare.runs.extract import extract_text
from compare.runs.rows import Identity
from compare.sources import load_register, open_registered
from compare.structure import Facts

TEXT = """丽水市2024年卫生健康工作要点

一、强化基层服务
1.加强乡镇卫生院建设,新增家庭病床50张。
2.推進緊密型縣域醫共體建設,基层诊疗量占比达到65%以上。
3.实施托育服务提质行动,每千人口托位数达到4.5个。
"""
DAY = datetime.date(2024, 5, 6)


def extract(rows=(), raw=TEXT):
    """Return the tables of the text under some corrections."""
    identity = Identity(document_id="lishui", source_file="lishui.txt", sha256="0" * 64)
    return extract_text(raw, identity, Facts(region_code="331100", plan_year=2024), rows)


def line(number, words, field, old, new, *, table="measures", reviewer="王医生", raw=TEXT, **more):
    """Return a row of the corrections file about the first occurrence of some raw words."""
    start = raw.index(words)
    values = {
        "correction_id": number, "document_id": "lishui", "raw_start": start, "raw_end": start + len(words),
        "raw_sha256": hash_words(words), "table": table, "field": field, "old_value": old, "new_value": new,
        "reason": "读过原文", "reviewer": reviewer, "date": "2024-05-06",
    }  # fmt: skip
    return to_line(str(value) for value in (values | more).values())


def file(*lines):
    """Return the bytes of a corrections file."""
    return "\n".join([",".join(COLUMNS), *lines]).encode() + b"\n"


def rows(*lines):
    """Return the rows of a file that has no issue."""
    found, issues = read_rows(file(*lines))
    assert not issues, issues
    return live(found)


def measure(frames, words):
    """Return the measure that holds some words."""
    return next(row for row in frames["measures"].iter_rows(named=True) if words in row["text"])


def statement(frames, words):
    """Return the statement whose quote holds some words."""
    return next(row for row in frames["targets"].iter_rows(named=True) if words in row["quote"])


BEDS = "加强乡镇卫生院建设,新增家庭病床50张"


def code_of(words="家庭病床"):
    """Return the machine's code and span of a measure."""
    row = measure(extract(), words)
    return row["primary"], TEXT[row["raw_start"] : row["raw_end"]]


class TestCodes:
    def test_a_corrected_code_is_the_persons(self):
        machine, words = code_of()
        frames = extract(rows(line(1, words, "primary", machine, "X1")))
        row = measure(frames, "家庭病床")
        assert (row["primary"], row["coded_by"], row["confidence"]) == ("X1", "person", 1.0)
        others = frames["measures"].filter(frames["measures"]["coded_by"] == "person")
        assert others.height == 1

    def test_a_confirmed_code_is_sure_and_stays_the_machines(self):
        machine, words = code_of()
        row = measure(extract(rows(line(1, words, "primary", machine, machine))), "家庭病床")
        assert (row["primary"], row["confidence"], row["coded_by"] == "person") == (machine, 1.0, False)

    def test_a_new_primary_is_not_secondary_as_well(self):
        machine, words = code_of()
        own = rows(line(1, words, "secondary", "|".join(measure(extract(), BEDS[:9])["secondary"]), "X1|M5"),
                   line(2, words, "primary", machine, "X1"))  # fmt: skip
        row = measure(extract(own), "家庭病床")
        assert (row["primary"], row["secondary"]) == ("X1", ["M5"])

    def test_later_decisions_overrule_earlier_ones(self):
        machine, words = code_of()
        own = rows(line(1, words, "primary", machine, "X1"), line(2, words, "primary", "X1", "M5"))
        assert measure(extract(own), "家庭病床")["primary"] == "M5"

    def test_a_row_can_be_taken_back(self):
        machine, words = code_of()
        back = line(2, words, "withdrawn", "1", "", table="corrections")
        row = measure(extract(rows(line(1, words, "primary", machine, "X1"), back)), "家庭病床")
        assert (row["primary"], row["coded_by"] == "person") == (machine, False)

    def test_a_machine_that_has_learned_it_is_no_fault(self):
        machine, words = code_of()
        assert measure(extract(rows(line(1, words, "primary", "X2", machine))), "家庭病床")["confidence"] == 1.0

    def test_a_correction_survives_a_slightly_different_cut(self):
        machine, words = code_of()
        wider = TEXT[TEXT.index(words) : TEXT.index(words) + len(words) + 1]
        assert measure(extract(rows(line(1, wider, "primary", machine, "X1"))), "家庭病床")["primary"] == "X1"

    def test_corrections_of_other_documents_are_left_alone(self):
        machine, words = code_of()
        own = rows(line(1, words, "primary", machine, "X1", document_id="quzhou"))
        assert measure(extract(own), "家庭病床")["primary"] == machine


class TestStatements:
    def test_a_value_is_corrected_and_its_numerals_follow_its_kind(self):
        own = rows(
            line(1, "4.5个", "value", "4.5", "4.6", table="targets"),
            line(2, "4.5个", "kind", "target", "achieved", table="targets"),
        )
        frames = extract(own)
        row = statement(frames, "托位数")
        assert (row["value"], row["kind"]) == (4.6, "achieved")
        fates = {r["fate"] for r in frames["numerals"].iter_rows(named=True) if r["target_id"] == row["target_id"]}
        assert "achieved" in fates
        assert "target" not in fates

    def test_an_indicator_and_a_bound_are_corrected(self):
        said = statement(extract(), "占比")
        own = rows(
            line(1, "65%以上", "indicator", said["indicator"], "县域内基层诊疗量占比", table="targets"),
            line(2, "65%以上", "comparator", ">=", ">", table="targets"),
        )
        row = statement(extract(own), "占比")
        assert (row["indicator"], row["comparator"]) == ("县域内基层诊疗量占比", ">")


class TestRepairs:
    def test_a_person_says_what_the_words_are(self):
        own = rows(
            line(1, "緊密型縣域醫共體", "restored", "紧密型县域医共体", "紧密型县域医疗卫生共同体", table="repairs")
        )
        frames = extract(own)
        text = frames["documents"]["text"][0]
        assert "推进紧密型县域医疗卫生共同体建设" in text
        made = frames["repairs"].filter(frames["repairs"]["kind"] == "person").rows(named=True)
        assert [(r["raw"], r["restored"], r["certainty"]) for r in made] == [
            ("緊密型縣域醫共體", "紧密型县域医疗卫生共同体", "certain")
        ]
        row = measure(frames, "共同体")
        assert text[row["text_start"] : row["text_end"]] == row["text"]
        assert TEXT[row["raw_start"] : row["raw_end"]].startswith("推進緊密型")

    def test_words_a_machine_should_have_left_are_left(self):
        own = rows(line(1, "緊密型縣域醫共體", "restored", "紧密型县域医共体", "緊密型縣域醫共體", table="repairs"))
        assert "緊密型縣域醫共體" in extract(own)["documents"]["text"][0]

    def test_words_the_machine_left_can_be_mended(self):
        own = rows(line(1, "家庭病床50张", "restored", "家庭病床50张", "家庭病床80张", table="repairs"))
        frames = extract(own)
        assert statement(frames, "家庭病床")["value"] == 80.0

    def test_lost_characters_are_filled_in_from_another_copy(self):
        raw = TEXT.replace("病床50张", "病床???张")
        frames = extract(rows(line(1, "???", "restored", "???", "500", table="repairs", raw=raw)), raw)
        row = statement(frames, "家庭病床")
        assert (row["value"], row["quality"]) == (500.0, "ok")
        assert frames["documents"]["text"][0][row["text_start"] : row["text_end"]] == row["quote"]

    def test_a_lost_value_that_a_person_gives_can_be_read(self):
        raw = TEXT.replace("病床50张", "病床???0张")
        frames = extract(rows(line(1, "???0张", "value", "", "500", table="targets", raw=raw)), raw)
        row = statement(frames, "家庭病床")
        assert (row["value"], row["quality"]) == (500.0, "ok")

    def test_what_was_set_aside_can_be_put_back(self):
        raw = TEXT + "\n责任编辑:张小明\n相关阅读\n某市召开会议\n"
        aside = extract(raw=raw)["documents"]["text"][0]
        assert "相关阅读" not in aside
        own = rows(line(1, "相关阅读", "restored", "", "相关阅读", table="repairs", raw=raw))
        assert "相关阅读" in extract(own, raw)["documents"]["text"][0]

    def test_a_certainty_is_corrected(self):
        own = rows(line(1, "緊", "certainty", "certain", "inferred", table="repairs"))
        frames = extract(own)
        assert "inferred" in frames["repairs"]["certainty"].to_list()
        assert "紧密型" in frames["documents"]["text"][0]

    def test_codes_stay_corrected_when_the_text_is(self):
        words = "推進緊密型縣域醫共體建設"
        machine = measure(extract(), "医共体")["primary"]
        own = rows(
            line(
                1,
                TEXT[slice(*(measure(extract(), "医共体")[k] for k in ("raw_start", "raw_end")))],
                "primary",
                machine,
                "H6",
            ),
            line(2, words, "restored", "推进紧密型县域医共体建设", "推进紧密型县域医疗卫生共同体建设", table="repairs"),
        )
        assert measure(extract(own), "共同体")["primary"] == "H6"

    def test_contact_persons_stay_masked(self):
        raw = TEXT + "\n联系人:李小红,电话:0578-2091234\n"
        own = rows(line(1, "李小红", "restored", "＊＊＊", "李小红", table="repairs", raw=raw))
        with pytest.raises(CorrectionError, match="stays masked"):
            extract(own, raw)


class TestLoudness:
    def test_gone_words_are_named_with_their_new_place(self):
        machine, words = code_of()
        own = rows(line(1, words, "primary", machine, "X1"))
        moved = TEXT.replace("一、强化", "按照上级要求,制定本要点。\n一、强化")
        with pytest.raises(CorrectionError, match="row 1: its words are gone from lishui") as caught:
            extract(own, moved)
        assert f"now stand at {moved.index(words)}-" in str(caught.value)
        assert "Take it back by a new row" in str(caught.value)

    def test_an_old_value_that_no_longer_holds_is_named(self):
        machine, words = code_of()
        with pytest.raises(CorrectionError, match=f"old value 'X2' no longer holds.*is now '{machine}'"):
            extract(rows(line(1, words, "primary", "X2", "C3")))

    def test_words_that_are_no_measure_any_more_are_named(self):
        with pytest.raises(CorrectionError, match="no row of measures is made of the words"):
            extract(rows(line(1, "乡镇", "primary", "R2", "X1")))

    def test_every_issue_is_named_at_once_and_crosses_processes(self):
        _, words = code_of()
        own = rows(line(1, words, "primary", "X2", "C3"), line(2, "65%以上", "value", "70", "75", table="targets"),
                   line(3, "緊密型縣域醫共體", "restored", "别的", "另外的", table="repairs"))  # fmt: skip
        with pytest.raises(CorrectionsError) as caught:
            extract(own)
        assert len(caught.value.issues) == 3
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)

    @pytest.mark.parametrize(
        ("lines", "said"),
        [
            pytest.param([line(1, BEDS, "primary", "R2", "R99")], "code 'R99' does not exist", id="unknown-code"),
            pytest.param([line(1, BEDS, "secondary", "", "R1|R2|R3")], "at most two", id="three-secondary-codes"),
            pytest.param([line(1, BEDS, "secondary", "", "Z")], "cannot be secondary", id="no-measure-as-second"),
            pytest.param([line(1, BEDS, "stance", "plan", "wish")], "none of plan, achieved", id="unknown-stance"),
            pytest.param([line(1, BEDS, "text", "a", "b")], "field 'text' of measures cannot", id="words-are-repairs"),
            pytest.param([line(1, "65%", "value", "65", "many", table="targets")], "'many' is no value", id="no-number"),
            pytest.param([line(1, "65%", "deadline", "", "2025年", table="targets")], "YYYY or YYYY-MM", id="no-year"),
            pytest.param([line(1, "65%", "indicator_id", "", "beds", table="targets")], "not in the list", id="no-indicator"),
            pytest.param([line(1, BEDS, "primary", "R2", "X1", reason="")], "reason", id="no-reason"),
            pytest.param([line(1, BEDS, "primary", "R2", "X1", raw_end=3)], "behind raw_start", id="empty-span"),
            pytest.param([line(1, BEDS, "primary", "R2", "X1", raw_sha256="abc")], "raw_sha256", id="no-hash"),
            pytest.param([line(1, BEDS, "primary", "R2", "X1", date="6 May")], "date", id="no-date"),
            pytest.param([line(1, BEDS, "stance", "plan", "plan")], "are the same", id="nothing-decided"),
            pytest.param([line(2, BEDS, "primary", "R2", "X1")], "[1] are missing", id="row-removed"),
            pytest.param([line(1, BEDS, "primary", "R2", "X1")] * 2, "[1] stand twice", id="row-doubled"),
            pytest.param(
                [line(2, BEDS, "primary", "X1", "R1"), line(1, BEDS, "primary", "R2", "X1")], "order", id="rows-moved"
            ),
            pytest.param(
                [line(1, BEDS, "primary", "R2", "X1"), line(2, BEDS, "primary", "R2", "M5", reviewer="李主任")],
                "李主任 says 'M5' where row 1 by 王医生 says 'X1'", id="two-reviewers",
            ),
            pytest.param([line(1, BEDS, "withdrawn", "4", "", table="corrections")], "earlier row", id="nothing-to-take-back"),
            pytest.param(["1,lishui,3"], "3 cells, 12 are expected", id="short-row"),
        ],
    )  # fmt: skip
    def test_issues_of_the_file_itself(self, lines, said):
        _, issues = read_rows(file(*lines))
        assert [said in str(issue) for issue in issues] == [True], issues
        assert "Corrections file 'data/corrections.csv'" in str(issues[0])

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            pytest.param(b"", "first line is 'nothing'", id="empty"),
            pytest.param(b"id,who\n", "first line is 'id,who'", id="other-columns"),
            pytest.param(file().decode().replace("reason", "理由").encode("gbk"), "not UTF-8", id="gbk"),
        ],
    )
    def test_files_that_are_none(self, data, said):
        rows_, issues = read_rows(data)
        assert not rows_
        assert said in str(issues[0])

    def test_what_a_spreadsheet_saves_is_read(self):
        data = b"\xef\xbb\xbf" + file(line(1, "65%", "comparator", "=", ">=", table="targets")).replace(b"\n", b"\r\n")
        found, issues = read_rows(data + b",,,,,,,,,,,\r\n")
        assert not issues
        assert (found[0].old_value, found[0].new_value) == ("=", ">=")

    def test_two_reviewers_can_settle(self):
        machine, words = code_of()
        own = rows(
            line(1, words, "primary", machine, "X1"),
            line(2, words, "primary", machine, "M5", reviewer="李主任"),
            line(3, words, "primary", "X1", "M5", reviewer="王医生与李主任"),
        )
        assert measure(extract(own), "家庭病床")["primary"] == "M5"

    def test_a_code_that_vanished_from_the_taxonomy_is_named(self, monkeypatch):
        from compare.review import fields

        monkeypatch.setattr(fields, "is_code", lambda code: code != "X1")
        _, issues = read_rows(file(line(1, BEDS, "primary", "R2", "X1")))
        assert "code 'X1' does not exist in the taxonomy" in str(issues[0])
        assert "Append a row whose old value is 'X1'" in str(issues[0])


@pytest.mark.parametrize(
    ("table", "field", "text", "value"),
    [
        pytest.param("measures", "secondary", '["R1", "D2"]', ("R1", "D2"), id="json-list"),
        pytest.param("measures", "secondary", "", (), id="no-codes"),
        pytest.param("targets", "value", "28000", 28000.0, id="number"),
        pytest.param("targets", "deadline", "", None, id="null"),
        pytest.param("repairs", "restored", "", "", id="set-aside"),
    ],
)
def test_cells_and_values(table, field, text, value):
    assert read_value(table, field, text) == value
    assert find_fault(table, field, text) is None
    assert read_value(table, field, show_value(value)) == value


@pytest.fixture
def project(tmp_path):
    """Return a small project with tables and an empty corrections file."""
    root = small.make_project_with_tables(tmp_path)
    (root / "data/corrections.csv").write_bytes(file())
    return root


def frames_of(root):
    """Return the tables of a project under its corrections."""
    sources = [open_registered(root / "data/raw", entry) for entry in load_register(root / "data/raw").documents]
    return extract_sources(sources, 1, read_in_force(root)).frames


class TestDeciding:
    def test_a_decision_is_written_at_once_and_holds(self, project):
        row = measure(frames_of(project), "托位")
        made = decide(project, project / "data/processed", row["measure_id"], "primary", "C4",
                      reason="生育支持的一部分", reviewer="王医生", date=DAY)  # fmt: skip
        assert (made.correction_id, made.old_value) == (1, row["primary"])
        assert measure(frames_of(project), "托位")["primary"] == "C4"
        again = decide(project, project / "data/processed", row["measure_id"], "primary", "C3",
                       reason="再读一遍", reviewer="王医生", date=DAY)  # fmt: skip
        assert again.old_value == "C4"
        assert find_issues(project) == []

    def test_statements_and_repairs_are_found_by_their_ids(self, project):
        frames = frames_of(project)
        target = statement(frames, "65%")
        decide(project, project / "data/processed", target["target_id"], "value", "66",
               reason="附件写明", reviewer="王医生", date=DAY)  # fmt: skip
        assert statement(frames_of(project), "65%")["value"] == 66.0

    @pytest.mark.parametrize(
        ("row_id", "field", "value", "error", "said"),
        [
            pytest.param("yunfu:9999", "primary", "R1", ParameterError, "is in no table", id="no-such-row"),
            pytest.param("measure", "confidence", "1", ParameterError, "Use one of primary", id="no-such-field"),
            pytest.param("measure", "primary", "R99", CorrectionError, "does not exist", id="no-such-code"),
            pytest.param("yunfu:0-3", "restored", "x", ParameterError, "no repair stands", id="no-such-repair"),
        ],
    )
    def test_wrong_decisions_leave_the_file_alone(self, project, row_id, field, value, error, said):
        row_id = measure(frames_of(project), "托位")["measure_id"] if row_id == "measure" else row_id
        before = (project / "data/corrections.csv").read_bytes()
        with pytest.raises(error, match=said):
            decide(project, project / "data/processed", row_id, field, value, reason="x", reviewer="x", date=DAY)
        assert (project / "data/corrections.csv").read_bytes() == before

    def test_check_lists_every_issue(self, project):
        words = small.TEXTS["yunfu.txt"]
        bad = [
            line(1, "新增托位300个", "primary", "X2", "C4", raw=words, document_id="yunfu"),
            line(2, "家庭病床50张", "primary", "R2", "X1", raw=words, document_id="nowhere"),
            line(3, "50", "value", "50", "51", raw=words, document_id="yunfu", table="targets", raw_sha256="0" * 64),
        ]
        (project / "data/corrections.csv").write_bytes(file(*bad))
        found = find_issues(project)
        assert len(found) == 3
        assert any("'nowhere' is not registered" in issue for issue in found)
        with pytest.raises(CorrectionError, match="nowhere"):
            read_in_force(project)

    def test_no_file_means_no_corrections(self, project):
        (project / "data/corrections.csv").unlink()
        assert read_corrections(project) == ([], [])
        assert find_issues(project) == []
