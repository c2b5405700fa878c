"""Sources for the tests of formats: the demo, the seeds, and records that try to break them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.builders import DAY, make_actor, make_event, make_evidence, make_mention, make_place
from tests.review import demo_store, store_of

from rasd.export import Output, Source
from rasd.export.files import as_bytes
from rasd.export.organisations import organisations
from rasd.model import (
    Account,
    Citation,
    Claim,
    Conflict,
    DatePrecision,
    DateValue,
    Document,
    Event,
    FieldValues,
    Figure,
    Grade,
    Mention,
    Redirect,
    Told,
    Voice,
    cited,
    sha256_text,
)
from rasd.store import Store, open_store

HOSTILE = (
    '=HYPERLINK("http://x.example","a")',
    "+1|2::3;4,5",
    "-cmd",
    "@SUM(1)",
    'قال: "نعم"، ثم\nسكت\tوقال «لا» \u202e\u200f\u2066',
    "a\r\nb|c;d,e:f~g",
    "line\u2028line\x85line",
    "half \ud83d and \udc00",
    "\x00\x01\x1f",
    "  ",
    "'quoted'",
    "</script><b>&amp;",
)
"""Texts that files are known to break on."""


@dataclass(frozen=True)
class Held:
    """A source of records in memory."""

    held_documents: tuple[Document, ...] = ()
    held_events: tuple[Event, ...] = ()

    def documents(self) -> Iterable[Document]:
        return self.held_documents

    def citations(self) -> Iterable[Citation]:
        return tuple(cited(document) for document in self.held_documents)

    def mentions(self) -> Iterable[Mention]:
        return ()

    def events(self) -> Iterable[Event]:
        return self.held_events

    def figures(self) -> Iterable[Figure]:
        return ()

    def redirects(self) -> Iterable[Redirect]:
        return ()


@contextmanager
def demo(folder: Path) -> Iterator[Store]:
    """The store of the bundled reports."""
    demo_store(folder / "demo.sqlite")
    with open_store(folder / "demo.sqlite") as store:
        yield store


@contextmanager
def seeds(shared: Path, folder: Path) -> Iterator[Store]:
    """A store of the shared development texts with the days on which they came out."""
    reports = [
        {
            "id": each["doc"],
            "text": (shared / "seeds" / each["doc"]).read_text(encoding="utf-8"),
            "published": each["published"],
        }
        for each in json.loads((shared / "seeds" / "gold.json").read_text(encoding="utf-8"))
    ]
    lines = "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)
    (folder / "seeds.jsonl").write_text(lines, encoding="utf-8")
    store_of(folder / "seeds.sqlite", folder / "seeds.jsonl")
    with open_store(folder / "seeds.sqlite") as store:
        yield store


def hostile() -> Held:
    """Each hostile text in every place where a text may stand, and events of next to nothing."""
    documents = tuple(_document(text) for text in HOSTILE)
    events = [_event(document, text) for document, text in zip(documents, HOSTILE, strict=True)]
    bare = make_mention("missing", date=None, place=None, evidence=())
    nowhere = make_mention(
        documents[0].id,
        1,
        evidence=(),
        date=DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text=""),
        place=make_place("", name_en=None, country=None, admin1=None, lat=None, lon=None),
    )
    return Held(documents, (*events, make_event(bare), make_event(nowhere)))


def _document(text: str) -> Document:
    body = f"{text} before {text} after {text}"
    return Document(
        id=f"doc {text}".encode("utf-8", "replace").decode("utf-8"),  # ids are stored as UTF-8
        text=body,
        sha256=sha256_text(body),
        title=text,
        published=DAY,
        outlet=text,
        url=text,
        language=text,
    )


def _event(document: Document, text: str) -> Event:
    start = len(f"{text} before ")
    mention = make_mention(
        document.id,
        place=make_place(text, name_ar=text, admin1=text, admin2=text),
        perpetrators=(make_actor(None, text=text),),
        targets=(make_actor(next(iter(organisations())), text=text),),
        weapons=(text,),
        campaign=text,
        claimed_by=(Claim(id=None, channel=text, text=text),),
        evidence=(
            make_evidence(text, start=start),
            make_evidence(text, start=start, field="targets"),
        ),
        conflicts=(Conflict(field="killed", values=(text,), doc_ids=(document.id,)),),
    )
    account = Account(
        mention_id=mention.id,
        doc_id=document.id,
        outlet=text,
        published=DAY,
        source=1,
        attributed_to=(text,),
        voice=Voice.PARTY,
        reliability=Grade(value="F", suggested=True, reason="unknown_outlet"),
    )
    told = Told(value=text, said_by=(mention.id,), shown=True)
    return make_event(
        mention,
        accounts=(account,),
        values=(FieldValues(field="targets", rule="sole_value", values=(told,)),),
    )


def file_of(output: Output, source: Source) -> str:
    """A text file as a reader finds it."""
    return b"".join(map(as_bytes, output.parts(source))).decode("utf-8")
