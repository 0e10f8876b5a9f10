"""Pages of government sites: the record beside the document, archives of browsers, forms that are refused by name."""

import quopri

import pytest

from compare.errors import SourceError
from compare.readers import detect_format, read_aside
from compare.readers.records import join_records, record_of
from compare.runs.extract import extract_rows
from compare.runs.rows import Identity
from compare.sources import read_content

BODY = """<h1>绍兴市2024年卫生健康工作要点</h1><p>各区、县（市）卫生健康局：</p><p>一、深化改革</p>
<p>（一）新改扩建村卫生室32家，新增托位2100个。</p>"""
FIELDS = {
    "索 引 号": "330600/2024-1", "发文机关": "绍兴市卫生健康委员会", "发文字号": "绍卫发〔2024〕5号", "成文日期": "2024-03-12",
    "公开日期": "2024年3月15日", "有 效 性": "有效",
}  # fmt: skip
TABLE = "<table>" + "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in FIELDS.items()) + "</table>"
LIST = "<ul>" + "".join(f"<li><b>{k}：</b>{v}</li>" for k, v in FIELDS.items()) + "</ul>"
PAIRS = (
    "<table><tr>"
    + "</tr><tr>".join(
        "".join(f"<td>{k}:</td><td>{v}</td>" for k, v in list(FIELDS.items())[place : place + 2]) for place in (0, 2, 4)
    )
    + "</tr></table>"
)


def page(record):
    return f'<html><head><meta charset="utf-8"><title>要点</title></head><body>{record}{BODY}</body></html>'.encode()


@pytest.mark.parametrize(
    "record", [pytest.param(TABLE, id="table"), pytest.param(LIST, id="list"), pytest.param(PAIRS, id="pairs-in-a-row")]
)
def test_a_pages_record_is_read_for_facts_and_is_no_part_of_the_text(record):
    text = read_content(page(record), "a.html").text
    rows = extract_rows(text, Identity(document_id="a", source_file="a.html", sha256="0" * 64))
    document = rows["documents"][0]
    assert document["text"].startswith("绍兴市2024年卫生健康工作要点")
    facts = [document[name] for name in ("doc_no", "issued", "published", "issuer", "region_code")]
    assert facts == ["绍卫发〔2024〕5号", "2024-03-12", "2024-03-15", "绍兴市卫生健康委员会", "330600"]
    assert [row["value"] for row in rows["targets"]] == [32.0, 2100.0]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["指标", "2023年", "目标"], ["健康素养水平", "40%", "42%"]], id="indicators"),
        pytest.param([["名称", "床位"], ["市人民医院", "1200张"], ["市中医院", "800张"]], id="one-label-only"),
    ],
)
def test_a_table_of_data_is_no_record(rows):
    assert record_of(rows) == []


def test_lines_of_a_document_are_not_joined():
    lines = ["来源：市卫生健康委", "一、深化改革", "主题词：卫生 要点 通知"]
    assert join_records(lines) == lines


@pytest.mark.parametrize("name", [pytest.param("saved.mhtml", id="by-name"), pytest.param("saved", id="by-content")])
def test_a_page_saved_by_a_browser_with_its_parts_is_read(name):
    body = quopri.encodestring(page(LIST))
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--B\"\r\n\r\n"
        b"----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + body + b"\r\n----B--\r\n"
    )  # fmt: skip
    assert detect_format(data, name) == "mht"
    assert "新增托位2100个" in read_content(data, name).text


def test_an_archive_without_a_page_is_refused():
    data = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: image/png\n\nx\n--B--\n'
    with pytest.raises(SourceError, match="holds no page"):
        read_aside(data, "mht")


def test_rich_text_is_refused_with_advice():
    with pytest.raises(SourceError, match=r"RTF document \(save it as \.docx\)"):
        read_content(rb"{\rtf1\ansi\ansicpg936 \'c9\'dc\'d0\'cb}", "a.rtf")
