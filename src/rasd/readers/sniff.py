"""Which format an input is in: by its first bytes where they say, by its suffix where not.

A page saved as `report.txt` is read as a page; JSON lines named `.json` are read as lines.
"""

from __future__ import annotations

import json
import re

from rasd.model import DocumentError
from rasd.readers.decode import bom_length, stream_encoding
from rasd.readers.source import Source

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".docx": "docx",
    ".pdf": "pdf",
    ".warc": "warc",
}
"""Format names by file suffix."""

READABLE = (
    ".txt .html .json .jsonl .csv .parquet .xml (RSS, Atom) .docx .pdf .warc, each also as .gz"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_PACKED = (
    (b"\x1f\x8b", "gzip"),  # inside another, which was unpacked
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|(?:\w+:)?feed|(?:\w+:)?RDF)\b")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LEADING = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*",
                      re.DOTALL | re.IGNORECASE)  # fmt: skip


def format_of(source: Source) -> str:
    """A name of the registry; `DocumentError` names what the input is instead, and the way out."""
    head = source.head
    if not head:
        raise DocumentError("empty", "there is nothing in it", "remove it or fill it")
    if signed := _by_signature(head, source.suffix):
        return signed
    encoding = stream_encoding(head)
    text = head[bom_length(head) :].decode(encoding, "replace").lstrip()
    if marked := _by_markup(text, source.suffix):
        return marked
    named = SUFFIXES.get(source.suffix)
    if source.suffix and named is None:
        raise DocumentError(
            "unsupported",
            f"{source.suffix} files are not read",
            f"save it as one of {READABLE}",
        )
    return _by_name(named or "text", text)


def _by_signature(head: bytes, suffix: str) -> str | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        if suffix == ".docx" or b"word/" in head or b"[Content_Types].xml" in head:
            return "docx"
        raise DocumentError("unsupported", "a zip archive", "unpack it and give the folder")
    if head.startswith(_OLE):
        return "docx"
    if head.startswith(b"{\\rtf"):
        raise DocumentError("unsupported", "an RTF document", "save it as .docx or .txt")
    for magic, what in _PACKED:
        if head.startswith(magic):
            raise DocumentError("unsupported", f"a {what} archive", "unpack it first")
    for magic, what in _BINARY:
        if head.startswith(magic):
            raise DocumentError("binary", f"{what}, not a text", f"give one of {READABLE}")
    return None


def _by_markup(text: str, suffix: str) -> str | None:
    lead = _LEADING.match(text)
    root = text[lead.end() if lead else 0 :][:2_000]
    if root.startswith("<"):
        if _FEED.match(root):
            return "feed"
        if _PAGE.match(root) or _PAGE.search(text[:2_000]):
            return "html"
    named = SUFFIXES.get(suffix)
    if named == "json" and text[:1] in ("{", "["):
        return "json"
    if text.startswith("{") and (named in ("jsonl", "csv") or _is_record(text)):
        return "jsonl"
    if text.startswith("[") and named == "jsonl":
        return "json"
    return None


def _is_record(text: str) -> bool:
    """Whether the first line is a JSON object with a text in it."""
    try:
        value = json.loads(text.split("\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "text" in value


def _by_name(named: str, text: str) -> str:
    """The format that the suffix promises, unless the content cannot be that."""
    if named == "html" and not _TAG.search(text):
        return "text"
    if named == "feed":
        raise DocumentError(
            "unsupported", "XML that is neither RSS nor Atom", "give the texts as .txt or JSONL"
        )
    if named in ("pdf", "docx", "warc", "parquet"):
        raise DocumentError(
            "malformed", f"named .{named}, but its content is not", "fetch or save the file again"
        )
    return named
