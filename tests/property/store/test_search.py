"""SQLite and PostgreSQL find the same documents with the same score, whatever is written."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import make_document
from tests.postgresql import Server

from rasd.model import CodedDocument, Found, SettingsError
from rasd.search import ArabicAnalyser
from rasd.store import Store, open_store

ANALYSER = ArabicAnalyser()
ARABIC = ["مسلح", "المسلحون", "حواجز", "حاجز", "وقتل", "قتلى", "انفجارات", "الانفجار"]
VOCABULARY = [*ARABIC, "ab", "AB", "é×x", "12,5", "007", "1e5", "a_b", "١٢"]
words = st.sampled_from(VOCABULARY) | st.text(max_size=6)
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)
queries = st.lists(words, min_size=1, max_size=3).map(" ".join)
_NUMBERS = count()


def answer(store: Store, query: str) -> list[tuple[str, float, str]] | None:
    try:
        found: list[Found] = list(store.search(query, ANALYSER))
    except SettingsError:
        return None
    return [(each.doc_id, pytest.approx(each.score), each.snippet) for each in found]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(texts, min_size=1, max_size=6), st.lists(queries, min_size=1, max_size=5))
def test_both_databases_give_the_same_answers(
    postgresql: Server, bodies: list[str], asked: list[str]
) -> None:
    bodies = [body.encode("utf-8", "replace").decode() for body in bodies]
    batch = [
        CodedDocument(document=make_document(f"d{n}", body), mentions=(), figures=())
        for n, body in enumerate(bodies)
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        postgresql.schema(f"search_{next(_NUMBERS)}") as address,
        open_store(Path(folder, "rasd.sqlite")) as file,
        open_store(address) as server,
    ):
        for store in (file, server):
            store.write_coded(batch, "r", analyser=ANALYSER)
        for query in (*asked, *(f'"{query}"' for query in asked), *VOCABULARY):
            assert answer(file, query) == answer(server, query), query
