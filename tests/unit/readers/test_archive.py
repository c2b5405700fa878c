"""Web archives: pages only, with address; never the crawl's date; the cut is told."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rasd.model import NO_PUBLICATION_DATE, Document, Issue, IssueKind
from rasd.readers import read_inputs

TEXT = "أعلنت بلدية الزهراء الخيالية إغلاق الجسر بعد انفجار عبوة قربه، وقالت إنه يفتح غدا."
PAGE = f"<html><head><title>خبر</title></head><body><article><p>{TEXT}</p></article></body></html>"
HTML = ("Content-Type", "text/html; charset=utf-8")
Reply = tuple[bytes, list[tuple[str, str]], str]


def archive(*replies: Reply, packed: bool = True) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for number, (body, headers, status) in enumerate(replies):
        record = writer.create_warc_record(
            f"https://khayal.example/{number}",
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        )
        writer.write_record(record)
    return buffer.getvalue()


def reply(body: bytes, *headers: tuple[str, str], status: str = "200 OK") -> Reply:
    return body, [HTML, *headers], status


def read(path: Path, data: bytes) -> tuple[list[Document], list[Issue]]:
    path.write_bytes(data)
    results = list(read_inputs([path]))
    return (
        [found for found in results if isinstance(found, Document)],
        [found for found in results if isinstance(found, Issue)],
    )


def test_only_delivered_pages_become_documents(tmp_path: Path) -> None:
    image: Reply = (b"\x89PNG", [("Content-Type", "image/png")], "200 OK")
    missing = reply(PAGE.encode(), status="404 Not Found")
    (document,), issues = read(
        tmp_path / "a.warc.gz", archive(image, missing, reply(PAGE.encode()))
    )
    assert (
        document.id,
        document.text,
        document.url,
        document.outlet,
    ) == ("a.warc.gz#4", TEXT, "https://khayal.example/2", "khayal.example")
    assert document.published is None
    assert NO_PUBLICATION_DATE in document.warnings
    assert not issues


def test_compressed_and_chunked_bodies_are_unpacked(tmp_path: Path) -> None:
    page = PAGE.encode()
    half = len(page) // 2
    chunked = b"".join(
        f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (page[:half], page[half:])
    )
    documents, issues = read(
        tmp_path / "a.warc",
        archive(
            reply(gzip.compress(page), ("Content-Encoding", "gzip")),
            reply(page, ("Content-Encoding", "gzip")),
            reply(zlib.compress(page), ("Content-Encoding", "deflate")),
            reply(chunked + b"0\r\n\r\n", ("Transfer-Encoding", "chunked")),
            reply(page, ("Transfer-Encoding", "chunked")),
            packed=False,
        ),
    )
    assert [document.text for document in documents] == [TEXT] * 5
    assert not issues


def test_a_broken_page_is_an_issue_with_its_address_and_the_next_is_read(tmp_path: Path) -> None:
    broken = reply(gzip.compress(PAGE.encode())[:-20], ("Content-Encoding", "gzip"))
    (document,), (issue,) = read(tmp_path / "a.warc.gz", archive(broken, reply(PAGE.encode())))
    assert document.text == TEXT
    assert (issue.kind, issue.source) == (IssueKind.MALFORMED, "a.warc.gz#2")
    assert "https://khayal.example/0" in issue.message


def test_a_cut_archive_keeps_what_came_before_and_says_so(tmp_path: Path) -> None:
    for packed in (True, False):
        data = archive(reply(PAGE.encode()), reply(PAGE.encode()), packed=packed)
        (document,), (issue,) = read(tmp_path / "a.warc", data[:-40])
        assert document.text == TEXT
        assert (issue.kind, issue.fatal) == (IssueKind.TRUNCATED, False)


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    _, (issue,) = read(tmp_path / "a.warc", archive(packed=False))
    assert issue.kind is IssueKind.NO_TEXT
