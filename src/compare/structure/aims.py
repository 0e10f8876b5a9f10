"""Closing parts of a sentence that only state what the parts before them are for."""

from __future__ import annotations

import re

from compare.structure.lexicon import Lexicon
from compare.structure.parts import Part, after_adverbs

_LEVEL = re.compile(r"(?:至|到|达|增加|新增|不低于|不少于)\d[\d.]*[^”\d]{0,6}(?:以上|以下|左右|以内)?$")
_PROCESS_END = re.compile(
    r"(?:提升|提高|发展|转变|转型|延伸|下沉|协同|融合|结合|衔接|同质化|一体化|标准化|规范化|数字化|现代化|均等化|跃升|升级|深化|落地|见效|落实|倾斜|全覆盖|转化|改善|优化"
    r"|覆盖|走深走实|优享|增强|完善|均衡|向好|好转|下降|倍增|突破|作用|前移|成果|格局|水平|质量|合作|解决|健康|平衡|双进位|进位|联动|集聚|“[^”]*”|为[^,，]{2,}|走向[^,，]+|向[^,，]+|所有政策)$"
)
_SERVES = re.compile("提供|奠定|作出|贡献|保驾|护航|注入")


def mark_aims(text: str, parts: list[Part], words: Lexicon) -> None:
    """Mark the closing parts that only state what the parts before them are for."""
    for index in range(len(parts) - 1, 0, -1):
        part = parts[index]
        if part.kind == "fragment":
            continue
        if part.kind == "lead":
            return
        head = after_adverbs(text, part.start, part.end, words)
        is_aim = _states_aim(text, head, part.end, words) or (
            head != part.start and _states_aim(text, part.start, part.end, words)
        )
        if not is_aim or words.concrete.search(text, part.start, part.end):
            return
        if _LEVEL.search(text, part.start, part.end):
            return
        if not any(earlier.kind in ("verb", "subject") for earlier in parts[:index]):
            return
        part.kind = "aim"


def _states_aim(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Return whether a part says what comes of the action, and is no action of its own (推动…项目 is one)."""
    length = words.aim.at(text, start)
    word = text[start : start + length]
    if word in ("推动", "助推", "带动", "加快形成"):
        return bool(_PROCESS_END.search(text, start, end)) and not words.strict.at(text, start + length)
    if word == "为":
        return bool(_SERVES.search(text, start, end))
    return bool(length)
