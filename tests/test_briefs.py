"""A brief proves itself: what must not be on a page stops it, and nothing of a document becomes markup."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import factory
import pytest
from pages import run_cells

from compare.briefs import read_sections, render_brief, render_index
from compare.briefs.figures import safe_figure, script_json
from compare.briefs.proof import check_page
from compare.briefs.render import LIMIT
from compare.errors import BriefError
from compare.regions import all_regions
from compare.sections import MIME

BAD = "<script>alert(1)</script>{{ 7*7 }}"


def notebook(*sections):
    """Return an executed notebook with one output per section."""
    cells = [{"cell_type": "code", "outputs": [{"output_type": "display_data", "data": {MIME: s}}]} for s in sections]
    return {"cells": cells, "metadata": {}}


def answer(template="{region}写明{n}项举措", values=None, **more):
    """Return an answer section whose values stand in one row of facts."""
    values = {"region": ("facts", "region"), "n": ("facts", "n")} if values is None else values
    bound = {name: {"row": row, "column": column} for name, (row, column) in values.items()}
    facts = {"id": "facts", "cells": {}, "hidden": True, "facts": {"region": "贵州省", "n": "137"}}
    return {"id": "answer", "kind": "answer", "title": {"template": template, "values": bound}, "rows": [facts], **more}


def evidence(quote, **more):
    """Return an evidence record on a whole quote."""
    return {
        "id": "e1", "quote": quote, "mark_start": 0, "mark_end": len(quote), "document_id": "d", "document": "贵州省《要点》",
        "date": "2023-02-24", "source_file": "d.txt", "raw_start": 3, "raw_end": 9, **more,
    }  # fmt: skip


def finding(quote="全面推进。", **more):
    """Return a finding with one row and its evidence."""
    return {
        "id": "targets", "kind": "finding", "title": {"template": "一个发现".replace("一个", ""), "values": {}},
        "columns": [{"key": "n", "label": "数"}], "rows": [{"id": "r1", "cells": {"n": "3"}, "evidence": ["e1"]}],
        "evidence": [evidence(quote)], **more,
    }  # fmt: skip


def test_a_brief_is_one_file_with_its_values_bound_to_rows():
    html = render_brief(notebook(answer()), run_id="2026-01-01")
    assert '<span class="v" data-row="answer:facts:n">137</span>' in html
    assert "https://" not in re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert len(html.encode()) < LIMIT


@pytest.mark.parametrize(
    "template",
    [
        pytest.param("{region}写明{n}项举措，其中12项有数字", id="arabic-number"),
        pytest.param("{region}写明{n}项举措，其中三项有数字", id="chinese-number-with-classifier"),
        pytest.param("{region}写明{n}项举措，占６０％", id="full-width-number"),
        pytest.param("{region}写明{n}项举措，多于广东省", id="region-named-without-a-row"),
    ],
)
def test_a_claim_without_a_record_stops_the_brief(template):
    with pytest.raises(BriefError, match="without a record"):
        render_brief(notebook(answer(template)))


def test_a_value_that_points_to_no_row_stops_the_brief():
    with pytest.raises(BriefError, match="no record"):
        render_brief(notebook(answer(values={"region": ("facts", "region"), "n": ("other", "n")})))


def test_a_place_without_a_value_stops_the_brief():
    with pytest.raises(BriefError, match="differ"):
        render_brief(notebook(answer(values={"region": ("facts", "region")})))


def test_the_finished_page_is_read_again_for_loose_numbers():
    with pytest.raises(BriefError, match="in the prose"):
        check_page('<p class="prose">共<span data-row="a:b:c">3</span>项，另有5项</p>', "page")


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("认真落实习总关于卫生健康工作的重要论述", id="censored-name"),
        pytest.param("当真贯彻落实党中心决议计划摆设", id="spun-centre"),
        pytest.param("对峙以人平易近为中间的成长思惟", id="spun-people"),
        pytest.param("实施医疗救治能力提升三年行动BOB半岛，健全体系", id="injected-site"),
        pytest.param("培育国家级临床重点???-5个", id="question-marks"),
        pytest.param("联系人：杨净", id="contact-name"),
        pytest.param("联系电话：0851-85288911", id="contact-number"),
        pytest.param("电话13800138000", id="mobile-number"),
        pytest.param("深入学习贯彻习近平新时代精神", id="shortened-formula"),
        pytest.param("贯彻习总书记重要指示", id="shortened-name"),
        pytest.param("学习贯彻党的二十大精，推进工作", id="formula-cut"),
    ],
)
def test_damaged_and_private_words_stop_the_brief(quote):
    with pytest.raises(BriefError):
        render_brief(notebook(answer(), finding(quote)))


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param(
            "坚持以习近平新时代中国特色社会主义思想为指导，深入贯彻习近平总书记重要讲话精神", id="full-formula"
        ),
        pytest.param("深入学习总书记重要讲话精神，做好学习总结", id="study-is-no-surname"),
        pytest.param("建立联系人制度，公布联系电话", id="contact-as-a-word"),
        pytest.param("服务平易近人，实施夜间门诊", id="honest-idiom"),
        pytest.param("联系人：＊＊＊，电话：＊＊＊＊", id="masked-contact"),
    ],
)
def test_honest_words_pass(quote):
    assert quote in render_brief(notebook(answer(), finding(quote)))


def test_a_formula_broken_into_lines_by_a_label_is_whole():
    label = {"type": "scatter", "customdata": ["以习近平新时代<br>中国特色社会主义思想为指导"]}
    assert render_brief(notebook(answer(), finding(figure={"data": [label], "layout": {}})))


def test_document_text_stays_text_everywhere():
    figure = {
        "data": [{"type": "scatter", "x": [1], "text": [BAD], "name": "<a href='x'>"}],
        "layout": {"title": {"text": "<img src=x>"}},
    }
    row = {"id": "r<1>", "cells": {"n": BAD}, "evidence": ["e1"]}
    html = render_brief(notebook(answer(), finding(BAD, rows=[row], figure=figure)))
    assert "<script>alert(1)" not in html
    assert "49" not in re.findall(r'<section id="targets".*?</section>', html, re.DOTALL)[0]
    assert "\\u003cimg" not in html
    assert "＜img" in html


def test_policy_allows_just_the_inlined_scripts_and_styles():
    html = render_brief(notebook(answer(), finding(figure={"data": [{"type": "bar", "y": [1]}], "layout": {}})))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    allowed = set(re.findall(r"sha256-([^&]+?)&#39;", policy.group(1)))
    inlined = re.findall(r"<script>(.*?)</script>", html, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", html, re.DOTALL
    )
    assert allowed == {b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in [*inlined, ""]}
    assert "unsafe" not in policy.group(1)
    assert " style=" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert "default-src &#39;none&#39;" in policy.group(1)


def test_a_page_without_a_figure_carries_no_chart_library():
    assert len(render_brief(notebook(answer()))) < 60_000


def test_a_trace_type_that_the_bundle_lacks_stops_the_brief():
    with pytest.raises(BriefError, match="sankey"):
        safe_figure({"data": [{"type": "sankey"}]}, "Section 'x'")


def test_an_empty_figure_stops_the_brief():
    with pytest.raises(BriefError, match="without traces"):
        safe_figure({"data": []}, "Section 'x'")


def test_json_cannot_end_its_script():
    assert "</" not in script_json({"a": "</script><!--", "b": "\u2028"})


def test_an_inferred_quote_is_labelled_and_stands_without_quotation_marks():
    html = render_brief(
        notebook(answer(), finding(evidence=[evidence("推进公立医院改革。", inferred=True, raw="推動公立醫院鼎新。")]))
    )
    record = re.findall(r'<li class="record".*?</li>', html, re.DOTALL)[0]
    assert "据网络转载稿复原，非官方原文" in record
    assert "推動公立醫院鼎新。" in record
    assert "<q>" not in record


def test_reworded_forms_may_stand_as_raw_words_only():
    raw = evidence("争创国家区域公共卫生中心。", inferred=True, raw="争创国度区域公共卫生中间。")
    assert "国度区域" in render_brief(notebook(answer(), finding(evidence=[raw])))
    with pytest.raises(BriefError, match="reworded"):
        render_brief(notebook(answer(), finding("争创国度区域公共卫生中间。")))


def test_a_censored_form_may_not_stand_as_raw_words_either():
    raw = evidence("落实习近平总书记重要指示。", inferred=True, raw="落实习总重要指示。")
    with pytest.raises(BriefError, match="censored"):
        render_brief(notebook(answer(), finding(evidence=[raw])))


def test_a_certain_quote_stands_in_quotation_marks():
    record = re.findall(r'<li class="record".*?</li>', render_brief(notebook(answer(), finding())), re.DOTALL)[0]
    assert "<q>" in record


def test_a_failed_cell_stops_the_brief():
    book = notebook(answer())
    book["cells"].append(
        {"cell_type": "code", "outputs": [{"output_type": "error", "ename": "KeyError", "evalue": "x"}]}
    )
    with pytest.raises(BriefError, match="cell 2 failed with KeyError"):
        read_sections(book)


def test_a_notebook_without_sections_is_refused():
    with pytest.raises(BriefError, match="no section"):
        read_sections({"cells": [{"cell_type": "code", "outputs": []}], "metadata": {}})


def test_a_section_that_names_unknown_evidence_is_refused():
    broken = finding(rows=[{"id": "r1", "cells": {"n": "3"}, "evidence": ["nowhere"]}])
    with pytest.raises(BriefError, match="nowhere"):
        read_sections(notebook(broken))


def test_a_page_whose_first_screen_is_too_large_is_refused():
    rows = [{"id": f"r{n}", "cells": {"n": "字" * 900}} for n in range(1000)]
    with pytest.raises(BriefError, match="bytes"):
        render_brief(notebook(answer(), finding(rows=rows, evidence=[], kind="limits")))


def heavy(rows, letters, wide):
    """Return a finding with rows of three source sentences each and a chart with words over its marks."""
    first = finding()["evidence"][0]
    return finding(
        title={"template": "{n}", "values": {"n": {"row": "r1", "column": "n"}}},
        rows=[
            {"id": f"r{n}", "cells": {"n": "3" + "字" * wide}, "evidence": [f"e{n}-{k}" for k in range(3)]}
            for n in range(1, rows)
        ],
        evidence=[
            {**first, "id": f"e{n}-{k}", "quote": first["quote"] + "文" * letters}
            for n in range(1, rows)
            for k in range(3)
        ],
        figure={
            "data": [
                {"type": "scatter", "x": [0], "y": [0], "customdata": ["悬停词"], "hovertemplate": "%{customdata}"}
            ],
            "layout": {},
        },
    )


@pytest.mark.parametrize(
    ("rows", "letters", "wide", "notes"),
    [
        pytest.param(100, 20, 0, 0, id="small-enough"),
        pytest.param(600, 150, 0, 1, id="one-sentence-a-row"),
        pytest.param(600, 500, 0, 2, id="only-what-the-prose-points-to"),
        pytest.param(400, 500, 900, 3, id="fewer-rows"),
    ],
)
def test_a_page_too_large_leaves_out_in_a_stated_order_and_says_so(rows, letters, wide, notes):
    page = render_brief(notebook(answer(), heavy(rows, letters, wide)))
    assert len(page.encode()) <= LIMIT
    assert page.count("为使本页不致过大") == notes
    assert 'id="targets--e--e1-0"' in page
    assert ("悬停词" in page) == (notes < 2)


def test_index_leads_to_every_brief_by_its_answer():
    english = {**answer("{region} sets out {n} measures"), "language": "en"}
    briefs = {
        "briefs/520000.html": answer(),
        "briefs/520000.en.html": english,
        "briefs/cross-region.html": answer("{n}项", {"n": ("facts", "n")}),
    }
    briefs["briefs/cross-region.html"]["rows"][0]["facts"].pop("region")
    html = render_index({address: notebook(section) for address, section in briefs.items()}, run_id="r")
    assert html.count("贵州省写明137项举措") == 1
    assert re.findall(r'href="(briefs/[^"]+)"', html) == [
        "briefs/cross-region.html",
        "briefs/520000.html",
        "briefs/520000.en.html",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "code",
    [pytest.param("520000", id="province"), pytest.param("520300", id="city"), pytest.param("330681", id="county")],
)
def test_the_regions_notebook_gives_a_brief(code, language):
    book = run_cells("05_region", factory.corpus(), region_code=code, language=language)
    html = render_brief(book)
    assert f'lang="{"zh-Hans" if language == "zh" else "en"}"' in html
    assert sum(section.kind == "finding" and section.brief for section in read_sections(book)) <= 5
    for section in read_sections(book):
        for sentence in section.prose():
            assert section.plain(sentence).strip()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_crossing_notebook_gives_a_brief(language):
    book = run_cells("07_across_regions", factory.corpus(), language=language)
    assert render_brief(book)
    assert sum(section.kind == "finding" and section.brief for section in read_sections(book)) <= 5


def test_the_same_notebook_gives_the_same_bytes():
    first, second = (render_brief(run_cells("05_region", factory.corpus(), region_code="520000")) for _ in range(2))
    assert first == second


def listing(names):
    """Return the index over a brief per region, and one across them."""
    briefs = {"briefs/cross-region.html": answer("{n}项", {"n": ("facts", "n")})}
    briefs["briefs/cross-region.html"]["rows"][0]["facts"].pop("region")
    for code, name in names.items():
        section = answer()
        section["rows"][0]["facts"]["region"] = name
        briefs[f"briefs/{code}.html"] = section
    return render_index({address: notebook(section) for address, section in briefs.items()}, run_id="r")


def test_an_index_of_many_regions_groups_them_by_province_and_can_be_filtered():
    places = [region for region in all_regions().values() if region.region_code[:2] in ("33", "44", "52")]
    page = listing({region.region_code: region.region_zh for region in places})
    assert re.findall(r"<h2>([^<]+)</h2>", page)[:3] == ["浙江", "广东", "贵州"]
    assert re.findall(r'href="briefs/([^"]+)\.html"', page)[:3] == ["cross-region", "330000", "330100"]
    assert 'id="province-440000"' in page
    assert 'data-name="茂名市 广东"' in page
    assert re.search(r'<p class="filter" hidden>.*<input id="find" type="search"', page)


def test_an_index_of_few_regions_has_no_filter():
    page = listing({"440000": "广东省", "520000": "贵州省"})
    assert 'id="find"' not in page
    assert "data-name" not in page.split("<script>")[0]
