"""The page of restoration: every paragraph in step, every repair shown, nothing that a contact could be reached by."""

from __future__ import annotations

import html
import re
from pathlib import Path

import polars as pl
import pytest

from compare.ledger import render_ledger
from compare.ledger.rows import align_paragraphs, mask
from compare.ledger.view import visible
from compare.restore import restore
from compare.runs.ledgers import write_ledgers

DAMAGED = (
    "云浮市2024年衛(wèi)生健康工作要點\n\n"
    "一、強化基層(céng)服務\n"
    "1.加強鄉鎮衛生院建設,新增家庭病床???張。\n"
    "2.推进紧密型县域医共体建设,基层诊疗量占比达到65%以上。\n"
    "聯系人:張三,聯系電話:0766-8812345\n"
    "3.习总书记指出,要做好重點???人群、、服務。\n"
)


def tables(raw, document_id="yunfu", title="云浮市2024年卫生健康工作要点"):
    """Return a document's row and its repairs as a run's tables hold them."""
    done = restore(raw)
    row = {"document_id": document_id, "title": title, "source_file": f"{document_id}.txt", "text": done.text}
    return row, [{"document_id": document_id, **repair._asdict()} for repair in done.repairs]


def sides(paragraphs):
    """Return the raw and the restored side as plain text without blanks."""
    joined = ("".join(getattr(p, side) for one in paragraphs for p in one.pieces) for side in ("raw", "restored"))
    return tuple(re.sub(r"\s", "", words) for words in joined)


def test_paragraphs_hold_both_sides_whole_and_every_repair_once():
    row, repairs = tables(DAMAGED)
    paragraphs = align_paragraphs(row["text"], repairs)
    raw, restored = sides(paragraphs)
    assert restored == re.sub(r"\s", "", row["text"])
    masked = re.sub(r"\s", "", DAMAGED).replace("張三", "＊＊").replace("0766-8812345", "＊" * 12)
    assert raw == masked
    assert sorted(p.number for one in paragraphs for p in one.repairs) == list(range(len(repairs)))


@pytest.mark.parametrize("base", [pytest.param(0, id="whole-file"), pytest.param(512, id="part-of-a-file")])
def test_places_are_those_of_the_source_file(base):
    done = restore(DAMAGED, base=base)
    rows = [repair._asdict() for repair in done.repairs]
    for paragraph in align_paragraphs(done.text, rows, base):
        own = DAMAGED[paragraph.raw_start - base : paragraph.raw_end - base]
        shown = "".join(piece.raw for piece in paragraph.pieces)
        assert len(own.rstrip("\n")) == len(shown.rstrip("\n"))


def test_a_clean_text_has_no_repairs_and_says_so():
    row, repairs = tables("做好老年健康服务。\n推进医养结合。\n")
    page = render_ledger(row, repairs, base=40)
    assert repairs == []
    assert "<h1>全文没有需要复原之处</h1>" in page
    assert "原文件字符 40–50" in page
    assert "<mark" not in page.split('id="text"')[1]


def test_page_furniture_is_a_paragraph_of_its_own():
    text = "正文第一段。\n正文第二段。\n"
    block = "上一篇:某地新闻\n下一篇:某地要闻\n"
    rows = [{"raw_start": 0, "raw_end": len(block), "raw": block, "text_start": 0, "text_end": 0, "restored": "",
             "kind": "furniture", "certainty": "certain", "confidence": 1.0}]  # fmt: skip
    first, second, _ = align_paragraphs(text, rows)
    assert [piece.raw for piece in first.pieces] == [block]
    assert (second.raw_start, second.raw_end) == (len(block), len(block) + 7)


def test_counts_per_kind_and_certainty_are_those_of_the_ledger():
    row, repairs = tables(DAMAGED)
    page = render_ledger(row, repairs)
    frame = pl.DataFrame(repairs)
    for kind, total in frame.group_by("kind").len().iter_rows():
        line = re.search(rf'<tr><th scope="row"><label><input type="checkbox" id="k-{kind}".*?</tr>', page, re.DOTALL)
        assert f'data-label="处数">{total}</td>' in line.group()
    lost = frame.filter(pl.col("certainty") == "unrecoverable").height
    assert lost >= 2
    assert f"无法复原{lost}处</h1>" in page


def test_each_place_beyond_recovery_leads_to_the_next_and_the_last_to_the_first():
    row, repairs = tables(DAMAGED)
    page = render_ledger(row, repairs)
    links = re.findall(r'class="next" href="#(r\d+)"', page)
    first = re.search(r'class="jump"><a href="#(r\d+)"', page).group(1)
    assert links[-1] == first
    ids = re.findall(r'id="(r\d+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(r\d+)"', page)) <= set(ids)


def test_contacts_are_masked_on_both_sides_even_where_restoration_left_one():
    paragraphs = align_paragraphs("详情请拨打13800138000,联系人:王小明,欢迎咨询。\n", [])
    from compare.ledger.page import _contact_rules

    (covered,) = mask(paragraphs, _contact_rules())
    assert [piece.raw for piece in covered.pieces] == ["详情请拨打＊＊＊＊＊＊＊＊＊＊＊,联系人:＊＊＊,欢迎咨询。"]
    page = render_ledger(*tables(DAMAGED))
    assert "張三" not in page
    assert "8812345" not in page


def test_markup_in_a_text_stays_text_and_what_cannot_be_seen_is_named():
    row, repairs = tables("推进<script>alert(1)</script>建设。\n開展\u200b\u202e試點工作。\n")
    page = render_ledger(row, repairs)
    assert "<script" not in page
    assert "⟨202E⟩" in html.unescape(page)
    assert "\u202e" not in page
    assert visible("\x00\u200b") == "⟨0000⟩⟨200B⟩"


def test_the_policy_allows_this_style_and_nothing_else():
    page = render_ledger(*tables(DAMAGED))
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1))
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert " style=" not in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_tables_give_the_same_bytes(language):
    row, repairs = tables(DAMAGED)
    assert render_ledger(row, repairs, language=language) == render_ledger(row, repairs[::-1], language=language)


def test_a_long_document_stays_within_its_bound_and_tells_what_it_left_out():
    row, repairs = tables(
        "".join(f"第{n}條,開展健康宣傳(chuán)工作。\n做好日常服务工作。\n" for n in range(400)) + "建成???0個。\n"
    )
    page = render_ledger(row, repairs, limit=60_000)
    assert len(page.encode()) <= 60_000
    assert "建成" in page
    told = re.findall(r"此处略去(\d+)段，其中复原(\d+)处", page)
    rows = page.split('class="rows"')[1]
    assert sum(int(n) for n, _ in told) + rows.count('class="at"') == 801
    shown = sum(len(re.findall("<mark", raw)) for raw in re.findall(r'<p class="raw">(.*?)</p>', rows))
    assert sum(int(n) for _, n in told) + shown == len(repairs)


def test_a_run_writes_one_page_per_document_and_language(tmp_path):
    row, repairs = tables(DAMAGED)
    frames = {
        "documents": pl.DataFrame([row]),
        "repairs": pl.DataFrame(repairs),
        "measures": pl.DataFrame({"document_id": ["yunfu"], "text_start": [3], "raw_start": [3]}),
    }
    pages = write_ledgers(tmp_path, frames, "both", "r")
    assert [page.address for page in pages] == ["restoration/yunfu.html", "restoration/yunfu.en.html"]
    assert '<html lang="en">' in (tmp_path / "restoration/yunfu.en.html").read_text(encoding="utf-8")


def test_documents_of_one_title_are_told_apart_by_their_regions(tmp_path):
    title = "茂名、肇庆、清远卫生健康局围绕高质量发展作答"
    rows = [tables(DAMAGED, document_id=name, title=title)[0] | {"region_zh": f"{name}市"} for name in ("肇庆", "茂名")]
    frames = {
        "documents": pl.DataFrame(rows),
        "repairs": pl.DataFrame(tables(DAMAGED, document_id="肇庆")[1]),
        "measures": pl.DataFrame({"document_id": ["肇庆"], "text_start": [3], "raw_start": [3]}),
    }
    assert [page.label for page in write_ledgers(tmp_path, frames, "zh", "r")] == [
        f"肇庆市 · {title}", f"茂名市 · {title}",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def page_file(tmp_path_factory) -> Path:
    """Return the file of a damaged document's page."""
    file = tmp_path_factory.mktemp("ledger") / "yunfu.html"
    file.write_text(render_ledger(*tables(DAMAGED)), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def look(browser, page_file):
    """Return a function that opens the page at a width, with what went wrong on it."""

    def go(width=1280, **more):
        context = browser.new_context(viewport={"width": width, "height": 800}, offline=True, **more)
        page, faults = context.new_page(), []
        page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else faults.append(r.url))
        page.goto(page_file.as_uri())
        return page, faults

    return go


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [pytest.param(360, id="phone"), pytest.param(1280, id="laptop")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_opens_without_a_fault_and_axe_finds_nothing(look, width, scheme):
    page, faults = look(width, color_scheme=scheme, bypass_csp=True)
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.evaluate((Path(__file__).parent / "assets" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21aa','wcag22aa','best-practice']})")
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
    page.context.close()


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("scripts", [pytest.param(True, id="scripts"), pytest.param(False, id="no-scripts")])
def test_boxes_unmark_a_kind_and_show_only_what_is_asked(look, scripts):
    page, faults = look(java_script_enabled=scripts)
    rows, pinyin = page.locator(".rows .row"), page.locator(".rows mark.pinyin").first
    everything = rows.count()
    tint = "e => getComputedStyle(e).backgroundColor"
    assert pinyin.evaluate(tint) != "rgba(0, 0, 0, 0)"
    page.uncheck("#k-pinyin")
    assert pinyin.evaluate(tint) == "rgba(0, 0, 0, 0)"
    page.check("#only")
    assert page.locator(".rows .row:visible").count() < everything
    for key in ("variant", "contact", "layout", "censored", "injected", "furniture"):
        if page.locator(f"#k-{key}").count():
            page.uncheck(f"#k-{key}")
    shown = page.locator(".rows .row:visible")
    assert shown.count() == page.locator(".rows .row.lost-unrecoverable").count() > 0
    page.uncheck("#c-unrecoverable")
    assert page.locator(".rows .row:visible").count() == 0
    page.click(".jump a")
    assert page.locator(".rows mark:target").is_visible()
    assert faults == []
    page.context.close()


@pytest.mark.xdist_group("browser")
def test_both_columns_stand_side_by_side_and_paragraphs_begin_level(look):
    page, _ = look()
    tops = page.eval_on_selector_all(
        ".rows .row", "rows => rows.map(r => [...r.querySelectorAll('p')].map(p => p.getBoundingClientRect().top))"
    )
    assert all(left == right for left, right in tops)
    page.context.close()
