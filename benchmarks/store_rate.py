"""Measures how fast a store and the exports take records: `python benchmarks/store_rate.py 20000`.

Records are invented: documents of about 1,500 letters with four mentions each, every mention with
nine pieces of evidence, as a run gives them; as many events as mentions. Written in batches of 50
documents, then again unchanged, then read back and exported.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from rasd.export import write_outputs
from rasd.model import (
    Actor,
    CodedDocument,
    Count,
    DatePrecision,
    DateValue,
    Document,
    Event,
    EventType,
    Evidence,
    Mention,
    Place,
    PlacePrecision,
    Record,
    Status,
    SubEventType,
    sha256_text,
)
from rasd.store import open_store

MENTIONS_A_DOCUMENT, EVIDENCE_A_MENTION, DOCUMENTS_A_BATCH = 4, 9, 50
WORDS = "قال شهود إن انفجارا وقع قرب سوق البلدة المتخيلة مساء أمس وأصاب عددا من المارة "


def made(mentions: int) -> list[CodedDocument]:
    numbers = range(mentions // MENTIONS_A_DOCUMENT)
    return [_document(f"report-{number:06}", number) for number in numbers]


def _document(name: str, number: int) -> CodedDocument:
    text = f"{number} " + WORDS * 20
    document = Document(id=name, text=text, sha256=sha256_text(text), outlet="Invented Wire")
    found = tuple(_mention(document, number, n) for n in range(MENTIONS_A_DOCUMENT))
    return CodedDocument(document=document, mentions=found, figures=())


def _mention(document: Document, number: int, position: int) -> Mention:
    day = date(2031, 1, 1) + timedelta(days=number % 3000)
    starts = range(position * 80, position * 80 + EVIDENCE_A_MENTION * 30, 30)
    return Mention(
        id=f"mention-{document.id}-{position}",
        doc_id=document.id,
        event_type=EventType.EXPLOSION,
        sub_event_type=SubEventType.REMOTE_EXPLOSIVE,
        status=Status.REPORTED,
        date=DateValue(start=day, end=day, precision=DatePrecision.DAY, text="أمس"),
        place=Place(
            text="البلدة",
            name_en="Invented Town",
            name_ar="البلدة المتخيلة",
            country="SY",
            admin1="Invented",
            lat=30 + number % 700 / 100,
            lon=38 + position / 10,
            precision=PlacePrecision.EXACT,
        ),
        perpetrators=(Actor(id="gen_x", name_en="Unknown", text="مجهولون", category="unknown"),),
        targets=(Actor(id=None, name_en=None, text="المارة", category="civilians"),),
        weapons=("ied",),
        wounded=Count(min=1, max=None, text="عددا من المارة"),
        confidence=0.5 + position / 10,
        evidence=tuple(
            Evidence(
                field="event",
                start=start,
                end=start + 40,
                quote=document.text[start : start + 40],
                rule="events/explosion",
                row="explosion.toml:14",
            )
            for start in starts
        ),
    )


def event_of(mention: Mention) -> Event:
    shared = {name: getattr(mention, name) for name in Record.__struct_fields__}
    return Event(
        **(shared | {"id": f"event-{mention.id}"}),
        doc_ids=(mention.doc_id,),
        mention_ids=(mention.id,),
        independent_sources=1,
    )


def timed(what: str, number: int, work: Callable[[], object]) -> None:
    started, busy = time.perf_counter(), time.process_time()
    work()
    took, busy = time.perf_counter() - started, time.process_time() - busy
    print(f"{what:44} {took:7.2f} s ({busy:6.2f} s of CPU) {number / took:10,.0f} a second")


def consume(records: Iterable[object]) -> None:
    for _ in records:
        pass


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("mentions", type=int, nargs="?", default=20_000)
    size: int = options.parse_args().mentions
    corpus = made(size)
    documents = [coded.document for coded in corpus]
    events = [event_of(mention) for coded in corpus for mention in coded.mentions]
    batches = [
        corpus[start : start + DOCUMENTS_A_BATCH]
        for start in range(0, len(corpus), DOCUMENTS_A_BATCH)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "rasd.sqlite"), Path(folder, "out")
        with open_store(path) as store:

            def write() -> None:
                for batch in batches:
                    store.write_coded(batch, "r")

            timed("write documents with mentions (mentions)", size, write)
            timed("the same again", size, write)
            timed(
                "what needs coding? nothing (documents)",
                len(documents),
                lambda: consume(store.needs_coding(documents, "r")),
            )
            timed("write events", size, lambda: store.write_events(events))
            timed("the same events again", size, lambda: store.write_events(events))
            timed("read mentions", size, lambda: consume(store.mentions()))
            timed("read documents with mentions (mentions)", size, lambda: consume(store.coded()))
            for name in ("jsonl", "csv", "geojson"):
                timed(
                    f"export {name} (events)",
                    size,
                    lambda name=name: write_outputs(store, out, formats=[name]),
                )
        megabytes = path.stat().st_size / 2**20
        exported = sum(file.stat().st_size for file in out.iterdir()) / 2**20
    print(f"store {megabytes:.1f} MB, exports {exported:.1f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, with all records in memory from the start")


if __name__ == "__main__":
    main()
