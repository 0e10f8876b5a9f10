"""The common taxonomy: domains, topics, labels in two languages, order, and its lint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from compare.errors import KnowledgeError, examples
from compare.knowledge import load_yaml

NO_MEASURE = "Z"
"""Code of text that carries no measure."""

_FILE = "taxonomy.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One of the fifteen domains (L1)."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic (L2): labels, what it holds, what goes elsewhere, who owns it."""

    code: str
    zh: str
    en: str
    holds: str
    elsewhere: tuple[tuple[str, str], ...] = ()
    line_zh: str | None = None
    authority_zh: str | None = None

    @property
    def domain(self) -> str:
        """Return the code of the domain; ``Z`` is its own."""
        return self.code[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The taxonomy of one version, in declared order."""

    version: str
    domains: tuple[Domain, ...]
    topics: tuple[Topic, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return all topic codes in order, ``Z`` last."""
        return tuple(topic.code for topic in self.topics)


@cache
def taxonomy() -> Taxonomy:
    """Return the packaged taxonomy.

    Raises:
        KnowledgeError: The file breaks its rules; the message names the first issues.
    """
    data = load_yaml(_FILE)
    issues = lint_taxonomy(data)
    if issues:
        raise KnowledgeError(f"Knowledge file '{_FILE}'", examples(issues), "Run policy-compare check and mend it.")
    topics = tuple(
        Topic(
            code=row["code"], zh=row["zh"], en=row["en"], holds=row["holds"], line_zh=row.get("line_zh"),
            authority_zh=row.get("authority_zh"),
            elsewhere=tuple((other["zh"], other["to"]) for other in row["elsewhere"]),
        )
        for row in data["topics"]
    )  # fmt: skip
    domains = tuple(Domain(code=row["code"], zh=row["zh"], en=row["en"]) for row in data["domains"])
    return Taxonomy(version=str(data["version"]), domains=domains, topics=topics)


def history() -> tuple[dict[str, str], ...]:
    """Return the change log: version, date and change of each, the oldest first."""
    return tuple(
        {name: str(row[name]) for name in ("version", "date", "change")} for row in load_yaml(_FILE).get("changes", [])
    )


@cache
def _by_code() -> dict[str, Topic | Domain]:
    known: dict[str, Topic | Domain] = {domain.code: domain for domain in taxonomy().domains}
    return known | {topic.code: topic for topic in taxonomy().topics}


def find(code: str) -> Topic | Domain:
    """Return the topic or domain of ``code``.

    Raises:
        KnowledgeError: The taxonomy has no such code.
    """
    try:
        return _by_code()[code]
    except KeyError:
        raise KnowledgeError("Taxonomy", f"unknown code '{code}'", f"Use one of {', '.join(codes())}.") from None


@cache
def codes() -> tuple[str, ...]:
    """Return all topic codes in order, ``Z`` last."""
    return taxonomy().codes


def is_code(code: str) -> bool:
    """Return whether ``code`` is a topic of the taxonomy or ``Z``."""
    return code in _by_code() and code in codes()


def label(code: str, language: str = "zh") -> str:
    """Return the label of a topic or domain in ``zh`` or ``en``.

    >>> label("T1"), label("T", "en")
    ('中医药服务体系', 'Traditional Chinese medicine')
    """
    if language not in ("zh", "en"):
        raise KnowledgeError("Taxonomy", f"no labels in language '{language}'", "Use zh or en.")
    found = find(code)
    return found.zh if language == "zh" else found.en


def domain_of(code: str) -> str:
    """Return the domain of a topic code; ``Z`` is its own.

    >>> domain_of("R2")
    'R'
    """
    find(code)
    return code[0]


def order(code: str) -> int:
    """Return the place of a topic in the taxonomy, from 0."""
    find(code)
    return codes().index(code)


def lint_taxonomy(data: Any = None) -> list[str]:
    """Return every issue of the taxonomy file: codes twice, missing words, exclusions that point nowhere.

    Args:
        data: The parsed file; the packaged one where left out.
    """
    data = load_yaml(_FILE) if data is None else data
    issues = []
    rows = list(data.get("topics", []))
    domains = [row.get("code") for row in data.get("domains", [])]
    known = [row.get("code") for row in rows]
    issues += [f"code {code} is declared twice" for code in sorted({c for c in known if known.count(c) > 1})]
    issues += [f"domain {code} is declared twice" for code in sorted({c for c in domains if domains.count(c) > 1})]
    logged = [str(row.get("version")) for row in data.get("changes", [])]
    if not data.get("version"):
        issues.append("the taxonomy has no version")
    elif str(data["version"]) not in logged:
        issues.append(f"version {data['version']} has no row in changes")
    if NO_MEASURE not in known:
        issues.append("code Z is missing")
    issues += _lint_history(data, known)
    for row in [*data.get("domains", []), *rows]:
        issues += [f"{row.get('code')} has no {name}" for name in ("code", "zh", "en") if not row.get(name)]
    for row in rows:
        code = str(row.get("code"))
        if code != NO_MEASURE and code[0] not in domains:
            issues.append(f"{code} belongs to no declared domain")
        if not row.get("holds"):
            issues.append(f"{code} does not say what it holds")
        if code != NO_MEASURE and not row.get("line_zh"):
            issues.append(f"{code} names no line of work (line_zh)")
        for other in row.get("elsewhere", []):
            if other.get("to") not in known or other.get("to") == code:
                issues.append(
                    f"{code}: exclusion '{other.get('zh')}' points to {other.get('to')}, which is no other code"
                )
    return issues


def _lint_history(data: Any, known: list[Any]) -> list[str]:
    """Return an issue for each code that vanished, came without being issued, or was retired to no known code."""
    issued = list(data.get("issued", []))
    retired = {row.get("code"): row.get("to") for row in data.get("retired", [])}
    gone = [code for code in issued if code not in known and code not in retired]
    issues = [f"code {code} has vanished; retire it and say which code takes its place" for code in gone]
    issues += [f"code {code} is new; add it to issued and to changes" for code in known if code not in issued]
    issues += [f"code {code} is retired to {to}, which is no topic" for code, to in retired.items() if to not in known]
    return issues
