"""The notebooks' API: sections that say only what the rows hold, evidence that shows the source, parameters that are checked."""

from __future__ import annotations

import json
from dataclasses import replace

import factory
import polars as pl
import pytest

from compare import notebook
from compare.briefs.proof import check_sentence, region_names
from compare.errors import ParameterError
from compare.notebook.desks import clause_around
from compare.notebook.evidence import evidence, quotable_text, raw_words, sentence
from compare.notebook.labels import Labels, printed
from compare.words import Words

SECTIONS = [name for name in notebook.__all__ if name.startswith("region_")]
ACROSS = [name for name in notebook.__all__ if name.startswith("across_")]
PAIRS = [name for name in notebook.__all__ if name.startswith("pair_")]


def proven(section):
    """Check every sentence of a section as the renderer does."""
    for said in section.prose():
        check_sentence(section, said, region_names())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SECTIONS)
def test_region_sections_are_proven(name, language):
    parameters = notebook.RegionParameters(region_code="520000", language=language)
    proven(getattr(notebook, name)(factory.corpus(), parameters))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ACROSS)
def test_sections_across_are_proven(name, language):
    proven(getattr(notebook, name)(factory.corpus(), notebook.AcrossParameters(language=language)))


@pytest.mark.parametrize("name", PAIRS)
def test_pair_sections_are_proven(name):
    proven(getattr(notebook, name)(factory.corpus(), notebook.PairParameters()))


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        pytest.param("all_targets", {}, id="targets"),
        pytest.param("all_commitments", {}, id="commitments"),
        pytest.param("all_silences", {}, id="silences"),
        pytest.param("all_measures", {}, id="measures"),
        pytest.param("all_wording", {}, id="wording"),
        pytest.param("doubtful_measures", {}, id="doubtful"),
    ],
)
def test_tables_show_document_text_as_text(function, parameters):
    table = getattr(notebook, function)(factory.corpus(), notebook.EmphasisParameters(**parameters))
    assert "<script>alert(1)" not in table.html()
    assert table.html() == table.html()


def test_numbers_say_which_may_not_be_ranked():
    section = notebook.region_numbers(factory.corpus(), notebook.RegionParameters(region_code="520000"))
    row = section.rows[0]
    assert row.cells["own"] == "3.3 个/千人口（2023年目标）"
    assert (
        row.cells["peers"]
        == "诸暨 4.0 个/千人口（2023年目标）；遵义 4.61 个/千人口（2023年结果）〔目标与结果不同，不宜比大小〕"
    )
    assert len(row.evidence) == 3


def test_practices_come_from_other_regions_with_number_and_sentence():
    corpus = factory.corpus()
    section = notebook.region_practices(corpus, notebook.RegionParameters(region_code="330681"))
    for row in section.rows:
        if row.evidence:
            assert corpus.target[row.evidence[0]]["region_code"] != "330681"


def test_a_short_text_gets_no_claim_of_more_or_less():
    section = notebook.region_emphasis(factory.corpus(), notebook.RegionParameters(region_code="520300"))
    assert [section.plain(said) for said in section.sentences] == [
        "与同类文本（贵州 2023、诸暨 2023，层级不同）相比，各领域着墨的差别不可区分。"
    ]
    assert section.plain(section.title).startswith("遵义文本只有3项举措")


def test_two_documents_of_a_region_are_never_added_up():
    corpus = factory.corpus(
        county={"region_code": "520000", "region_zh": "贵州省", "kind": "opinions", "horizon": 2030}
    )
    assert corpus.main_document("520000") == "province"
    assert corpus.documents_of("520000") == ["province", "county"]


def test_an_unknown_region_is_refused_with_what_the_corpus_holds():
    with pytest.raises(ParameterError, match="520000"):
        notebook.region_answer(factory.corpus(), notebook.RegionParameters(region_code="110000"))


@pytest.mark.parametrize(
    ("model", "values"),
    [
        pytest.param(notebook.RegionParameters, {"region_code": "5200"}, id="no-such-code"),
        pytest.param(notebook.RegionParameters, {"regioncode": "520000"}, id="unknown-parameter"),
        pytest.param(notebook.EmphasisParameters, {"weight": "money"}, id="unknown-weight"),
        pytest.param(notebook.EmphasisParameters, {"stance": ["maybe"]}, id="unknown-stance"),
        pytest.param(notebook.EmphasisParameters, {"exclude_domains": ["GG"]}, id="no-domain-letter"),
        pytest.param(notebook.Parameters, {"language": "fr"}, id="unknown-language"),
        pytest.param(notebook.Parameters, {"as_of": "2024"}, id="no-date"),
        pytest.param(notebook.SearchParameters, {"width": 1000}, id="width-out-of-range"),
    ],
)
def test_parameters_are_checked(model, values):
    with pytest.raises(ParameterError, match="Parameter"):
        model(**values)


def test_lists_may_come_as_text_from_a_command_line():
    assert notebook.EmphasisParameters(exclude_domains="G,X").exclude_domains == ["G", "X"]


def test_a_broken_expression_is_one_clear_line():
    with pytest.raises(ParameterError, match="pattern"):
        notebook.search_context(factory.corpus(), notebook.SearchParameters(pattern="(", regular=True))


def test_search_finds_words_in_context_and_keeps_to_its_topics():
    corpus = factory.corpus()
    assert notebook.search_context(corpus, notebook.SearchParameters(pattern="托位")).frame.height == 3
    assert notebook.search_context(corpus, notebook.SearchParameters(pattern="托位", topics=["T"])).frame.height == 0
    assert notebook.search_context(corpus, notebook.SearchParameters(lens=["托位", "医共体"])).frame.height == 5


def test_the_sentence_around_a_span_is_cut_at_commas_where_it_is_long():
    text = "前句。" + "推进建设，" * 80 + "达到60%，" + "推进建设，" * 80 + "完成。后句。"
    start = text.index("60%")
    left, right = sentence(text, start, start + 3)
    assert right - left <= 280
    assert text[left - 1] in "，。"
    assert "60%" in text[left:right]


def test_raw_words_stand_where_the_restored_did():
    repairs = [
        {"text_start": 2, "text_end": 4, "raw": "鼎新", "restored": "改革"},
        {"text_start": 6, "text_end": 6, "raw": "某网", "restored": ""},
    ]
    assert raw_words("推进改革工作。", 0, 7, repairs) == "推进鼎新工作某网。"


def test_an_inferred_repair_marks_the_evidence():
    repair = {
        "document_id": "province", "raw_start": 0, "raw_end": 2, "raw": "深刻", "text_start": 0, "text_end": 2, "restored": "深入",
        "kind": "spun", "certainty": "inferred", "confidence": 0.8,
    }  # fmt: skip
    corpus = factory.corpus([repair])
    labels = Labels(corpus, Words("zh"))
    own = (row for row in corpus.measures.sort("text_start").to_dicts() if row["document_id"] == "province")
    first, second = next(own), next(own)
    marked = evidence(corpus, labels, first, "e1")
    assert marked.inferred
    assert marked.raw.startswith("深刻推进")
    assert not evidence(corpus, labels, second, "e2").inferred


def test_damaged_words_are_kept_off_the_pages():
    assert not quotable_text("健全体系BOB半岛，加强学科建设")
    assert quotable_text("培育国家级临床重点???-5个"), "unreadable runs are said in words"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(28000.0, "28 000", id="grouped"),
        pytest.param(1900.0, "1900", id="four-digits-stay"),
        pytest.param(86.22, "86.22", id="decimals"),
        pytest.param(3.0, "3", id="whole"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_numbers_print_as_people_write_them(value, text):
    assert printed(value) == text


def test_side_by_side_escapes_and_marks():
    repair = {
        "document_id": "county", "raw_start": 0, "raw_end": 2, "raw": "<b>", "text_start": 0, "text_end": 1, "restored": "每",
        "kind": "injected", "certainty": "certain", "confidence": 1.0,
    }  # fmt: skip
    html = notebook.side_by_side(factory.corpus([repair]), notebook.CorpusParameters())._repr_html_()
    assert "&lt;b&gt;</mark>" in html
    assert "<script>alert" not in html


def test_a_citation_has_the_form_of_gb_t_7714():
    section = notebook.method(factory.corpus(), notebook.RegionParameters(region_code="520000"))
    assert section.rows[0].cells["citation"] == "卫生健康委员会. 2023年卫生健康工作要点[Z]. 2023-02-24."


@pytest.mark.parametrize(
    ("period", "language", "said"),
    [
        pytest.param("2023H1", "zh", "2023年上半年结果", id="half-year"),
        pytest.param(None, "zh", "2023年结果", id="whole-year"),
        pytest.param("2023Q3", "en", "result of the third quarter of 2023", id="quarter"),
    ],
)
def test_periods_are_said_in_words(period, language, said):
    row = {**factory.corpus().targets.row(1, named=True), "period": period}
    assert Labels(factory.corpus(), Words(language)).when(row) == said


def test_a_quote_starts_after_its_items_number():
    text = "47.加强老年医学科建设，比例达60%以上。48.开展行动。"
    words = "加强老年医学科建设，比例达60%以上"
    row = factory.measure("province", "520000", 3, words, "A1", "plan", item_no="47")
    corpus = factory.corpus(province={"text": text})
    found = evidence(corpus, Labels(corpus, Words("zh")), row, "e1")
    assert found.quote == f"{words}。"
    assert found.quote[found.mark_start : found.mark_end] == words


def test_semicolons_of_either_width_end_a_sentence():
    text = "县域住院率93.2%;全面推进；完成。"
    assert [text[slice(*sentence(text, n, n + 1))] for n in (0, 12, 17)] == ["县域住院率93.2%;", "全面推进；", "完成。"]


def test_english_titles_agree_with_their_numbers():
    section = notebook.region_answer(factory.corpus(), notebook.RegionParameters(region_code="330681", language="en"))
    assert "1 targets" not in section.plain(section.title)
    assert "[" not in section.plain(section.title)


def test_topics_stand_in_small_letters_inside_an_english_sentence():
    section = notebook.region_answer(factory.corpus(), notebook.RegionParameters(region_code="520000", language="en"))
    assert "writes much on primary care and rural balance; maternal, child and fertility support; and" in section.plain(
        section.title
    )


def test_an_unofficial_copy_is_always_to_be_checked():
    section = notebook.region_checks(factory.corpus(), notebook.RegionParameters(region_code="520300"))
    assert any(row.id == "copy-city" for row in section.rows)


def test_a_long_measure_is_cut_around_its_number():
    text = "着力提升社区医养结合服务能力，" * 6 + "新建医养结合机构2家，" + "完善老年健康服务体系，" * 6
    start = text.index("2家")
    row = {"text_start": 100 + start, "text_end": 102 + start}
    words = clause_around({"text": text, "text_start": 100}, row)
    assert "新建医养结合机构2家" in words
    assert len(words) <= 90
    assert words.startswith("……")


def of_unlike_kinds(corpus):
    """Return the corpus with every pair of texts called unlike."""
    unlike = corpus.document_pairs.with_columns(pl.lit("other kind").alias("verdict"))
    return replace(corpus, document_pairs=unlike)


def test_shares_are_set_against_texts_of_one_kind_only():
    corpus = of_unlike_kinds(factory.corpus())
    section = notebook.region_emphasis(corpus, notebook.RegionParameters(region_code="520300"))
    assert "没有与它同类的文本" in section.plain(section.sentences[0])
    assert {row.cells["told"] for row in section.rows if not row.hidden and not row.id.startswith("lens_")} == {"没有同类文本，不可区分"}
    assert [note["text"] for note in section.figure["layout"]["annotations"]] == ["没有同类文本，不可区分"]


def test_texts_of_other_kinds_are_never_called_different():
    corpus = of_unlike_kinds(factory.corpus())
    parameters = notebook.PairParameters(document_id_a="province", document_id_b="city")
    section = notebook.pair_emphasis(corpus, parameters)
    assert section.plain(section.title) == "二者不同类，着墨的差别不可区分"


def test_a_page_that_is_not_there_is_refused():
    with pytest.raises(ParameterError, match="page"):
        notebook.across_shared(factory.corpus(), notebook.AcrossParameters(page=2))


@pytest.mark.parametrize("group", ["province", "level", "kind"])
def test_groups_show_the_median_of_their_texts_and_add_nothing_up(group):
    section = notebook.across_emphasis(factory.corpus(), notebook.AcrossParameters(group=group))
    assert "中位数" in section.plain(section.title)
    assert sum(int(column.label.rsplit("n=", 1)[1]) for column in section.columns[1:]) == 3


def test_texts_beyond_a_page_are_said_to_be_there(monkeypatch):
    monkeypatch.setattr("compare.notebook.desks.MOST", 2)
    section = notebook.across_shared(factory.corpus(), notebook.AcrossParameters(page=2))
    assert "共3份文本，分2页，此处为第2页" in section.plain(section.notes[-1])


def test_regions_named_choose_the_texts_listed():
    section = notebook.texts(factory.corpus(), notebook.AcrossParameters(region_codes=["520000"]))
    assert [row.id for row in section.rows if not row.hidden] == ["province"]


def test_a_long_table_can_be_searched_sorted_and_exported_with_its_sentences():
    section = notebook.region_lines(factory.corpus(), notebook.RegionParameters(region_code="520000"))
    html = section.browsed().html()
    assert "excelHtml5" in html
    shared = notebook.across_targets(factory.corpus(), notebook.AcrossParameters()).browsed()
    assert shared.frame.columns[-1] == "原句"
    assert any("每千人口拥有3岁以下婴幼儿托位数" in str(value) for value in shared.frame["原句"])


def test_the_sentence_behind_a_cell_stands_in_its_hover():
    section = notebook.across_emphasis(factory.corpus(), notebook.AcrossParameters())
    said = json.dumps(section.figure["data"], ensure_ascii=False)
    assert "推进国家中医药综合改革示范" in said


def test_every_document_can_be_cited():
    browse = notebook.all_citations(factory.corpus(), notebook.EmphasisParameters())
    assert browse.frame.height == 3
    assert browse.frame["引用格式（国标）"].str.contains("[Z]", literal=True).all()
