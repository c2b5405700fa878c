"""A small corpus that people judge: documents of three sentences, each of which may tell one event.

The reports of one sentence number agree in place and kind, so that they are one incident to the
machine.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.builders import DAY, make_day, make_document, make_evidence, make_mention, make_place

from rasd.judge import Told, Who, add
from rasd.model import CodedDocument, Document, Event, Judgement, Mention, replace, to_json
from rasd.pipeline import merge_corpus

SENTENCES = (
    "انفجرت عبوة في تل وردة قرب السوق",
    "وقصفت الطائرات قرية القصر مساء",
    "وهاجم مسلحون حاجزا في البئر",
)
PLACES = ("Tall Warda", "Qasr", "Bir")
AT = "2031-06-01T08:00:00Z"
WHO = Who(by="Salma", at=AT)


def because(reason: str) -> Who:
    """Salma with a reason."""
    return dataclasses.replace(WHO, reason=reason)


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """Coded documents by id."""

    coded: tuple[CodedDocument, ...]

    @property
    def documents(self) -> Mapping[str, Document]:
        return {item.document.id: item.document for item in self.coded}

    @property
    def mentions(self) -> Mapping[str, Mention]:
        return {m.id: m for item in self.coded for m in item.mentions}

    def told(self, *ids: str) -> list[Told]:
        """The reports with these ids and their documents."""
        return [(self.mentions[i], self.documents[self.mentions[i].doc_id]) for i in ids]

    def events(self, judgements: Sequence[Judgement] = ()) -> tuple[Event, ...]:
        return merge_corpus(self.coded, judgements)[1]

    def event_of(self, mention_id: str, judgements: Sequence[Judgement] = ()) -> Event:
        return next(e for e in self.events(judgements) if mention_id in e.mention_ids)


def text_of(doc_id: str) -> str:
    """The body of a document: its sentences after an opening of its own, so that none copies."""
    return f"خبر {doc_id}. " + ". ".join(f"{each} بحسب {doc_id}" for each in SENTENCES)


def coded(
    doc_id: str, *numbers: int, day: int = 0, outlet: str | None = None, **overrides: Any
) -> CodedDocument:
    """A document that reports the incidents with these numbers, published on a day of its own."""
    published = DAY + timedelta(days=day)
    document = replace(make_document(doc_id, text_of(doc_id), published=published), outlet=outlet)
    mentions = tuple(report(document, number, **overrides) for number in numbers)
    return CodedDocument(document=document, mentions=mentions, figures=())


def report(document: Document, number: int, **overrides: Any) -> Mention:
    """What the document says of incident `number`."""
    quote = SENTENCES[number]
    evidence = make_evidence(quote, start=document.text.index(quote))
    place = make_place(PLACES[number], lat=35.0 + number)
    given: dict[str, Any] = {"place": place, "evidence": (evidence,)}
    return replace(
        make_mention(document.id, number, **(given | overrides)), id=f"{document.id}{number}"
    )


def corpus(*items: CodedDocument) -> Corpus:
    return Corpus(coded=tuple(sorted(items, key=lambda item: item.document.id)))


def read_anew(items: Iterable[CodedDocument], *, prefix: str = "x") -> Corpus:
    """The same corpus under other rules: every mention has another id."""
    return corpus(
        *(
            replace(
                item, mentions=tuple(replace(m, id=prefix + m.id) for m in reversed(item.mentions))
            )
            for item in items
        )
    )


def addition(document: Document, number: int, *, who: Who = WHO, **values: Any) -> Judgement:
    """That the document tells of incident `number`, as its reports do."""
    quote = SENTENCES[number]
    place = to_json(make_place(PLACES[number], lat=35.0 + number))
    given = {"sub_event_type": "remote_explosive", "date": to_json(make_day()), "place": place}
    evidence = make_evidence(quote, start=document.text.index(quote))
    return add(document, given | values, [evidence], who=who)
