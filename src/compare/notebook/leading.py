"""The section on a region's shares of text: what its text writes most on, where coding error can tell."""

from __future__ import annotations

import polars as pl

from compare.charts import emphasis_strip
from compare.charts.emphasis import Series
from compare.notebook import profile
from compare.notebook.corpus import Corpus
from compare.notebook.desks import THIN, Region
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable_rows
from compare.notebook.lens import lens_rows, lens_shares
from compare.notebook.parameters import RegionParameters
from compare.overlap import coded
from compare.sections import Column, Evidence, Row, Sentence

MOST_TOGETHER = 4
"""Most domains named as leading together; more of them are no lead."""


def region_emphasis(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on shares of text: own main document among all others, a row per domain."""
    desk = Region(corpus, parameters)
    texts = profile.series(desk, [desk.main, *(d for d in desk.own if d != desk.main), *desk.others])
    codes = profile.domain_codes(desk)
    names = profile.labels_of(desk, codes)
    if not corpus.count(desk.main, desk.exclude()):
        facts = {"region": desk.labels.region(desk.code)}
        return desk.section(
            "emphasis", "note", title=desk.say("emphasis.none", region=("facts", "region")), facts=facts
        )
    own, rest = texts[0], texts[1:]
    judged = [code for code in codes if code != profile.APART]
    ranked = sorted(judged, key=lambda code: (-own.shares.get(code, 0.0), code))
    alike = profile.of_one_kind(corpus, desk.main, desk.others)
    rest = profile.marked(rest, alike)
    kin = [s for s in rest if s.alike]
    differ = profile.differing(own, kin)
    near = set(desk.own) | set(desk.beside)
    texts, far = ([s for s in texts if (s.document_id in near) is shown] for shown in (True, False))
    rows = _told_rows(desk, texts, codes, differ, far)
    with_evidence, records = _with_evidence(desk, rows, ranked[:3])
    first = ranked[0]
    (own, *rest), lenses = lens_shares(desk, [own, *(s for s in rest if s.document_id in near)])
    with_evidence += lens_rows([own, *rest], lenses)
    facts = {
        "region": desk.labels.short(desk.code),
        "leading": desk.join([names[code] for code in _leading(own, ranked)]),
        "base": str(own.base),
        **_kin_facts(desk, own, kin, [code for code in ranked if differ.get(code, (1.0, False))[1]]),
    }
    facts |= {"beside": str(len(texts) - 1), "rest": str(len(far))} if far else {}
    lead = {"region": ("facts", "region"), "topic": (first, "named"), "share": (first, "d0")}
    columns = (
        *desk.columns("emphasis", "topic"),
        *_text_columns(texts),
        *_rest_column(desk, far),
        *desk.columns("emphasis", "told"),
    )
    return desk.section(
        "emphasis",
        "finding",
        title=_emphasis_title(desk, own, ranked, lead),
        sentences=_kin_sentences(desk, facts),
        columns=columns,
        rows=with_evidence,
        figure=emphasis_strip(
            own,
            rest,
            [*codes, *lenses],
            names | lenses,
            desk.palette,
            _verdicts(desk, codes, differ),
            profile.middle(far, desk.words("emphasis.rest").format(n=len(far))) if far else None,
        ),
        notes=(
            *((desk.say("lens.note"),) if lenses else ()),
            *((desk.say("emphasis.beside", beside=("facts", "beside"), rest=("facts", "rest")),) if far else ()),
        ),
        alternative=desk.say("emphasis.alternative", **lead),
        evidence=records,
        facts=facts,
        reading=desk.say("emphasis.reading"),
        covers=[desk.main, *desk.others],
    )


def _with_evidence(desk: Region, rows: list[Row], leading: list[str]) -> tuple[list[Row], list[Evidence]]:
    """Return the rows, those of the leading domains with two sentences each of the own text, and these sentences."""
    sample = coded(desk.corpus.measures, exclude_domains=desk.exclude(), document_ids=(desk.main,)).sort(
        "confidence", "measure_id", descending=[True, False]
    )
    made, records = [], []
    for row in rows:
        own = sample.filter(pl.col("domain") == row.id).iter_rows(named=True) if row.id in leading else ()
        found = [
            evidence(desk.corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(m["primary"]))
            for m in quotable_rows(desk.corpus, own, 2)
        ]
        records += found
        made.append(row.model_copy(update={"evidence": tuple(record.id for record in found)}))
    return made, records


def _leading(own: Series, ranked: list[str]) -> list[str]:
    """Return the domains whose share coding error does not tell apart from the largest one."""
    return [code for code in ranked if code == ranked[0] or not profile.clearly_apart(own, ranked[0], own, code)]


def _emphasis_title(desk: Region, own: Series, ranked: list[str], lead: dict[str, tuple[str, str]]) -> Sentence:
    """Return the finding: the leading domain, those that lead together, or that none does."""
    together = len(_leading(own, ranked))
    region, base = {"region": ("facts", "region")}, ("facts", "base")
    if own.base < THIN:
        return (
            desk.say("emphasis.title_thin", base=base, **lead)
            if together == 1
            else desk.say("emphasis.title_thin_even", base=base, **region)
        )
    if together == 1:
        return desk.say("emphasis.title", **lead)
    if together <= MOST_TOGETHER:
        return desk.say("emphasis.title_close", leading=("facts", "leading"), **region)
    return desk.say("emphasis.title_even", **region)


def _told_rows(
    desk: Region, texts: list[Series], codes: list[str], differ: dict[str, tuple[float, bool]], far: list[Series]
) -> list[Row]:
    """Return a row per domain with each text's share, those of the rest as quartiles, and whether the own one is told apart."""
    rows, rest = [], profile.middle(far, "")
    for row in profile.share_rows(desk, texts, codes):
        p, told = differ.get(row.id, (1.0, False))
        words = (
            desk.words("told.yes" if told else "told.no").format(p=f"{p:.2f}") if differ else desk.words("told.none")
        )
        low, high = rest.spans.get(row.id, (0.0, 0.0))
        middle = f"{profile.percent(rest.shares.get(row.id, 0.0))}（{100 * low:.1f}—{100 * high:.1f}）"
        more = {"rest": middle} if far else {}
        rows.append(row.model_copy(update={"cells": {**row.cells, **more, "told": words}}))
    return rows


def _verdicts(desk: Region, codes: list[str], differ: dict[str, tuple[float, bool]]) -> dict[str, str]:
    """Return what the chart prints at the end of each row: told apart from texts of one kind or not; once where none is."""
    if not differ:
        return {"": desk.words("told.none")}
    if not any(told for _, told in differ.values()):
        return {"": desk.words("told.mark_no")}
    return {code: desk.words(f"told.mark_{'yes' if differ.get(code, (1.0, False))[1] else 'no'}") for code in codes}


def _kin_facts(desk: Region, own: Series, kin: list[Series], told: list[str]) -> dict[str, str]:
    """Return the texts of one kind, and the domains on which the own share is higher or lower beyond chance and error."""
    if not kin:
        return {}
    level = desk.corpus.pair(desk.main, kin[0].document_id)[0] != profile.ALIKE[0]
    base = sum(s.base for s in kin)
    counts = profile.together(kin)
    higher = [code for code in told if own.shares.get(code, 0.0) > counts.get(code, 0) / base]
    names = profile.labels_of(desk, told)
    found = {
        "kin": desk.some([s.label for s in kin]) + (desk.words("told.other_level") if level else ""),
        "more": desk.join([names[code] for code in higher]),
        "less": desk.join([names[code] for code in told if code not in higher]),
    }
    return {name: words for name, words in found.items() if words}


def _kin_sentences(desk: Region, facts: dict[str, str]) -> tuple[Sentence, ...]:
    """Return what can be said against texts of one kind: more, less, nothing that can be told apart, or no such text."""
    if "kin" not in facts:
        return (desk.say("emphasis.no_kin"),)
    kin = {"kin": ("facts", "kin")}
    said = [
        desk.say(f"emphasis.{name}_kin", **kin, **{name: ("facts", name)}) for name in ("more", "less") if name in facts
    ]
    return tuple(said) or (desk.say("emphasis.same_kin", **kin),)


def _rest_column(desk: Region, far: list[Series]) -> tuple[Column, ...]:
    """Return the column of the texts that are not listed one by one."""
    label = desk.words("emphasis.rest").format(n=len(far))
    return (Column(key="rest", label=label, numeric=True),) if far else ()


def _text_columns(texts: list[Series]) -> tuple[Column, ...]:
    """Return one numeric column per text."""
    return tuple(Column(key=f"d{i}", label=s.label, numeric=True) for i, s in enumerate(texts))
