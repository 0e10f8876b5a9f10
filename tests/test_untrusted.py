"""A document full of markup, formulas and tricks goes through a whole run and shows as text, nothing more."""

import csv
import html
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from small import call, make_project, write_register

ROOT = Path(__file__).parents[1]
HOSTILE = f"""云浮市2024年卫生健康工作要点

一、强化基层服务
1.加强乡镇卫生院建设<script>document.title='hacked'</script>,新增家庭病床50张。
2.推进紧密型县域医共体{{{{ 7*7 }}}}建设,基层诊疗量占比达到65%以上。
3.新增托位300个"><img src=x onerror="document.title='hacked'">,每千人口托位数达到4.5个。
4.开展[健康科普](javascript:alert(1))行动,居民健康素养水平达到30%$\\alpha$以上。
二、做好\u202e重点人群\u202c服务
5.建成安宁疗护病区2个</script><script>document.title='hacked'</script>。
6.完善{"超长词" * 1700}服务体系,建成<b style="position:fixed">老年友善医疗机构</b>10家。
=HYPERLINK("http://example.org","x")开展严重精神障碍患者管理,规范管理率达到95%。
7.推进[bold red]中医药[/bold red]\x1b[31m服务\x07,建成中医馆20个。
@SUM(1+1)*cmd|' /C calc'!A0 开展健康乡村建设,建成健康村30个。
8.健全\ufffd病预防控制体系。建成\ufffd\ufffd标准化门诊12个,??接种率达到9?%,新增??床位1\ufffd张。
9.开云体育联系电话:0766-8812345锟斤拷工程。新增锟斤拷站点20个,普惠托位达?.6万个。
"""

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The folder of a run over the project's own notebooks and a hostile document."""
    root = make_project(tmp_path_factory.mktemp("hostile"))
    (root / "data/raw/yunfu.txt").write_text(HOSTILE, encoding="utf-8")
    write_register(root)
    shutil.copytree(ROOT / "notebooks", root / "notebooks", dirs_exist_ok=True)
    done = call(root, "run")
    assert done.returncode == 0, done.stderr
    return (root / "reports/latest").resolve()


@pytest.mark.parametrize(
    "name", ["briefs/445300.html", "briefs/cross-region.html", "restoration/yunfu.html", "index.html"]
)
def test_a_page_shows_it_as_text_and_its_policy_has_nothing_to_report(run, browser, name):
    context = browser.new_context(offline=True)
    context.add_init_script(
        "window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(e.blockedURI))"
    )
    page = context.new_page()
    told, asked = [], []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: (told.append("dialog"), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((run / name).as_uri())
    page.wait_for_timeout(300)
    assert "hacked" not in page.title()
    assert told == []
    assert page.evaluate("window.violations") == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    addresses = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    assert [address for address in addresses if address.lower().startswith(("javascript:", "data:"))] == []
    assert page.locator("img[src=x]").count() == 0
    context.close()


@pytest.mark.parametrize("width", [pytest.param(390, id="phone"), pytest.param(1280, id="desk")])
def test_words_of_any_length_stay_inside_the_page_and_markup_is_read_as_words(run, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    for name in ("briefs/445300.html", "briefs/cross-region.html", "restoration/yunfu.html", "index.html"):
        page.goto((run / name).as_uri())
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.goto((run / "restoration/yunfu.html").as_uri())
    words = page.inner_text("body")
    page.close()
    for told in (
        "<script>document.title='hacked'</script>",
        "{{ 7*7 }}",
        "[健康科普](javascript:alert(1))",
        "$\\alpha$",
    ):
        assert told in words
    assert "[bold red]中医药[/bold red]" in words


def test_no_page_and_no_notebook_holds_control_codes_or_direction_marks(run):
    for path in [*run.rglob("*.html"), *run.rglob("*.ipynb")]:
        held = path.read_text(encoding="utf-8")
        assert not re.search("[\x00\x07\x1b\u202a-\u202e\u2066-\u2069]", held), path.name
        if path.suffix == ".ipynb":
            assert not re.search(r"\\u001b|\\u0007|\\u202[a-e]", held), path.name


def test_a_terminal_gets_no_codes_from_a_document(tmp_path):
    root = make_project(tmp_path / "project")
    title = "云浮市\x1b[31m[bold]2024年\x9b2J\u202e卫生健康工作要点[/bold]\x07"
    (tmp_path / "one.txt").write_text(HOSTILE.replace("云浮市2024年卫生健康工作要点", title), encoding="utf-8")
    done = call(root, "add", tmp_path / "one.txt", "--title", title, "--yes")
    assert "[bold]2024年" in done.stdout
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout + done.stderr)


def test_template_and_formula_signs_stay_as_they_are(run):
    page = (run / "briefs/445300.html").read_text(encoding="utf-8")
    assert "{{ 7*7 }}" in page
    assert "医共体49建设" not in page


def test_the_policy_allows_no_foreign_script(run):
    for path in [*(run / "briefs").iterdir(), *(run / "restoration").iterdir()]:
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', path.read_text(encoding="utf-8"))
        policy = html.unescape(found.group(1))
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "http" not in policy


def test_spreadsheets_find_no_formula_in_free_text(run):
    for path in (run / "tables").glob("*.csv"):
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
            for column in ("text", "quote", "heading", "section", "raw", "restored", "indicator"):
                assert not (row.get(column) or "").startswith(("=", "+", "@", "\t", "\r")), (path.name, column)


def test_executed_notebooks_stay_valid_json_without_broken_markup(run):
    for path in (run / "notebooks").iterdir():
        book = json.loads(path.read_text(encoding="utf-8"))
        for cell in book["cells"]:
            for output in cell.get("outputs", []):
                shown = "".join(output.get("data", {}).get("text/html", []))
                assert "<script>document.title" not in shown
