"""Order, ids, options, standard input, and the issues that belong to no single format."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rasd.model import NO_PUBLICATION_DATE, Document, Issue, IssueKind, SettingsError, sha256_text
from rasd.readers import Input, Limits, discover, read_inputs

TEXT = "أعلنت بلدية الزهراء الخيالية إغلاق الجسر بعد انفجار عبوة قربه."
OTHER = "أعلنت شرطة الزهراء الخيالية إصابة ثلاثة أشخاص في انفجار قرب الجسر."
LINKED = "انفجار في الزهراء " + "https://khayal.example/news/tonight @khayal_news " * 4
FOREIGN = {
    "en": "The mayor of the imaginary town said that the bridge was closed after the blast.",
    "fa": "شهردار شهر خیالی گفت که پل پس از انفجار بسته شد و سه نفر زخمی شدند.",
    "ur": "خیالی شہر کے میئر نے کہا کہ دھماکے کے بعد پل بند کر دیا گیا اور تین افراد زخمی ہوئے۔",
    "ps": "د خیالي ښار ښاروال وویل چې پل له چاودنې وروسته وتړل شو او درې کسان ټپیان شول.",
}


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def one_issue(*given: str | Path) -> Issue:
    (issue,) = read_inputs(given)
    assert isinstance(issue, Issue)
    assert issue.remedy
    return issue


def test_plain_text_is_kept_to_the_last_space(tmp_path: Path) -> None:
    text = f"  {TEXT}\r\n\r\n\t{OTHER} \n"
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (document,) = read_inputs([path])
    assert isinstance(document, Document)
    assert text == document.text
    assert document.id == "a.txt"
    assert document.title is None
    assert document.warnings == (NO_PUBLICATION_DATE,)


def test_inputs_keep_their_order_and_folders_are_sorted(tmp_path: Path) -> None:
    for name in ("f/b.txt", "f/a.txt", "f/sub/c.txt", "f/.hidden.txt", "f/~$lock.docx", "z.txt"):
        write(tmp_path / name, f"{TEXT} {name}")
    given = [tmp_path / "z.txt", tmp_path / "f"]
    ids = [found.id for found in read_inputs(given) if isinstance(found, Document)]
    assert ids == ["z.txt", "a.txt", "b.txt", "sub/c.txt"]
    folder = tmp_path / "f"
    paths = [tmp_path / "z.txt", folder / "a.txt", folder / "b.txt", folder / "sub/c.txt"]
    assert discover(given) == paths
    assert discover(["-"]) == ["-"]


def test_reading_is_lazy(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    found = read_inputs([tmp_path / "a.txt", tmp_path / "later.txt"])
    assert isinstance(next(found), Document)
    write(tmp_path / "later.txt", OTHER)
    assert isinstance(next(found), Document)


def test_the_same_id_with_another_text_gets_a_suffix_and_an_issue(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a/x.txt"), write(tmp_path / "b/x.txt", OTHER)
    one, issue, two = read_inputs([first, second])
    assert isinstance(one, Document)
    assert isinstance(issue, Issue)
    assert isinstance(two, Document)
    assert one.id == "x.txt"
    assert two.id == f"x.txt~{sha256_text(OTHER)[:8]}"
    assert (issue.kind, issue.fatal) == (IssueKind.DUPLICATE_ID, False)


def test_the_same_id_with_the_same_text_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt")
    one, issue = read_inputs([path, path])
    assert isinstance(one, Document)
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.fatal) == (IssueKind.DUPLICATE_ID, True)


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_refused_by_name(language: str, tmp_path: Path) -> None:
    issue = one_issue(write(tmp_path / "a.txt", FOREIGN[language]))
    assert issue.kind is IssueKind.NOT_ARABIC
    assert f"language: {language}" in issue.message


@pytest.mark.parametrize(
    "text",
    ["عاجل", "مقتل جندي", f"Khayal News: {TEXT} Twitter", f"{TEXT}\x0b\x1c{OTHER}", LINKED],
    ids=["one word", "two words", "mixed", "control characters", "links"],
)
def test_short_and_mixed_arabic_passes(text: str, tmp_path: Path) -> None:
    (document,) = read_inputs([write(tmp_path / "a.txt", text)])
    assert isinstance(document, Document)
    assert document.language == "ar"
    assert text == document.text


def test_a_missing_path_is_an_issue_and_the_next_is_read(tmp_path: Path) -> None:
    issue, document = read_inputs([tmp_path / "none.txt", write(tmp_path / "a.txt")])
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.MISSING
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), IssueKind.UNSUPPORTED),
        ("a.xlsx", b"PK\x03\x04" + bytes(60), IssueKind.UNSUPPORTED),
        ("a.rtf", rb"{\rtf1 hello}", IssueKind.UNSUPPORTED),
        ("a.log", TEXT.encode(), IssueKind.UNSUPPORTED),
        ("a.xml", b"<?xml version='1.0'?><list><a>b</a></list>", IssueKind.UNSUPPORTED),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), IssueKind.BINARY),
        ("a.pdf", TEXT.encode(), IssueKind.MALFORMED),
        ("a.docx", TEXT.encode(), IssueKind.MALFORMED),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(9), IssueKind.UNSUPPORTED),
    ],
)
def test_what_is_not_read_is_named_with_a_remedy(
    name: str, content: bytes, kind: IssueKind, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert kind is one_issue(path).kind


def test_content_wins_over_a_lying_suffix(tmp_path: Path) -> None:
    page = f"<!-- saved -->\n<html><body><article><h1>خبر</h1><p>{TEXT}</p></article></body></html>"
    lines = '{"text": "' + TEXT + '"}\n'
    cases = {
        "page.txt": page.encode("utf-16"),
        "lines.txt": lines.encode(),
        "lines.json": lines.encode() * 2,
        "list.jsonl": f"[{lines}]".encode(),
        "text.html": TEXT.encode(),
        "packed.txt": gzip.compress(TEXT.encode()),
        "no_suffix": TEXT.encode(),
    }
    for name, data in cases.items():
        path = tmp_path / name
        path.write_bytes(data)
        documents = [found for found in read_inputs([path]) if isinstance(found, Document)]
        assert {TEXT} == {document.text for document in documents}, name


@pytest.mark.parametrize("filling", [b"\n", b" ", b"{}"], ids=["lines", "blanks", "objects"])
@pytest.mark.parametrize("suffix", [".jsonl.gz", ".txt.gz", ".csv.gz"])
def test_a_gzip_bomb_is_refused(filling: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"bomb{suffix}"
    path.write_bytes(gzip.compress(filling * (30_000_000 // len(filling))))
    assert one_issue(path).kind is IssueKind.UNSAFE


class Pipe(io.RawIOBase):
    """A stream that cannot seek and gives little at a time, as standard input does."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        piece = next(self.pieces, b"")
        self.taken += 1
        memoryview(buffer)[: len(piece)] = piece  # type: ignore[arg-type]
        return len(piece)


def test_json_lines_on_standard_input_are_read_as_they_come() -> None:
    pieces = [f'{{"text": "{TEXT} {number}"}}\n'.encode() for number in range(50)]
    pipe = Pipe(iter(pieces))
    found = read_inputs(["-"], stdin=io.BufferedReader(pipe))  # type: ignore[arg-type]
    first = next(found)
    assert isinstance(first, Document)
    assert first.id == "stdin#1"
    assert pipe.taken < 10
    assert len(list(found)) == 49


@pytest.mark.parametrize(
    ("data", "given", "text"),
    [
        (f"\n\n{TEXT}".encode(), None, f"\n\n{TEXT}"),
        (TEXT.encode("cp1256"), None, TEXT),
        (f"<html><body><p>{TEXT}</p></body></html>".encode(), None, TEXT),
        (f"id;text\n7;{TEXT}\n".encode(), "csv", TEXT),
        (gzip.compress(f'{{"text": "{TEXT}"}}'.encode()), None, TEXT),
    ],
    ids=["text", "windows-1256", "page", "csv", "gzip"],
)
def test_standard_input_is_recognised(data: bytes, given: str | None, text: str) -> None:
    stdin = io.BufferedReader(Pipe(iter([data])), buffer_size=65_536)  # type: ignore[arg-type]
    (document,) = read_inputs(["-"], stdin=stdin, stdin_format=given)
    assert isinstance(document, Document)
    assert text == document.text


def test_an_unknown_format_for_standard_input_stops_at_the_door() -> None:
    with pytest.raises(SettingsError, match="jsonl"):
        read_inputs(["-"], stdin_format="yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path / "a.txt")
    assert len(list(read_inputs([tmp_path]))) == 1


def test_a_file_of_records_may_exceed_the_text_limit(tmp_path: Path) -> None:
    line = f'{{"text": "{TEXT}"}}\n'
    long = '{"text": "' + TEXT * 40 + '"}\n'
    path = write(tmp_path / "a.jsonl", line * 20 + long + line)
    results = list(read_inputs([path], limits=Limits(text=500, record=500)))
    assert len([found for found in results if isinstance(found, Document)]) == 21
    (issue,) = [found for found in results if isinstance(found, Issue)]
    assert (issue.kind, issue.source) == (IssueKind.TOO_LARGE, "a.jsonl:21")


def test_given_publication_date_removes_the_warning(tmp_path: Path) -> None:
    (document,) = read_inputs([write(tmp_path / "a.txt")], published=date(2024, 1, 18))
    assert isinstance(document, Document)
    assert document.warnings == ()


@pytest.mark.parametrize("wrong", ["cp1256", "cp1252", "latin-1"])
def test_text_that_a_program_garbled_before_is_refused(wrong: str, tmp_path: Path) -> None:
    garbled = TEXT.encode("utf-8").decode(wrong, "replace")
    issue = one_issue(write(tmp_path / "a.txt", garbled))
    assert issue.kind in (IssueKind.ENCODING, IssueKind.NOT_ARABIC)
    if wrong == "cp1256":
        assert issue.kind is IssueKind.ENCODING


def test_a_file_under_another_name_goes_by_that_and_is_read_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "000001"
    path.write_text(f'{{"text": "{TEXT}"}}\n', "utf-8")
    given = Input(path=path, name="../x.jsonl", outlet="Bahr News", published=date(2031, 5, 6))
    (document,) = read_inputs([given])
    assert isinstance(document, Document)
    assert document.id == "../x.jsonl#1"
    assert (document.text, document.outlet) == (TEXT, "Bahr News")
    assert document.published == date(2031, 5, 6)


def test_what_a_file_says_goes_before_what_is_known_of_it_from_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "000001"
    path.write_text(f'{{"text": "{TEXT}", "title": "A", "outlet": "B"}}\n', "utf-8")
    given = Input(path=path, name="x.jsonl", title="C", outlet="D", url="https://bahr.example/x")
    (document,) = read_inputs([given])
    assert isinstance(document, Document)
    assert (document.title, document.outlet) == ("A", "B")


@pytest.mark.parametrize("address", ["https://bahr.example/news.php?id=7", "https://bahr.example"])
def test_the_ending_of_an_address_is_no_kind_of_file(tmp_path: Path, address: str) -> None:
    path = write(tmp_path / "000001")
    (document,) = read_inputs([Input(path=path, name=address, url=address)])
    assert isinstance(document, Document)
    assert (document.id, document.url) == (address, address)


def test_a_page_has_the_address_that_it_was_fetched_from_whatever_it_says(tmp_path: Path) -> None:
    path = tmp_path / "000001"
    other = '<link rel="canonical" href="https://other.example/">'
    path.write_text(f"<html><head>{other}</head><body><p>{TEXT} {OTHER}</p></body></html>", "utf-8")
    address = "https://bahr.example/news"
    (document,) = read_inputs([Input(path=path, name=address, url=address)])
    assert isinstance(document, Document)
    assert document.url == address


def test_each_input_is_named_before_it_is_opened(tmp_path: Path) -> None:
    opened: list[str] = []
    write(tmp_path / "a.txt")
    found = read_inputs([tmp_path / "a.txt", tmp_path / "gone.txt"], opening=opened.append)
    assert opened == []
    next(found)
    assert opened == ["a.txt"]
    next(found)
    assert opened == ["a.txt", "gone.txt"]
