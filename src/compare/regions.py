"""Regions of China by GB/T 2260: names, short and former names to codes, and the regions table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import polars as pl

from compare import knowledge
from compare.errors import ParameterError, examples
from compare.tables import LEVELS, REGIONS


@dataclass(frozen=True, slots=True)
class Region:
    """One region: GB/T 2260 code, names, level and the code of the region above it."""

    region_code: str
    region_zh: str
    short_zh: str
    region_en: str
    admin_level: str
    parent_code: str | None


@cache
def all_regions() -> dict[str, Region]:
    """Return every province, prefecture and county by code (GB/T 2260, as of 2023), the nation included."""
    rows = knowledge.load_csv("regions.csv")
    return {row["region_code"]: Region(**{**row, "parent_code": row["parent_code"] or None}) for row in rows}  # type: ignore[arg-type]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the codes each full, short or former name may stand for."""
    found: dict[str, list[str]] = {}
    for region in all_regions().values():
        for name in {region.region_zh, region.short_zh, *_prefecture_short(region)}:
            found.setdefault(name, []).append(region.region_code)
    for row in knowledge.load_csv("regions_former.csv"):
        former = row["former_zh"]
        for name in (former, former[:-1] if former[-1] == "市" and len(former) > 2 else former):
            if name == former or name not in found or found[name] == [row["region_code"]]:
                _add(found, name, row["region_code"])
    for row in knowledge.load_csv("regions_alias.csv"):
        _add(found, row["alias_zh"], row["region_code"])
    for name, codes in _earlier_forms().items():
        found.setdefault(name, codes)
    return {name: tuple(codes) for name, codes in found.items()}


def _add(found: dict[str, list[str]], name: str, code: str) -> None:
    if code not in found.setdefault(name, []):
        found[name].append(code)


def _earlier_forms() -> dict[str, list[str]]:
    """Return the names that regions bore before they became districts or cities: 永年县 (永年区), 昌都地区 (昌都市)."""
    found: dict[str, list[str]] = {}
    for region in all_regions().values():
        stem, kind = region.region_zh[:-1], region.region_zh[-1]
        earlier: tuple[str, ...] = ()
        if region.admin_level == "county" and len(stem) > 1 and not region.region_zh.endswith("新区"):
            earlier = {"区": ("县", "市"), "市": ("县",)}.get(kind, ())
        elif region.admin_level == "prefecture" and kind == "市":
            earlier = ("地区",)
        for form in earlier:
            found.setdefault(stem + form, []).append(region.region_code)
    return found


def _prefecture_short(region: Region) -> tuple[str, ...]:
    """Return the common short form of an autonomous prefecture: 黔东南州, 恩施州."""
    return (f"{region.short_zh}州",) if region.region_zh.endswith("自治州") else ()


def lineage(code: str) -> tuple[Region, ...]:
    """Return the region of ``code`` and those above it, the nation last."""
    chain = []
    region: Region | None = all_regions().get(code)
    while region is not None:
        chain.append(region)
        region = all_regions().get(region.parent_code) if region.parent_code else None
    return tuple(chain)


def full_name(region: Region) -> str:
    """Return the name with the provinces and prefectures above it.

    >>> full_name(resolve("330681"))
    '浙江省绍兴市诸暨市'
    """
    return "".join(part.region_zh for part in reversed(lineage(region.region_code)[:-1]))


def resolve(name_or_code: str) -> Region:
    """Return the one region meant by a code or a Chinese name; an ambiguous name is listed, never guessed.

    A name may carry the names above it (浙江省诸暨市, 绍兴诸暨). A full name wins over a short one, a higher level over a
    lower one only where both are short names (吉林 is the province).

    Raises:
        ParameterError: No region, or more than one, goes by that name.
    """
    wanted = name_or_code.strip()
    if re.fullmatch(r"\d{6}", wanted):
        region = all_regions().get(wanted)
        if region is None:
            raise ParameterError(
                f"Region '{wanted}'", "no such GB/T 2260 code", "Give a six-digit code or a Chinese name."
            )
        return region
    candidates = _candidates(wanted)
    if not candidates:
        raise ParameterError(
            f"Region '{wanted}'", "no region goes by that name", "Give a GB/T 2260 code or the full name."
        )
    if len(candidates) > 1:
        listed = examples(f"{region.region_code} {full_name(region)}" for region in candidates)
        raise ParameterError(f"Region '{wanted}'", f"ambiguous: {listed}", "Give the code.")
    return candidates[0]


def _candidates(name: str) -> list[Region]:
    """Return the regions that ``name`` may mean, after every rule that tells them apart."""
    direct = _bearers(name)
    if direct:
        return _narrow(name, direct)
    for cut in range(len(name) - 1, 1, -1):
        above = _bearers(name[:cut])
        below = _candidates_within(name[cut:], {region.region_code for region in above})
        if above and below:
            return _narrow(name[cut:], below)
    return []


def _candidates_within(name: str, above: set[str]) -> list[Region]:
    """Return the regions called ``name`` (itself perhaps a chain) that lie in one of ``above``."""
    return [
        region for region in _candidates(name) if above & {part.region_code for part in lineage(region.region_code)[1:]}
    ] or [
        all_regions()[code]
        for code in _names().get(name, ())
        if above & {part.region_code for part in lineage(code)[1:]}
    ]


def _narrow(name: str, candidates: list[Region]) -> list[Region]:
    """Return the candidates left when full names win over short ones and, among short ones, provinces over all."""
    full = [region for region in candidates if region.region_zh == name]
    if full:
        return full
    top = min(LEVELS.index(region.admin_level) for region in candidates)
    highest = [region for region in candidates if LEVELS.index(region.admin_level) == top]
    return highest if LEVELS[top] in ("province", "prefecture") else candidates


_SUFFIX = "省市县区州盟旗"
_TOO_COMMON = frozenset({"城区", "郊区", "矿区", "东区", "西区", "市中区", "城中区"})
_AUTHORITY = re.compile(r"\d{4}年|[:：]|人民政府|政府|卫生|卫健|卫计|医疗保障|疾病预防|疾控|中医药管理")


def mentioned(text: str) -> list[Region]:
    """Return the regions that ``text`` names in full, in order, a chain (浙江省诸暨市) as its last member only.

    A short name counts where an authority or a year follows it (诸暨卫生健康局) or 健康 precedes it (健康诸暨); that of a
    province counts anywhere. Ambiguous names are left out unless the chain
    they stand in, or another region of the same text above them, settles them.
    """
    spans = _spans_of_names(text)
    certain = {options[0].region_code for _, _, name in spans if len(options := _candidates(name)) == 1}
    found: list[tuple[int, Region]] = []
    for start, end, name in spans:
        chained = [
            region for region in _bearers(name) if found and found[-1][0] == start and _below(region, found[-1][1])
        ]
        if len(chained) == 1:
            found[-1] = (end, chained[0])
            continue
        options = _candidates(name)
        if len(options) > 1:
            options = [r for r in options if certain & {part.region_code for part in lineage(r.region_code)[1:]}]
        if len(options) == 1:
            found.append((end, options[0]))
    return [region for _, region in found]


def _bearers(name: str) -> list[Region]:
    return [all_regions()[code] for code in _names().get(name, ())]


def _below(region: Region, above: Region) -> bool:
    return any(part.region_code == above.region_code for part in lineage(region.region_code)[1:])


@cache
def _names_by_start() -> dict[str, tuple[tuple[str, bool], ...]]:
    """Return the names by their first two characters, longest first, each with whether it counts anywhere.

    What counts anywhere comes before what counts beside an authority or 健康 only.
    """
    provinces = {region.short_zh for region in all_regions().values() if region.admin_level == "province"}
    found: dict[str, list[tuple[str, bool]]] = {}
    for name in sorted(_names(), key=len, reverse=True):
        if len(name) >= 2 and name not in _TOO_COMMON:
            anywhere = name[-1] in _SUFFIX or len(name) > 3 or name in provinces
            found.setdefault(name[:2], []).append((name, anywhere))
    return {start: tuple(sorted(names, key=lambda entry: not entry[1])) for start, names in found.items()}


def _spans_of_names(text: str) -> list[tuple[int, int, str]]:
    """Return the names as they stand in titles: 健康贵州, 江苏省, 内蒙古, 诸暨 before an authority or a year."""
    names = _names_by_start()
    spans: list[tuple[int, int, str]] = []
    end = 0
    for start in range(len(text) - 1):
        if start < end:
            continue
        for name, anywhere in names.get(text[start : start + 2], ()):
            after = start + len(name)
            if text.startswith(name, start) and (
                anywhere or _AUTHORITY.match(text, after) or text.startswith("健康", max(0, start - 2), start)
            ):
                spans.append((start, after, name))
                end = after
                break
    return spans


def find_region(*passages: str | None) -> Region | None:
    """Return the region that speaks, from the first passage (title, issuer, head, close) that names exactly one.

    Where a passage names a region and regions above it, the lowest one speaks; where it names two that do not contain
    each other, the passage decides nothing.
    """
    for passage in passages:
        if not passage:
            continue
        regions = {region.region_code: region for region in mentioned(passage) if region.admin_level != "nation"}
        lowest = [
            region
            for region in regions.values()
            if not any(_below(other, region) for other in regions.values() if other is not region)
        ]
        if len(lowest) == 1:
            return lowest[0]
    return None


def regions_table(codes: Iterable[str]) -> pl.DataFrame:
    """Return the REGIONS frame of ``codes`` in fixed order: level, then code.

    Raises:
        ParameterError: A code does not exist.
    """
    regions = sorted(
        {resolve(code) for code in codes}, key=lambda region: (LEVELS.index(region.admin_level), region.region_code)
    )
    return REGIONS.build([{name: getattr(region, name) for name in REGIONS.columns} for region in regions])
