"""What each format of the registry must do, so that a new one is tested by existing."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rasd.model import Document, Issue, IssueKind, Original
from rasd.readers import FORMATS, Limits, read_inputs

Put = Callable[..., Path]
EVERY = sorted(FORMATS)
WHOLE = {"text", "html", "docx", "pdf"}
"""Formats of which a file is one document, known by its bytes."""
LEADING = {"jsonl": b'{"text": ', "json": b"[", "csv": b"text\n", "html": b"<html>"}


def documents(*paths: Path) -> list[Document]:
    return [found for found in read_inputs(list(paths)) if isinstance(found, Document)]


def test_each_format_has_a_sample(samples: dict[str, bytes]) -> None:
    assert set(FORMATS) == set(samples)


@pytest.mark.parametrize("name", EVERY)
def test_a_sample_becomes_one_arabic_document(
    name: str, samples: dict[str, bytes], put: Put, body: str
) -> None:
    results = list(read_inputs([put(name, samples[name])]))
    assert [Document] == [type(result) for result in results]
    document = results[0]
    assert isinstance(document, Document)
    assert body.split() == document.text.split()
    assert document.language == "ar"


@pytest.mark.parametrize("name", EVERY)
def test_a_sample_reads_the_same_twice_and_gzipped(
    name: str, samples: dict[str, bytes], put: Put, tmp_path: Path
) -> None:
    path = put(name, samples[name])
    packed = tmp_path / f"{path.name}.gz"
    packed.write_bytes(gzip.compress(samples[name]))
    first, again, unpacked = documents(path), documents(path), documents(packed)
    assert first == again
    assert [found.text for found in first] == [found.text for found in unpacked]


@pytest.mark.parametrize("name", EVERY)
def test_the_original_of_a_document_is_what_it_was_read_from(
    name: str, samples: dict[str, bytes], put: Put, tmp_path: Path
) -> None:
    kept: dict[str, Original] = {}
    packed = tmp_path / "packed.gz"
    for path in (put(name, samples[name]), packed):
        packed.write_bytes(gzip.compress(samples[name]))
        [document] = read_inputs([path], keep=kept.__setitem__)
        original = kept.pop(document.id)
        data = original.data()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (original.sha256, original.size)
        if name == "warc":
            assert data in samples[name]
            assert data.startswith(b"HTTP/")
        elif name == "parquet":
            assert json.loads(data)["text"] == document.text
        else:
            assert data == samples[name]
        if name in WHOLE:
            assert document.sha256 == original.sha256


@pytest.mark.parametrize("name", EVERY)
def test_given_options_fill_only_what_is_missing(
    name: str, samples: dict[str, bytes], put: Put
) -> None:
    path = put(name, samples[name])
    own = documents(path)[0]
    filled = next(read_inputs([path], published=date(2030, 2, 3), outlet="صحيفة أخرى"))
    assert isinstance(filled, Document)
    assert (own.published or date(2030, 2, 3)) == filled.published
    assert (own.outlet or "صحيفة أخرى") == filled.outlet


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("content", [b"", b" \n\t\r\n "], ids=["empty", "blank"])
def test_an_empty_file_is_an_issue_that_says_so(name: str, content: bytes, put: Put) -> None:
    results = list(read_inputs([put(name, content)]))
    assert len(results) == 1
    issue = results[0]
    assert isinstance(issue, Issue)
    expected = {IssueKind.EMPTY}
    if content and name in ("feed", "docx", "pdf", "warc", "parquet"):
        expected |= {IssueKind.MALFORMED, IssueKind.UNSUPPORTED}
    assert issue.kind in expected
    assert issue.fatal
    assert issue.remedy


@pytest.mark.parametrize("name", EVERY)
def test_binary_junk_is_an_issue_and_no_document(name: str, put: Put) -> None:
    junk = random.Random(7).randbytes(5_000)
    for data in (junk, LEADING.get(name, b"") + junk):
        results = list(read_inputs([put(name, data)]))
        assert results
        assert all(isinstance(result, Issue) and result.remedy for result in results)


@pytest.mark.parametrize("name", EVERY)
def test_a_truncated_file_never_raises_and_never_invents(
    name: str, samples: dict[str, bytes], put: Put, body: str
) -> None:
    data = samples[name]
    whole = " ".join(body.split())
    for share in (0.2, 0.5, 0.8):
        path = put(name, data[: int(len(data) * share)])
        for result in read_inputs([path]):
            if isinstance(result, Document):
                text = " ".join(result.text.split()).replace("\ufffd", "")
                assert text[: len(text) - 3] in whole
            else:
                assert result.message


@pytest.mark.parametrize("name", ["docx", "pdf", "warc", "json", "jsonl", "parquet"])
def test_a_format_that_has_an_end_reports_its_absence(
    name: str, samples: dict[str, bytes], put: Put
) -> None:
    data = samples[name]
    results = list(read_inputs([put(name, data[: int(len(data) * 0.6)])]))
    kinds = {result.kind for result in results if isinstance(result, Issue)}
    assert kinds & {IssueKind.TRUNCATED, IssueKind.MALFORMED}


@pytest.mark.parametrize("name", EVERY)
def test_a_cut_gzip_file_is_reported_as_truncated(
    name: str, samples: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"report.{name}.gz"
    path.write_bytes(gzip.compress(samples[name])[:-12])
    issues = [found for found in read_inputs([path]) if isinstance(found, Issue)]
    assert IssueKind.TRUNCATED in {issue.kind for issue in issues}


@pytest.mark.parametrize("name", [name for name in EVERY if name != "warc"])
def test_a_text_beyond_the_limit_is_refused(name: str, samples: dict[str, bytes], put: Put) -> None:
    limits = Limits(text=100, record=100)
    results = list(read_inputs([put(name, samples[name])], limits=limits))
    assert IssueKind.TOO_LARGE in {r.kind for r in results if isinstance(r, Issue)}
    assert not [result for result in results if isinstance(result, Document)]


@pytest.mark.parametrize("name", EVERY)
def test_corrupted_bytes_never_raise(name: str, samples: dict[str, bytes], put: Put) -> None:
    chance = random.Random(name)
    for _ in range(3 if name == "pdf" else 25):
        data = bytearray(samples[name])
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        for result in read_inputs([put(name, bytes(data))]):
            assert isinstance(result, (Document, Issue))
