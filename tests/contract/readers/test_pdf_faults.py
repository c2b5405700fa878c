"""What becomes of PDF files that hold no text, are locked, or break a parser."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from rasd.model import Document, Issue, IssueKind
from rasd.readers import LIMITS, Limits, read_inputs
from rasd.readers.pdf import paragraphs

MakePdf = Callable[[list[str]], bytes]
LINES = [
    "انفجرت عبوة ناسفة قرب جسر السلام الخيالي مساء",
    "الثلاثاء وأسفر الانفجار عن إصابة 13 شخصا.",
]


def read_one(path: Path, limits: Limits = LIMITS) -> Document | Issue:
    (result,) = read_inputs([path], limits=limits)
    return result


def test_digits_and_words_come_in_logical_order_and_lines_join(
    make_pdf: MakePdf, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf(LINES))
    document = read_one(path)
    assert isinstance(document, Document)
    assert " ".join(LINES) == document.text


def test_a_locked_pdf_asks_for_the_password_to_be_removed(
    make_pdf: MakePdf, tmp_path: Path
) -> None:
    path = tmp_path / "locked.pdf"
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf(LINES)))
    writer.encrypt("sesame", algorithm="RC4-128")
    writer.write(path)
    issue = read_one(path)
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.PASSWORD


def test_a_pdf_of_pictures_is_sent_to_text_recognition(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(path)
    issue = read_one(path)
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.NO_TEXT
    assert "OCR" in issue.remedy


@pytest.mark.parametrize(
    "limits", [Limits(pdf_seconds=0), Limits(pdf_memory=1_000_000)], ids=["time", "memory"]
)
def test_a_parser_beyond_its_bounds_is_an_issue(
    limits: Limits, make_pdf: MakePdf, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf(LINES))
    issue = read_one(path, limits)
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.MALFORMED


def test_short_lines_and_ended_sentences_stay_apart() -> None:
    lines = ["عنوان", "انتهت الجملة الأولى هنا تماما.", "وبدأت بعدها الجملة الثانية وهي", "طويلة"]
    expected = [lines[0], lines[1], f"{lines[2]} {lines[3]}"]
    assert expected == list(paragraphs(lines))
