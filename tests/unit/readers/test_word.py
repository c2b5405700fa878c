"""Word documents: text in order, tables included, and archives that mean harm refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx

from rasd.model import Document, Issue, IssueKind
from rasd.readers import Limits, read_inputs

TEXT = "أعلنت بلدية الزهراء الخيالية إغلاق الجسر بعد انفجار عبوة قربه."


def word(*, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.add_paragraph(TEXT)
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "الجرحى"
    table.cell(1, 0).text, table.cell(1, 1).text = "الزهراء", "3"
    document.add_paragraph(TEXT)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(path: Path, data: bytes, limits: Limits | None = None) -> Document | Issue:
    path.write_bytes(data)
    (result,) = read_inputs([path], limits=limits or Limits())
    return result


def test_paragraphs_and_tables_keep_their_order(tmp_path: Path) -> None:
    document = read(tmp_path / "a.docx", word(title="تقرير"))
    assert isinstance(document, Document)
    assert f"{TEXT}\nالجرحى\nالزهراء\t3\n{TEXT}" == document.text
    assert document.title == "تقرير"
    assert document.published is None


def test_a_document_that_would_unpack_to_too_much_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(word())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.bin", bytes(3_000_000))
    issue = read(tmp_path / "a.docx", buffer.getvalue(), Limits(unpacked=2_000_000))
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.UNSAFE


def test_a_protected_document_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    issue = read(tmp_path / "a.docx", ole)
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.PASSWORD


def test_a_cut_off_document_is_truncated(tmp_path: Path) -> None:
    issue = read(tmp_path / "a.docx", word()[:-200])
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.TRUNCATED


def test_a_broken_part_is_malformed(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if name == "word/document.xml" else data)
    issue = read(tmp_path / "a.docx", buffer.getvalue())
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.MALFORMED


def test_an_empty_document_holds_no_text(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    issue = read(tmp_path / "a.docx", buffer.getvalue())
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.NO_TEXT
