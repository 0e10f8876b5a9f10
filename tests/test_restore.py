"""Restoration of damaged text, on sentences of the documents and of other regions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from rapidfuzz.distance import Levenshtein

from compare.restore import restore
from compare.restore.variants import simplify

ROOT = Path(__file__).parents[1]
PIECES = [
    "衛(wèi)生",
    "动(dòng )态",
    "机jī)制",
    "江南体育",
    "重年夜疾病",
    "平易近",
    "???",
    "? ",
    "联?系?人:",
    "张三",
    "、、",
    "\ufeff",
    "\x00",
    "\n",
    "习总关于",
    "习新时代中国特色社会主义思想",
    "2023年",
    "3-5个",
    "。",
    "，",
    "党中心决议计划",
    "(MDT)",
    "責任編輯：李四",
    "上一篇:没有了",
    "相关内容",
    "鍗敓鍋ュ悍",
    "å\x8d«ç\x94\x9få\x81¥åº·",
    "勇?lián)敗睂m椥袆映尚?",
    "01",
    "一、",
    "卫生健康工作要点",
    "东说念主口",
    "抓平",
    "进医保",
    "工 作 要 点",
    "&nbsp;",
]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("衛(wèi)生健康事業(yè)", "卫生健康事业", id="pinyin-and-traditional"),
        pytest.param("动(dòng )态监测", "动态监测", id="pinyin-with-a-space-inside"),
        pytest.param("托(tuo)育服务", "托育服务", id="pinyin-without-a-tone"),
        pytest.param("重（zhòng/chóng）點（diǎn）", "重点", id="several-readings-full-width"),
        pytest.param("机jī)制", "机制", id="bracket-lost"),
        pytest.param(
            "多学科诊疗模式(MDT)，信息系统(his)与手机(app)",
            "多学科诊疗模式(MDT)，信息系统(his)与手机(app)",
            id="real-latin-stays",
        ),
        pytest.param("安甯疗护、安寧療護", "安宁疗护、安宁疗护", id="variants"),
        pytest.param("显著成效，乾隆年间", "显著成效，乾隆年间", id="simplified-stays"),
        pytest.param("卫生健江南体育康高质量发展", "卫生健康高质量发展", id="injected"),
        pytest.param("巩固BOB半岛体育疟疾消除成果", "巩固疟疾消除成果", id="injected-with-its-trade"),
        pytest.param("落实习总关于卫生健康工作的重要论述", "落实习近平总书记关于卫生健康工作的重要论述", id="censored"),
        pytest.param("建设省级重点???0个。", "建设省级重点???0个。", id="lost-digit-stays-visible"),
        pytest.param(
            "联系人：张三\n联系电话：0851-85288911", "联系人：＊＊\n联系电话：＊＊＊＊＊＊＊＊＊＊＊＊＊", id="contacts"
        ),
    ],
)
def test_restores(raw: str, text: str) -> None:
    assert restore(raw).text == text
    assert restore(text).text == text


def test_the_reworded_text_is_restored_to_its_reference() -> None:
    raw = (ROOT / "data/raw/guangdong_2023_ten_key_tasks.txt").read_text(encoding="utf-8")
    reference = (ROOT / "tests/data/reference/guangdong_2023_ten_key_tasks.txt").read_text(encoding="utf-8")
    ours, theirs = "".join(restore(raw).text.split()), "".join(reference.split())
    assert Levenshtein.distance(ours, theirs) <= 0.01 * len(theirs)


DOCUMENTS = sorted(path.stem for path in (ROOT / "data/raw").glob("*.txt"))
LEFTOVERS = {
    "pinyin": r"[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]|[(（][a-z]{1,6}[)）]",
    "site names": r"江南体育|BOB|半岛|开云|乐鱼|华体会|九游|星空体育",
    "cut names": r"习总|(?<!学)习新时代|党中心",
    "reworded": r"年夜|平易近|气构|步队|轨制|鼎新|下层|晋升|扶植|成长|勾当|对峙|思惟",
    "page": r"上一篇|下一篇|责任编辑|相关内容|热门资讯|最新快讯|官方微信|\d{2}:\d{2}:\d{2}",
    "contact": r"0\d{2,3}-\d{7,8}|1[3-9]\d{9}",
    "marks": "[\x00-\x08\ufeff\u200b]",
}


def raw_text(document: str) -> str:
    return (ROOT / f"data/raw/{document}.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_damage_is_left_that_a_pattern_can_name(document: str) -> None:
    text = restore(raw_text(document)).text
    assert {name: found for name, pattern in LEFTOVERS.items() if (found := re.findall(pattern, text))} == {}
    assert simplify(text) == text


@pytest.mark.parametrize("document", DOCUMENTS)
def test_restoring_a_restored_text_changes_nothing(document: str) -> None:
    text = restore(raw_text(document)).text
    again = restore(text)
    assert again.text == text
    assert {repair.certainty for repair in again.repairs} <= {"unrecoverable"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_character_is_kept_repaired_or_set_aside(document: str) -> None:
    raw = raw_text(document)
    result = restore(raw, base=1000)
    raw_place, text_place = 0, 0
    for row in result.repairs:
        start, end = row.raw_start - 1000, row.raw_end - 1000
        assert raw[raw_place:start] == result.text[text_place : row.text_start]
        assert result.text[row.text_start : row.text_end] == row.restored
        assert all(shown in (char, "＊") for shown, char in zip(row.raw, raw[start:end], strict=True))
        raw_place, text_place = end, row.text_end
    assert raw[raw_place:] == result.text[text_place:]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_numerals_are_never_changed(document: str) -> None:
    result = restore(raw_text(document))
    changed = [row for row in result.repairs if row.kind not in {"furniture", "contact", "pinyin"} and row.restored]
    assert not [row for row in changed if re.findall(r"\d", row.raw) != re.findall(r"\d", row.restored)]


def test_names_and_numbers_of_contact_persons_are_nowhere() -> None:
    for document, secrets in {
        "guizhou_2023_work_points": ("楊", "凈", "85288911"),
        "maoming_zhaoqing_qingyuan_2024_answers": ("刘东丽",),
    }.items():
        result = restore(raw_text(document))
        shown = [
            result.text,
            *(row.raw + row.restored for row in result.repairs),
            *(f.raw + f.text for f in result.furniture),
        ]
        assert not [secret for secret in secrets for words in shown if secret in words and secret not in "楊凈"]
        assert not [row for row in result.repairs if row.kind == "contact" and row.raw.strip("＊")]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_restored_without_loss(raw: str) -> None:
    result = restore(raw)
    place = sum(row.raw_end - row.raw_start for row in result.repairs)
    kept = len(result.text) - sum(len(row.restored) for row in result.repairs)
    assert place + kept == len(raw)
    result.text.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_restoring_twice_is_restoring_once(pieces: list[str]) -> None:
    text = restore("".join(pieces)).text
    assert restore(text).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("加强\x00基层", "加强基层", id="nul"),
        pytest.param("加强\udc8d基层", "加强\ufffd基层", id="lone-surrogate"),
        pytest.param("\ufeff加强基层", "加强基层", id="byte-order-mark"),
        pytest.param(
            "加强基层\n" + "推进卫生健康事业发展".encode().decode("latin-1"),
            "加强基层\n推进卫生健康事业发展",
            id="two-encodings",
        ),
        pytest.param("<p>加强&nbsp;基层</p>", "加强 基层", id="markup"),
        pytest.param("工 作 要 点", "工作要点", id="blanks-between-characters"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_bad_input_is_mended_or_flagged(raw: str, text: str) -> None:
    result = restore(raw)
    assert result.text == text
    assert bool(result.repairs) == bool(raw)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "街道办事处平易近人，大年夜值班，革故鼎新、鞭策后进，2023年夜间门诊，党中心组学习。",
            id="words-machines-also-write",
        ),
        pytest.param(
            "今年会同有关部门建成江南体育中心，爱游戏的儿童参加体育锻炼。", id="names-that-are-ordinary-words"
        ),
        pytest.param(
            "认真做好实习总结，复习总量控制，深入学习新时代中国特色社会主义思想，传习新时代文明。",
            id="习-that-is-no-name",
        ),
        pytest.param("进社区、进学校、进企业，进一步加强进口药品管理。善作善成。施行《条例》。", id="whole-words"),
        pytest.param(
            "A型H1N1、β受体、α-地中海贫血、PM2.5、COVID-19(SARS-CoV-2)、EPR(emergency)。", id="latin-and-greek"
        ),
        pytest.param(
            "0.8‰，1:2.5，30％，Ⅲ级，国发〔2022〕2号，https://www.abc.gov.cn/a?b=1&c=2。", id="numbers-and-links"
        ),
        pytest.param(
            "平安区推进平安医院建设，落实目标管理责任制；成长期儿童；挂号、查验、包管、救济。",
            id="one-sign-is-not-enough",
        ),
        pytest.param("诸暨、亳州、儋州、鄱阳、婺源、黟县、嵊州、鄞州、甪直的川芎、䗪虫。", id="rare-characters"),
        pytest.param(
            "什么是“三医”？为什么？\n举办健康讲座。\n时间：5月至10月\n主办单位：市卫生健康局\n欢迎参加。",
            id="lines-like-a-page",
        ),
    ],
)
def test_ordinary_text_passes_unchanged(text: str) -> None:
    result = restore(text)
    assert result.text == text
    assert result.repairs == ()


def test_lines_broken_by_a_page_are_joined_and_its_numbers_set_aside() -> None:
    lines = [
        "某市2024年卫生健康工作要点",
        "2024年全市卫生健康工作的总体要求是坚持以习近平新时代中",
        "国特色社会主义思想为指导，全面贯彻落实党的二十大精神，",
        "深入实施健康中国战略，推进公立医院高质量发展，加强基层",
        "医疗卫生服务能力建设。",
        "一、加强党的建设",
        "（一）推进政治机关建设。落实意识形态工作责任制，持续深",
        "化模范机关创建，开展清廉医院建设，不断增强群众获得感。",
        "- 1 -",
        "（二）推进紧密型县域医共体建设。",
    ]
    text = restore("\n".join(lines)).text
    assert text.split("\n") == [
        lines[0],
        "".join(lines[1:5]),
        lines[5],
        lines[6] + lines[7],
        lines[9],
    ]


def plainly(text: str) -> str:
    """What a careful reader gets with two replacements: brackets with small letters out, simplified characters in."""
    brackets = re.compile(r"[(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜ ]{1,7}[)）]")
    return str(OpenCC("t2s").convert(brackets.sub("", text)))


@pytest.mark.parametrize(
    ("document", "mended"),
    [
        pytest.param("guangdong_2023_high_quality_development_opinions", {"安甯": "安宁"}, id="opinions"),
        pytest.param(
            "guizhou_2023_work_points",
            {
                "??? ": "",
                "联?系?人:杨?净": "联系人:＊＊",
                "0851-85288911": "＊" * 13,
                "勇?lián)败睂m椥袆映尚?。": "勇担当”专项行动成效。",
            },
            id="work-points",
        ),
    ],
)
def test_the_traditional_documents_equal_a_plain_conversion(document: str, mended: dict[str, str]) -> None:
    wanted = plainly(raw_text(document))
    for damaged, whole in mended.items():
        assert damaged in wanted
        wanted = wanted.replace(damaged, whole)
    assert restore(raw_text(document)).text == wanted


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(
            "增强重年夜疾病防治，完美下层医疗卫生办事系统。深化公立病院鼎新，健全现代病院治理轨制。展开全平易近健身勾当。",
            "加强重大疾病防治，完善基层医疗卫生服务体系。深化公立医院改革，健全现代医院管理制度。开展全民健身活动。",
            id="first-machine",
        ),
        pytest.param(
            "坚抓以东谈主民为中心，加速鼓舞卫生健康奇迹高质地发展，栽种下层医疗卫祈望构处事智商，与国度水平抓平。",
            "坚持以人民为中心，加快推动卫生健康事业高质量发展，提升基层医疗卫生机构服务能力，与国家水平持平。",
            id="second-machine",
        ),
        pytest.param(
            "推动根基公共卫生办事均等化，规范治理率到达62%。",
            "推进基本公共卫生服务均等化，规范管理率达到62%。",
            id="one-sentence",
        ),
    ],
)
def test_rewording_is_undone_and_inferred(raw: str, text: str) -> None:
    result = restore(raw)
    assert result.text == text
    assert {repair.certainty for repair in result.repairs} == {"inferred"}
    assert all(repair.confidence is not None and 0.5 < repair.confidence < 1 for repair in result.repairs)


def test_a_sentence_may_ask_and_a_number_may_not() -> None:
    assert restore("什么是三医?三医是医疗、医保、医药。能不能做好?能。").repairs == ()
    assert [row.certainty for row in restore("20?3年新增托位5?个").repairs] == ["unrecoverable", "unrecoverable"]
    assert [row.raw for row in restore("托位数达?.6个,每千人3.?名,降至?/10万,提高?‰").repairs] == ["?"] * 4


def test_the_second_half_of_a_verb_is_flagged_and_not_completed() -> None:
    result = restore("深化公立医院改革。进医保、医疗、医药协同治理。")
    assert result.text == "深化公立医院改革。进医保、医疗、医药协同治理。"
    assert [(row.raw, row.kind, row.certainty) for row in result.repairs] == [("进", "lost", "unrecoverable")]
