"""The record that a government page sets before its document (索引号, 发文机关, 公开日期 …): brought into one line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABELS = (
    "索引号", "索取号", "信息索引号", "主题分类", "信息分类", "体裁分类", "组配分类",
    "服务对象", "服务对象分类", "分类", "发布机构", "发文机关", "发文机构", "发文单位",
    "发布单位", "公开机构", "公开主体", "制发机关", "制定机关", "责任部门", "公开责任部门",
    "信息来源", "来源", "生成日期", "成文日期", "发文日期", "发布日期", "公开日期",
    "公布日期", "印发日期", "生效日期", "实施日期", "废止日期", "失效日期", "公开时间",
    "发文时间", "发布时间", "发文字号", "文号", "文件编号", "文件号", "统一编号",
    "规范性文件统一编号", "登记号", "规范性文件登记号", "有效性", "效力状态", "有效状态",
    "是否有效", "时效性", "时效", "公开方式", "公开类别", "公开形式", "公开范围",
    "公开时限", "公开属性", "主题词", "关键词", "名称", "信息名称", "文件名称",
    "标题", "内容概述", "语种", "体裁", "载体类型", "公开目录",
)  # fmt: skip
_LABEL = re.compile("|".join(r"[\s\u3000]*".join(label) for label in sorted(_LABELS, key=len, reverse=True)))
_FIELD = re.compile(rf"^[\[【（(]?\s*(?P<label>{_LABEL.pattern})\s*[\]】）)]?\s*[:：]\s*(?P<value>.*)$")
_BARE = re.compile(rf"[\[【（(]?\s*(?P<label>{_LABEL.pattern})\s*[\]】）)]?\s*[:：]?\s*")
_LEADING = ("索引号", "主题分类", "发布机构", "发布日期", "发布时间", "来源")
_FEWEST = 3
_LONGEST = 120


def record_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return ``label：value`` for each field where a table is a page's record, nothing where it is not.

    >>> record_of([["索引号", "330681/2024-1", "发布机构", "市卫健局"], ["文号：", "诸卫〔2024〕3号"]])
    ['索引号：330681/2024-1', '发布机构：市卫健局', '文号：诸卫〔2024〕3号']
    >>> record_of([["指标", "2023年"], ["健康素养水平", "42%"]])
    []
    """
    fields: list[str] = []
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        place = 0
        while place < len(cells):
            own = _FIELD.match(cells[place])
            label = _BARE.fullmatch(cells[place])
            if label:
                value = cells[place + 1] if place + 1 < len(cells) else ""
                if _BARE.fullmatch(value):
                    value, place = "", place - 1
                fields.append(f"{_squeeze(label['label'])}：{value}")
                place += 2
            elif own:
                fields.append(f"{_squeeze(own['label'])}：{own['value']}")
                place += 1
            elif cells[place]:
                return []
            else:
                place += 1
    return fields if len(fields) >= _FEWEST else []


def join_records(lines: Sequence[str]) -> list[str]:
    """Return the lines, each run of three or more fields of a page's record as one line.

    >>> join_records(["索 引 号：A/1", "文号：诸卫〔2024〕3号", "公开日期：2024-03-15", "一、深化医改"])
    ['索引号：A/1　文号：诸卫〔2024〕3号　公开日期：2024-03-15', '一、深化医改']
    """
    joined: list[str] = []
    run: list[tuple[str, str]] = []
    for line in [*lines, ""]:
        field = _FIELD.match(line) if len(line) <= _LONGEST else None
        if field:
            run.append((line, f"{_squeeze(field['label'])}：{field['value'].strip()}"))
            continue
        leads = [place for place, (_, said) in enumerate(run) if said.partition("：")[0] in _LEADING]
        if len(run) >= _FEWEST and leads:
            fields = [said for _, said in run]
            fields.insert(0, fields.pop(leads[0]))
            joined.append("\u3000".join(fields))
        else:
            joined += [line for line, _ in run]
        run = []
        joined.append(line)
    return joined[:-1]


def _squeeze(label: str) -> str:
    return re.sub(r"\s", "", label)
