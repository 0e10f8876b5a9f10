"""Names that a page's filter has cut."""

from __future__ import annotations

import re

from compare.spans import Edit

_NO_NAME = "(?<![学复温练补预见演陋恶近]习)"
_LEADER = re.compile(
    rf"习{_NO_NAME}(?:总书记|总(?=关于|有关|对|在|视察|的|重要|系列|讲话|指示|批示|考察|来|亲自|强调|指出|提出))"
)
_THOUGHT = re.compile(
    rf"习{_NO_NAME}(?=新时代中国特色社会主义|法治思想|经济思想|生态文明思想|外交思想|强军思想|文化思想|关于)"
)
_CENTRE = re.compile(
    r"党中心(?<![\u4e00-\u9fff]党党中心)(?=决议|决策|的|国务院|、|关于|对|确定|部署|集中|权威|重大|治国|号召|团结)"
)

_STARRED = re.compile(r"习[*×＊○]{1,3}平?(?=总书记|新时代|同志|主席|关于|法治|经济|生态)|[*×＊]{2,3}(?=总书记)")
_CORE = re.compile(r"以[*×＊○]{0,3}同志为核心的党中央")


def find_censored(text: str) -> list[Edit]:
    """Return the edits that put cut names back, all of them inferred: 习总关于 becomes 习近平总书记关于."""
    edits: list[Edit] = []
    for match in _LEADER.finditer(text):
        edits.append(Edit(*match.span(), "习近平总书记", "censored", "inferred", 0.99))
    for match in _THOUGHT.finditer(text):
        edits.append(Edit(*match.span(), "习近平", "censored", "inferred", 0.99))
    for match in _CENTRE.finditer(text):
        edits.append(Edit(*match.span(), "党中央", "censored", "inferred", 0.97))
    for match in _STARRED.finditer(text):
        edits.append(Edit(*match.span(), "习近平", "censored", "inferred", 0.98))
    for match in _CORE.finditer(text):
        edits.append(Edit(*match.span(), "以习近平同志为核心的党中央", "censored", "inferred", 0.98))
    return sorted(edits)
