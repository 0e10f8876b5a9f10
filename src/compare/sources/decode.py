"""Bytes to text: nothing is translated, nothing is dropped, and what cannot be read is refused by name."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from compare.errors import SourceError

_COMMON = frozenset(
    "的一是不在有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工能下过产面方后多定行学法所民得经"
    "十三之进等部度家力如化高自二理小物现实加量两体制机使点从业本性应开合其前外政四日社事平全表与关各重新内数心利比或质"
    "级统组计期指区强处市县省院医疗卫健康服务保障推深入建设完善提升构展落基层公共疾病管人员中心"
    "這為個國時來們於對會發動過產後學經進關與體從業開衛醫療務務構設應實現環實際統組計級區強處縣員層健"
    "，。、；：“”（）《》\u3000"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, a spreadsheet or an OFD document"),
    (b"{\\rtf", "an RTF document (save it as .docx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (save it as .docx)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"PAR1", "a Parquet table"),
)
_SAVE_AS_TEXT = "Save its text as UTF-8 in a .txt file."
_FEWEST_COMMON = 0.2
_MOST_CONTROLS = 0.02
_MOST_LOST = 0.02
_FEW_LOST = 3
_PLAIN_CONTROLS = frozenset("\t\n\r\f\v")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, one code point per character of the file, and the encoding it was read with."""

    text: str
    encoding: str


def decode(data: bytes, place: str = "Source file") -> Decoded:
    """Return the text of ``data`` with its encoding; a byte order mark stays as the first character.

    Bytes of UTF-8 that are broken here and there become U+FFFD, one per broken sequence, and the rest stays readable.

    Args:
        data: A whole file's bytes.
        place: What to call the file in an error.

    Raises:
        SourceError: The file is empty, not text, or in no known encoding.

    >>> decode("加强基层卫生".encode("gb18030")).encoding
    'gb18030'
    """
    if not data:
        raise SourceError(place, "the file is empty", "Fetch it again, or take it off the list.")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise SourceError(place, f"not a text but {what}", _SAVE_AS_TEXT)
    decoded = (
        _decode_marked(data, place)
        or _decode_utf8(data)
        or _decode_lines(data)
        or _decode_scored(data)
        or _decode_detected(data)
    )
    if decoded is None:
        lost = _decode_lossy(data)
        if lost is None:
            found = "binary content" if b"\0" in data else "an encoding that is not known"
            raise SourceError(place, found, _SAVE_AS_TEXT)
        decoded = lost
    if not decoded.text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise SourceError(place, "the file holds blanks only", "Fetch it again, or take it off the list.")
    return decoded


def _decode_marked(data: bytes, place: str) -> Decoded | None:
    """Return the text of a file that starts with a byte order mark."""
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(codec), name)
            except UnicodeDecodeError as error:
                if codec == "utf-8":
                    return None
                raise SourceError(place, f"broken {name} at byte {error.start}", _SAVE_AS_TEXT) from error
    return None


def _decode_utf8(data: bytes) -> Decoded | None:
    """Return the text of well-formed UTF-8 without binary content."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "utf-8") if _is_text(text) else None


def _decode_lines(data: bytes) -> Decoded | None:
    """Return the text of a file whose lines are in UTF-8 and in GB 18030 by turns, if every line is readable."""
    lines: list[str] = []
    used: set[str] = set()
    for line in data.split(b"\n"):
        if line.isascii():
            lines.append(line.decode("ascii"))
            continue
        readings = []
        for codec in ("utf-8", "gb18030"):
            try:
                text = line.decode(codec)
            except UnicodeDecodeError:
                continue
            readings.append((_common_share(text), codec, text))
        if not readings or max(readings)[0] < _FEWEST_COMMON:
            return None
        used.add(max(readings)[1])
        lines.append(max(readings)[2])
    text = "\n".join(lines)
    return Decoded(text, "utf-8+gb18030") if len(used) == 2 and _is_text(text) else None


def _decode_scored(data: bytes) -> Decoded | None:
    """Return the text under the Chinese encoding that gives most common characters, if it gives enough."""
    best: tuple[float, Decoded] | None = None
    for codec in _CANDIDATES:
        if codec.startswith("utf-16") and len(data) % 2:
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        score = _common_share(text)
        if _is_text(text) and score >= _FEWEST_COMMON and (best is None or score > best[0]):
            best = (score, Decoded(text, codec))
    return best[1] if best else None


def _decode_detected(data: bytes) -> Decoded | None:
    """Return the text as the general detector reads it, if that is Chinese."""
    if b"\0" in data:
        return None
    from charset_normalizer import from_bytes

    found = from_bytes(data).best()
    if found is None or found.encoding in {"utf_8", "ascii"}:
        return None
    try:
        text = data.decode(found.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    readable = _is_text(text) and _common_share(text) >= _FEWEST_COMMON
    return Decoded(text, found.encoding.replace("_", "-")) if readable else None


def _decode_lossy(data: bytes) -> Decoded | None:
    """Return mostly well-formed text with U+FFFD where bytes are broken."""
    tried = []
    for codec in ("utf-8", "gb18030"):
        text = data.decode(codec, errors="replace")
        lost = max(text.count("\ufffd") - _FEW_LOST, 0) / len(text)
        enough = _common_share(text) >= _FEWEST_COMMON or (codec == "utf-8" and 0 < lost <= _MOST_LOST / 4)
        if lost <= _MOST_LOST and enough and _is_text(text):
            tried.append((lost, Decoded(text, codec)))
    return min(tried, key=lambda pair: pair[0])[1] if tried else None


def _is_text(text: str) -> bool:
    """Return whether control characters are rare enough for a text."""
    controls = sum(1 for char in text if (char < " " or char == "\x7f") and char not in _PLAIN_CONTROLS)
    return "\0" not in text and controls <= _MOST_CONTROLS * len(text)


def _common_share(text: str) -> float:
    """Return the share of frequent Chinese characters among all that are not ASCII."""
    foreign = [char for char in text if char > "\x7f"]
    return sum(char in _COMMON for char in foreign) / len(foreign) if foreign else 0.0
