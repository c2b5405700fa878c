"""Article texts in a real browser: every letter at its offset, however odd; long ones in parts."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.review.conftest import Visiting
from tests.builders import make_document, make_event, make_evidence, make_mention
from tests.review import server_of

from rasd.model import CodedDocument, Document, Event, replace
from rasd.store import open_store

pytestmark = pytest.mark.browser

ODD = (
    "one\r\ntwo\rthree\n\n\u202efour \u2067five\x00six \U0001f534 killed\u064b\u064b "
    "<b>seven</b> &amp; \u00a0\u200b\u200f\ufeff " + "x" * 3_000
)
READ = """() => [...document.querySelectorAll('[data-part="text"] [data-at]')].map(
  (e) => [Number(e.dataset.at), e.textContent])"""


def told_by(place: str, *documents: Document) -> Event:
    """The event, in a store, of which each document says `killed`."""
    spans = [
        make_evidence("killed", start=d.text.index("killed"), field="killed") for d in documents
    ]
    mentions = [make_mention(d.id, evidence=(s,)) for d, s in zip(documents, spans, strict=True)]
    coded = [
        CodedDocument(document=d, mentions=(m,), figures=())
        for d, m in zip(documents, mentions, strict=True)
    ]
    event = make_event(
        mentions[0],
        evidence=tuple(replace(s, doc_id=d.id) for d, s in zip(documents, spans, strict=True)),
        doc_ids=tuple(d.id for d in documents),
        mention_ids=tuple(m.id for m in mentions),
    )
    with open_store(place) as store:
        store.write_coded(coded, "r")
        store.write_events([event])
    return event


def test_every_letter_that_the_browser_shows_stands_at_its_offset(
    place: str, visiting: Visiting
) -> None:
    event = told_by(place, make_document("a", ODD))
    with server_of(place) as address:
        pieces: list[list[Any]] = visiting(address, f"/events/{event.id}").page.evaluate(READ)
    assert "".join(text for _, text in pieces) == ODD.replace("\x00", "\ufffd")
    for at, text in pieces:
        assert ODD[at : at + len(text)].replace("\x00", "\ufffd") == text


@pytest.mark.parametrize("width", [1400, 390])
def test_a_word_without_end_does_not_widen_the_page(
    place: str, visiting: Visiting, width: int
) -> None:
    odd = make_document("a" * 300, "killed " + "\u0643" * 20_000)
    odd = replace(odd, title="t" * 3_000, outlet="o" * 3_000)
    event = told_by(place, odd)
    with server_of(place) as address:
        page = visiting(address, f"/events/{event.id}", width=width).page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_part_that_was_left_out_comes_when_it_is_asked_for(
    place: str, visiting: Visiting
) -> None:
    text = "killed " + "word " * 8_000
    event = told_by(place, make_document("a", text))
    with server_of(place) as address:
        page = visiting(address, f"/events/{event.id}").page
        page.locator(".gap").click()
        page.wait_for_function("() => !document.querySelector('.gap')")
        assert "".join(words for _, words in page.evaluate(READ)) == text


def test_words_in_an_article_that_is_not_open_open_it(place: str, visiting: Visiting) -> None:
    documents = [make_document(f"d{n:02}", f"report {n} killed") for n in range(14)]
    event = told_by(place, *documents)
    with server_of(place) as address:
        page = visiting(address, f"/events/{event.id}", language="en").page
        page.locator("#field-killed").focus()
        page.keyboard.press("p")
        page.wait_for_selector("#article-14 mark")
        page.wait_for_function("() => document.activeElement.closest('#article-14')")


def test_the_passage_that_tells_of_the_event_is_in_view(place: str, visiting: Visiting) -> None:
    event = told_by(place, make_document("a", "a line\n" * 200 + "killed" + "\na line" * 200))
    with server_of(place) as address:
        page = visiting(address, f"/events/{event.id}").page
        box = page.locator("mark").first.bounding_box()
        assert 100 < box["y"] < 900
