"""Bytes become text without loss, and the register holds its files to their checksums."""

import shutil
from pathlib import Path

import pytest
import yaml

from compare.errors import SourceError
from compare.sources import check_files, decode, load_register, open_file, open_registered

RAW = Path(__file__).parents[1] / "data/raw"
SIMPLIFIED = "加强老年医学科建设,二级及以上综合性医院设立老年医学科比例达60%以上。\r\n推进健康县区转型升级。\n"
TRADITIONAL = "加強老年醫學科建設，推進健康縣區轉型升級，建立健全公共衛生體系。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(SIMPLIFIED, "utf-8", id="utf-8"),
        pytest.param(SIMPLIFIED, "gb18030", id="gb18030"),
        pytest.param(TRADITIONAL, "big5", id="big5"),
        pytest.param(SIMPLIFIED, "utf-16-le", id="utf-16-without-mark"),
        pytest.param("健康诸暨", "gb18030", id="four-characters"),
        pytest.param("plan 2023\n", "utf-8", id="ascii"),
    ],
)
def test_text_comes_back_as_it_was_written(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_stays_as_the_first_character(encoding):
    assert decode(SIMPLIFIED.encode(encoding)).text == "\ufeff" + SIMPLIFIED


def test_newlines_are_not_translated():
    assert decode("一\r\n二\r三\n".encode()).text == "一\r\n二\r三\n"


def test_a_broken_byte_costs_one_character():
    before, after = SIMPLIFIED[:20].encode(), SIMPLIFIED[20:].encode()
    assert decode(before + b"\xff" + after).text == SIMPLIFIED[:20] + "\ufffd" + SIMPLIFIED[20:]


def test_a_file_cut_inside_a_character_stays_readable():
    data = (RAW / "zhuji_2023_work_points.txt").read_bytes()
    assert decode(data[:-1]).text == data.decode("utf-8")[:-1] + "\ufffd"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n", "blanks only", id="blank"),
        pytest.param(b"%PDF-1.7 \x00\x01", "PDF", id="pdf"),
        pytest.param(bytes(range(256)) * 20, "binary", id="binary"),
        pytest.param(b"\xff\xfe\x00\xd8\x00\x00", "utf-16", id="broken-utf-16"),
        pytest.param(b"PK\x03\x04abc", "ZIP", id="zip"),
    ],
)
def test_what_is_not_text_is_refused_with_a_reason(data, found):
    with pytest.raises(SourceError) as caught:
        decode(data, "File 'x.txt'")
    assert caught.value.place == "File 'x.txt'"
    assert found in caught.value.found
    assert caught.value.remedy


def test_the_register_names_seven_documents_and_every_file_is_as_registered():
    register = load_register(RAW)
    assert [entry.id for entry in register.documents] == [
        "guangdong-2023-ten-key-tasks",
        "guangdong-2023-opinions",
        "guizhou-2023-work-points",
        "zhuji-2023-work-points",
        "maoming-2024-answer",
        "zhaoqing-2024-answer",
        "qingyuan-2024-answer",
    ]
    assert check_files(RAW, register) == []


def test_the_letters_tile_their_file_and_each_starts_at_its_headline():
    register = load_register(RAW)
    sources = [
        open_registered(RAW, entry) for entry in register.entries_of("maoming_zhaoqing_qingyuan_2024_answers.txt")
    ]
    whole = (RAW / "maoming_zhaoqing_qingyuan_2024_answers.txt").read_bytes().decode("utf-8")
    assert "".join(source.raw for source in sources) == whole
    assert all(source.raw.startswith("茂名、肇庆、清远卫生健康局围绕高质量发展作答") for source in sources)
    assert [source.base for source in sources] == [0, 883, 1635]


@pytest.fixture
def raw(tmp_path):
    return Path(shutil.copytree(RAW, tmp_path / "raw"))


def test_changed_missing_and_unregistered_files_are_reported_by_name(raw):
    (raw / "guizhou_2023_work_points.txt").write_bytes(b"changed")
    (raw / "zhuji_2023_work_points.txt").unlink()
    (raw / "stranger.txt").write_text("新", encoding="utf-8")
    issues = [str(issue) for issue in check_files(raw, load_register(raw))]
    assert len(issues) == 3
    assert "guizhou_2023_work_points.txt': changed" in issues[0]
    assert "zhuji_2023_work_points.txt': no such file" in issues[1]
    assert "stranger.txt': lies in the folder but is not registered" in issues[2]


def change(raw, **fields):
    content = yaml.safe_load((raw / "sources.yml").read_text(encoding="utf-8"))
    content["documents"][2].update(fields)
    (raw / "sources.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        pytest.param({"file": "../secret.txt"}, "relative path inside", id="leaves-the-folder"),
        pytest.param({"file": "/etc/passwd"}, "relative path inside", id="absolute-path"),
        pytest.param({"url": "javascript:alert(1)"}, "url", id="script-address"),
        pytest.param({"url": "file:///etc/passwd"}, "url", id="file-address"),
        pytest.param({"colour": "red"}, "Extra inputs", id="unknown-field"),
        pytest.param({"region": "52"}, "region", id="short-code"),
        pytest.param({"id": "zhuji-2023-work-points"}, "ids repeat", id="id-twice"),
        pytest.param({"part": [5, 5]}, "part", id="empty-part"),
        pytest.param({"title": "a\u001b[31mb"}, "title", id="control-code-in-title"),
    ],
)
def test_a_broken_register_is_refused_with_entry_and_field(raw, fields, found):
    change(raw, **fields)
    with pytest.raises(SourceError, match=r"sources\.yml") as caught:
        load_register(raw)
    assert found in caught.value.found


def test_the_register_runs_no_code(raw):
    (raw / "sources.yml").write_text("documents: !!python/object/apply:os.system ['true']\n", encoding="utf-8")
    with pytest.raises(SourceError, match="not readable"):
        load_register(raw)


def test_a_link_may_not_lead_out_of_the_folder(raw, tmp_path):
    target = raw / "guizhou_2023_work_points.txt"
    shutil.move(target, tmp_path / "outside.txt")
    target.symlink_to(tmp_path / "outside.txt")
    issues = check_files(raw, load_register(raw))
    assert ["leads out of the folder" in str(issue) for issue in issues] == [True]


def test_a_part_past_the_end_is_an_error(raw):
    change(raw, part=[0, 99_999])
    assert "ends at 99999, the file at 14543" in str(check_files(raw, load_register(raw))[0])


def test_an_unregistered_file_is_named_by_its_stem(tmp_path):
    path = tmp_path / "云浮市2024年工作要点.txt"
    path.write_bytes(SIMPLIFIED.encode("gb18030"))
    source = open_file(path)
    assert (source.document_id, source.source_file, source.raw) == ("云浮市2024年工作要点", path.name, SIMPLIFIED)


def test_lines_in_two_encodings_are_each_read_in_their_own():
    lines = ["推进卫生健康事业高质量发展。\n", "深化医药卫生体制改革，完善分级诊疗制度。\n", "(2024)\n"]
    decoded = decode(lines[0].encode() + lines[1].encode("gbk") + lines[2].encode() + lines[0].encode())
    assert decoded.text == "".join([*lines, lines[0]])
    assert decoded.encoding == "utf-8+gb18030"
