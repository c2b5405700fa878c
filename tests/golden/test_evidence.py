"""Every quote is the exact words that its offsets point at, over all development texts."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasd.model import CodedDocument, Document, sha256_text
from rasd.pipeline import code_document

pytestmark = pytest.mark.shared


def texts(shared: Path) -> Iterator[tuple[str, str, str | None]]:
    """Id, text and title of every development text."""
    dev = shared / "dev"
    for name in ("articles_conflict.jsonl.gz", "articles_other.jsonl.gz"):
        with gzip.open(dev / name, "rt", encoding="utf-8") as file:
            for line in file:
                value = json.loads(line)
                yield value["id"], value["text"], value.get("title")
    for line in (dev / "gold_articles.jsonl").read_text("utf-8").splitlines():
        value = json.loads(line)
        yield value["id"], value["text"], value.get("title")
    with gzip.open(dev / "coded_incidents.jsonl.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            for index, source in enumerate(json.loads(line)["sources"]):
                text = source if isinstance(source, str) else source.get("text") or ""
                yield f"incident-{number}-{index}", text, None
    with gzip.open(dev / "sentences" / "detection.csv.gz", "rt", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(io.StringIO(file.read()))):
            yield f"sentence-{number}", max(row.values(), key=len), None


def check(coded: CodedDocument) -> int:
    """Asserts that each quote stands at its offsets; returns how many there were."""
    document = coded.document
    count = 0
    for record in (*coded.mentions, *coded.figures):
        for evidence in record.evidence:
            part = document.title if evidence.part == "title" else document.text
            assert part is not None
            assert part[evidence.start : evidence.end] == evidence.quote, (
                f"{document.id}: {evidence.field} {evidence.start}-{evidence.end}"
            )
            count += 1
    return count


def test_every_quote_equals_its_slice_of_the_text(shared: Path) -> None:
    """Over all of dev: articles, incidents' sources and sentences, as they stand."""
    quotes = 0
    for ident, text, title in texts(shared):
        document = Document(id=ident, text=text, title=title, sha256=sha256_text(text))
        quotes += check(code_document(document))
    assert quotes > 10_000


def test_every_value_has_evidence(shared: Path) -> None:
    """A value that is not null stands on at least one quote."""
    for line in (shared / "dev" / "gold_articles.jsonl").read_text("utf-8").splitlines():
        value = json.loads(line)
        document = Document(id=value["id"], text=value["text"], sha256=sha256_text(value["text"]))
        for mention in code_document(document).mentions:
            fields = {evidence.field for evidence in mention.evidence}
            for name in (
                "date",
                "place",
                "killed",
                "wounded",
                "killed_or_wounded",
                "abducted",
                "detained",
                "perpetrators",
                "targets",
                "weapons",
                "claimed_by",
            ):
                if getattr(mention, name):
                    assert name in fields, f"{document.id} {mention.id}: {name}"
