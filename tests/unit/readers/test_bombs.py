"""Small inputs that would grow without end are refused, with the reason."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from rasd.model import Document, Issue, IssueKind
from rasd.readers import Limits, read_inputs

TEXT = "أعلنت بلدية الزهراء الخيالية إغلاق الجسر بعد انفجار عبوة قربه."
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
DOCTYPE = f'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>'


def word(body: str, *, before: str = "") -> bytes:
    """A Word document with this in its body."""
    whole = f"{before}<w:document {_SPACE}><w:body>{body}</w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", whole)
    return file.getvalue()


def issues(folder: Path, name: str, data: bytes, **limits: int) -> list[Issue]:
    """All that is wrong with a file."""
    path = folder / name
    path.write_bytes(data)
    found = read_inputs([path], limits=Limits(**limits))
    return [each for each in found if isinstance(each, Issue)]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("laughs.docx", word("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", before=DOCTYPE),
         IssueKind.MALFORMED),
        ("depth.docx", word("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000),
         IssueKind.MALFORMED),
        ("laughs.xml", f"{DOCTYPE}<rss><channel><item/></channel></rss>".encode(),
         IssueKind.UNSAFE),
        ("late.xml", b"<rss><channel><!ENTITY a 'b'><item/></channel></rss>", IssueKind.UNSAFE),
        ("twice.txt.gz", gzip.compress(gzip.compress(TEXT.encode())), IssueKind.UNSUPPORTED),
        ("zeros.txt.gz", gzip.compress(bytes(60_000_000)), IssueKind.UNSAFE),
        ("depth.json", b"[" * 1_000_000, IssueKind.MALFORMED),
        ("depth.jsonl", b'{"text": ' + b"[" * 1_000_000, IssueKind.MALFORMED),
        ("depth.html", b"<html><body>" + b"<div>" * 200_000, IssueKind.NO_TEXT),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_what_would_grow_without_end_is_refused(
    tmp_path: Path, name: str, data: bytes, kind: IssueKind
) -> None:
    [issue] = issues(tmp_path, name, data)
    assert (issue.source.partition(":")[0], issue.kind) == (name, kind)
    assert issue.remedy


def test_a_word_file_with_much_markup_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    [issue] = issues(tmp_path, "much.docx", word("<w:p/>" * 1_000), markup=5_000)
    assert issue.kind is IssueKind.UNSAFE
    assert issues(tmp_path, "less.docx", word(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>")) == []


def test_a_file_of_another_machine_is_never_read_into_a_document(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    outside = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    path = tmp_path / "outside.docx"
    path.write_bytes(word(f"<w:p><w:r><w:t>{TEXT}&x;</w:t></w:r></w:p>", before=outside))
    assert "hidden" not in str(list(read_inputs([path])))


def test_the_rest_of_a_stream_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl.gz"
    line = f'{{"text": "{TEXT}", "published": "2031-05-06"}}\n'.encode()
    path.write_bytes(gzip.compress(line * 1_000))
    found = list(read_inputs([path], limits=Limits(stream=100_000)))
    documents = [each for each in found if isinstance(each, Document)]
    problems = [each for each in found if isinstance(each, Issue)]
    [last] = [each for each in problems if each.kind is not IssueKind.DUPLICATE_ID]
    assert 0 < len(documents) <= 100_000 // len(line)
    assert last.kind is IssueKind.TOO_LARGE
    assert not last.fatal
