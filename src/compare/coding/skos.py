"""The taxonomy as SKOS: concepts with labels in two languages, notes, exclusions and matches in other schemes."""

from __future__ import annotations

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef

from compare.coding.notes import crosswalks, notes
from compare.coding.taxonomy import NO_MEASURE, Domain, Topic, taxonomy

BASE = Namespace("urn:policy-compare:taxonomy:")

_MATCHES = {"broad": SKOS.broadMatch, "related": SKOS.relatedMatch}
_TARGETS = {
    "WHO": "urn:policy-compare:who-building-block:",
    "SDG": "http://metadata.un.org/sdg/",
    "CAP": "urn:policy-compare:comparative-agendas:",
}


def build_graph() -> Graph:
    """Return the taxonomy as a graph: one scheme, its domains as top concepts, topics below them."""
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    graph.bind("topic", BASE)
    known = taxonomy()
    scheme = BASE["scheme"]
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.hasVersion, Literal(known.version)))
    graph.add((scheme, DCTERMS.title, Literal("区域卫生健康政策主题分类", lang="zh")))
    graph.add((scheme, DCTERMS.title, Literal("Common taxonomy of regional health priorities", lang="en")))
    for domain in known.domains:
        concept = _add(graph, domain, scheme)
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
    for topic in known.topics:
        _add_topic(graph, topic, scheme)
    for walk in crosswalks():
        graph.add((BASE[walk.topic], _MATCHES[walk.relation], URIRef(_TARGETS[walk.scheme] + walk.target)))
    return graph


def to_skos(form: str = "turtle") -> str:
    """Return the taxonomy as SKOS in ``turtle``, ``xml`` or another form that rdflib writes."""
    return str(build_graph().serialize(format=form))


def _add(graph: Graph, concept: Domain | Topic, scheme: URIRef) -> URIRef:
    node = BASE[concept.code]
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.notation, Literal(concept.code)))
    graph.add((node, SKOS.prefLabel, Literal(concept.zh, lang="zh")))
    graph.add((node, SKOS.prefLabel, Literal(concept.en, lang="en")))
    return node


def _add_topic(graph: Graph, topic: Topic, scheme: URIRef) -> None:
    node = _add(graph, topic, scheme)
    if topic.code != NO_MEASURE:
        graph.add((node, SKOS.broader, BASE[topic.domain]))
        graph.add((BASE[topic.domain], SKOS.narrower, node))
    graph.add((node, SKOS.scopeNote, Literal(topic.holds, lang="zh")))
    for words, code in topic.elsewhere:
        graph.add((node, SKOS.editorialNote, Literal(f"{words} → {code}", lang="zh")))
    note = notes()[topic.code]
    graph.add((node, SKOS.definition, Literal(note.definition, lang="en")))
    graph.add((node, SKOS.example, Literal(note.example, lang="zh")))
