"""Names to codes: full, short, former, chained and ambiguous names."""

import pytest

from compare.errors import ParameterError
from compare.regions import all_regions, find_region, lineage, mentioned, regions_table, resolve


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("440000", "440000", id="a-code"),
        pytest.param("诸暨", "330681", id="a-short-county-name"),
        pytest.param("浙江省绍兴市诸暨市", "330681", id="the-whole-chain"),
        pytest.param("绍兴诸暨", "330681", id="a-chain-of-short-names"),
        pytest.param("吉林", "220000", id="the-province-wins-over-its-city"),
        pytest.param("吉林市", "220200", id="the-city-by-its-full-name"),
        pytest.param("襄樊市", "420600", id="a-former-name"),
        pytest.param("襄樊", "420600", id="the-short-form-of-a-former-name"),
        pytest.param("宣武区", "110102", id="a-district-that-was-merged"),
        pytest.param("永年县", "130408", id="a-county-that-became-a-district"),
        pytest.param("昌都地区", "540300", id="an-area-that-became-a-city"),
        pytest.param("沪", "310000", id="a-province-by-its-one-character"),
        pytest.param("内蒙", "150000", id="an-alias"),
        pytest.param("黔东南州", "522600", id="an-autonomous-prefecture"),
        pytest.param("杭州市西湖区", "330106", id="an-ambiguous-district-in-its-city"),
    ],
)
def test_resolve_finds_the_region(name: str, code: str) -> None:
    assert resolve(name).region_code == code


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("999999", "no such GB/T 2260 code", id="unknown-code"),
        pytest.param("桃花源", "no region goes by that name", id="unknown-name"),
        pytest.param("鼓楼区", "320106 江苏省南京市鼓楼区", id="ambiguous-name-lists-candidates"),
        pytest.param("宝山县", "310113 上海市宝山区", id="ambiguous-former-name-lists-candidates"),
    ],
)
def test_resolve_never_guesses(name: str, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        resolve(name)


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        pytest.param("2023年诸暨市卫生健康工作要点", "330681", id="title-of-work-points"),
        pytest.param("浙江省绍兴市诸暨市卫生健康局", "330681", id="lowest-of-a-chain"),
        pytest.param("西湖区卫生健康局 杭州市", "330106", id="district-settled-by-its-city"),
        pytest.param("内蒙古2024年卫生健康工作要点", "150000", id="province-without-suffix"),
        pytest.param("蓟县卫生局2014年工作要点", "120119", id="a-former-name-in-a-title"),
        pytest.param("建设更高水平的健康茂名", "440900", id="healthy-name"),
    ],
)
def test_the_region_that_speaks_is_found(passage: str, code: str) -> None:
    region = find_region(passage)
    assert region is not None
    assert region.region_code == code


def test_two_regions_side_by_side_decide_nothing() -> None:
    assert find_region("广州市、深圳市开展合作") is None
    assert find_region("", None, "全面加强卫生健康工作") is None
    assert find_region("关于新建医院、甘露寺片区和青年就业的通知") is None, "one character names no province in a text"


def test_mentions_come_in_order() -> None:
    assert [region.short_zh for region in mentioned("信宜市与广东省、佛山市南海区")] == ["信宜", "广东", "南海"]


def test_every_region_has_a_parent_that_exists() -> None:
    regions = all_regions()
    assert len(regions) > 3200
    orphans = [r.region_code for r in regions.values() if r.parent_code and r.parent_code not in regions]
    assert orphans == []
    assert [r.region_code for r in lineage("330681")] == ["330681", "330600", "330000", "100000"]


def test_the_table_stands_in_fixed_order() -> None:
    codes = regions_table(["330681", "441200", "520000", "440000"])["region_code"].to_list()
    assert codes == ["440000", "520000", "441200", "330681"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        pytest.param("341181", "Tianchang", id="chang-not-zhang"),
        pytest.param("140428", "Zhangzi", id="zhang-not-chang"),
        pytest.param("110105", "Chaoyang", id="chao-not-zhao"),
        pytest.param("420581", "Yidu", id="du-not-dou"),
        pytest.param("510682", "Shifang", id="shi-not-shen"),
        pytest.param("410621", "Xunxian", id="xun-not-jun"),
    ],
)
def test_places_are_spelt_as_they_are_spoken(code, name):
    assert all_regions()[code].region_en == name


def test_no_name_reads_chang_as_zhang():
    wrong = [row.region_en for row in all_regions().values() if "长" in row.short_zh and "Zhang" in row.region_en]
    assert wrong == ["Zhangzi"]
