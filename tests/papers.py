"""Documents in other forms than text, made for tests: PDF by hand, DOCX by python-docx."""

import io

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'


def pdf(pages, size=16, left=90, width=420, picture=False):
    """Return a PDF with a text layer; each page is a list of (text, indent in characters) set line by line."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None]
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        "/DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
    )
    objects.append(font)
    kids = []
    for page in pages:
        parts = ["BT", f"/F1 {size} Tf"]
        for row, (text, indent) in enumerate(page):
            place = f"1 0 0 1 {left + indent * size} {760 - row * size * 1.6:.1f} Tm"
            parts += [place, f"<{text.encode('utf-16-be').hex()}> Tj"]
        content = "\n".join([*parts, "ET", "q 10 0 0 10 0 0 cm /I1 Do Q" if picture else ""])
        extra = ""
        if picture:
            objects.append(
                "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
                "\nstream\n0\nendstream"
            )
            extra = f"/XObject << /I1 {len(objects)} 0 R >>"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {extra} >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def set_lines(text, width=26, indent=2):
    """Return a paragraph as printed lines: the first indented, each filled to the width."""
    first, rest = text[: width - indent], text[width - indent :]
    return [(first, indent), *((rest[place : place + width], 0) for place in range(0, len(rest), width))]


def locked_pdf():
    """Return a PDF that opens with a password only (a standard security handler whose keys fit no password)."""
    trailer = b"trailer << /Encrypt << /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32
    data = pdf([[("加强基层卫生", 0)]])
    return data.replace(b"trailer <<", trailer + b"> /P -44 >> /ID [<00><00>]")


def docx(lines=(), levels=(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")), build=None):
    """Return a DOCX; each line is (text, level of the list or None)."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
            + "".join(LEVEL.format(index, *level) for index, level in enumerate(levels))
            + "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for text, level in lines:
        number(document.add_paragraph(text), level)
    if build:
        build(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def number(paragraph, level, list_id=90):
    """Give a paragraph its place in a list."""
    if level is not None:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
        )
    return paragraph


def bomb(megabytes=300):
    """Return a ZIP that claims to be a DOCX and unpacks to more than any document needs."""
    import zipfile

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(b" " * (1 << 20))
    return data.getvalue()


__all__ = ["bomb", "docx", "locked_pdf", "number", "pdf", "set_lines"]
