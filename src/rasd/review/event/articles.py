"""Decides how the articles of an event are shown: whole or around its words, copies marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from rasd.model import Document, EventRow, Reuse
from rasd.review.article import Gap, Marked, Piece, Shared, parts, pieces
from rasd.review.event.ground import Ground, Quote
from rasd.review.rows import title
from rasd.review.saying import Saying

MOST = 60_000
"""Characters of hidden text that are given at once."""
OPEN = 12
"""Of an event with more articles, those behind are opened one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """That words of an article stand in another one; `earlier` where the other had them first."""

    name: str
    share: float
    kind: str
    earlier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another event that an article tells of."""

    id: str
    event_type: str
    title: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article; `number` counts the event's articles from 1 and names it in the page."""

    number: int
    document: Document
    name: str
    published: date | None
    link: str | None
    title: tuple[Piece | Gap, ...]
    body: tuple[Piece | Gap, ...]
    copies: tuple[Copy, ...]
    names: dict[str, str]
    """What the documents are called that share words with it."""
    words: int
    """How many of its words stand behind values."""
    others: tuple[Other, ...] = ()

    @property
    def hidden(self) -> int:
        """Characters that are not shown at first."""
        return sum(len(part) for part in self.body if isinstance(part, Gap))


def article_views(
    ground: Ground, saying: Saying, *, whole: str | None = None
) -> tuple[ArticleView, ...]:
    """The articles in the order of the event's accounts; that with the id `whole` uncut."""
    return tuple(
        _article(ground, n, document, saying, whole=document.id == whole)
        for n, document in enumerate(ground.documents.values(), start=1)
    )


def hidden_part(
    ground: Ground, doc_id: str, start: int, end: int, saying: Saying
) -> tuple[tuple[Piece | Gap, ...], dict[str, str]]:
    """A part of an article that was left out, and again a gap where it is very long."""
    document = ground.documents[doc_id]
    end = min(end, len(document.text))
    stop = min(end, start + MOST)
    shared = tuple(_shared(ground, document))
    shown: list[Piece | Gap] = list(
        pieces(document.text, _marked(ground, doc_id, None), shared, start=start, end=stop)
    )
    if stop < end:
        shown.append(Gap(start=stop, end=end))
    return tuple(shown), _names(ground, shared, saying)


def safe_link(url: str | None) -> str | None:
    """An address that a reader may follow; nothing but the web's own schemes."""
    if not url:
        return None
    try:
        split = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if split.scheme.lower() in ("http", "https") and split.netloc else None


def _article(
    ground: Ground, number: int, document: Document, saying: Saying, *, whole: bool
) -> ArticleView:
    shared = tuple(_shared(ground, document))
    closed = number > OPEN and not whole and document.text
    quotes = [q for q in ground.quotes if q.doc_id == document.id and q.holds]
    return ArticleView(
        number=number,
        document=document,
        name=saying.document(document) if document.outlet else saying.outlet(None),
        published=document.published,
        link=safe_link(document.url),
        title=parts(document.title or "", _marked(ground, document.id, "title")),
        body=(Gap(start=0, end=len(document.text)),)
        if closed
        else parts(document.text, _marked(ground, document.id, None), shared, whole=whole),
        copies=tuple(_copies(ground, document, saying)),
        names=_names(ground, shared, saying),
        words=len(quotes),
        others=tuple(_other(row, saying) for row in ground.others.get(document.id, ())),
    )


def _other(row: EventRow, saying: Saying) -> Other:
    return Other(
        id=row.id,
        event_type=row.event_type.value,
        title=title(saying.words, row),
        status=saying.words.label("status", row.status.value),
    )


def _marked(ground: Ground, doc_id: str, part: str | None) -> tuple[Marked, ...]:
    def of(quote: Quote) -> Marked:
        return Marked(start=quote.start, end=quote.end, field=quote.field, key=quote.key)

    return tuple(of(q) for q in ground.quotes if q.doc_id == doc_id and q.part == part and q.holds)


def _shared(ground: Ground, document: Document) -> Iterable[Shared]:
    """Passages that it took from others, and those that the event's other articles took from it."""
    for reuse in document.reuse:
        for span in reuse.spans:
            yield Shared(start=span.start, end=span.end, of=reuse.of)
    for other, reuse in _takers(ground, document):
        for span in reuse.spans:
            yield Shared(start=span.of_start, end=span.of_end, of=other.id)


def _takers(ground: Ground, document: Document) -> Iterable[tuple[Document, Reuse]]:
    for other in ground.documents.values():
        for reuse in other.reuse:
            if reuse.of == document.id:
                yield other, reuse


def _copies(ground: Ground, document: Document, saying: Saying) -> Iterable[Copy]:
    for reuse in document.reuse:
        name = _name(ground, reuse.of, saying)
        yield Copy(name=name, share=reuse.share, kind=reuse.kind.value, earlier=True)
    for other, reuse in _takers(ground, document):
        yield Copy(
            name=saying.document(other), share=reuse.share, kind=reuse.kind.value, earlier=False
        )


def _names(ground: Ground, shared: Iterable[Shared], saying: Saying) -> dict[str, str]:
    return {of: _name(ground, of, saying) for of in {each.of for each in shared}}


def _name(ground: Ground, doc_id: str, saying: Saying) -> str:
    document = ground.documents.get(doc_id) or ground.beside.get(doc_id)
    return saying.document(document) if document is not None else doc_id
