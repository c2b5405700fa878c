"""The list of documents: every database gives what a look at all documents would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from tests.builders import make_document, make_event, make_mention
from tests.postgresql import Server

from rasd.model import CodedDocument, Document, DocumentFilter, SettingsError, replace
from rasd.search import ArabicAnalyser
from rasd.store import Store, open_store

ANALYSER = ArabicAnalyser()
OUTLETS = (None, "Bahr News", "Warda Times")
FIRST = date(2031, 5, 1)
DOCUMENTS = [
    replace(
        make_document(f"d{n}", "انفجار قرب الجسر" if n % 4 else "هدوء في المدينة"),
        title=f"Title {n}" if n % 2 else None,
        outlet=OUTLETS[n % 3],
        published=None if n % 5 == 0 else FIRST + timedelta(days=n % 7),
        warnings=("a", "b") if n == 8 else (),
    )
    for n in range(40)
]
WITH_EVENTS = {f"d{n}": 2 if n == 9 else 1 for n in range(0, 40, 3)}

Fits = Callable[[Document], bool]
CASES: dict[str, tuple[DocumentFilter, Fits]] = {
    "everything": (DocumentFilter(), lambda d: True),
    "an outlet": (DocumentFilter(outlets=("Bahr News",)), lambda d: d.outlet == "Bahr News"),
    "an outlet or none": (
        DocumentFilter(outlets=("Bahr News", "")),
        lambda d: d.outlet in ("Bahr News", None),
    ),
    "no outlet": (DocumentFilter(outlets=("",)), lambda d: d.outlet is None),
    "since": (
        DocumentFilter(since=FIRST + timedelta(days=3)),
        lambda d: d.published is not None and d.published >= FIRST + timedelta(days=3),
    ),
    "until": (
        DocumentFilter(until=FIRST),
        lambda d: d.published is not None and d.published <= FIRST,
    ),
    "with events": (DocumentFilter(with_events=True), lambda d: d.id in WITH_EVENTS),
    "without events": (DocumentFilter(with_events=False), lambda d: d.id not in WITH_EVENTS),
    "words": (DocumentFilter(text="الانفجار"), lambda d: "انفجار" in d.text),
    "ids": (DocumentFilter(ids=("d3", "d30", "none")), lambda d: d.id in ("d3", "d30")),
    "no ids": (DocumentFilter(ids=()), lambda d: False),
    "all together": (
        DocumentFilter(text="انفجار", outlets=("",), with_events=True, since=FIRST),
        lambda d: (
            "انفجار" in d.text and d.outlet is None and d.id in WITH_EVENTS and bool(d.published)
        ),
    ),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store of these documents, for reading alone."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            place = str(tmp_path_factory.mktemp("documents") / "rasd.sqlite")
        else:
            server: Server = request.getfixturevalue("postgresql")
            place = stack.enter_context(server.schema("test_documents"))
        opened = stack.enter_context(open_store(place))
        coded = [CodedDocument(document=each, mentions=(), figures=()) for each in DOCUMENTS]
        opened.write_coded(coded, "recipe")
        reports = [make_mention(doc_id) for doc_id in WITH_EVENTS]
        events = [make_event(each) for each in reports]
        events.append(make_event(make_mention("d9", 1)))
        opened.write_events(events)
        yield opened


def in_order(fits: Fits) -> list[str]:
    """The ids of fitting documents, the newest first, those without a date last."""

    def place(document: Document) -> tuple[int, str]:
        day = document.published
        return (-day.toordinal() if day else 0, document.id)

    return [each.id for each in sorted(DOCUMENTS, key=place) if fits(each)]


@pytest.mark.parametrize(("wanted", "fits"), CASES.values(), ids=CASES)
def test_a_filter_wants_the_documents_that_fit_it_the_newest_first(
    store: Store, wanted: DocumentFilter, fits: Fits
) -> None:
    page = store.document_page(wanted, analyser=ANALYSER, limit=100)
    assert in_order(fits) == [row.id for row in page.rows]
    assert (len(page.rows), None) == (page.total, page.previous)


def test_a_row_says_what_a_list_shows(store: Store) -> None:
    rows = {row.id: row for row in store.document_page(DocumentFilter(), limit=100).rows}
    for document in DOCUMENTS:
        row = rows[document.id]
        assert (row.title, row.outlet) == (document.title, document.outlet)
        assert row.published == document.published
        assert row.events == WITH_EVENTS.get(document.id, 0)
        assert row.notes == len(document.warnings)


@pytest.mark.parametrize("name", ["everything", "without events"])
def test_pages_follow_one_another_without_gap_or_repetition_and_lead_back(
    store: Store, name: str
) -> None:
    wanted, fits = CASES[name]
    pages = [store.document_page(wanted, limit=7)]
    while pages[-1].rows and (cursor := pages[-1].next):
        pages.append(store.document_page(wanted, limit=7, cursor=cursor))
    assert in_order(fits) == [row.id for page in pages for row in page.rows]
    before = pages[1].previous
    assert before is not None
    assert store.document_page(wanted, limit=7, cursor=before).rows == pages[0].rows


@pytest.mark.parametrize("cursor", ["", "x", "bnVsbA", "WzEsMiwzXQ", "W3RydWUsICJ4IiwgImQxIl0"])
def test_a_cursor_that_no_page_gave_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(SettingsError, match="no place in the list"):
        store.document_page(DocumentFilter(), cursor=cursor)


def test_outlets_come_with_their_documents_the_most_first(store: Store) -> None:
    counts = Counter(document.outlet or "" for document in DOCUMENTS)
    assert dict(store.document_outlets()) == counts
    numbers = [count for _, count in store.document_outlets()]
    assert numbers == sorted(numbers, reverse=True)
