"""What travels to a worker and back comes out as it went in, and nothing else comes out."""

from __future__ import annotations

import pickle
import zlib
from typing import Any

import pytest
from msgspec import to_builtins
from tests.builders import make_document, make_figure, make_mention

from rasd.model import Analyser, CodedDocument, InputError, Issue, IssueKind
from rasd.run.cluster.wire import (
    pack,
    pack_documents,
    pack_found,
    unpack_documents,
    unpack_found,
)
from rasd.search import arabic_analyser
from rasd.store import coded_rows


def test_documents_come_out_as_they_went_in() -> None:
    texts = ["", "سطر\nوآخر\u2028وثالث", "a\u0085b\x00c", "\ud800"]
    documents = tuple(make_document(f"d{n}", text) for n, text in enumerate(texts))
    assert unpack_documents(pack_documents(documents, "r/1")) == ("r/1", documents)


@pytest.mark.parametrize("analyser", [None, arabic_analyser()], ids=["not indexed", "indexed"])
def test_what_was_found_comes_out_as_it_went_in(analyser: Analyser | None) -> None:
    coded = CodedDocument(
        document=make_document("a", "سطر\nوآخر\u2028وثالث\x00"),
        mentions=(make_mention("a"), make_mention("a", 1)),
        figures=(make_figure("a"),),
    )
    rows = coded_rows(coded, analyser)
    issue = Issue(source="b", kind=IssueKind.FAILED, message="m", remedy="r")
    packed = pack_found((rows, issue), "r/1", "someone")
    assert unpack_found(packed) == ("r/1", "someone", (rows, issue))


def test_the_same_is_packed_as_the_same_bytes() -> None:
    documents = (make_document("a"), make_document("b"))
    assert pack_documents(documents, "r") == pack_documents(documents, "r")


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        pickle.dumps(("recipe", "worker", ())),
        zlib.compress(b"no json"),
        zlib.compress(b'{"recipe": "r"}\n{"rows": {"document": 1}}'),
        zlib.compress(b'{"recipe": "r", "worker": "w"}\n{"rows": {"document": 1}}'),
        zlib.compress(b'{"recipe": "r", "worker": "w"}\n[1]'),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b"1"),
    ],
    ids=["nothing", "a pickle", "no JSON", "no worker", "no document", "a list", "deep", "no head"],
)
def test_other_bytes_are_refused(packed: bytes) -> None:
    with pytest.raises(InputError):
        unpack_found(packed)


def _rows_with(name: str, row: list[Any]) -> Any:
    """The rows of a document, one of which is another."""
    coded = CodedDocument(
        document=make_document("a", "انفجار في القرية"),
        mentions=(make_mention("a"),),
        figures=(make_figure("a"),),
    )
    rows: Any = to_builtins(coded_rows(coded, arabic_analyser()))
    if name == "document":
        return rows | {name: row}
    if name == "parts":
        return rows | {"search": rows["search"] | {name: [row]}}
    return rows | {name: [*rows[name], row]}


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("document", []),
        ("document", ["a"]),
        ("document", [None, "s", "t", None, None, None, "{}"]),
        ("mentions", ["m", "a", 1]),
        ("mentions", ["m", "b", 1, *[None] * 17, "{}"]),
        ("figures", ["a", 0, "f", "k", "q"]),
        ("figures", ["b", 0, "f", "k", "q", "{}"]),
        ("parts", ["a", 0, "", "", 0, 1]),
        ("parts", ["b", 0, "", "", 0]),
    ],
)
def test_rows_that_no_table_has_or_of_another_document_are_refused_with_their_worker(
    name: str, row: list[Any]
) -> None:
    packed = pack({"recipe": "r", "worker": "w-7"}, [{"rows": _rows_with(name, row)}])
    with pytest.raises(InputError, match=r"the worker w-7: .*(cells, not|names document)"):
        unpack_found(packed)
