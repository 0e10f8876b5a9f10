"""Readers: pages, DOCX and PDF become the text a person reads, and what cannot be read is refused by name."""

import hashlib
import os
import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from papers import bomb, docx, locked_pdf, number, pdf, set_lines
from small import call

from compare.errors import SourceError
from compare.readers import Limits, detect_format, read_aside
from compare.readers.numbering import chinese, render
from compare.restore import restore
from compare.sources import open_file, read_content

CLAUSE = "（一）推进紧密型县域医共体建设，年内新改扩建村卫生室12家，每千人口拥有3岁以下婴幼儿托位数达到4.2个，基层诊疗量占比达到65%以上。"
PAGE = """<!DOCTYPE html><html><head><meta charset="{}"><title>临江县2024年卫生健康工作要点_临江县人民政府</title>
<script>var a = "脚本";</script></head><body><form><div><a href="1">首页</a>|<a href="2">新闻中心</a>|<a href="3">信息公开</a></div>
<h1>临江县2024年卫生健康工作要点</h1><p>&#12288;&#12288;一、强化<b>基层</b>服务。
    新增床位<span>50</span>张。<br>年内完成。</p><p style="display:none">看不见</p>
<ol start="3"><li>推进托育</li><li>推进医养结合</li></ol></form></body></html>"""


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        pytest.param(b"%PDF-1.7", "a.txt", "pdf", id="pdf-by-content"),
        pytest.param(b"\xef\xbb\xbf\n<!DOCTYPE html>", "a.txt", "html", id="page-by-content"),
        pytest.param("<p>加强基层</p>".encode(), "a.txt", "html", id="fragment-of-a-page"),
        pytest.param("加强<br>基层</p>".encode(), "a.htm", "html", id="page-by-name"),
        pytest.param("《意见》<2024>".encode(), "a.txt", None, id="text-with-angle-brackets"),
        pytest.param(b"PK\x03\x04 xl/workbook.xml", "a.xlsx", None, id="spreadsheet"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "locked",
            id="locked",
        ),
    ],
)
def test_a_format_is_told_by_content_first(data, name, form):
    assert detect_format(data, name) == form


@pytest.mark.parametrize("encoding", [pytest.param(name, id=name) for name in ("utf-8", "gb18030", "utf-16")])
def test_a_page_gives_its_blocks_without_menus_and_scripts(encoding):
    content = read_content(PAGE.format(encoding).encode(encoding), "a.html")
    assert content.form == "html"
    assert content.text.splitlines() == [
        "临江县2024年卫生健康工作要点",
        "一、强化基层服务。新增床位50张。",
        "年内完成。",
        "3.推进托育",
        "4.推进医养结合",
    ]


def test_a_title_that_the_page_does_not_repeat_stands_first():
    page = "<html><head><title>临江县2024年卫生健康工作要点-县政府</title></head><body><p>加强基层。</p></body></html>"
    assert read_content(page.encode()).text == "临江县2024年卫生健康工作要点\n加强基层。\n"


def test_a_paragraph_with_links_is_no_menu():
    page = '<html><body><p>落实<a href="1">健康中国</a>、<a href="2">健康浙江</a>、<a href="3">健康绍兴</a>部署，推进各项重点工作任务。</p></body></html>'
    assert "健康绍兴部署" in read_content(page.encode()).text


def test_a_documents_own_numbers_are_as_word_prints_them():
    lines = [
        ("临江县2024年卫生健康工作要点", None), ("强化基层", 0), ("推进医共体", 1), ("加强建设。", 2), ("加强人才。", 2),
        ("推进托育", 1), ("新增托位。", 2), ("强化保障", 0),
    ]  # fmt: skip
    assert read_content(docx(lines)).text.splitlines() == [
        "临江县2024年卫生健康工作要点", "一、强化基层", "（一）推进医共体", "1.加强建设。", "2.加强人才。",
        "（二）推进托育", "1.新增托位。", "二、强化保障",
    ]  # fmt: skip


def test_numbers_come_from_styles_and_start_where_they_are_told():
    def build(document):
        numbering = document.part.numbering_part.element
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/>{start}</w:num>'))
        style = document.styles["Heading 1"].element
        style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
        document.add_paragraph("强化基层", style="Heading 1")
        number(document.add_paragraph("强化保障"), 0, 91)
        number(document.add_paragraph("加强监督", style="Heading 1"), 0, 0)

    assert read_content(docx(build=build)).text.splitlines() == ["一、强化基层", "五、强化保障", "加强监督"]


def test_tables_stand_where_they_stand_and_name_their_units():
    def build(document):
        document.add_paragraph("任务清单")
        table = document.add_table(3, 3)
        rows = [
            ("序号", "任务", "责任单位"),
            ("1", "加强乡镇卫生院建设，新增家庭病床50张以上。", "县卫生健康局"),
            ("2", "推进医共体", "县医院"),
        ]
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        document.add_paragraph("以上任务年内完成。")

    assert read_content(docx(build=build)).text.splitlines() == [
        "任务清单",
        "序号\t任务\t责任单位",
        "1.加强乡镇卫生院建设，新增家庭病床50张以上。",
        "责任单位：县卫生健康局",
        "2\t推进医共体\t县医院",
        "以上任务年内完成。",
    ]


def test_deleted_and_hidden_words_are_left_out_and_inserted_ones_kept():
    def build(document):
        paragraph = document.add_paragraph("新增托位")
        for tag, text in (("del", "300"), ("ins", "500")):
            kind = "delText" if tag == "del" else "t"
            paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{kind}>{text}</w:{kind}></w:r></w:{tag}>"))
        paragraph.add_run("个。")
        paragraph.add_run("暗").font.hidden = True

    assert read_content(docx(build=build)).text == "新增托位500个。\n"


@pytest.mark.parametrize(
    ("number_", "style", "shown"),
    [
        pytest.param(3, "chineseCountingThousand", "三", id="chinese"),
        pytest.param(10, "ideographDigital", "一〇", id="digits"),
        pytest.param(21, "japaneseCounting", "二十一", id="japanese"),
        pytest.param(2, "decimalEnclosedCircle", "②", id="circle"),
        pytest.param(28, "lowerLetter", "bb", id="letters"),
        pytest.param(14, "upperRoman", "XIV", id="roman"),
        pytest.param(5, "decimalZero", "05", id="zero"),
        pytest.param(3, "chineseLegalSimplified", "叁", id="formal"),
        pytest.param(1, "ideographTraditional", "甲", id="stem"),
        pytest.param(1, "bullet", "", id="bullet"),
    ],
)
def test_number_formats(number_, style, shown):
    assert render(number_, style) == shown


def test_chinese_numbers_agree_with_another_writer():
    import cn2an

    assert [chinese(n) for n in range(1, 300)] == [
        cn2an.an2cn(n).removeprefix("一") if 10 <= n < 20 else cn2an.an2cn(n) for n in range(1, 300)
    ]


def test_printed_lines_become_paragraphs_across_pages():
    second = set_lines(CLAUSE.replace("（一）", "（二）"))
    pages = [
        [
            ("临江县2024年卫生健康工作要点", 6),
            *set_lines("一、强化基层服务"),
            *set_lines(CLAUSE),
            *second[:2],
            ("— 1 —", 10),
        ],
        [*second[2:], *set_lines("二、加强人才队伍建设。"), ("— 2 —", 10)],
    ]
    assert read_content(pdf(pages)).text.splitlines() == [
        "临江县2024年卫生健康工作要点", "一、强化基层服务", CLAUSE, CLAUSE.replace("（一）", "（二）"), "二、加强人才队伍建设。",
    ]  # fmt: skip


def test_radicals_in_the_place_of_characters_are_repaired_in_the_ledger():
    restored = restore(read_content(pdf([set_lines("⼀、⽼年⼈和⺠族地区卫⽣⼯作，⻓期护理。")])).text)
    assert restored.text.strip() == "一、老年人和民族地区卫生工作，长期护理。"
    assert {repair.kind for repair in restored.repairs} == {"variant"}


@pytest.mark.parametrize(
    ("data", "found", "remedy"),
    [
        pytest.param(pdf([[]], picture=True), "scanned PDF", "ocrmypdf", id="scan"),
        pytest.param(pdf([[]]), "without text", "ocrmypdf", id="empty-pdf"),
        pytest.param(locked_pdf(), "locked with a password", "unlocked copy", id="locked-pdf"),
        pytest.param(
            pdf([[("\ue001\ue002\ue003" * 9, 0)]]), "fonts without", "ocrmypdf", id="fonts-without-characters"
        ),
        pytest.param(b"%PDF-1.4 nothing", "damaged PDF", "text version", id="damaged-pdf"),
        pytest.param(bomb(), "unpacks to 300 MB", "UTF-8", id="zip-bomb"),
        pytest.param(b"PK\x03\x04 word/", "damaged DOCX", "save it again", id="damaged-docx"),
        pytest.param(docx(), "holds no text", "Fetch", id="empty-docx"),
        pytest.param(b"<html><body><script>1</script></body></html>", "holds no text", "browser", id="empty-page"),
    ],
)
def test_what_holds_no_text_is_refused_with_advice(data, found, remedy):
    with pytest.raises(SourceError) as caught:
        read_content(data, "a", "File 'a'")
    assert caught.value.place == "File 'a'"
    assert found in caught.value.found
    assert remedy in caught.value.remedy


def test_entities_of_a_document_are_not_followed():
    data = BytesIO(docx([("x", None)]))
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w='
            '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>',
        )
    with pytest.raises(SourceError, match="declares entities"):
        read_content(data.getvalue())


def test_a_reader_cannot_outgrow_or_outlast_its_limits():
    page = ("<p>" + "<b>加强</b>" * 400_000 + "</p>").encode()
    with pytest.raises(SourceError, match=r"90 MB of memory"):
        read_aside(page, "html", limits=Limits(memory=90 << 20))
    with pytest.raises(SourceError, match="longer than 1 s"):
        read_aside(("<p>" + "<b>加强</b>" * 4_000_000).encode(), "html", limits=Limits(seconds=1))


def test_raw_offsets_count_in_the_kept_text(tmp_path):
    path = tmp_path / "linjiang.docx"
    path.write_bytes(
        docx([("临江县2024年卫生健康工作要点", None), ("强化基层", 0), ("加強鄉鎮衛生院建设，新增家庭病床50张。", 1)])
    )
    source = open_file(path)
    assert source.encoding == "docx"
    done = call(tmp_path, "extract", path, "--out", tmp_path / "out", "--region", "吉林省临江市")
    assert (done.returncode, done.stderr) == (0, "")
    row = pl.read_parquet(tmp_path / "out/documents.parquet").row(0, named=True)
    assert row["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    kept = (tmp_path / "out/texts" / f"{row['raw_sha256']}.txt").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == row["raw_sha256"]
    raw = kept.decode("utf-8")
    for repair in pl.read_parquet(tmp_path / "out/repairs.parquet").iter_rows(named=True):
        assert raw[repair["raw_start"] : repair["raw_end"]] == repair["raw"]
    target = pl.read_parquet(tmp_path / "out/targets.parquet").row(0, named=True)
    assert "50张" in raw[target["raw_start"] : target["raw_end"]]


def make_large(path):
    path.touch()
    os.truncate(path, 1 << 30)


@pytest.mark.parametrize(
    ("make", "found"),
    [
        pytest.param(os.mkfifo, "regular", id="pipe"),
        pytest.param(make_large, "1,074 MB", id="a-gigabyte"),
        pytest.param(lambda path: path.mkdir(), "a folder", id="folder"),
    ],
)
def test_what_is_no_document_is_refused_before_it_is_read(tmp_path, make, found):
    path = Path(tmp_path / "odd.txt")
    make(path)
    with pytest.raises(SourceError, match=found):
        open_file(path)
