"""One small sample of each format, built here; every incident in them is invented."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rasd.export.parquet.writer import parquet_of

BODY = (
    "أعلنت شرطة مدينة الزهراء الخيالية أن ثلاثة أشخاص أصيبوا مساء الثلاثاء في انفجار عبوة "
    "قرب جسر السلام.\nوقال متحدث باسم البلدية إن الجسر أغلق أمام المارة إلى حين انتهاء التحقيق."
)
SUFFIX = {"text": ".txt", "feed": ".xml"}


@pytest.fixture(scope="session")
def body() -> str:
    """The text that every sample holds."""
    return BODY


@pytest.fixture(scope="session")
def samples() -> dict[str, bytes]:
    """The bytes of a readable file for each format name."""
    record = {"text": BODY, "title": "انفجار", "published": "2024-01-18"}
    return {
        "text": BODY.encode(),
        "html": page().encode(),
        "json": json.dumps([record], ensure_ascii=False).encode(),
        "jsonl": json.dumps(record, ensure_ascii=False).encode() + b"\n",
        "csv": f'published,text\n2024-01-18,"{BODY}"\n'.encode(),
        "parquet": parquet(record),
        "feed": feed().encode(),
        "docx": word(),
        "pdf": pdf_of(BODY.split("\n")),
        "warc": warc(page().encode()),
    }


def parquet(*records: dict[str, str]) -> bytes:
    """A Parquet file with a row for each record."""
    return b"".join(parquet_of(records, dict.fromkeys(records[0], "VARCHAR")))


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Writes bytes under the suffix of a format and returns the path."""

    def write(format_name: str, data: bytes, stem: str = "report") -> Path:
        path = tmp_path / f"{stem}{SUFFIX.get(format_name, '.' + format_name)}"
        path.write_bytes(data)
        return path

    return write


@pytest.fixture(scope="session")
def make_pdf() -> Callable[[list[str]], bytes]:
    """Makes a PDF of one page from lines."""
    return pdf_of


def page() -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    return (
        "<!DOCTYPE html><html lang='ar'><head><meta charset='utf-8'><title>انفجار قرب الجسر</title>"
        f"</head><body><main><article><h1>انفجار قرب الجسر</h1>{paragraphs}</article></main>"
        "</body></html>"
    )


def feed() -> str:
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>صحيفة الخيال"
        "</title><item><title>انفجار</title><link>https://khayal.example/1</link>"
        f"<pubDate>Thu, 18 Jan 2024 23:30:00 +0300</pubDate><description>{BODY}</description>"
        "</item></channel></rss>"
    )


def word() -> bytes:
    document = docx.Document()
    for line in BODY.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def warc(body: bytes, kind: str = "text/html; charset=utf-8") -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        "https://khayal.example/a",
        "response",
        payload=io.BytesIO(body),
        http_headers=headers,
    )
    writer.write_record(record)
    return buffer.getvalue()


def pdf_of(lines: list[str]) -> bytes:
    """A PDF whose glyphs stand in visual order, as browsers write them, with a ToUnicode map."""
    code = {letter: number for number, letter in enumerate(sorted(set("".join(lines))), 1)}
    drawn = []
    for line in lines:
        visual = re.sub(r"\d+", lambda digits: digits[0][::-1], line)[::-1]
        drawn.append("<" + "".join(f"{code[letter]:04X}" for letter in visual) + "> Tj T*\n")
    content = f"BT /F1 14 Tf 18 TL 40 780 Td\n{''.join(drawn)}ET"
    letters = "".join(f"<{code[letter]:04X}> <{ord(letter):04X}>\n" for letter in code)
    cmap = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(code)} beginbfchar\n{letters}endbfchar\nendcmap\nend\nend"
    )
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 842] "
        "/Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Khayal /Encoding /Identity-H "
        "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Khayal /CIDSystemInfo << "
        "/Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 8 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        "<< /Type /FontDescriptor /FontName /Khayal /Flags 4 /FontBBox [0 0 1000 1000] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, inner in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{inner}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(bodies) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("ascii")
