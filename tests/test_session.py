"""A sitting of review: cards, answers, and a form that also stands where nobody can answer."""

import datetime
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
import small

from compare.notebook import ReviewParameters, load_corpus, review_form, review_progress
from compare.review.corrections import live
from compare.review.files import read_corrections
from compare.review.session import make_card, open_session
from compare.runs.corrections import read_in_force
from compare.store import read_table

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2024, 5, 6)


@pytest.fixture
def project(tmp_path):
    """Return a small project with tables."""
    return small.make_project_with_tables(tmp_path)


def sit(root, **more):
    """Return a sitting over all measures of a project."""
    tables = root / "data/processed"
    return open_session(root, tables, read_table(tables, "measures"), reviewer="王医生", date=DAY, **more)


def test_the_least_certain_come_first(project):
    shares = [row["confidence"] for row in sit(project).queue]
    assert shares == sorted(shares)
    assert len(sit(project, limit=2).queue) == 2


def test_accept_change_and_candidates_are_written_at_once(project):
    session = sit(project)
    first = session.card()
    assert "written" in session.answer("a")
    second = session.card()
    session.answer("c4 d2", reason="生育支持")
    third = session.card()
    session.answer(str(len(third.candidates)))
    rows = read_corrections(project)[0]
    assert [(row.field, row.new_value) for row in rows] == [
        ("primary", first.row["primary"]), ("primary", "C4"), ("secondary", "D2"),
        ("primary", third.candidates[-1].code),
    ]  # fmt: skip
    assert {row.reviewer for row in rows} == {"王医生"}
    assert rows[1].reason == "生育支持"
    assert second.row["primary"] == rows[1].old_value
    read_in_force(project)


def test_a_closed_tab_loses_nothing_and_asks_nothing_twice(project):
    session = sit(project)
    seen = session.card().row["measure_id"]
    session.answer("a")
    again = sit(project)
    assert seen not in [row["measure_id"] for row in again.queue]
    assert again.progress()[0] == 1


def test_skipped_cards_come_back_at_the_end(project):
    session = sit(project)
    seen = session.card().row["measure_id"]
    session.answer("s")
    assert session.queue[-1]["measure_id"] == seen
    assert read_corrections(project)[0] == []


def test_a_decision_can_be_undone(project):
    session = sit(project)
    before = session.card().row["measure_id"]
    session.answer("X2")
    assert "taken back" in session.answer("u")
    assert session.card().row["measure_id"] == before
    assert live(read_corrections(project)[0]) == []
    assert "nothing to take back" in session.answer("u")
    assert "written" in session.answer("a")


def test_a_code_with_secondary_ones_is_one_decision_to_take_back(project):
    session = sit(project)
    before = session.card().row["measure_id"]
    session.answer("X2 D2")
    session.answer("s")
    assert "taken back" in session.answer("u")
    assert session.card().row["measure_id"] == before
    assert live(read_corrections(project)[0]) == []


def test_what_is_no_measure_is_removed_and_not_asked_again(project):
    session = sit(project)
    before = session.card().row["measure_id"]
    assert "removed" in session.answer("x")
    assert [row.field for row in live(read_corrections(project)[0])] == ["removed"]
    assert session.progress()[0] == 1
    assert before not in [row["measure_id"] for row in sit(project).queue]


@pytest.mark.parametrize("words", [pytest.param(w, id=w or "nothing") for w in ("R99", "hello", "9", "")])
def test_what_is_no_answer_leaves_card_and_file(project, words):
    session = sit(project)
    before = session.card()
    assert "not written" in session.answer(words)
    assert session.card() == before
    assert read_corrections(project) == ([], [])


def test_a_card_shows_why(project):
    rows = read_table(project / "data/processed", "measures").rows(named=True)
    card = make_card(next(row for row in rows if "医共体" in row["text"]))
    assert card.candidates[0].code == card.row["primary"]
    assert any("医共体" in term for candidate in card.candidates for term, _ in candidate.terms)
    assert len(card.candidates) <= 5


def test_words_of_a_document_are_escaped(project, monkeypatch):
    monkeypatch.chdir(project)
    form = review_form(load_corpus(), ReviewParameters(reviewer="x"))
    row = {**form.session.queue[0], "text": "<script>alert(1)</script>建设医共体"}
    assert "<script>" not in form.card_html(make_card(row))


def test_progress_counts_people_and_doubts(project, monkeypatch):
    monkeypatch.chdir(project)
    section = review_progress(load_corpus(), ReviewParameters())
    assert section.plain(section.title).startswith("8个编码单元中，人已定0个") or "人已定0个" in section.plain(
        section.title
    )


def test_the_notebook_runs_without_a_live_page(project, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(small.SRC))
    out = project / "out.ipynb"
    (project / "notebooks").mkdir(exist_ok=True)
    papermill.execute_notebook(
        str(ROOT / "notebooks/10_review.ipynb"), str(out), parameters={"limit": 2}, kernel_name="python3",
        cwd=str(project), progress_bar=False,
    )  # fmt: skip
    outputs = [o for cell in nbformat.read(out, 4).cells for o in cell.get("outputs", ())]
    assert not [o for o in outputs if o.output_type == "error"]
    assert read_corrections(project) == ([], [])


def test_two_writers_get_two_numbers(project):
    code = (
        "import datetime,sys;from pathlib import Path;from compare.review.session import open_session;"
        "from compare.store import read_table;t=Path('data/processed');"
        "s=open_session(Path(),t,read_table(t,'measures'),reviewer=sys.argv[1],date=datetime.date(2024,5,6));"
        "s.queue=s.queue[int(sys.argv[2])::2];[s.answer('a') for _ in range(2)]"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, who, str(n)], cwd=project, env=small.environment())
        for n, who in enumerate(("甲", "乙"))
    ]
    assert [process.wait(120) for process in both] == [0, 0]
    rows, issues = read_corrections(project)
    assert (len(rows), issues) == (4, [])


def test_the_form_answers_to_the_keyboard(project, monkeypatch):
    """What Enter in the answer box does: refuse without a name, then write, clear the box and show the next card."""
    import IPython.display

    shown = []
    monkeypatch.chdir(project)
    monkeypatch.delenv("POLICY_COMPARE_TABLES", raising=False)
    monkeypatch.setattr(IPython.display, "display", lambda *boxes, **_: shown.extend(boxes))
    form = review_form(load_corpus(), ReviewParameters())
    form._ipython_display_()
    _, page, answer, _, _, reviewer, said = shown[0].children
    first = page.value
    answer.value = "a"
    assert "name the reviewer first" in said.value
    assert read_corrections(project)[0] == []
    assert answer.value == ""
    reviewer.value = "王医生"
    answer.value = "a"
    assert [row.reviewer for row in read_corrections(project)[0]] == ["王医生"]
    assert (answer.value, page.value == first) == ("", False)
    assert "written" in said.value
