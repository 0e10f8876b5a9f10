"""Definitions, examples, crosswalks and the SKOS export of the taxonomy."""

from __future__ import annotations

import pytest
from rdflib import SKOS, Graph, Namespace

from compare.coding import skos
from compare.coding.evidence import score_words
from compare.coding.notes import crosswalks, lint_notes, notes
from compare.coding.skos import to_skos
from compare.coding.taxonomy import codes, find


def leading(words: str) -> str:
    return codes()[int(score_words(words).argmax())]


def test_every_topic_has_its_notes() -> None:
    assert lint_notes() == []
    assert set(notes()) == set(codes())


@pytest.mark.parametrize("code", [pytest.param(code, id=code) for code in codes()])
def test_the_lexicon_tells_example_from_counter_example(code: str) -> None:
    note = notes()[code]
    assert leading(note.example) == code
    assert leading(note.counter) == note.counter_to


def test_crosswalks_reach_three_schemes() -> None:
    assert {walk.scheme for walk in crosswalks()} == {"WHO", "SDG", "CAP"}


BASE = Namespace(skos.BASE)


def test_skos_reads_back_with_labels_and_broader_terms() -> None:
    graph = Graph().parse(data=to_skos(), format="turtle")
    assert (BASE["T1"], SKOS.broader, BASE["T"]) in graph
    assert {str(label) for label in graph.objects(BASE["T1"], SKOS.prefLabel)} == {"中医药服务体系", "TCM services"}
    assert len(set(graph.subjects(SKOS.notation))) == 15 + 63
    assert [str(change) for change in graph.objects(BASE["scheme"], SKOS.changeNote)]
    assert {str(line) for line in graph.objects(BASE["H5"], BASE["authority"])} == {find("H5").authority_zh}
    assert len(list(graph.subject_objects(BASE["counterExample"]))) == 63


@pytest.mark.parametrize("form", [pytest.param("xml", id="xml"), pytest.param("nt", id="n-triples")])
def test_other_forms_say_the_same(form: str) -> None:
    assert len(Graph().parse(data=to_skos(form), format=form)) == len(Graph().parse(data=to_skos(), format="turtle"))
