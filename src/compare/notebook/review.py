"""The review form: the least certain measures first, evidence marked, decided by one key; and how far review has come."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup, escape

from compare.coding import taxonomy
from compare.notebook.corpus import Corpus
from compare.notebook.display import Desk, Shown
from compare.notebook.outputs import send
from compare.notebook.parameters import ReviewParameters
from compare.overlap import coded
from compare.review.apply import PERSON_SHARE
from compare.review.session import Card, Session, make_card, open_session
from compare.sections import Row
from compare.store import TABLES_VARIABLE, tables_folder

LOW = 0.5
"""Confidence below which a code counts as doubtful, as in the validity notebook."""

_MARK = "background:#fde68a;color:#111"
_KEYS = "a 接受 accept · 1–5 选用该编码 take that code · R1 或 R1 D2 改码 change · s 跳过 skip · x 删去 remove · u 撤回 undo"


def review_progress(corpus: Corpus, parameters: ReviewParameters) -> Shown:
    """Return how many measures of each text people have decided, and how many doubtful ones are left."""
    desk = Desk(corpus, parameters)
    frame = _chosen(corpus, parameters)
    rows = []
    for document_id in corpus.ordered:
        own = frame.filter(pl.col("document_id") == document_id)
        if own.height:
            cells = {
                "text": desk.labels.short_document(document_id),
                "measures": str(own.height),
                "persons": str(own.filter(pl.col("coded_by") == "person").height),
                "low": str(own.filter(pl.col("confidence") < LOW).height),
            }
            rows.append(Row(id=document_id, cells=cells))
    facts = {key: str(sum(int(row.cells[key]) for row in rows)) for key in ("measures", "persons", "low")}
    return desk.section(
        "progress",
        "note",
        title=desk.say("review.title", n=("facts", "measures"), persons=("facts", "persons"), low=("facts", "low")),
        facts=facts,
        rows=rows,
        columns=desk.columns("review", "text", "measures", "persons", "low", numeric=("measures", "persons", "low")),
        reading=desk.say("review.reading"),
        brief=False,
    )


def review_form(corpus: Corpus, parameters: ReviewParameters) -> ReviewForm:
    """Return the form; without a live page (in a run, in a script) it shows the measures to review, to be read only."""
    root = project_root()
    tables = tables_folder()
    session = open_session(
        root, tables if tables.is_absolute() or tables.exists() else root / tables, _chosen(corpus, parameters),
        reviewer=parameters.reviewer, date=datetime.date.today(), limit=parameters.limit,
    )  # fmt: skip
    return ReviewForm(corpus, parameters, session)


def project_root() -> Path:
    """Return the project's root, seen from the root or from its ``notebooks`` folder."""
    here = Path()
    return here if (here / "data/raw").is_dir() or not (here / "../data/raw").is_dir() else Path("..")


def _chosen(corpus: Corpus, parameters: ReviewParameters) -> pl.DataFrame:
    """Return the measures that the parameters ask for; text without a measure (Z) among them where none is named."""
    frame = coded(corpus.measures) if parameters.topics else corpus.measures
    if parameters.document_ids:
        frame = frame.filter(pl.col("document_id").is_in(parameters.document_ids))
    if parameters.topics:
        named = pl.col("primary").is_in(parameters.topics) | pl.col("primary").str.slice(0, 1).is_in(parameters.topics)
        frame = frame.filter(named)
    return frame.select(corpus.measures.columns)


class ReviewForm:
    """A form over a sitting of review; every decision is in the corrections file before the next card shows."""

    def __init__(self, corpus: Corpus, parameters: ReviewParameters, session: Session) -> None:
        self.desk = Desk(corpus, parameters)
        self.session = session

    def _ipython_display_(self) -> None:
        """Show the form, or the cards alone where nobody can answer."""
        if os.environ.get(TABLES_VARIABLE) or not self._show_widgets():
            send({"text/html": self.listing(), "text/plain": f"{len(self.session.queue)} measures to review"})

    def listing(self) -> str:
        """Return the cards of the sitting as HTML, one below the other."""
        return "".join(self.card_html(make_card(row)) for row in self.session.queue)

    def card_html(self, card: Card) -> str:
        """Return a card as HTML: where it stands, the sentence with the measure's evidence marked, the codes that may hold."""
        row = card.row
        document = self.desk.labels.short_document(row["document_id"])
        place = " · ".join(str(part) for part in (document, row["item_no"], row["heading"]) if part)
        before, after = self._context(row)
        lines = Markup("").join(
            Markup("<li><b>{}</b> {} <small>{}</small></li>").format(
                candidate.code, taxonomy.label(candidate.code, self.desk.words.language),
                " ".join(f"{term} {weight:g}" for term, weight in candidate.terms[:6]),
            )
            for candidate in card.candidates
        )  # fmt: skip
        return str(
            Markup(
                "<div><p><small>{} · {:.0%}</small></p><p><small>{}</small>{}<small>{}</small></p><ol>{}</ol></div>"
            ).format(place, row["confidence"], before, Markup(_marked(row["text"], card.marks)), after, lines)
        )

    def _context(self, row: dict[str, Any], width: int = 60) -> tuple[str, str]:
        """Return the words before and after a measure."""
        text = self.desk.corpus.document[row["document_id"]]["text"]
        start, end = row["text_start"], row["text_end"]
        return text[max(0, start - width) : start].split("\n")[-1], text[end : end + width].split("\n")[0]

    def state(self) -> str:
        """Return how far the sitting has come, in words."""
        reviewed, changed, total = self.session.progress()
        share = changed / max(total, 1)
        done = len({(row.document_id, row.raw_start, row.raw_end) for row in self.session.done})
        left = len(self.session.queue)
        warning = f" · 超过{PERSON_SHARE:.0%}，宜改为训练编码器 train the coder instead" if share > PERSON_SHARE else ""
        return f"本次 this sitting {done} · 余 left {left} · 累计 in all {reviewed}/{total} · 改码 changed {changed} ({share:.1%}){warning}"

    def _show_widgets(self) -> bool:
        """Show the live form and return true; false where widgets are not installed."""
        try:
            import ipywidgets as widgets
        except ImportError:
            return False
        from IPython.display import display

        page, said, state = widgets.HTML(), widgets.HTML(), widgets.HTML()
        reviewer = widgets.Text(
            value=self.session.reviewer, description="复核人", placeholder="name", continuous_update=False
        )
        reason = widgets.Text(description="理由", placeholder="可不填 optional", continuous_update=True)
        answer = widgets.Text(description="答 ⏎", placeholder=_KEYS, continuous_update=False)
        buttons = [widgets.Button(description=label) for label in ("接受 a", "跳过 s", "删去 x", "撤回 u")]

        def show(words: str = "") -> None:
            card = self.session.card()
            page.value = self.card_html(card) if card else "<p>队列已空 · nothing left</p>"
            said.value, state.value = f"<p>{escape(words)}</p>", f"<p><small>{escape(self.state())}</small></p>"

        def take(words: str) -> None:
            self.session.reviewer = reviewer.value.strip()
            if not words.strip():
                return
            if not self.session.reviewer:
                show("请先填写复核人 · name the reviewer first")
                answer.value = ""
                return
            show(self.session.answer(words, reason.value.strip()))
            reason.value = answer.value = ""
            answer.focus()

        answer.observe(lambda change: take(change["new"]), names="value")
        for button, key in zip(buttons, "asxu", strict=True):
            button.on_click(lambda _, key=key: take(key))
        for field in (reviewer, reason, answer):
            field.layout.width = "40em"
        show(_KEYS)
        display(widgets.VBox([state, page, answer, widgets.HBox(buttons), reason, reviewer, said]))
        return True


def _marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """Return a text as HTML with the spans of its evidence marked; spans that overlap become one."""
    parts, place = [], 0
    for start, end in marks:
        start = max(start, place)
        if start < end:
            parts += [escape(text[place:start]), Markup('<mark style="{}">{}</mark>').format(_MARK, text[start:end])]
            place = end
    return str(Markup("").join([*parts, escape(text[place:])]))
