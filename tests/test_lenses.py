"""A researcher's lenses over measures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import factory
import polars as pl
import pytest

from compare import notebook
from compare.errors import KnowledgeError, ParameterError
from compare.notebook.judged import indicator_states, origins
from compare.review.lenses import find_lens_issues, look_through, parse_lens, read_lenses

CARE = {"label_zh": "一老一小", "label_en": "Old and young", "terms": ["养老", "托育"]}


def test_a_lens_becomes_a_column_and_changes_no_code() -> None:
    frame = pl.DataFrame({"text": ["推进普惠托育服务", "建设县级疾控中心"], "primary": ["C3", "P1"]})
    seen = look_through(frame, [parse_lens("care", CARE)])
    assert seen["lens_care"].to_list() == [True, False]
    assert seen.drop("lens_care").equals(frame)


def test_terms_are_words_not_patterns() -> None:
    frame = pl.DataFrame({"text": ["托.位"]})
    assert look_through(frame, [parse_lens("dot", CARE | {"terms": ["托?位"]})])["lens_dot"].to_list() == [False]


@pytest.mark.parametrize(
    ("name", "data", "finding"),
    [
        pytest.param("care", {"terms": ["养老"]}, "no label_zh", id="no-label"),
        pytest.param("care", CARE | {"terms": []}, "no terms", id="no-terms"),
        pytest.param("care", CARE | {"terms": ["养老", "养老"]}, "stands twice", id="term-twice"),
        pytest.param("care", CARE | {"colour": "red"}, "unknown key 'colour'", id="unknown-key"),
        pytest.param("Old Young", CARE, "the name", id="odd-name"),
        pytest.param("care", ["养老"], "not a mapping", id="a-list"),
    ],
)
def test_a_file_that_is_no_lens_is_named(name: str, data: object, finding: str) -> None:
    with pytest.raises(KnowledgeError, match=finding):
        parse_lens(name, data)


def test_lenses_are_read_from_their_folder(tmp_path: Path) -> None:
    (tmp_path / "lenses").mkdir()
    (tmp_path / "lenses/care.yml").write_text("label_zh: 照护\nterms: [养老]\n", encoding="utf-8")
    assert [lens.column for lens in read_lenses(tmp_path)] == ["lens_care"]
    (tmp_path / "lenses/broken.yml").write_text("terms: [", encoding="utf-8")
    assert len(find_lens_issues(tmp_path)) == 1


def test_the_project_own_lenses_have_no_issue() -> None:
    assert find_lens_issues(Path(__file__).parents[1]) == []


def test_words_that_are_excluded_do_not_count() -> None:
    lens = parse_lens("child", {"label_zh": "儿童", "terms": ["儿童"], "exclude": ["儿童医院"]})
    frame = pl.DataFrame({"text": ["建设省儿童医院", "开展儿童近视防控", "儿童医院开展儿童保健"]})
    assert look_through(frame, [lens])["lens_child"].to_list() == [lens.sees(text) for text in frame["text"]]
    assert look_through(frame, [lens])["lens_child"].to_list() == [False, True, True]


@pytest.fixture(name="project")
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lenses").mkdir()
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "lenses/care.yml").write_text("label_zh: 托育\nterms: [托位]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("project")
class TestNotebooks:
    def test_a_lens_is_a_row_of_the_matrix_and_a_column_of_the_list(self) -> None:
        parameters = notebook.LensParameters()
        section = notebook.across_emphasis(factory.corpus(), parameters)
        row = next(row for row in section.rows if row.id == "lens_care")
        assert row.cells["topic"] == "托育（自选视角）"
        assert any(cell != "0.0%" for key, cell in row.cells.items() if key.startswith("d"))
        assert "托育（自选视角）" in notebook.all_measures(factory.corpus(), parameters).frame.columns
        assert "lens_care" in [row.id for row in notebook.across_topics(factory.corpus(), parameters).rows]

    @pytest.mark.parametrize(
        ("section", "parameters"),
        [
            pytest.param(notebook.region_emphasis, notebook.RegionParameters(), id="region"),
            pytest.param(notebook.pair_emphasis, notebook.PairParameters(), id="pair"),
            pytest.param(notebook.across_emphasis, notebook.AcrossParameters(), id="across-regions"),
            pytest.param(notebook.series_emphasis, notebook.SeriesParameters(), id="series"),
        ],
    )
    def test_a_lens_is_a_row_of_every_matrix_and_figure(self, section: Callable, parameters: object) -> None:
        shown = section(factory.corpus(), parameters)
        assert "lens_care" in [row.id for row in shown.rows]
        assert "托育" in str(shown.figure)
        assert shown.notes

    @pytest.mark.parametrize(
        "kind",
        [
            pytest.param(notebook.RegionParameters, id="region"),
            pytest.param(notebook.PairParameters, id="pair"),
            pytest.param(notebook.AcrossParameters, id="across-regions"),
            pytest.param(notebook.SeriesParameters, id="series"),
        ],
    )
    def test_a_lens_filters_every_notebook_that_has_a_matrix(self, kind: type) -> None:
        seen = notebook.through_lens(factory.corpus(), kind(lens=["care"]))
        assert all("托位" in text for text in seen.measures["text"])

    def test_notebooks_without_lenses_are_as_they_were(self) -> None:
        section = notebook.across_emphasis(factory.corpus(), notebook.EmphasisParameters())
        assert "lens_care" not in [row.id for row in section.rows]

    def test_a_lens_filters_measures_and_their_statements(self) -> None:
        corpus = factory.corpus()
        seen = notebook.through_lens(corpus, notebook.LensParameters(lens=["care"]))
        assert all("托位" in text for text in seen.measures["text"])
        assert 0 < seen.measures.height < corpus.measures.height
        assert set(seen.targets["measure_id"]) <= set(seen.measures["measure_id"])
        assert notebook.through_lens(corpus, notebook.LensParameters()) is corpus

    def test_silence_is_judged_on_whole_texts_whatever_a_lens_hides(self) -> None:
        corpus = factory.corpus()
        seen = notebook.through_lens(corpus, notebook.LensParameters(lens=["care"]))
        asked = corpus.targets
        assert indicator_states(seen, corpus.ordered, asked) == indicator_states(corpus, corpus.ordered, asked)
        assert seen.whole is corpus
        assert corpus.whole is corpus
        own = [row for d in corpus.ordered for row in origins(corpus, [d], ()).rows()]
        kept = set(seen.measures["measure_id"])
        filtered = [row for d in corpus.ordered for row in origins(seen, [d], ()).rows()]
        assert filtered == [row for row in own if row[0] in kept]

    def test_an_unknown_lens_names_those_there_are(self) -> None:
        with pytest.raises(ParameterError, match=r"no lens 'cure'.*Lenses: care"):
            notebook.through_lens(factory.corpus(), notebook.LensParameters(lens=["cure"]))

    def test_a_lens_that_sees_nothing_says_so(self, project: Path) -> None:
        (project / "lenses/empty.yml").write_text("label_zh: 空\nterms: [火星]\n", encoding="utf-8")
        with pytest.raises(ParameterError, match="sees no measure"):
            notebook.through_lens(factory.corpus(), notebook.LensParameters(lens=["empty"]))

    def test_search_takes_a_lens_by_its_name(self) -> None:
        section = notebook.search_counts(factory.corpus(), notebook.SearchParameters(lens=["care"]))
        assert any(row.cells.get("n", "0") != "0" for row in section.rows if not row.hidden)
