"""Notes of responsibility (牵头单位, 责任单位 …) to lists of units."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from compare.structure.lines import Paragraph

_LEAD = (
    "牵头责任单位|牵头落实单位|牵头单位|牵头部门|牵头处室|牵头科室|牵头股室|牵头处|主办单位|主办部门|主办处室|主办科室|主责单位|主责部门|主责处室|"
    "承办单位|主管部门|牵头|主办|主责"
)
_SHARED = (
    "责任单位|责任部门|责任处室|责任科室|责任股室|责任主体|配合单位|配合部门|配合处室|配合科室|配合股室|协办单位|协办部门|协办处室|协同单位|协同部门|"
    "参与单位|参加单位|参与部门|落实单位|实施单位|负责单位|负责部门|协助单位|承担单位|具体落实|配合|协办"
)
_OTHER = (
    "责任领导|分管领导|牵头领导|责任人|完成时限|完成时间|时间安排|时间要求|时限要求|完成期限|时限|进度安排|推进时间"
)
_LABEL = re.compile(rf"(?P<lead>{_LEAD})\s*[:：]|(?P<shared>{_SHARED})\s*[:：]|(?P<other>{_OTHER})\s*[:：]")
_OPEN = "（(【[〔［"
_OPENERS = re.compile(r"[（(【\[〔［]")
_BRACKETS = re.compile(r"[（(【\[〔［）)】\]〕］]")
_TAIL = re.compile(
    rf"(?:(?<=[。；;])|[—–-]{{1,2}})\s*(?=(?:{_LEAD}|{_SHARED}|责任领导|分管领导|牵头领导|责任人)\s*[:：])(?=[^。]*。?$)"
)
_WHEN = re.compile(r"20\d\d年|[前内]完成$|^(?:长期|持续|全年|常年)(?:坚持|推进|实施|开展)?$|^(?:完成)?时限")
_LINE_START = re.compile(rf"(?:{_LEAD}|{_SHARED}|{_OTHER})\s*[:：]")
_DUTY = re.compile(
    r"(?:分别)?(?:按照?|根据)?(?:各自)?(?:职责|职能|任务|分工)*(?:分工)?(?:分别)?(?:共同)?(?:牵头)?(?:负责|落实|牵头|配合|参与|协同|协助|实施)(?:落实|实施|推进)?$"
)
_PHRASE = re.compile(
    r"(?:负责|牵头|配合|参与|协同|协助|落实)(?=[，,；;。]|$)|(?:按照?|根据)(?:各自)?(?:职责|职能|分工|任务)"
)
_BODY = re.compile(
    r"[委局厅处室部办会院站中心科所政府乡镇县市区州盟旗校司署协集团公司企业机构单位部门组股团社等>〉）)]$"
)
_CELL = re.compile(r"[^\t]+")
_DEPARTMENT = re.compile(r"(?:各)?[\u4e00-\u9fff]{1,12}(?:科|股|处|局|办|办公室|中心|委|厅|组)(?:室)?")
_UNIT = re.compile(
    r"[\u4e00-\u9fff（）()、]{2,18}(?:委|局|厅|处|室|部|办|会|院|站|中心|科|股|所|政府|公司|医院|单位|集团|大队|总队|协会)"
)
_COLUMN = re.compile(rf"(?:{_LEAD}|{_SHARED})(?:及[\u4e00-\u9fff]+)?")
_TIME = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:上旬|中旬|下旬)?(?:年?底|末)?(?:之?前)?(?:完成)?|(?:长期|持续|全年|常年)(?:坚持|推进|实施|开展)?"
)
_SEPARATORS = "、，,；;。\n"
_NOTE_LIMIT = 600


@dataclass(frozen=True, slots=True)
class UnitNote:
    """One note of responsibility: its span, brackets included, and the units it names."""

    start: int
    end: int
    lead: tuple[str, ...]
    responsible: tuple[str, ...]


class Notes:
    """The notes of a text in order, found by place."""

    def __init__(self, notes: list[UnitNote]) -> None:
        self._notes = notes
        self._starts = [note.start for note in notes]

    def within(self, start: int, end: int) -> list[UnitNote]:
        """Return the notes that begin between ``start`` and ``end``."""
        return self._notes[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def find_notes(text: str, paragraphs: list[Paragraph]) -> Notes:
    """Return the notes of responsibility of ``text`` in order.

    A match: （牵头单位：规划处；责任单位：各市卫生健康局）. A non-match: （责任制落实到位）.
    """
    notes = []
    for paragraph in paragraphs:
        if _LINE_START.match(text, paragraph.start, paragraph.end):
            notes.append(_labelled(text, paragraph.start, paragraph.end, paragraph.start, paragraph.end))
            continue
        if text.find("\t", paragraph.start, paragraph.end) >= 0:
            notes += _cells(text, paragraph)
            continue
        place = paragraph.start
        closes = _match_brackets(text, paragraph)
        while match := _OPENERS.search(text, place, paragraph.end):
            close = closes.get(match.start(), 0)
            if not close and _LABEL.match(text, match.end(), paragraph.end):
                notes.append(_labelled(text, match.start(), paragraph.end, match.end(), paragraph.end))
                break
            note = _read_note(text, match.start(), close, paragraph.end) if close else None
            if note:
                notes.append(note)
                place = note.end
            else:
                place = match.end()
        tail = _TAIL.search(text, place, paragraph.end) if _has_label(text, place, paragraph.end) else None
        if tail:
            notes.append(_labelled(text, tail.start(), paragraph.end, tail.end(), paragraph.end))
    return Notes(notes)


def _cells(text: str, row: Paragraph) -> list[UnitNote]:
    """Return a note for each cell of a table row, from the third on, that only names units or says by when."""
    notes = []
    cells = list(_CELL.finditer(text, row.start, row.end))
    for cell in cells[2:]:
        words = cell[0].strip()
        units = split_units(words)
        if _TIME.fullmatch(words):
            notes.append(UnitNote(cell.start() - 1, cell.end(), (), ()))
        elif units and not _COLUMN.fullmatch(words) and all(_UNIT.fullmatch(unit) for unit in units):
            notes.append(UnitNote(cell.start() - 1, cell.end(), (), tuple(dict.fromkeys(units))))
    return notes


def _has_label(text: str, start: int, end: int) -> bool:
    """Return whether a label that needs no bracket can stand there (责任科室：, 牵头领导：)."""
    if text.find("：", start, end) < 0 and text.find(":", start, end) < 0:
        return False
    return any(text.find(word, start, end) >= 0 for word in ("单位", "部门", "处室", "科室", "股室", "领导", "责任人"))


def _match_brackets(text: str, paragraph: Paragraph) -> dict[int, int]:
    """Return per opening bracket of a paragraph the end of its partner; half and full width pair with each other."""
    closes: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKETS.finditer(text, paragraph.start, paragraph.end):
        if match[0] in _OPEN:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.end() - start <= _NOTE_LIMIT:
                closes[start] = match.end()
    return closes


def _read_note(text: str, start: int, end: int, limit: int) -> UnitNote | None:
    inner_start, inner_end = start + 1, end - 1
    words = text[inner_start:inner_end]
    if _LABEL.match(words.lstrip()):
        return _labelled(text, start, end, inner_start, inner_end)
    behind_stop = text[start - 1 : start] in ("。", "；", ";")
    closes_text = end == limit or text[end] in "。；;\n" or behind_stop
    if behind_stop and end == limit and all(map(_DEPARTMENT.fullmatch, split_units(words))):
        return UnitNote(start, end, (), tuple(dict.fromkeys(split_units(words))))
    if closes_text and _PHRASE.search(words):
        return _phrased(words, start, end)
    return None


def _labelled(text: str, start: int, end: int, inner_start: int, inner_end: int) -> UnitNote:
    labels = list(_LABEL.finditer(text, inner_start, inner_end))
    lead: list[str] = []
    shared: list[str] = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following else inner_end
        units = split_units(text[label.end() : stop])
        if label.lastgroup == "lead":
            lead += units
        elif label.lastgroup == "shared":
            shared += units
    return UnitNote(start, end, tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(shared)))


def _phrased(words: str, start: int, end: int) -> UnitNote | None:
    """Return the units of a note in words: 省发展改革委牵头，省财政厅配合."""
    lead: list[str] = []
    shared: list[str] = []
    pending: list[str] = []
    for part in re.split(r"[，,；;。]", words):
        part = part.strip()
        if _WHEN.search(part):
            continue
        duty = _DUTY.search(part)
        names = split_units(part[: duty.start()] if duty else part)
        if not duty:
            pending += names
            continue
        target = lead if "牵头" in duty[0] else shared
        target += pending + names
        pending = []
    shared += pending
    if not (lead or shared) or not all(_BODY.search(unit) for unit in lead + shared):
        return None
    return UnitNote(start, end, tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(shared)))


def split_units(words: str) -> list[str]:
    """Return the names of units in a list, brackets kept whole.

    >>> split_units("委综合处、公立医院党建工作处<机关党办>，各市（州）卫生健康局等。")
    ['委综合处', '公立医院党建工作处<机关党办>', '各市（州）卫生健康局']
    """
    names, depth, begin = [], 0, 0
    for place, sign in enumerate(words):
        if sign in "（(<〈《“【[〔":
            depth += 1
        elif sign in "）)>〉》”】]〕":
            depth = max(0, depth - 1)
        elif sign in _SEPARATORS and depth == 0:
            names.append(words[begin:place])
            begin = place + 1
    names.append(words[begin:])
    cleaned = (
        re.sub(r"(?:等(?:有关|相关)?(?:单位|部门|处室)?|按(?:照)?职责分工)$", "", name.strip(" \t\u3000：:"))
        for name in names
    )
    return [name for name in cleaned if name]
