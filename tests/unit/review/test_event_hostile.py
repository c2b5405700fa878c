"""Articles that mean harm, or are merely odd, do none to the page of their event."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from tests.builders import make_document, make_event, make_evidence, make_mention
from tests.review import Client, client_of

from rasd.model import CodedDocument, Document, Evidence, Reuse, ReusedSpan, replace
from rasd.review.article import AROUND, OPENING
from rasd.review.event.articles import OPEN, safe_link
from rasd.store import open_store

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"
OVERRIDE, ISOLATE, POP = "\u202e", "\u2067", "\u202c"
NAMES = re.compile(r"<(script|img|iframe|style|svg|object|link)\b[^>]*>", re.IGNORECASE)


def shown(place: str, document: Document, *quotes: str, field: str = "killed") -> str:
    """The id of an event that these words of a document tell of, in a store."""
    spans = tuple(_evidence(document, quote, field) for quote in quotes)
    mention = make_mention(document.id, evidence=spans)
    event = make_event(mention, evidence=tuple(replace(s, doc_id=document.id) for s in spans))
    coded = CodedDocument(document=document, mentions=(mention,), figures=())
    with open_store(place) as store:
        store.write_coded([coded], "r")
        store.write_events([event])
    return event.id


def _evidence(document: Document, quote: str, field: str) -> Evidence:
    return make_evidence(quote, start=document.text.index(quote), field=field)


@pytest.fixture
def client(place: str) -> Iterator[Client]:
    """The application over an empty store."""
    with client_of(place) as client:
        yield client


def text_of(page: str) -> str:
    """The text of the article that a page shows, put together from its pieces."""
    [body] = re.findall(r'data-part="text">(.*?)</div>', page, re.DOTALL)
    runs = re.findall(r'<(?:mark|span) [^>]*data-at="\d+">(.*?)</(?:mark|span)>', body, re.DOTALL)
    return html.unescape("".join(runs))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_markup_in_an_article_is_text(client: Client, place: str, language: str) -> None:
    odd = replace(
        make_document("a<b>&\"'.txt", f"{SCRIPT} killed {SCRIPT}"),
        title=SCRIPT,
        outlet=SCRIPT,
        warnings=(SCRIPT,),
    )
    event = shown(place, odd, "killed")
    page = client.get(f"/events/{event}?lang={language}").text
    own = [tag for tag in NAMES.findall(page) if tag.lower() not in ("script", "link")]
    assert own == []
    assert "alert(1)</script>" not in page
    assert text_of(page) == odd.text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "file:///etc/passwd",
        "http:",
        "https://[",
        "vbscript:x",
        "",
    ],
)
def test_an_address_that_is_none_of_the_web_is_no_link(url: str) -> None:
    assert safe_link(url) is None


def test_an_address_of_the_web_is_a_link_that_tells_nobody_where_it_was_followed(
    client: Client, place: str
) -> None:
    document = replace(make_document("a", "killed"), url='https://news.example/a?b="c&d=<e>')
    page = client.get(f"/events/{shown(place, document, 'killed')}").text
    [link] = re.findall(r'<a href="https://news[^>]*>', page)
    assert "noreferrer" in link
    assert html.unescape(link.split('"')[1]) == document.url


@pytest.mark.parametrize(
    "text",
    [
        f"{OVERRIDE}killed{ISOLATE} five\u202d{POP}",
        "killed\r\nfive\rsix\n\nseven",
        "killed\x00five\x0b\x0c\x1b\x7f",
        "\n\n killed \u00a0\u200b\u200f\ufeff",
        "killed" + "\u064b" * 3_000,
        "a" * 9_000 + "killed" + "b" * 9_000,
        "\U0001f534\U0001f534 killed \U0001f1e6",
    ],
    ids=["bidi", "line ends", "control", "spaces", "marks", "long words", "astral"],
)
def test_every_letter_of_an_article_stands_at_its_place(
    client: Client, place: str, text: str
) -> None:
    document = make_document("a", text)
    page = client.get(f"/events/{shown(place, document, 'killed')}?whole=a").text
    there = text.replace("\x00", "\ufffd")
    # The browser turns a bare line end of the markup into one that it knows; ours are escaped.
    assert text_of(page) == there
    [at] = re.findall(r'<mark [^>]*data-at="(\d+)">killed', page)
    assert int(at) == text.index("killed")


def test_words_that_the_article_does_not_have_are_not_marked(client: Client, place: str) -> None:
    document = make_document("a", "five were killed")
    wrong = make_evidence("wounded", start=3, field="wounded")
    mention = make_mention("a", evidence=(wrong,))
    event = make_event(mention, evidence=(replace(wrong, doc_id="a"),))
    with open_store(place) as store:
        coded = CodedDocument(document=document, mentions=(mention,), figures=())
        store.write_coded([coded], "r")
        store.write_events([event])
    page = client.get(f"/events/{event.id}").text
    assert "<mark" not in page
    assert text_of(page) == document.text


def test_of_a_very_long_article_only_what_matters_is_shown_at_first(
    client: Client, place: str
) -> None:
    text = "word " * 150_000 + "killed" + " word" * 150_000
    event = shown(place, make_document("a", text), "killed")
    page = client.get(f"/events/{event}").text
    assert len(page) < 100_000
    assert OPENING + 2 * AROUND < len(text_of(page)) < 2 * (OPENING + 2 * AROUND)
    assert "killed" in text_of(page)
    gaps = re.findall(r'hx-get="([^"]*/text\?[^"]*)"', page)
    assert len(gaps) == 2
    more = client.get(html.unescape(gaps[0]))
    assert more.status_code == 200
    assert more.text.count("<button") == 1, "a part of a very long gap ends in a gap"
    assert text_of(client.get(f"/events/{event}?whole=a").text) == text


@pytest.mark.parametrize("asked", ["start=-5&end=3", "start=9&end=2", "start=0&end=999999999"])
def test_a_part_of_an_article_never_reaches_beyond_it(
    client: Client, place: str, asked: str
) -> None:
    event = shown(place, make_document("a", "five were killed"), "killed")
    assert client.get(f"/events/{event}/text?doc=a&{asked}").status_code == 200
    assert client.get(f"/events/{event}/text?doc=other&{asked}").status_code == 404


def test_the_name_of_a_document_that_words_were_copied_from_is_text(
    client: Client, place: str
) -> None:
    span = ReusedSpan(start=0, end=4, of_start=0, of_end=4)
    earlier = replace(make_document("b", "five"), outlet=SCRIPT)
    event = shown(place, make_document("a", "five were killed"), "killed")
    with open_store(place) as store:
        store.write_coded([CodedDocument(document=earlier, mentions=(), figures=())], "r")
        store.write_reuse({"a": [Reuse(of="b", share=0.5, spans=(span,))]})
    page = client.get(f"/events/{event}").text
    assert 'class="copied"' in page
    assert html.escape(SCRIPT[:8]) in page
    assert SCRIPT[:8] not in page.replace("<script src", "").replace("<script type", "")


def test_an_event_of_many_articles_opens_the_first_of_them(client: Client, place: str) -> None:
    documents = [make_document(f"d{n:03}", f"report {n}: killed") for n in range(OPEN + 30)]
    spans = [_evidence(document, "killed", "killed") for document in documents]
    mentions = [
        make_mention(document.id, evidence=(span,))
        for document, span in zip(documents, spans, strict=True)
    ]
    event = make_event(
        mentions[0],
        evidence=tuple(replace(s, doc_id=d.id) for s, d in zip(spans, documents, strict=True)),
        doc_ids=tuple(document.id for document in documents),
        mention_ids=tuple(mention.id for mention in mentions),
    )
    with open_store(place) as store:
        store.write_coded(
            [
                CodedDocument(document=document, mentions=(mention,), figures=())
                for document, mention in zip(documents, mentions, strict=True)
            ],
            "r",
        )
        store.write_events([event])
    page = client.get(f"/events/{event.id}").text
    assert page.count("<article") == len(documents)
    assert page.count('class="gap"') == len(documents) - OPEN
    last = documents[-1]
    part = client.get(f"/events/{event.id}/text?doc={last.id}&start=0&end=99").text
    assert "<mark" in part
