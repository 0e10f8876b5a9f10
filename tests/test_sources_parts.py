"""Files that hold several documents are told apart from one document with an attachment."""

import pytest
from typer.testing import CliRunner

from compare.cli import app
from compare.sources.parts import find_documents

ANSWER = "关于区政协第{number}号提案的答复\n王委员：\n您提出的提案收悉，现答复如下：\n一是建成托育园{number}所。\n2024年5月{number}日\n\n"
NOTICE = (
    "示例市卫生健康委员会关于印发工作要点的通知\n各县（区）卫生健康局：\n现将要点印发给你们。\n2024年3月1日\n"
    "2024年全市卫生健康工作要点\n一、深化医改。推进医保支付方式改革。\n二、强化公卫。建设市疾控中心。\n"
)


def test_letters_one_after_the_other_are_told_apart() -> None:
    raw = "".join(ANSWER.format(number=number) for number in (3, 7, 9))
    parts = find_documents(raw)
    assert [raw[start:end].split("\n")[0] for start, end in parts] == [
        f"关于区政协第{number}号提案的答复" for number in (3, 7, 9)
    ]
    assert "".join(raw[start:end] for start, end in parts) == raw


def test_a_number_above_a_title_goes_with_it() -> None:
    raw = "".join(f"示卫函〔2024〕{number}号\n" + ANSWER.format(number=number) for number in (3, 7))
    assert raw[slice(*find_documents(raw)[1])].startswith("示卫函〔2024〕7号")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(ANSWER.format(number=3), id="one-letter"),
        pytest.param(NOTICE, id="a-notice-with-what-it-passes-on"),
        pytest.param("关于第3号提案的答复\n王委员：\n收悉。\n关于第4号提案的答复\n李委员：\n收悉。\n", id="no-dates"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_not_sure_stays_one_document(raw: str) -> None:
    assert find_documents(raw) == ()


def test_the_command_says_where_each_document_begins(tmp_path) -> None:
    file = tmp_path / "letters.txt"
    file.write_text("".join(ANSWER.format(number=number) for number in (3, 7)), encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(file), "--region", "诸暨", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert "2 documents, each with its own title" in result.output
