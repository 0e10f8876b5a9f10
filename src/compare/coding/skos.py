"""The taxonomy as SKOS: concepts with labels in two languages, notes, exclusions and matches in other schemes."""

from __future__ import annotations

from collections.abc import Iterator

from compare.coding.notes import crosswalks, notes
from compare.coding.taxonomy import NO_MEASURE, Domain, Topic, history, taxonomy

BASE = "urn:policy-compare:taxonomy:"

_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "topic": BASE,
}
_MATCHES = {"broad": "skos:broadMatch", "related": "skos:relatedMatch"}
_TARGETS = {
    "WHO": "urn:policy-compare:who-building-block:",
    "SDG": "http://metadata.un.org/sdg/",
    "CAP": "urn:policy-compare:comparative-agendas:",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

Statement = tuple[str, str, str]


def to_skos(form: str = "turtle") -> str:
    """Return the taxonomy as SKOS in ``turtle``, or in ``xml``, ``json-ld`` or ``nt`` by way of rdflib."""
    turtle = write_turtle()
    if form == "turtle":
        return turtle
    from rdflib import Graph

    return str(Graph().parse(data=turtle, format="turtle").serialize(format=form))


def write_turtle() -> str:
    """Return the taxonomy as Turtle, one block per concept; written here, as a run cannot wait for a library of graphs."""
    blocks: dict[str, list[str]] = {}
    for subject, predicate, value in _statements():
        blocks.setdefault(subject, []).append(f"    {predicate} {value}")
    head = "".join(f"@prefix {name}: <{address}> .\n" for name, address in _PREFIXES.items())
    return head + "".join(f"\n{subject}\n" + " ;\n".join(lines) + " .\n" for subject, lines in blocks.items())


def _statements() -> Iterator[Statement]:
    known = taxonomy()
    scheme = "topic:scheme"
    yield scheme, "a", "skos:ConceptScheme"
    yield scheme, "dcterms:hasVersion", _words(known.version)
    yield scheme, "dcterms:title", _words("区域卫生健康政策主题分类", "zh")
    yield scheme, "dcterms:title", _words("Common taxonomy of regional health priorities", "en")
    for change in history():
        yield scheme, "skos:changeNote", _words(f"{change['version']} ({change['date']}): {change['change']}", "en")
    for domain in known.domains:
        yield from _concept(domain)
        yield f"topic:{domain.code}", "skos:topConceptOf", scheme
        yield scheme, "skos:hasTopConcept", f"topic:{domain.code}"
    for topic in known.topics:
        yield from _topic(topic)
    for walk in crosswalks():
        yield f"topic:{walk.topic}", _MATCHES[walk.relation], f"<{_TARGETS[walk.scheme]}{walk.target}>"


def _concept(concept: Domain | Topic) -> Iterator[Statement]:
    node = f"topic:{concept.code}"
    yield node, "a", "skos:Concept"
    yield node, "skos:inScheme", "topic:scheme"
    yield node, "skos:notation", _words(concept.code)
    yield node, "skos:prefLabel", _words(concept.zh, "zh")
    yield node, "skos:prefLabel", _words(concept.en, "en")


def _topic(topic: Topic) -> Iterator[Statement]:
    node = f"topic:{topic.code}"
    yield from _concept(topic)
    if topic.code != NO_MEASURE:
        yield node, "skos:broader", f"topic:{topic.domain}"
        yield f"topic:{topic.domain}", "skos:narrower", node
    yield node, "skos:scopeNote", _words(topic.holds, "zh")
    if topic.line_zh:
        yield node, "topic:line", _words(topic.line_zh, "zh")
    if topic.authority_zh:
        yield node, "topic:authority", _words(topic.authority_zh, "zh")
    for words, code in topic.elsewhere:
        yield node, "skos:editorialNote", _words(f"{words} → {code}", "zh")
    note = notes()[topic.code]
    yield node, "skos:definition", _words(note.definition, "en")
    yield node, "skos:example", _words(note.example, "zh")
    yield node, "topic:counterExample", _words(f"{note.counter} → {note.counter_to}", "zh")


def _words(words: str, language: str = "") -> str:
    """Return a literal in Turtle, quotes and line ends escaped.

    >>> _words("健康细胞", "zh")
    '"健康细胞"@zh'
    """
    return f'"{words.translate(_ESCAPES)}"' + (f"@{language}" if language else "")
