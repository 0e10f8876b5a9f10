"""The review queue: least certain first, evidence marked, decisions written at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compare.errors import CorrectionError, ParameterError
from compare.review import read_corrections
from compare.review.form import Review
from compare.review.queue import list_doubts, mark_evidence, suggest
from compare.runs.extract import Identity, extract_text
from compare.sources import load_register, open_registered

ROOT = Path(__file__).parents[1]


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data/raw", tmp_path / "data/raw")
    return tmp_path


@pytest.fixture(name="measures", scope="module")
def _measures():
    folder = ROOT / "data/raw"
    entry = next(e for e in load_register(folder).documents if e.id == "maoming-2024-answer")
    source = open_registered(folder, entry)
    identity = Identity(
        document_id=source.document_id, source_file=source.source_file, sha256=source.sha256, base=source.base
    )
    return extract_text(source.raw, identity, source.facts)["measures"]


def test_the_least_certain_measure_comes_first(project, measures):
    review = Review(measures, "Li", project)
    sure = [doubt.confidence for doubt in review.left]
    assert sure == sorted(sure)


def test_a_change_is_written_at_once_and_not_offered_again(project, measures):
    review = Review(measures, "Li", project)
    first = review.current
    review.change("G4", "the sentence is about leadership")
    row = read_corrections(project)[0]
    assert (row.new, row.old, row.reviewer) == ("G4", first.primary, "Li")
    again = Review(measures, "Li", project)
    assert first.key not in {doubt.key for doubt in again.left}


def test_an_accepted_measure_leaves_no_correction(project, measures):
    review = Review(measures, "Li", project)
    review.accept()
    assert read_corrections(project) == []
    assert len(Review(measures, "Li", project).left) == len(review.left)


def test_a_skipped_measure_comes_back(project, measures):
    review = Review(measures, "Li", project)
    first = review.current
    review.skip()
    assert Review(measures, "Li", project).current == first


def test_a_change_without_a_reason_writes_nothing(project, measures):
    review = Review(measures, "Li", project)
    with pytest.raises(CorrectionError, match="no reason"):
        review.change("G4", "")
    assert not (project / "data/reviewed.csv").exists()


def test_a_reviewer_must_be_named(project, measures):
    with pytest.raises(ParameterError, match="no reviewer"):
        Review(measures, " ", project)


def test_documents_without_raw_text_are_named(measures):
    with pytest.raises(CorrectionError, match="not at hand"):
        list_doubts(measures, {})


def test_evidence_is_marked_and_markup_made_harmless():
    assert mark_evidence("<b>推进托育服务", "C3") == "&lt;b&gt;推进<mark>托育服务</mark>"


def test_suggestions_hold_the_code_its_rivals_and_z():
    found = suggest("乡镇卫生院建设中医馆", "", "R2")
    assert found[0] == "R2"
    assert "T1" in found
    assert found[-1] == "Z"


def test_the_form_is_a_widget(project, measures):
    assert Review(measures, "Li", project).show().children
