"""Rows of JSON, JSONL and CSV: exact texts, ids, dates, and a line number for each fault."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from rasd.model import Document, Issue, IssueKind, Original, sha256_text
from rasd.readers import read_inputs

TEXT = "أعلنت بلدية الزهراء الخيالية إغلاق الجسر بعد انفجار عبوة قربه."


def read(path: Path, data: str | bytes) -> tuple[list[Document], list[Issue]]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    results = list(read_inputs([path]))
    documents = [result for result in results if isinstance(result, Document)]
    return documents, [result for result in results if isinstance(result, Issue)]


def line(**row: object) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def test_a_json_line_keeps_its_text_to_the_character(tmp_path: Path) -> None:
    text = f"\ufeff {TEXT}\r\n\u200f{TEXT}\u00a0\n\n"
    (document,), issues = read(
        tmp_path / "a.jsonl",
        line(id=7, text=text, title="عنوان", published="2024-01-18", outlet="الخيال", url="u"),
    )
    assert text == document.text
    assert sha256_text(text) == document.sha256
    assert (
        document.id,
        document.title,
        document.outlet,
        document.url,
    ) == ("7", "عنوان", "الخيال", "u")
    assert date(2024, 1, 18) == document.published
    assert not issues


def test_a_csv_cell_keeps_line_ends_and_quotes(tmp_path: Path) -> None:
    text = f'{TEXT}\r\nقال: "نعم"; ثم، غادر\n'
    quoted = text.replace('"', '""')
    (document,), _ = read(tmp_path / "a.csv", f'id,text\r\nx,"{quoted}"\r\n')
    assert text == document.text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1256", "utf-16"])
def test_csv_is_read_in_each_delimiter_and_encoding(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    rows = [["id", "Text ", "title"], ["1", TEXT, "أول"], ["", f"{TEXT} ثان", ""]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    documents, issues = read(tmp_path / "a.csv", data)
    assert [("1", TEXT, "أول"), ("a.csv#3", f"{TEXT} ثان", None)] == [
        (document.id, document.text, document.title) for document in documents
    ]
    assert not issues


def test_a_record_without_an_id_is_named_by_file_and_line(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path / "a.jsonl", "\n" + line(text=TEXT))
    assert document.id == "a.jsonl#2"


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        ('{"text": \n', IssueKind.MALFORMED),
        ("[1, 2]\n", IssueKind.MALFORMED),
        ('{"title": "x"}\n', IssueKind.NO_TEXT),
        ('{"text": 5}\n', IssueKind.MALFORMED),
        ('{"text": "  "}\n', IssueKind.EMPTY),
        ("[" * 100_000 + "\n", IssueKind.MALFORMED),
        ('{"text": "x", "id": ' + "9" * 5000 + "}\n", IssueKind.MALFORMED),
    ],
    ids=["no JSON", "a list", "no text", "a number", "blank", "too deep", "a huge number"],
)
def test_a_bad_line_is_an_issue_with_its_place_and_the_rest_is_read(
    bad: str, kind: IssueKind, tmp_path: Path
) -> None:
    documents, issues = read(tmp_path / "a.jsonl", line(text=TEXT) + bad + line(text=TEXT))
    assert [document.id for document in documents] == ["a.jsonl#1", "a.jsonl#3"]
    assert [("a.jsonl:2", kind, True)] == [(i.source, i.kind, i.fatal) for i in issues]


@pytest.mark.parametrize(
    "value", ["soon", "2024-02-31", "03/04/2024", 20240118.5, "٣/٤/٢٠٢٤", "2024", True]
)
def test_a_date_that_is_no_single_day_is_left_out_with_a_warning(
    value: object, tmp_path: Path
) -> None:
    (document,), (issue,) = read(tmp_path / "a.jsonl", line(text=TEXT, published=value))
    assert document.published is None
    assert any("`published`" in warning for warning in document.warnings)
    assert not issue.fatal
    assert "2024-01-18" in issue.remedy


def test_a_date_column_stands_in_with_a_warning(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path / "a.jsonl", line(text=TEXT, date="2024-01-18"))
    assert date(2024, 1, 18) == document.published
    assert any("`date`" in warning for warning in document.warnings)


def test_half_a_surrogate_pair_keeps_the_offsets(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path / "a.jsonl", '{"text": "' + TEXT + "\\ud83d" + TEXT + '"}')
    assert f"{TEXT}\ufffd{TEXT}" == document.text
    assert any("surrogate" in warning for warning in document.warnings)


def test_documents_before_the_cut_of_a_gzip_file_are_kept(tmp_path: Path) -> None:
    data = "".join(line(text=f"{TEXT} {number * 7919}") for number in range(3000))
    documents, (issue,) = read(tmp_path / "a.jsonl.gz", gzip.compress(data.encode())[:-5000])
    assert 0 < len(documents) < 3000
    assert (issue.kind, issue.fatal) == (IssueKind.TRUNCATED, False)


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ({"text": TEXT}, ["a.json"]),
        ([{"doc": "d", "text": TEXT}, {"text": f"{TEXT}."}], ["d", "a.json#2"]),
        ({"articles": [{"id": "k", "text": TEXT}]}, ["k"]),
    ],
    ids=["an object", "a list", "a wrapped list"],
)
def test_json_holds_one_record_or_a_list(value: object, ids: list[str], tmp_path: Path) -> None:
    documents, issues = read(tmp_path / "a.json", json.dumps(value, indent=1))
    assert ids == [document.id for document in documents]
    assert not issues


def test_coded_gold_without_texts_says_what_is_missing(tmp_path: Path) -> None:
    _, (issue,) = read(tmp_path / "a.json", json.dumps([{"doc": "d", "events": []}]))
    assert (issue.kind, issue.source) == (IssueKind.NO_TEXT, "a.json:[1]")
    assert "doc, events" in issue.message


def test_csv_without_a_text_column_names_its_header(tmp_path: Path) -> None:
    _, (issue,) = read(tmp_path / "a.csv", "id,body\n1,x\n")
    assert issue.kind is IssueKind.MALFORMED
    assert "id,body" in issue.message


def test_csv_with_old_line_ends_is_an_issue(tmp_path: Path) -> None:
    _, (issue,) = read(tmp_path / "a.csv", f"id,text\r1,{TEXT}\r")
    assert issue.kind is IssueKind.MALFORMED


def test_lines_of_two_encodings_in_one_file_are_each_read_right(tmp_path: Path) -> None:
    row = f'{{"text": "{TEXT}"}}\n'
    documents, _ = read(tmp_path / "a.jsonl", row.encode() * 900 + row.encode("cp1256"))
    assert {document.text for document in documents} == {TEXT}
    assert any("windows-1256" in warning for warning in documents[-1].warnings)
    documents, _ = read(tmp_path / "b.jsonl", row.encode("cp1256") + row.encode())
    assert [document.text for document in documents] == [TEXT, TEXT]


def originals(path: Path) -> dict[str, Original]:
    kept: dict[str, Original] = {}
    assert all(isinstance(found, Document) for found in read_inputs([path], keep=kept.__setitem__))
    return kept


def test_a_line_is_its_own_original(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": TEXT * n}).encode() + b"\n" for n in (1, 2)]
    path = tmp_path / "two.jsonl"
    path.write_bytes(b"".join(lines))
    assert {"1": lines[0], "2": lines[1]} == {n: o.data() for n, o in originals(path).items()}


def test_a_line_of_a_wide_encoding_is_its_own_original(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": TEXT * n}, ensure_ascii=False) + "\n" for n in (1, 2)]
    path = tmp_path / "two.jsonl"
    path.write_bytes(b"\xff\xfe" + "".join(lines).encode("utf-16-le"))
    assert lines[1].encode("utf-16-le") == originals(path)["2"].data()


def test_a_row_is_kept_under_its_header_with_the_line_ends_inside_it(tmp_path: Path) -> None:
    header, first = b"sep=;\r\nid;text\r\n", f'a;"{TEXT}\r\n{TEXT}"\r\n'.encode()
    blank, second = b";\r\n", f"b;{TEXT}\n".encode()
    path = tmp_path / "rows.csv"
    path.write_bytes(header + first + blank + second)
    found = originals(path)
    assert found["a"].data() == header + first
    assert found["b"].data() == header + second


def test_items_of_a_list_share_the_file_and_say_where_they_stand(tmp_path: Path) -> None:
    data = json.dumps([{"id": name, "text": TEXT + name} for name in "ab"]).encode()
    path = tmp_path / "list.json"
    path.write_bytes(data)
    found = originals(path)
    assert {name: o.locator for name, o in found.items()} == {"a": "[1]", "b": "[2]"}
    assert {o.data() for o in found.values()} == {data}
