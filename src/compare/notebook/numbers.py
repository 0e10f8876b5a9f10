"""Quantified statements side by side: own, peers', the nation's, as table rows and as panels of a figure."""

from __future__ import annotations

from collections import Counter

from compare.charts import Palette, statements_dots
from compare.charts.targets import Dot, Panel
from compare.notebook.corpus import Record
from compare.notebook.desks import Across, Region, line_of, nearness
from compare.notebook.display import Desk, Shown
from compare.notebook.evidence import evidence
from compare.notebook.labels import NATION
from compare.notebook.national import national_statements, references
from compare.regions import all_regions
from compare.sections import Evidence, Row, Sentence

ROWS = {"zh": 22, "en": 14}
"""Statements that a figure draws on one page of paper; English labels take two lines."""
EACH = 24
"""Statements of one indicator that a table holds on a page; the tables of the run hold all."""
NAMED = 8
"""Statements whose reason is told in a panel's note."""
RATES = ("share", "rate", "ratio")
"""Kinds of number that regions of unlike size can set side by side."""

RATES_AND_TIMES = (*RATES, "time")


def statements(desk: Desk, region_code: str | None = None) -> list[Record]:
    """Return the readable statements with an indicator of the list, baselines apart, in the fixed order of documents.

    Of many texts across regions, those of the page that is shown.
    """
    shown = set(desk.texts) if isinstance(desk, Across) and desk.pages > 1 else None
    return [
        row
        for row in desk.corpus.stated
        if (region_code is None or row["region_code"] == region_code) and (shown is None or row["document_id"] in shown)
    ]


def nearest(desk: Desk, rows: list[Record], limit: int) -> list[Record]:
    """Return at most ``limit`` statements of one indicator, in their order.

    A region's page keeps its own, what may be ranked beside them, its superiors' and inferiors', its province's; a page across
    regions those that may be ranked beside another's.
    """
    if len(rows) <= limit:
        return rows
    if isinstance(desk, Region):
        own = [row for row in rows if row["region_code"] == desk.code]
        beside = {other["target_id"] for row in own for other in comparable_with(desk, row)}
        ranks = [
            (row["region_code"] != desk.code, row["target_id"] not in beside, nearness(desk.code, row["region_code"]))
            for row in rows
        ]
    else:
        alike = desk.corpus.compared.ranked(desk.corpus.document)
        ranks = [(row["target_id"] not in alike, False, 0) for row in rows]
    kept = sorted(range(len(rows)), key=lambda place: (ranks[place], place))[:limit]
    return [rows[place] for place in sorted(kept)]


def comparable_with(desk: Desk, row: Record) -> list[Record]:
    """Return other regions' statements that the tables call comparable (or converted) with a statement."""
    return [other for other, verdict, _ in _compared(desk, row) if verdict != "related"]


def related_with(desk: Desk, row: Record) -> list[tuple[Record, str]]:
    """Return other regions' shares and rates of the same indicator that may not be ranked against it, with the reason."""
    return [
        (other, reason)
        for other, verdict, reason in _compared(desk, row)
        if verdict == "related" and other["indicator_id"] == row["indicator_id"] and other["measure_type"] in RATES
    ]


def _compared(desk: Desk, row: Record) -> list[tuple[Record, str, str]]:
    """Return other regions' statements that the tables relate to a statement, with verdict and reason."""
    known = desk.corpus.target
    return [(known[other], verdict, reason) for other, verdict, reason in desk.corpus.compared.of(row["target_id"])]


def peers_cell(desk: Desk, row: Record) -> tuple[str, list[Record]]:
    """Return other regions' numbers beside a statement as one cell, those that may not be ranked marked, and their rows."""
    same = comparable_with(desk, row)[:3]
    near = related_with(desk, row)[: 3 - len(same)]
    pieces = [named(desk, other) for other in same]
    pieces += [
        desk.words("numbers.related").format(
            named=named(desk, other),
            reason=desk.words("numbers.unlike") if desk.labels.english else reason.split("；")[0],
        )
        for other, reason in near
    ]
    return desk.words("list.semicolon").join(pieces), [*same, *(other for other, _ in near)]


def shown(desk: Desk, row: Record) -> str:
    """Return a statement as value with year and kind: ≥60%（2023年目标）."""
    return desk.words("numbers.cell").format(value=desk.labels.value(row), when=desk.labels.when(row))


def named(desk: Desk, row: Record) -> str:
    """Return a statement as region, value, year and kind."""
    return desk.words("numbers.named").format(region=desk.labels.short(row["region_code"]), cell=shown(desk, row))


def statement_evidence(desk: Desk, row: Record) -> Evidence:
    """Return the evidence of a statement."""
    return evidence(desk.corpus, desk.labels, row, row["target_id"], gloss=desk.labels.indicator(row))


def national(desk: Desk, indicator_id: str) -> list[Record]:
    """Return the nation's statements on an indicator, shaped like rows of targets, oldest first."""
    return [row for row in national_statements(desk.corpus) if row["indicator_id"] == indicator_id]


def nearest_national(desk: Desk, row: Record) -> Record | None:
    """Return the nation's statement of the same kind nearest in year (an earlier one wins a tie), or null."""
    year = int(str(row["deadline"] or desk.corpus.document[row["document_id"]]["plan_year"] or 0)[:4])
    same = [n for n in national(desk, row["indicator_id"]) if n["kind"] == row["kind"]]
    same = same or national(desk, row["indicator_id"])
    return min(same, key=lambda n: (abs(int(n["deadline"]) - year), n["deadline"]), default=None)


def others_stated(desk: Desk, indicator_id: str) -> list[Record]:
    """Return what provinces and prefectures state of an indicator by the user's own reference files, oldest first."""
    return [
        row for row in references(desk.corpus) if row["indicator_id"] == indicator_id and row["region_code"] != NATION
    ]


def panels(desk: Desk, indicator_ids: list[str], limit: int = 8) -> list[Panel]:
    """Return a panel per indicator: the nation's result nearest in year and its next target, then the regions' statements."""
    made = []
    for indicator_id in indicator_ids:
        rows = [row for row in statements(desk) if row["indicator_id"] == indicator_id]
        around = national(desk, indicator_id)
        first_year = min((int(str(row["deadline"])[:4]) for row in rows if row["deadline"]), default=2023)
        results = [n for n in around if n["kind"] == "achieved"]
        result = min(results, key=lambda n: (abs(int(n["deadline"]) - first_year), n["deadline"]), default=None)
        aims = [n for n in around if n["kind"] == "target"]
        target = next((n for n in aims if int(n["deadline"]) >= first_year), None) or next(reversed(aims), None)
        chosen = [n for n in (result, target) if n is not None] + others_stated(desk, indicator_id)[-2:]
        if not rows:
            continue
        chosen += nearest(desk, rows, limit)
        dots = tuple(_dot(desk, row) for row in chosen)
        made.append(
            Panel(_panel_title(desk, indicator_id, rows[0]), dots, verdict_words(desk, nearest(desk, rows, EACH)))
        )
    return made


def verdict_words(desk: Desk, rows: list[Record]) -> str:
    """Return which regions' statements of one indicator may be compared, and which only stand beside them and why."""
    alike = [row for row in rows if comparable_with(desk, row)]
    near = [row for row in rows if row not in alike]
    if len({row["region_code"] for row in rows}) == 1:
        return desk.words("yardstick.alone").format(region=desk.labels.short(rows[0]["region_code"]))
    parts = []
    if alike:
        names = desk.some([desk.labels.short(row["region_code"]) for row in alike])
        parts.append(desk.words("yardstick.same").format(names=names))
    for row in near[:NAMED]:
        reasons = [reason for other, reason in related_with(desk, row)]
        why = desk.words("numbers.unlike") if desk.labels.english or not reasons else reasons[0].split("；")[0]
        parts.append(desk.words("yardstick.beside").format(name=desk.labels.short(row["region_code"]), why=why))
    return desk.words("list.semicolon").join(dict.fromkeys(parts))


def fitting(made: list[Panel], rows: int) -> list[Panel]:
    """Return the first panels whose statements fit a page of paper together, one at least; the table holds all."""
    kept: list[Panel] = []
    for panel in made:
        if kept and sum(len(other.dots) for other in kept) + len(panel.dots) > rows:
            break
        kept.append(panel)
    return kept


def _panel_title(desk: Desk, indicator_id: str, row: Record) -> str:
    """Return an indicator's name with its unit, and an arrow where less is better."""
    listed = desk.corpus.indicator[indicator_id]
    name = listed["name_en"] if desk.labels.english else listed["name_zh"]
    unit = desk.labels.unit(row).strip()
    arrow = {"less": desk.words("numbers.less"), "more": desk.words("numbers.more")}.get(listed["direction"], "")
    return f"{name}（{unit}）{arrow}" if not desk.labels.english else f"{name} ({unit}){arrow}"


def _dot(desk: Desk, row: Record) -> Dot:
    """Return a statement as a dot."""
    code = row["region_code"] or NATION
    value = row["value"] if row["value"] is not None else row["value_max"]
    known = code in desk.corpus.region or code == NATION or row["region_code"] in all_regions()
    name = desk.labels.short(code) if known else str(code)
    label = f"{name}{_level(desk, code)} {desk.labels.when(row)}"
    hover = f"{label}<br>{desk.labels.value(row)}"
    unit = row["unit"] if row["unit"] in ("%", "‰") else ""
    reference = code == NATION or row.get("source") is not None
    return Dot(
        NATION if reference else code,
        label,
        float(value),
        f"{desk.labels.number(row)}{unit}",
        row["kind"] == "target",
        hover,
    )


def _level(desk: Desk, code: str) -> str:
    """Return a region's level of government in brackets."""
    level = desk.corpus.region[code]["admin_level"] if code in desk.corpus.region else ""
    return desk.words("yardstick.level").format(level=desk.words(f"admin.{level}")) if level else ""


def targets_section(desk: Desk, ids: list[str], title: Sentence, facts: dict[str, str], palette: Palette) -> Shown:
    """Return a section with a panel per indicator, its statements as rows and their sentences as evidence."""
    rows, records, left_out = [], [], 0
    for indicator_id in ids:
        for nation in national(desk, indicator_id):
            cells = {
                "indicator": desk.labels.indicator(nation),
                "region": desk.labels.short(NATION),
                "value": desk.labels.value(nation),
                "when": desk.labels.when(nation),
                "source": f"《{nation['source']}》{nation['issuer']} {nation['published']}",
            }
            rows.append(Row(id=nation["target_id"], cells=cells))
        stated = [row for row in statements(desk) if row["indicator_id"] == indicator_id]
        chosen = nearest(desk, stated, EACH)
        left_out += len(stated) - len(chosen)
        for row in chosen:
            record = statement_evidence(desk, row)
            records.append(record)
            cells = {
                "indicator": desk.labels.indicator(row),
                "region": desk.labels.short(row["region_code"]),
                "value": desk.labels.value(row),
                "when": desk.labels.when(row),
                "source": f"《{desk.labels.title(row['document_id'])}》",
            }
            rows.append(Row(id=row["target_id"], cells=cells, evidence=(record.id,), lines=line_of(desk, row)))
    return desk.section(
        "targets",
        "finding",
        title=title,
        columns=desk.columns("targets", "indicator", "region", "value", "when", "source"),
        rows=rows,
        facts=facts | left_out_facts(left_out),
        notes=left_out_notes(desk, left_out),
        figure=statements_dots(fitting(panels(desk, ids), ROWS["en" if desk.labels.english else "zh"]), palette),
        evidence=records,
        reading=desk.say("targets.reading"),
        covers=desk.texts if isinstance(desk, Across) and desk.pages > 1 else desk.corpus.ordered,
    )


def left_out_facts(number: int) -> dict[str, str]:
    """Return how many statements a table leaves out, and how many of an indicator it lists; nothing where it holds all."""
    return {"left_out": str(number), "each": str(EACH)} if number else {}


def left_out_notes(desk: Desk, number: int) -> tuple[Sentence, ...]:
    """Return the note on statements that a table leaves out."""
    return (desk.say("numbers.left_out", **{n: ("facts", n) for n in left_out_facts(number)}),) if number else ()


def shared_indicators(desk: Across) -> list[str]:
    """Return indicators with statements that the tables call comparable between two regions, most statements first."""
    ranked = desk.corpus.compared.ranked(desk.texts)
    shared = Counter(row["indicator_id"] for row in statements(desk) if row["target_id"] in ranked)
    return [indicator_id for indicator_id, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))]
